//! `alertplay check`: rule files judged as `promtool check rules` judges them. It must not read YAML itself.

mod duplicates;

use crate::failure::Failure;
use alerting::{Complaint, FileError, RuleFile, Strictness};
use lexopt::ValueExt;
use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The most bytes that are read of a file; the reader of rules then says that it is too long.
const MOST_BYTES: u64 = 2 * 1024 * 1024;

/// The command. Without a file, and for `-`, it reads standard input, as promtool does.
pub(crate) fn main(args: Vec<OsString>) -> Result<(), Failure> {
    let mut files = Vec::new();
    let mut strictness = Strictness::default();
    let mut parser = lexopt::Parser::from_args(args);
    while let Some(arg) = parser.next()? {
        match arg {
            lexopt::Arg::Long("ignore-unknown-fields") => strictness.ignore_unknown = true,
            lexopt::Arg::Long("semantics") => {
                strictness.semantics = crate::semantics::read(&parser.value()?.string()?)?;
            }
            lexopt::Arg::Value(value) => files.push(PathBuf::from(value)),
            other => return Err(other.unexpected().into()),
        }
    }
    if files.is_empty() {
        files.push(PathBuf::from("-"));
    }
    let wrong = files.iter().filter(|file| !check(file, &strictness)).count();
    match wrong {
        0 => Ok(()),
        _ => Err(Failure::Said),
    }
}

/// Judges one file and prints what promtool prints; says whether the file is good.
fn check(path: &Path, strictness: &Strictness) -> bool {
    let standard_input = path.as_os_str() == "-";
    let name = if standard_input { "standard input".to_owned() } else { path.display().to_string() };
    println!("Checking {name}");
    let outcome = read(path, standard_input)
        .map_err(|err| vec![format!("{name}: {err}")])
        .and_then(|text| judged(&text, &name, strictness));
    let complaints = match &outcome {
        Ok(file) => duplicates::lint(file).into_iter().collect(),
        Err(complaints) => complaints.clone(),
    };
    match &outcome {
        Ok(file) if complaints.is_empty() => println!("  SUCCESS: {} rules found", count(file)),
        _ => {
            eprintln!("  FAILED:");
            complaints.iter().for_each(|message| eprintln!("{message}"));
        }
    }
    println!();
    // A rule that is there twice is a lint error for promtool, which ends with 0 all the same.
    outcome.is_ok()
}

fn judged(text: &str, name: &str, strictness: &Strictness) -> Result<RuleFile, Vec<String>> {
    let file = alerting::check_rules(text, strictness).map_err(|errors| shown(&errors, name))?;
    if alerting::has_more_documents(text) {
        eprintln!("  WARNING: {name}: only the first YAML document is read, the others are ignored");
    }
    Ok(file)
}

fn count(file: &RuleFile) -> usize {
    file.groups.iter().map(|group| group.rules.len()).sum()
}

/// The complaints as promtool prints them: those of the decoder under one head, with the column that it leaves out.
pub(crate) fn shown(errors: &[FileError], name: &str) -> Vec<String> {
    let (decode, others): (Vec<_>, Vec<_>) = errors.iter().partition(|it| it.kind == Complaint::Decode);
    let line = |it: &&FileError| match (it.line, it.column) {
        (Some(line), Some(column)) => format!("\n  line {line}: {} ({line}:{column})", it.message),
        _ => format!("\n  {}", it.message),
    };
    let head = (!decode.is_empty()).then(|| {
        let lines: String = decode.iter().map(line).collect();
        format!("{name}: yaml: unmarshal errors:{lines}")
    });
    let message = |it: &FileError| match it.kind {
        Complaint::Syntax => format!("{name}: {}", it.message),
        _ => format!("{name}: {it}"),
    };
    head.into_iter().chain(others.into_iter().map(message)).collect()
}

/// The file's text, at most [`MOST_BYTES`] of it.
fn read(path: &Path, standard_input: bool) -> Result<String, String> {
    let open = || -> std::io::Result<Box<dyn Read>> {
        if standard_input { Ok(Box::new(std::io::stdin())) } else { Ok(Box::new(std::fs::File::open(path)?)) }
    };
    let mut bytes = Vec::new();
    let file = open().map_err(|err| err.to_string())?;
    file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(|err| err.to_string())?;
    String::from_utf8(bytes).map_err(|_| "yaml: invalid leading UTF-8 octet".to_owned())
}
