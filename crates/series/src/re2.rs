//! Go's regular expressions (regexp/syntax with its Perl flags), which Prometheus uses, in the words of the engine here:
//! what Go refuses is refused with its message, what means another thing here is rewritten. It must not match anything.

mod class;
mod escape;

use class::Class;
use escape::Escape;

/// The most repetitions of repetitions, as in Go.
const MOST_REPEATS: u32 = 1000;
/// The deepest nesting of groups that the engine takes.
const MOST_GROUPS: usize = 45;

/// `pattern` as the engine reads it.
///
/// # Errors
/// Go's message (``error parsing regexp: missing closing ): `(` ``), or `not supported yet: ...` for Unicode classes, of
/// which there are no tables.
pub fn from_go(pattern: &str) -> Result<String, String> {
    let mut translator = Translator { pattern, ..Translator::default() };
    while translator.at < pattern.len() {
        translator.next()?;
    }
    if translator.groups.is_empty() { Ok(translator.out) } else { Err(wrong("missing closing )", pattern)) }
}

/// What Go says is wrong with `pattern`, if anything is.
pub fn regex_mistake(pattern: &str) -> Option<String> {
    from_go(pattern).err()
}

/// Go's message for `code`, which it finds in `text`.
fn wrong(code: &str, text: &str) -> String {
    format!("error parsing regexp: {code}: `{text}`")
}

/// What a repetition would apply to.
#[derive(Clone, Copy)]
struct Atom {
    /// Where it starts in the output.
    start: usize,
    /// How often its innermost part repeats.
    repeats: u32,
    /// Whether it has no width, so that the engine wants it in a group.
    bare: bool,
}

/// An open group: where it starts in the output, and the most repetitions of what is before it in its own group.
struct Group {
    start: usize,
    repeats_before: u32,
}

#[derive(Default)]
struct Translator<'a> {
    pattern: &'a str,
    at: usize,
    out: String,
    groups: Vec<Group>,
    names: Vec<&'a str>,
    last: Option<Atom>,
    /// The most repetitions inside the innermost group.
    repeats: u32,
    /// Where the repetition starts that has just been read.
    repetition: Option<usize>,
}

