//! A part of the document out of a YAML tree, and what is wrong with it, where. It must not know which keys a part has.

use super::fields::{Fields, Part, Value, When};
use alerting::yaml::{Node, Scalar, Step, locate};

/// What is wrong, and the way to it.
struct Wrong {
    way: Vec<Step>,
    message: String,
}

/// Reads an item of a list.
type ReadItem<'r> = &'r mut dyn FnMut(&Node, &[Step]) -> Result<(), Wrong>;
/// Reads an entry of a mapping with any keys.
type ReadPair<'r> = &'r mut dyn FnMut(&str, &Node, &[Step]) -> Result<(), Wrong>;

/// Fills `part` from the tree of `yaml`.
///
/// # Errors
/// What is wrong and where, in words for people.
pub(crate) fn part(yaml: &str, tree: &Node, part: &mut dyn Part) -> Result<(), String> {
    read_part(tree, &[], part).map_err(|wrong| {
        let path = path(tree, &wrong.way);
        let path = if path.is_empty() { path } else { format!("{path}: ") };
        format!("{path}{}{}", wrong.message, said(yaml, &wrong.way))
    })
}

/// Where a way leads, in words; nothing where the text does not show it.
fn said(yaml: &str, way: &[Step]) -> String {
    let place = locate(yaml, way);
    place.map_or(String::new(), |(line, column)| format!(" at line {line} column {column}"))
}

/// Where a path as `goals[0].want` leads, in words; as far as it is written.
pub(super) fn place(yaml: &str, tree: &Node, path: &str) -> String {
    let (mut node, mut way) = (tree, Vec::new());
    for word in path.split(['.', '[']) {
        let (step, next) = match node {
            Node::Map(entries) => {
                let found = entries.iter().position(|(it, _)| spelled(it) == Some(word));
                (found.map(Step::Value), found.and_then(|it| entries.get(it)).map(|it| &it.1))
            }
            Node::Seq(items) => {
                let idx = word.trim_end_matches(']').parse::<usize>().ok();
                (idx.map(Step::Item), idx.and_then(|it| items.get(it)))
            }
            _ => (None, None),
        };
        let (Some(step), Some(next)) = (step, next) else { break };
        way.push(step);
        node = next;
    }
    said(yaml, &way)
}

/// The keys and places that lead to a node, as `scenario.backends[0].name`.
fn path(tree: &Node, way: &[Step]) -> String {
    let (mut node, mut path) = (Some(tree), String::new());
    for step in way {
        let (key, next) = match (node, step) {
            (Some(Node::Map(entries)), Step::Value(idx)) => match entries.get(*idx) {
                Some((key, value)) => (key.text().unwrap_or_default().to_owned(), Some(value)),
                None => return path,
            },
            (Some(Node::Seq(items)), Step::Item(idx)) => (format!("[{idx}]"), items.get(*idx)),
            _ => return path,
        };
        if !path.is_empty() && !key.starts_with('[') {
            path.push('.');
        }
        path.push_str(&key);
        node = next;
    }
    path
}

fn then(way: &[Step], step: Step) -> Vec<Step> {
    [way, &[step]].concat()
}

fn read_part(node: &Node, way: &[Step], part: &mut dyn Part) -> Result<(), Wrong> {
    let entries = entries(node, way)?;
    let mut reader = Reader { entries, way, known: Vec::new(), wrong: None };
    part.fields(&mut reader);
    let Reader { known, wrong, .. } = reader;
    // A misspelt key explains a missing one.
    for (idx, (key, _)) in entries.iter().enumerate() {
        let word = spelled(key);
        let message = match word.and_then(|it| known.iter().find(|known| **known == it)) {
            None => {
                let known: Vec<_> = known.iter().map(|it| format!("`{it}`")).collect();
                format!("unknown field `{}`, expected one of {}", word.unwrap_or("?"), known.join(", "))
            }
            Some(_) if entries[..idx].iter().any(|(it, _)| spelled(it) == word) => {
                format!("duplicate field `{}`", word.unwrap_or_default())
            }
            Some(_) => continue,
        };
        return Err(Wrong { way: then(way, Step::Key(idx)), message });
    }
    wrong.map_or(Ok(()), Err)
}

