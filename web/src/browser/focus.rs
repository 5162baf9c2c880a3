//! Keeps the keyboard's place: when what had the focus goes away, its section has it, not the start of the page. It must not know
//! what goes.

use gloo::events::EventListener;
use gloo::utils::document;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What had the focus last, and the section that it stands in.
pub(crate) struct Place {
    last: Rc<RefCell<Option<(Element, HtmlElement)>>>,
    _listener: EventListener,
}

impl Place {
    /// Listens from now on.
    pub(crate) fn new() -> Self {
        let last = Rc::new(RefCell::new(None));
        let kept = Rc::clone(&last);
        let listener = EventListener::new(&document(), "focusin", move |event| {
            let element = event.target().and_then(|it| it.dyn_into::<Element>().ok());
            *kept.borrow_mut() = element.and_then(|it| section(&it).map(|section| (it, section)));
        });
        Self { last, _listener: listener }
    }

    /// To be called when the page has changed.
    pub(crate) fn settle(&self) {
        let body = document().body();
        let nowhere =
            document().active_element().is_none_or(|it| body.as_ref().is_some_and(|body| it == **body));
        let gone = self.last.borrow_mut().take_if(|it| nowhere && !it.0.is_connected());
        if let Some((_, section)) = gone {
            let _ = section.set_attribute("tabindex", "-1");
            let _ = section.focus();
        }
    }
}

/// Gives the focus to the element that is called `id`.
pub(crate) fn on(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// The nearest section of the page that outlives what stands in it.
fn section(element: &Element) -> Option<HtmlElement> {
    element.closest("section.sec, aside, main").ok().flatten()?.dyn_into().ok()
}
