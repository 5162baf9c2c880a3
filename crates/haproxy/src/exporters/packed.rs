//! A table of rows as the program carries it: all its texts in one, the rest beside them. It must not know metrics.
//!
//! A row with five texts is five addresses and five lengths, which no compression makes small: in the page's module the tables
//! cost more by those than by their texts. So the compiler packs them, and they are unpacked when first asked for.

use super::row::{Read, Row};
use series::meta::{Facts, Kind, LabelInfo, MetricInfo};

/// What stands behind each text.
const END: u8 = b'\n';
/// The texts of a row: name, HELP, unit, what it counts.
const TEXTS: usize = 4;

/// A row without its texts.
#[derive(Clone, Copy)]
pub(super) struct Bare {
    labels: &'static [LabelInfo],
    read: Read,
    version: Option<crate::Version>,
    counter: bool,
    latches: bool,
    nan_when_unset: bool,
    own: bool,
}

/// Rows, packed.
pub(super) struct Packed {
    pub(super) texts: &'static [u8],
    pub(super) rows: &'static [Bare],
}

/// Packs tables of rows.
macro_rules! packed {
    ($tables:expr) => {{
        const TABLES: &[&[$crate::exporters::row::Row]] = $tables;
        const ROWS: [$crate::exporters::packed::Bare; $crate::exporters::packed::count(TABLES)] =
            $crate::exporters::packed::bare(TABLES);
        const TEXTS: [u8; $crate::exporters::packed::length(TABLES)] =
            $crate::exporters::packed::texts(TABLES);
        $crate::exporters::packed::Packed { texts: &TEXTS, rows: &ROWS }
    }};
}
pub(super) use packed;

const fn texts_of(row: &Row) -> [&'static str; TEXTS] {
    [row.info.name, row.info.help, row.info.unit, row.info.facts.counts_what]
}

/// How many rows there are.
pub(super) const fn count(tables: &[&[Row]]) -> usize {
    let (mut count, mut table) = (0, 0);
    while table < tables.len() {
        count += tables[table].len();
        table += 1;
    }
    count
}

/// The row at `idx` of all tables, which must be there.
const fn row<'r>(tables: &[&'r [Row]], mut idx: usize) -> &'r Row {
    let mut table = 0;
    while idx >= tables[table].len() {
        idx -= tables[table].len();
        table += 1;
    }
    &tables[table][idx]
}

/// How long all texts are.
pub(super) const fn length(tables: &[&[Row]]) -> usize {
    let (mut length, mut idx) = (0, 0);
    while idx < count(tables) {
        let texts = texts_of(row(tables, idx));
        let mut text = 0;
        while text < TEXTS {
            length += texts[text].len() + 1;
            text += 1;
        }
        idx += 1;
    }
    length
}

/// All texts, one behind the other.
pub(super) const fn texts<const LENGTH: usize>(tables: &[&[Row]]) -> [u8; LENGTH] {
    let mut all = [END; LENGTH];
    let (mut at, mut idx) = (0, 0);
    while idx < count(tables) {
        let texts = texts_of(row(tables, idx));
        let mut text = 0;
        while text < TEXTS {
            let bytes = texts[text].as_bytes();
            let mut byte = 0;
            while byte < bytes.len() {
                assert!(bytes[byte] != END, "a text has one line");
                all[at] = bytes[byte];
                (at, byte) = (at + 1, byte + 1);
            }
            (at, text) = (at + 1, text + 1);
        }
        idx += 1;
    }
    all
}

/// The rows without their texts.
pub(super) const fn bare<const COUNT: usize>(tables: &[&[Row]]) -> [Bare; COUNT] {
    let mut all = [bare_of(row(tables, 0)); COUNT];
    let mut idx = 0;
    while idx < COUNT {
        all[idx] = bare_of(row(tables, idx));
        idx += 1;
    }
    all
}

const fn bare_of(row: &Row) -> Bare {
    assert!(row.info.facts.advice.is_empty(), "advice is given when the rows are unpacked");
    Bare {
        labels: row.info.labels,
        read: row.read,
        version: row.version,
        counter: matches!(row.info.kind, Kind::Counter),
        latches: row.info.facts.latches,
        nan_when_unset: row.info.facts.nan_when_unset,
        own: row.own,
    }
}

impl Packed {
    /// The rows again.
    pub(super) fn rows(&self) -> Vec<Row> {
        let mut texts = std::str::from_utf8(self.texts).unwrap_or_default().split(char::from(END));
        let mut next = || texts.next().unwrap_or_default();
        let row = |bare: &Bare| {
            let (name, help, unit, counts_what) = (next(), next(), next(), next());
            let Bare { labels, read, version, counter, latches, nan_when_unset, own } = *bare;
            let facts = Facts { latches, nan_when_unset, counts_what, advice: &[] };
            let kind = if counter { Kind::Counter } else { Kind::Gauge };
            Row { info: MetricInfo { name, kind, labels, unit, help, facts }, read, version, own }
        };
        self.rows.iter().map(row).collect()
    }
}
