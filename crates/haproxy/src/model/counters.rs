//! What HAProxy counts, as integers, and the sums behind its averages. It must not know why anything happens.

use crate::random::Random;

/// Answers by class, in the order of the label `code`: 1xx, 2xx, 3xx, 4xx, 5xx, other.
pub(crate) type Classes = [u64; 6];

/// The index of class 4xx in [`Classes`].
pub(crate) const CLIENT_ERRORS: usize = 3;

/// The index of class 5xx in [`Classes`].
pub(crate) const SERVER_ERRORS: usize = 4;

/// A server's counters since the process started.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServerCount {
    /// Attempts that got a slot (retries count again).
    pub(crate) sessions: u64,
    /// Times that the balancing chose it.
    pub(crate) loadbalanced: u64,
    /// Outgoing connections, new and used again.
    pub(crate) attempts: u64,
    /// See `attempts`.
    pub(crate) reuses: u64,
    /// Attempts repeated here.
    pub(crate) retries: u64,
    /// Attempts that moved from here to another server.
    pub(crate) redispatches: u64,
    /// Requests lost here for lack of a connection or a slot.
    pub(crate) connection_errors: u64,
    /// Answers that could not be used; some failures count twice.
    pub(crate) response_errors: u64,
    /// Answers of the application.
    pub(crate) responses: Classes,
    /// Requests whose client left, whose answer was cut short.
    pub(crate) client_aborts: u64,
    /// See `client_aborts`.
    pub(crate) server_aborts: u64,
    /// Of the requests that ended here.
    pub(crate) bytes: Bytes,
    /// Changes from UP to DOWN.
    pub(crate) downs: u64,
    /// Milliseconds spent DOWN until the last change.
    pub(crate) down_millis: i64,
    /// Sums over answered requests: waited for a slot or spent on another server, spent on attempts here, served.
    pub(crate) queue_millis: f64,
    /// See `queue_millis`.
    pub(crate) connect_millis: f64,
    /// See `queue_millis`.
    pub(crate) response_millis: f64,
    /// The longest that a request had waited and had tried to connect before it was served, milliseconds.
    pub(crate) longest: [i64; 2],
}

/// Bytes of requests that have ended, as of `stream_process_counters` in stream.c: not earlier, and at their last server
/// only.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Bytes {
    /// Of the requests; of those that reached a server.
    pub(crate) requests: f64,
    /// See `requests`.
    pub(crate) sent: f64,
    /// Of the applications' answers; of those that HAProxy itself wrote.
    pub(crate) answers: f64,
    /// See `answers`.
    pub(crate) own: f64,
}

impl Bytes {
    /// Together with others.
    pub(crate) fn add(&mut self, it: &Self) {
        self.requests += it.requests;
        self.sent += it.sent;
        self.answers += it.answers;
        self.own += it.own;
    }

    /// What `bytes_out` says: 3.4 means what came from servers, 2.6 what went to clients.
    pub(crate) fn out(&self, newer: bool) -> f64 {
        if newer { self.answers } else { self.answers + self.own }
    }

    /// What `res_bytes_out` says: 3.4.0 counts its own answers twice (measured).
    pub(crate) fn given(&self) -> f64 {
        self.answers + 2.0 * self.own
    }
}

/// A backend's counters since the process started.
#[derive(Clone, Debug, Default)]
pub(crate) struct BackendCount {
    /// Requests.
    pub(crate) requests: u64,
    /// Sums of its servers' counters.
    pub(crate) loadbalanced: u64,
    /// As above.
    pub(crate) attempts: u64,
    /// As above.
    pub(crate) reuses: u64,
    /// As above.
    pub(crate) retries: u64,
    /// As above.
    pub(crate) redispatches: u64,
    /// Its servers' and the requests for which no server was left.
    pub(crate) connection_errors: u64,
    /// The sum of its servers'.
    pub(crate) response_errors: u64,
    /// Answers of the applications and of HAProxy itself.
    pub(crate) responses: Classes,
    /// Those of HAProxy itself.
    pub(crate) own_answers: u64,
    /// Those of the applications.
    pub(crate) answered: u64,
    /// Requests whose client left, whose answer was cut short.
    pub(crate) client_aborts: u64,
    /// As above.
    pub(crate) server_aborts: u64,
    /// Changes from UP to DOWN.
    pub(crate) downs: u64,
    /// Milliseconds spent DOWN until the last change.
    pub(crate) down_millis: i64,
    /// Sums over answered requests, as of a server.
    pub(crate) queue_millis: f64,
    /// As above.
    pub(crate) connect_millis: f64,
    /// As above.
    pub(crate) response_millis: f64,
}

/// A frontend's counters since the process started.
#[derive(Clone, Debug, Default)]
pub(crate) struct FrontendCount {
    /// Requests, which are sessions too: one request each.
    pub(crate) requests: u64,
    /// Answers, HAProxy's own among them.
    pub(crate) responses: Classes,
    /// Requests that a rule denied.
    pub(crate) denied: u64,
    /// Connections that a rule refused, which are no sessions.
    pub(crate) rejected: u64,
    /// Of what it answered itself.
    pub(crate) bytes: Bytes,
}

/// Gauges of sessions, and their high-water marks since the process started.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gauges {
    /// Sessions in flight at the scrape.
    pub(crate) sessions: u64,
    /// The most sessions in flight that were seen.
    pub(crate) max_sessions: u64,
    /// Sessions a second since the scrape before.
    pub(crate) rate: u64,
    /// The highest rate seen.
    pub(crate) max_rate: u64,
    /// The counter of sessions at the scrape before.
    counted: u64,
    /// How many came until then since the one before that.
    pub(crate) fresh: u64,
}

impl Gauges {
    /// Sees `sessions` in flight and `total` counted, `elapsed` ms after the scrape before.
    pub(crate) fn observe(&mut self, sessions: u64, total: u64, elapsed: i64) {
        let fresh = total.saturating_sub(self.counted);
        self.sessions = sessions;
        self.peak(sessions);
        self.rate = if elapsed > 0 { (fresh * 1000 + elapsed as u64 / 2) / elapsed as u64 } else { 0 };
        self.max_rate = self.max_rate.max(self.rate);
        self.counted = total;
        self.fresh = fresh;
    }

    /// Draws how many of the fresh ones came in the last second, and in the busiest one.
    pub(crate) fn see_rate(&mut self, elapsed: i64, random: &mut Random) {
        let seconds = elapsed as f64 / 1000.0;
        self.rate = random.binomial(self.fresh, 1.0 / seconds);
        let most = random.highest_poisson(self.fresh as f64 / seconds, seconds);
        self.max_rate = self.max_rate.max(self.rate).max(most);
    }

    /// Sees `sessions` in flight between scrapes.
    pub(crate) fn peak(&mut self, sessions: u64) {
        self.max_sessions = self.max_sessions.max(sessions);
    }
}
