//! What every rule of the document comes to under the same samples: the selected one at once, the others one after the
//! other behind it. It must not know how a row looks.

use crate::document::{Document, Rule, ViewState};
use crate::job::Job;
use crate::model::Model;
use crate::picture::{Picture, States};
use crate::plan::{Plan, Route};
use alerting::{Episode, State};
use plot::{LaneState, NoticeKind, Span};
use promql::{Semantics, Steps};
use series::Store;
use std::rc::Rc;

/// What a rule comes to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    /// The worst state of all its instances, over the whole scenario.
    pub bars: Vec<(LaneState, Span)>,
    /// Firing episodes of all instances.
    pub episodes: usize,
    /// How often a person is paged: messages that are the first of a group at severity critical.
    pub pages: usize,
    /// The pages there would be without grouping.
    pub ungrouped: usize,
    /// When it fires first.
    pub first: Option<i64>,
    /// How many findings lint has.
    pub findings: usize,
    /// Why it could not be evaluated; empty when it could.
    pub error: String,
    /// Its instances, state by state.
    pub states: Rc<States>,
}

/// The rules with what is known of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    base: Option<Base>,
    rows: Vec<Row>,
    /// Raised when what was being computed no longer counts.
    generation: u32,
}

/// A rule, what it came to, and whether that still holds.
#[derive(Clone, Debug)]
struct Row {
    rule: Rule,
    tally: Option<Rc<Tally>>,
    holds: bool,
}

/// What all rules are evaluated over and looked at with.
#[derive(Clone, Debug)]
struct Base {
    store: Rc<Store>,
    steps: Steps,
    semantics: Semantics,
    route: Route,
    /// The names and expressions of all rules, which lint looks at beside a rule.
    names: Vec<(String, String)>,
}

impl Base {
    fn of(document: &Document, picture: &Picture) -> Self {
        let Plan { steps, semantics, .. } = *picture.plan;
        let names = document.rules.iter().map(|it| (it.alert.clone(), it.expr.clone())).collect();
        let route = picture.plan.route.clone();
        Self { store: Rc::clone(&picture.store), steps, semantics, route, names }
    }

    fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.store, &other.store)
            && self.steps == other.steps
            && self.semantics == other.semantics
            && self.route == other.route
            && self.names == other.names
    }
}

/// A rule that is being evaluated.
pub(crate) struct GroupJob {
    idx: usize,
    generation: u32,
    job: Job,
}

impl Group {
    /// What is known of rule `idx`, perhaps of an older document.
    pub(crate) fn tally(&self, idx: usize) -> Option<&Tally> {
        self.rows.get(idx)?.tally.as_deref()
    }

    /// How much of it holds, 0 to 1.
    pub(crate) fn progress(&self) -> f32 {
        let open = self.rows.iter().filter(|it| !it.holds).count();
        1.0 - open as f32 / self.rows.len().max(1) as f32
    }

    /// Takes note of the document and its finished picture, and of the `published` rule that the selected one is compared
    /// with. What was found of a rule that is still the same is kept, until something newer is known.
    fn follow(&mut self, document: &Document, published: Option<&Rule>, picture: &Picture) {
        let base = Base::of(document, picture);
        let same = self.base.as_ref().is_some_and(|it| it.is(&base));
        let rules = || document.rules.iter().chain(published);
        if same && self.rows.iter().map(|it| &it.rule).eq(rules()) {
            return;
        }
        // Lint has no say in what the published rule comes to.
        let alike =
            self.base.as_ref().is_some_and(|it| Rc::ptr_eq(&it.store, &base.store) && it.steps == base.steps);
        let old = std::mem::take(&mut self.rows);
        let row = |(idx, rule): (usize, &Rule)| {
            let own = old.get(idx).filter(|it| it.rule == *rule);
            let known = own.or_else(|| old.iter().find(|it| it.rule == *rule));
            Row {
                rule: rule.clone(),
                tally: known.and_then(|it| it.tally.clone()),
                holds: (same || (alike && idx >= document.rules.len())) && own.is_some_and(|it| it.holds),
            }
        };
        self.rows = rules().enumerate().map(row).collect();
        self.base = Some(base);
        self.generation = self.generation.wrapping_add(1);
    }

    fn put(&mut self, idx: usize, tally: Tally) {
        if let Some(row) = self.rows.get_mut(idx) {
            row.tally = Some(Rc::new(tally));
            row.holds = true;
        }
    }
}

/// Brings the selected rule's row up to date with its picture.
pub(crate) fn follow(model: &mut Model) {
    let Some(picture) = model.picture.clone() else { return };
    let published = published(model).cloned();
    model.group.follow(&model.document, published.as_ref(), &picture);
    let idx = model.document.view.rule as usize;
    let shown = model.document.rule().and_then(|it| crate::plan::rule(it).ok());
    // The picture is an older one where the rule cannot run.
    let is_shown = shown.is_some_and(|it| it == picture.plan.rule);
    if is_shown && model.group.rows.get(idx).is_some_and(|it| !it.holds) {
        let findings = crate::findings::find(model).len();
        model.group.put(idx, tally(&picture, findings));
    }
}

