//! The head of a runbook: what the alert says, and the scenarios that show it rightly and wrongly. It must not know the
//! runbook's text.

use crate::markdown::Error;

/// What stands between the two `---` lines.
pub(crate) struct Head {
    pub(crate) summary: String,
    /// The scenario in which the alert fires rightly.
    pub(crate) scenario: String,
    /// Whether the rule as published cannot fire at all, and `scenario` is where it should.
    pub(crate) never: bool,
    /// A scenario in which the published rule is wrong.
    pub(crate) wrong: Option<String>,
    /// How it is wrong there: whether it fires.
    pub(crate) fires: bool,
    /// The kinds of faults that it is meant to find, in words: in any case, and where users are hurt.
    pub(crate) catches: String,
    /// See `catches`.
    pub(crate) harm: String,
}

/// Reads the lines of a head; the first of them is the file's second.
pub(crate) fn read(text: &str) -> Result<Head, Error> {
    let [mut summary, mut scenario, mut never, mut wrong, mut wrongly, mut catches, mut harm] =
        [const { None::<String> }; 7];
    for (idx, line) in text.lines().enumerate() {
        let at = |message: &str| Error::at(idx + 2, message);
        let (key, value) = line.split_once(": ").unwrap_or_default();
        let place = match key {
            "summary" => &mut summary,
            "scenario" => &mut scenario,
            "never" if value == "true" => &mut never,
            "wrong" => &mut wrong,
            "catches" => &mut catches,
            "harm" => &mut harm,
            "wrongly" if ["fires", "silent"].contains(&value) => &mut wrongly,
            _ => {
                return Err(at("only `summary: ...`, `scenario: <name>`, `never: true`, `wrong: <name>`, \
                               `wrongly: fires` or `wrongly: silent`, `catches: <faults>` and `harm: <faults>` stand in the head"));
            }
        };
        if place.replace(value.to_owned()).is_some() {
            return Err(at(&format!("`{key}` is there twice")));
        }
    }
    if wrong.is_some() != wrongly.is_some() {
        return Err(Error::at(1, "`wrong: <name>` and `wrongly: fires` or `wrongly: silent` go together"));
    }
    let fires = wrongly.as_deref() == Some("fires");
    if never.is_some() && fires {
        return Err(Error::at(1, "a rule with `never: true` fires nowhere, also not wrongly"));
    }
    if catches.is_none() && harm.is_none() {
        return Err(Error::at(1, "the head says neither `catches: <faults>` nor `harm: <faults>`"));
    }
    let missing = |key: &str| Error::at(1, &format!("the head has no `{key}: ...`"));
    Ok(Head {
        summary: summary.ok_or_else(|| missing("summary"))?,
        scenario: scenario.ok_or_else(|| missing("scenario"))?,
        never: never.is_some(),
        wrong,
        fires,
        catches: catches.unwrap_or_default(),
        harm: harm.unwrap_or_default(),
    })
}
