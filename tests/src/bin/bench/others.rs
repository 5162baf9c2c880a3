//! What has no counterpart in Prometheus: the simulation, the sweep, the parser, the link. It must not know the rules' figures.

use super::browser;
use super::timing::Times;
use playground::{bundled, share};
use probe::{DAYS, Day, SWEEPS, Sweeping};
use promql::Semantics;

/// One figure.
pub(crate) struct Other {
    /// What was done.
    pub(crate) what: String,
    /// How long it took.
    pub(crate) times: Times,
    /// And in the browser.
    pub(crate) browser: Option<Times>,
    /// How much came out.
    pub(crate) yields: String,
}

/// Measures each `rounds` times, after one run that only warms up: so many `days`, and works of microseconds so many times at
/// once.
pub(crate) fn measure(rounds: usize, days: usize, repeats: u32) -> Result<Vec<Other>, String> {
    let sweeps = &SWEEPS[..days.min(SWEEPS.len())];
    let days = &DAYS[..days.min(DAYS.len())];
    let mut others = days.iter().map(|it| simulation(it, rounds)).collect::<Result<Vec<_>, _>>()?;
    for (idx, (samples, times)) in browser::days(days.len(), rounds)?.into_iter().flatten().enumerate() {
        if samples != others[idx].0 {
            return Err(format!("{}: {samples} samples in the browser", days[idx].name));
        }
        others[idx].1.browser = Some(times);
    }
    let mut others: Vec<_> = others.into_iter().map(|it| it.1).collect();
    others.extend(all_sweeps(sweeps, rounds)?);
    let exprs = catalogue::alerts().iter().map(|it| alerting::parse_rule(it.rule_yaml()));
    let exprs: Vec<_> = exprs.map(|it| it.map(|it| it.expr)).collect::<Result<_, _>>().map_err(text)?;
    let characters: usize = exprs.iter().map(String::len).sum();
    let parse = || exprs.iter().try_for_each(|it| promql::parse(it, Semantics::V3).map(drop)).map_err(text);
    others.push(repeated(
        "parsing the expressions of all bundled rules",
        (rounds, repeats),
        parse,
        characters,
    )?);
    let document = bundled::default_document();
    let link = share::encode(&document);
    if share::decode(&link).map_err(text)? != document {
        return Err("the default document does not come back from its link".to_owned());
    }
    let encode = || if share::encode(&document) == link { Ok(()) } else { Err("another link".to_owned()) };
    others.push(repeated("default document to link", (rounds, repeats), encode, link.len())?);
    let decode = || share::decode(&link).map(drop).map_err(text);
    others.push(repeated("link to default document", (rounds, repeats), decode, link.len())?);
    Ok(others)
}

/// The sweeps, natively and in the browser.
fn all_sweeps(sweeps: &[Sweeping], rounds: usize) -> Result<Vec<Other>, String> {
    let mut found = sweeps.iter().map(|it| sweep(it, rounds)).collect::<Result<Vec<_>, _>>()?;
    for (idx, (cells, times)) in browser::sweeps(sweeps.len(), rounds)?.into_iter().flatten().enumerate() {
        if cells != found[idx].0 {
            return Err(format!("{}: {cells} cells in the browser", sweeps[idx].name()));
        }
        found[idx].1.browser = Some(times);
    }
    Ok(found.into_iter().map(|it| it.1).collect())
}

/// A sweep of a left side that is there, and how many cells it has.
fn sweep(it: &Sweeping, rounds: usize) -> Result<(usize, Other), String> {
    let side = it.side();
    let cells = it.run(&side)?.cells.len();
    let mut times = Times::default();
    for _ in 0..rounds {
        times.run(|| it.run(&side))?;
    }
    let values: usize = side.iter().map(|it| it.values.len()).sum();
    let yields = format!("{cells} cells, {values} values");
    Ok((cells, Other { what: it.name(), times, browser: None, yields }))
}

fn text(err: impl ToString) -> String {
    err.to_string()
}

/// A simulated day, and how many samples it has.
fn simulation(day: &Day, rounds: usize) -> Result<(usize, Other), String> {
    let store = day.simulate()?;
    let mut times = Times::default();
    for _ in 0..rounds {
        times.run(|| day.simulate())?;
    }
    let samples: usize = store.iter().map(|it| it.values.len()).sum();
    let yields = format!("{} series, {samples} samples", store.len());
    Ok((samples, Other { what: format!("simulating 24 h: {}", day.name), times, browser: None, yields }))
}

/// The time of one of many repetitions of `work`, which goes over so many `characters`.
fn repeated(
    what: &str,
    (rounds, repeats): (usize, u32),
    mut work: impl FnMut() -> Result<(), String>,
    characters: usize,
) -> Result<Other, String> {
    work()?;
    let mut times = Times::default();
    for _ in 0..rounds {
        let mut many = Times::default();
        many.run(|| (0..repeats).try_for_each(|_| work()))?;
        times.add(many.best() / f64::from(repeats));
    }
    Ok(Other { what: what.to_owned(), times, browser: None, yields: format!("{characters} characters") })
}
