//! `cargo xtask`: every command a person or the CI needs; it knows the project's tools and files, never its crates' code.

mod bench;
mod bless;
mod check;
mod defects;
mod dist;
mod hash;
mod repo;
mod report;
mod run;
mod serve;
mod tally;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

/// What a command says when it could not do its work: one message for a person.
pub(crate) type Outcome<T> = Result<T, String>;

const HELP: &str = "\
cargo xtask <command>

  serve [--dev] [--port N] [--open]   build the page, serve it on loopback, rebuild when a file changes
  test                                everything the CI runs: check, tests, peers, dist with its budget, browser
  check                               formatting, lints for host and wasm32, tidy
  tidy                                the project's own rules: arrows, purity, licences, catalogue ...
  defects [NAME...]                   plants each defect of tests/defects into a copy: the test that it names must fail
  bless                               rewrite the committed results of tests (fingerprints, screenshots)
  dist                                the page as it is published, into dist/, with a table of its bytes
  bench [--page [--sweep]] [--smoke]  every figure of time: against the real Prometheus, or of the page in a browser

Tools are installed on first use into $ALERTPLAY_CACHE, else $XDG_CACHE_HOME/alertplay, else ~/.cache/alertplay.";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rest = args.get(1..).unwrap_or_default();
    let outcome = match args.first().map(String::as_str) {
        Some("serve") => serve::serve(rest),
        Some("test") => no_arguments(rest).and_then(|()| test::test()),
        Some("check") => no_arguments(rest).and_then(|()| check::check()),
        Some("tidy") => no_arguments(rest).and_then(|()| tidy::command()),
        Some("defects") => defects::defects(rest),
        Some("bless") => no_arguments(rest).and_then(|()| bless::bless()),
        Some("dist") => no_arguments(rest).and_then(|()| dist::dist()),
        Some("bench") => bench::bench(rest),
        Some("help" | "--help" | "-h") => {
            println!("{HELP}");
            Ok(())
        }
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            if message != report::ALREADY_TOLD {
                eprintln!("xtask: {message}");
            }
            ExitCode::FAILURE
        }
    }
}

fn no_arguments(rest: &[String]) -> Outcome<()> {
    match rest.first() {
        None => Ok(()),
        Some(it) => Err(format!("unexpected argument {it:?}; see `cargo xtask help`")),
    }
}
