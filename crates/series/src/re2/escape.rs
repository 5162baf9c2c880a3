//! What a backslash and what follows it stand for (`escape`, regexp/syntax/parse.go). They must not know the rest of the
//! pattern.

use super::class::Class;
use super::wrong;

/// What an escape stands for, and its length in bytes.
pub(super) enum Escape<'a> {
    Char(char, usize),
    Class(Class, usize),
    /// Something without width, as the engine writes it.
    Assertion(&'static str, usize),
    /// The text between `\Q` and `\E`.
    Quoted(&'a str, usize),
}

impl<'a> Escape<'a> {
    /// The escape at the start of `rest`.
    pub(super) fn read(rest: &'a str) -> Result<Self, String> {
        Ok(match rest[1..].chars().next() {
            Some('A') => Self::Assertion("\\A", 2),
            Some('z') => Self::Assertion("\\z", 2),
            Some('b') => Self::Assertion("\\b", 2),
            Some('B') => Self::Assertion("\\B", 2),
            Some('Q') => match rest[2..].find("\\E") {
                Some(length) => Self::Quoted(&rest[2..2 + length], length + 4),
                None => Self::Quoted(&rest[2..], rest.len()),
            },
            Some('p' | 'P') => return Err(unicode(rest)),
            Some(letter) if Class::perl(letter).is_some() => {
                Self::Class(Class::perl(letter).unwrap_or_default(), 2)
            }
            _ => {
                let (char, length) = Self::character(rest)?;
                Self::Char(char, length)
            }
        })
    }

    /// The character that the escape at the start of `rest` stands for, and its length.
    pub(super) fn character(rest: &str) -> Result<(char, usize), String> {
        let Some(first) = rest[1..].chars().next() else {
            return Err(wrong("trailing backslash at end of expression", ""));
        };
        let char = match first {
            '0'..='7' => return octal(rest, first),
            'x' => return hexadecimal(rest),
            'a' => '\u{7}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\u{b}',
            it if it.is_ascii() && !it.is_ascii_alphanumeric() => it,
            it => return Err(wrong("invalid escape sequence", &rest[..1 + it.len_utf8()])),
        };
        Ok((char, 1 + first.len_utf8()))
    }
}

/// Up to three octal digits; a single one that is not zero would be a reference, which there are none of.
fn octal(rest: &str, first: char) -> Result<(char, usize), String> {
    let digits = rest[1..].bytes().take(3).take_while(|it| matches!(it, b'0'..=b'7')).count();
    if first != '0' && digits == 1 {
        return Err(wrong("invalid escape sequence", &rest[..2]));
    }
    let value = u32::from_str_radix(&rest[1..=digits], 8).ok().and_then(char::from_u32);
    value.map(|it| (it, digits + 1)).ok_or_else(|| wrong("invalid escape sequence", &rest[..=digits]))
}

/// `\xFF` or `\x{10FFFF}`.
fn hexadecimal(rest: &str) -> Result<(char, usize), String> {
    let invalid = |length: usize| {
        let end = (0..=length.min(rest.len())).rev().find(|it| rest.is_char_boundary(*it)).unwrap_or(0);
        wrong("invalid escape sequence", &rest[..end])
    };
    let Some(inner) = rest[2..].strip_prefix('{') else {
        let digits = rest[2..].bytes().take(2).take_while(u8::is_ascii_hexdigit).count();
        if digits < 2 {
            // Go has read two characters by then.
            return Err(invalid(2 + rest[2..].chars().take(2).map(char::len_utf8).sum::<usize>()));
        }
        let value = u32::from_str_radix(&rest[2..4], 16).ok().and_then(char::from_u32);
        return value.map(|it| (it, 4)).ok_or_else(|| invalid(4));
    };
    let digits = inner.bytes().take_while(u8::is_ascii_hexdigit).count();
    let mut value = 0_u32;
    for (read, digit) in inner[..digits].chars().enumerate() {
        value = value * 16 + digit.to_digit(16).unwrap_or(0);
        if value > 0x10_FFFF {
            return Err(invalid(4 + read));
        }
    }
    if digits == 0 || !inner[digits..].starts_with('}') {
        return Err(invalid(4 + digits));
    }
    char::from_u32(value).map(|it| (it, digits + 4)).ok_or_else(|| invalid(digits + 4))
}

/// Why `\pL` cannot be had.
fn unicode(rest: &str) -> String {
    let braced = rest[2..].starts_with('{');
    let length = if braced {
        rest.find('}').map(|it| it + 1)
    } else {
        rest[2..].chars().next().map(|it| 2 + it.len_utf8())
    };
    let Some(text) = length.map(|it| &rest[..it]) else {
        return wrong("invalid character class range", rest);
    };
    let known = braced || "CLMNPSZ".contains(&text[2..]);
    if known {
        format!("not supported yet: Unicode character class {text}")
    } else {
        wrong("invalid character class range", text)
    }
}
