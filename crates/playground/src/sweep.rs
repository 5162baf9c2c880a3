//! The sweep that the page looks at: begun when it is asked for, begun again when another rule or other traffic is there, and
//! told once it is whole. It must not know how it is shown.

mod grid;
mod run;
mod sums;

use crate::document::Document;
use crate::edit;
use crate::event::Field;
use crate::learn::{FINEST, Marks, Point, SEEDS, SweepAsk, Swept, Told};
use crate::model::Model;
use crate::picture::Picture;
use crate::plan::Plan;
use quality::Op;
use run::{Run, set};
use series::{format_duration, format_float, parse_duration};
use std::rc::Rc;
pub(crate) use sums::Adding;

/// What is asked for, and what became of it.
#[derive(Default)]
pub(crate) struct Sweep {
    ask: Option<SweepAsk>,
    /// The document that is swept, without what the grid varies.
    base: Option<Document>,
    run: Option<Run>,
    /// What the document's own seed came to: other numbers over the same samples need no traffic anew.
    picture: Option<Rc<Picture>>,
    done: Option<Swept>,
    /// What has not been told yet, the newest.
    news: Option<Told>,
}

impl Sweep {
    /// A sweep is wanted; nothing means that none is.
    pub(crate) fn ask(&mut self, ask: Option<SweepAsk>) {
        let picture = seen(&mut self.run, &mut self.picture).filter(|_| ask.is_some());
        *self = Self { ask, picture, ..Self::default() };
    }

    /// Takes note of the document: what no longer holds is begun again.
    pub(crate) fn follow(&mut self, model: &Model) {
        let Some(ask) = &self.ask else { return };
        let base = match base(model, ask) {
            Ok(base) => base,
            Err(why) => return self.fail(why),
        };
        let marks = self.done.as_ref().map(|it| marks(model, it));
        let holds = self.base.as_ref() == Some(&base);
        match (marks, &mut self.done) {
            (Some(marks), Some(done)) if holds && marks.now.is_some() => {
                if done.marks != marks {
                    done.marks = marks;
                    self.news = Some(Told::Marks(marks));
                }
            }
            (None, _) if holds && self.run.is_some() => {}
            _ => {
                let keep = base.rule().map(|it| parse_duration(&it.keep_firing_for).unwrap_or(0));
                let mut run = Run::new(base.clone(), ask, keep.unwrap_or(0));
                run.first = seen(&mut self.run, &mut self.picture);
                self.run = Some(run);
                self.done = None;
                self.base = Some(base);
            }
        }
    }

    /// Works for one slice; says whether there is more to do.
    pub(crate) fn work(&mut self, model: &Model) -> bool {
        let Some(mut run) = self.run.take() else { return false };
        match run.work(&model.pieces, &own(model)) {
            Ok(true) => {
                self.news = Some(Told::Progress(run.progress()));
                self.run = Some(run);
                return true;
            }
            Ok(false) => self.finish(model, run),
            Err(why) => self.fail(why),
        }
        false
    }

    /// What has not been told yet.
    pub(crate) fn told(&mut self) -> Option<Told> {
        self.news.take()
    }

    fn fail(&mut self, why: String) {
        (self.run, self.done, self.base) = (None, None, None);
        self.news = Some(Told::Wrong(why));
    }

    fn finish(&mut self, model: &Model, run: Run) {
        let (Some(base), Some(ask)) = (&self.base, &self.ask) else { return };
        let Some(rule) = base.rule() else { return };
        let op = Plan::new(base).ok().as_ref().and_then(run::swept);
        let mut swept = Swept {
            rule: rule.alert.clone(),
            thresholds: if run.named { run.thresholds.clone() } else { Vec::new() },
            op: op.map_or("", sign).to_owned(),
            holds: run.holds.clone(),
            keep: rule.keep_firing_for.clone(),
            window: edit::text_of(base, Field::Window).unwrap_or_default(),
            seeds: (base.scenario.seed, ask.train),
            train: Default::default(),
            judged: (ask.judge, Default::default()),
            marks: Marks::default(),
        };
        self.picture.clone_from(&run.first);
        [swept.train, swept.judged.1] = run.finish();
        swept.marks = marks(model, &swept);
        self.done = Some(swept.clone());
        self.news = Some(Told::Sweep(Box::new(swept)));
    }
}

