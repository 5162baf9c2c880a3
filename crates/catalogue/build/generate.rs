//! Writes the catalogue's index as Rust source, and its pieces as files. It must not know where its entries come from.

use crate::folders::{Alert, Lesson, Scenario};
use crate::piece::{self, AlertTexts, Better};
use crate::{cards, gallery};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The alert that is shown first: its piece and its scenario's are in every program.
const FIRST: &str = "haproxy_exporter/haproxy-server-down";

/// Pieces by the path of their files: the name, and an ending that tells people what is in them.
pub(crate) type Pieces = BTreeMap<String, Vec<u8>>;

/// All pieces.
pub(crate) fn pieces(
    alerts: &[Alert],
    scenarios: &[Scenario],
    exercises: &[Lesson],
    drills: &[Lesson],
) -> Result<Pieces, String> {
    let mut pieces = Pieces::new();
    for it in alerts {
        pieces.insert(piece::alert(&it.id()) + ".bin", texts(it)?);
    }
    for it in scenarios {
        pieces.insert(piece::scenario(&it.name) + ".yml", it.yaml.clone().into_bytes());
    }
    for it in exercises {
        pieces.insert(piece::exercise(&it.name) + ".yml", it.yaml.clone().into_bytes());
    }
    for it in drills {
        pieces.insert(piece::drill(&it.name) + ".yml", it.yaml.clone().into_bytes());
    }
    for (name, list) in [(piece::EXERCISES, exercises), (piece::DRILLS, drills)] {
        let lines: String = list.iter().map(|it| it.line.as_str()).collect();
        pieces.insert(name.to_owned() + ".txt", lines.into_bytes());
    }
    pieces.insert(gallery::PIECE.to_owned() + ".bin", cards::cards(alerts, scenarios)?);
    Ok(pieces)
}

fn texts(alert: &Alert) -> Result<Vec<u8>, String> {
    let told = |error: postcard::Error| error.to_string();
    let runbook = postcard::to_allocvec(&alert.runbook.sections).map_err(told)?;
    let better = alert.better.as_ref().map(|(it, _)| Better { reason: &it.reason, rule: &it.rule });
    let head = &alert.runbook.head;
    let (catches, harm) = (head.catches.as_str(), head.harm.as_str());
    postcard::to_allocvec(&AlertTexts { rule: &alert.rule, better, runbook: &runbook, catches, harm })
        .map_err(told)
}

/// The source that `src/lib.rs` includes: tables in order of their names. `folder` holds the pieces' files.
pub(crate) fn source(
    alerts: &[Alert],
    scenarios: &[Scenario],
    [exercises, drills]: &[&[Lesson]; 2],
    pieces: &Pieces,
    folder: &str,
) -> Result<String, String> {
    let first =
        alerts.iter().find(|it| it.id() == FIRST).ok_or_else(|| format!("there is no alerts/{FIRST}"))?;
    let beginning = [piece::alert(FIRST), piece::scenario(&first.runbook.head.scenario)];
    let mut out =
        format!("/// The id of the alert that is shown first.\npub const FIRST: &str = {FIRST:?};\n");
    table(&mut out, "ALERTS", "Alert", alerts.iter().map(entry));
    let tests = alerts.iter().map(|it| {
        let better = it.better.as_ref().map_or("", |(_, test)| test);
        format!("[{:?}, {better:?}]", it.test)
    });
    table(&mut out, "TESTS", "[&str; 2]", tests);
    let scenarios = scenarios.iter().map(|it| {
        format!("ScenarioEntry {{ name: {:?}, title: {:?}, alert: {:?} }}", it.name, it.title, it.alert)
    });
    table(&mut out, "SCENARIOS", "ScenarioEntry", scenarios);
    table(&mut out, "EXERCISES", "&str", exercises.iter().map(|it| format!("{:?}", it.name)));
    table(&mut out, "DRILLS", "&str", drills.iter().map(|it| format!("{:?}", it.name)));
    let file = |path: &String| {
        let name = path.rsplit_once('.').map_or(path.as_str(), |(name, _)| name);
        (name.to_owned(), format!("({name:?}, include_bytes!({:?}).as_slice())", format!("{folder}/{path}")))
    };
    let files: Vec<_> = pieces.keys().map(file).collect();
    let kept = files.iter().filter(|(name, _)| beginning.contains(name)).map(|(_, it)| it.clone());
    table(&mut out, "BEGINNING", "(&str, &[u8])", kept);
    table(&mut out, "PIECES", "(&str, &[u8])", files.iter().map(|(_, it)| it.clone()));
    Ok(out)
}

/// A table of its own for each purpose: what nobody asks for is left out of the download.
fn table(out: &mut String, name: &str, kind: &str, rows: impl Iterator<Item = String>) {
    let rows: Vec<_> = rows.collect();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "static {name}: [{kind}; {}] = [\n{}];", rows.len(), rows.join(",\n"));
}

/// An alert of the index.
fn entry(it: &Alert) -> String {
    let head = &it.runbook.head;
    let wrong = head.wrong.as_ref();
    let wrong = wrong.map(|it| format!("Some(Wrong {{ scenario: {it:?}, fires: {} }})", head.fires));
    format!(
        "Alert {{ id: {:?}, exporter: {:?}, slug: {:?}, title: {:?}, summary: {:?}, scenario: {:?}, never: {:?}, wrong: {} }}",
        it.id(),
        it.exporter,
        it.slug,
        it.title,
        head.summary,
        head.scenario,
        head.never,
        wrong.as_deref().unwrap_or("None"),
    )
}
