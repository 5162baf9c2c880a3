//! Weighs the published files, raw and as brotli, by group, against the budget, and leaves what was compressed for it
//! beside them: hosts can serve it.

use super::Published;
use crate::{Outcome, run, tools};
use serde_json::{Value, json};
use std::fmt;
use std::path::Path;

/// Bytes (brotli) that a group may have: over `goal` is said, over `stop` fails.
struct Budget {
    group: &'static str,
    goal: u64,
    stop: u64,
}

const BUDGETS: [Budget; 3] = [
    // What a person sees and touches; why it may be more than the first page's 130,000: docs/adr/012-the-page.md.
    Budget { group: "first paint", goal: 160_000, stop: 190_000 },
    // What is fetched beside it, until the chart is live, and what comes after that: docs/adr/024-two-halves.md.
    Budget { group: "engine", goal: 400_000, stop: 450_000 },
    Budget { group: "engine, the rest", goal: 200_000, stop: 240_000 },
];

/// Groups of more files than this are shown by their largest.
const MOST_ROWS: usize = 10;

/// What the files weigh.
pub(super) struct Table {
    groups: Vec<(String, Vec<Row>)>,
}

struct Row {
    file: String,
    raw: u64,
    brotli: u64,
}

/// Weighs every file of every group.
pub(super) fn weigh(folder: &Path, published: &Published) -> Outcome<Table> {
    let mut groups = Vec::new();
    for group in &published.groups {
        let brotli = brotli(folder, &group.files)?;
        let rows = group.files.iter().zip(brotli).map(|(file, brotli)| {
            let raw = published.files.get(file).map_or(0, |it| it.len() as u64);
            Row { file: file.clone(), raw, brotli }
        });
        groups.push((group.name.clone(), rows.collect()));
    }
    Ok(Table { groups })
}

fn brotli(folder: &Path, files: &[String]) -> Outcome<Vec<u64>> {
    let mut node = tools::node()?;
    node.current_dir(folder).args(["--input-type=module", "--eval", include_str!("compress.mjs"), "--"]);
    let printed = run::capture(node.args(files))?;
    let value: Value = serde_json::from_str(&printed).map_err(|error| format!("brotli sizes: {error}"))?;
    let sizes: Option<Vec<u64>> = value.as_array().and_then(|it| it.iter().map(Value::as_u64).collect());
    sizes
        .filter(|it| it.len() == files.len())
        .ok_or_else(|| format!("brotli sizes of {} files: {printed}", files.len()))
}

impl Table {
    /// What is over its hard limit, in words; also a group with a budget that is missing, which would pass unweighed.
    pub(super) fn breaches(&self) -> Vec<String> {
        let mut breaches = Vec::new();
        for budget in &BUDGETS {
            match self.sum(budget.group) {
                None => breaches.push(format!("there is no group {:?} to weigh", budget.group)),
                Some((_, brotli)) if brotli > budget.stop => breaches.push(format!(
                    "{} is {brotli} bytes of brotli, the limit is {}",
                    budget.group, budget.stop
                )),
                Some(_) => {}
            }
        }
        breaches
    }

    /// The same for other programs.
    pub(super) fn json(&self) -> Value {
        let file = |row: &Row| json!({ "file": row.file, "raw": row.raw, "brotli": row.brotli });
        let group = |(name, rows): &(String, Vec<Row>)| {
            let (raw, brotli) = self.sum(name).unwrap_or_default();
            let budget = BUDGETS.iter().find(|it| it.group == name);
            let (goal, stop) = budget.map_or((0, 0), |it| (it.goal, it.stop));
            let files: Vec<_> = rows.iter().map(file).collect();
            json!({ "name": name, "raw": raw, "brotli": brotli, "goal": goal, "stop": stop, "files": files })
        };
        self.groups.iter().map(group).collect()
    }

    /// Raw and brotli bytes of a group.
    fn sum(&self, group: &str) -> Option<(u64, u64)> {
        let (_, rows) = self.groups.iter().find(|(name, _)| name == group)?;
        Some(rows.iter().fold((0, 0), |(raw, brotli), row| (raw + row.raw, brotli + row.brotli)))
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<44} {:>10} {:>10}", "bytes of dist/", "raw", "brotli")?;
        for (name, rows) in &self.groups {
            // Of many small files the largest says enough.
            let largest = rows.iter().max_by_key(|it| it.brotli).filter(|_| rows.len() > MOST_ROWS);
            for row in rows.iter().filter(|it| largest.is_none_or(|largest| std::ptr::eq(*it, largest))) {
                writeln!(f, "  {:<42} {:>10} {:>10}", row.file, row.raw, row.brotli)?;
            }
            if largest.is_some() {
                writeln!(f, "  and {} smaller files", rows.len() - 1)?;
            }
            let (raw, brotli) = self.sum(name).unwrap_or_default();
            write!(f, "{name:<44} {raw:>10} {brotli:>10}")?;
            if let Some(budget) = BUDGETS.iter().find(|it| it.group == name) {
                let over = if brotli > budget.goal { ", OVER" } else { "" };
                write!(f, "  goal {}, limit {}{over}", budget.goal, budget.stop)?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(first: u64, engine: u64, rest: u64) -> Table {
        let group =
            |name: &str, brotli| (name.to_owned(), vec![Row { file: "f".into(), raw: brotli * 3, brotli }]);
        Table {
            groups: vec![
                group("first paint", first),
                group("engine", engine),
                group("engine, the rest", rest),
            ],
        }
    }

    #[test]
    fn the_hard_limits_break_and_the_goals_are_said() {
        assert!(table(190_000, 450_000, 240_000).breaches().is_empty());
        assert_eq!(table(190_001, 450_001, 240_001).breaches().len(), 3);
        assert!(table(1, 400_001, 1).to_string().contains("OVER"));
        assert!(!table(1, 400_000, 200_000).to_string().contains("OVER"));
    }

    #[test]
    fn a_missing_group_does_not_pass() {
        assert_eq!(Table { groups: Vec::new() }.breaches().len(), 3);
    }
}