/// The entries of a mapping; where nothing is written, there are none.
fn entries<'n>(node: &'n Node, way: &[Step]) -> Result<&'n [(Node, Node)], Wrong> {
    match node {
        Node::Map(entries) => Ok(entries),
        Node::Null(text) if text.is_empty() => Ok(&[]),
        _ => Err(expected(node, way, "a mapping")),
    }
}

fn items<'n>(node: &'n Node, way: &[Step]) -> Result<&'n [Node], Wrong> {
    match node {
        Node::Seq(items) => Ok(items),
        Node::Null(text) if text.is_empty() => Ok(&[]),
        _ => Err(expected(node, way, "a list")),
    }
}

fn expected(node: &Node, way: &[Step], wanted: &str) -> Wrong {
    let found = match node {
        Node::Seq(_) => "a list".to_owned(),
        Node::Map(_) => "a mapping".to_owned(),
        Node::Null(_) => "nothing".to_owned(),
        Node::Scalar(_, text) if text.chars().count() > 40 => {
            format!("{:?}...", text.chars().take(37).collect::<String>())
        }
        Node::Scalar(Scalar::Str, text) => format!("{text:?}"),
        Node::Scalar(_, text) => text.clone(),
    };
    Wrong { way: way.to_vec(), message: format!("expected {wanted}, found {found}") }
}

/// A scalar as it is written, `~` and `null` too.
fn spelled(node: &Node) -> Option<&str> {
    match node {
        Node::Null(text) | Node::Scalar(_, text) => Some(text),
        Node::Seq(_) | Node::Map(_) => None,
    }
}

struct Reader<'n> {
    entries: &'n [(Node, Node)],
    way: &'n [Step],
    known: Vec<&'static str>,
    /// The first that is wrong.
    wrong: Option<Wrong>,
}

impl Fields for Reader<'_> {
    fn field(&mut self, key: &'static str, when: When, value: Value<'_>) {
        self.known.push(key);
        if self.wrong.is_some() {
            return;
        }
        let found = self.entries.iter().position(|(it, _)| spelled(it) == Some(key));
        let read = match (found, when) {
            (Some(idx), _) => read_value(&self.entries[idx].1, &then(self.way, Step::Value(idx)), value),
            (None, When::Needed) => {
                Err(Wrong { way: self.way.to_vec(), message: format!("missing field `{key}`") })
            }
            (None, When::Or(default) | When::Unless(default)) => {
                set(value, None, default);
                Ok(())
            }
        };
        self.wrong = read.err();
    }
}

fn read_value(node: &Node, way: &[Step], value: Value<'_>) -> Result<(), Wrong> {
    match value {
        Value::Texts(all) => {
            all.clear();
            each(node, way, &mut |node, way| {
                all.push(String::new());
                all.last_mut().map_or(Ok(()), |it| read_value(node, way, Value::Text(it)))
            })
        }
        Value::Counts(all) => each(node, way, &mut |node, way| {
            all.push(0);
            all.last_mut().map_or(Ok(()), |it| read_value(node, way, Value::Count(it)))
        }),
        Value::TextMap(all) => pairs(node, way, &mut |key, node, way| {
            read_value(node, way, Value::Text(all.entry(key.to_owned()).or_default()))
        }),
        Value::NumberMap(all) => pairs(node, way, &mut |key, node, way| {
            read_value(node, way, Value::Number(all.entry(key.to_owned()).or_default()))
        }),
        Value::Window(it) => {
            if node.is_null() {
                return Ok(());
            }
            let (from, to) = it.get_or_insert_default();
            let [first, second] = items(node, way)? else {
                return Err(expected(node, way, "two numbers"));
            };
            read_value(first, &then(way, Step::Item(0)), Value::Number(from))?;
            read_value(second, &then(way, Step::Item(1)), Value::Number(to))
        }
        Value::Part(part) => read_part(node, way, part),
        Value::Any => Ok(()),
        Value::MaybePart(_) if node.is_null() => Ok(()),
        Value::MaybePart(part) => part.part(0).map_or(Ok(()), |part| read_part(node, way, part)),
        Value::Parts(parts) => {
            for (idx, item) in items(node, way)?.iter().enumerate() {
                if let Some(part) = parts.part(idx) {
                    read_part(item, &then(way, Step::Item(idx)), part)?;
                }
            }
            Ok(())
        }
        Value::Maybe(_) | Value::MaybeFlag(_) | Value::Place(_) if node.is_null() => Ok(()),
        scalar => {
            let wanted = wanted(&scalar);
            let (kind, text) = match node {
                Node::Scalar(kind, text) => (*kind, text),
                Node::Null(text) if matches!(scalar, Value::Text(_)) => (Scalar::Str, text),
                _ => return Err(expected(node, way, wanted)),
            };
            if set(scalar, Some(kind), text) { Ok(()) } else { Err(expected(node, way, wanted)) }
        }
    }
}

