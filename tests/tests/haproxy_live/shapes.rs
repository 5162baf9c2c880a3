//! Which metrics and series there are, and which are NaN. It must not know numbers.

use super::known::{is_one_sided, plain};
use super::simulated::Simulated;
use super::table::Table;
use haproxy::{Exporter, Scenario, Version};
use series::Labels;
use series::meta::Kind;
use std::collections::{BTreeMap, BTreeSet};
use tests::haproxy::{Exposition, Family};

/// Compares types and HELP texts of what HAProxy exports with the model's lists.
pub(crate) fn families(real: &Exposition, scenario: &Scenario, simulated: &Simulated, table: &mut Table) {
    let infos = haproxy::metrics(Exporter::Embedded, Version::V2_6);
    let there: BTreeSet<_> = simulated.present(scenario.length).into_iter().collect();
    let there: BTreeSet<&str> = there.iter().filter_map(Labels::metric).collect();
    let known = infos.iter().filter(|it| there.contains(it.name)).map(|it| {
        let kind = if it.kind == Kind::Counter { "counter" } else { "gauge" };
        (it.name.to_owned(), Family { kind: kind.to_owned(), help: it.help.to_owned() })
    });
    let known: BTreeMap<_, _> = known.collect();
    let shared = real
        .samples
        .keys()
        .filter(|it| !is_one_sided(it))
        .filter_map(Labels::metric)
        .collect::<BTreeSet<_>>();
    let theirs = real.families.keys().filter(|it| shared.contains(it.as_str()));
    for name in theirs.chain(known.keys()).collect::<BTreeSet<_>>() {
        let said =
            |it: Option<&Family>| it.map_or("absent".to_owned(), |it| format!("{}: {}", it.kind, it.help));
        let (theirs, ours) = (said(real.families.get(name)), said(known.get(name)));
        if theirs == ours {
            table.equal += 1;
        } else {
            table.add(format!("family {name}"), theirs, ours, false);
        }
    }
}

/// Compares which series there are at `time`, and which of them are NaN.
pub(crate) fn series(real: &Exposition, simulated: &Simulated, time: i64, table: &mut Table) {
    let theirs: BTreeMap<Labels, f64> = real.samples.iter().map(|(it, value)| (plain(it), *value)).collect();
    let ours: BTreeMap<Labels, Labels> =
        simulated.present(time).into_iter().map(|it| (plain(&it), it)).collect();
    for labels in theirs.keys().chain(ours.keys()).collect::<BTreeSet<_>>() {
        if is_one_sided(labels) {
            continue;
        }
        let written = |nan: bool| if nan { "NaN" } else { "a number" };
        let theirs = theirs.get(labels).map_or("absent", |it| written(it.is_nan()));
        let ours = ours.get(labels).map_or("absent", |it| written(simulated.values(it, time)[0].is_nan()));
        if theirs == ours {
            table.equal += 1;
        } else {
            table.add(format!("at {} s: {labels}", time / 1000), theirs, ours, false);
        }
    }
}
