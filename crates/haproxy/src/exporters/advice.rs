//! What rules that read these metrics should do, as data. It must not know rules.

use series::meta::{About, Advice};

/// What is known of the metric `name`.
pub(super) fn of(name: &str) -> &'static [Advice] {
    TABLE.iter().find(|(names, _)| names.contains(&name)).map_or(&[], |(_, advice)| advice)
}

const fn advice(about: About, why: &'static str) -> Advice {
    Advice { about, why, also: &[], instead: "", up_to: 0, said: "", grave: true }
}

const fn mild(mut it: Advice) -> Advice {
    it.grave = false;
    it
}

const fn unless(mut it: Advice, also: &'static [&'static str]) -> Advice {
    it.also = also;
    it
}

const fn instead(mut it: Advice, name: &'static str) -> Advice {
    it.instead = name;
    it
}

/// A high-water mark whose present value is in another metric.
const fn latch(name: &'static str) -> [Advice; 1] {
    [instead(advice(About::Latch, "is a high-water mark."), name)]
}

const STATES: &[&str] = &[
    "haproxy_server_status",
    "haproxy_server_up",
    "haproxy_server_check_status",
    "haproxy_backend_status",
    "haproxy_backend_up",
    "haproxy_backend_agg_server_status",
    "haproxy_backend_active_servers",
];
const SERVER_STATES: &[&str] =
    &["haproxy_server_status", "haproxy_backend_status", "haproxy_backend_agg_server_status"];
const REQUESTS: &[&str] = &[
    "haproxy_backend_sessions_total",
    "haproxy_backend_http_requests_total",
    "haproxy_backend_http_responses_total",
    "haproxy_backend_loadbalanced_total",
    "haproxy_backend_server_selected_total",
    "haproxy_frontend_http_requests_total",
    "haproxy_backend_redispatch_warnings_total",
    "haproxy_backend_retry_warnings_total",
    "haproxy_server_redispatch_warnings_total",
    "haproxy_server_retry_warnings_total",
    "haproxy_server_sessions_total",
    "haproxy_server_http_responses_total",
    "haproxy_server_connection_attempts_total",
    "haproxy_server_server_selected_total",
];
const AVERAGES: &[&str] = &[
    "haproxy_backend_queue_time_average_seconds",
    "haproxy_backend_connect_time_average_seconds",
    "haproxy_backend_response_time_average_seconds",
    "haproxy_backend_total_time_average_seconds",
    "haproxy_backend_http_queue_time_average_seconds",
    "haproxy_backend_http_connect_time_average_seconds",
    "haproxy_backend_http_response_time_average_seconds",
    "haproxy_backend_http_total_time_average_seconds",
    "haproxy_server_queue_time_average_seconds",
    "haproxy_server_connect_time_average_seconds",
    "haproxy_server_response_time_average_seconds",
    "haproxy_server_total_time_average_seconds",
    "haproxy_server_http_queue_time_average_seconds",
    "haproxy_server_http_connect_time_average_seconds",
    "haproxy_server_http_response_time_average_seconds",
    "haproxy_server_http_total_time_average_seconds",
];

const SHARE: Advice = mild(advice(
    About::Share,
    "grows with the traffic. A small object that fails altogether stays below a number that a busy one passes in \
     health: compare the share of its requests.",
));
const MAXCONN: Advice = mild(advice(
    About::Unset,
    "has no number without `maxconn` on the server line. No comparison is true then.",
));
const CHECK: Advice = mild(advice(
    About::Unset,
    "has no number without `check` on its line, and such a server is UP for ever.",
));
const LOST: &str = "counts requests finally lost, not failed attempts. With retries or option redispatch a server that \
                    refuses every connection may show none: its retry and redispatch warnings grow instead. Requests \
                    that waited too long for a slot are counted, too.";
const MOVED: &str = "does not count attempts that moved to another server. With option redispatch these are in the \
                     redispatch warnings, and a whole request that is repeated on its server (retry-on) counts twice.";
const GONE: &str = "is gone while it cannot be scraped. No sample is no alert: what was firing resolves. Let a rule on \
                    `up == 0` or absent() tell of that.";

