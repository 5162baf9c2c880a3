//! Which metrics each exporter writes, as tables. It must not know how the numbers come about.

mod embedded;
pub(crate) mod row;
mod scrape;
mod v1;

use crate::{Exporter, Version};
use row::Row;
use series::meta::{Facts, Kind, LabelInfo, MetricInfo};

/// Classes of answers, in the order in which the model counts them.
const CODES: &[&str] = &["1xx", "2xx", "3xx", "4xx", "5xx", "other"];

/// The metrics that `exporter` writes of HAProxy `version`, and those that Prometheus adds to each scrape, without
/// repetition. Names, types, labels and HELP texts are the real ones.
pub fn metrics(exporter: Exporter, version: Version) -> &'static [MetricInfo] {
    match (exporter, version) {
        (Exporter::Embedded, Version::V2_6) => &EMBEDDED_2_6,
        (Exporter::Embedded, Version::V3_4) => &EMBEDDED_3_4,
        (Exporter::V1, Version::V2_6) => &V1_2_6,
        (Exporter::V1, Version::V3_4) => &V1_3_4,
    }
}

/// The rows behind [`metrics`], in the same order; what Prometheus adds comes last, for it counts the others.
pub(crate) fn rows(exporter: Exporter, version: Version) -> impl Iterator<Item = &'static Row> {
    let tables = match exporter {
        Exporter::Embedded => embedded::TABLES,
        Exporter::V1 => v1::TABLES,
    };
    tables.iter().copied().flatten().filter(move |it| it.is_in(version)).chain(scrape::ROWS)
}

static EMBEDDED_2_6: [MetricInfo; count(embedded::TABLES, Version::V2_6)] =
    infos(embedded::TABLES, Version::V2_6);
static EMBEDDED_3_4: [MetricInfo; count(embedded::TABLES, Version::V3_4)] =
    infos(embedded::TABLES, Version::V3_4);
static V1_2_6: [MetricInfo; count(v1::TABLES, Version::V2_6)] = infos(v1::TABLES, Version::V2_6);
static V1_3_4: [MetricInfo; count(v1::TABLES, Version::V3_4)] = infos(v1::TABLES, Version::V3_4);

/// How many metrics there are.
const fn count(tables: &[&[Row]], version: Version) -> usize {
    let mut sum = scrape::ROWS.len();
    let mut table = 0;
    while table < tables.len() {
        let mut row = 0;
        while row < tables[table].len() {
            sum += tables[table][row].is_in(version) as usize;
            row += 1;
        }
        table += 1;
    }
    sum
}

/// The metrics in one piece, made by the compiler.
const fn infos<const N: usize>(tables: &[&[Row]], version: Version) -> [MetricInfo; N] {
    let facts = Facts { latches: false, nan_when_unset: false, counts_what: "" };
    let empty = MetricInfo { name: "", kind: Kind::Gauge, labels: &[], unit: "", help: "", facts };
    let mut infos = [empty; N];
    let mut next = 0;
    let mut table = 0;
    while table <= tables.len() {
        let rows = if table < tables.len() { tables[table] } else { scrape::ROWS };
        let mut row = 0;
        while row < rows.len() {
            if rows[row].is_in(version) {
                infos[next] = rows[row].info;
                next += 1;
            }
            row += 1;
        }
        table += 1;
    }
    infos
}

/// A label; without values it may have any.
const fn label(name: &'static str, values: &'static [&'static str]) -> LabelInfo {
    LabelInfo { name, values }
}
