//! Numbers as Go prints them. It must not know who reads them.

/// A sample's value as the Prometheus API writes it (`MarshalFloat`, util/jsonutil/marshal.go): all digits, an
/// exponent only below 1e-6 and from 1e21 on.
pub fn format_float(value: f64) -> String {
    let size = value.abs();
    let plain = size == 0.0 || (1e-6..1e21).contains(&size);
    special(value).unwrap_or_else(|| if plain { format!("{value}") } else { exponent_form(value) })
}

/// `strconv.FormatFloat(value, 'g', -1, 64)`, which is Go's `%v`: the shortest digits that read back as the same
/// value, with an exponent below 1e-4 and from 1e6 on.
pub fn format_general(value: f64) -> String {
    let size = value.abs();
    let plain = size == 0.0 || (1e-4..1e6).contains(&size);
    special(value).unwrap_or_else(|| if plain { format!("{value}") } else { exponent_form(value) })
}

/// `d.ddde±dd`, with at least two digits of exponent.
fn exponent_form(value: f64) -> String {
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, digits) = exponent.strip_prefix('-').map_or(('+', exponent), |digits| ('-', digits));
    format!("{mantissa}e{sign}{digits:0>2}")
}

/// The values that have no digits.
fn special(value: f64) -> Option<String> {
    let text = match value {
        it if it.is_nan() => "NaN",
        f64::INFINITY => "+Inf",
        f64::NEG_INFINITY => "-Inf",
        _ => return None,
    };
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_go_prints() {
        for (value, fixed, general) in [
            (0.0, "0", "0"),
            (-0.0, "-0", "-0"),
            (999_999.0, "999999", "999999"),
            (1_234_567.89, "1234567.89", "1.23456789e+06"),
            (1e21, "1e+21", "1e+21"),
            (0.0001, "0.0001", "0.0001"),
            (0.000_01, "0.00001", "1e-05"),
            (1e-7, "1e-07", "1e-07"),
            (f64::INFINITY, "+Inf", "+Inf"),
            (f64::NAN, "NaN", "NaN"),
        ] {
            assert_eq!((format_float(value).as_str(), format_general(value).as_str()), (fixed, general));
        }
    }
}
