//! `alertplay test`: promtool's unit tests of rules. It must not evaluate or compare anything itself.

mod difference;
mod glob;
mod show;

use crate::check;
use crate::failure::Failure;
use crate::{input, say};
use alerting::unit_test::{RuleSource, TestFile, TestOptions, parse_tests};
use alerting::{RuleFile, Strictness};
use lexopt::{Arg, ValueExt};
use series::{MatchOp, Matcher, RegexDialect};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What the command is told.
#[derive(Default)]
struct Args {
    files: Vec<PathBuf>,
    options: TestOptions,
    ignore_unknown: bool,
    /// Patterns of the names of the tests to run; none runs all.
    run: Vec<String>,
}

/// The command. A test that fails ends it with 1.
pub(crate) fn main(args: Vec<OsString>) -> Result<(), Failure> {
    let args = read(args)?;
    let run = chosen(&args.run)?;
    let wrong = args.files.iter().filter(|file| !test(file, &args, run.as_ref())).count();
    if wrong == 0 { Ok(()) } else { Err(Failure::Said) }
}

fn read(args: Vec<OsString>) -> Result<Args, Failure> {
    let mut read = Args::default();
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("semantics") => {
                read.options.semantics = crate::semantics::read(&parser.value()?.string()?)?;
            }
            Arg::Long("run") => read.run.push(parser.value()?.string()?),
            Arg::Long("ignore-unknown-fields") => read.ignore_unknown = true,
            Arg::Value(value) => read.files.push(PathBuf::from(value)),
            other => return Err(other.unexpected().into()),
        }
    }
    if read.files.is_empty() {
        return Err(Failure::Usage("test needs a file".to_owned()));
    }
    Ok(read)
}

/// What a test's name must match: any of the patterns anywhere.
fn chosen(patterns: &[String]) -> Result<Option<Matcher>, Failure> {
    if patterns.is_empty() {
        return Ok(None);
    }
    let pattern = format!(".*(?:{}).*", patterns.join("|"));
    let matcher = Matcher::new("name", MatchOp::Regex, &pattern, RegexDialect::DotAll);
    matcher.map(Some).map_err(|err| Failure::Usage(format!("--run: {err}")))
}

/// Runs the tests of one file and prints what promtool prints; says whether all are as expected.
fn test(path: &Path, args: &Args, run: Option<&Matcher>) -> bool {
    say::data(format_args!("Unit Testing:  {}", path.display()));
    let failures = outcome(path, args, run);
    if failures.is_empty() {
        say::data("  SUCCESS\n");
        return true;
    }
    say::talk("  FAILED:");
    failures.iter().for_each(|failure| say::talk(format_args!("{failure}\n")));
    say::data("");
    false
}

/// What is wrong with the tests of a file, in words.
fn outcome(path: &Path, args: &Args, run: Option<&Matcher>) -> Vec<String> {
    let file = match input::file(path)
        .map_err(|err| format!("{}: {err}", path.display()))
        .and_then(|text| parse_tests(&text).map_err(|errors| form(&errors)))
    {
        Ok(file) => file,
        Err(message) => return vec![message],
    };
    let mut order = file.group_eval_order.clone();
    order.sort();
    if let Some(pair) = order.windows(2).find(|pair| pair[0] == pair[1]) {
        return vec![format!("group name repeated in evaluation order: {}", pair[0])];
    }
    let sources = match sources(path, &file, args) {
        Ok(sources) => sources,
        Err(message) => return vec![message],
    };
    let chosen =
        file.tests.iter().enumerate().filter(|(_, it)| run.is_none_or(|run| run.matches_value(&it.name)));
    chosen.flat_map(|(idx, _)| file.run(idx, &sources, args.options)).map(|it| show::failure(&it)).collect()
}

/// What is wrong with a file's form, without its name, which stands above.
fn form(errors: &[alerting::FileError]) -> String {
    check::shown(errors, "").join("\n").replace("\n: ", "\n").trim_start_matches(": ").to_owned()
}

/// The rule files that the test file names, each once.
fn sources(path: &Path, file: &TestFile, args: &Args) -> Result<Vec<RuleSource>, String> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut found: Vec<PathBuf> = Vec::new();
    for pattern in &file.rule_files {
        let pattern = folder.join(pattern);
        let matched = glob::paths(&pattern)?;
        if matched.is_empty() {
            say::talk(format_args!("  WARNING: no file match pattern {}", pattern.display()));
        }
        found.extend(matched.into_iter().filter(|it| !found.contains(it)).collect::<Vec<_>>());
    }
    let strictness = Strictness { semantics: args.options.semantics, ignore_unknown: args.ignore_unknown };
    Ok(found.iter().map(|it| rules(it, &strictness)).collect())
}

fn rules(path: &Path, strictness: &Strictness) -> Result<RuleFile, Vec<String>> {
    let text = input::file(path).map_err(|err| vec![format!("{}: {err}", path.display())])?;
    let name = path.display().to_string();
    alerting::check_rules(&text, strictness).map_err(|errors| check::shown(&errors, &name))
}
