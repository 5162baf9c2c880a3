//! Runs tests/promql/*.test: cases in the grammar of Prometheus' own test files (promql/promqltest). It must not hold a
//! case itself.

#[path = "promqltest/expect.rs"]
mod expect;
#[path = "promqltest/script.rs"]
mod script;

use std::path::Path;

#[test]
fn every_case_of_every_file_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/promql");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|it| it.extension().is_some_and(|it| it == "test"));
    files.sort();
    assert!(!files.is_empty());
    let (mut cases, mut failures) = (0, Vec::new());
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let outcome = script::run(&std::fs::read_to_string(&file).unwrap());
        cases += outcome.cases;
        failures.extend(outcome.failures.iter().map(|it| format!("{name}:{it}")));
    }
    println!("{cases} cases");
    assert!(failures.is_empty(), "{} of {cases} cases\n{}", failures.len(), failures.join("\n"));
}

/// A runner that passes everything would prove nothing.
#[test]
fn a_wrong_case_fails() {
    let load = "load 1m\n  up{a=\"b\"} 0+1x5\n\n";
    for wrong in [
        "eval instant at 1m up\n  up{a=\"b\"} 2\n",
        "eval instant at 1m up\n  up{a=\"c\"} 1\n",
        "eval instant at 1m up\n",
        "eval instant at 1m up\n  up{a=\"b\"} 1\n  up{a=\"c\"} 1\n",
        "eval instant at 1m up\n  expect fail\n",
        "eval instant at 1m sum(\n  expect fail msg: other\n",
        "eval instant at 1m nothing(\n",
        "eval instant at 1m 1 + 1\n  3\n",
        "eval range from 0 to 2m step 1m up\n  up{a=\"b\"} 0 1 3\n",
        "eval range from 0 to 2m step 1m up\n  up{a=\"b\"} 0 1 _\n",
        "eval instant at 1m rate(up[5m])\n  expect no_info\n  {a=\"b\"} 0.016\n",
        "eval instant at 1m up\n  expect info\n  up{a=\"b\"} 1\n",
        "nonsense\n",
    ] {
        assert_eq!(script::run(&format!("{load}{wrong}")).failures.len(), 1, "{wrong}");
    }
}
