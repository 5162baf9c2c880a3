//! THE table of checks. It must not hold a check's code.

use crate::{Check, Shown};

/// Declares the modules and both tables, so that a check cannot be in one and not in the other.
macro_rules! checks {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*

        /// All checks, in the order in which their findings are shown within a severity.
        pub const CHECKS: &[Check] = &[$($name::CHECK),*];

        /// The documentation of each check, in the same order.
        pub const SHOWN: &[Shown] = &[$($name::SHOWN),*];
    };
}

checks![
    ratio_bound,
    out_of_bounds,
    always_returns,
    unknown_metric,
    unknown_label,
    cannot_match,
    guard_hides_worst,
    window_too_short,
    for_outlasts_window,
    fires_at_once,
    absent_without_for,
    value_in_label,
    label_overwrites,
    rate_of_gauge,
    raw_counter,
    counter_without_rate,
    rate_of_sum,
    latched_gauge,
    counts_part,
    no_limit,
    zero_by_design,
    divides_by_good,
    infinite,
    no_traffic_floor,
    nan_in_aggregation,
    merges_groups,
    fragile_selection,
    template_empty_label,
    absence_is_silence,
    frozen_counter,
    average_of_requests,
    absolute_number,
    planned_work,
    passing_state,
    increase_extrapolates,
    clients_fault,
    text_disagrees,
    broken_link,
    duplicate_name,
    runbook_key,
    static_regexp,
    flaps,
    fires_throughout,
    for_never_reached,
    never_true_here,
    not_set_here,
    interim_answers,
];
