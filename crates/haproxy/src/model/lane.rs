//! A frontend's requests within a backend: what they are like, how many are there. It must not know servers.

use super::counters::Classes;
use crate::{FaultKind, Frontend, Mix, Scenario};

/// How long a client of the load's own waits before it leaves, milliseconds.
pub(super) const PATIENCE_MILLIS: i64 = 1000;

/// Bytes of an error that HAProxy itself writes.
const ERROR_BYTES: u64 = 217;

/// The requests that come from one frontend.
#[derive(Clone, Debug)]
pub(crate) struct Lane {
    /// The frontend's place.
    pub(super) frontend: usize,
    /// Whether these are a scanner's requests, none of which is found.
    pub(super) scanner: bool,
    /// Connections that the frontend may have.
    pub(super) connections: u64,
    /// The frontend's share that comes here.
    pub(super) share: f64,
    /// What a healthy application answers: shares of 5xx, 4xx, 3xx, 2xx, the rare first, which is quickest to draw.
    pub(super) mix: [f64; 4],
    /// Share of the clients that leave, and after how many milliseconds.
    pub(super) aborts: f64,
    pub(super) patience: i64,
    /// Requests that are in the backend.
    pub(super) here: u64,
    /// Answers since the frontend last asked.
    pub(super) done: Classes,
    /// Bytes of them.
    pub(super) bytes_out: u64,
    /// Bytes of a request and of an answer.
    pub(super) request_bytes: u64,
    pub(super) response_bytes: u64,
}

impl Lane {
    /// The lanes of backend `idx`, in the order of frontends.
    pub(super) fn all(scenario: &Scenario, idx: usize) -> Vec<Self> {
        let name = &scenario.backends[idx].name;
        let mut lanes = Vec::new();
        for (frontend, it) in scenario.frontends.iter().enumerate() {
            for route in it.routes.iter().filter(|route| route.backend == *name) {
                let total: f64 = it.routes.iter().map(|it| it.share).sum();
                lanes.push(Self::new(frontend, it, route.share / total, false));
                if is_scanned(scenario, it) {
                    lanes.push(Self::new(frontend, it, route.share / total, true));
                }
            }
        }
        lanes
    }

    fn new(frontend: usize, it: &Frontend, share: f64, scanner: bool) -> Self {
        let Mix { ok, redirect, client_error, server_error } = it.load.mix;
        let total = ok + redirect + client_error + server_error;
        let usual = [server_error, client_error, redirect, ok].map(|it| it / total);
        Self {
            frontend,
            scanner,
            connections: it.maxconn.into(),
            share,
            mix: if scanner { [0.0, 1.0, 0.0, 0.0] } else { usual },
            aborts: it.load.aborts,
            patience: PATIENCE_MILLIS,
            here: 0,
            done: Classes::default(),
            bytes_out: 0,
            request_bytes: it.load.request_bytes as u64,
            response_bytes: it.load.response_bytes as u64,
        }
    }

    /// `number` requests end with an answer of `class`, which HAProxy itself wrote if `own`; their bytes.
    pub(super) fn end(&mut self, number: u64, class: usize, own: bool) -> u64 {
        self.here -= number;
        self.done[class] += number;
        let bytes = number.saturating_mul(if own { ERROR_BYTES } else { self.response_bytes });
        self.bytes_out = self.bytes_out.saturating_add(bytes);
        bytes
    }

    /// A new process: nothing is here.
    pub(super) fn reset(&mut self) {
        self.here = 0;
        self.done = Classes::default();
        self.bytes_out = 0;
    }
}

/// Whether a scanner ever comes to the frontend.
pub(super) fn is_scanned(scenario: &Scenario, frontend: &Frontend) -> bool {
    let aims = |it: &crate::Fault| match &it.target {
        crate::Target::Frontend(name) => *name == frontend.name,
        _ => false,
    };
    scenario.events.iter().any(|it| it.kind == FaultKind::Scanner && aims(it))
}
