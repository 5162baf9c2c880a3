//! An editor of code in the place of a text area. It must not know what the text means: judgement comes from outside.

use crate::browser::code::Editor;
use crate::browser::later::later;
use gloo::timers::callback::Timeout;
use web_sys::Element;
use yew::{AttrValue, Callback, Component, Context, Html, NodeRef, Properties, html};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// `promql` or `yaml`.
    pub(crate) kind: &'static str,
    pub(crate) label: &'static str,
    pub(crate) text: AttrValue,
    /// The bytes that are wrong, with what is wrong.
    pub(crate) wrong: Option<((u32, u32), AttrValue)>,
    /// Bytes that findings speak of.
    pub(crate) marked: Vec<(u32, u32)>,
    pub(crate) typed: Callback<String>,
    pub(crate) focused: Callback<bool>,
}

/// The editor, once it is on the page.
#[derive(Default)]
pub(crate) struct Code {
    host: NodeRef,
    editor: Option<Editor>,
    /// Runs until the editor is told what is new.
    telling: Option<Timeout>,
}

impl Component for Code {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn view(&self, _: &Context<Self>) -> Html {
        html! { <div class="code" ref={self.host.clone()}></div> }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let Props { kind, label, text, typed, focused, .. } = ctx.props();
        if let (true, Some(host)) = (first, self.host.cast::<Element>()) {
            let (typed, focused) = (typed.clone(), focused.clone());
            let texts = (*kind, *label, text.as_str());
            self.editor = Editor::mount(&host, texts, move |it| typed.emit(it), move |it| focused.emit(it));
        }
        // An editor asks where everything lies whenever it is told something: once the page has been laid out, that is known.
        self.telling = Some(later(0, ctx.link().callback(|()| ())));
    }

    fn update(&mut self, ctx: &Context<Self>, (): ()) -> bool {
        let Props { text, wrong, marked, .. } = ctx.props();
        if let Some(editor) = &self.editor {
            editor.set(text);
            editor.judge(text, wrong.as_ref().map(|(span, text)| (*span, text.as_str())), marked);
        }
        false
    }
}
