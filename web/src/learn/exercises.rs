//! Exercises as a component: the list, a story with hints, the check and what is missing. It must not judge.

use super::link::{Heard, Props, Seat};
use crate::browser::storage;
use crate::browser::study::{self, CHANGE};
use crate::components::icon::{TICK, WRONG, flag, icon, word};
use crate::markup::{all, page};
use playground::learn::{Ask, Exercise, ExerciseRow, Told, Verdict};
use yew::{Callback, Component, Context, Html, MouseEvent};

/// The names of the exercises that were solved in this browser, with spaces between.
const SOLVED: &str = "alertplay.solved";
const LEVELS: [&str; 3] = ["First steps", "Daily work", "For the whole team"];

pub(super) enum Msg {
    Heard(Heard),
    Document(String),
    /// An exercise is to be looked at, or the list again.
    Look(Option<String>),
    Begin,
    Hint,
    Solution,
    Solve,
    Check,
    Cancel,
}

pub(super) struct Exercises {
    engine: Seat,
    list: Vec<ExerciseRow>,
    /// What is looked at; the list where nothing is.
    shown: Option<Exercise>,
    /// Whether the list was asked for though the document carries an exercise.
    listing: bool,
    hints: usize,
    solution: bool,
    checking: Option<f32>,
    verdict: Option<Verdict>,
    wrong: String,
    /// Whether the next document that is told is to be looked at on the page.
    leaving: bool,
}

impl Component for Exercises {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self {
            engine: Seat::take(ctx, Msg::Heard).with_document(ctx, Msg::Document),
            list: Vec::new(),
            shown: None,
            listing: false,
            hints: 0,
            solution: false,
            checking: None,
            verdict: None,
            wrong: String::new(),
            leaving: false,
        }
    }

    fn update(&mut self, _: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Heard(Heard::Ready) => {
                study::tell(CHANGE, "");
                self.engine.send(&Ask::Exercises);
                // The exercise of the document at hand, if it has one.
                self.engine.send(&Ask::Look(String::new()));
            }
            Msg::Heard(Heard::Told(told)) => self.take(told),
            Msg::Heard(Heard::Stopped(words)) => {
                self.wrong = format!("The check stopped ({words}). Close this and open it again.");
                self.checking = None;
            }
            Msg::Document(text) => {
                self.verdict = None;
                self.engine.send(&Ask::Document(text));
                // What is being checked is the document before.
                if self.checking.is_some() {
                    self.engine.send(&Ask::Check);
                }
            }
            Msg::Look(name) => self.look(name),
            Msg::Begin => {
                self.leaving = true;
                self.engine.send(&Ask::Begin);
            }
            Msg::Hint => self.hints += 1,
            Msg::Solution => self.solution = !self.solution,
            Msg::Solve => {
                self.leaving = true;
                self.engine.send(&Ask::Solve);
            }
            Msg::Check => {
                self.checking = Some(0.0);
                self.wrong.clear();
                self.verdict = None;
                self.engine.send(&Ask::Check);
            }
            Msg::Cancel => {
                self.checking = None;
                self.engine.send(&Ask::Close);
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let wrong =
            (!self.wrong.is_empty()).then(|| page!("<p class=sweep-wrong role=alert>$</p>", &self.wrong));
        let body = match &self.shown {
            Some(it) => self.exercise(ctx, it),
            None => self.all(ctx),
        };
        page!("<div class=exercises>$$</div>", wrong.unwrap_or_default(), body)
    }
}

impl Exercises {
    fn take(&mut self, told: Told) {
        match told {
            Told::Exercises(list) => self.list = list,
            Told::Exercise(it) if !self.listing => self.shown = Some(*it),
            Told::Checking(share) if self.checking.is_some() => self.checking = Some(share),
            Told::Verdict(verdict) if self.checking.take().is_some() => self.judged(verdict),
            Told::Wrong(why) => {
                self.checking = None;
                self.wrong = why;
            }
            Told::Document(text) if std::mem::take(&mut self.leaving) => study::tell(CHANGE, &text),
            _ => {}
        }
    }

    fn look(&mut self, name: Option<String>) {
        self.listing = name.is_none();
        (self.shown, self.verdict, self.checking) = (None, None, None);
        (self.hints, self.solution) = (0, false);
        self.wrong.clear();
        if let Some(name) = name {
            self.engine.send(&Ask::Look(name));
        }
    }

    fn judged(&mut self, verdict: Verdict) {
        let name = self.shown.as_ref().map(|it| it.name.clone()).unwrap_or_default();
        let solved = storage::read(SOLVED);
        if verdict.passed && !name.is_empty() && !solved.split(' ').any(|it| it == name) {
            // Where the browser keeps nothing, the mark is gone with the page.
            let _ = storage::write(SOLVED, &[solved.as_str(), name.as_str()].join(" "));
        }
        self.verdict = Some(verdict);
    }

