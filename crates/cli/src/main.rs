//! `alertplay`: the playground's engine as a command. It must not compute anything that the engine does not.
//!
//! Exit codes: 0 good, 1 wrong or failing input, 2 usage. Data goes to stdout, talk to stderr.

mod check;
mod exercise;
mod export;
mod failure;
mod input;
mod query;
mod run;
mod say;
mod scenario;
mod semantics;
mod test;

use failure::Failure;
use std::process::ExitCode;

const USAGE: &str = "\
usage: alertplay COMMAND

  query --series FILE (--at T | --from T --to T --step D) [--semantics 2|3] [--max-samples N] [--] EXPR
      evaluates an expression over the series of FILE, as /api/v1/query and query_range print it
  run SCENARIO|LINK [--rule FILE] [--score] [--seeds SEEDS] [--alertmanager FILE] [--format text|json]
      the firing episodes and states of a scenario, what each rule is worth, also over seeds such as 1..8 or 3,5,7, and the
      notifications by an alertmanager.yml
  test [--semantics 2|3] [--run RE] [--ignore-unknown-fields] FILE...
      runs unit tests of rules in promtool's format
  check [--semantics 2|3] [--ignore-unknown-fields]
      [--lint [--scenario SCENARIO] [--fail-on warning|error] [--format text|json]] [FILE...]
      judges rule files as `promtool check rules` does; without a file, standard input
  export --format openmetrics|rules|unit-test|csv|svg SCENARIO|LINK [--rule FILE] [--out DIR]
         [--width PX] [--tokens|--stretch|--small]   of the svg: 900 pixels wide; as a piece of a page
      the scenario for the real tools
  exercise list
      the bundled exercises
  exercise check FILE|NAME|LINK [--solution|--rule FILE] [--format text|json]
      judges an exercise's solution, the rules of FILE, or those of a document that carries an exercise; else the exercise
      itself: its start must fail, its solution pass, each wrong answer fail in what it says
  exercise link FILE|NAME
      the link that opens an exercise
  help
      this text

SCENARIO is a document's path, else the name of a bundled scenario or the id of an alert.";

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    let command = args.next().unwrap_or_default();
    let args: Vec<_> = args.collect();
    let outcome = match command.to_str() {
        Some("query") => query::main(args),
        Some("run") => run::main(args),
        Some("test") => test::main(args),
        Some("check") => check::main(args),
        Some("export") => export::main(args),
        Some("exercise") => exercise::main(args),
        Some("help" | "--help" | "-h") => {
            say::data(USAGE);
            Ok(())
        }
        _ => Err(Failure::Usage(format!("no such command: {}", command.display()))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Said) => ExitCode::from(1),
        Err(Failure::Input(message)) => {
            say::talk(format_args!("alertplay: {message}"));
            ExitCode::from(1)
        }
        Err(Failure::Usage(message)) => {
            say::talk(format_args!("alertplay: {message}\n\n{USAGE}"));
            ExitCode::from(2)
        }
    }
}
