//! The scorecard: each measure with its number, what it rests on, and what stands behind it. It must not measure
//! anything.

use crate::limits::ROWS;
use crate::scene::Scene;
use crate::score::{Scored, Source, before};
use crate::view::{Score, ScoreCell, ScoreRow};
use crate::words;
use quality::{Found, Measure, Scorecard, Verdict};
use series::format_clock;

/// The measures in the order of the page: the strip's first, those behind "more" after them.
const ORDER: [Measure; Measure::COUNT] = [
    Measure::Precision,
    Measure::Recall,
    Measure::Detection,
    Measure::Reset,
    Measure::FalsePages,
    Measure::PendingInVain,
    Measure::DetectionWorst,
    Measure::ResetWorst,
    Measure::Fragmentation,
    Measure::Flapping,
    Measure::Pages,
    Measure::BudgetSpent,
    Measure::FiringOutside,
];

/// What each measure is, in the order of [`Measure`].
const ABOUT: [&str; Measure::COUNT] = [
    "Episodes that began in an incident that counts, of all. What fired already when it began found nothing.",
    "Incidents in which an episode began, of all that count.",
    "From an incident's start to the first episode that found it. Missed incidents are not in it.",
    "The slowest of them.",
    "From an incident's end until its last episode is over, of those that outlasted it.",
    "The slowest of them.",
    "Episodes for each incident that was found. More than one page for one cause is noise.",
    "Instances that change between firing and not four times within 20 evaluations.",
    "Episodes a day, of all instances, before grouping.",
    "Episodes that found no incident.",
    "Time in pending that never became firing, of all instances.",
    "The most of the error budget that was spent before an incident was found.",
    "Firing time outside of all incidents that count. A rule that always fires is near 100%.",
];

pub(super) fn score(scene: &Scene<'_>, scored: &Scored) -> Score {
    let rows = Rows::new(scene, scored);
    let cell = |measure: Measure| {
        let value = scored.card.get(measure);
        ScoreCell {
            name: if measure == Measure::FalsePages { "False pages" } else { measure.title() }.to_owned(),
            figure: figure(scene, measure, &scored.card),
            basis: if value.is_some() { basis(scene, scored, measure) } else { String::new() },
            note: match value {
                None => measure.why_undefined().to_owned(),
                Some(_) => worst(scene, scored, measure),
            },
            about: ABOUT[measure as usize].to_owned(),
            behind: rows.behind(scored, measure),
        }
    };
    Score { cells: ORDER.into_iter().map(cell).collect(), rows: rows.all }
}

/// What the rule as published is worth, where it was edited and that is known.
pub(super) fn published(scene: &Scene<'_>, scored: &Scored) -> Vec<String> {
    let card = before(scene.model, scored);
    card.map(|it| ORDER.map(|measure| figure(scene, measure, &it)).to_vec()).unwrap_or_default()
}

/// A measure's number as people read it.
fn figure(scene: &Scene<'_>, measure: Measure, card: &Scorecard) -> String {
    let Some(value) = card.get(measure) else { return "n/a".to_owned() };
    if measure == Measure::FalsePages {
        // As many as there were: a day's worth of them stands below.
        return words::figure((value * days(scene)).round());
    }
    words::measured(measure.unit(), value)
}

fn days(scene: &Scene<'_>) -> f64 {
    let steps = scene.picture.plan.steps;
    steps.len() as f64 * steps.step as f64 / 86_400_000.0
}

/// What a number rests on.
fn basis(scene: &Scene<'_>, scored: &Scored, measure: Measure) -> String {
    let card = &scored.card;
    let range = scene.range();
    let within = || format!("in {}", words::span(range.to - range.from));
    match measure {
        Measure::Precision => format!("{} of {}", card.caught, card.episodes),
        Measure::Recall => format!("{} of {}", card.found(), card.incidents.len()),
        Measure::Detection | Measure::Reset => "median".to_owned(),
        Measure::FalsePages => within(),
        Measure::Pages => format!("{} {}", card.episodes, within()),
        Measure::PendingInVain => words::count(scored.vain.len(), "time"),
        Measure::Fragmentation => "1 is ideal".to_owned(),
        Measure::Flapping => {
            format!("of {}", words::count(scene.picture.states.timeline.instances.len(), "instance"))
        }
        Measure::BudgetSpent => {
            format!("of 30d at {}%", series::format_general(scene.model.document.slo))
        }
        _ => String::new(),
    }
}

