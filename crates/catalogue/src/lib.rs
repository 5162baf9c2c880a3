//! Alerts, runbooks, scenarios, exercises and drills as data. It must know nobody.
//!
//! The folders `alerts/<exporter>/<slug>` and the files `scenarios/<name>.yml`, `exercises/<name>.yml` and `drills/<name>.yml` are
//! the catalogue; the build script turns them into an index, which is always there, and into pieces, which the page fetches when they are needed ([`piece`], [`shelf`]). Adding an
//! alert adds one folder and touches no file.

pub mod fill;
pub mod gallery;
pub mod markup;
pub mod piece;
pub mod shelf;

use markup::Section;
pub use piece::Better;

/// A published alert, as the index has it; its texts are a piece.
#[derive(Debug)]
pub struct Alert {
    /// `<exporter>/<slug>`, its name in links and files.
    pub id: &'static str,
    /// `embedded` or `haproxy_exporter`: whose metrics its expression is written for.
    pub exporter: &'static str,
    /// Its name in kebab case.
    pub slug: &'static str,
    /// The alert's name, as the rule has it.
    pub title: &'static str,
    /// One line: what has happened when it fires.
    pub summary: &'static str,
    /// The name of the bundled scenario in which it fires rightly; one of [`scenarios`].
    pub scenario: &'static str,
    /// Whether the rule as published can never fire; then `scenario` is where it should.
    pub never: bool,
    /// Where the published rule is wrong, as far as the catalogue shows it.
    pub wrong: Option<Wrong>,
}

/// How a published rule goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The name of the bundled scenario that shows it.
    pub scenario: &'static str,
    /// Whether the rule fires there, though nothing is wrong; else it stays silent, though something is.
    pub fires: bool,
}

/// The texts of an alert, for whoever has the whole catalogue built in.
impl Alert {
    fn texts(&self) -> piece::AlertTexts<'static> {
        // The build script wrote the bytes with the same types; a test decodes each.
        shelf::everything(&piece::alert(self.id)).and_then(piece::AlertTexts::read).unwrap_or_default()
    }

    /// The rule as published, a bare rule of a rule file.
    pub fn rule_yaml(&self) -> &'static str {
        self.texts().rule
    }

    /// A rule to use in its place, where there is one.
    pub fn better(&self) -> Option<Better<'static>> {
        self.texts().better
    }

    /// The runbook, its placeholders not yet filled: see [`fill::fill`].
    pub fn runbook(&self) -> Vec<Section> {
        self.texts().runbook().unwrap_or_default()
    }

    /// A rule file with this rule alone, as Prometheus and promtool read it.
    pub fn rule_file(&self) -> String {
        rule_file(self.rule_yaml())
    }

    /// Its unit test in promtool's format; `rules.yml` in it stands for a rule file with this rule.
    pub fn test_yaml(&self) -> &'static str {
        self.tests()[0]
    }

    /// The unit test of the better rule; empty where there is none.
    pub fn better_test_yaml(&self) -> &'static str {
        self.tests()[1]
    }

    fn tests(&self) -> [&'static str; 2] {
        let idx = ALERTS.iter().position(|it| it.id == self.id);
        idx.and_then(|idx| TESTS.get(idx)).copied().unwrap_or_default()
    }
}

/// A rule file with the bare rule `yaml` alone, as Prometheus and promtool read it.
pub fn rule_file(yaml: &str) -> String {
    let mut file = "groups:\n  - name: catalogue\n    rules:\n      -\n".to_owned();
    for line in yaml.lines().filter(|it| !it.is_empty()) {
        file.push_str("        ");
        file.push_str(line);
        file.push('\n');
    }
    file
}

/// A bundled scenario, as the index has it; its text is a piece.
#[derive(Debug)]
pub struct ScenarioEntry {
    /// Its name in links, files and on the command line.
    pub name: &'static str,
    /// One line: what happens.
    pub title: &'static str,
    /// The id of the alert that it is best looked at with.
    pub alert: &'static str,
}

impl ScenarioEntry {
    /// The scenario part of a document, as YAML, for whoever has the whole catalogue built in.
    pub fn yaml(&self) -> &'static str {
        let bytes = shelf::everything(&piece::scenario(self.name)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// All alerts in order of their ids.
pub fn alerts() -> &'static [Alert] {
    &ALERTS
}

/// The alert with the id `<exporter>/<slug>`.
pub fn alert(id: &str) -> Option<&'static Alert> {
    ALERTS.iter().find(|it| it.id == id)
}

/// All bundled scenarios in order of their names.
pub fn scenarios() -> &'static [ScenarioEntry] {
    &SCENARIOS
}

/// The bundled scenario of this name.
pub fn scenario(name: &str) -> Option<&'static ScenarioEntry> {
    SCENARIOS.iter().find(|it| it.name == name)
}

/// The names of all bundled drills, in order.
pub fn drills() -> &'static [&'static str] {
    &DRILLS
}

/// The names of all bundled exercises, in order.
pub fn exercises() -> &'static [&'static str] {
    &EXERCISES
}
