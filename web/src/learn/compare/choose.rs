//! Which two rules are compared, and on how many seeds: lists, and the draft's text. It must not know what follows from a choice.

use super::Msg;
use crate::browser::input;
use crate::learn::controls::list;
use crate::markup::page;
use playground::learn::{Choices, Which};
use yew::{Callback, Event, Html, InputEvent, KeyboardEvent, MouseEvent, html};

/// What is chosen.
pub(super) struct Picks {
    known: Option<Choices>,
    picked: [Pick; 2],
    pub(super) seeds: u32,
    draft: String,
    /// Whether somebody has written in the draft: it then no longer follows the selected rule.
    written: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pick {
    Rule(u32),
    Published,
    Draft,
}

impl Default for Picks {
    fn default() -> Self {
        let picked = [Pick::Rule(0), Pick::Draft];
        Self { known: None, picked, seeds: 1, draft: String::new(), written: false }
    }
}

impl Picks {
    /// Takes note of what there is; says whether other rules are to be compared now than before.
    pub(super) fn learn(&mut self, choices: Choices) -> bool {
        let another = !self.written && self.draft != choices.yaml;
        if another {
            self.draft.clone_from(&choices.yaml);
        }
        let gone = self.picked.iter().any(|it| match it {
            Pick::Rule(idx) => *idx as usize >= choices.rules.len(),
            Pick::Published => choices.published.is_none(),
            Pick::Draft => false,
        });
        let first = self.known.is_none();
        if first || gone {
            let now = Pick::Rule(choices.selected);
            let edited = choices.published == Some(true);
            self.picked = if edited { [Pick::Published, now] } else { [now, Pick::Draft] };
        }
        self.known = Some(choices);
        first || gone || (another && self.picked.contains(&Pick::Draft))
    }

    /// A (0) or B (1) is the rule of this id.
    pub(super) fn pick(&mut self, idx: usize, id: &str) {
        self.picked[idx] = match id {
            "published" => Pick::Published,
            "draft" => Pick::Draft,
            _ => Pick::Rule(id.parse().unwrap_or(0)),
        };
    }

    /// Another text of the draft.
    pub(super) fn write(&mut self, text: String) {
        self.draft = text;
        self.written = true;
    }

    /// What is chosen as A (0) or B (1).
    pub(super) fn which(&self, idx: usize) -> Which {
        match self.picked[idx] {
            Pick::Rule(it) => Which::Rule(it),
            Pick::Published => Which::Published,
            Pick::Draft => Which::Draft(self.draft.clone()),
        }
    }

    /// The lists, the draft where it is chosen, and the way to take B.
    pub(super) fn view(&self, send: &Callback<Msg>) -> Html {
        let Some(known) = &self.known else { return Html::default() };
        let rule = |idx: usize, label| {
            let chosen = send.reform(move |id| Msg::Pick(idx, id));
            list(label, rules(known), &id(self.picked[idx]), chosen)
        };
        let title = |it: u32| if it == 1 { "this one".to_owned() } else { format!("{it}, this one first") };
        let seeds = [1, 5, 10, 20].map(|it| (it.to_string(), title(it)));
        let here = self.picked[1] == Pick::Rule(known.selected);
        let draft = self.picked.contains(&Pick::Draft).then(|| self.draft(send));
        page!(
            "<div class=sweep-c>$$$<span class=end><button type=button class=\"btn primary\" disabled=$ title=$ $>Take B</button></span></div>$",
            rule(0, "A"),
            rule(1, "B"),
            list("Seeds", seeds.into(), &self.seeds.to_string(), send.reform(Msg::Seeds)),
            here.then_some("disabled"),
            if here {
                "B is the selected rule already"
            } else {
                "B becomes the selected rule, as one step to undo"
            },
            send.reform(|_: MouseEvent| Msg::Take),
            draft.unwrap_or_default()
        )
    }

    /// The draft as a text to write in; it is compared when it is left, or by a key.
    fn draft(&self, send: &Callback<Msg>) -> Html {
        let write = send.reform(|event: InputEvent| Msg::Draft(input::text(&event)));
        let left = send.reform(|_: Event| Msg::Compare);
        let compare = send.clone();
        let key = Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && event.ctrl_key() {
                event.prevent_default();
                compare.emit(Msg::Compare);
            }
        });
        html! {
            <div class="cmp-d">
                <label>
                    <span>{ "Draft, in place of the selected rule" }</span>
                    <textarea value={self.draft.clone()} rows="9" spellcheck="false" autocomplete="off" autocapitalize="off"
                        oninput={write} onchange={left} onkeydown={key} />
                </label>
                { page!(
                    "<button type=button class=\"btn line\" $>Compare the draft</button><span class=note>Ctrl and Enter do the same.</span>",
                    send.reform(|_: MouseEvent| Msg::Compare)
                ) }
            </div>
        }
    }
}

fn id(pick: Pick) -> String {
    match pick {
        Pick::Rule(idx) => idx.to_string(),
        Pick::Published => "published".to_owned(),
        Pick::Draft => "draft".to_owned(),
    }
}

/// All that can be chosen: the id, and what people read.
fn rules(known: &Choices) -> Vec<(String, String)> {
    let count = known.rules.len();
    let title = |(idx, name): (u32, &String)| {
        let number = if count > 1 { format!("{}. ", idx + 1) } else { String::new() };
        let selected = if idx == known.selected { ", selected" } else { "" };
        (idx.to_string(), format!("{number}{name}{selected}"))
    };
    let published = known.published.map(|edited| {
        let same = if edited { "" } else { ", as it is" };
        ("published".to_owned(), format!("as published{same}"))
    });
    let draft = ("draft".to_owned(), "a draft".to_owned());
    (0..).zip(&known.rules).map(title).chain(published).chain([draft]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(published: Option<bool>) -> Choices {
        let rules = ["One", "Two"].map(str::to_owned).into();
        Choices { rules, selected: 1, published, yaml: "alert: Two".to_owned() }
    }

    #[test]
    fn an_edited_rule_is_compared_with_the_published_one() {
        let mut picks = Picks::default();
        assert!(picks.learn(known(Some(true))));
        assert_eq!([picks.which(0), picks.which(1)], [Which::Published, Which::Rule(1)]);
        assert!(!picks.learn(known(Some(true))), "nothing else is to be compared");
        // A file without it was opened.
        assert!(picks.learn(known(None)));
        assert_eq!(picks.which(0), Which::Rule(1));
    }

    #[test]
    fn a_draft_follows_the_rule_until_it_is_written() {
        let mut picks = Picks::default();
        picks.learn(known(Some(false)));
        assert_eq!(picks.which(1), Which::Draft("alert: Two".to_owned()));
        picks.write("alert: Mine".to_owned());
        assert!(!picks.learn(known(Some(false))));
        assert_eq!(picks.which(1), Which::Draft("alert: Mine".to_owned()));
    }
}
