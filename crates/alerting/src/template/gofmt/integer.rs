//! Integers as `fmt` writes them. It must not know other types.

use super::flags::Flags;
use super::text;

/// `value` under an integer verb, padded; `None` for any other verb.
pub(super) fn format(value: i64, verb: char, flags: &Flags) -> Option<String> {
    let size = value.unsigned_abs();
    let digits = match verb {
        'd' | 'v' => size.to_string(),
        'b' => format!("{}{size:b}", if flags.sharp { "0b" } else { "" }),
        'o' => format!("{}{size:o}", if flags.sharp { "0" } else { "" }),
        'O' => format!("0o{size:o}"),
        'x' => format!("{}{size:x}", if flags.sharp { "0x" } else { "" }),
        'X' => format!("{}{size:X}", if flags.sharp { "0X" } else { "" }),
        'c' => return Some(flags.pad(&rune(value).to_string())),
        'q' => return Some(flags.pad(&text::quote_char(rune(value), flags.plus))),
        'U' if flags.sharp => return Some(flags.pad(&format!("U+{size:04X} '{}'", rune(value)))),
        'U' => return Some(flags.pad(&format!("U+{size:04X}"))),
        _ => return None,
    };
    let digits = match flags.precision {
        Some(0) if value == 0 => String::new(),
        Some(precision) => filled(&digits, precision),
        None => digits,
    };
    let sign = match value {
        ..0 => "-",
        _ if flags.plus => "+",
        _ if flags.space => " ",
        _ => "",
    };
    if flags.zero && flags.precision.is_none() && !flags.minus {
        let width = flags.width.unwrap_or(0).saturating_sub(sign.len());
        return Some(sign.to_owned() + &filled(&digits, width));
    }
    Some(Flags { zero: false, ..flags.clone() }.pad(&format!("{sign}{digits}")))
}

/// `digits` with zeros before them up to `width`.
fn filled(digits: &str, width: usize) -> String {
    "0".repeat(width.saturating_sub(digits.len())) + digits
}

fn rune(value: i64) -> char {
    u32::try_from(value).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER)
}
