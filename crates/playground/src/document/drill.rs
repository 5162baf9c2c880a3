//! A drill as a file holds it. It must not know how one is played.

use super::fields::{Fields, Part, Value, When};
use super::{Fault, Start};

/// The version of the format that this program writes.
pub const DRILL: u32 = 1;

/// An incident to be played forward, with the future hidden.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drill {
    /// The version of this format.
    pub version: u32,
    /// One line; it must not give the cause away.
    pub title: String,
    /// 1 (one thing is wrong) to 3 (the obvious answer is the wrong one).
    pub level: u32,
    /// What the person on call knows.
    pub story: String,
    /// The traffic and the alert, as an exercise begins.
    pub start: Start,
    /// How long it lasts, in the place of the scenario's own length; empty: as long as that.
    pub length: String,
    /// What happens, in the place of the scenario's own events; none: those.
    pub events: Vec<Fault>,
    /// The place of the event that is the trouble, from 1.
    pub trouble: u32,
    /// Who calls where no alert does.
    pub call: Option<Call>,
    /// Whether an answer 4xx counts as a failed request here.
    pub counts_4xx: bool,
    /// What may be behind it; one is right.
    pub causes: Vec<Cause>,
    /// What may be done about it; one is right.
    pub remedies: Vec<Remedy>,
    /// What would have told.
    pub clues: Vec<Clue>,
    /// What is to be learnt.
    pub lesson: String,
}

/// People who tell of what no alert has told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Call {
    /// How long after the trouble began, a Prometheus duration.
    pub after: String,
    /// What they say.
    pub says: String,
}

/// A possible cause.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cause {
    /// What is offered.
    pub say: String,
    /// Whether it is the one.
    pub right: bool,
    /// Why or why not, by which evidence.
    pub why: String,
}

/// A possible remedy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remedy {
    /// What is offered.
    pub say: String,
    /// Whether it is the one.
    pub right: bool,
    /// Why or why not.
    pub why: String,
    /// What it does to the scenario; nothing for waiting.
    pub does: Vec<Deed>,
}

/// What a remedy does: it ends an event, or adds one.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// The place of the event that it ends, from 1; 0: none.
    pub end: u32,
    /// The kind of the event that it adds; empty: none.
    pub kind: String,
    /// What that happens to.
    pub target: String,
    /// How long after the remedy was chosen, a Prometheus duration.
    pub after: String,
    /// How long the added event lasts; empty: as long as the drill.
    pub length: String,
    /// As of a fault.
    pub strength: f64,
    /// As of a fault.
    pub amount: Option<f64>,
}

impl Default for Deed {
    fn default() -> Self {
        let text = String::new;
        Self {
            end: 0,
            kind: text(),
            target: text(),
            after: text(),
            length: text(),
            strength: 100.0,
            amount: None,
        }
    }
}

/// Evidence that would have told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clue {
    /// A PromQL expression that returns a series when the pager goes off; empty: `show stat`.
    pub query: String,
    /// What it says.
    pub says: String,
}

impl Part for Drill {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.field("version", When::Needed, Value::Count(&mut self.version));
        to.text("title", &mut self.title);
        to.field("level", When::Needed, Value::Count(&mut self.level));
        to.text("story", &mut self.story);
        to.field("start", When::Needed, Value::Part(&mut self.start));
        to.text_or("length", &mut self.length, "");
        to.field("events", When::Unless(""), Value::Parts(&mut self.events));
        to.field("trouble", When::Needed, Value::Count(&mut self.trouble));
        to.field("call", When::Unless(""), Value::MaybePart(&mut self.call));
        to.flag("counts_4xx", &mut self.counts_4xx);
        to.field("causes", When::Needed, Value::Parts(&mut self.causes));
        to.field("remedies", When::Needed, Value::Parts(&mut self.remedies));
        to.field("clues", When::Needed, Value::Parts(&mut self.clues));
        to.text("lesson", &mut self.lesson);
    }
}

impl Part for Call {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("after", &mut self.after);
        to.text("says", &mut self.says);
    }
}

impl Part for Cause {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("say", &mut self.say);
        to.flag("right", &mut self.right);
        to.text("why", &mut self.why);
    }
}

impl Part for Remedy {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("say", &mut self.say);
        to.flag("right", &mut self.right);
        to.text("why", &mut self.why);
        to.field("does", When::Unless(""), Value::Parts(&mut self.does));
    }
}

impl Part for Deed {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.count("end", &mut self.end, "0");
        to.text_or("kind", &mut self.kind, "");
        to.text_or("target", &mut self.target, "");
        to.text_or("after", &mut self.after, "0s");
        to.text_or("for", &mut self.length, "");
        to.field("strength", When::Unless("100.0"), Value::Number(&mut self.strength));
        to.field("amount", When::Unless(""), Value::Maybe(&mut self.amount));
    }
}

impl Part for Clue {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text_or("query", &mut self.query, "");
        to.text("says", &mut self.says);
    }
}
