//! Number constants as Go reads them (`Tree.newNumber`). They must not know where they stand.

use super::unquote;
use crate::template::gofmt::quote;
use crate::template::node::{Constant, Number};
use crate::template::token::{Kind, Token};

/// The constant that `token` writes.
pub(super) fn constant(token: &Token) -> Result<Number, String> {
    let text = token.text.clone();
    let value = if token.kind == Kind::CharConstant {
        let mut chars = unquote::unquote(&text).filter(|it| !it.is_empty()).ok_or("invalid syntax")?;
        let char = chars.pop().filter(|_| chars.is_empty());
        let char = char.ok_or_else(|| format!("malformed character constant: {text}"))?;
        Constant::Int(i64::from(u32::from(char)))
    } else {
        of_text(&text).ok_or_else(|| format!("illegal number syntax: {}", quote(&text)))??
    };
    Ok(Number { text, value })
}

/// The number that `text` writes; none where it is no number, an error where it is too large an integer.
fn of_text(text: &str) -> Option<Result<Constant, String>> {
    let digits = separated(text).then(|| text.replace('_', ""))?;
    let (negative, unsigned) = match digits.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, digits.strip_prefix('+').unwrap_or(&digits)),
    };
    let (base, rest) = based(unsigned).unwrap_or((10, unsigned));
    if base == 16 && rest.contains(['p', 'P']) {
        return hexadecimal(rest).map(|it| Ok(Constant::Float(if negative { -it } else { it })));
    }
    if let Ok(size) = u64::from_str_radix(rest, base) {
        return Some(Ok(signed(size, negative)));
    }
    let value = digits.parse::<f64>().ok()?;
    if !unsigned.contains(['.', 'e', 'E']) {
        return Some(Err(format!("integer overflow: {}", quote(text))));
    }
    value.is_finite().then_some(Ok(Constant::Float(value)))
}

/// Whether each underscore stands between digits or behind a base's prefix (`underscoreOK`).
fn separated(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let mut before = '^';
    for char in unsigned.chars() {
        if char == '_' && !before.is_ascii_alphanumeric() || before == '_' && !char.is_ascii_alphanumeric() {
            return false;
        }
        before = char;
    }
    before != '_'
}

/// `1.8p+3`: hexadecimal digits times a power of two.
fn hexadecimal(text: &str) -> Option<f64> {
    let (mantissa, power) = text.split_once(['p', 'P'])?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let size = digits.chars().try_fold(0.0, |value, it| Some(value * 16.0 + f64::from(it.to_digit(16)?)))?;
    let power = power.parse::<i32>().ok()?.clamp(-5000, 5000) - 4 * i32::try_from(fraction.len()).ok()?;
    let value = libm::ldexp(size, power);
    (!digits.is_empty() && value.is_finite()).then_some(value)
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
