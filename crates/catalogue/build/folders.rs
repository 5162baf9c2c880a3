//! Reads the folders of alerts, scenarios, exercises and drills, in order of their names. It must not know Markdown or Rust source.

use crate::better::{self, Better};
use crate::runbook::{self, Runbook};
use std::path::{Path, PathBuf};

/// The files of an alert's folder; each must be there.
const FILES: [&str; 3] = ["rule.yml", "runbook.md", "test.yml"];
/// Those that may be there, both or none: a better rule and its unit test. Nothing else may.
const BETTER: [&str; 2] = ["better.yml", "better.test.yml"];

/// An alert as its folder tells it.
pub(crate) struct Alert {
    pub(crate) exporter: String,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) rule: String,
    pub(crate) test: String,
    pub(crate) runbook: Runbook,
    /// The better rule and its unit test.
    pub(crate) better: Option<(Better, String)>,
}

impl Alert {
    /// `<exporter>/<slug>`.
    pub(crate) fn id(&self) -> String {
        format!("{}/{}", self.exporter, self.slug)
    }
}

/// A scenario's file.
pub(crate) struct Scenario {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) alert: String,
    pub(crate) yaml: String,
}

/// All alerts below `root`, which holds a folder for each exporter.
pub(crate) fn alerts(root: &Path) -> Result<Vec<Alert>, String> {
    let mut alerts = Vec::new();
    for exporter in entries(root)? {
        for folder in entries(&exporter)? {
            alerts.push(alert(&name(&exporter)?, &folder)?);
        }
    }
    Ok(alerts)
}

fn alert(exporter: &str, folder: &Path) -> Result<Alert, String> {
    let slug = name(folder)?;
    kebab(&slug).map_err(|reason| format!("{}: {reason}", folder.display()))?;
    for file in entries(folder)? {
        let known = FILES.iter().chain(&BETTER).any(|it| file.ends_with(it));
        if !known {
            let names = [FILES.join(", "), BETTER.join(", ")].join(", ");
            return Err(format!("{}: not a file of an alert ({names})", file.display()));
        }
    }
    let [rule, text, test] = FILES.map(|it| folder.join(it));
    let rule_text = read(&rule)?;
    let runbook = runbook::read(&read(&text)?).map_err(|error| format!("{}:{error}", text.display()))?;
    Ok(Alert {
        exporter: exporter.to_owned(),
        slug,
        title: scalar(&rule_text, "alert").ok_or_else(|| missing(&rule, "alert"))?,
        rule: rule_text,
        test: read(&test)?,
        runbook,
        better: better(folder)?,
    })
}

/// The better rule of a folder, if it has one.
fn better(folder: &Path) -> Result<Option<(Better, String)>, String> {
    let [rule, test] = BETTER.map(|it| folder.join(it));
    if !rule.exists() && !test.exists() {
        return Ok(None);
    }
    let read_rule = better::read(&read(&rule)?).map_err(|error| format!("{}: {error}", rule.display()))?;
    Ok(Some((read_rule, read(&test)?)))
}

/// All scenarios in `root`, one file each.
pub(crate) fn scenarios(root: &Path) -> Result<Vec<Scenario>, String> {
    entries(root)?.iter().map(|it| scenario(it)).collect()
}

fn scenario(file: &Path) -> Result<Scenario, String> {
    let full = name(file)?;
    let stem = full.strip_suffix(".yml").ok_or_else(|| format!("{}: not a .yml file", file.display()))?;
    kebab(stem).map_err(|reason| format!("{}: {reason}", file.display()))?;
    let yaml = read(file)?;
    let title = scalar(&yaml, "title").ok_or_else(|| missing(file, "title"))?;
    if scalar(&yaml, "name").as_deref() != Some(stem) {
        return Err(format!("{}: `name` must be {stem}", file.display()));
    }
    // A comment: the alert is a matter of the catalogue, not of the document's scenario.
    let alert = scalar(&yaml, "# Alert").ok_or_else(|| missing(file, "# Alert"))?;
    Ok(Scenario { name: stem.to_owned(), title, alert, yaml })
}

/// The file of an exercise or a drill.
pub(crate) struct Lesson {
    pub(crate) name: String,
    pub(crate) yaml: String,
    /// As the list of all has it: name, level, an exercise's codes, and title between tabs.
    pub(crate) line: String,
}

/// All exercises in `root`, one file each.
pub(crate) fn exercises(root: &Path) -> Result<Vec<Lesson>, String> {
    entries(root)?.iter().map(|it| exercise(it)).collect()
}

/// All drills in `root`, one file each.
pub(crate) fn drills(root: &Path) -> Result<Vec<Lesson>, String> {
    entries(root)?.iter().map(|it| drill(it)).collect()
}

fn exercise(file: &Path) -> Result<Lesson, String> {
    let (name, yaml) = lesson(file)?;
    let line = |key: &str| scalar(&yaml, key).ok_or_else(|| missing(file, key));
    let codes = line("teaches")?;
    let codes = codes.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    let codes = codes.ok_or_else(|| format!("{}: `teaches` must be [in, one, line]", file.display()))?;
    let line = format!("{name}\t{}\t{codes}\t{}\n", line("level")?, line("title")?);
    Ok(Lesson { name, yaml, line })
}

fn drill(file: &Path) -> Result<Lesson, String> {
    let (name, yaml) = lesson(file)?;
    let line = |key: &str| scalar(&yaml, key).ok_or_else(|| missing(file, key));
    let line = format!("{name}\t{}\t{}\n", line("level")?, line("title")?);
    Ok(Lesson { name, yaml, line })
}

/// The name and the text of a file of one lesson.
fn lesson(file: &Path) -> Result<(String, String), String> {
    let full = name(file)?;
    let stem = full.strip_suffix(".yml").ok_or_else(|| format!("{}: not a .yml file", file.display()))?;
    kebab(stem).map_err(|reason| format!("{}: {reason}", file.display()))?;
    Ok((stem.to_owned(), read(file)?))
}

/// The value of a top-level `key: value` line, unquoted; all that is needed of YAML here.
fn scalar(yaml: &str, key: &str) -> Option<String> {
    let line = yaml.lines().find_map(|it| it.strip_prefix(key)?.strip_prefix(": "))?.trim();
    let bare = line.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(line);
    (!bare.is_empty()).then(|| bare.to_owned())
}

fn missing(file: &Path, key: &str) -> String {
    format!("{}: no line `{key}: ...`", file.display())
}

fn kebab(slug: &str) -> Result<(), String> {
    let good = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    if !slug.is_empty() && slug.chars().all(good) {
        Ok(())
    } else {
        Err(format!("{slug:?} is not in kebab case (a-z, 0-9, -)"))
    }
}

/// What a folder holds, sorted, so that the same tree gives the same table.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error| format!("{}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> Result<String, String> {
    let name = path.file_name().and_then(|it| it.to_str());
    name.map(str::to_owned).ok_or_else(|| format!("{}: the name is not UTF-8", path.display()))
}

fn read(file: &Path) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}