impl<'a> Translator<'a> {
    fn rest(&self) -> &'a str {
        &self.pattern[self.at..]
    }

    fn next(&mut self) -> Result<(), String> {
        let repetition = self.repetition.take();
        let rest = self.rest();
        let Some(char) = rest.chars().next() else { return Ok(()) };
        match char {
            '(' => self.open(),
            ')' => self.close(),
            '|' => {
                self.push("|", 1);
                self.last = None;
                Ok(())
            }
            '^' | '$' => self.atom(&rest[..1], 1, true),
            '.' => self.atom(".", 1, false),
            '[' => {
                let (class, length) = Class::read(rest)?;
                self.atom(&class.written(), length, false)
            }
            '*' | '+' | '?' => self.repeat(repetition, 1, None),
            '{' => match counts(rest) {
                Some((least, most, length)) => self.repeat(repetition, length, Some((least, most))),
                None => self.atom("\\{", 1, false),
            },
            '\\' => self.escape(),
            other => self.atom(&literal(other), other.len_utf8(), false),
        }
    }

    fn push(&mut self, text: &str, length: usize) {
        self.out.push_str(text);
        self.at += length;
    }

    /// Something that may be repeated: `text` in the output for `length` bytes of the pattern.
    fn atom(&mut self, text: &str, length: usize, bare: bool) -> Result<(), String> {
        self.last = Some(Atom { start: self.out.len(), repeats: 1, bare });
        self.push(text, length);
        Ok(())
    }

    fn escape(&mut self) -> Result<(), String> {
        match Escape::read(self.rest())? {
            Escape::Char(char, length) => self.atom(&literal(char), length, false),
            Escape::Class(class, length) => self.atom(&class.written(), length, false),
            Escape::Assertion(text, length) => self.atom(text, length, true),
            Escape::Quoted(text, length) => {
                for char in text.chars() {
                    self.atom(&literal(char), 0, false)?;
                }
                self.at += length;
                Ok(())
            }
        }
    }

    fn repeat(
        &mut self,
        before: Option<usize>,
        length: usize,
        counts: Option<(u32, Option<u32>)>,
    ) -> Result<(), String> {
        let start = self.at;
        let lazy = usize::from(self.rest()[length..].starts_with('?'));
        let text = &self.rest()[..length + lazy];
        if let Some(before) = before {
            return Err(wrong(
                "invalid nested repetition operator",
                &self.pattern[before..start + length + lazy],
            ));
        }
        let Some(mut atom) = self.last else {
            return Err(wrong("missing argument to repetition operator", text));
        };
        if let Some((least, most)) = counts {
            atom.repeats = atom.repeats.saturating_mul(most.unwrap_or(least).max(1));
            if atom.repeats > MOST_REPEATS || most.is_some_and(|most| least > most) || least > MOST_REPEATS {
                return Err(wrong("invalid repeat count", text));
            }
        }
        if atom.bare {
            self.out.insert_str(atom.start, "(?:");
            self.out.push(')');
            atom.bare = false;
        }
        self.repeats = self.repeats.max(atom.repeats);
        self.last = Some(atom);
        self.push(text, length + lazy);
        self.repetition = Some(start);
        Ok(())
    }

    fn open(&mut self) -> Result<(), String> {
        let rest = self.rest();
        if !rest.starts_with("(?") {
            return self.enter("(", 1);
        }
        let named = ["(?P<", "(?<"].into_iter().find(|it| rest.starts_with(it));
        if let Some(prefix) = named {
            let end = rest.find('>').ok_or_else(|| wrong("invalid named capture", rest))?;
            let name = &rest[prefix.len()..end];
            let plain = |it: char| it == '_' || it.is_ascii_alphanumeric();
            if name.is_empty() || !name.chars().all(plain) {
                return Err(wrong("invalid named capture", &rest[..=end]));
            }
            // The engine knows no name twice, nor one that starts with a digit.
            let known = self.names.contains(&name) || name.starts_with(|it: char| it.is_ascii_digit());
            self.names.push(name);
            let text = if known { "(".to_owned() } else { format!("(?P<{name}>") };
            return self.enter(&text, end + 1);
        }
        let flags = flags(rest)?;
        if rest.as_bytes()[flags - 1] == b':' {
            return self.enter(&rest[..flags], flags);
        }
        // `(?)` sets nothing; the engine refuses it.
        let text = if flags == 3 { "" } else { &rest[..flags] };
        self.push(text, flags);
        Ok(())
    }

    fn enter(&mut self, text: &str, length: usize) -> Result<(), String> {
        if self.groups.len() >= MOST_GROUPS {
            return Err(wrong("expression nests too deeply", self.pattern));
        }
        self.groups.push(Group { start: self.out.len(), repeats_before: self.repeats });
        (self.repeats, self.last) = (1, None);
        self.push(text, length);
        Ok(())
    }

    fn close(&mut self) -> Result<(), String> {
        let group = self.groups.pop().ok_or_else(|| wrong("unexpected )", self.pattern))?;
        self.push(")", 1);
        self.last = Some(Atom { start: group.start, repeats: self.repeats.max(1), bare: false });
        self.repeats = self.repeats.max(group.repeats_before);
        Ok(())
    }
}

/// The counts of `{n}`, `{n,}` or `{n,m}` and the length of that; anything else is a brace.
fn counts(rest: &str) -> Option<(u32, Option<u32>, usize)> {
    let end = rest.find('}')?;
    let inner = &rest[1..end];
    let number = |text: &str| -> Option<u32> {
        let digits = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        let zero_first = text.len() > 1 && text.starts_with('0');
        (digits && !zero_first).then(|| text.parse().unwrap_or(u32::MAX))
    };
    let (least, most) = match inner.split_once(',') {
        None => {
            let count = number(inner)?;
            (count, Some(count))
        }
        Some((least, "")) => (number(least)?, None),
        Some((least, most)) => (number(least)?, Some(number(most)?)),
    };
    Some((least, most, end + 1))
}

/// The length of `(?flags)` or `(?flags:`.
fn flags(rest: &str) -> Result<usize, String> {
    let (mut negative, mut seen) = (false, true);
    for (at, char) in rest.char_indices().skip(2) {
        match char {
            'i' | 'm' | 's' | 'U' => seen = true,
            '-' if !negative => (negative, seen) = (true, false),
            ':' | ')' if seen => return Ok(at + 1),
            _ => return Err(wrong("invalid or unsupported Perl syntax", &rest[..at + char.len_utf8()])),
        }
    }
    Err(wrong("invalid or unsupported Perl syntax", rest))
}

/// A character that stands for itself.
fn literal(char: char) -> String {
    match char {
        it if it.is_ascii_control() => format!("\\x{{{:x}}}", u32::from(it)),
        it if it.is_ascii_punctuation() && it != '_' => format!("\\{it}"),
        it => it.to_string(),
    }
}

#[cfg(test)]
mod tests;
