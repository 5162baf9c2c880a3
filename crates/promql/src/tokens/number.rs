//! How far a number or a duration reaches (`scanNumber` and `acceptRemainingDuration`, promql/parser/lex.go). It must
//! not know its value.

use super::TokenKind;

/// The end of the number or duration that starts at `from`, and which of both it is; `Err` holds where reading
/// failed.
pub(super) fn extent(bytes: &[u8], from: usize) -> Result<(usize, TokenKind), usize> {
    let end = number(bytes, from)?;
    if !continues_word(bytes, end) {
        return Ok((end, TokenKind::Number));
    }
    let end = duration(bytes, end)?;
    // Prometheus has read the character that is one too many.
    if continues_word(bytes, end) { Err(end + 1) } else { Ok((end, TokenKind::Duration)) }
}

/// Whether a letter, digit or underscore stands at `at`.
fn continues_word(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|it| it.is_ascii_alphanumeric() || *it == b'_')
}

/// The end of the number at `from`: digits with single underscores between them, a fraction, an exponent. `Err` holds
/// where Prometheus 3 gives up: behind an exponent without digits.
fn number(bytes: &[u8], from: usize) -> Result<usize, usize> {
    if bytes[from] == b'0' && matches!(bytes.get(from + 1), Some(b'x' | b'X')) {
        let end = digits(bytes, from + 2, u8::is_ascii_hexdigit);
        return if bytes.get(end) == Some(&b'.') { Err(end + 1) } else { Ok(end) };
    }
    let mut at = digits(bytes, from, u8::is_ascii_digit);
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1, u8::is_ascii_digit);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        return match bytes.get(at) {
            None => Err(at),
            Some(b'.' | b'_' | b'e' | b'E') => Err(at + 1),
            // Before anything else it is a number to the lexer and an error of its value.
            Some(_) => Ok(digits(bytes, at, u8::is_ascii_digit)),
        };
    }
    Ok(at)
}

/// The end of a run of digits, in which an underscore may stand before a digit.
fn digits(bytes: &[u8], mut at: usize, is_digit: fn(&u8) -> bool) -> usize {
    loop {
        let underscore = usize::from(bytes.get(at) == Some(&b'_'));
        if !bytes.get(at + underscore).is_some_and(is_digit) {
            return at;
        }
        at += underscore + 1;
    }
}

/// The end of the units and further parts of a duration whose first digits end at `at`.
fn duration(bytes: &[u8], mut at: usize) -> Result<usize, usize> {
    let mut units: &[u8] = b"smhdwy";
    loop {
        if !bytes.get(at).is_some_and(|it| units.contains(it)) {
            return Err(at);
        }
        at += 1 + usize::from(bytes.get(at + 1) == Some(&b's'));
        if !bytes.get(at).is_some_and(u8::is_ascii_digit) {
            return Ok(at);
        }
        at = digits(bytes, at, u8::is_ascii_digit);
        units = b"smhdw";
    }
}