/// The picture of the document's own seed, as far as there is one, out of both.
fn seen(run: &mut Option<Run>, picture: &mut Option<Rc<Picture>>) -> Option<Rc<Picture>> {
    run.take().and_then(|it| it.first).or_else(|| picture.take())
}

/// The document with the rule's numbers as in `point`.
pub(crate) fn applied(document: &Document, point: &Point) -> Result<Document, String> {
    let mut document = with(document, &point.keep, &point.window)?;
    if let Some(threshold) = point.threshold {
        set(&mut document, Field::Threshold, &format_float(threshold))?;
    }
    set(&mut document, Field::For, &format_duration(point.hold))?;
    Ok(document)
}

fn with(document: &Document, keep: &str, window: &str) -> Result<Document, String> {
    let mut document = document.clone();
    for (field, text) in [(Field::KeepFiringFor, keep), (Field::Window, window)] {
        if !text.is_empty() {
            set(&mut document, field, text)?;
        }
    }
    Ok(document)
}

/// What is swept: the document with the numbers that are asked for, without what is looked at and what the grid varies.
fn base(model: &Model, ask: &SweepAsk) -> Result<Document, String> {
    if !(1..=SEEDS).contains(&ask.train) || ask.judge > SEEDS {
        return Err(format!("there are 1 to {SEEDS} seeds to tune on, and 0 to {SEEDS} to judge on"));
    }
    if ask.grid.is_some_and(|it| it.iter().any(|count| !(2..=FINEST).contains(count))) {
        return Err(format!("a grid has 2 to {FINEST} thresholds and as many values of for"));
    }
    let mut base = with(&model.document, &ask.keep, &ask.window)?;
    let view = crate::document::ViewState {
        rule: base.view.rule,
        threshold: base.view.threshold,
        ..Default::default()
    };
    base.view = view;
    set(&mut base, Field::For, "0s")?;
    // Equal for all thresholds; what is compared otherwise stays as it is.
    if run::swept(&Plan::new(&base)?).is_some() {
        set(&mut base, Field::Threshold, "1")?;
    }
    Ok(base)
}

/// Threshold and `for` of the rule, then of the published one; no threshold is NaN.
fn own(model: &Model) -> Vec<(f64, i64)> {
    let document = &model.document;
    let from = document.rule().map(|it| it.from.as_str()).unwrap_or_default();
    let published = model.pieces.alert(from).map(|it| Document {
        rules: vec![it.published.clone()],
        view: crate::document::ViewState::default(),
        ..document.clone()
    });
    let numbers = |it: &Document| {
        let threshold = edit::threshold(it).map_or(f64::NAN, |it| it.1);
        let hold = it.rule().and_then(|it| parse_duration(&it.hold).ok());
        (threshold, hold.unwrap_or(0))
    };
    [Some(document), published.as_ref()].into_iter().flatten().map(numbers).collect()
}

fn marks(model: &Model, swept: &Swept) -> Marks {
    let place = |(threshold, hold): &(f64, i64)| {
        let column = match swept.thresholds.as_slice() {
            [] => 0,
            all => all.iter().position(|it| it == threshold)?,
        };
        let row = swept.holds.iter().position(|it| it == hold)?;
        Some((column as u32, row as u32))
    };
    let own = own(model);
    Marks { now: own.first().and_then(place), published: own.get(1).and_then(place) }
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Greater => ">",
        Op::GreaterOrEqual => ">=",
        Op::Less => "<",
        Op::LessOrEqual => "<=",
    }
}
