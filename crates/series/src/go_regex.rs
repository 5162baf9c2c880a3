//! What Go's regexp/syntax refuses and how it says so: the borrowed engine accepts other patterns and uses other words.
//! It must not match anything.

/// Why Go refuses `pattern`, as `regexp.Compile` words it; nothing where it accepts it, and for names of Unicode
/// classes, which are not known here.
pub fn regex_mistake(pattern: &str) -> Option<String> {
    let mut checker = Checker { pattern, rest: pattern, open: 0, has_operand: false, last_repeat: None };
    let (reason, part) = checker.run().err()?;
    Some(format!("error parsing regexp: {reason}: `{part}`"))
}

/// A reason and the part of the pattern that it is about.
type Mistake<'p> = (&'static str, &'p str);
type Checked<'p, T = ()> = Result<T, Mistake<'p>>;

const BAD_ESCAPE: &str = "invalid escape sequence";
const BAD_RANGE: &str = "invalid character class range";
const BAD_REPEAT: &str = "invalid repeat count";
/// The most repetitions that a pattern may ask for.
const MOST_REPEATS: u32 = 1000;
/// The deepest nesting of groups.
const MOST_OPEN: usize = 999;

struct Checker<'p> {
    pattern: &'p str,
    rest: &'p str,
    /// Groups that are open.
    open: usize,
    /// Whether there is something that a repetition can repeat.
    has_operand: bool,
    /// The pattern from the repetition on that stands directly before.
    last_repeat: Option<&'p str>,
}

impl<'p> Checker<'p> {
    fn run(&mut self) -> Checked<'p> {
        while let Some(char) = self.rest.chars().next() {
            let start = self.rest;
            let mut repeat = None;
            match char {
                '(' => self.group()?,
                '|' => self.operator(1),
                ')' if self.open == 0 => return Err(("unexpected )", self.pattern)),
                ')' => {
                    self.open -= 1;
                    self.operand(1);
                }
                '[' => self.class()?,
                '*' | '+' | '?' => {
                    self.repeated(&start[1..])?;
                    repeat = Some(start);
                }
                '{' => match counted(start) {
                    Some((least, most, after)) => {
                        if least.is_none_or(|it| it > MOST_REPEATS)
                            || most
                                .is_some_and(|it| it.is_none_or(|it| it > MOST_REPEATS || least > Some(it)))
                        {
                            return Err((BAD_REPEAT, before(start, after)));
                        }
                        self.repeated(after)?;
                        repeat = Some(start);
                    }
                    None => self.operand(1),
                },
                '\\' => self.escape()?,
                char => self.operand(char.len_utf8()),
            }
            self.last_repeat = repeat;
        }
        if self.open > 0 { Err(("missing closing )", self.pattern)) } else { Ok(()) }
    }

    fn operand(&mut self, len: usize) {
        self.rest = &self.rest[len..];
        self.has_operand = true;
    }

    fn operator(&mut self, len: usize) {
        self.rest = &self.rest[len..];
        self.has_operand = false;
    }

    /// A repetition that ends before `after` (`parser.repeat`).
    fn repeated(&mut self, after: &'p str) -> Checked<'p> {
        let after = after.strip_prefix('?').unwrap_or(after);
        if let Some(last) = self.last_repeat {
            return Err(("invalid nested repetition operator", before(last, after)));
        }
        if !self.has_operand {
            return Err(("missing argument to repetition operator", before(self.rest, after)));
        }
        self.rest = after;
        Ok(())
    }

    /// `(`, `(?:`, `(?i)`, `(?P<name>` (`parsePerlFlags`).
    fn group(&mut self) -> Checked<'p> {
        let Some(inner) = self.rest.strip_prefix("(?") else { return self.opened(1) };
        let named = inner.strip_prefix("P<").or_else(|| inner.strip_prefix('<'));
        if let Some(named) = named {
            let wrong = "invalid named capture";
            let end = named.find('>').ok_or((wrong, self.rest))?;
            let whole = before(self.rest, &named[end + 1..]);
            let is_word = |it: char| it.is_ascii_alphanumeric() || it == '_';
            let name = &named[..end];
            let good = !name.is_empty() && name.chars().all(is_word);
            return if good { self.opened(whole.len()) } else { Err((wrong, whole)) };
        }
        let (mut signed, mut flagged) = (false, false);
        for (idx, char) in inner.char_indices() {
            match char {
                'i' | 'm' | 's' | 'U' => flagged = true,
                '-' if !signed => (signed, flagged) = (true, false),
                ':' if !signed || flagged => return self.opened(2 + idx + 1),
                ')' if !signed || flagged => {
                    self.rest = &inner[idx + 1..];
                    return Ok(());
                }
                char => {
                    let part = before(self.rest, &inner[idx + char.len_utf8()..]);
                    return Err(("invalid or unsupported Perl syntax", part));
                }
            }
        }
        Err(("invalid or unsupported Perl syntax", self.rest))
    }

    fn opened(&mut self, len: usize) -> Checked<'p> {
        self.open += 1;
        if self.open > MOST_OPEN {
            return Err(("expression nests too deeply", self.pattern));
        }
        self.operator(len);
        Ok(())
    }

    /// An escape outside a class.
    fn escape(&mut self) -> Checked<'p> {
        let rest = self.rest;
        match rest[1..].chars().next() {
            Some('A' | 'b' | 'B' | 'z' | 'd' | 'D' | 's' | 'S' | 'w' | 'W') => self.operand(2),
            Some('p' | 'P') => self.rest = unicode(rest)?,
            Some('Q') => {
                let quoted = &rest[2..];
                self.rest = quoted.split_once("\\E").map_or("", |(_, after)| after);
            }
            _ => self.rest = escaped(rest)?.1,
        }
        self.has_operand = true;
        Ok(())
    }

    /// `[...]` (`parseClass`).
    fn class(&mut self) -> Checked<'p> {
        let whole = self.rest;
        let mut rest = &whole[1..];
        rest = rest.strip_prefix('^').unwrap_or(rest);
        let mut first = true;
        while first || !rest.starts_with(']') {
            first = false;
            if rest.starts_with("[:")
                && let Some(end) = rest[2..].find(":]")
            {
                let (name, after) = (&rest[..end + 4], &rest[end + 4..]);
                if !is_posix(&name[2..end + 2]) {
                    return Err((BAD_RANGE, name));
                }
                rest = after;
                continue;
            }
            let second = rest.strip_prefix('\\').and_then(|it| it.chars().next());
            match second {
                Some('p' | 'P') => rest = unicode(rest)?,
                Some('d' | 'D' | 's' | 'S' | 'w' | 'W') => rest = &rest[2..],
                _ => rest = range(rest, whole)?,
            }
        }
        self.rest = &rest[1..];
        self.has_operand = true;
        Ok(())
    }
}

