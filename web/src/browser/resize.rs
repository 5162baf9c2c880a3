//! The width of an element, as it changes. It must not know whose it is.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::NodeRef;

/// Watches an element until it is dropped.
pub(crate) struct Watch {
    observer: ResizeObserver,
    _called: Closure<dyn FnMut(Array)>,
}

impl Watch {
    /// Calls `heard` with the element's width in CSS pixels, now and after each change.
    pub(crate) fn new(element: &NodeRef, heard: impl Fn(f64) + 'static) -> Option<Self> {
        let element: Element = element.get()?.unchecked_into();
        let watched = element.clone();
        let mut last = f64::NAN;
        let called = Closure::<dyn FnMut(Array)>::new(move |_| {
            let width = watched.get_bounding_client_rect().width().floor();
            // Another height is as good as none.
            if last != width {
                last = width;
                heard(width);
            }
        });
        let observer = ResizeObserver::new(called.as_ref().unchecked_ref()).ok()?;
        observer.observe(&element);
        Some(Self { observer, _called: called })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
