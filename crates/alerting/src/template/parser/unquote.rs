//! Go string and character literals to what they mean (`strconv.Unquote`). It must not know tokens.

/// The text that the literal `quoted` writes; `None` where it is malformed.
pub(super) fn unquote(quoted: &str) -> Option<String> {
    let quote = quoted.chars().next()?;
    let inner = quoted.strip_prefix(quote)?.strip_suffix(quote)?;
    if quote == '`' {
        return Some(inner.replace('\r', ""));
    }
    // Escapes may write single bytes of a character, so bytes are collected.
    let mut bytes = Vec::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => escape(&mut chars, quote, &mut bytes)?,
            char if char == quote || char == '\n' => return None,
            char => bytes.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn escape(chars: &mut std::str::Chars<'_>, quote: char, bytes: &mut Vec<u8>) -> Option<()> {
    let byte = match chars.next()? {
        'a' => 0x07,
        'b' => 0x08,
        'f' => 0x0c,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 0x0b,
        '\\' => b'\\',
        'x' => u8::try_from(digits(chars, 2, 16)?).ok()?,
        first @ '0'..='7' => {
            let rest = digits(chars, 2, 8)?;
            u8::try_from(first.to_digit(8)? * 64 + rest).ok()?
        }
        unicode @ ('u' | 'U') => {
            let code = digits(chars, if unicode == 'u' { 4 } else { 8 }, 16)?;
            let char = char::from_u32(code)?;
            bytes.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
            return Some(());
        }
        char if char == quote => u8::try_from(char).ok()?,
        _ => return None,
    };
    bytes.push(byte);
    Some(())
}

/// The value of the next `count` digits.
fn digits(chars: &mut std::str::Chars<'_>, count: usize, base: u32) -> Option<u32> {
    (0..count).try_fold(0_u32, |value, _| value.checked_mul(base)?.checked_add(chars.next()?.to_digit(base)?))
}
