//! How far the reader's clock is from UTC. It must not know what is written.

use wasm_bindgen::JsValue;

/// What is to be added to `time` (milliseconds since the Unix epoch) to write it in the reader's own time, in
/// milliseconds.
pub(crate) fn offset(time: i64) -> i64 {
    let minutes = js_sys::Date::new(&JsValue::from_f64(time as f64)).get_timezone_offset();
    -(minutes as i64) * 60_000
}
