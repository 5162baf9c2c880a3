//! A frontend's requests within a backend: what they are like, how many are there. It must not know servers.

use super::counters::{Bytes, Classes};
use crate::{FaultKind, Frontend, Mix, Scenario};

/// How long a client of the load's own waits before it leaves, milliseconds.
pub(super) const PATIENCE_MILLIS: i64 = 1000;

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With the application's answer.
    Answer,
    /// With HAProxy's 503, before a server had it.
    Unconnected,
    /// With HAProxy's 502.
    Broken,
    /// With HAProxy's 504.
    Late,
}

impl End {
    /// Bytes of HAProxy's page, as it comes with 2.6 and 3.4.
    fn page(self) -> f64 {
        match self {
            Self::Answer => 0.0,
            Self::Unconnected => 217.0,
            Self::Broken => 209.0,
            Self::Late => 198.0,
        }
    }
}

/// The requests that come from one frontend.
#[derive(Clone, Debug)]
pub(crate) struct Lane {
    /// The frontend's place.
    pub(crate) frontend: usize,
    /// Whether these are a scanner's requests, none of which is found.
    pub(super) scanner: bool,
    /// Connections that the frontend may have.
    pub(super) connections: u64,
    /// The frontend's share that comes here.
    pub(super) share: f64,
    /// Whether requests come in even distances; what was left of whole ones when they were last divided then.
    pub(super) even: bool,
    carry: f64,
    /// What a healthy application answers: shares of 5xx, 4xx, 3xx, 2xx, the rare first, which is quickest to draw.
    pub(super) mix: [f64; 4],
    /// Share of the clients that leave, and after how many milliseconds.
    pub(super) aborts: f64,
    pub(super) patience: i64,
    /// Requests that are in the backend.
    pub(super) here: u64,
    /// Answers since the frontend last asked.
    pub(super) done: Classes,
    /// Of what has ended since the process started.
    pub(crate) bytes: Bytes,
    /// Bytes of a request and of an answer.
    request_bytes: f64,
    response_bytes: f64,
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
            even: it.load.even,
            carry: 0.5,
            mix: if scanner { [0.0, 1.0, 0.0, 0.0] } else { usual },
            aborts: it.load.aborts,
            patience: PATIENCE_MILLIS,
            here: 0,
            done: Classes::default(),
            bytes: Bytes::default(),
            request_bytes: it.load.request_bytes.trunc(),
            response_bytes: it.load.response_bytes.trunc(),
        }
    }

    /// How many of `number` come here, whose share is `chance`: in the long run exactly that.
    pub(super) fn part(&mut self, number: u64, chance: f64) -> u64 {
        let all = number as f64 * chance + self.carry;
        let part = (all.max(0.0) as u64).min(number);
        self.carry = (all - part as f64).clamp(-1.0, 2.0);
        part
    }

    /// `number` requests end with an answer of `class`.
    pub(super) fn end(&mut self, number: u64, class: usize) {
        self.here -= number;
        self.done[class] += number;
    }

    /// Counts the bytes of `number` requests that have ended; how many.
    pub(super) fn weigh(&mut self, number: u64, how: End) -> Bytes {
        let number = number as f64;
        let requests = number * self.request_bytes;
        let bytes = Bytes {
            requests,
            sent: if how == End::Unconnected { 0.0 } else { requests },
            answers: if how == End::Answer { number * self.response_bytes } else { 0.0 },
            own: number * how.page(),
        };
        self.bytes.add(&bytes);
        bytes
    }

    /// A new process: nothing is here.
    pub(super) fn reset(&mut self) {
        self.here = 0;
        self.done = Classes::default();
        self.bytes = Bytes::default();
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
