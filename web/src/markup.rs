//! Elements from templates: markup with `$` where something is filled in. It must not know what the page shows.
//!
//! `html!` writes code for every element and attribute, some hundred bytes of the download each; a template is its own text. It
//! is read anew whenever it is shown, which takes microseconds. Space between elements is text: there is none in a template.
//! What has a property (`value`, `checked`), a key or a reference is left to `html!`.

use std::mem::take;
use std::rc::Rc;
use yew::virtual_dom::{Listener, VTag, VText};
use yew::{AttrValue, Callback, Html, KeyboardEvent, MouseEvent};

/// What is filled in.
#[derive(Default)]
pub(crate) enum Slot {
    /// No text, or no such attribute.
    #[default]
    Nothing,
    /// A text, or an attribute's value.
    Text(AttrValue),
    /// Elements.
    Html(Html),
    /// What hears an event; it stands among the attributes, without a name.
    Hear(Rc<dyn Listener>),
}

impl From<&str> for Slot {
    #[inline(never)]
    fn from(text: &str) -> Self {
        Self::Text(AttrValue::Rc(Rc::from(text)))
    }
}

impl From<&String> for Slot {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Slot {
    #[inline(never)]
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<Option<&str>> for Slot {
    #[inline(never)]
    fn from(text: Option<&str>) -> Self {
        text.map(Self::from).unwrap_or_default()
    }
}

impl From<Html> for Slot {
    fn from(html: Html) -> Self {
        Self::Html(html)
    }
}

impl From<Callback<MouseEvent>> for Slot {
    #[inline(never)]
    fn from(click: Callback<MouseEvent>) -> Self {
        Self::Hear(Rc::new(yew::html::onclick::Wrapper::new(click)))
    }
}

/// What hears keys.
#[inline(never)]
pub(crate) fn keys(press: Callback<KeyboardEvent>) -> Slot {
    Slot::Hear(Rc::new(yew::html::onkeydown::Wrapper::new(press)))
}

/// How many places a template has.
pub(crate) const fn places(template: &str) -> usize {
    let (bytes, mut idx, mut count) = (template.as_bytes(), 0, 0);
    while idx < bytes.len() {
        count += (bytes[idx] == b'$') as usize;
        idx += 1;
    }
    count
}

/// The elements of a template, its places filled in their order.
macro_rules! page {
    ($template:literal $(, $slot:expr)* $(,)?) => {{
        const TEMPLATE: &str = $template;
        const SLOTS: [&str; $crate::markup::places(TEMPLATE)] = [$(stringify!($slot)),*];
        let slots: [$crate::markup::Slot; SLOTS.len()] = [$($crate::markup::Slot::from($slot)),*];
        $crate::markup::fill(TEMPLATE, &mut *::std::mem::ManuallyDrop::new(slots))
    }};
}
pub(crate) use page;

/// Many elements as one.
pub(crate) fn all(parts: impl Iterator<Item = Html>) -> Html {
    parts.collect()
}

/// A sentence in which what stands between backticks is code; as it is where one of them is alone.
pub(crate) fn coded(text: &str) -> Html {
    let parts: Vec<_> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return page!("$", text);
    }
    let part =
        |(idx, it): (usize, &&str)| if idx % 2 == 1 { page!("<code>$</code>", *it) } else { page!("$", *it) };
    all(parts.iter().enumerate().map(part))
}

/// See [`page`]: every slot is taken.
#[inline(never)]
pub(crate) fn fill(template: &'static str, slots: &mut [Slot]) -> Html {
    let mut reader = Reader { rest: template, slots: slots.iter_mut() };
    let mut parts = Vec::new();
    reader.children(&mut parts);
    if parts.len() == 1 { parts.pop().unwrap_or_default() } else { parts.into_iter().collect() }
}

/// What has not been read, and what has not been filled in.
struct Reader<'a> {
    rest: &'static str,
    slots: std::slice::IterMut<'a, Slot>,
}

