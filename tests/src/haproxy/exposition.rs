//! Reads the exposition text of an exporter. It must not know which metrics there are.

use series::{Labels, METRIC_NAME, notation};
use std::collections::BTreeMap;

/// What an exporter declares of a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Its type, as written.
    pub kind: String,
    /// Its HELP text.
    pub help: String,
}

/// One answer of an exporter.
#[derive(Clone, Debug, Default)]
pub struct Exposition {
    /// By the metric's name.
    pub families: BTreeMap<String, Family>,
    /// By labels, the metric's name among them.
    pub samples: BTreeMap<Labels, f64>,
}

impl Exposition {
    /// Reads `text` in Prometheus' text format, without timestamps.
    ///
    /// # Errors
    /// The first line that is not understood, or that is there twice.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut read = Self::default();
        for line in text.lines().filter(|it| !it.is_empty()) {
            read.line(line).ok_or_else(|| format!("not understood, or twice: {line}"))?;
        }
        Ok(read)
    }

    fn line(&mut self, line: &str) -> Option<()> {
        if let Some(help) = line.strip_prefix("# HELP ") {
            let (name, help) = help.split_once(' ')?;
            let family = Family { kind: String::new(), help: help.to_owned() };
            return self.families.insert(name.to_owned(), family).is_none().then_some(());
        }
        if let Some(kind) = line.strip_prefix("# TYPE ") {
            let (name, kind) = kind.split_once(' ')?;
            kind.clone_into(&mut self.families.get_mut(name)?.kind);
            return Some(());
        }
        let (series, value) = line.rsplit_once(' ')?;
        let labels = notation::parse_labels(series).ok()?;
        labels.value(METRIC_NAME)?;
        self.samples.insert(labels, value.parse().ok()?).is_none().then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read() {
        let text = "# HELP a_total What it \"is\"\n# TYPE a_total counter\na_total{x=\"1\",y=\"b c\"} 3\na_total NaN\n";
        let read = Exposition::read(text).unwrap();
        let family = Family { kind: "counter".to_owned(), help: "What it \"is\"".to_owned() };
        assert_eq!(read.families, BTreeMap::from([("a_total".to_owned(), family)]));
        let labels = Labels::new([(METRIC_NAME, "a_total"), ("x", "1"), ("y", "b c")]);
        assert_eq!(read.samples.get(&labels), Some(&3.0));
        assert_eq!(read.samples.len(), 2);
        for wrong in ["a", "a x", "# TYPE b counter", "a 1\na 1", "# HELP a b\n# HELP a b"] {
            assert!(Exposition::read(wrong).is_err(), "{wrong}");
        }
    }
}
