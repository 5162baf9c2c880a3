//! THE table of checks. It must not hold a check's code.

use crate::Check;

mod always_returns;
mod divides_by_good;
mod for_never_reached;
mod for_outlasts_window;
mod infinite;
mod latched_gauge;
mod never_true_here;
mod out_of_bounds;
mod rate_of_gauge;
mod ratio_bound;
mod raw_counter;
mod template_empty_label;
mod unknown_label;
mod unknown_metric;
mod value_in_label;
mod window_too_short;

/// All checks, in the order in which their findings are shown within a severity.
pub const CHECKS: &[Check] = &[
    ratio_bound::CHECK,
    out_of_bounds::CHECK,
    always_returns::CHECK,
    unknown_metric::CHECK,
    unknown_label::CHECK,
    window_too_short::CHECK,
    for_outlasts_window::CHECK,
    value_in_label::CHECK,
    rate_of_gauge::CHECK,
    raw_counter::CHECK,
    latched_gauge::CHECK,
    divides_by_good::CHECK,
    infinite::CHECK,
    template_empty_label::CHECK,
    for_never_reached::CHECK,
    never_true_here::CHECK,
];