impl Reader<'_> {
    fn slot(&mut self) -> Slot {
        self.skip(1);
        self.slots.next().map(take).unwrap_or_default()
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// The text up to one of `ends`.
    fn until(&mut self, ends: &[char]) -> &'static str {
        let (word, rest) = self.rest.split_at(self.rest.find(ends).unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }

    fn children(&mut self, parts: &mut Vec<Html>) {
        loop {
            let text = self.until(&['<', '$']);
            if !text.is_empty() {
                parts.push(VText::new(text).into());
            }
            match self.rest.as_bytes() {
                [] | [b'<', b'/', ..] => return,
                [b'<', ..] => {
                    let element = self.element();
                    parts.push(element.into());
                }
                _ => match self.slot() {
                    Slot::Text(text) => parts.push(VText::new(text).into()),
                    Slot::Html(html) => parts.push(html),
                    Slot::Nothing | Slot::Hear(_) => {}
                },
            }
        }
    }

    fn element(&mut self) -> VTag {
        self.skip(1);
        let mut tag = VTag::new(self.until(&[' ', '>', '/']));
        loop {
            match self.rest.as_bytes() {
                [b'>', ..] => {
                    self.skip(1);
                    let mut parts = Vec::new();
                    self.children(&mut parts);
                    tag.add_children(parts);
                    self.until(&['>']);
                    self.skip(1);
                    return tag;
                }
                [b'/', ..] => {
                    self.skip(2);
                    return tag;
                }
                [b'$', ..] => {
                    if let Slot::Hear(listener) = self.slot() {
                        tag.add_listener(listener);
                    }
                }
                [b' ', ..] => self.skip(1),
                [_, ..] => self.attribute(&mut tag),
                [] => return tag,
            }
        }
    }

    fn attribute(&mut self, tag: &mut VTag) {
        let key = self.until(&['=']);
        self.skip(1);
        let value = match self.rest.as_bytes() {
            [b'$', ..] => self.slot(),
            [b'"', ..] => {
                self.skip(1);
                let value = self.until(&['"']);
                self.skip(1);
                Slot::Text(AttrValue::Static(value))
            }
            _ => Slot::Text(AttrValue::Static(self.until(&[' ', '>', '/']))),
        };
        if let Slot::Text(value) = value {
            tag.add_attribute(key, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::virtual_dom::VNode;

    /// The elements as markup, listeners as their number.
    fn written(node: &VNode) -> String {
        match node {
            VNode::VText(text) => text.text.replace('<', "&lt;"),
            VNode::VList(list) => list.iter().map(written).collect(),
            VNode::VTag(tag) => {
                let attributes: String =
                    tag.attributes.iter().map(|(key, value)| format!(" {key}={value:?}")).collect();
                let inside = tag.children().map(written).unwrap_or_default();
                format!("<{}{attributes}>{inside}</{}>", tag.tag(), tag.tag())
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_template_is_what_it_says() {
        let html = page!("<p class=a>One</p>two<b/>");
        assert_eq!(written(&html), "<p class=\"a\">One</p>two<b></b>");
    }

    #[test]
    fn places_are_filled_in_their_order() {
        let inner = page!("<i>$</i>", "x < y & \"z\"");
        let (some, none): (_, Option<&str>) = (Some("true"), None);
        let click = Callback::from(|_: MouseEvent| ());
        let html = page!(
            "<button type=button class=$ aria-current=$ title=\"a and =\" $ hidden=$>$, $<br/>$</button>",
            "a b",
            some,
            click,
            none,
            "text",
            inner,
            String::from("end")
        );
        assert_eq!(
            written(&html),
            "<button type=\"button\" class=\"a b\" aria-current=\"true\" title=\"a and =\">text, <i>x &lt; y & \"z\"</i><br></br>end</button>"
        );
    }

    #[test]
    fn a_template_that_is_cut_off_ends() {
        for template in ["<p class", "<p", "<", "<p class=\"x", "<p class=$", "</p>", "<p>$", "<p>a</p"] {
            let _ = fill(template, &mut [Slot::Text("s".into()), Slot::Nothing]);
        }
        assert_eq!(written(&fill("", &mut [])), "");
    }

    #[test]
    fn code_stands_between_backticks() {
        assert_eq!(written(&coded("No `for`: <b>")), "No <code>for</code>: &lt;b>");
        assert_eq!(written(&coded("a ` alone")), "a ` alone");
        assert_eq!(written(&coded("")), "");
    }

    #[test]
    fn texts_are_never_markup() {
        assert_eq!(written(&page!("<p>$</p>", "<b>$")), "<p>&lt;b>$</p>");
    }
}
