//! The arguments of `alertplay check`. They must not be acted on here.

use crate::failure::Failure;
use alerting::Strictness;
use lexopt::{Arg, ValueExt};
use lint::Severity;
use std::ffi::OsString;
use std::path::PathBuf;

/// Which files, and what of them.
#[derive(Default)]
pub(super) struct Args {
    pub(super) files: Vec<PathBuf>,
    pub(super) strictness: Strictness,
    /// Whether advice is given too, and how.
    pub(super) lint: Option<Lint>,
}

/// How advice is given.
#[derive(Default)]
pub(super) struct Lint {
    /// The scenario whose samples are looked at.
    pub(super) scenario: Option<String>,
    /// The least grave finding that makes the command fail.
    pub(super) fail_on: Option<Severity>,
    pub(super) json: bool,
}

/// Without a file it is standard input, as in promtool.
pub(super) fn read(args: Vec<OsString>) -> Result<Args, Failure> {
    let (mut read, mut lint, mut wanted, mut detailed) = (Args::default(), Lint::default(), false, false);
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next()? {
        detailed |= matches!(&arg, Arg::Long("scenario" | "fail-on" | "format"));
        match arg {
            Arg::Long("ignore-unknown-fields") => read.strictness.ignore_unknown = true,
            Arg::Long("semantics") => {
                read.strictness.semantics = crate::semantics::read(&parser.value()?.string()?)?;
            }
            Arg::Long("lint") => wanted = true,
            Arg::Long("scenario") => lint.scenario = Some(parser.value()?.string()?),
            Arg::Long("fail-on") => lint.fail_on = Some(severity(&parser.value()?.string()?)?),
            Arg::Long("format") => lint.json = is_json(&parser.value()?.string()?)?,
            Arg::Value(value) => read.files.push(PathBuf::from(value)),
            other => return Err(other.unexpected().into()),
        }
    }
    if detailed && !wanted {
        return Err(Failure::Usage("--scenario, --fail-on and --format belong to --lint".to_owned()));
    }
    read.lint = wanted.then_some(lint);
    if read.files.is_empty() {
        read.files.push(PathBuf::from("-"));
    }
    Ok(read)
}

fn severity(text: &str) -> Result<Severity, Failure> {
    match text {
        "warning" => Ok(Severity::Warning),
        "error" => Ok(Severity::Error),
        other => Err(Failure::Usage(format!("--fail-on: {other} is neither warning nor error"))),
    }
}

fn is_json(text: &str) -> Result<bool, Failure> {
    match text {
        "text" => Ok(false),
        "json" => Ok(true),
        other => Err(Failure::Usage(format!("--format: {other} is neither text nor json"))),
    }
}
