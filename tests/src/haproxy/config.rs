//! haproxy.cfg for the topology of a scenario. It must not know who listens at the addresses.

use haproxy::{
    Admin, Backend, Balance, Check, CheckKind, Frontend, Mode, Observe, OnError, RetryOn, Scenario, Server,
};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU16, Ordering};

/// The frontend that hands out the metrics. It is no part of the scenario.
pub const EXPORTER: &str = "exporter";
/// What health checks ask for.
pub const CHECK_PATH: &str = "/health";
/// What `http-request deny` answers.
pub const DENIED_PATH: &str = "/denied";

/// The port of the exporter, and the first of those of frontends and of servers.
const PORTS: (u16, u16, u16) = (8404, 8080, 9000);
/// Between a server's port for traffic and that for checks.
const CHECKS: u16 = 1000;

/// Where everybody listens: at a loopback address that no other test has, so that nobody takes a port away.
#[derive(Clone, Debug)]
pub struct Addresses {
    host: Ipv4Addr,
    /// By `frontend`, by `backend/server`.
    ports: BTreeMap<String, u16>,
}

impl Addresses {
    /// For all frontends and servers of `scenario`.
    pub fn of(scenario: &Scenario) -> Self {
        static NEXT: AtomicU16 = AtomicU16::new(1);
        // Processes are far enough apart for the HAProxies of one test file; 127.0.0.x is what others use.
        let mine = std::process::id()
            .wrapping_mul(100)
            .wrapping_add(u32::from(NEXT.fetch_add(1, Ordering::Relaxed)));
        let byte = |number: u32| u8::try_from(number % 256).unwrap_or_default();
        let host = Ipv4Addr::new(127, 64 + byte(mine / 64_000 % 64), byte(mine / 250), 2 + byte(mine % 250));
        let frontends = scenario.frontends.iter().map(|it| it.name.clone()).zip(PORTS.1..);
        let servers = scenario
            .backends
            .iter()
            .flat_map(|backend| backend.servers.iter().map(|it| format!("{}/{}", backend.name, it.name)));
        Self { host, ports: frontends.chain(servers.zip(PORTS.2..)).collect() }
    }

    /// Of a frontend by its name, of a server by `backend/server`.
    ///
    /// # Panics
    /// When there is none of that name.
    pub fn of_name(&self, name: &str) -> SocketAddr {
        let port = self.ports.get(name).unwrap_or_else(|| panic!("nobody is called {name}"));
        SocketAddr::from((self.host, *port))
    }

    /// Of the exporter.
    pub fn exporter(&self) -> SocketAddr {
        SocketAddr::from((self.host, PORTS.0))
    }

    /// Where a server with a port of its own for checks is checked.
    pub fn checks(&self, name: &str) -> SocketAddr {
        let traffic = self.of_name(name);
        SocketAddr::from((self.host, traffic.port() + CHECKS))
    }
}

/// The configuration of a scenario: proxies, servers and settings as it names them, requests sorted by the backend's name
/// at the beginning of their path.
pub fn config(scenario: &Scenario, addresses: &Addresses) -> String {
    let maxconn = scenario.frontends.iter().map(|it| it.maxconn).max().unwrap_or(2000);
    let mut text = format!(
        "global\n    stats socket unix@haproxy.sock mode 600 level admin\n    nbthread 1\n    maxconn {maxconn}\n\
         defaults\n    mode http\n    timeout client 30s\n    timeout http-request 5s\n    timeout connect 2s\n    timeout server 5s\n\
         frontend {EXPORTER}\n    bind {}\n    http-request use-service prometheus-exporter if {{ path /metrics }}\n",
        addresses.exporter()
    );
    scenario.frontends.iter().for_each(|it| frontend(it, addresses, &mut text));
    scenario.backends.iter().for_each(|it| backend(it, addresses, &mut text));
    text
}

fn mode(mode: Mode) -> &'static str {
    if mode == Mode::Tcp { "tcp" } else { "http" }
}

fn frontend(it: &Frontend, addresses: &Addresses, text: &mut String) {
    let (address, mode) = (addresses.of_name(&it.name), mode(it.mode));
    let _ = write!(
        text,
        "frontend {}\n    mode {mode}\n    maxconn {}\n    bind {address}\n",
        it.name, it.maxconn
    );
    if it.mode == Mode::Http {
        let _ = writeln!(text, "    http-request deny deny_status 403 if {{ path_beg {DENIED_PATH} }}");
        for route in &it.routes {
            let _ = writeln!(text, "    use_backend {0} if {{ path_beg /{0}/ }}", route.backend);
        }
    }
    if it.mode == Mode::Tcp {
        // Named, so that they know who leads to them, but not taken.
        for route in it.routes.iter().skip(1) {
            let _ = writeln!(text, "    use_backend {} if {{ src 192.0.2.1 }}", route.backend);
        }
    }
    if let Some(route) = it.routes.first() {
        let _ = writeln!(text, "    default_backend {}", route.backend);
    }
}

