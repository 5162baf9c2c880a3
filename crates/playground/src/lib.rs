//! The app without a page: model, events, update, view, link. It must know neither Yew nor the browser.
//!
//! One way leads from an [`event::Event`] through [`update`] to a [`plan::Plan`], through a resumable job to a
//! [`picture::Picture`], and through `show` to the parts of a [`view::Answer`].

mod alert;
mod app;
pub mod beforehand;
pub mod bundled;
pub mod document;
mod draft;
pub mod drill;
mod edit;
pub mod event;
pub mod exercise;
pub mod export;
pub mod findings;
pub mod fingerprint;
mod group;
mod history;
mod import;
mod job;
pub mod learn;
pub mod limits;
pub mod model;
pub mod picture;
mod pieces;
pub mod plan;
mod scene;
pub mod score;
pub mod share;
mod show;
pub mod study;
mod sweep;
mod update;
pub mod vary;
pub mod view;
mod waiting;
mod words;

pub use app::App;
