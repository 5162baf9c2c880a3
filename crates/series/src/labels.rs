//! Label sets, sorted and shared. They must not know which labels a rule or an exporter uses.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// The label that holds a metric's name.
pub const METRIC_NAME: &str = "__name__";
/// The label that holds an alert's name.
pub const ALERT_NAME: &str = "alertname";

/// A set of labels sorted by name, without empty values; cheap to clone.
///
/// Ordered as Prometheus orders label sets (`labels.Compare`): pair by pair, name before value, and the
/// shorter set first.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Labels(Arc<[(Arc<str>, Arc<str>)]>);

impl Labels {
    /// The set of `pairs`. Of a name given twice the last value counts; an empty value means "no such label".
    pub fn new<N: AsRef<str>, V: AsRef<str>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut set = std::collections::BTreeMap::<Arc<str>, Arc<str>>::new();
        for (name, value) in pairs {
            set.insert(name.as_ref().into(), value.as_ref().into());
        }
        Self(set.into_iter().filter(|(_, value)| !value.is_empty()).collect())
    }

    /// The set without a label.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Whether there is no label.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many labels there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The value of label `name`.
    pub fn value(&self, name: &str) -> Option<&str> {
        let idx = self.0.binary_search_by(|(it, _)| (**it).cmp(name)).ok()?;
        Some(&self.0[idx].1)
    }

    /// The metric's name, if the set has one.
    pub fn metric(&self) -> Option<&str> {
        self.value(METRIC_NAME)
    }

    /// The pairs in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The set with label `name` set to `value`; an empty value removes it.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut pairs: Vec<_> = self.0.iter().filter(|(it, _)| **it != *name).cloned().collect();
        if !value.is_empty() {
            let idx = pairs.partition_point(|(it, _)| **it < *name);
            pairs.insert(idx, (name.into(), value.into()));
        }
        Self(pairs.into())
    }

    /// The labels whose names satisfy `keep`.
    pub fn filter(&self, keep: impl Fn(&str) -> bool) -> Self {
        if self.0.iter().all(|(name, _)| keep(name)) {
            return self.clone();
        }
        Self(self.0.iter().filter(|(name, _)| keep(name)).cloned().collect())
    }

    /// The set without the metric's name: what an operator or a function leaves of it.
    pub fn without_metric(&self) -> Self {
        self.filter(|name| name != METRIC_NAME)
    }

    /// The pairs in braces, name before value, as a selector or an exposition line writes them.
    pub fn braced(&self) -> String {
        self.written("", |_| true)
    }

    /// `metric`, then the pairs whose names satisfy `keep`, in braces.
    fn written(&self, metric: &str, keep: impl Fn(&str) -> bool) -> String {
        let room: usize = self.iter().map(|(name, value)| name.len() + value.len() + 5).sum();
        let mut text = String::with_capacity(metric.len() + room + 2);
        text.push_str(metric);
        let mut before = "{";
        for (name, value) in self.iter().filter(|(name, _)| keep(name)) {
            text.push_str(before);
            before = ", ";
            text.push_str(&quoted(name));
            // What has nothing to escape is most of what there is, and need not be looked at by characters.
            if value.bytes().all(|it| matches!(it, b' '..=b'~') && !matches!(it, b'"' | b'\\')) {
                ["=\"", value, "\""].iter().for_each(|it| text.push_str(it));
            } else {
                text.push_str(&format!("={value:?}"));
            }
        }
        text.push_str(if before == "{" { "{}" } else { "}" });
        text
    }
}

impl Ord for Labels {
    fn cmp(&self, other: &Self) -> Ordering {
        let pairs = self.0.iter().zip(&*other.0);
        let unlike =
            pairs.map(|(a, b)| text(&a.0, &b.0).then_with(|| text(&a.1, &b.1))).find(|it| it.is_ne());
        unlike.unwrap_or_else(|| self.len().cmp(&other.len()))
    }
}

impl PartialOrd for Labels {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The order of two texts. Sets that were made of each other share most of them: those need not be read.
fn text(a: &Arc<str>, b: &Arc<str>) -> Ordering {
    if Arc::ptr_eq(a, b) { Ordering::Equal } else { a.cmp(b) }
}

/// A label name as PromQL writes it: bare where the legacy charset allows, quoted elsewhere.
fn quoted(name: &str) -> Cow<'_, str> {
    let legacy = |(idx, char): (usize, char)| {
        char == '_' || char.is_ascii_alphabetic() || (idx > 0 && char.is_ascii_digit())
    };
    if name.char_indices().all(legacy) { name.into() } else { format!("{name:?}").into() }
}

/// `metric{name="value", ...}`, as Prometheus prints a series.
impl fmt::Display for Labels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.metric() {
            None => f.write_str(&self.braced()),
            Some(metric) if self.len() == 1 => f.write_str(metric),
            Some(metric) => f.write_str(&self.written(metric, |name| name != METRIC_NAME)),
        }
    }
}

impl fmt::Debug for Labels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_last_wins_and_empty_is_absent() {
        let labels = Labels::new([("b", "1"), ("a", "2"), ("b", "3"), ("c", "")]);
        assert_eq!(labels.to_string(), r#"{a="2", b="3"}"#);
        assert_eq!(labels.value("c"), None);
    }

    #[test]
    fn with_replaces_inserts_and_removes() {
        let labels = Labels::new([(METRIC_NAME, "up"), ("job", "x")]);
        assert_eq!(labels.with("instance", "a").to_string(), r#"up{instance="a", job="x"}"#);
        assert_eq!(labels.with("job", "").to_string(), "up");
        assert_eq!(labels.with(METRIC_NAME, "down").metric(), Some("down"));
    }

    #[test]
    fn compared_as_prometheus_compares() {
        let short = Labels::new([("a", "1")]);
        let long = Labels::new([("a", "1"), ("b", "1")]);
        let other = Labels::new([("a", "2")]);
        assert!(short < long && long < other);
        // The same where they share texts.
        let (made, again) = (short.with("b", "1"), short.with("b", "0"));
        assert!(short < made && again < made && made < other && made == long);
    }
}
