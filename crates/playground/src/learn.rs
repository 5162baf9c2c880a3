//! What the study's page asks its own engine, and what it is told. Both are fetched when they are first opened
//! (ADR 021). It must not know how anything is computed or shown.

mod compare;
mod drill;

use serde::{Deserialize, Serialize};

pub use compare::{Changed, Choices, CompareAsk, Compared, Fired, Lanes, Stretch, Which};
pub use drill::{Brief, Chart, Debrief, DrillAsk, DrillRow, DrillTold, Evidence, Now, Phase, Picked};
pub use plot::{LaneState, Span};
pub use quality::{Better, Cell, Measure, Unit, front};

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// The document at hand is this one, as YAML.
    Document(String),
    /// A sweep of the selected rule; it is kept up to date until another is asked for.
    Sweep(SweepAsk),
    /// The document is wanted with the numbers of a point.
    Apply(Point),
    /// What there is to compare is wanted, and whenever that changes.
    Choices,
    /// Two rules on the same traffic; they are kept up to date until others are asked for.
    Compare(CompareAsk),
    /// The document is wanted with this rule: selected where it is the document's, else in the place of the selected one.
    Take(Which),
    /// Nothing is swept, compared or checked any longer; once that is so, [`Told::Closed`] is told.
    Close,
    /// The list of all exercises is wanted.
    Exercises,
    /// An exercise is looked at, by its name; the empty name is the one that the document carries.
    Look(String),
    /// The document is wanted that the exercise begins with which is looked at.
    Begin,
    /// The document is wanted with the rules of that exercise's solution.
    Solve,
    /// The document's rules are to be judged by that exercise's goals.
    Check,
    /// Something of a drill.
    Drill(DrillAsk),
    /// A piece of the catalogue has come, or why it cannot be had: from whoever fetches.
    Piece(String, Result<Vec<u8>, String>),
}

/// A sweep over threshold and `for`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepAsk {
    /// `keep_firing_for`, as a person writes it; empty: as in the rule.
    pub keep: String,
    /// The range window likewise.
    pub window: String,
    /// How many seeds it is tuned on, 1 to [`SEEDS`]; the document's own is the first.
    pub train: u32,
    /// On how many others it is judged, 0 to [`SEEDS`].
    pub judge: u32,
    /// How many thresholds and values of `for`, 2 to [`FINEST`] each, the rule's own on top; as many as are good to look at where
    /// nothing is said.
    pub grid: Option<[u32; 2]>,
}

/// The most thresholds, and the most values of `for`, that can be asked for.
pub const FINEST: u32 = 64;

/// The most seeds of each kind.
pub const SEEDS: u32 = 50;

/// A point of the grid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The threshold; none where the rule has none to set.
    pub threshold: Option<f64>,
    /// `for`, in milliseconds.
    pub hold: i64,
    /// `keep_firing_for` and the window as in [`SweepAsk`].
    pub keep: String,
    /// See [`SweepAsk::window`].
    pub window: String,
}

/// What is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// Nothing goes on of what was asked before [`Ask::Close`], and nothing more is told of it.
    Closed,
    /// How far the sweep or the comparison has come, 0 to 1.
    Progress(f32),
    /// A whole sweep.
    Sweep(Box<Swept>),
    /// Where the rule stands in the sweep that was told last.
    Marks(Marks),
    /// What there is to compare.
    Choices(Choices),
    /// A whole comparison.
    Compared(Box<Compared>),
    /// Why there is none of what was asked for.
    Wrong(String),
    /// The document that was wanted, as YAML.
    Document(String),
    /// All exercises.
    Exercises(Vec<ExerciseRow>),
    /// The exercise that is looked at.
    Exercise(Box<Exercise>),
    /// How far the check has come, 0 to 1.
    Checking(f32),
    /// What it came to.
    Verdict(Verdict),
    /// Something of a drill.
    Drill(DrillTold),
}

/// One exercise of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExerciseRow {
    /// Its name in files and links.
    pub name: String,
    /// 1 (first steps) to 3.
    pub level: String,
    /// One line.
    pub title: String,
}

/// An exercise as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exercise {
    /// Its name; empty where the document brings its own.
    pub name: String,
    /// One line.
    pub title: String,
    /// What has happened, and what is asked.
    pub story: String,
    /// From a nudge to nearly all of it.
    pub hints: Vec<String>,
    /// What must hold, as the exercise writes it, with its seeds.
    pub goals: Vec<String>,
    /// The rules of the solution as YAML, and why they are right.
    pub solution: (String, String),
    /// Whether the document at hand is an answer to it.
    pub begun: bool,
}

/// What a check came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether all goals are reached.
    pub passed: bool,
    /// Each goal: as it is written, whether it is reached, what is missing, and what that rests on.
    pub goals: Vec<(String, bool, String, Vec<String>)>,
}

/// A whole sweep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Swept {
    /// The rule's name.
    pub rule: String,
    /// The thresholds, ascending; empty where the rule compares with no number that could be swept.
    pub thresholds: Vec<f64>,
    /// How the side compares with them: `>`.
    pub op: String,
    /// The values of `for`, ascending, in milliseconds.
    pub holds: Vec<i64>,
    /// `keep_firing_for` and window, as they were swept; the window is empty where the expression has none.
    pub keep: String,
    /// See `keep`.
    pub window: String,
    /// The first seed, and how many it was tuned on.
    pub seeds: (u64, u32),
    /// What the cells came to on those.
    pub train: Sums,
    /// And on how many others, if any.
    pub judged: (u32, Sums),
    /// Where the rule stands.
    pub marks: Marks,
}

/// What several seeds came to: for each measure all thresholds of the first `for`, then of the next. NaN is undefined.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sums {
    /// The mean.
    pub mean: Vec<f32>,
    /// The least.
    pub least: Vec<f32>,
    /// The greatest.
    pub greatest: Vec<f32>,
}

/// The places of thresholds and `for` on the grid, where they are on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// As the rule is.
    pub now: Option<(u32, u32)>,
    /// As it was published.
    pub published: Option<(u32, u32)>,
}

impl Ask {
    /// Its bytes.
    pub fn write(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// What `bytes` ask, if they ask anything.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

impl Told {
    /// Its bytes.
    pub fn write(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// What `bytes` tell, if they tell anything.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

impl Swept {
    /// How many columns the grid has: one where nothing is compared.
    pub fn columns(&self) -> usize {
        self.thresholds.len().max(1)
    }

    /// The cells of `sums` as their means.
    pub fn cells(&self, sums: &Sums) -> Vec<Cell> {
        let count = self.columns() * self.holds.len();
        let value = |measure: usize, idx: usize| {
            sums.mean.get(measure * count + idx).map(|it| f64::from(*it)).filter(|it| !it.is_nan())
        };
        let cell = |idx| Cell { values: std::array::from_fn(|measure| value(measure, idx)) };
        (0..count).map(cell).collect()
    }
}
