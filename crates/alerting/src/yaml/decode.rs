//! Nodes to values as Go's strict decoders do it (yaml.v2 and yaml.v3, which Prometheus uses), in their words. All
//! complaints of a file are collected. It must not know which keys a file may have.

use super::{Node, Scalar, Step, locate};
use crate::FileError;
use crate::file::Complaint;
use std::collections::BTreeMap;

/// The most complaints that a place is looked for: each costs a reading of the text.
const MOST_PLACED: usize = 50;

/// The way to a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct At(Vec<Step>);

impl At {
    /// The way on from here.
    pub(crate) fn then(&self, step: Step) -> Self {
        let mut way = Vec::with_capacity(self.0.len() + 1);
        way.extend_from_slice(&self.0);
        way.push(step);
        Self(way)
    }
}

/// A mapping's entries that are known, each once, those that were merged into it included.
#[derive(Debug, Default)]
pub(crate) struct Fields<'n> {
    entries: Vec<(&'n str, At, &'n Node)>,
}

impl<'n> Fields<'n> {
    /// The value of `key` and the way to it.
    pub(crate) fn value(&self, key: &str) -> Option<(&At, &'n Node)> {
        self.entries.iter().find(|(it, ..)| *it == key).map(|(_, at, node)| (at, *node))
    }
}

/// Decodes one document and collects what is wrong with it.
pub(crate) struct Decoder<'y> {
    yaml: &'y str,
    /// Whether keys that are not known are skipped.
    ignore_unknown: bool,
    /// What is wrong, in the order in which it was found.
    pub(crate) complaints: Vec<FileError>,
}

impl<'y> Decoder<'y> {
    pub(crate) fn new(yaml: &'y str, ignore_unknown: bool) -> Self {
        Self { yaml, ignore_unknown, complaints: Vec::new() }
    }

    /// Notes what is wrong with the node at `at`.
    pub(crate) fn complain(&mut self, kind: Complaint, at: &At, message: impl Into<String>) {
        let placed = self.complaints.len() < MOST_PLACED;
        let place = if placed { locate(self.yaml, &at.0) } else { None };
        let (line, column) = (place.map(|it| it.0), place.map(|it| it.1));
        self.complaints.push(FileError { line, column, message: message.into(), kind });
    }

    fn mismatch(&mut self, at: &At, node: &Node, kind: &str) {
        let shown = match node.text() {
            None => String::new(),
            Some(text) if text.len() > 10 => format!(" `{}...`", text.chars().take(7).collect::<String>()),
            Some(text) => format!(" `{text}`"),
        };
        self.complain(Complaint::Decode, at, format!("cannot unmarshal {}{shown} into {kind}", node.tag()));
    }

