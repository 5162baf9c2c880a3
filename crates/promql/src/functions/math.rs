//! Functions of single values. They must not know where a value comes from.

/// `math.Max(min, math.Min(max, value))` where `max >= min`, else nothing (`clamp`, promql/functions.go).
pub(super) fn clamp(value: f64, args: &[f64]) -> Option<f64> {
    let &[min, max] = args else { return None };
    between(value, min, max)
}

pub(super) fn clamp_max(value: f64, args: &[f64]) -> Option<f64> {
    args.first().and_then(|max| between(value, f64::NEG_INFINITY, *max))
}

pub(super) fn clamp_min(value: f64, args: &[f64]) -> Option<f64> {
    args.first().and_then(|min| between(value, *min, f64::INFINITY))
}

fn between(value: f64, min: f64, max: f64) -> Option<f64> {
    if max < min {
        return None;
    }
    // Go's Min and Max yield NaN if either side is one; Rust's ignore it.
    if value.is_nan() || min.is_nan() || max.is_nan() {
        // But an infinity at the side of the bound wins over NaN in Go.
        let low = if max.is_infinite() && max < 0.0 || value.is_infinite() && value < 0.0 {
            f64::NEG_INFINITY
        } else {
            go_nan(value, max, f64::min)
        };
        let high = if min.is_infinite() && min > 0.0 || low.is_infinite() && low > 0.0 {
            f64::INFINITY
        } else {
            go_nan(low, min, f64::max)
        };
        return Some(high);
    }
    Some(value.min(max).max(min))
}

fn go_nan(left: f64, right: f64, choose: fn(f64, f64) -> f64) -> f64 {
    if left.is_nan() || right.is_nan() { f64::NAN } else { choose(left, right) }
}

/// Rounded to a multiple of the argument, or of 1; ties go up (`funcRound`, promql/functions.go).
pub(super) fn round(value: f64, args: &[f64]) -> Option<f64> {
    let inverse = 1.0 / args.first().copied().unwrap_or(1.0);
    Some((value * inverse + 0.5).floor() / inverse)
}

/// -1, 0 or 1; zeros and NaN stay what they are (`funcSgn`, promql/functions.go).
pub(super) fn sgn(value: f64) -> f64 {
    if value < 0.0 {
        -1.0
    } else if value > 0.0 {
        1.0
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clamping_follows_go() {
        assert_eq!(clamp(5.0, &[0.0, 1.0]), Some(1.0));
        assert_eq!(clamp(5.0, &[1.0, 0.0]), None);
        assert!(clamp(f64::NAN, &[0.0, 1.0]).is_some_and(f64::is_nan));
        assert!(clamp_max(1.0, &[f64::NAN]).is_some_and(f64::is_nan));
        assert_eq!(clamp_min(f64::NAN, &[f64::INFINITY]), Some(f64::INFINITY));
    }

    #[test]
    fn ties_are_rounded_up() {
        assert_eq!(round(2.5, &[]), Some(3.0));
        assert_eq!(round(-2.5, &[]), Some(-2.0));
        assert_eq!(round(7.0, &[5.0]), Some(5.0));
        assert!(sgn(f64::NAN).is_nan() && sgn(-0.0).is_sign_negative());
    }
}
