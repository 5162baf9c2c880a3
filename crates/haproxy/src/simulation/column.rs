//! One series of a scrape: its labels, its source, its place in the store. It must not know when scrapes happen.

use crate::exporters::row::{Read, Row};
use crate::exporters::rows;
use crate::model::{Model, Reach};
use crate::{Exporter, Scenario};
use series::{Labels, METRIC_NAME, STALE, SeriesId, Store};
use std::mem::{Discriminant, discriminant};

/// A series.
#[derive(Clone, Debug)]
pub(super) struct Column {
    labels: Labels,
    read: Read,
    /// The places of its frontend or backend, of its server, and of its label value.
    place: (usize, usize, usize),
    keep: bool,
    exported: bool,
    /// Whether the exporter writes it of itself.
    own: bool,
    id: Option<SeriesId>,
    /// Whether the last sample was a value.
    present: bool,
    /// Whether the exporter wrote it when last noticed.
    noticed: bool,
}

/// Whether a series was and is there.
pub(super) struct There {
    pub(super) before: bool,
    pub(super) now: bool,
}

impl Column {
    /// Whether the exporter writes it, not Prometheus.
    pub(super) fn is_exported(&self) -> bool {
        self.exported
    }

    /// Forgets its place in the store.
    pub(super) fn forget(&mut self) {
        self.id = None;
        self.present = false;
    }

    /// Looks whether the exporter writes it now.
    pub(super) fn notice(&mut self, model: &Model) -> There {
        let now = self.value(model).is_some();
        There { before: std::mem::replace(&mut self.noticed, now), now }
    }

    /// Adds its sample; where the series has just vanished, the marker that Prometheus writes then.
    /// `scrapes` are still to come, this one among them.
    pub(super) fn sample(&mut self, model: &Model, time: i64, scrapes: usize, store: &mut Store) {
        if !self.keep {
            return;
        }
        let value = self.value(model);
        if value.is_some() || self.present {
            let id = *self.id.get_or_insert_with(|| {
                let id = store.series_id(&self.labels);
                store.reserve(id, scrapes);
                id
            });
            store.push(id, time, value.unwrap_or(STALE));
        }
        self.present = value.is_some();
    }

    fn value(&self, model: &Model) -> Option<f64> {
        let reaches = match model.scraped.reach {
            Reach::Whole => true,
            Reach::Bare => self.own,
            Reach::Refused | Reach::Lost => false,
        };
        if self.exported && !reaches {
            return None;
        }
        let (first, second, value) = self.place;
        match self.read {
            Read::Process(read) => read(model, value),
            Read::Frontend(read) => read(model, model.frontends.get(first)?, value),
            Read::Backend(read) => read(model, model.backends.get(first)?, value),
            Read::Server(read) => read(model, model.backends.get(first)?.servers.get(second)?, value),
        }
    }
}

/// All series that the scenario's exporter may ever write, then those that Prometheus adds: those that are wanted, and the
/// others where they are `counted`.
pub(super) fn all(
    scenario: &Scenario,
    exporter: Exporter,
    instance: &str,
    model: &Model,
    (is_wanted, counted): (&dyn Fn(&str) -> bool, bool),
) -> Vec<Column> {
    let (mut columns, mut known) = (Vec::new(), Objects::default());
    let target = Labels::new([("job", scenario.job.as_str()), ("instance", instance)]);
    for row in rows(exporter, scenario.version) {
        let keep = is_wanted(row.info.name);
        if !keep && !counted {
            continue;
        }
        let exported = !row.info.name.starts_with("scrape_") && row.info.name != "up";
        for ((first, second), object) in known.of(row, model, &target) {
            for (value, labels) in values(row, object).into_iter().enumerate() {
                let place = (*first, *second, value);
                let (id, present, noticed) = (None, false, false);
                let (read, own) = (row.read, row.own);
                columns.push(Column { labels, read, place, keep, exported, own, id, present, noticed });
            }
        }
    }
    columns
}

/// An object of a row's scope: its places, and the labels that its series have in common.
type Object = ((usize, usize), Labels);

/// The objects of one row, kept for the next one: mostly they are the same ones, under the same label names.
#[derive(Default)]
struct Objects {
    of: Option<(Discriminant<Read>, [&'static str; 2])>,
    all: Vec<Object>,
}

impl Objects {
    /// The objects of `row`'s scope, with the labels of the `target` among theirs.
    fn of(&mut self, row: &Row, model: &Model, target: &Labels) -> &[Object] {
        let names = [0, 1].map(|it| row.info.labels.get(it).map_or("", |label| label.name));
        let of = Some((discriminant(&row.read), names));
        if self.of != of {
            self.of = of;
            self.all = objects(row.read, model, target, names);
        }
        &self.all
    }
}

/// The objects of a scope; `names` are the labels that bear the name of an object or of its backend, and of a server.
fn objects(read: Read, model: &Model, target: &Labels, names: [&str; 2]) -> Vec<Object> {
    let named = |labels: &Labels, idx: usize, name: &str| match names[idx] {
        "" => labels.clone(),
        label => labels.with(label, name),
    };
    let backends = model.backends.iter().enumerate();
    match read {
        Read::Process(_) => vec![((0, 0), target.clone())],
        Read::Frontend(_) => {
            model.frontends.iter().map(|it| ((it.idx, 0), named(target, 0, &it.name))).collect()
        }
        Read::Backend(_) => backends.map(|(idx, it)| ((idx, 0), named(target, 0, &it.name))).collect(),
        Read::Server(_) => {
            let servers = backends.flat_map(|(first, it)| {
                let backend = named(target, 0, &it.name);
                let servers = it.servers.iter().enumerate();
                servers.map(move |(second, server)| ((first, second), named(&backend, 1, &server.name)))
            });
            servers.collect()
        }
    }
}

/// The label sets of one object, one for each value of the label that has several listed.
fn values(row: &Row, object: &Labels) -> Vec<Labels> {
    let mut base = object.with(METRIC_NAME, row.info.name);
    for it in row.info.labels.iter().filter(|it| it.values.len() == 1) {
        base = base.with(it.name, it.values[0]);
    }
    match row.info.labels.iter().find(|it| it.values.len() > 1) {
        None => vec![base],
        Some(label) => label.values.iter().map(|it| base.with(label.name, it)).collect(),
    }
}
