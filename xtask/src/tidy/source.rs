//! Rust text without what is no code: comments, literals and test-only items become blanks, line for line.

/// The text with everything blanked that a check of code must not see. Lines keep their numbers.
pub(super) fn code(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    blank_literals(&mut bytes);
    blank_tests(&mut bytes);
    // Only whole literals and comments are blanked, with ASCII, so that what is left is still UTF-8.
    String::from_utf8_lossy(&bytes).into_owned()
}

fn blank_literals(bytes: &mut [u8]) {
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'/' if bytes[at..].starts_with(b"//") => find(bytes, at, b"\n"),
            b'/' if bytes[at..].starts_with(b"/*") => comment(bytes, at),
            b'"' => quoted(bytes, at),
            b'r' if !word_before(bytes, at) => raw(bytes, at).unwrap_or(at),
            b'\'' => char_literal(bytes, at).unwrap_or(at),
            _ => at,
        };
        blank(bytes, at, end);
        at = end.max(at + 1);
    }
}

fn blank(bytes: &mut [u8], from: usize, to: usize) {
    for it in &mut bytes[from..to] {
        if *it != b'\n' {
            *it = b' ';
        }
    }
}

/// The place of `what` from `at` on, or the end.
fn find(bytes: &[u8], at: usize, what: &[u8]) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.windows(what.len()).position(|it| it == what).map_or(bytes.len(), |it| at + it)
}

/// The end of a block comment; they nest.
fn comment(bytes: &[u8], at: usize) -> usize {
    let (mut depth, mut end) = (0, at);
    while end < bytes.len() {
        if bytes[end..].starts_with(b"/*") {
            (depth, end) = (depth + 1, end + 2);
        } else if bytes[end..].starts_with(b"*/") {
            (depth, end) = (depth - 1, end + 2);
        } else {
            end += 1;
        }
        if depth == 0 {
            break;
        }
    }
    end
}

/// The end of a string in double quotes that begins at `at`.
fn quoted(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < bytes.len() && bytes[end] != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    (end + 1).min(bytes.len())
}

/// The end of `r"..."` or `r#"..."#`; none if this `r` begins no such string.
fn raw(bytes: &[u8], at: usize) -> Option<usize> {
    let hashes = bytes[at + 1..].iter().take_while(|&&it| it == b'#').count();
    let open = at + 1 + hashes;
    if bytes.get(open) != Some(&b'"') {
        return None;
    }
    let mut close = vec![b'"'];
    close.resize(1 + hashes, b'#');
    Some((find(bytes, open + 1, &close) + close.len()).min(bytes.len()))
}

/// The end of `'x'` or `'\n'`; none for a lifetime.
fn char_literal(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at + 1) == Some(&b'\\') {
        return Some((find(bytes, at + 3, b"'") + 1).min(bytes.len()));
    }
    let end = at + 1 + char_width(bytes, at + 1)?;
    (bytes.get(end) == Some(&b'\'')).then_some(end + 1)
}

/// How many bytes the character at `at` has, from its first byte.
fn char_width(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        0..=0x7f => Some(1),
        0xc0..=0xdf => Some(2),
        0xe0..=0xef => Some(3),
        _ => Some(4),
    }
}

/// Whether the byte before belongs to the same word, as in `br"..."` or `for`.
fn word_before(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1)
        .is_some_and(|it| (bytes[it].is_ascii_alphanumeric() && bytes[it] != b'b') || bytes[it] == b'_')
}

/// Blanks the item after each `#[cfg(test)]`: up to its closing brace, or to a semicolon before any brace.
fn blank_tests(bytes: &mut [u8]) {
    const MARK: &[u8] = b"#[cfg(test)]";
    let mut at = find(bytes, 0, MARK);
    while at < bytes.len() {
        let (mut depth, mut end) = (0_u32, at + MARK.len());
        while end < bytes.len() {
            match bytes[end] {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            end += 1;
            if depth == 0 && matches!(bytes[end - 1], b'}' | b';') {
                break;
            }
        }
        blank(bytes, at, end);
        at = find(bytes, end, MARK);
    }
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn comments_and_literals_are_blanked() {
        let text = "a /* x /* y */ z */ b // c\n\"d\\\" e\" f r#\"g\" \"#h 'i' '\\'' 'j k 'é' l";
        let words: Vec<String> = code(text).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, ["a", "b", "f", "h", "'j", "k", "l"]);
    }

    #[test]
    fn lines_keep_their_numbers() {
        assert_eq!(code("\"a\nb\"\n/* c\n*/d").lines().count(), 4);
    }

    #[test]
    fn only_the_test_item_is_blanked() {
        let text = "#[cfg(test)]\nmod tests { fn a() { b[0]; } }\nfn c() {}\n#[cfg(test)] mod d;\ne";
        let words: Vec<String> = code(text).split_whitespace().map(str::to_owned).collect();
        assert_eq!(words, ["fn", "c()", "{}", "e"]);
    }

    #[test]
    fn a_loop_variable_is_no_raw_string() {
        assert_eq!(code("for r in x { r#fn }"), "for r in x { r#fn }");
        assert!(!code("br\"std::fs\"").contains("std"));
    }

    #[test]
    fn cut_text_is_no_trouble() {
        for text in ["\"", "'", "'\\", "/*", "r#\"", "#[cfg(test)]", "#[cfg(test)] {", "\"\\", "r"] {
            assert_eq!(code(text).len(), text.len());
        }
    }
}