    /// The entries of a mapping of the Go type `kind`, whose keys are `known`.
    pub(crate) fn fields<'n>(&mut self, at: &At, node: &'n Node, kind: &str, known: &[&str]) -> Fields<'n> {
        let mut fields = Fields::default();
        self.merge(&mut fields, at, node, kind, Some(known));
        fields
    }

    /// The entries of a mapping from text to text.
    pub(crate) fn texts(&mut self, found: Option<(&At, &Node)>) -> BTreeMap<String, (At, String)> {
        let Some((at, node)) = found else { return BTreeMap::new() };
        let mut fields = Fields::default();
        self.merge(&mut fields, at, node, "map[string]string", None);
        // Collecting would sort, with a sort of its own for this type alone.
        let mut texts = BTreeMap::new();
        for (key, at, node) in fields.entries {
            texts.insert(key.to_owned(), (at.clone(), self.string(Some((&at, node)))));
        }
        texts
    }

    /// Adds the entries of `node` that are not there yet.
    fn merge<'n>(
        &mut self,
        into: &mut Fields<'n>,
        at: &At,
        node: &'n Node,
        kind: &str,
        known: Option<&[&str]>,
    ) {
        let entries = match node {
            Node::Null(_) => return,
            Node::Map(entries) => entries,
            _ => return self.mismatch(at, node, kind),
        };
        let mut here: BTreeMap<&str, usize> = BTreeMap::new();
        let mut merged = Vec::new();
        for (idx, (key, value)) in entries.iter().enumerate() {
            if key.is_null() {
                continue;
            }
            let (key_at, value_at) = (at.then(Step::Key(idx)), at.then(Step::Value(idx)));
            let Some(key) = key.text() else {
                self.mismatch(&key_at, key, "string");
                continue;
            };
            if key == "<<" {
                merged.push((value_at, value));
                continue;
            }
            if let Some(first) = here.insert(key, idx) {
                let line = locate(self.yaml, &at.then(Step::Key(first)).0).map_or(0, |it| it.0);
                let message = format!("mapping key {key:?} already defined at line {line}");
                self.complain(Complaint::Decode, &key_at, message);
            } else if known.is_some_and(|known| !known.contains(&key)) {
                if !self.ignore_unknown {
                    let message = format!("field {key} not found in type {kind}");
                    self.complain(Complaint::Decode, &key_at, message);
                }
            } else if into.value(key).is_none() {
                into.entries.push((key, value_at, value));
            }
        }
        for (at, value) in merged {
            self.merged(into, &at, value, kind, known);
        }
    }

    /// What `<<` brings: a mapping, or several of which the first counts most.
    fn merged<'n>(
        &mut self,
        into: &mut Fields<'n>,
        at: &At,
        node: &'n Node,
        kind: &str,
        known: Option<&[&str]>,
    ) {
        match node {
            Node::Map(_) => self.merge(into, at, node, kind, known),
            Node::Seq(items) if items.iter().all(|it| matches!(it, Node::Map(_))) => {
                for (idx, item) in items.iter().enumerate() {
                    self.merge(into, &at.then(Step::Item(idx)), item, kind, known);
                }
            }
            _ => {
                let message = "yaml: map merge requires map or sequence of maps as the value";
                self.complain(Complaint::Syntax, at, message);
            }
        }
    }

    /// The items of a sequence of the Go type `kind`; Go drops those that are null.
    pub(crate) fn items<'n>(&mut self, found: Option<(&At, &'n Node)>, kind: &str) -> Vec<(At, &'n Node)> {
        match found {
            None | Some((_, Node::Null(_))) => Vec::new(),
            Some((at, Node::Seq(items))) => {
                let here = items.iter().enumerate().filter(|(_, item)| !item.is_null());
                here.map(|(idx, item)| (at.then(Step::Item(idx)), item)).collect()
            }
            Some((at, node)) => {
                self.mismatch(at, node, kind);
                Vec::new()
            }
        }
    }

    /// A text: any scalar as it was written.
    pub(crate) fn string(&mut self, found: Option<(&At, &Node)>) -> String {
        let Some((at, node)) = found else { return String::new() };
        match node.text() {
            Some(text) => text.to_owned(),
            None => {
                self.mismatch(at, node, "string");
                String::new()
            }
        }
    }

    /// A Prometheus duration in milliseconds; nothing where the key is missing, null or wrong.
    pub(crate) fn duration(&mut self, found: Option<(&At, &Node)>) -> Option<i64> {
        let (at, node) = found.filter(|(_, node)| !node.is_null())?;
        let Some(text) = node.text() else {
            self.mismatch(at, node, "string");
            return None;
        };
        match series::parse_duration(text) {
            Ok(millis) => Some(millis),
            Err(err) => {
                self.complain(Complaint::Value, at, err.to_string());
                None
            }
        }
    }

    /// A whole number; a fraction is cut off, as Go does it.
    pub(crate) fn int(&mut self, found: Option<(&At, &Node)>) -> i64 {
        let Some((at, node)) = found.filter(|(_, node)| !node.is_null()) else { return 0 };
        let whole = |value: f64| value.is_finite() && value.abs() < 9.2e18;
        match number(node) {
            Some(Number::Int(value)) => value,
            #[expect(
                clippy::cast_possible_truncation,
                reason = "it is within the bounds, and Go cuts it off too"
            )]
            Some(Number::Float(value)) if whole(value) => value as i64,
            _ => {
                self.mismatch(at, node, "int");
                0
            }
        }
    }

    /// A number.
    pub(crate) fn float(&mut self, found: Option<(&At, &Node)>) -> f64 {
        let Some((at, node)) = found.filter(|(_, node)| !node.is_null()) else { return 0.0 };
        match number(node) {
            Some(Number::Int(value)) => value as f64,
            Some(Number::Float(value)) => value,
            None => {
                self.mismatch(at, node, "float64");
                0.0
            }
        }
    }

    /// A truth value, in YAML 1.1's words too.
    pub(crate) fn bool(&mut self, found: Option<(&At, &Node)>) -> bool {
        let Some((at, node)) = found.filter(|(_, node)| !node.is_null()) else { return false };
        let text = node.text().unwrap_or_default();
        let lower = text.to_ascii_lowercase();
        let written = text == lower || text == text.to_ascii_uppercase() || is_title(text);
        match lower.as_str() {
            "true" | "yes" | "on" | "y" if written => true,
            "false" | "no" | "off" | "n" if written => false,
            _ => {
                self.mismatch(at, node, "bool");
                false
            }
        }
    }
}

fn is_title(text: &str) -> bool {
    let rest = text.get(1..).unwrap_or_default();
    text.starts_with(|it: char| it.is_ascii_uppercase()) && rest.bytes().all(|it| it.is_ascii_lowercase())
}

#[derive(Clone, Copy)]
enum Number {
    Int(i64),
    Float(f64),
}

/// What Go's `resolve` makes of a scalar.
fn number(node: &Node) -> Option<Number> {
    let Node::Scalar(kind, text) = node else { return None };
    let digits = |it: char| it.is_ascii_digit() || matches!(it, '_' | '.' | '+' | '-' | 'e' | 'E');
    // These are numbers for Go, and texts for the YAML that is read here.
    let disguised = text.starts_with(|it: char| it.is_ascii_digit()) && text.chars().all(digits);
    let is_number = match kind {
        Scalar::Int | Scalar::Float => true,
        Scalar::Str => disguised && (text.contains('_') || text.starts_with('0')),
        Scalar::Bool => false,
    };
    if !is_number {
        return None;
    }
    let plain = text.replace('_', "");
    let (negative, size) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let sign = if negative { -1 } else { 1 };
    let radix =
        |prefix: &str, radix| size.strip_prefix(prefix).and_then(|it| i64::from_str_radix(it, radix).ok());
    let octal =
        size.strip_prefix('0').filter(|it| !it.is_empty()).and_then(|it| i64::from_str_radix(it, 8).ok());
    let special = match size.to_ascii_lowercase().as_str() {
        ".inf" => Some(f64::INFINITY),
        ".nan" => Some(f64::NAN),
        _ => None,
    };
    let prefixed = radix("0x", 16).or(radix("0o", 8)).or(radix("0b", 2)).or(octal);
    let int = prefixed.or_else(|| size.parse().ok()).map(|it: i64| Number::Int(sign * it));
    let float =
        special.or_else(|| size.parse().ok()).map(|it| Number::Float(if negative { -it } else { it }));
    int.or(float)
}
