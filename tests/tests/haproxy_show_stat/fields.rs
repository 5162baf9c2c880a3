//! How near each field of the model's `show stat` must be to HAProxy's, with reasons. It must not know how that is judged.

/// How a field is compared. Whatever the rule, what is empty on one side is empty on the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Rule {
    /// The same text as under one of the model's seeds.
    Same,
    /// As far from one of the model's seeds at most: seconds, or percent.
    Near(f64),
    /// Counted: between the least and the most of the model's seeds, give or take a quarter and ten, for the clients here come
    /// evenly and the model's as Poisson says, and a fault may begin late on a busy machine.
    Counted,
    /// Nought, or above it, as under one of the model's seeds: how high is decided by the reason given.
    Sign(&'static str),
    /// A number, whatever it is, for the reason given.
    Number(&'static str),
    /// Not compared at all, for the reason given.
    Apart(&'static str),
}

const MOMENT: &str = "one moment's; haproxy_live.rs compares what is exported of it";
const HIGHEST: &str = "the highest moment depends on how evenly the clients come";
const MACHINE: &str = "milliseconds of a busy machine";
const WIRE: &str = "as they are on the wire, with checks, whose answers the model does not weigh";

/// A second of HAProxy's clock, one of the model's, one check, and what a busy machine costs.
const SECONDS: Rule = Rule::Near(3.0);

/// Fields that have another rule than [`Rule::Same`].
const RULES: [(&str, Rule); 55] = [
    ("addr", Rule::Apart("a scenario's servers have no addresses")),
    ("qcur", Rule::Number(MOMENT)),
    ("qmax", Rule::Number(MOMENT)),
    ("scur", Rule::Number(MOMENT)),
    ("smax", Rule::Sign(HIGHEST)),
    ("stot", Rule::Counted),
    ("bin", Rule::Counted),
    ("bout", Rule::Counted),
    ("econ", Rule::Counted),
    ("eresp", Rule::Counted),
    ("wretr", Rule::Counted),
    ("wredis", Rule::Counted),
    ("lastchg", SECONDS),
    ("downtime", SECONDS),
    ("lastsess", SECONDS),
    ("throttle", Rule::Near(15.0)),
    ("lbtot", Rule::Counted),
    ("rate", Rule::Number(MOMENT)),
    ("rate_max", Rule::Sign(HIGHEST)),
    ("check_duration", Rule::Number(MACHINE)),
    ("hrsp_1xx", Rule::Counted),
    ("hrsp_2xx", Rule::Counted),
    ("hrsp_3xx", Rule::Counted),
    ("hrsp_4xx", Rule::Counted),
    ("hrsp_5xx", Rule::Counted),
    ("hrsp_other", Rule::Counted),
    ("req_rate", Rule::Number(MOMENT)),
    ("req_rate_max", Rule::Sign(HIGHEST)),
    ("req_tot", Rule::Counted),
    ("cli_abrt", Rule::Counted),
    ("srv_abrt", Rule::Counted),
    ("qtime", Rule::Number(MACHINE)),
    ("ctime", Rule::Number(MACHINE)),
    ("rtime", Rule::Number(MACHINE)),
    ("ttime", Rule::Number(MACHINE)),
    ("qtime_max", Rule::Number(MACHINE)),
    ("ctime_max", Rule::Number(MACHINE)),
    ("rtime_max", Rule::Number(MACHINE)),
    ("ttime_max", Rule::Number(MACHINE)),
    ("conn_rate", Rule::Number(MOMENT)),
    ("conn_rate_max", Rule::Sign(HIGHEST)),
    ("conn_tot", Rule::Counted),
    ("connect", Rule::Counted),
    ("reuse", Rule::Counted),
    ("srv_icur", Rule::Number(MOMENT)),
    ("idle_conn_cur", Rule::Number(MOMENT)),
    ("safe_conn_cur", Rule::Number(MOMENT)),
    ("used_conn_cur", Rule::Number(MOMENT)),
    ("need_conn_est", Rule::Number(MOMENT)),
    ("h1_open_connections", Rule::Number(MOMENT)),
    ("h1_open_streams", Rule::Number(MOMENT)),
    ("h1_total_connections", Rule::Counted),
    ("h1_total_streams", Rule::Counted),
    ("h1_bytes_in", Rule::Number(WIRE)),
    ("h1_bytes_out", Rule::Number(WIRE)),
];

/// How a field is compared.
pub(crate) fn rule(field: &str) -> Rule {
    RULES.iter().find(|it| it.0 == field).map_or(Rule::Same, |it| it.1)
}
