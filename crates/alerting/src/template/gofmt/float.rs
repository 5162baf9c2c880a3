//! Floats as `strconv.FormatFloat` and `fmt` write them. It must not know verbs of other types.

use super::flags::Flags;

/// `value` under a float verb (`e E f F g G v`), padded; `None` for any other verb.
pub(super) fn format(value: f64, verb: char, flags: &Flags) -> Option<String> {
    let size = value.abs();
    let body = match verb {
        'f' | 'F' | 'e' | 'E' | 'g' | 'G' | 'v' | 'x' | 'X' | 'b' if value.is_nan() => "NaN".to_owned(),
        'f' | 'F' | 'e' | 'E' | 'g' | 'G' | 'v' | 'x' | 'X' | 'b' if value.is_infinite() => "Inf".to_owned(),
        'x' => hexadecimal(size, flags.precision),
        'X' => hexadecimal(size, flags.precision).to_uppercase(),
        'b' => {
            let (mantissa, power) = parts(size);
            format!("{mantissa}p{}{}", if power < 0 { '-' } else { '+' }, power.abs())
        }
        'f' | 'F' => fixed(size, flags.precision.unwrap_or(6)),
        'e' | 'E' => exponent(size, flags.precision.unwrap_or(6)),
        'g' | 'G' | 'v' => {
            flags.precision.map_or_else(|| series::format_general(size), |it| general(size, it))
        }
        _ => return None,
    };
    let body = if flags.sharp && verb != 'v' && value.is_finite() { sharp(&body, verb, flags) } else { body };
    let body = if matches!(verb, 'E' | 'G') { body.replace('e', "E") } else { body };
    Some(signed(value, &body, flags))
}

/// The sign and the padding (`fmt.fmtFloat`).
fn signed(value: f64, body: &str, flags: &Flags) -> String {
    let sign = match value {
        it if it.is_sign_negative() && !it.is_nan() => "-",
        _ if flags.plus => "+",
        _ if flags.space => " ",
        it if it.is_infinite() => "+",
        _ => "",
    };
    if !value.is_finite() {
        return Flags { zero: false, ..flags.clone() }.pad(&format!("{sign}{body}"));
    }
    // Zeros go between the sign and the digits.
    if flags.zero && !sign.is_empty() {
        let width = flags.width.map(|it| it.saturating_sub(1));
        return sign.to_owned() + &Flags { width, ..flags.clone() }.pad(body);
    }
    flags.pad(&format!("{sign}{body}"))
}

/// The integer and the power of two that `size` is the product of.
fn parts(size: f64) -> (u64, i64) {
    let bits = size.to_bits();
    let (exponent, fraction) = ((bits >> 52) as i64 & 0x7ff, bits & ((1 << 52) - 1));
    if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) }
}

/// `0x1.8p+01`, with `precision` digits behind the point or as many as there are.
fn hexadecimal(size: f64, precision: Option<usize>) -> String {
    let (mut mantissa, mut power) = parts(size);
    if mantissa == 0 {
        let zeros = precision.filter(|it| *it > 0).map_or(String::new(), |it| format!(".{}", "0".repeat(it)));
        return format!("0x0{zeros}p+00");
    }
    // One digit before the point, 13 behind it.
    while mantissa < 1 << 52 {
        (mantissa, power) = (mantissa << 1, power - 1);
    }
    power += 52;
    if let Some(precision) = precision.filter(|it| *it < 13) {
        let shift = 4 * (13 - precision) as u32;
        let (half, rest) = (1_u64 << (shift - 1), mantissa & ((1 << shift) - 1));
        mantissa -= rest;
        if rest > half || (rest == half && mantissa >> shift & 1 == 1) {
            mantissa += 1 << shift;
        }
        if mantissa >= 1 << 53 {
            (mantissa, power) = (mantissa >> 1, power + 1);
        }
    }
    let digits = format!("{:013x}", mantissa & ((1 << 52) - 1));
    let digits = match precision {
        None => digits.trim_end_matches('0').to_owned(),
        Some(precision) => format!("{digits:0<precision$}")[..precision].to_owned(),
    };
    let point = if digits.is_empty() { "" } else { "." };
    format!("0x1{point}{digits}p{}{:02}", if power < 0 { '-' } else { '+' }, power.abs())
}

/// No float has more digits than this behind its point; beyond it all are zeros (and Rust's formatter stops at
/// 65,535).
const MAX_DIGITS: usize = 1100;

/// `ddd.ddd` with `precision` digits behind the point.
fn fixed(size: f64, precision: usize) -> String {
    let known = precision.min(MAX_DIGITS);
    format!("{size:.known$}") + &"0".repeat(precision - known)
}

/// `d.ddde±dd` with `precision` digits behind the point.
fn exponent(size: f64, precision: usize) -> String {
    let known = precision.min(MAX_DIGITS);
    let text = format!("{size:.known$e}");
    let zeros = "0".repeat(precision - known);
    let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, digits) = power.strip_prefix('-').map_or(('+', power), |digits| ('-', digits));
    format!("{mantissa}{zeros}e{sign}{digits:0>2}")
}

/// `%.<precision>g`: that many significant digits, without trailing zeros; an exponent where the rounded value is
/// below 1e-4 or has more digits than wanted.
pub(crate) fn general(value: f64, precision: usize) -> String {
    if !value.is_finite() {
        return series::format_general(value);
    }
    let precision = precision.clamp(1, MAX_DIGITS);
    let text = format!("{value:.*e}", precision - 1);
    let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
    let power: i64 = power.parse().unwrap_or(0);
    let wanted = i64::try_from(precision).unwrap_or(i64::MAX);
    if (-4..wanted).contains(&power) {
        let behind = usize::try_from(wanted - 1 - power).unwrap_or(0);
        return trimmed(&format!("{value:.behind$}"));
    }
    let sign = if power < 0 { '-' } else { '+' };
    format!("{}e{sign}{:02}", trimmed(mantissa), power.abs())
}

/// Without zeros at the end of a fraction.
fn trimmed(text: &str) -> String {
    if !text.contains('.') {
        return text.to_owned();
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `#`: always a point, and `%g` keeps its trailing zeros.
fn sharp(body: &str, verb: char, flags: &Flags) -> String {
    let (mantissa, tail) = body.split_at(body.find('e').unwrap_or(body.len()));
    let mut mantissa = mantissa.to_owned();
    if !mantissa.contains('.') {
        mantissa.push('.');
    }
    if matches!(verb, 'g' | 'G') {
        let wanted = flags.precision.unwrap_or(6);
        let significant = mantissa.trim_start_matches(['0', '.']).bytes().filter(u8::is_ascii_digit).count();
        mantissa.push_str(&"0".repeat(wanted.saturating_sub(significant)));
    }
    mantissa + tail
}
