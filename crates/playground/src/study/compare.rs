//! Two rules on the same traffic: computed when it is asked for, again when the document has changed, and told once it is
//! whole. It must not know how it is shown.

mod lanes;
mod pairs;
mod run;
mod which;

use crate::document::Document;
use crate::learn::{Choices, CompareAsk, SEEDS, Told};
use crate::model::Model;
use run::{Pair, Run};
pub(super) use which::taken;

/// What is asked for, and what became of it.
#[derive(Default)]
pub(super) struct Compare {
    /// Whether anybody wants to know what there is to compare, and what was told of it last.
    choices: Option<Choices>,
    ask: Option<CompareAsk>,
    /// What is compared, or why it cannot be.
    pair: Option<Result<Pair, String>>,
    run: Option<Run>,
    told: Vec<Told>,
}

impl Compare {
    /// From now on it is told what there is to compare.
    pub(super) fn begin(&mut self) {
        self.choices = Some(Choices::default());
    }

    /// A comparison is wanted.
    pub(super) fn ask(&mut self, ask: CompareAsk) {
        *self = Self { choices: self.choices.take(), ask: Some(ask), ..Self::default() };
    }

    /// Takes note of the document: what no longer holds is begun again.
    pub(super) fn follow(&mut self, model: &Model) {
        if let Some(known) = &mut self.choices {
            let choices = which::choices(&model.document, &model.pieces);
            if *known != choices {
                known.clone_from(&choices);
                self.told.push(Told::Choices(choices));
            }
        }
        let Some(ask) = &self.ask else { return };
        let pair = pair(model, ask);
        if self.pair.as_ref() == Some(&pair) {
            return;
        }
        self.run = None;
        match &pair {
            Ok(pair) => self.run = Some(Run::new(pair.clone(), ask.seeds)),
            Err(why) => self.news(Told::Wrong(why.clone())),
        }
        self.pair = Some(pair);
    }

    /// Works for one slice; says whether there is more to do.
    pub(super) fn work(&mut self, model: &Model) -> bool {
        let Some(mut run) = self.run.take() else { return false };
        match run.work(&model.pieces) {
            Ok(true) => {
                self.news(Told::Progress(run.progress()));
                self.run = Some(run);
                return true;
            }
            Ok(false) => self.news(Told::Compared(Box::new(run.finish()))),
            Err(why) => {
                self.pair = Some(Err(why.clone()));
                self.news(Told::Wrong(why));
            }
        }
        false
    }

    /// What has not been told yet.
    pub(super) fn told(&mut self) -> Vec<Told> {
        std::mem::take(&mut self.told)
    }

    /// Tells this in the place of what was told of a comparison before.
    fn news(&mut self, told: Told) {
        self.told.retain(|it| matches!(it, Told::Choices(_)));
        self.told.push(told);
    }
}

/// What is compared, without what is only looked at.
fn pair(model: &Model, ask: &CompareAsk) -> Result<Pair, String> {
    if !(1..=SEEDS).contains(&ask.seeds) {
        return Err(format!("there are 1 to {SEEDS} seeds to compare on"));
    }
    let of = |idx: usize, letter: &str| {
        let which = &ask.rules[idx];
        which::with(&model.document, &model.pieces, which).map_err(|why| format!("{letter}: {why}"))
    };
    let view = which::bare(&model.document.view);
    let judged = Document { view, ..model.document.clone() };
    let names = [0, 1].map(|idx| which::name(&model.document, &ask.rules[idx]));
    Ok(Pair { judged, rules: [of(0, "A")?, of(1, "B")?], names })
}
