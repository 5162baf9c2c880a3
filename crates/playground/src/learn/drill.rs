//! What the study's page asks of a drill, and what it is told: nothing that lies after the drill's clock. It must not know how
//! anything is computed or shown.

use crate::view::Runbook;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DrillAsk {
    /// The list of all drills is wanted.
    List,
    /// A drill is looked at, by its name.
    Look(String),
    /// It begins, under this of its seeds (taken modulo their number).
    Begin(u64),
    /// The clock goes on by so many milliseconds, or until somebody is called.
    Go(i64),
    /// The clock goes on until somebody is called; afterwards, to the end.
    Skip,
    /// An expression is evaluated.
    Query(String),
    /// `show stat` is asked.
    Stat,
    /// The alert's runbook is opened.
    Runbook,
    /// This cause is picked, by its place.
    Cause(u32),
    /// This remedy is applied, by its place.
    Remedy(u32),
    /// The document is wanted that was played.
    Scenario,
    /// Nothing is played any longer.
    Leave,
}

/// What is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DrillTold {
    /// All drills.
    List(Vec<DrillRow>),
    /// The drill that is looked at.
    Brief(Box<Brief>),
    /// How it stands.
    Now(Box<Now>),
    /// What was asked for.
    Evidence(Box<Evidence>),
    /// What a pick came to.
    Picked(Picked),
    /// How it went.
    Debrief(Box<Debrief>),
}

/// One drill of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrillRow {
    /// Its name.
    pub name: String,
    /// 1 (one thing is wrong) to 3 (the obvious answer is the wrong one).
    pub level: String,
    /// One line.
    pub title: String,
}

/// A drill before it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brief {
    /// Its name.
    pub name: String,
    /// One line.
    pub title: String,
    /// What the person on call knows.
    pub story: String,
    /// The alert that is on, with its severity.
    pub alert: (String, String),
    /// Its expression.
    pub expr: String,
    /// The causes and the remedies that are offered.
    pub causes: Vec<String>,
    /// See `causes`.
    pub remedies: Vec<String>,
}

/// How far a drill has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// It is being computed.
    #[default]
    Loading,
    /// Nobody was called yet.
    Watch,
    /// Somebody was called, and nothing was done yet.
    Called,
    /// A remedy was applied.
    Treated,
    /// It is over.
    Over,
}

/// How a drill stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Now {
    /// How far it has come.
    pub phase: Phase,
    /// The clock: milliseconds since the Unix epoch, and as it is read.
    pub time: i64,
    /// See `time`.
    pub clock: String,
    /// Who called, when, and what they said.
    pub call: Option<(String, String)>,
    /// Instances that are pending or fire: name, state, since, and value.
    pub active: Vec<(String, String, String, String)>,
    /// The annotations of the first of them.
    pub annotations: Vec<(String, String)>,
    /// Messages so far, newest first: when, and what.
    pub messages: Vec<(String, String)>,
    /// The last hour of the alert's left side.
    pub chart: Chart,
}

/// The alert's left side up to now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// The first value's time, milliseconds since the Unix epoch, and the distance of two.
    pub from: i64,
    /// See `from`.
    pub step: i64,
    /// What is compared with, as it is written, and its value.
    pub threshold: Option<(String, f64)>,
    /// The series: name, and values; NaN where there is none.
    pub series: Vec<(String, Vec<f32>)>,
    /// How many series more there are.
    pub more: u32,
}

/// What a question came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Evidence {
    /// An expression: its text, when, its rows of labels and value, how many rows more there are; or what is wrong with it.
    Query(String, String, Result<(Vec<(String, String)>, u32), String>),
    /// `show stat`: of when, and what HAProxy prints.
    Stat(String, String),
    /// The runbook, filled.
    Runbook(Box<Runbook>),
}

/// What a pick came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picked {
    /// Whether it is a remedy, else a cause.
    pub remedy: bool,
    /// Its place.
    pub place: u32,
    /// Whether it is the right one; of a remedy that is said in the end.
    pub right: Option<bool>,
    /// Why, or why not.
    pub why: String,
}

/// How a drill went.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Debrief {
    /// Whether cause and remedy were right; none where nothing was picked.
    pub cause: Option<bool>,
    /// See `cause`.
    pub remedy: Option<bool>,
    /// The right cause, and why.
    pub causes: (String, String),
    /// The remedy that was applied, if one was, and why it was right or wrong.
    pub applied: (String, String),
    /// The right remedy, and why.
    pub remedies: (String, String),
    /// What happened when: what, and when, in order.
    pub times: Vec<(String, String)>,
    /// What it cost: whose answer, requests, share of the budget.
    pub costs: Vec<(String, f64, f64)>,
    /// What would have told: how it is asked, what it said when somebody was called, what that means.
    pub clues: Vec<(String, String, String)>,
    /// How many questions were asked.
    pub asked: u32,
    /// What is to be learnt.
    pub lesson: String,
}