/// The part of `whole` that stands before `after`, its end.
fn before<'p>(whole: &'p str, after: &str) -> &'p str {
    &whole[..whole.len() - after.len()]
}

/// A character of a class or a range of them; what follows.
fn range<'p>(start: &'p str, whole: &'p str) -> Checked<'p, &'p str> {
    let (low, rest) = class_char(start, whole)?;
    match rest.strip_prefix('-') {
        Some(second) if !second.is_empty() && !second.starts_with(']') => {
            let (high, rest) = class_char(second, whole)?;
            if high < low { Err((BAD_RANGE, before(start, rest))) } else { Ok(rest) }
        }
        _ => Ok(rest),
    }
}

fn class_char<'p>(rest: &'p str, whole: &'p str) -> Checked<'p, (u32, &'p str)> {
    match rest.chars().next() {
        None => Err(("missing closing ]", whole)),
        Some('\\') => escaped(rest),
        Some(char) => Ok((u32::from(char), &rest[char.len_utf8()..])),
    }
}

/// The character that an escape stands for, and what follows (`parseEscape`).
fn escaped(start: &str) -> Checked<'_, (u32, &str)> {
    let mut chars = start[1..].chars();
    let Some(char) = chars.next() else { return Err(("trailing backslash at end of expression", "")) };
    let rest = chars.as_str();
    let octal = |text: &str| text.bytes().take_while(|it| matches!(it, b'0'..=b'7')).count();
    match char {
        char if char.is_ascii() && !char.is_ascii_alphanumeric() => Ok((u32::from(char), rest)),
        'a' => Ok((7, rest)),
        'f' => Ok((12, rest)),
        'n' => Ok((10, rest)),
        'r' => Ok((13, rest)),
        't' => Ok((9, rest)),
        'v' => Ok((11, rest)),
        '0'..='7' if char == '0' || octal(rest) > 0 => {
            let len = octal(rest).min(2);
            let digits = &start[1..2 + len];
            Ok((u32::from_str_radix(digits, 8).unwrap_or(0), &rest[len..]))
        }
        'x' => hexadecimal(start, rest),
        _ => Err((BAD_ESCAPE, before(start, rest))),
    }
}

/// `\x7F` or `\x{10FFFF}`.
fn hexadecimal<'p>(start: &'p str, rest: &'p str) -> Checked<'p, (u32, &'p str)> {
    let Some(braced) = rest.strip_prefix('{') else {
        let mut chars = rest.chars();
        let digits = (chars.next(), chars.next());
        let (Some(high), Some(low)) = digits else { return Err((BAD_ESCAPE, start)) };
        let code = high.to_digit(16).zip(low.to_digit(16)).map(|(high, low)| high * 16 + low);
        return code.map(|it| (it, chars.as_str())).ok_or((BAD_ESCAPE, before(start, chars.as_str())));
    };
    let mut code = 0_u32;
    for (idx, char) in braced.char_indices() {
        let after = &braced[idx + char.len_utf8()..];
        match char.to_digit(16) {
            Some(digit) if code * 16 + digit <= 0x10_ffff => code = code * 16 + digit,
            None if char == '}' && idx > 0 => return Ok((code, after)),
            _ => return Err((BAD_ESCAPE, before(start, after))),
        }
    }
    Err((BAD_ESCAPE, start))
}

