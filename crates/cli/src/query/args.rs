//! The arguments of `alertplay query`. They must not be acted on here.

use crate::failure::Failure;
use lexopt::{Arg, ValueExt};
use promql::{Semantics, Steps};
use std::ffi::OsString;
use std::path::PathBuf;

/// What to evaluate, over which series, when and how.
pub(super) struct Args {
    pub(super) series: PathBuf,
    pub(super) when: When,
    pub(super) semantics: Semantics,
    pub(super) max_samples: Option<u64>,
    pub(super) delayed_name_removal: bool,
    pub(super) expression: String,
}

/// One instant or several; milliseconds since the epoch.
#[derive(Clone, Copy)]
pub(super) enum When {
    At(i64),
    Range(Steps),
}

pub(super) fn read(args: Vec<OsString>) -> Result<Args, Failure> {
    let (mut series, mut expression, mut max_samples) = (None, None, None);
    let (mut at, mut from, mut to, mut step) = (None, None, None, None);
    let (mut semantics, mut delayed_name_removal) = (Semantics::default(), false);
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("series") => series = Some(PathBuf::from(parser.value()?)),
            Arg::Long("at") => at = Some(millis("--at", &parser.value()?.string()?)?),
            Arg::Long("from") => from = Some(millis("--from", &parser.value()?.string()?)?),
            Arg::Long("to") => to = Some(millis("--to", &parser.value()?.string()?)?),
            Arg::Long("step") => step = Some(millis("--step", &parser.value()?.string()?)?),
            Arg::Long("semantics") => semantics = version(&parser.value()?.string()?)?,
            Arg::Long("max-samples") => max_samples = Some(parser.value()?.parse()?),
            Arg::Long("enable-feature") => {
                for feature in parser.value()?.string()?.split(',') {
                    delayed_name_removal |= known(feature)?;
                }
            }
            Arg::Value(value) if expression.is_none() => expression = Some(value.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let when = match (at, from, to, step) {
        (Some(time), None, None, None) => When::At(time),
        (None, Some(start), Some(end), Some(step)) => When::Range(Steps { start, end, step }),
        _ => return Err(usage("query needs --at, or --from with --to and --step")),
    };
    let series = series.ok_or_else(|| usage("query needs --series"))?;
    let expression = expression.ok_or_else(|| usage("query needs an expression"))?;
    Ok(Args { series, when, semantics, max_samples, delayed_name_removal, expression })
}

fn usage(message: &str) -> Failure {
    Failure::Usage(message.to_owned())
}

fn version(text: &str) -> Result<Semantics, Failure> {
    match text {
        "2" => Ok(Semantics::V2),
        "3" => Ok(Semantics::V3),
        other => Err(Failure::Usage(format!("--semantics: {other} is neither 2 nor 3"))),
    }
}

/// Whether `feature` is the one that there is.
fn known(feature: &str) -> Result<bool, Failure> {
    match feature {
        "promql-delayed-name-removal" => Ok(true),
        other => Err(Failure::Usage(format!("--enable-feature: {other} is not supported"))),
    }
}

/// Seconds since the epoch, or a duration since then, in milliseconds.
fn millis(option: &str, text: &str) -> Result<i64, Failure> {
    let (sign, duration) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    if let Ok(millis) = series::parse_duration(duration) {
        return Ok(sign * millis);
    }
    let seconds = text.parse::<f64>().ok().filter(|it| it.abs() < 1e12);
    let wrong = || Failure::Usage(format!("{option}: {text} is neither a number of seconds nor a duration"));
    seconds.map(|it| (it * 1000.0).round() as i64).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Result<Args, Failure> {
        super::read(args.iter().map(OsString::from).collect())
    }

    #[test]
    fn instants_are_seconds_or_durations() {
        for (text, wanted) in
            [("0", 0), ("90", 90_000), ("1.5", 1500), ("1h30m", 5_400_000), ("-1m", -60_000), ("-2", -2000)]
        {
            assert_eq!(millis("--at", text).ok(), Some(wanted), "{text}");
        }
        for text in ["", "x", "1e300", "NaN", "inf", "5 m"] {
            assert!(millis("--at", text).is_err(), "{text}");
        }
    }

    #[test]
    fn either_an_instant_or_a_range() {
        assert!(matches!(read(&["--series", "f", "--at=5m", "--", "-a"]), Ok(it) if it.expression == "-a"));
        let range = ["--series", "f", "--from", "0", "--to", "1m", "--step", "15s", "a"];
        assert!(matches!(read(&range), Ok(Args { when: When::Range(it), .. }) if it.len() == 5));
        for wrong in [
            &["--at", "0", "a"][..],
            &["--series", "f", "a"],
            &["--series", "f", "--at", "0"],
            &["--series", "f", "--at", "0", "--from", "0", "a"],
            &["--series", "f", "--from", "0", "--to", "1", "a"],
            &["--series", "f", "--at", "0", "a", "b"],
            &["--series", "f", "--at", "0", "--semantics", "4", "a"],
            &["--series", "f", "--at", "0", "--enable-feature", "promql-per-step-stats", "a"],
            &["--nonsense"],
        ] {
            assert!(matches!(read(wrong), Err(Failure::Usage(_))), "{wrong:?}");
        }
    }
}
