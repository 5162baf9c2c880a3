//! Sets of characters: `[a-z]`, `\d`, `[:alpha:]`. They must not know what stands around them.

use super::escape::Escape;
use super::wrong;

/// The last character that there is.
const LAST: u32 = 0x10_FFFF;

/// Ranges of code points, both ends included, and whether they are those that do not match.
#[derive(Clone, Debug, Default)]
pub(super) struct Class {
    ranges: Vec<(u32, u32)>,
    negated: bool,
}

impl Class {
    /// The set of a Perl class: `d`, `s` or `w`, or those in capitals. Go's white space has no vertical tab.
    pub(super) fn perl(letter: char) -> Option<Self> {
        let ranges: &[(u8, u8)] = match letter.to_ascii_lowercase() {
            'd' => &[(b'0', b'9')],
            's' => &[(b'\t', b'\n'), (0xC, b'\r'), (b' ', b' ')],
            'w' => &[(b'0', b'9'), (b'A', b'Z'), (b'_', b'_'), (b'a', b'z')],
            _ => return None,
        };
        let ranges = ranges.iter().map(|(from, to)| (u32::from(*from), u32::from(*to))).collect();
        Some(Self { ranges, negated: letter.is_ascii_uppercase() })
    }

    /// The set of a name between `[:` and `:]`, a `^` before it included.
    fn posix(name: &str) -> Option<Self> {
        let (negated, name) = name.strip_prefix('^').map_or((false, name), |rest| (true, rest));
        let ranges: &[(u8, u8)] = match name {
            "alnum" => &[(b'0', b'9'), (b'A', b'Z'), (b'a', b'z')],
            "alpha" => &[(b'A', b'Z'), (b'a', b'z')],
            "ascii" => &[(0, 0x7F)],
            "blank" => &[(b'\t', b'\t'), (b' ', b' ')],
            "cntrl" => &[(0, 0x1F), (0x7F, 0x7F)],
            "digit" => &[(b'0', b'9')],
            "graph" => &[(b'!', b'~')],
            "lower" => &[(b'a', b'z')],
            "print" => &[(b' ', b'~')],
            "punct" => &[(b'!', b'/'), (b':', b'@'), (b'[', b'`'), (b'{', b'~')],
            "space" => &[(b'\t', b'\r'), (b' ', b' ')],
            "upper" => &[(b'A', b'Z')],
            "word" => &[(b'0', b'9'), (b'A', b'Z'), (b'_', b'_'), (b'a', b'z')],
            "xdigit" => &[(b'0', b'9'), (b'A', b'F'), (b'a', b'f')],
            _ => return None,
        };
        let ranges = ranges.iter().map(|(from, to)| (u32::from(*from), u32::from(*to))).collect();
        Some(Self { ranges, negated })
    }

    /// The set in brackets at the start of `text`, and its length (`parseClass`, regexp/syntax/parse.go).
    pub(super) fn read(text: &str) -> Result<(Self, usize), String> {
        let mut class = Self { ranges: Vec::new(), negated: text[1..].starts_with('^') };
        let mut at = 1 + usize::from(class.negated);
        let mut first = true;
        while first || !text[at..].starts_with(']') {
            first = false;
            if let Some(name) =
                text[at..].strip_prefix("[:").and_then(|it| it.split_once(":]")).map(|it| it.0)
            {
                let length = name.len() + 4;
                let named = Self::posix(name);
                class.add(
                    &named.ok_or_else(|| wrong("invalid character class range", &text[at..at + length]))?,
                );
                at += length;
                continue;
            }
            if let Some(Escape::Class(inner, length)) = class_escape(&text[at..])? {
                class.add(&inner);
                at += length;
                continue;
            }
            let start = at;
            let low = character(text, &mut at)?;
            let mut high = low;
            if text[at..].starts_with('-') && text.len() > at + 1 && !text[at + 1..].starts_with(']') {
                at += 1;
                high = character(text, &mut at)?;
                if high < low {
                    return Err(wrong("invalid character class range", &text[start..at]));
                }
            }
            class.ranges.push((low, high));
        }
        Ok((class, at + 1))
    }

    fn add(&mut self, other: &Self) {
        if !other.negated {
            return self.ranges.extend(&other.ranges);
        }
        let mut from = 0;
        for (low, high) in &other.ranges {
            if *low > from {
                self.ranges.push((from, low - 1));
            }
            from = high + 1;
        }
        self.ranges.push((from, LAST));
    }

    /// As the engine reads it. Half of a surrogate pair is no character there.
    pub(super) fn written(&self) -> String {
        let mut text = String::from(if self.negated { "[^" } else { "[" });
        for (low, high) in &self.ranges {
            for (low, high) in [(*low, (*high).min(0xD7FF)), ((*low).max(0xE000), *high)] {
                if low <= high {
                    text.push_str(&format!("{}-{}", end(low), end(high)));
                }
            }
        }
        text.push(']');
        text
    }
}

/// An end of a range. The engine cannot fold the case of an escaped letter there.
fn end(code: u32) -> String {
    let plain = char::from_u32(code).filter(char::is_ascii_alphanumeric);
    plain.map_or_else(|| format!("\\x{{{code:x}}}"), String::from)
}

/// The class that an escape at the start of `text` stands for, if it does.
fn class_escape(text: &str) -> Result<Option<Escape<'_>>, String> {
    let is_class = |it: char| matches!(it, 'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'p' | 'P');
    let escaped = text.strip_prefix('\\').is_some_and(|it| it.starts_with(is_class));
    if escaped { Escape::read(text).map(Some) } else { Ok(None) }
}

/// The character at `at` of the set `text`.
fn character(text: &str, at: &mut usize) -> Result<u32, String> {
    let rest = &text[*at..];
    let Some(char) = rest.chars().next() else { return Err(wrong("missing closing ]", text)) };
    let (char, length) = if char == '\\' { Escape::character(rest)? } else { (char, char.len_utf8()) };
    *at += length;
    Ok(u32::from(char))
}
