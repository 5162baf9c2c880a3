//! `alertplay exercise`: bundled exercises, and the check of one. It must not judge anything.

mod find;
mod show;
mod sound;

use crate::failure::Failure;
use crate::run::Format;
use crate::{input, say};
use find::Found;
use lexopt::ValueExt;
use playground::document::{Exercise, Rule};
use playground::exercise::{Listed, Progress, Verdict, rules};
use playground::{bundled, share};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The command.
pub(crate) fn main(args: Vec<OsString>) -> Result<(), Failure> {
    let mut args = args.into_iter();
    let word = args.next().unwrap_or_default();
    match word.to_str() {
        Some("list") if args.len() == 0 => {
            say::text(list());
            Ok(())
        }
        Some("check") => check(args.collect()),
        Some("link") => link(args.collect()),
        _ => Err(Failure::Usage("exercise: it is list, check or link".to_owned())),
    }
}

/// Each bundled exercise in a line: name, level, title and codes.
fn list() -> String {
    let line = |it: &Listed| format!("{:28} {}  {} ({})\n", it.name, it.level, it.title, it.teaches);
    bundled::exercises().iter().map(line).collect()
}

fn check(args: Vec<OsString>) -> Result<(), Failure> {
    let (mut name, mut solution, mut rule, mut format) = (None, false, None, Format::Text);
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next()? {
        match arg {
            lexopt::Arg::Long("solution") => solution = true,
            lexopt::Arg::Long("rule") => rule = Some(PathBuf::from(parser.value()?)),
            lexopt::Arg::Long("format") => format = Format::of(&parser.value()?.string()?)?,
            lexopt::Arg::Value(value) if name.is_none() => name = Some(value.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let name =
        name.ok_or_else(|| Failure::Usage("exercise check needs a file, a name or a link".to_owned()))?;
    if solution && rule.is_some() {
        return Err(Failure::Usage("--solution and --rule exclude each other".to_owned()));
    }
    let found = find::find(&name)?;
    let answer = match (rule, solution, &found) {
        (Some(path), ..) => Some(rules_of(&path)?),
        (_, true, it) => Some(rules(&it.exercise.solution, &it.start)),
        (_, _, Found { answer: true, start, .. }) => Some(start.rules.clone()),
        _ => None,
    };
    match answer {
        Some(answer) => show::verdict(&judged(&found.exercise, &answer)?, format),
        None => sound::check(&found, format),
    }
}

fn rules_of(path: &Path) -> Result<Vec<Rule>, Failure> {
    let wrong = |why: String| Failure::Input(format!("{}: {why}", path.display()));
    bundled::rules_of_file(&input::file(path).map_err(wrong)?).map_err(wrong)
}

/// What `answer` comes to.
fn judged(exercise: &Exercise, answer: &[Rule]) -> Result<Verdict, Failure> {
    let mut check = bundled::exercise_check(exercise, answer).map_err(Failure::Input)?;
    loop {
        match check.step(u32::MAX) {
            Progress::Working(_) => {}
            Progress::Done(verdict) => return Ok(verdict),
            Progress::Failed(why) => return Err(Failure::Input(why)),
        }
    }
}

fn link(args: Vec<OsString>) -> Result<(), Failure> {
    let [name] = args.as_slice() else {
        return Err(Failure::Usage("exercise link needs a file or a name".to_owned()));
    };
    let found = find::find(&name.to_string_lossy())?;
    say::data(format_args!("#{}", share::encode(&found.start)));
    Ok(())
}