fn backend(it: &Backend, addresses: &Addresses, text: &mut String) {
    let _ = write!(text, "backend {}\n    mode {}\n", it.name, mode(it.mode));
    if it.servers.is_empty() {
        // What a backend without servers is for.
        text.push_str("    stick-table type ip size 10k expire 5m store http_req_rate(10s)\n");
        return;
    }
    let balance = match it.balance {
        Balance::RoundRobin => "roundrobin",
        Balance::Hash => "source",
        Balance::LeastConn => "leastconn",
    };
    let timeout = it.check.timeout.map_or(String::new(), |it| format!("    timeout check {it}ms\n"));
    let _ = write!(
        text,
        "    balance {balance}\n    retries {}\n    timeout connect {}ms\n    timeout server {}ms\n    timeout queue {}ms\n{timeout}",
        it.retries, it.timeout_connect, it.timeout_server, it.timeout_queue
    );
    for (option, set) in
        [("redispatch", it.redispatch), ("abortonclose", it.abort_on_close), ("allbackups", it.all_backups)]
    {
        text.push_str(&if set { format!("    option {option}\n") } else { String::new() });
    }
    retry_on(it.retry_on, text);
    if let Some(fullconn) = it.fullconn {
        let _ = writeln!(text, "    fullconn {fullconn}");
    }
    if it.check.kind == CheckKind::Http {
        let _ = writeln!(text, "    option httpchk GET {CHECK_PATH}");
        text.push_str(match it.check.disable_on_404 {
            true => "    http-check disable-on-404\n",
            false => "    http-check expect status 200\n",
        });
    }
    it.servers.iter().for_each(|server| line(it, server, addresses, text));
}

fn retry_on(it: RetryOn, text: &mut String) {
    let names = [
        ("empty-response", it.empty),
        ("junk-response", it.junk),
        ("response-timeout", it.timeout),
        ("500 502 503 504", it.server_error),
    ];
    let names: Vec<_> = names.iter().filter(|it| it.1).map(|it| it.0).collect();
    if !names.is_empty() {
        let _ = writeln!(text, "    retry-on conn-failure {}", names.join(" "));
    }
}

/// A `server` line.
fn line(backend: &Backend, it: &Server, addresses: &Addresses, text: &mut String) {
    let name = format!("{}/{}", backend.name, it.name);
    let _ = write!(text, "    server {} {} weight {}", it.name, addresses.of_name(&name), it.weight);
    for (word, value) in [("maxconn", it.maxconn), ("maxqueue", it.maxqueue)] {
        text.push_str(&value.map_or(String::new(), |it| format!(" {word} {it}")));
    }
    if it.slowstart > 0 {
        let _ = write!(text, " slowstart {}ms", it.slowstart);
    }
    text.push_str(if it.backup { " backup" } else { "" });
    text.push_str(if it.admin == Admin::Maint { " disabled" } else { "" });
    if backend.check.kind != CheckKind::No {
        check(&backend.check, addresses.checks(&name), text);
    }
    text.push('\n');
}

/// The settings of a check at the end of a `server` line.
fn check(it: &Check, address: SocketAddr, text: &mut String) {
    let _ = write!(text, " check inter {}ms fall {} rise {}", it.inter, it.fall, it.rise);
    for (word, value) in [("fastinter", it.fastinter), ("downinter", it.downinter)] {
        text.push_str(&value.map_or(String::new(), |it| format!(" {word} {it}ms")));
    }
    if it.separate_port {
        let _ = write!(text, " port {}", address.port());
    }
    let observe = match it.observe {
        Observe::No => None,
        Observe::Layer4 => Some("layer4"),
        Observe::Layer7 => Some("layer7"),
    };
    let on_error = match it.on_error {
        OnError::FastInter => "fastinter",
        OnError::FailCheck => "fail-check",
        OnError::SuddenDeath => "sudden-death",
        OnError::MarkDown => "mark-down",
    };
    if let Some(layer) = observe {
        let _ = write!(text, " observe {layer} error-limit {} on-error {on_error}", it.error_limit);
    }
    if it.agent {
        let _ = write!(text, " agent-check agent-port {} agent-inter {}ms", address.port(), it.inter);
    }
}
