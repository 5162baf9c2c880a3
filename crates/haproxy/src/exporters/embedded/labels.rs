//! The embedded exporter's labels and the values of `code` and `state`. It must not know metrics.

use crate::CheckKind;
use crate::exporters::{CODES, label};
use crate::model::{Outcome, Server, State};
use series::meta::LabelInfo;

/// States of a server, in the exporter's order.
const STATES: &[&str] = &["DOWN", "UP", "MAINT", "DRAIN", "NOLB"];
/// Results of a check, in the exporter's order.
const CHECKS: &[&str] = &[
    "HANA", "SOCKERR", "L4OK", "L4TOUT", "L4CON", "L6OK", "L6TOUT", "L6RSP", "L7TOUT", "L7RSP", "L7OK",
    "L7OKC", "L7STS", "PROCERR", "PROCTOUT", "PROCOK",
];
/// The place of UP among the states of a proxy and of a server.
pub(super) const UP: usize = 1;

const ANY_PROXY: LabelInfo = label("proxy", &[]);
const ANY_SERVER: LabelInfo = label("server", &[]);
const CODE: LabelInfo = label("code", CODES);
const STATE: LabelInfo = label("state", STATES);
const CHECK: LabelInfo = label("state", CHECKS);

/// Of the process.
pub(super) const NONE: &[LabelInfo] = &[];
/// Of the build.
pub(super) const RELEASE_2_6: &[LabelInfo] = &[label("version", &["2.6.12-1+deb12u4"])];
/// Of the build.
pub(super) const RELEASE_3_4: &[LabelInfo] = &[label("version", &["3.4.0-64a335366"])];
/// Of the machine.
pub(super) const NODE: &[LabelInfo] = &[label("node", &["lb"])];
/// Of the name server that 3.4 looks up in the machine's own list.
pub(super) const RESOLVER: &[LabelInfo] =
    &[label("resolver", &["default"]), label("nameserver", &["127.0.0.53"])];
/// Of a stick table.
pub(super) const TABLE: &[LabelInfo] = &[label("name", &[]), label("type", &["ip"])];
/// Of a frontend or backend.
pub(super) const PROXY: &[LabelInfo] = &[ANY_PROXY];
/// Of a `bind` line, as HAProxy names the first.
pub(super) const LISTENER: &[LabelInfo] = &[ANY_PROXY, SOCKET];
/// By its state.
pub(super) const LISTENER_STATE: &[LabelInfo] =
    &[ANY_PROXY, SOCKET, label("state", &["FULL", "OPEN", "WAITING"])];
const SOCKET: LabelInfo = label("listener", &["sock-1"]);
/// By class of answers.
pub(super) const PROXY_CODE: &[LabelInfo] = &[ANY_PROXY, CODE];
/// By state of the proxy.
pub(super) const PROXY_UP: &[LabelInfo] = &[ANY_PROXY, label("state", &["DOWN", "UP"])];
/// By state of its servers.
pub(super) const PROXY_STATE: &[LabelInfo] = &[ANY_PROXY, STATE];
/// By result of its servers' checks.
pub(super) const PROXY_CHECK: &[LabelInfo] = &[ANY_PROXY, CHECK];
/// Of a server.
pub(super) const SERVER: &[LabelInfo] = &[ANY_PROXY, ANY_SERVER];
/// By class of answers.
pub(super) const SERVER_CODE: &[LabelInfo] = &[ANY_PROXY, ANY_SERVER, CODE];
/// By state.
pub(super) const SERVER_STATE: &[LabelInfo] = &[ANY_PROXY, ANY_SERVER, STATE];
/// By result of the last check.
pub(super) const SERVER_CHECK: &[LabelInfo] = &[ANY_PROXY, ANY_SERVER, CHECK];

/// The place of a server's state.
pub(super) fn state_of(server: &Server) -> usize {
    match server.state() {
        State::Down => 0,
        State::Up => UP,
        State::Maint => 2,
        State::Drain => 3,
        State::Nolb => 4,
    }
}

/// The place of the last check's result as the server shows it: none in maintenance, although it is remembered.
pub(super) fn shown(server: &Server) -> Option<usize> {
    if server.maint() { None } else { checked(server) }
}

/// The place of the last check's result; none before the first, and where nothing is checked.
pub(super) fn checked(server: &Server) -> Option<usize> {
    let last = server.check.last.filter(|_| server.checked())?;
    let name = match last {
        Outcome::Passed if server.check.kind == CheckKind::Tcp => "L4OK",
        Outcome::Passed => "L7OK",
        Outcome::Conditional => "L7OKC",
        Outcome::WrongStatus(_) => "L7STS",
        Outcome::Refused => "L4CON",
        Outcome::Unconnected => "L4TOUT",
        Outcome::TimedOut => "L7TOUT",
        Outcome::Observed => "HANA",
    };
    CHECKS.iter().position(|it| *it == name)
}

/// The place of what the agent's last check came to; none without an agent.
pub(super) fn agent(server: &Server) -> Option<usize> {
    let name = if server.agent_down() { "L7STS" } else { "L7OK" };
    server.agent.then(|| CHECKS.iter().position(|it| *it == name)).flatten()
}