/// The selected rule as it was published, where it has been edited.
fn published(model: &Model) -> Option<&Rule> {
    let rule = model.document.rule()?;
    let published = &model.pieces.alert(&rule.from)?.published;
    (published != rule).then_some(published)
}

/// What the published rule comes to, where the selected one was edited and that is known.
pub(crate) fn before_the_edit(model: &Model) -> Option<&States> {
    published(model)?;
    model.group.tally(model.document.rules.len()).filter(|it| it.error.is_empty()).map(|it| &*it.states)
}

/// The evaluation of the next rule of which nothing is known, if there is one.
pub(crate) fn next(model: &mut Model) -> Option<GroupJob> {
    let picture = model.picture.clone()?;
    while let Some(idx) = model.group.rows.iter().position(|it| !it.holds) {
        let begun = plan(model, idx).and_then(|plan| Job::new(Rc::new(plan), Some(&picture), None));
        match begun {
            Ok(job) => return Some(GroupJob { idx, generation: model.group.generation, job }),
            Err(error) => model.group.put(idx, Tally { error, ..Tally::default() }),
        }
    }
    None
}

/// The plan of rule `idx`, without what only a chart shows.
fn plan(model: &Model, idx: usize) -> Result<Plan, String> {
    let view = ViewState { rule: idx as u32, ..ViewState::default() };
    let mut document = Document { view, ..model.document.clone() };
    document.rules.extend(published(model).cloned());
    let mut plan = Plan::new(&document)?;
    plan.inputs.clear();
    Ok(plan)
}

impl GroupJob {
    /// Whether what it computes still counts.
    pub(crate) fn counts(&self, model: &Model) -> bool {
        self.generation == model.group.generation
    }

    /// Works for one slice; says whether there is more to do.
    pub(crate) fn work(&mut self) -> bool {
        self.job.work()
    }

    /// See [`Job::spent`].
    pub(crate) fn spent(&self) -> u64 {
        self.job.spent()
    }

    /// Writes down what the rule came to.
    pub(crate) fn finish(self, model: &mut Model) {
        let idx = self.idx;
        let Some(picture) = self.job.finish() else { return };
        let own = idx < model.document.rules.len();
        let findings = if own { crate::findings::count(&picture, &model.document, idx) } else { 0 };
        model.group.put(idx, tally(&picture, findings));
    }
}

fn tally(picture: &Picture, findings: usize) -> Tally {
    let states = &picture.states;
    let (pages, ungrouped) = pages(states);
    Tally {
        bars: worst(picture),
        episodes: states.episodes.len(),
        pages,
        ungrouped,
        first: states.episodes.iter().map(|it| it.from).min(),
        findings,
        error: picture.columns.error.clone(),
        states: Rc::clone(states),
    }
}

/// How often a person is paged, and how often it would be without grouping.
pub(crate) fn pages(states: &States) -> (usize, usize) {
    let pages = states.notes.iter().filter(|it| it.kind == NoticeKind::Page).count();
    let critical = |it: &&Episode| it.labels.value("severity") == Some("critical");
    (pages, states.episodes.iter().filter(critical).count())
}

/// The states of all instances as one.
fn worst(picture: &Picture) -> Vec<(LaneState, Span)> {
    let spans = picture.states.timeline.instances.iter().flat_map(|it| &it.spans);
    let bars = spans.filter_map(|it| Some((lane_state(it.state)?, Span { from: it.from, to: it.to })));
    joined(&bars.collect::<Vec<_>>())
}

/// A state as a lane shows it; nothing where nothing is shown.
pub(crate) fn lane_state(state: State) -> Option<LaneState> {
    match state {
        State::Inactive => None,
        State::Pending => Some(LaneState::Pending),
        State::Firing => Some(LaneState::Firing),
        State::Kept => Some(LaneState::Kept),
    }
}

/// The bars of several lanes as those of one: what is drawn later lies above, so that firing covers pending.
pub(crate) fn joined(bars: &[(LaneState, Span)]) -> Vec<(LaneState, Span)> {
    let mut all = Vec::new();
    for state in [LaneState::Pending, LaneState::Kept, LaneState::Firing] {
        let mut spans: Vec<Span> = bars.iter().filter(|it| it.0 == state).map(|it| it.1).collect();
        series::sort_by(&mut spans, &|a, b| a.from.cmp(&b.from));
        all.extend(merged(&spans, 0).into_iter().map(|span| (state, span)));
    }
    all
}

/// Spans in the order of their starts, those that lie no further apart than `gap` as one.
pub(crate) fn merged(spans: &[Span], gap: i64) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.from <= last.to.saturating_add(gap) => last.to = last.to.max(span.to),
            _ => joined.push(*span),
        }
    }
    joined
}
