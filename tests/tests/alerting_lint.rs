//! What lint says of the published rules in their scenarios, and that it falls silent once they are repaired. It must
//! not know how a check decides.

use playground::bundled::alert_document;
use playground::document::Document;
use playground::event::Event;
use playground::view::{Finding, Grade, Part};
use tests::scenario::Run;

const CLIENT: &str = "haproxy_exporter/haproxy-high-http4xx-error-rate-backend";
const RESPONSE: &str = "embedded/haproxy-server-response-errors";

fn findings(run: &Run) -> Vec<Finding> {
    let of = |part: &Part| match part {
        Part::Findings(it) => Some(it.rows.clone()),
        _ => None,
    };
    run.answer.parts.iter().find_map(of).unwrap_or_default()
}

/// The titles of errors and warnings.
fn grave(document: &Document) -> Vec<String> {
    let rows = findings(&Run::of(document));
    rows.into_iter().filter(|it| it.grade != Grade::Note).map(|it| it.title).collect()
}

#[test]
fn each_published_rule_has_its_findings() {
    let floor = "A share without a floor for traffic";
    let backend = "`haproxy_server_http_responses_total` does not count what HAProxy answers itself.";
    for (id, wanted) in [
        (
            CLIENT,
            &[
                "Can never fire: the left side is a ratio, at most 1",
                backend,
                floor,
                "`$labels.fqdn`",
                "`$labels.instance`",
            ][..],
        ),
        (
            RESPONSE,
            &[
                "Divides by good responses only.",
                "Divides by 0",
                "Grouped by `server` without `instance` and `proxy`",
                "`$labels.instance`",
            ],
        ),
        (
            "haproxy_exporter/haproxy-server-connection-errors",
            &["No `for`", "Grouped by `server` without `instance` and `backend`", "`$labels.instance`"],
        ),
        ("haproxy_exporter/haproxy-server-down", &["No `for`"]),
        ("haproxy_exporter/haproxy-server-healthcheck-failure", &["One step of the counter"]),
    ] {
        let found = grave(&alert_document(id).unwrap());
        let alike =
            found.len() == wanted.len() && found.iter().zip(wanted).all(|(it, start)| it.starts_with(start));
        assert!(alike, "{id}: {found:#?}");
    }
}

/// The repaired rules, as a person would write them, are met with silence: not even a remark but on what this scenario
/// shows.
#[test]
fn right_rules_are_met_with_silence() {
    let share = "sum by (instance, proxy, server) (rate(haproxy_server_response_errors_total[1m])) / \
                 (sum by (instance, proxy, server) (rate(haproxy_server_response_errors_total[1m])) + \
                 sum by (instance, proxy, server) (rate(haproxy_server_http_responses_total[1m])) > 1) * 100 > 5";
    let client = "sum by (instance, backend) (rate(haproxy_backend_http_responses_total{code=\"4xx\"}[1m])) / \
                  sum by (instance, backend) (rate(haproxy_backend_http_responses_total[1m])) * 100 > 5 \
                  and sum by (instance, backend) (rate(haproxy_backend_http_responses_total[1m])) > 1";
    for (id, expr, hold) in [
        (RESPONSE, share, "1m"),
        (CLIENT, client, "1m"),
        (
            "haproxy_exporter/haproxy-server-connection-errors",
            "sum by (instance, backend, server) (rate(haproxy_server_connection_errors_total[2m])) > 1",
            "0s",
        ),
        ("haproxy_exporter/haproxy-server-down", "haproxy_server_up == 0", "30s"),
        (
            "haproxy_exporter/haproxy-server-healthcheck-failure",
            "increase(haproxy_server_check_failures_total[5m]) >= 3",
            "1m",
        ),
    ] {
        let mut document = alert_document(id).unwrap();
        let rule = document.rule_mut().unwrap();
        (rule.expr, rule.hold) = (expr.to_owned(), hold.to_owned());
        for text in rule.annotations.values_mut() {
            *text = text.replace("{{ $labels.fqdn }}/", "");
        }
        assert_eq!(grave(&document), Vec::<String>::new(), "{id}");
    }
}

/// One click on each offered repair, until none is left, leaves no error and makes the 4xx rule fire.
#[test]
fn offered_repairs_settle_what_they_are_offered_for() {
    for id in [CLIENT, RESPONSE] {
        let mut run = Run::of(&alert_document(id).unwrap());
        let mut clicks = 0;
        while let Some(place) = findings(&run).iter().position(|it| !it.repair.is_empty()) {
            run.event(Event::Repair(u32::try_from(place).unwrap()));
            // Only what has changed is answered; a run of the whole shows what is left.
            run = Run::of(&run.app.model().document);
            clicks += 1;
            assert!(clicks < 12, "{id}: {:#?}", findings(&run));
        }
        assert!(clicks >= 2 && findings(&run).iter().all(|it| it.grade != Grade::Error), "{id}");
        assert!(!run.picture().states.episodes.is_empty(), "{id} fires now");
    }
}