/// `\pN` or `\p{Greek}`; what follows.
fn unicode(start: &str) -> Checked<'_, &str> {
    let rest = &start[2..];
    let Some(first) = rest.chars().next() else { return Err((BAD_RANGE, start)) };
    if first == '{' {
        return rest.split_once('}').map(|(_, after)| after).ok_or((BAD_RANGE, start));
    }
    let after = &rest[first.len_utf8()..];
    if "CLMNPSZ".contains(first) { Ok(after) } else { Err((BAD_RANGE, before(start, after))) }
}

fn is_posix(name: &str) -> bool {
    let name = name.strip_prefix('^').unwrap_or(name);
    let names = [
        "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space",
        "upper", "word", "xdigit",
    ];
    names.contains(&name)
}

/// A count; none where it is beyond measure.
type Count = Option<u32>;

/// `{2}`, `{2,}` or `{2,5}`: the least, the most if there is one, and what follows. Nothing where it is none of them.
fn counted(text: &str) -> Option<(Count, Option<Count>, &str)> {
    let (least, rest) = count(text.strip_prefix('{')?)?;
    let (most, rest) = match rest.strip_prefix(',') {
        None => (Some(least), rest),
        Some(rest) if rest.starts_with('}') => (None, rest),
        Some(rest) => count(rest).map(|(most, rest)| (Some(most), rest))?,
    };
    Some((least, most, rest.strip_prefix('}')?))
}

fn count(text: &str) -> Option<(Count, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(len);
    if digits.is_empty() || (len > 1 && digits.starts_with('0')) {
        return None;
    }
    Some((digits.parse().ok(), rest))
}

#[cfg(test)]
mod tests {
    use super::regex_mistake;

    /// As Go's regexp says it.
    #[test]
    fn mistakes_in_the_words_of_go() {
        for (pattern, wanted) in [
            ("(", "missing closing ): `(`"),
            ("a(b|c", "missing closing ): `a(b|c`"),
            ("a)b", "unexpected ): `a)b`"),
            ("[a", "missing closing ]: `[a`"),
            ("x[", "missing closing ]: `[`"),
            ("[z-a]", "invalid character class range: `z-a`"),
            ("[[:foo:]]", "invalid character class range: `[:foo:]`"),
            ("\\pX", "invalid character class range: `\\pX`"),
            ("\\8", "invalid escape sequence: `\\8`"),
            ("\\y", "invalid escape sequence: `\\y`"),
            ("\\xZ1", "invalid escape sequence: `\\xZ1`"),
            ("a\\", "trailing backslash at end of expression: ``"),
            ("*", "missing argument to repetition operator: `*`"),
            ("a|+?", "missing argument to repetition operator: `+?`"),
            ("({2})", "missing argument to repetition operator: `{2}`"),
            ("a**", "invalid nested repetition operator: `**`"),
            ("a{2}+", "invalid nested repetition operator: `{2}+`"),
            ("a{2,1}", "invalid repeat count: `{2,1}`"),
            ("a{1001}", "invalid repeat count: `{1001}`"),
            ("(?=a)", "invalid or unsupported Perl syntax: `(?=`"),
            ("(?i", "invalid or unsupported Perl syntax: `(?i`"),
            ("(?P<n", "invalid named capture: `(?P<n`"),
            ("(?P<n!>a)", "invalid named capture: `(?P<n!>`"),
        ] {
            let wanted = format!("error parsing regexp: {wanted}");
            assert_eq!(regex_mistake(pattern).as_deref(), Some(wanted.as_str()), "{pattern}");
        }
    }

    #[test]
    fn what_go_accepts() {
        let accepted = [
            "",
            "a|b",
            "(?i)web.*",
            "a{",
            "a{,2}",
            "a{2",
            "[]a]",
            "[^]]",
            "[a-]",
            "[\\d-z]",
            "\\Q(\\E",
            "\\x{1F600}",
            "(?:a)?",
            "(?P<x>a)+",
            "[[:alpha:]]",
            "\\pL",
            "a{0,}",
            "x*?",
            "\\.",
            "()",
            "^$",
            "é+",
            "\\101",
            "a{01}",
        ];
        for pattern in accepted {
            assert_eq!(regex_mistake(pattern), None, "{pattern}");
        }
    }

    /// Whatever a pattern is made of, it is judged.
    #[test]
    fn no_pattern_panics() {
        let pieces = [
            "", "(", ")", "(?", "P<", "<é", ">", ":", "-", "[", "]", "^", "[:", "alpha:]", "{", "1", ",2",
            "}", "*", "?", "\\", "\\x", "\\Q", "\\p", "é",
        ];
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    for fourth in pieces {
                        let _ = regex_mistake(&[first, second, third, fourth].concat());
                    }
                }
            }
        }
    }
}
