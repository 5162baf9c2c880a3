//! Turns the folders `alerts/`, `scenarios/`, `exercises/` and `drills/` into the catalogue's index and pieces, runbooks rendered. It must
//! not know what any of them means: adding one adds a folder or a file and touches nothing here.

#[path = "build/better.rs"]
mod better;
#[path = "build/cards.rs"]
mod cards;
#[path = "build/folders.rs"]
mod folders;
#[expect(unreachable_pub, reason = "the library's own file, seen from a binary")]
#[path = "src/gallery.rs"]
mod gallery;
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
#[expect(
    unreachable_pub,
    dead_code,
    reason = "the library's own file, seen from a binary that only writes pieces"
)]
#[path = "src/piece.rs"]
mod piece;
#[path = "build/runbook.rs"]
mod runbook;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A directory is watched with everything below it.
    let files = ["build.rs", "src/gallery.rs", "src/markup.rs", "src/piece.rs"];
    for it in ["alerts", "scenarios", "exercises", "drills", "build"].into_iter().chain(files) {
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
    let exercises = folders::exercises(&Path::new(&root).join("exercises"))?;
    let drills = folders::drills(&Path::new(&root).join("drills"))?;
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
    let pieces = generate::pieces(&alerts, &scenarios, &exercises, &drills)?;
    let folder = Path::new(&out).join("pieces");
    write(&folder, &pieces).map_err(|error| format!("{}: {error}", folder.display()))?;
    let source = generate::source(
        &alerts,
        &scenarios,
        &[&exercises, &drills],
        &pieces,
        &folder.display().to_string(),
    )?;
    std::fs::write(Path::new(&out).join("catalogue.rs"), source).map_err(|error| error.to_string())
}

/// Makes the folder hold exactly these files: `cargo xtask dist` publishes whatever is in it.
fn write(folder: &Path, pieces: &generate::Pieces) -> std::io::Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    for (path, bytes) in pieces {
        let file = folder.join(path);
        file.parent().map_or(Ok(()), std::fs::create_dir_all)?;
        std::fs::write(file, bytes)?;
    }
    Ok(())
}
