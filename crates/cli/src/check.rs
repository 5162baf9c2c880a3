//! `alertplay check`: rule files judged as `promtool check rules` judges them. It must not read YAML itself.

mod advice;
mod args;
mod duplicates;

use crate::failure::Failure;
use crate::{input, say};
use advice::Advice;
use alerting::{Complaint, FileError, Rule, RuleFile, Strictness};
use args::Args;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::path::Path;

/// The command. A file that is wrong ends it with 1, and so does a finding as grave as `--fail-on` says.
pub(crate) fn main(args: Vec<OsString>) -> Result<(), Failure> {
    let args = args::read(args)?;
    if args.lint.as_ref().is_some_and(|it| it.scenario.is_none()) {
        say::talk("alertplay: no scenario was given, so only the static checks run");
    }
    let (mut fails, mut reports) = (false, Vec::new());
    let files: Vec<_> = args.files.iter().map(|path| Checked::new(path, &args)).collect();
    let rules: Vec<_> = files.iter().map(Checked::rules).collect();
    for (idx, mut checked) in files.into_iter().enumerate() {
        let others = rules.iter().enumerate().filter(|(other, _)| *other != idx);
        checked.advise(&others.flat_map(|(_, it)| it.clone()).collect::<Vec<_>>(), &args)?;
        fails |= checked.fails(args.lint.as_ref());
        match &args.lint {
            Some(lint) if lint.json => reports.push(checked.json()),
            _ => checked.print(),
        }
    }
    if args.lint.is_some_and(|it| it.json) {
        say::data(format_args!("{:#}", Value::Array(reports)));
    }
    if fails { Err(Failure::Said) } else { Ok(()) }
}

/// A file, what is wrong with it, and what advice it gets.
struct Checked {
    name: String,
    text: String,
    outcome: Result<RuleFile, Vec<String>>,
    advice: Vec<Advice>,
}

impl Checked {
    fn new(path: &Path, args: &Args) -> Self {
        let standard_input = path.as_os_str() == "-";
        let name = if standard_input { "standard input".to_owned() } else { path.display().to_string() };
        let text = read(path, standard_input).map_err(|err| vec![format!("{name}: {err}")]);
        let outcome =
            text.as_ref().map_err(Clone::clone).and_then(|text| judged(text, &name, &args.strictness));
        Self { name, outcome, text: text.unwrap_or_default(), advice: Vec::new() }
    }

    /// The rules that other files' rules stand beside.
    fn rules(&self) -> Vec<(Rule, bool)> {
        self.outcome.as_ref().map_or_else(|_| Vec::new(), advice::rules)
    }

    fn advise(&mut self, others: &[(Rule, bool)], args: &Args) -> Result<(), Failure> {
        if let (Ok(file), Some(lint)) = (&self.outcome, &args.lint) {
            self.advice = advice::of(file, &self.text, others, args.strictness.semantics, lint)?;
        }
        Ok(())
    }

    /// A rule that is there twice is a lint error for promtool, which ends with 0 all the same.
    fn fails(&self, lint: Option<&args::Lint>) -> bool {
        self.outcome.is_err() || advice::fails(&self.advice, lint.and_then(|it| it.fail_on))
    }

    fn complaints(&self) -> Vec<String> {
        match &self.outcome {
            Ok(file) => duplicates::lint(file).into_iter().collect(),
            Err(complaints) => complaints.clone(),
        }
    }

    /// Prints what promtool prints, and the advice.
    fn print(&self) {
        say::data(format_args!("Checking {}", self.name));
        let complaints = self.complaints();
        match &self.outcome {
            Ok(file) if complaints.is_empty() => {
                say::data(format_args!("  SUCCESS: {} rules found", count(file)))
            }
            _ => {
                say::talk("  FAILED:");
                complaints.iter().for_each(say::talk);
            }
        }
        say::data(advice::text(&self.advice));
    }

    fn json(&self) -> Value {
        json!({
            "file": self.name,
            "rules": self.outcome.as_ref().ok().map(count),
            "errors": self.complaints(),
            "findings": advice::json_of(&self.advice),
        })
    }
}

fn judged(text: &str, name: &str, strictness: &Strictness) -> Result<RuleFile, Vec<String>> {
    let file = alerting::check_rules(text, strictness).map_err(|errors| shown(&errors, name))?;
    if alerting::has_more_documents(text) {
        say::talk(format_args!(
            "  WARNING: {name}: only the first YAML document is read, the others are ignored"
        ));
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

/// The text to check.
fn read(path: &Path, standard_input: bool) -> Result<String, String> {
    if standard_input { input::text(std::io::stdin()) } else { input::file(path) }
}
