//! Every figure of time, the rules beside the real Prometheus on the same samples in the same run; the table goes to
//! docs/benchmarks.md. It must not prove anything but that both sides computed the same.

mod bench {
    pub(crate) mod agree;
    pub(crate) mod browser;
    pub(crate) mod case;
    pub(crate) mod cpu;
    pub(crate) mod data;
    pub(crate) mod machine;
    pub(crate) mod others;
    pub(crate) mod queries;
    pub(crate) mod query;
    pub(crate) mod report;
    pub(crate) mod rules;
    pub(crate) mod timing;
    pub(crate) mod unit_tests;
}

use bench::report::Figures;
use bench::{case, machine, others, queries, report, rules, unit_tests};
use std::path::Path;
use std::process::{Command, ExitCode};

/// How many series a rule reads, and how often each is measured.
struct Plan {
    /// All rules, or the first only.
    every_rule: bool,
    sizes: &'static [usize],
    rounds: usize,
    /// How many days are simulated, and how often a work of microseconds is repeated to be timed once.
    days: usize,
    repeats: u32,
}

const FULL: Plan =
    Plan { every_rule: true, sizes: &[10, 100, 1000], rounds: 7, days: usize::MAX, repeats: 1000 };
/// About 10 s, unoptimised too: shows that everything still runs and agrees; its figures mean little.
const SMOKE: Plan = Plan { every_rule: false, sizes: &[10], rounds: 1, days: 1, repeats: 10 };

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let smoke = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => false,
        ["--smoke"] => true,
        _ => {
            eprintln!("usage: bench [--smoke]");
            return ExitCode::from(2);
        }
    };
    for program in ["prometheus", "promtool"] {
        if Command::new(program).arg("--version").output().is_err() {
            println!("SKIPPED: the benchmark, {program} is not here");
            return ExitCode::FAILURE;
        }
    }
    match run(smoke) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("bench: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Measures, prints, and writes the page unless it is the smoke run.
fn run(smoke: bool) -> Result<(), String> {
    let plan = if smoke { SMOKE } else { FULL };
    let before = machine::load();
    let mut cases = case::all()?;
    if !plan.every_rule {
        cases.truncate(1);
    }
    let mut figures = Figures::default();
    for size in plan.sizes {
        eprintln!("five expressions over {size} series");
        figures.queries.extend(queries::measure(*size, plan.rounds)?);
    }
    for case in &cases {
        for size in plan.sizes {
            eprintln!("{} over {size} series", case.title);
            figures.rules.push(rules::measure(case, *size, plan.rounds)?);
        }
    }
    for size in plan.sizes {
        eprintln!("unit test over {size} series");
        figures.unit_tests.extend(unit_tests::measure(*size, plan.rounds)?);
    }
    eprintln!("simulation, parser, link");
    figures.others = others::measure(plan.rounds, plan.days, plan.repeats)?;
    let machine = machine::read(before);
    if smoke {
        print!("{}", report::tables(&figures));
        return Ok(());
    }
    let page = report::page(&figures, &machine, plan.rounds);
    print!("{page}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/benchmarks.md");
    std::fs::write(&path, page).map_err(|err| format!("{}: {err}", path.display()))
}
