//! Turns the folders `alerts/` and `scenarios/` into the catalogue's table, runbooks rendered. It must not know
//! what an alert or a scenario means: adding one adds a folder or a file and touches nothing here.

#[path = "build/better.rs"]
mod better;
#[path = "build/folders.rs"]
mod folders;
#[path = "build/generate.rs"]
mod generate;
#[path = "build/head.rs"]
mod head;
#[path = "build/inline.rs"]
mod inline;
#[path = "build/markdown.rs"]
mod markdown;
#[expect(unreachable_pub, reason = "the library's own file, seen from a binary")]
#[path = "src/markup.rs"]
mod markup;
#[path = "build/runbook.rs"]
mod runbook;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A directory is watched with everything below it.
    for it in ["alerts", "scenarios", "build", "build.rs", "src/markup.rs"] {
        println!("cargo::rerun-if-changed={it}");
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error={message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let root = std::env::var("CARGO_MANIFEST_DIR").map_err(|error| error.to_string())?;
    let out = std::env::var("OUT_DIR").map_err(|error| error.to_string())?;
    let alerts = folders::alerts(&Path::new(&root).join("alerts"))?;
    let scenarios = folders::scenarios(&Path::new(&root).join("scenarios"))?;
    for alert in &alerts {
        let head = &alert.runbook.head;
        for name in [Some(&head.scenario), head.wrong.as_ref()].into_iter().flatten() {
            if !scenarios.iter().any(|it| it.name == *name) {
                return Err(format!("alerts/{}/runbook.md: there is no scenarios/{name}.yml", alert.id()));
            }
        }
    }
    for scenario in &scenarios {
        if !alerts.iter().any(|it| it.id() == scenario.alert) {
            return Err(format!("scenarios/{}.yml: there is no alerts/{}", scenario.name, scenario.alert));
        }
    }
    let source = generate::source(&alerts, &scenarios)?;
    std::fs::write(Path::new(&out).join("catalogue.rs"), source).map_err(|error| error.to_string())
}
