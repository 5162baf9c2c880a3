//! The app without a page: model, events, update, view, link. It must know neither Yew nor the browser.

pub mod document;
pub mod event;
pub mod view;
