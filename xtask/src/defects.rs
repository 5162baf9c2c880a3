//! `cargo xtask defects`: defects are planted one at a time into a copy of the project, and the test that each names must fail; it
//! knows the form of tests/defects, not what a defect means.

mod file;

use crate::report::{Report, Tally};
use crate::{Outcome, repo, run};
pub(crate) use file::Defect;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Where the defects are kept.
pub(crate) const FOLDER: &str = "tests/defects/";

/// Plants every defect whose name holds one of `names`, all where there are none.
pub(crate) fn defects(names: &[String]) -> Outcome<()> {
    let files = repo::files()?;
    let wanted = |path: &str| names.is_empty() || names.iter().any(|it| path.contains(it.as_str()));
    let all = files.iter().filter(|it| it.starts_with(FOLDER) && wanted(it));
    let all = all.map(|path| Defect::read(path, &repo::read(path)?)).collect::<Outcome<Vec<_>>>()?;
    let copy = Copy::new(&files)?;
    let mut report = Report::default();
    let sound = run::step("without a defect", || copy.all_pass(&all));
    report.note("without a defect", sound);
    for it in &all {
        let start = Instant::now();
        let outcome = copy.plant(it);
        println!("{:44} {:5.1} s  {}", it.name, start.elapsed().as_secs_f32(), said(&outcome));
        let caught = report.note(&it.name, outcome).is_some();
        report.add("defects", Tally::one(caught));
    }
    report.finish()
}

fn said(outcome: &Outcome<Vec<String>>) -> String {
    match outcome {
        Ok(tests) => format!("caught by {}", tests.join(", ")),
        Err(_) => "NOT CAUGHT".to_owned(),
    }
}

/// A copy of the project's files, which keeps what cargo built in it.
struct Copy {
    root: PathBuf,
    target: PathBuf,
}

impl Copy {
    /// Brings the copy up to date; a file that is the same is not touched, so that cargo need not build it anew.
    fn new(files: &[String]) -> Outcome<Self> {
        let top = repo::target().join("defects");
        let copy = Self { root: top.join("tree"), target: top.join("build") };
        for path in files {
            let bytes = std::fs::read(repo::root().join(path)).map_err(|error| format!("{path}: {error}"))?;
            copy.write(path, &bytes)?;
        }
        Ok(copy)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> Outcome<()> {
        let file = self.root.join(path);
        if std::fs::read(&file).is_ok_and(|it| it == bytes) {
            return Ok(());
        }
        let folder = file.parent().unwrap_or(Path::new("."));
        let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&file, bytes));
        written.map_err(|error| format!("{}: {error}", file.display()))
    }

    fn cargo(&self, more: &[&str], defect: &Defect) -> Command {
        let mut cargo = repo::cargo();
        cargo.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target).args(["test", "--quiet"]);
        cargo.args(more).args(defect.cargo.split_whitespace());
        // What a test finds by chance must not be written beside the copy's sources.
        cargo.env("PROPTEST_FAILURE_PERSISTENCE", "off").env("RUST_BACKTRACE", "0");
        cargo
    }

    /// Without a defect all tests pass, else that one fails says nothing.
    fn all_pass(&self, defects: &[Defect]) -> Outcome<()> {
        let mut seen: Vec<&str> = Vec::new();
        for it in defects.iter().filter(|it| !it.cargo.is_empty()) {
            if !seen.contains(&it.cargo.as_str()) {
                seen.push(&it.cargo);
                run::run(&mut self.cargo(&[], it))?;
            }
        }
        Ok(())
    }

    /// Plants one, and puts everything back; the tests that failed.
    fn plant(&self, defect: &Defect) -> Outcome<Vec<String>> {
        let sound = repo::read(&defect.file)?;
        let planted = defect.planted(&sound)?;
        self.write(&defect.file, planted.as_bytes())?;
        let outcome = self.failing(defect);
        self.write(&defect.file, sound.as_bytes())?;
        outcome
    }

    fn failing(&self, defect: &Defect) -> Outcome<Vec<String>> {
        // A defect that does not compile is none.
        run::capture(&mut self.cargo(&["--no-run"], defect))?;
        let mut command = self.cargo(&["--no-fail-fast"], defect);
        let output = command.output().map_err(|error| error.to_string())?;
        let failed = file::failed(&String::from_utf8_lossy(&output.stdout));
        if output.status.success() {
            return Err(format!("{} passes with the defect: {}", defect.cargo, defect.what));
        }
        if failed.iter().any(|it| it == &defect.test) {
            return Ok(failed);
        }
        Err(format!("{} does not fail, but: {}", defect.test, failed.join(", ")))
    }
}
