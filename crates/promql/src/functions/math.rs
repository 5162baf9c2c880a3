//! Functions of single values. They must not know where a value comes from.

use std::f64::consts::{LOG2_E, LOG10_2, PI};

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
    if max < min { None } else { Some(greater(min, lesser(max, value))) }
}

/// `math.Min`: an infinity below everything wins over NaN, and a NaN over the rest.
pub(super) fn lesser(left: f64, right: f64) -> f64 {
    if left == f64::NEG_INFINITY || right == f64::NEG_INFINITY {
        return f64::NEG_INFINITY;
    }
    if left.is_nan() || right.is_nan() {
        return f64::NAN;
    }
    // Of two zeros the negative one.
    if left < right || (left == right && left.is_sign_negative()) { left } else { right }
}

/// `math.Max`
pub(super) fn greater(left: f64, right: f64) -> f64 {
    -lesser(-left, -right)
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

pub(super) fn deg(value: f64) -> f64 {
    value * 180.0 / PI
}

pub(super) fn rad(value: f64) -> f64 {
    value * PI / 180.0
}

/// `math.Log2`, exact for powers of 2.
pub(super) fn log2(value: f64) -> f64 {
    let (fraction, exponent) = libm::frexp(value);
    // Go's Frexp has no exponent for what is not finite.
    let exponent = if value.is_finite() { f64::from(exponent) } else { 0.0 };
    if fraction == 0.5 {
        return exponent - 1.0;
    }
    libm::log(fraction) * LOG2_E + exponent
}

/// `math.Log10`
pub(super) fn log10(value: f64) -> f64 {
    log2(value) * LOG10_2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clamping_follows_go() {
        assert_eq!(clamp(5.0, &[0.0, 1.0]), Some(1.0));
        assert_eq!(clamp(5.0, &[1.0, 0.0]), None);
        assert!(clamp(f64::NAN, &[0.0, 1.0]).is_some_and(f64::is_nan));
        assert!(clamp(5.0, &[f64::NAN, 1.0]).is_some_and(f64::is_nan));
        assert!(clamp_max(1.0, &[f64::NAN]).is_some_and(f64::is_nan));
        assert_eq!(clamp_min(f64::NAN, &[f64::INFINITY]), Some(f64::INFINITY));
        assert_eq!(lesser(f64::NAN, f64::NEG_INFINITY), f64::NEG_INFINITY);
        assert!(lesser(f64::NAN, f64::INFINITY).is_nan());
        assert!(greater(0.0, -0.0).is_sign_positive() && lesser(0.0, -0.0).is_sign_negative());
    }

    #[test]
    fn ties_are_rounded_up() {
        assert_eq!(round(2.5, &[]), Some(3.0));
        assert_eq!(round(-2.5, &[]), Some(-2.0));
        assert_eq!(round(7.0, &[5.0]), Some(5.0));
        assert!(sgn(f64::NAN).is_nan() && sgn(-0.0).is_sign_negative());
    }

    #[test]
    fn logarithms_are_those_of_go() {
        assert_eq!((log2(8.0), log2(0.25), log10(1000.0)), (3.0, -2.0, 3.0));
        assert_eq!((log2(0.0), log2(f64::INFINITY)), (f64::NEG_INFINITY, f64::INFINITY));
        assert!(log2(-1.0).is_nan() && log10(f64::NAN).is_nan());
    }
}