fn each(node: &Node, way: &[Step], read: ReadItem<'_>) -> Result<(), Wrong> {
    for (idx, item) in items(node, way)?.iter().enumerate() {
        read(item, &then(way, Step::Item(idx)))?;
    }
    Ok(())
}

/// The entries of a mapping with any keys; of one that is given twice, the last counts.
fn pairs(node: &Node, way: &[Step], read: ReadPair<'_>) -> Result<(), Wrong> {
    for (idx, (key, value)) in entries(node, way)?.iter().enumerate() {
        let Some(key) = spelled(key) else {
            return Err(expected(key, &then(way, Step::Key(idx)), "a text"));
        };
        read(key, value, &then(way, Step::Value(idx)))?;
    }
    Ok(())
}

fn wanted(scalar: &Value<'_>) -> &'static str {
    match scalar {
        Value::Text(_) => "a text",
        Value::Flag(_) | Value::MaybeFlag(_) => "true or false",
        Value::Number(_) | Value::Maybe(_) => "a number",
        Value::Signed(_) => "a whole number",
        _ => "a whole number from 0 on that is not too large",
    }
}

/// Sets a scalar to what `text` says, which YAML takes for a `kind`; without a kind it is a default.
fn set(scalar: Value<'_>, kind: Option<Scalar>, text: &str) -> bool {
    let is = |wanted| kind.is_none_or(|it| it == wanted);
    let int = || whole(text).filter(|_| is(Scalar::Int) || is(Scalar::Float));
    let float = || number(text).filter(|_| !is(Scalar::Bool) && (!is(Scalar::Str) || zero_led(text)));
    match scalar {
        Value::Text(it) => text.clone_into(it),
        Value::Flag(it) => {
            *it = text.eq_ignore_ascii_case("true");
            return is(Scalar::Bool);
        }
        Value::MaybeFlag(it) if kind.is_some() => {
            *it = Some(text.eq_ignore_ascii_case("true"));
            return is(Scalar::Bool);
        }
        Value::Number(it) => return put(it, if kind.is_none() { number(text) } else { float() }),
        Value::Maybe(it) => return kind.is_none() || float().map(|value| *it = Some(value)).is_some(),
        Value::Count(it) => return put(it, int().and_then(|it| it.try_into().ok())),
        Value::Seed(it) => return put(it, int().and_then(|it| it.try_into().ok())),
        Value::Signed(it) => return put(it, int().and_then(|it| it.try_into().ok())),
        Value::Place(it) => {
            let value = int().and_then(|it| it.try_into().ok());
            *it = value;
            return kind.is_none() || value.is_some();
        }
        _ => {}
    }
    true
}

fn put<T>(to: &mut T, value: Option<T>) -> bool {
    value.map(|it| *to = it).is_some()
}

/// A whole number as YAML 1.2 writes one.
pub(super) fn whole(text: &str) -> Option<i128> {
    let (negative, size) = match text.strip_prefix('-') {
        Some(size) => (true, size),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let radix = [("0x", 16), ("0o", 8), ("0b", 2)];
    let radix = radix.into_iter().find_map(|(sign, radix)| Some((size.strip_prefix(sign)?, radix)));
    let (digits, radix) = radix.unwrap_or((size, 10));
    let size = i128::from_str_radix(digits, radix).ok()?;
    Some(if negative { -size } else { size })
}

/// A number as YAML 1.2 writes one.
pub(super) fn number(text: &str) -> Option<f64> {
    let size = text.strip_prefix('+').unwrap_or(text);
    match size.to_ascii_lowercase().as_str() {
        ".inf" => Some(f64::INFINITY),
        "-.inf" => Some(f64::NEG_INFINITY),
        ".nan" => Some(f64::NAN),
        _ => size.parse().ok().filter(|it: &f64| it.is_finite() && !size.starts_with('+')),
    }
}

/// Digits behind a nought, which are no number unless one is wanted.
pub(super) fn zero_led(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|it| it.is_ascii_digit())
}