/// The worst case behind a number.
fn worst(scene: &Scene<'_>, scored: &Scored, measure: Measure) -> String {
    let most = |worst: Measure| {
        let is_one = scored.card.get(worst) == scored.card.get(measure);
        if is_one { String::new() } else { format!("at most {}", figure(scene, worst, &scored.card)) }
    };
    match measure {
        Measure::Precision if scored.card.already > 0 => format!("{} fired already", scored.card.already),
        Measure::Recall => {
            let mut found = scored.counting.iter().zip(&scored.card.incidents);
            let missed = found.find(|(_, it)| !it.is_found()).map(|(idx, _)| &scored.labels[*idx]);
            let said = |from: i64| format_clock(from).chars().take(5).collect::<String>();
            missed.map(|it| format!("missed: {}, {}", it.title, said(it.incident.from))).unwrap_or_default()
        }
        Measure::Detection => most(Measure::DetectionWorst),
        Measure::Reset => most(Measure::ResetWorst),
        Measure::FalsePages => {
            let a_day = scored.card.get(measure).filter(|it| *it > 0.0);
            a_day.map(|it| format!("{} a day", words::figure(it))).unwrap_or_default()
        }
        Measure::PendingInVain => {
            let longest = scored.vain.iter().map(|it| it.2 - it.1).max();
            longest.map(|it| format!("longest {}", words::span(it))).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// What an episode was good for, and whether that is as it should be.
pub(super) fn verdict(it: Verdict) -> (&'static str, bool) {
    match it {
        Verdict::Caught(_) => ("caught", true),
        Verdict::Already(_) => ("was firing already", false),
        Verdict::False => ("false page", false),
    }
}

/// All rows: incidents that count, then episodes, then what was pending in vain.
struct Rows {
    all: Vec<ScoreRow>,
    incidents: usize,
    episodes: usize,
}

impl Rows {
    fn new(scene: &Scene<'_>, scored: &Scored) -> Self {
        let mut all: Vec<ScoreRow> = Vec::new();
        let row = |title: &str, (from, to): (i64, i64), (note, good): (String, bool), slot, fault| ScoreRow {
            title: title.to_owned(),
            time: format_clock(from),
            note,
            good,
            span: (from, to),
            about: (slot, fault),
        };
        let incidents = scored.counting.iter().zip(&scored.card.incidents).take(ROWS);
        for (idx, found) in incidents {
            let it = &scored.labels[*idx];
            let fault = match it.source {
                Source::Fault(idx) => Some(idx as u32),
                Source::Own(_) => None,
            };
            let said = (became(found, it.incident.severity), found.is_found());
            all.push(row(&it.title, (it.incident.from, it.incident.to), said, None, fault));
        }
        let incidents = all.len();
        for (episode, judged) in scene.picture.states.episodes.iter().zip(&scored.verdicts).take(ROWS) {
            let slot = scene.slot_of(&episode.labels);
            let name = slot.map_or_else(|| episode.labels.to_string(), |it| scene.names[it].clone());
            let (word, good) = verdict(*judged);
            let cause = match judged {
                Verdict::Caught(idx) | Verdict::Already(idx) => scored.counting.get(*idx),
                Verdict::False => None,
            };
            let cause = cause.map(|idx| format!(": {}", scored.labels[*idx].title)).unwrap_or_default();
            let said = (format!("{word}{cause}"), good);
            all.push(row(&name, (episode.from, episode.to), said, slot.map(|it| it as u32), None));
        }
        let episodes = all.len();
        for (instance, from, to) in scored.vain.iter().take(ROWS) {
            let labels = &scene.picture.states.timeline.instances[*instance].labels;
            let slot = scene.slot_of(labels);
            let name = slot.map_or_else(|| labels.to_string(), |it| scene.names[it].clone());
            let said = (format!("pending for {}", words::span(to - from)), false);
            all.push(row(&name, (*from, *to), said, slot.map(|it| it as u32), None));
        }
        Self { all, incidents, episodes }
    }

    /// The places of the rows behind `measure`.
    fn behind(&self, scored: &Scored, measure: Measure) -> Vec<u32> {
        use Measure::{
            BudgetSpent, Detection, DetectionWorst, FalsePages, FiringOutside, Fragmentation, PendingInVain,
            Recall, Reset, ResetWorst,
        };
        let found = |idx: usize| scored.card.incidents.get(idx).copied().unwrap_or_default();
        let places: Vec<usize> = match measure {
            Recall => (0..self.incidents).collect(),
            Detection | DetectionWorst | Fragmentation | BudgetSpent => {
                (0..self.incidents).filter(|it| found(*it).is_found()).collect()
            }
            Reset | ResetWorst => (0..self.incidents).filter(|it| found(*it).reset.is_some()).collect(),
            PendingInVain => (self.episodes..self.all.len()).collect(),
            FalsePages | FiringOutside => {
                (self.incidents..self.episodes).filter(|it| !self.all[*it].good).collect()
            }
            _ => (self.incidents..self.episodes).collect(),
        };
        places.into_iter().map(|it| it as u32).collect()
    }
}

/// What became of an incident.
fn became(found: &Found, severity: f64) -> String {
    let mut said = match found.detection {
        Some(delay) => format!("found after {}", words::span(delay)),
        None if found.already > 0 => "missed: was firing already".to_owned(),
        None => "missed".to_owned(),
    };
    if let Some(reset) = found.reset {
        said += &format!(", over {} after its end", words::span(reset));
    }
    if found.episodes > 1 {
        said += &format!(", {} episodes", found.episodes);
    }
    if severity > 0.0 {
        said += &format!(", {}% of requests", words::figure((severity * 1000.0).round() / 10.0));
    }
    said
}