/// By name; the exporters share most of them.
const TABLE: &[(&[&str], &[Advice])] = &[
    (
        &["haproxy_server_http_responses_total"],
        &[instead(
            unless(
                advice(
                    About::Part,
                    "does not count what HAProxy answers itself. Its 502, 503 and 504 for want of a server or of an \
                     answer, and its own 4xx, are counted on backend and frontend: while no server answers, this \
                     counter stands still.",
                ),
                &[
                    "haproxy_backend_http_responses_total",
                    "haproxy_frontend_http_responses_total",
                    "haproxy_server_response_errors_total",
                    "haproxy_server_connection_errors_total",
                ],
            ),
            "haproxy_backend_http_responses_total",
        )],
    ),
    (
        &["haproxy_backend_current_queue"],
        &[unless(
            advice(
                About::Part,
                "holds only requests without a server. Those that a cookie, a hash or use-server binds to one wait in \
                 haproxy_server_current_queue.",
            ),
            &["haproxy_server_current_queue"],
        )],
    ),
    (
        &["haproxy_backend_retry_warnings_total"],
        &[
            instead(
                unless(advice(About::Part, MOVED), &["haproxy_backend_redispatch_warnings_total"]),
                "+haproxy_backend_redispatch_warnings_total",
            ),
            SHARE,
        ],
    ),
    (
        &["haproxy_server_retry_warnings_total"],
        &[
            instead(
                unless(advice(About::Part, MOVED), &["haproxy_server_redispatch_warnings_total"]),
                "+haproxy_server_redispatch_warnings_total",
            ),
            SHARE,
        ],
    ),
    (
        &["haproxy_server_connection_errors_total", "haproxy_backend_connection_errors_total"],
        &[mild(unless(advice(About::Part, LOST), REQUESTS)), SHARE],
    ),
    (
        &["haproxy_frontend_denied_connections_total"],
        &[instead(
            unless(
                Advice {
                    said: "equest",
                    ..advice(
                        About::Part,
                        "counts connections that `tcp-request connection reject` refuses, no requests. What \
                             http-request deny, tarpit and content rules refuse is in \
                             haproxy_frontend_requests_denied_total.",
                    )
                },
                &["haproxy_frontend_requests_denied_total"],
            ),
            "haproxy_frontend_requests_denied_total",
        )],
    ),
    (
        &["haproxy_server_check_failures_total"],
        &[
            mild(unless(
                Advice {
                    up_to: 4,
                    ..advice(
                        About::Frozen,
                        "stops growing once the server is DOWN. A failed check counts only while there is health to \
                         lose: with fall 3 an outage of any length is three steps. The rule sees servers that turn \
                         bad or flap, not servers that are DOWN.",
                    )
                },
                STATES,
            )),
            CHECK,
        ],
    ),
    (
        &["haproxy_backend_limit_sessions"],
        &[unless(
            advice(
                About::NoLimit,
                "is fullconn, which limits nothing. It only scales minconn, and by default it is a tenth of the \
                 connections of the frontends that lead here. What is refused or queued follows the maxconn of \
                 servers (haproxy_server_limit_sessions) and frontends.",
            ),
            &["haproxy_server_limit_sessions", "haproxy_frontend_limit_sessions"],
        )],
    ),
    (
        &["haproxy_up"],
        &[unless(
            advice(
                About::Vanishes,
                "is gone when the exporter is. A failed scrape leaves no sample, and without one `== 0` is silent: \
                 nobody is told. Ask for `up == 0` or absent() too.",
            ),
            &["up"],
        )],
    ),
    (
        &["haproxy_server_up"],
        &[
            mild(unless(advice(About::Vanishes, GONE), &["up"])),
            mild(unless(
                advice(
                    About::Planned,
                    "is 0 in maintenance, too. Planned work pages like an outage: silence it, or ask for failed \
                     checks beside it.",
                ),
                &["haproxy_server_check_failures_total", "haproxy_server_check_duration_seconds"],
            )),
            mild(advice(
                About::Passing,
                "is 0 in some passing states. UP 1/3 and UP 2/3 read 1, but with another `fall` one failed check of a \
                 server that is UP (UP 1/2) reads 0.",
            )),
        ],
    ),
    (&["haproxy_backend_up"], &[mild(unless(advice(About::Vanishes, GONE), &["up"]))]),
    (
        &["haproxy_backend_active_servers", "haproxy_backend_current_server"],
        &[
            mild(unless(advice(About::Vanishes, GONE), &["up"])),
            unless(
                advice(
                    About::Idle,
                    "is 0 in a backend without servers. One that holds a stick table or only redirects has none by \
                     design, and is UP: ask for its status, or for backends with servers only.",
                ),
                &["haproxy_backend_status", "haproxy_backend_up", "haproxy_backend_agg_server_status"],
            ),
            mild(unless(
                advice(
                    About::Planned,
                    "also falls when servers are drained or in maintenance. The alert cannot tell that from an outage.",
                ),
                SERVER_STATES,
            )),
        ],
    ),
    (
        &["haproxy_server_downtime_seconds_total", "haproxy_backend_downtime_seconds_total"],
        &[
            mild(unless(
                advice(
                    About::Planned,
                    "counts maintenance, too. A second of planned work is a second of downtime; draining is not.",
                ),
                SERVER_STATES,
            )),
            CHECK,
        ],
    ),
    (
        &["haproxy_server_check_up_down_total", "haproxy_backend_check_up_down_total"],
        &[mild(unless(
            advice(
                About::Planned,
                "counts going into maintenance, too. Planned work looks like a server that flaps.",
            ),
            SERVER_STATES,
        ))],
    ),
    (
        AVERAGES,
        &[mild(advice(
            About::Requests,
            "is an average over the last 512 requests, not over a time. With little traffic an old slow hour stays \
             in it for days: ask for traffic beside it, such as `and rate(...) > 1`. Requests without an answer are \
             not in it.",
        ))],
    ),
    (&["haproxy_server_limit_sessions"], &[MAXCONN]),
    (&["haproxy_server_max_sessions"], &latch("haproxy_server_current_sessions")),
    (&["haproxy_backend_max_sessions"], &latch("haproxy_backend_current_sessions")),
    (&["haproxy_frontend_max_sessions"], &latch("haproxy_frontend_current_sessions")),
    (&["haproxy_server_max_queue"], &latch("haproxy_server_current_queue")),
    (&["haproxy_backend_max_queue"], &latch("haproxy_backend_current_queue")),
    (&["haproxy_backend_max_total_time_seconds"], &latch("haproxy_backend_total_time_average_seconds")),
    (&["haproxy_server_max_total_time_seconds"], &latch("haproxy_server_total_time_average_seconds")),
    (&["haproxy_backend_max_response_time_seconds"], &latch("haproxy_backend_response_time_average_seconds")),
    (&["haproxy_server_max_response_time_seconds"], &latch("haproxy_server_response_time_average_seconds")),
    (&["haproxy_backend_max_queue_time_seconds"], &latch("haproxy_backend_queue_time_average_seconds")),
    (&["haproxy_server_max_queue_time_seconds"], &latch("haproxy_server_queue_time_average_seconds")),
];

