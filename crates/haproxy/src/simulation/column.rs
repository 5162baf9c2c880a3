//! One series of a scrape: its labels, its source, its place in the store. It must not know when scrapes happen.

use crate::exporters::row::{Read, Row};
use crate::exporters::rows;
use crate::model::{Model, Reach};
use crate::{Exporter, Scenario};
use series::{Labels, METRIC_NAME, STALE, SeriesId, Store};

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
    let mut columns = Vec::new();
    for row in rows(exporter, scenario.version) {
        let keep = is_wanted(row.info.name);
        if !keep && !counted {
            continue;
        }
        for object in objects(row, model) {
            for (value, labels) in values(row, &object, &scenario.job, instance).into_iter().enumerate() {
                let place = (object.first, object.second, value);
                let exported = !row.info.name.starts_with("scrape_") && row.info.name != "up";
                let (id, present, noticed) = (None, false, false);
                let (read, own) = (row.read, row.own);
                columns.push(Column { labels, read, place, keep, exported, own, id, present, noticed });
            }
        }
    }
    columns
}

/// An object of a row's scope.
struct Object<'a> {
    first: usize,
    second: usize,
    /// The label that bears its name or its backend's, and that name.
    owner: (&'static str, &'a str),
    /// For a server: the label that bears its name, and that name.
    server: (&'static str, &'a str),
}

/// The objects of a row's scope.
fn objects<'a>(row: &Row, model: &'a Model) -> Vec<Object<'a>> {
    let label = |it: usize| row.info.labels.get(it).map_or("", |label| label.name);
    let named =
        |first, owner: &'a str| Object { first, second: 0, owner: (label(0), owner), server: ("", "") };
    match row.read {
        Read::Process(_) => vec![Object { first: 0, second: 0, owner: ("", ""), server: ("", "") }],
        Read::Frontend(_) => model.frontends.iter().map(|it| named(it.idx, &it.name)).collect(),
        Read::Backend(_) => model.backends.iter().enumerate().map(|(idx, it)| named(idx, &it.name)).collect(),
        Read::Server(_) => {
            let backends = model.backends.iter().enumerate();
            let servers = backends.flat_map(|(first, it)| {
                let servers = it.servers.iter().enumerate();
                servers.map(move |(second, server)| (first, second, it.name.as_str(), server.name.as_str()))
            });
            let named = |(first, second, owner, server)| Object {
                first,
                second,
                owner: (label(0), owner),
                server: (label(1), server),
            };
            servers.map(named).collect()
        }
    }
}

/// The label sets of one object, one for each value of the label that has several listed.
fn values(row: &Row, object: &Object<'_>, job: &str, instance: &str) -> Vec<Labels> {
    let mut base = vec![(METRIC_NAME, row.info.name), ("job", job), ("instance", instance)];
    base.extend([object.owner, object.server].into_iter().filter(|(name, _)| !name.is_empty()));
    let fixed = row.info.labels.iter().filter(|it| it.values.len() == 1);
    base.extend(fixed.map(|it| (it.name, it.values[0])));
    let base = Labels::new(base);
    match row.info.labels.iter().find(|it| it.values.len() > 1) {
        None => vec![base],
        Some(label) => label.values.iter().map(|it| base.with(label.name, it)).collect(),
    }
}