    fn all(&self, ctx: &Context<Self>) -> Html {
        if self.list.is_empty() {
            return page!(
                "<p class=none>$</p>",
                if self.wrong.is_empty() { "Loading the exercises." } else { "" }
            );
        }
        let solved = storage::read(SOLVED);
        let count = self.list.iter().filter(|it| solved.split(' ').any(|name| name == it.name)).count();
        let levels = LEVELS.iter().enumerate().map(|(idx, title)| {
            let level = (idx + 1).to_string();
            let rows = self.list.iter().filter(|it| it.level == level);
            page!("<h3>$</h3><ul class=ex-l>$</ul>", *title, all(rows.map(|it| row(ctx, it, &solved))))
        });
        page!(
            "<p class=note>$</p>$",
            format!(
                "{count} of {} solved in this browser. Each begins with traffic and a rule of its own; Undo brings your work back.",
                self.list.len()
            ),
            all(levels)
        )
    }

    fn exercise(&self, ctx: &Context<Self>, it: &Exercise) -> Html {
        let on = |msg: fn() -> Msg| ctx.link().callback(move |_: MouseEvent| msg());
        let hints = it.hints.iter().take(self.hints).map(|it| page!("<li>$</li>", it));
        let more = (self.hints < it.hints.len()).then(|| {
            page!(
                "<button type=button class=\"btn small line\" $>$</button>",
                on(|| Msg::Hint),
                if self.hints == 0 { "A hint" } else { "Another hint" }
            )
        });
        let begin = if it.begun { "Begin again" } else { "Begin" };
        page!(
            "<p>$</p><h3 class=ex-t>$</h3><p class=ex-s>$</p><h3>Goals</h3>$<div class=ex-a>$$$</div>$<h3>Hints</h3><ol class=ex-h>$</ol>$$",
            word("link", "All exercises", on(|| Msg::Look(None))),
            &it.title,
            &it.story,
            self.goals(it),
            page!(
                "<button type=button class=$ $>$</button>",
                if it.begun { "btn line" } else { "btn primary" },
                on(|| Msg::Begin),
                begin
            ),
            if it.begun { word("btn primary", "Check", on(|| Msg::Check)) } else { Html::default() },
            self.busy(on(|| Msg::Cancel)),
            page!("<p class=note role=status>$</p>", self.said(it)),
            all(hints),
            more.unwrap_or_default(),
            self.solution(it, on(|| Msg::Solution), on(|| Msg::Solve))
        )
    }

    fn said(&self, it: &Exercise) -> &'static str {
        match &self.verdict {
            Some(verdict) if verdict.passed => "Solved: every goal is reached.",
            Some(_) => "Not yet. What is missing stands at each goal.",
            None if it.begun => "Edit the rule on the page, then come back (key X) and check.",
            None => "",
        }
    }

    fn busy(&self, cancel: Callback<MouseEvent>) -> Html {
        let Some(share) = self.checking else { return Html::default() };
        page!(
            "<span class=ex-b role=status>$</span>$",
            format!("Checking, {:.0}%", share * 100.0),
            word("btn small line", "Cancel", cancel)
        )
    }

    /// The goals, with what a check came to.
    fn goals(&self, it: &Exercise) -> Html {
        let Some(verdict) = &self.verdict else {
            return page!(
                "<ul class=ex-g>$</ul>",
                all(it.goals.iter().map(|it| page!("<li><code>$</code></li>", it)))
            );
        };
        let goals = verdict.goals.iter().map(|(text, passed, said, behind)| {
            page!(
                "<li class=$>$<code>$</code> <span class=vh>$</span><p>$</p><ul>$</ul></li>",
                if *passed { "good" } else { "bad" },
                icon(if *passed { TICK } else { WRONG }),
                text,
                if *passed { "reached" } else { "missed" },
                said,
                all(behind.iter().map(|it| page!("<li>$</li>", it)))
            )
        });
        page!("<ul class=ex-g>$</ul>", all(goals))
    }

    fn solution(&self, it: &Exercise, show: Callback<MouseEvent>, put: Callback<MouseEvent>) -> Html {
        let (rules, why) = &it.solution;
        let text = self.solution.then(|| {
            let put = if it.begun { word("btn small line", "Put it in", put) } else { Html::default() };
            page!(
                "<p class=ex-s>$</p><pre tabindex=0 aria-label=Solution><code>$</code></pre>$",
                why,
                rules,
                put
            )
        });
        page!(
            "<h3>Solution</h3><button type=button class=\"btn small line\" aria-expanded=$ $>$</button>$",
            flag(self.solution),
            show,
            if self.solution { "Hide the solution" } else { "Show the solution" },
            text.unwrap_or_default()
        )
    }
}

fn row(ctx: &Context<Exercises>, it: &ExerciseRow, solved: &str) -> Html {
    let name = it.name.clone();
    let done = solved.split(' ').any(|name| name == it.name);
    page!(
        "<li><button type=button class=alert-row $><b>$</b>$</button></li>",
        ctx.link().callback(move |_: MouseEvent| Msg::Look(Some(name.clone()))),
        &it.title,
        if done {
            page!("<span class=ex-d>$<span>solved</span></span>", icon(TICK))
        } else {
            Html::default()
        }
    )
}
