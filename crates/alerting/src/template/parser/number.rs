//! Number constants as Go reads them (`Tree.newNumber`). They must not know where they stand.

use super::unquote;
use crate::template::gofmt::quote;
use crate::template::node::{Constant, Number};
use crate::template::token::{Kind, Token};

/// The constant that `token` writes.
pub(super) fn constant(token: &Token) -> Result<Number, String> {
    let text = token.text.clone();
    let value = if token.kind == Kind::CharConstant {
        let mut chars = unquote::unquote(&text).unwrap_or_default();
        let char = chars.pop().filter(|_| chars.is_empty());
        let char = char.ok_or_else(|| format!("malformed character constant: {text}"))?;
        Constant::Int(i64::from(u32::from(char)))
    } else {
        of_text(&text)?
    };
    Ok(Number { text, value })
}

fn of_text(text: &str) -> Result<Constant, String> {
    let digits = text.replace('_', "");
    let (negative, unsigned) = match digits.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, digits.strip_prefix('+').unwrap_or(&digits)),
    };
    if let Some((base, rest)) = based(unsigned) {
        let size = u64::from_str_radix(rest, base).map_err(|_| illegal(text))?;
        return Ok(signed(size, negative));
    }
    let looks_integral = !unsigned.contains(['.', 'e', 'E']);
    if looks_integral {
        let size = unsigned.parse::<u64>();
        let overflows = !unsigned.is_empty() && unsigned.bytes().all(|it| it.is_ascii_digit());
        return match size {
            Ok(size) => Ok(signed(size, negative)),
            Err(_) if overflows => Err(format!("integer overflow: {}", quote(text))),
            Err(_) => Err(illegal(text)),
        };
    }
    match digits.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Constant::Float(value)),
        _ => Err(illegal(text)),
    }
}

/// The base that a prefix names, and the digits; a leading zero alone means octal.
fn based(text: &str) -> Option<(u32, &str)> {
    let rest = text.strip_prefix('0').filter(|rest| !rest.is_empty())?;
    let (base, digits) = match rest.as_bytes()[0] {
        b'x' | b'X' => (16, &rest[1..]),
        b'o' | b'O' => (8, &rest[1..]),
        b'b' | b'B' => (2, &rest[1..]),
        _ if rest.bytes().all(|it| it.is_ascii_digit()) => (8, rest),
        _ => return None,
    };
    Some((base, digits))
}

fn signed(size: u64, negative: bool) -> Constant {
    let value = if negative { 0_i64.checked_sub_unsigned(size) } else { i64::try_from(size).ok() };
    value.map_or(Constant::Huge, Constant::Int)
}

fn illegal(text: &str) -> String {
    format!("illegal number syntax: {}", quote(text))
}
