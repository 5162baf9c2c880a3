//! How far an escape in a quoted text reaches, and what is wrong with it (`lexEscape`, promql/parser/lex.go). It must not
//! know its value.

/// The bytes of the escape whose text behind the backslash is `rest`, in a text quoted by `quote`, and Prometheus'
/// message if it is none.
pub(super) fn read(rest: &str, quote: char) -> (usize, Option<String>) {
    let unfinished = || Some("escape sequence not terminated".to_owned());
    let Some(first) = rest.chars().next() else { return (0, unfinished()) };
    let (prefix, digits, base, most) = match first {
        'a' | 'b' | 'f' | 'n' | 'r' | 't' | 'v' | '\\' => return (1, None),
        it if it == quote => return (1, None),
        '0'..='7' => (0, 3, 8, 255),
        'x' => (1, 2, 16, 255),
        'u' => (1, 4, 16, 0x10_FFFF),
        'U' => (1, 8, 16, 0x10_FFFF),
        it => {
            let message = format!("unknown escape sequence {}", code_point(it));
            return (it.len_utf8(), Some(message));
        }
    };
    let mut value = 0_u32;
    let mut chars = rest[prefix..].chars();
    for read in 0..digits {
        let Some(char) = chars.next() else { return (rest.len(), unfinished()) };
        let Some(digit) = char.to_digit(base) else {
            let message = format!("illegal character {} in escape sequence", code_point(char));
            return (prefix + read, Some(message));
        };
        value = value.saturating_mul(base).saturating_add(digit);
    }
    let is_point = value <= most && !(0xD800..0xE000).contains(&value);
    let wrong = (!is_point).then(|| "escape sequence is an invalid Unicode code point".to_owned());
    (prefix + digits, wrong)
}

/// A character as Go's `%#U` prints it.
fn code_point(char: char) -> String {
    format!("U+{:04X} '{char}'", u32::from(char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_those_of_go() {
        let good = [("n\"", 1), ("\"\"", 1), ("101\"", 3), ("x41\"", 3), ("u00e9\"", 5), ("U0001F600", 9)];
        for (rest, length) in good {
            assert_eq!(read(rest, '"'), (length, None), "{rest}");
        }
        for (rest, wrong) in [
            ("q", "unknown escape sequence U+0071 'q'"),
            ("'", "unknown escape sequence U+0027 '''"),
            ("xzz", "illegal character U+007A 'z' in escape sequence"),
            ("x4", "escape sequence not terminated"),
            ("", "escape sequence not terminated"),
            ("ud800", "escape sequence is an invalid Unicode code point"),
            ("777", "escape sequence is an invalid Unicode code point"),
        ] {
            assert_eq!(read(rest, '"').1.as_deref(), Some(wrong), "{rest}");
        }
    }
}
