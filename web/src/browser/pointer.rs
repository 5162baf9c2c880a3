//! Where the pointer is and whom its events belong to. It must not know what lies under it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent, PointerEvent};
use yew::NodeRef;

/// The pointer's place in CSS pixels from the upper left corner of `host`.
pub(crate) fn position(event: &PointerEvent, host: &NodeRef) -> (f64, f64) {
    place_of(event, host)
}

/// The place of a click, as [`position`].
pub(crate) fn place_of(event: &MouseEvent, host: &NodeRef) -> (f64, f64) {
    let Some(host) = host.cast::<Element>() else { return (0.0, 0.0) };
    let bounds = host.get_bounding_client_rect();
    (f64::from(event.client_x()) - bounds.left(), f64::from(event.client_y()) - bounds.top())
}

/// The width of `host` in CSS pixels.
pub(crate) fn width(host: &NodeRef) -> f64 {
    host.cast::<Element>().map_or(0.0, |it| it.get_bounding_client_rect().width())
}

/// Gives all further events of this pointer to `host`, until it is lifted.
pub(crate) fn capture(event: &PointerEvent, host: &NodeRef) {
    if let Some(host) = host.cast::<Element>() {
        let _ = host.set_pointer_capture(event.pointer_id());
    }
}

/// Puts an element at x and y in its parent, or out of sight; by the object model, since the page's policy forbids
/// style attributes.
pub(crate) fn place(element: &NodeRef, at: Option<(f64, f64)>) {
    let Some(element) = element.get() else { return };
    let style = element.unchecked_into::<HtmlElement>().style();
    let Some((x, y)) = at else {
        let _ = style.set_property("visibility", "hidden");
        return;
    };
    let _ = style.set_property("visibility", "visible");
    let _ = style.set_property("transform", &format!("translate({}px, {}px)", x as i64, y as i64));
}
