//! An exercise as a file holds it and a document carries it. It must not know how one is judged.

use super::fields::{Fields, Part, Value, When};
use super::{Label, Rule, Scenario, ViewState, three_nines};

/// The version of the format that this program writes.
pub const EXERCISE: u32 = 1;

/// The exercise that a document belongs to: a bundled one, or one that it brings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carried {
    /// The name of a bundled exercise; empty where the document brings its own.
    pub name: String,
    /// The exercise itself.
    pub own: Option<Box<Exercise>>,
}

/// A task with a check.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exercise {
    /// The version of this format.
    pub version: u32,
    /// One line.
    pub title: String,
    /// 1 (first steps) to 3.
    pub level: u32,
    /// The classes of defects that it teaches, by their codes.
    pub teaches: Vec<String>,
    /// What has happened, and what is asked.
    pub story: String,
    /// Where it begins.
    pub start: Start,
    /// Help, from a nudge to nearly all of it.
    pub hints: Vec<String>,
    /// What must hold.
    pub goals: Vec<Want>,
    /// An answer that reaches all goals.
    pub solution: Answer,
    /// Answers that do not.
    pub wrong: Vec<Answer>,
}

/// Where an exercise begins: what happens, and the alert that is to be repaired.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// The name of a bundled scenario; empty where it is written out.
    pub scenario: String,
    /// A scenario of its own.
    pub traffic: Option<Box<Scenario>>,
    /// Which exporter is scraped; empty: the one that the alert is written for, else the scenario's.
    pub exporter: String,
    /// The id of a published alert; empty where the rule is written out.
    pub alert: String,
    /// A rule of its own.
    pub rule: Option<Rule>,
    /// Labels beside those of the faults.
    pub incidents: Vec<Label>,
    /// As of a document.
    pub semantics: u32,
    /// As of a document.
    pub slo: f64,
    /// What is selected and in view at first.
    pub view: ViewState,
}

impl Default for Start {
    fn default() -> Self {
        Self {
            scenario: String::new(),
            traffic: None,
            exporter: String::new(),
            alert: String::new(),
            rule: None,
            incidents: Vec::new(),
            semantics: 3,
            slo: three_nines(),
            view: ViewState::default(),
        }
    }
}

/// One goal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Want {
    /// A measure, `>=` or `<=`, and a number: `recall >= 100%`.
    pub want: String,
    /// The seeds that it is judged on, as `101..108`; empty: the one that is shown.
    pub seeds: String,
    /// `each` (default) of the seeds, or their `mean`.
    pub take: String,
}

/// Rules, and why they are right or wrong.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The rules.
    pub rules: Vec<Rule>,
    /// The measure of a goal that they miss; empty for the solution.
    pub fails: String,
    /// Why.
    pub why: String,
}

impl<T: Part> Part for Box<T> {
    fn fields(&mut self, to: &mut dyn Fields) {
        (**self).fields(to);
    }
}

impl Part for Carried {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text_or("name", &mut self.name, "");
        to.field("own", When::Unless(""), Value::MaybePart(&mut self.own));
    }
}

impl Part for Exercise {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.field("version", When::Needed, Value::Count(&mut self.version));
        to.text("title", &mut self.title);
        to.field("level", When::Needed, Value::Count(&mut self.level));
        to.field("teaches", When::Unless(""), Value::Texts(&mut self.teaches));
        to.text("story", &mut self.story);
        to.field("start", When::Needed, Value::Part(&mut self.start));
        to.field("hints", When::Unless(""), Value::Texts(&mut self.hints));
        to.field("goals", When::Needed, Value::Parts(&mut self.goals));
        to.field("solution", When::Needed, Value::Part(&mut self.solution));
        to.field("wrong", When::Needed, Value::Parts(&mut self.wrong));
    }
}

impl Part for Start {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text_or("scenario", &mut self.scenario, "");
        to.field("traffic", When::Unless(""), Value::MaybePart(&mut self.traffic));
        to.text_or("exporter", &mut self.exporter, "");
        to.text_or("alert", &mut self.alert, "");
        to.field("rule", When::Unless(""), Value::MaybePart(&mut self.rule));
        to.field("incidents", When::Unless(""), Value::Parts(&mut self.incidents));
        to.count("semantics", &mut self.semantics, "3");
        to.field("slo", When::Unless("99.9"), Value::Number(&mut self.slo));
        to.field("view", When::Or(""), Value::Part(&mut self.view));
    }
}

impl Part for Want {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("want", &mut self.want);
        to.text_or("seeds", &mut self.seeds, "");
        to.text_or("take", &mut self.take, "each");
    }
}

impl Part for Answer {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.field("rules", When::Needed, Value::Parts(&mut self.rules));
        to.text_or("fails", &mut self.fails, "");
        to.text("why", &mut self.why);
    }
}
