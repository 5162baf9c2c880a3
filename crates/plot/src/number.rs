//! Numbers as the chart writes them: short, exact to the digits shown. It must not know axes or units.

/// `value` with three significant digits, and k, M, G or T from ten thousand on: `13.4`, `0.00213`, `12.1k`.
/// Trailing noughts after the point are dropped. `+Inf`, `-Inf` and `NaN` as Prometheus writes them.
pub fn short(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    let (digits, exponent) = scientific(value.abs(), 3);
    let mut text = suffixed(digits, exponent);
    if value < 0.0 && digits != 0 {
        text.insert(0, '-');
    }
    text
}

/// `value` as the shortest decimal that is a multiple of `resolution`, rounded to it: what a drag writes into an
/// expression. Without a positive resolution the value's first three digits.
pub fn at_resolution(value: f64, resolution: f64) -> String {
    let (digits, exponent) = scientific(resolution, 2);
    let count = (value.abs() / resolution + 0.5).floor();
    // Beyond 2^53 a double holds no single steps any more.
    if digits == 0 || !count.is_finite() || count > 9e15 / 100.0 {
        return short(value);
    }
    let count = count as u64;
    let mut text = decimal(digits * count, exponent);
    if value < 0.0 && count > 0 {
        text.insert(0, '-');
    }
    text
}

/// `digits * 10^exponent` with a suffix for thousands, without trailing noughts after the point.
pub(crate) fn suffixed(digits: u64, exponent: i32) -> String {
    const SUFFIXES: [&str; 5] = ["", "k", "M", "G", "T"];
    let places = places(digits) + exponent;
    if digits == 0 || (-5..=4).contains(&places) {
        return decimal(digits, exponent);
    }
    let group = if places > 0 { (places - 1) / 3 } else { 0 };
    match usize::try_from(group).ok().and_then(|group| SUFFIXES.get(group)) {
        Some(suffix) if places > 0 => decimal(digits, exponent - 3 * group) + suffix,
        _ => {
            let power = places - 1;
            let mut text = decimal(digits, exponent - power);
            text.push('e');
            text.push_str(&power.to_string());
            text
        }
    }
}

/// `value > 0` as `digits * 10^exponent` with `significant` digits, rounded half up; `(0, 0)` for nought.
pub(crate) fn scientific(value: f64, significant: u32) -> (u64, i32) {
    if value <= 0.0 || !value.is_finite() {
        return (0, 0);
    }
    let limit = 10u64.pow(significant);
    let (low, high) = ((limit / 10) as f64, limit as f64);
    let (mut scaled, mut exponent) = (value, 0i32);
    // At most 330 turns: the range of a double.
    while scaled >= high {
        scaled /= 10.0;
        exponent += 1;
    }
    while scaled < low {
        scaled *= 10.0;
        exponent -= 1;
    }
    let digits = (scaled + 0.5).floor() as u64;
    if digits >= limit { (digits / 10, exponent + 1) } else { (digits, exponent) }
}

/// `digits * 10^exponent` written out, without trailing noughts after the point.
fn decimal(digits: u64, exponent: i32) -> String {
    let mut text = digits.to_string();
    if exponent >= 0 {
        if digits != 0 {
            (0..exponent).for_each(|_| text.push('0'));
        }
        return text;
    }
    let point = exponent.unsigned_abs() as usize;
    while text.len() <= point {
        text.insert(0, '0');
    }
    text.insert(text.len() - point, '.');
    let kept = text.trim_end_matches('0').trim_end_matches('.').len();
    text.truncate(kept);
    text
}

/// How many decimal digits `digits` has.
fn places(digits: u64) -> i32 {
    let (mut rest, mut count) = (digits, 0);
    while rest > 0 {
        rest /= 10;
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_are_kept() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (5.0, "5"),
            (13.352, "13.4"),
            (0.84, "0.84"),
            (0.002_13, "0.00213"),
            (999.7, "1000"),
            (1234.0, "1230"),
            (12_096.0, "12.1k"),
            (2_500_000.0, "2.5M"),
            (-4.25, "-4.25"),
            (1e-9, "1e-9"),
            (3e20, "3e20"),
            (f64::INFINITY, "+Inf"),
            (f64::NEG_INFINITY, "-Inf"),
            (f64::NAN, "NaN"),
        ] {
            assert_eq!(short(value), text, "{value}");
        }
    }

    #[test]
    fn drags_write_the_shortest_decimal() {
        assert_eq!(at_resolution(5.26, 0.1), "5.3");
        assert_eq!(at_resolution(5.04, 0.1), "5");
        assert_eq!(at_resolution(-0.26, 0.05), "-0.25");
        assert_eq!(at_resolution(1234.0, 50.0), "1250");
        assert_eq!(at_resolution(-0.01, 0.1), "0");
        assert_eq!(at_resolution(1e300, 1.0), "1e300");
        assert_eq!(at_resolution(5.0, 0.0), "5");
    }

    #[test]
    fn the_ends_of_the_range_are_written() {
        assert_eq!(short(f64::MAX), "1.8e308");
        assert_eq!(short(f64::MIN_POSITIVE), "2.23e-308");
    }
}
