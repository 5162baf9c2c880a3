//! Alerts, runbooks and scenarios as data. It must know nobody.
//!
//! The folders `alerts/<exporter>/<slug>` and the files `scenarios/<name>.yml` are the catalogue; the build script
//! turns them into one table. Adding an alert adds one folder and touches no file.

pub mod fill;
pub mod markup;

use markup::Section;

/// A published alert with everything that belongs to it.
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
    /// The rule as published, a bare rule of a rule file.
    rule: &'static str,
    /// A rule to use in its place.
    better: Option<Better>,
    /// The runbook as postcard bytes of its sections.
    runbook: &'static [u8],
}

/// How a published rule goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The name of the bundled scenario that shows it.
    pub scenario: &'static str,
    /// Whether the rule fires there, though nothing is wrong; else it stays silent, though something is.
    pub fires: bool,
}

/// A rule to use in place of a published one: it fires where that one rightly fires, and does the opposite where that
/// one is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Better {
    /// Why, in prose: the fact, the number, the way out.
    pub reason: &'static str,
    /// The rule, a bare rule of a rule file.
    pub rule: &'static str,
}

impl Alert {
    /// The rule as published, a bare rule of a rule file.
    pub fn rule_yaml(&self) -> &'static str {
        self.rule
    }

    /// A rule to use in its place, where there is one.
    pub fn better(&self) -> Option<Better> {
        self.better
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

    /// The runbook, its placeholders not yet filled: see [`fill::fill`].
    pub fn runbook(&self) -> Vec<Section> {
        // The build script wrote the bytes with the same types; a test decodes each.
        postcard::from_bytes(self.runbook).unwrap_or_default()
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

/// A bundled scenario.
#[derive(Debug)]
pub struct ScenarioEntry {
    /// Its name in links, files and on the command line.
    pub name: &'static str,
    /// One line: what happens.
    pub title: &'static str,
    /// The id of the alert that it is best looked at with.
    pub alert: &'static str,
    /// The scenario part of a document, as YAML.
    pub yaml: &'static str,
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
