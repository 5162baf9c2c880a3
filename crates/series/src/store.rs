//! The column store: each series' times and values, found by matchers. It must not know windows or staleness.

use crate::{Labels, MatchOp, Matcher};
use std::collections::BTreeMap;

/// A handle to a series of one store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeriesId(usize);

/// One series: times in milliseconds since the Unix epoch, strictly rising, and a value for each.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its labels, the metric's name among them.
    pub labels: Labels,
    /// Milliseconds since the Unix epoch, strictly rising.
    pub times: Vec<i64>,
    /// One value a time; [`crate::STALE`] ends the series.
    pub values: Vec<f64>,
}

/// All series of one scenario or one query, in the order in which they were first seen.
#[derive(Clone, Debug, Default)]
pub struct Store {
    series: Vec<Series>,
    by_labels: BTreeMap<Labels, SeriesId>,
    by_metric: BTreeMap<String, Vec<SeriesId>>,
}

impl Store {
    /// A store without series.
    pub fn new() -> Self {
        Self::default()
    }

    /// The handle of the series with `labels`, which is made when there is none.
    pub fn series_id(&mut self, labels: &Labels) -> SeriesId {
        if let Some(id) = self.by_labels.get(labels) {
            return *id;
        }
        let id = SeriesId(self.series.len());
        self.series.push(Series { labels: labels.clone(), times: Vec::new(), values: Vec::new() });
        self.by_labels.insert(labels.clone(), id);
        self.by_metric.entry(labels.metric().unwrap_or_default().to_owned()).or_default().push(id);
        id
    }

    /// Adds a sample. One that is not newer than the series' last is dropped, as Prometheus drops it
    /// ("out of order sample"); the answer says whether it was kept.
    pub fn push(&mut self, id: SeriesId, time: i64, value: f64) -> bool {
        let series = &mut self.series[id.0];
        let newer = series.times.last().is_none_or(|last| *last < time);
        if newer {
            series.times.push(time);
            series.values.push(value);
        }
        newer
    }

    /// Makes room for so many more samples of a series.
    pub fn reserve(&mut self, id: SeriesId, samples: usize) {
        let series = &mut self.series[id.0];
        series.times.reserve_exact(samples);
        series.values.reserve_exact(samples);
    }

    /// Adds a sample to the series with `labels`.
    pub fn append(&mut self, labels: &Labels, time: i64, value: f64) -> bool {
        let id = self.series_id(labels);
        self.push(id, time, value)
    }

    /// The series that satisfy all `matchers`, in the order in which they were first seen.
    pub fn select<'a>(&'a self, matchers: &'a [Matcher]) -> impl Iterator<Item = &'a Series> {
        let metric = matchers.iter().find(|it| {
            it.name() == crate::METRIC_NAME && it.op() == MatchOp::Equal && !it.value().is_empty()
        });
        let candidates: Box<dyn Iterator<Item = &Series>> = match metric {
            Some(it) => {
                let ids = self.by_metric.get(it.value()).map_or(&[][..], Vec::as_slice);
                Box::new(ids.iter().map(|id| &self.series[id.0]))
            }
            None => Box::new(self.series.iter()),
        };
        candidates.filter(|series| matchers.iter().all(|it| it.matches(&series.labels)))
    }

    /// As [`Self::select`], in the order of their labels.
    pub fn select_sorted<'a>(&'a self, matchers: &'a [Matcher]) -> Vec<&'a Series> {
        let mut found: Vec<_> = self.select(matchers).collect();
        // Most of what there is: it is quicker to look through all, which are known in order, than to sort.
        if found.len() * 8 > self.series.len() {
            let all = self.by_labels.values().map(|id| &self.series[id.0]);
            found.clear();
            found.extend(all.filter(|series| matchers.iter().all(|it| it.matches(&series.labels))));
        } else {
            crate::sort_by(&mut found, &|a, b| a.labels.cmp(&b.labels));
        }
        found
    }

    /// The series of a handle of this store.
    pub fn series(&self, id: SeriesId) -> &Series {
        &self.series[id.0]
    }

    /// Whether there is a series with exactly these labels.
    pub fn contains(&self, labels: &Labels) -> bool {
        self.by_labels.contains_key(labels)
    }

    /// Drops all samples after `last`.
    pub fn truncate(&mut self, last: i64) {
        for series in &mut self.series {
            let count = series.times.partition_point(|time| *time <= last);
            series.times.truncate(count);
            series.values.truncate(count);
        }
    }

    /// Keeps the first `count` series, as if the others had never been seen.
    pub fn keep(&mut self, count: usize) {
        self.series.truncate(count);
        self.by_labels.retain(|_, id| id.0 < count);
        self.by_metric.values_mut().for_each(|ids| ids.retain(|id| id.0 < count));
        self.by_metric.retain(|_, ids| !ids.is_empty());
    }

    /// All series, in the order in which they were first seen.
    pub fn iter(&self) -> impl Iterator<Item = &Series> {
        self.series.iter()
    }

    /// The names of the metrics, in order.
    pub fn metrics(&self) -> impl Iterator<Item = &str> {
        self.by_metric.keys().map(String::as_str)
    }

    /// How many series there are.
    pub fn len(&self) -> usize {
        self.series.len()
    }

    /// Whether there is no series.
    pub fn is_empty(&self) -> bool {
        self.series.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::METRIC_NAME;

    #[test]
    fn finds_by_name_and_label_and_drops_old_samples() {
        let mut store = Store::new();
        let up = Labels::new([(METRIC_NAME, "up"), ("instance", "a")]);
        assert!(store.append(&up, 10, 1.0));
        assert!(!store.append(&up, 10, 2.0));
        store.append(&Labels::new([(METRIC_NAME, "down"), ("instance", "a")]), 10, 3.0);
        let found: Vec<_> = store.select(&[Matcher::metric("up")]).map(|it| it.values.clone()).collect();
        assert_eq!(found, [vec![1.0]]);
        assert_eq!(store.select(&[]).count(), 2);
    }

    #[test]
    fn sorted_is_the_same_however_many_there_are() {
        let mut store = Store::new();
        for idx in (0..40).rev() {
            let metric = if idx % 10 == 3 { "few" } else { "many" };
            store.append(&Labels::new([(METRIC_NAME, metric), ("a", &idx.to_string())]), 10, 1.0);
        }
        for metric in ["few", "many", "none"] {
            let matchers = [Matcher::metric(metric)];
            let mut wanted: Vec<_> = store.select(&matchers).map(|it| &it.labels).collect();
            wanted.sort();
            let sorted: Vec<_> = store.select_sorted(&matchers).into_iter().map(|it| &it.labels).collect();
            assert_eq!(sorted, wanted, "{metric}");
        }
    }
}
