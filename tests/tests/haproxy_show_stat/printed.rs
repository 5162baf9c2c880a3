//! What `show stat` prints, as a table. It must not know what is right.

use tests::haproxy::EXPORTER;

/// The header's names, and the lines.
#[derive(Clone)]
pub(crate) struct Printed {
    pub(crate) fields: Vec<String>,
    pub(crate) lines: Vec<Vec<String>>,
}

impl Printed {
    /// Reads what was printed, without the frontend that hands out metrics: it is no part of a scenario, and stands before all
    /// others, whose ids it moves by one.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut rows = text.lines().filter(|it| !it.is_empty()).map(cells);
        let mut fields = rows.next().ok_or("nothing")??;
        fields[0] = fields[0].strip_prefix("# ").ok_or("no header")?.to_owned();
        let mut read = Self { fields, lines: rows.collect::<Result<_, _>>()? };
        let length = read.fields.len();
        if let Some(it) = read.lines.iter().find(|it| it.len() != length) {
            return Err(format!("{} instead of {length} fields: {it:?}", it.len()));
        }
        let all = read.lines.len();
        read.lines.retain(|it| it[0] != EXPORTER);
        let moved = all - read.lines.len();
        let iid = read.place("iid").ok_or("no iid")?;
        for it in &mut read.lines {
            let id: usize = it[iid].parse().map_err(|err| format!("{}: {err}", it[iid]))?;
            it[iid] = id.saturating_sub(moved).to_string();
        }
        Ok(read)
    }

    /// Proxy and name of each line.
    pub(crate) fn names(&self) -> Vec<String> {
        self.lines.iter().map(|it| format!("{}/{}", it[0], it[1])).collect()
    }

    /// How many fields there are.
    pub(crate) fn cells(&self) -> usize {
        self.lines.iter().map(Vec::len).sum()
    }

    /// All lines and fields, by number.
    pub(crate) fn places(&self) -> impl Iterator<Item = (usize, usize)> {
        let (lines, fields) = (self.lines.len(), self.fields.len());
        (0..lines).flat_map(move |line| (0..fields).map(move |field| (line, field)))
    }

    /// The same with another text at a place.
    pub(crate) fn with(&self, line: usize, field: usize, text: &str) -> Self {
        let mut other = self.clone();
        text.clone_into(&mut other.lines[line][field]);
        other
    }

    /// The same without a field.
    pub(crate) fn without_field(&self, name: &str) -> Self {
        let idx = self.place(name).unwrap();
        let mut other = self.clone();
        other.fields.remove(idx);
        other.lines.iter_mut().for_each(|it| drop(it.remove(idx)));
        other
    }

    /// The same without a line.
    pub(crate) fn without_line(&self, line: usize) -> Self {
        let mut other = self.clone();
        other.lines.remove(line);
        other
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|it| it == name)
    }
}

/// The fields of a line, the last of which is followed by a comma, too.
fn cells(line: &str) -> Result<Vec<String>, String> {
    let line = line.strip_suffix(',').ok_or_else(|| format!("no comma at the end: {line}"))?;
    Ok(line.split(',').map(str::to_owned).collect())
}
