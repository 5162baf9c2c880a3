//! A part of the document as YAML text. It must not know which keys a part has.

use super::fields::{Fields, Part, Parts, Value, When};
use super::scalar::{self, Written};
use std::collections::BTreeMap;

/// The YAML of `part`.
pub(super) fn part(part: &mut dyn Part) -> String {
    let mut writer = Writer::default();
    part.fields(&mut writer);
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    indent: usize,
    /// Whether the line has begun with the dash of an item.
    begun: bool,
}

impl Fields for Writer {
    fn field(&mut self, key: &'static str, when: When, value: Value<'_>) {
        let default = if let When::Unless(default) = when { Some(default) } else { None };
        let optional = default.is_some();
        let written = match value {
            Value::Text(it) if default == Some(it) => None,
            Value::Text(it) => Some(scalar::text(it)),
            // A nought has no sign here.
            Value::Number(it) if default == Some(&*scalar::number(*it + 0.0)) => None,
            Value::Number(it) => Some(scalar::plain(scalar::number(*it))),
            Value::Flag(it) => whole(it.to_string(), default),
            Value::Count(it) => whole(it.to_string(), default),
            Value::Seed(it) => whole(it.to_string(), default),
            Value::Signed(it) => whole(it.to_string(), default),
            Value::Maybe(it) => it.map(|it| scalar::plain(scalar::number(it))),
            Value::MaybeFlag(it) => it.map(|it| scalar::plain(it.to_string())),
            Value::Place(it) => it.map(|it| scalar::plain(it.to_string())),
            Value::Window(it) => {
                let both = it.map(|(from, to)| [from, to].map(|it| scalar::plain(scalar::number(it))));
                return self.items(key, true, both.as_ref().map_or(&[], |it| it));
            }
            Value::Texts(all) => {
                let all: Vec<_> = all.iter().map(|it| scalar::text(it)).collect();
                return self.items(key, optional, &all);
            }
            Value::Counts(all) => {
                let all: Vec<_> = all.iter().map(|it| scalar::plain(it.to_string())).collect();
                return self.items(key, optional, &all);
            }
            Value::TextMap(all) => return self.texts(key, all),
            Value::NumberMap(all) => return self.numbers(key, all),
            Value::Any => None,
            Value::Part(_) if optional => None,
            Value::Part(part) => return self.nested(key, part),
            Value::MaybePart(part) if part.len() == 0 => None,
            Value::MaybePart(part) => return part.part(0).map_or((), |it| self.nested(key, it)),
            Value::Parts(parts) if optional && parts.len() == 0 => None,
            Value::Parts(parts) => return self.parts(key, parts),
        };
        if let Some(written) = written {
            self.key(key);
            self.put(&written);
        }
    }
}

fn whole(text: String, default: Option<&str>) -> Option<Written<'static>> {
    (default != Some(&text)).then(|| scalar::plain(text))
}

impl Writer {
    fn begin(&mut self) {
        if !std::mem::take(&mut self.begun) {
            self.pad();
        }
    }

    fn pad(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', self.indent));
    }

    fn key(&mut self, key: &str) {
        self.begin();
        self.out.push_str(key);
        self.out.push(':');
    }

    /// A scalar behind a key or a dash, to the end of its line.
    fn put(&mut self, written: &Written<'_>) {
        self.out.push(' ');
        match written {
            Written::Line(text) => self.out.push_str(text),
            Written::Block(head, text) => {
                self.out.push_str(head);
                for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
                    self.out.push('\n');
                    if !line.is_empty() {
                        self.pad();
                        self.out.push_str("  ");
                        self.out.push_str(line);
                    }
                }
            }
        }
        self.out.push('\n');
    }

    fn items(&mut self, key: &str, optional: bool, items: &[Written<'_>]) {
        if items.is_empty() && optional {
            return;
        }
        self.key(key);
        self.out.push_str(if items.is_empty() { " []\n" } else { "\n" });
        for item in items {
            self.pad();
            self.out.push('-');
            self.put(item);
        }
    }

    fn texts(&mut self, key: &str, all: &BTreeMap<String, String>) {
        self.open(key, all.is_empty());
        for (key, text) in all {
            self.pair(key, &scalar::text(text));
        }
        self.indent -= 2;
    }

    fn numbers(&mut self, key: &str, all: &BTreeMap<String, f64>) {
        self.open(key, all.is_empty());
        for (key, value) in all {
            self.pair(key, &scalar::plain(scalar::number(*value)));
        }
        self.indent -= 2;
    }

    /// The key of a mapping, whose entries follow.
    fn open(&mut self, key: &str, empty: bool) {
        self.key(key);
        self.out.push_str(if empty { " {}\n" } else { "\n" });
        self.indent += 2;
    }

    /// An entry with a key of its own; one that is long or has line breaks stands by itself.
    fn pair(&mut self, key: &str, value: &Written<'_>) {
        let name = scalar::text(key);
        self.begin();
        match &name {
            Written::Line(text) if key.len() <= 128 && !key.contains(scalar::is_break) => {
                self.out.push_str(text);
            }
            _ => {
                self.out.push('?');
                self.put(&name);
                self.pad();
            }
        }
        self.out.push(':');
        self.put(value);
    }

    fn nested(&mut self, key: &str, part: &mut dyn Part) {
        self.open(key, false);
        let before = self.out.len();
        part.fields(self);
        if self.out.len() == before {
            self.out.truncate(before - 1);
            self.out.push_str(" {}\n");
        }
        self.indent -= 2;
    }

    fn parts(&mut self, key: &str, parts: &mut dyn Parts) {
        self.key(key);
        self.out.push_str(if parts.len() == 0 { " []\n" } else { "\n" });
        for idx in 0..parts.len() {
            self.pad();
            self.out.push_str("- ");
            self.begun = true;
            self.indent += 2;
            if let Some(part) = parts.part(idx) {
                part.fields(self);
            }
            self.indent -= 2;
        }
    }
}
