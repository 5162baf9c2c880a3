//! The files that a page offers of the present picture. It must not know how a page hands them over.

use super::summary;
use crate::document;
use crate::model::Model;
use crate::scene::Scene;
use crate::view::File;
use serde::{Deserialize, Serialize};

/// What can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// The rule as a rule file.
    Rules,
    /// A promtool test of it over this scenario.
    UnitTest,
    /// All samples.
    OpenMetrics,
    /// All samples as a table.
    Csv,
    /// The scenario alone, as the catalogue writes one.
    Scenario,
    /// Everything that a person made.
    Document,
    /// A few lines for a chat.
    Text,
    /// For an issue or a wiki.
    Markdown,
}

/// The file of `format`, with the name that it is saved under.
///
/// # Errors
/// Why there is none, in words.
pub(crate) fn file(model: &Model, format: Format) -> Result<File, String> {
    let picture = model.picture.as_ref().ok_or("nothing has been computed yet")?;
    let scene = Scene::new(model, picture);
    let (name, text) = match format {
        Format::Rules => ("rules.yml", super::rules_of_document(&model.document)),
        Format::UnitTest => {
            let own = &picture.plan.rule.alert;
            if model.document.rules.iter().filter(|it| it.alert == *own).count() > 1 {
                return Err(format!("a test names alerts, and two rules are named {own}: rename one"));
            }
            ("rules_test.yml", super::unit_test(picture, "rules.yml")?)
        }
        Format::OpenMetrics => ("metrics.om", super::openmetrics(picture)?),
        Format::Csv => ("samples.csv", super::csv(picture)),
        Format::Scenario => ("scenario.yml", document::write_scenario(&model.document.scenario)),
        Format::Document => ("alertplay.yml", document::write(&model.document)),
        Format::Text => ("", summary::text(model, &scene)),
        Format::Markdown => ("", summary::markdown(model, &scene, &super::rules(picture))),
    };
    Ok(File { name: name.to_owned(), text })
}
