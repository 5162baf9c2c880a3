//! `alertplay export`: a scenario as files for the real tools. It must not know their formats.

use crate::failure::Failure;
use crate::say;
use crate::scenario::{self, Look};
use lexopt::ValueExt;
use playground::export;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The command.
pub(crate) fn main(args: Vec<OsString>) -> Result<(), Failure> {
    let (mut name, mut rule, mut format, mut out) = (None, None, None, None);
    let mut picture = Picture { width: 900, look: Look::File };
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next()? {
        match arg {
            lexopt::Arg::Long("rule") => rule = Some(PathBuf::from(parser.value()?)),
            lexopt::Arg::Long("format") => format = Some(parser.value()?.string()?),
            lexopt::Arg::Long("out") => out = Some(PathBuf::from(parser.value()?)),
            lexopt::Arg::Long("width") => picture.width = parser.value()?.parse()?,
            lexopt::Arg::Long("tokens") => picture.look = Look::Tokens,
            lexopt::Arg::Long("stretch") => picture.look = Look::Stretch,
            lexopt::Arg::Long("small") => picture.look = Look::Small,
            lexopt::Arg::Value(value) if name.is_none() => name = Some(value.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let usage = |what: &str| Failure::Usage(format!("export needs {what}"));
    let format = format.ok_or_else(|| usage("--format openmetrics|rules|unit-test|csv|svg"))?;
    let known = ["openmetrics", "rules", "unit-test", "csv", "svg"];
    if !known.contains(&format.as_str()) {
        return Err(Failure::Usage(format!("--format: {format} is none of {}", known.join(", "))));
    }
    if !(200..=10_000).contains(&picture.width) {
        return Err(Failure::Usage("--width takes pixels from 200 to 10000".to_owned()));
    }
    let name = name.ok_or_else(|| usage("a scenario or a link"))?;
    let found = scenario::find(&name, rule.as_deref())?;
    for (file, text) in files(&format, &found, &picture)? {
        match &out {
            Some(folder) => write(folder, file, &text)?,
            None => say::text(text),
        }
    }
    Ok(())
}

/// How the chart is drawn.
struct Picture {
    /// In pixels.
    width: u32,
    look: Look,
}

/// The files of a format; the first is what is printed without a folder.
fn files(
    format: &str,
    found: &scenario::Found,
    chart: &Picture,
) -> Result<Vec<(&'static str, String)>, Failure> {
    let outcome = scenario::run(found)?;
    let picture = &outcome.picture;
    Ok(match format {
        "openmetrics" => vec![("metrics.om", export::openmetrics(picture).map_err(Failure::Input)?)],
        "rules" => vec![("rules.yml", export::rules(picture))],
        "csv" => vec![("samples.csv", export::csv(picture))],
        "svg" => vec![("chart.svg", outcome.chart.svg(chart.width, chart.look)?)],
        _ => {
            let test = export::unit_test(picture, "rules.yml").map_err(Failure::Input)?;
            vec![("test.yml", test), ("rules.yml", export::rules(picture))]
        }
    })
}

fn write(folder: &Path, file: &str, text: &str) -> Result<(), Failure> {
    let path = folder.join(file);
    let wrong = |err: std::io::Error| Failure::Input(format!("{}: {err}", path.display()));
    std::fs::create_dir_all(folder).map_err(wrong)?;
    std::fs::write(&path, text).map_err(wrong)?;
    say::talk(format_args!("wrote {}", path.display()));
    Ok(())
}
