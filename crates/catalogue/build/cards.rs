//! The gallery's cards, from the comments and the text of the scenarios. It must not know how a card looks.

use crate::folders::{Alert, Scenario};
use crate::gallery::{Card, Verdict};

/// The cards of all scenarios, as postcard writes them.
pub(crate) fn cards(alerts: &[Alert], scenarios: &[Scenario]) -> Result<Vec<u8>, String> {
    let cards: Result<Vec<_>, _> = scenarios.iter().map(|it| card(alerts, it)).collect();
    postcard::to_allocvec(&cards?).map_err(|error| error.to_string())
}

fn card(alerts: &[Alert], scenario: &Scenario) -> Result<Card, String> {
    let wrong = |what: &str| format!("scenarios/{}.yml: {what}", scenario.name);
    let teaches =
        comment(&scenario.yaml, "# Teaches: ").ok_or_else(|| wrong("no comment `# Teaches: ...`"))?;
    let verdict = comment(&scenario.yaml, "# Verdict: ").unwrap_or_default();
    let verdict = match verdict.as_str() {
        "fires" => Verdict::Fires,
        "fires wrongly" => Verdict::FiresWrongly,
        "silent wrongly" => Verdict::SilentWrongly,
        _ => return Err(wrong("no comment `# Verdict: fires|fires wrongly|silent wrongly`")),
    };
    let about = folded(&scenario.yaml, "about: >-").ok_or_else(|| wrong("no `about: >-`"))?;
    // Whether there is such an alert is judged elsewhere, with better words.
    let alert = alerts.iter().find(|it| it.id() == scenario.alert);
    Ok(Card {
        name: scenario.name.clone(),
        title: scenario.title.clone(),
        teaches: sentence(&teaches),
        about,
        alert: alert.map(|it| it.title.clone()).unwrap_or_default(),
        exporter: alert.map(|it| it.exporter.clone()).unwrap_or_default(),
        verdict,
    })
}

/// The comment that begins with `start`, up to the next one that has a name or the end of the comments.
fn comment(yaml: &str, start: &str) -> Option<String> {
    let mut lines = yaml.lines().skip_while(|it| !it.starts_with(start));
    let mut text = lines.next()?.strip_prefix(start)?.to_owned();
    let named = |it: &str| {
        it.starts_with("# Alert: ") || it.starts_with("# Teaches: ") || it.starts_with("# Verdict: ")
    };
    for line in lines.take_while(|it| it.starts_with("# ") && !named(it)) {
        text.push_str(&line[1..]);
    }
    Some(text)
}

/// The first sentence, as one begins; code is not marked in it.
fn sentence(text: &str) -> String {
    let end = text.find(". ").map_or(text.len(), |it| it + 1);
    let text = &text[..end];
    let mut letters = text.chars();
    match letters.next() {
        // A name in code is written as it is.
        Some(first) if first != '`' => first.to_uppercase().chain(letters).filter(|it| *it != '`').collect(),
        _ => text.replace('`', ""),
    }
}

/// A folded block of YAML under a top-level key.
fn folded(yaml: &str, key: &str) -> Option<String> {
    let lines = yaml.lines().skip_while(|it| *it != key).skip(1).take_while(|it| it.starts_with("  "));
    let text = lines.map(str::trim).collect::<Vec<_>>().join(" ").replace('`', "");
    (!text.is_empty()).then_some(text)
}
