//! The staleness marker. It must not be produced by arithmetic, so everything tests for it before computing.

/// The bit pattern that Prometheus writes when a series ends (`value.StaleNaN`, model/value/value.go).
///
/// In a [`crate::Store`] it marks the end of a series; in a column of a range result it means "no sample at
/// this step", which is the same statement.
pub const STALE: f64 = f64::from_bits(0x7ff0_0000_0000_0002);

/// Whether `value` is the staleness marker: by its bits, as every NaN differs from every other.
#[inline]
pub fn is_stale(value: f64) -> bool {
    value.to_bits() == STALE.to_bits()
}
