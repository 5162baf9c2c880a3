//! What was compared, line by line. It must not know what is right.

use std::fmt::Write;

/// One comparison.
pub(crate) struct Row {
    /// Of what, and when.
    pub(crate) what: String,
    /// What HAProxy says.
    pub(crate) real: String,
    /// What the model says.
    pub(crate) model: String,
    /// Whether that is near enough.
    pub(crate) good: bool,
}

/// All comparisons of a run.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Row>,
    /// Comparisons of nothing with nothing, not listed.
    pub(crate) equal: usize,
}

impl Table {
    /// Adds a comparison.
    pub(crate) fn add(&mut self, what: String, real: impl ToString, model: impl ToString, good: bool) {
        self.rows.push(Row { what, real: real.to_string(), model: model.to_string(), good });
    }

    /// How many are wrong.
    pub(crate) fn wrong(&self) -> usize {
        self.rows.iter().filter(|it| !it.good).count()
    }

    /// One line on all.
    pub(crate) fn summary(&self) -> String {
        let (all, wrong) = (self.rows.len() + self.equal, self.wrong());
        format!(
            "{all} comparisons with a running HAProxy, {} of them of something that moved, {wrong} differ",
            self.rows.len()
        )
    }

    /// All rows, the wrong ones marked.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("  {:92} {:>12} {:>26}\n", "", "HAProxy", "model");
        for it in &self.rows {
            let mark = if it.good { ' ' } else { '!' };
            let _ = writeln!(text, "{mark} {:92} {:>12} {:>26}", it.what, it.real, it.model);
        }
        text
    }
}
