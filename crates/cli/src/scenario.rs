//! A scenario by path, name, alert or link, run to its end. It must not know what is printed of it.

mod recording;

use crate::failure::Failure;
use crate::input;
use alerting::RuleFile;
use playground::document::{self, Document};
use playground::event::Event;
use playground::picture::Picture;
use playground::score::Scored;
use playground::view::Part;
use playground::{App, bundled, share};
use plot::draw::{Palette, Scene};
use std::path::Path;

/// What a person named.
pub(crate) struct Found {
    /// The document.
    pub document: Document,
    /// The rule file that its rules come from, if they come from one.
    pub rules: Option<RuleFile>,
}

/// What a person named, as a document: a file's path, else a bundled scenario or alert, else a link.
pub(crate) fn find(name: &str, rule_file: Option<&Path>) -> Result<Found, Failure> {
    let mut document = if Path::new(name).is_file() {
        let text = read(Path::new(name))?;
        document::read(&text).map_err(|err| Failure::Input(format!("{name}: {err}")))?
    } else if let Some(document) = bundled::alert_document(name).or_else(|| bundled::scenario_document(name))
    {
        document
    } else if let Some((_, fragment)) = name.rsplit_once('#').or(name.starts_with("1.").then_some(("", name)))
    {
        share::decode(fragment).map_err(|err| Failure::Input(err.to_string()))?
    } else {
        let known: Vec<_> = bundled::scenario_names().collect();
        let known = known.join(", ");
        return Err(Failure::Input(format!("{name}: no such file, and bundled are: {known}")));
    };
    let mut rules = None;
    if let Some(path) = rule_file {
        let text = read(path)?;
        let wrong = |err: String| Failure::Input(format!("{}: {err}", path.display()));
        document.rules = bundled::rules_of_file(&text).map_err(wrong)?;
        // Those of the file are evaluated beforehand.
        document.recordings.clear();
        document.view.rule = 0;
        rules = Some(alerting::parse_rules(&text).map_err(|err| wrong(err.to_string()))?);
    }
    Ok(Found { document, rules })
}

fn read(path: &Path) -> Result<String, Failure> {
    input::file(path).map_err(|err| Failure::Input(format!("{}: {err}", path.display())))
}

/// What came of a whole run.
pub(crate) struct Outcome {
    /// The picture.
    pub picture: Picture,
    /// The fingerprint of the view.
    pub fingerprint: String,
    /// The chart as the page has it.
    pub chart: Chart,
    /// What lint finds.
    pub findings: Vec<lint::Finding>,
    /// What the selected rule is worth.
    pub scored: Option<Scored>,
}

/// The parts of the view that a chart is drawn from.
#[derive(Default)]
pub(crate) struct Chart {
    frame: Option<plot::Frame>,
    lines: plot::Lines,
    states: plot::States,
    faults: Vec<plot::FaultBar>,
    cursor: Option<i64>,
    /// The result in a sentence or two.
    summary: String,
}

impl Chart {
    fn of(parts: Vec<Part>) -> Self {
        let mut chart = Self::default();
        for part in parts {
            match part {
                Part::Head(head) => chart.summary = head.summary,
                Part::Frame(frame) => chart.frame = Some(frame),
                Part::Lines(lines) => chart.lines = lines,
                Part::States(states) => chart.states = states,
                Part::Faults(faults) => chart.faults = faults,
                Part::Readout(readout) => chart.cursor = readout.map(|it| it.time),
                _ => {}
            }
        }
        chart
    }

    /// The chart as an SVG so many pixels wide.
    pub(crate) fn svg(&self, width: u32, look: Look) -> Result<String, Failure> {
        let frame = self.frame.as_ref().ok_or_else(|| Failure::Input("there is no chart".to_owned()))?;
        let width = f64::from(width);
        let layout = plot::Layout::new(width, &self.states, self.lines.inputs.len());
        let palette = Palette::light();
        let scene = Scene::new(&layout, frame, &self.lines, &self.states, &self.faults, &palette);
        let scene = Scene { cursor: self.cursor, ..scene };
        let text = match look {
            Look::File => plot::svg(scene, false),
            Look::Tokens => plot::svg(scene, true),
            Look::Stretch => plot::stretching(scene, &self.summary),
            // Three to one, as wide and high as a card of the page has room for.
            Look::Small => plot::small(scene, (width, (width * 0.36).floor())),
        };
        text.map_err(Failure::Input)
    }
}

/// What a chart is drawn for.
#[derive(Clone, Copy)]
pub(crate) enum Look {
    /// A file of its own.
    File,
    /// A place in a page of this width, in the colours of its tokens.
    Tokens,
    /// A place in a page whose width is not known.
    Stretch,
    /// A small place among others: the shapes alone.
    Small,
}

/// Runs a document to its end, as the page does, over what the recording rules of its rule file write too.
pub(crate) fn run(found: &Found) -> Result<Outcome, Failure> {
    let Found { document, rules } = found;
    let beforehand = rules.as_ref().map(|rules| recording::beforehand(rules, document)).transpose();
    let mut app = App::with(beforehand.map_err(Failure::Input)?.flatten());
    app.handle(Event::Follow(share::encode(document)));
    if let Some(notice) = app.model().notices.first() {
        return Err(Failure::Input(notice.text.clone()));
    }
    app.settle();
    let answer = app.answer();
    match app.model().picture.clone() {
        Some(picture) if picture.columns.error.is_empty() => Ok(Outcome {
            picture,
            fingerprint: answer.fingerprint,
            chart: Chart::of(answer.parts),
            findings: app.findings(),
            scored: playground::score::score(app.model()),
        }),
        Some(picture) => Err(Failure::Input(picture.columns.error.clone())),
        None => Err(Failure::Input("the scenario gave no picture".to_owned())),
    }
}
