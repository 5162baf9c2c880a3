//! Writing into a query's text. It must not know what is written.

use crate::Span;

/// `text` with each span replaced. Edits outside the text, within a character or over an earlier edit are left out.
pub fn replace(text: &str, edits: &[(Span, String)]) -> String {
    let mut sorted: Vec<_> = edits.iter().collect();
    series::sort_by(&mut sorted, &|a, b| a.0.cmp(&b.0));
    let (mut result, mut done) = (String::with_capacity(text.len()), 0);
    for (span, new) in sorted {
        let (start, end) = (span.start as usize, span.end as usize);
        if start < done || start > end || text.get(start..end).is_none() {
            continue;
        }
        result.push_str(&text[done..start]);
        result.push_str(new);
        done = end;
    }
    result.push_str(&text[done..]);
    result
}

/// `value` rounded to a multiple of `resolution`, in the fewest decimals. Without a positive resolution, the fewest
/// digits that read back as `value`.
pub fn write_number(value: f64, resolution: f64) -> String {
    if !value.is_finite() {
        return series::format_float(value);
    }
    let rounded = (value / resolution).round() * resolution;
    if resolution.is_nan() || resolution <= 0.0 || !rounded.is_finite() {
        return trimmed(format!("{value}"));
    }
    let decimals = (0..=17).find(|it| is_whole(resolution * libm::exp10(f64::from(*it)))).unwrap_or(17);
    trimmed(format!("{rounded:.*}", decimals as usize))
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-9 * value.abs() && value.round() != 0.0
}

/// Without trailing zeros behind the point and without the sign of zero.
fn trimmed(text: String) -> String {
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_any_order_and_never_twice() {
        let edits = [(Span::new(4, 5), "60".to_owned()), (Span::new(0, 1), "b".to_owned())];
        assert_eq!(replace("a > 5", &edits), "b > 60");
        let wrong =
            [(Span::new(3, 99), String::new()), (Span::new(0, 3), "x".into()), (Span::new(1, 2), "y".into())];
        assert_eq!(replace("a > 5", &wrong), "x 5");
        assert_eq!(replace("é", &[(Span::new(1, 2), String::new())]), "é");
    }

    #[test]
    fn numbers_are_as_short_as_the_resolution_allows() {
        for (value, resolution, text) in [
            (80.000_000_1, 1.0, "80"),
            (0.123_456, 0.01, "0.12"),
            (0.1 + 0.2, 0.1, "0.3"),
            (1234.5, 10.0, "1230"),
            (0.3, 0.25, "0.25"),
            (-0.001, 0.01, "0"),
            (1e-7, 1e-8, "0.0000001"),
            (5e20, 1.0, "500000000000000000000"),
            (0.3, 0.0, "0.3"),
            (f64::INFINITY, 1.0, "+Inf"),
        ] {
            assert_eq!(write_number(value, resolution), text, "{value} at {resolution}");
        }
    }
}
