//! The reader's clock. It must not know what is timed.

/// Milliseconds since the Unix epoch; whole ones, since text and floats take kilobytes to change into each other.
pub(crate) fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// A name that no other tab has.
pub(crate) fn unique() -> String {
    format!("{}-{}", now(), (js_sys::Math::random() * 1e9) as u64)
}

/// An instant as the reader's own clock and language write it, to the minute.
pub(crate) fn shown(millis: u64) -> String {
    let date = js_sys::Date::new(&(millis as f64).into());
    let two = |number: u32| format!("{number:02}");
    format!(
        "{}-{}-{} {}:{}",
        date.get_full_year(),
        two(date.get_month() + 1),
        two(date.get_date()),
        two(date.get_hours()),
        two(date.get_minutes())
    )
}