#[cfg(test)]
mod tests {
    use super::TABLE;
    use crate::{Exporter, Version, metrics};
    use std::collections::BTreeSet;

    /// A name that no exporter writes is advice that nobody gets.
    #[test]
    fn every_name_is_a_metric() {
        let known: BTreeSet<&str> = [Exporter::Embedded, Exporter::V1]
            .into_iter()
            .flat_map(|it| [Version::V2_6, Version::V3_4].map(|version| metrics(it, version)))
            .flatten()
            .map(|it| it.name)
            .collect();
        for (names, advice) in TABLE {
            let also = advice.iter().flat_map(|it| it.also.iter().chain([&it.instead]));
            for name in names.iter().chain(also).filter(|it| !it.is_empty()) {
                assert!(known.contains(name.trim_start_matches('+')), "{name}");
            }
        }
    }

    /// What follows the metric's name is a sentence of its own.
    #[test]
    fn each_begins_with_a_sentence() {
        for advice in TABLE.iter().flat_map(|(_, advice)| *advice) {
            let (first, _) = advice.why.split_once(". ").unwrap_or((advice.why.trim_end_matches('.'), ""));
            assert!(!first.is_empty() && first.len() < 80, "{first}");
            assert!(first.starts_with(char::is_lowercase) && advice.why.ends_with('.'), "{}", advice.why);
        }
    }
}
