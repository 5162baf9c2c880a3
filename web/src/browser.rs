//! Every binding to the browser. It must not know what the page is about.

pub(crate) mod canvas;
pub(crate) mod clipboard;
pub(crate) mod clock;
pub(crate) mod code;
pub(crate) mod dialog;
pub mod engine;
pub(crate) mod file;
pub(crate) mod first;
pub(crate) mod focus;
pub(crate) mod input;
pub(crate) mod keyboard;
pub(crate) mod later;
pub(crate) mod location;
pub(crate) mod meta;
pub(crate) mod number;
pub(crate) mod offline;
pub(crate) mod pointer;
pub(crate) mod resize;
pub(crate) mod save;
pub(crate) mod select;
pub(crate) mod sign;
pub(crate) mod storage;
pub(crate) mod study;
pub(crate) mod theme;
pub(crate) mod worker;
pub(crate) mod zone;
