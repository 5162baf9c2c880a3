//! Which metrics each exporter writes, as tables. It must not know how the numbers come about.

mod advice;
mod embedded;
mod packed;
pub(crate) mod row;
mod scrape;
mod v1;

use crate::{Exporter, Version};
use row::Row;
use series::meta::{LabelInfo, MetricInfo};
use std::sync::OnceLock;

/// Classes of answers, in the order in which the model counts them.
const CODES: &[&str] = &["1xx", "2xx", "3xx", "4xx", "5xx", "other"];

/// The metrics that `exporter` writes of HAProxy `version`, and those that Prometheus adds to each scrape, without
/// repetition. Names, types, labels and HELP texts are the real ones.
pub fn metrics(exporter: Exporter, version: Version) -> &'static [MetricInfo] {
    // Gathered when first asked for: four tables of what the rows hold already would only make the download longer.
    static KNOWN: [OnceLock<Vec<MetricInfo>>; 4] = [const { OnceLock::new() }; 4];
    let idx = 2 * usize::from(exporter == Exporter::V1) + usize::from(version == Version::V3_4);
    KNOWN[idx].get_or_init(|| rows(exporter, version).map(|it| advised(it.info)).collect())
}

fn advised(mut info: MetricInfo) -> MetricInfo {
    info.facts.advice = advice::of(info.name);
    info
}

/// The rows behind [`metrics`], in the same order; what Prometheus adds comes last, for it counts the others.
pub(crate) fn rows(exporter: Exporter, version: Version) -> impl Iterator<Item = &'static Row> {
    static UNPACKED: [OnceLock<Vec<Row>>; 2] = [const { OnceLock::new() }; 2];
    let (idx, packed) = match exporter {
        Exporter::Embedded => (0, &embedded::TABLES),
        Exporter::V1 => (1, &v1::TABLES),
    };
    UNPACKED[idx].get_or_init(|| packed.rows()).iter().filter(move |it| it.is_in(version)).chain(scrape::ROWS)
}

/// A label; without values it may have any.
const fn label(name: &'static str, values: &'static [&'static str]) -> LabelInfo {
    LabelInfo { name, values }
}
