//! A server: its state, what is wrong with it, its counters. It must not know how it is chosen.

use super::answer::Coins;
use super::check::Check;
use super::counters::{Gauges, ServerCount};
use super::faults::Effects;
use super::queue::Queue;
use crate::random::{Coin, Purpose, Random};
use crate::{Admin, Balance, CheckKind, Mode, Scenario};

/// How finely HAProxy divides a weight while a server warms up (BE_WEIGHT_SCALE).
pub(super) const WEIGHT_SCALE: u32 = 16;

/// What the statistics say of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Not usable: checks or the agent say so.
    Down,
    /// In use.
    Up,
    /// In maintenance.
    Maint,
    /// No new requests, by the operator or the agent.
    Drain,
    /// No new requests, by its health endpoint.
    Nolb,
}

/// A server and its counters.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    /// Its backend's place and its own.
    pub(crate) place: (usize, usize),
    /// Its name.
    pub(crate) name: String,
    /// Whether `mode tcp`.
    pub(crate) tcp: bool,
    /// Its limit of requests at a time, and of those that wait.
    pub(crate) maxconn: Option<u32>,
    /// `minconn`, and the limit that it makes of how full the backend is.
    pub(super) minconn: Option<u32>,
    pub(super) ceiling: u64,
    /// See [`Server::maxconn`].
    pub(crate) maxqueue: Option<u32>,
    /// Whether it steps in only when others cannot.
    pub(crate) backup: bool,
    /// Whether an agent speaks for it.
    pub(crate) agent: bool,
    /// When it last turned, ms after the scenario's start.
    pub(crate) changed: i64,
    /// When a request last came, ms after the scenario's start; none since the process started.
    pub(crate) last_session: Option<i64>,
    /// Its health check.
    pub(crate) check: Check,
    /// Since the process started.
    pub(crate) count: ServerCount,
    /// As of the last scrape.
    pub(crate) gauges: Gauges,
    /// Requests that wait for it alone.
    pub(crate) queue: Queue,
    weight: u32,
    admin: Admin,
    /// What the checks say.
    up: bool,
    /// Whether it is DOWN or in maintenance.
    dark: bool,
    /// As of the last change.
    seen: State,
    /// Milliseconds from UP to full weight, and since when it warms up.
    pub(super) slowstart: i64,
    pub(super) warm_from: Option<i64>,
    /// Whether its weight can grow meanwhile: not where it is chosen by a table of hashes.
    grows: bool,
    /// What is wrong with it now.
    pub(super) effects: Effects,
    /// Its weight in a hashed backend.
    pub(super) affinity: f64,
    /// Requests being served, by lane.
    pub(super) flying: Vec<u64>,
    /// Sessions held by requests that get nowhere.
    pub(super) held: u64,
    /// How long a request is served now, milliseconds, and the share that finds no end in time.
    pub(super) service: f64,
    pub(super) hangs: f64,
    /// How answers fall into classes, by lane.
    pub(super) coins: Vec<Coins>,
    /// Whether an answer is a 5xx, by lane.
    pub(super) failing: Vec<Coin>,
    /// Whether a request is still served at the end of a span of this length.
    pub(super) stay: (i64, Coin),
    /// Up to how many requests a millisecond of its backend's it stays clear of its limit.
    pub(super) calm_rate: f64,
    /// Failures in a row.
    pub(super) in_row: u32,
    /// Whether the time spent DOWN is forgotten when a maintenance ends: so does 2.6.
    forgets: bool,
    /// The part of a free slot that is left from the last cell.
    pub(super) crumb: f64,
}

impl Server {
    /// Server `idx` of backend `owner` of a valid scenario, at its start.
    pub(super) fn new(scenario: &Scenario, seed: u64, (owner, idx): (usize, usize), lanes: usize) -> Self {
        let backend = &scenario.backends[owner];
        let server = &backend.servers[idx];
        // A hash over real addresses is never even; within a half to one and a half times its weight is. The same for
        // all processes.
        let luck = 0.5 + Random::new(scenario.seed, Purpose::Affinity, owner, idx).uniform();
        let mut it = Self {
            place: (owner, idx),
            name: server.name.clone(),
            tcp: backend.mode == Mode::Tcp,
            maxconn: server.maxconn,
            minconn: server.minconn.filter(|it| server.maxconn.is_some_and(|most| *it < most)),
            ceiling: server.minconn.unwrap_or(u32::MAX).into(),
            maxqueue: server.maxqueue,
            backup: server.backup,
            agent: backend.check.agent,
            changed: 0,
            last_session: None,
            check: Check::new(scenario, seed, owner, idx),
            count: ServerCount::default(),
            gauges: Gauges::default(),
            queue: Queue::default(),
            weight: server.weight,
            admin: server.admin,
            up: true,
            dark: false,
            seen: State::Up,
            slowstart: server.slowstart,
            warm_from: None,
            grows: backend.balance != Balance::Hash,
            effects: Effects::default(),
            affinity: server.share.unwrap_or(f64::from(server.weight) * luck),
            flying: vec![0; lanes],
            held: 0,
            service: backend.service.millis,
            hangs: 0.0,
            coins: Vec::new(),
            failing: Vec::new(),
            stay: (0, Coin::default()),
            calm_rate: 0.0,
            in_row: 0,
            crumb: 0.0,
            forgets: scenario.version == crate::Version::V2_6,
        };
        it.dark = it.is_dark();
        it.seen = it.state();
        it
    }

    /// What the statistics say of it.
    pub(crate) fn state(&self) -> State {
        if self.maint() {
            State::Maint
        } else if self.is_dark() {
            State::Down
        } else if self.draining() {
            State::Drain
        } else if self.check.nolb {
            State::Nolb
        } else {
            State::Up
        }
    }

    /// Whether it may be sent requests.
    pub(crate) fn usable(&self) -> bool {
        self.state() == State::Up && self.uweight() > 0
    }

    /// Whether it is checked.
    pub(crate) fn checked(&self) -> bool {
        self.check.kind != CheckKind::No && !self.effects.unchecked
    }

    /// Whether its agent has the say.
    pub(crate) fn by_agent(&self) -> bool {
        self.agent && (self.effects.agent_down || self.effects.agent_drain)
    }

    /// Whether its agent says down.
    pub(crate) fn agent_down(&self) -> bool {
        self.agent && self.effects.agent_down
    }

    /// Connections that are kept open to it: one where there was any; none of `mode tcp`, and none to the dead.
    pub(crate) fn idle(&self) -> u64 {
        u64::from(self.count.sessions > 0 && !self.tcp && !self.dark && !self.effects.refused())
    }

    /// Connections that HAProxy takes it to need: those in use, and one in reserve where there was any, be it a check's.
    pub(crate) fn needed(&self) -> u64 {
        self.gauges.sessions.max(u64::from(self.count.sessions > 0 || self.check.last.is_some()))
    }

    /// Its weight as the operator set it.
    pub(crate) fn uweight(&self) -> u32 {
        // server_parse_weight_change_request in server.c: whole numbers, cut off.
        self.effects.weight.map_or(self.weight, |it| (f64::from(self.weight) * it / 100.0).min(256.0) as u32)
    }

    /// Its weight at `now`, in parts of [`WEIGHT_SCALE`]: server_recalc_eweight in server.c.
    pub(super) fn fine_weight(&self, now: i64) -> u32 {
        let warm = self.warm_from.filter(|_| self.grows).map_or(WEIGHT_SCALE, |from| {
            let part = (i64::from(WEIGHT_SCALE) * (now - from) + self.slowstart) / self.slowstart.max(1);
            part.clamp(1, i64::from(WEIGHT_SCALE)) as u32
        });
        self.uweight() * warm
    }

    /// Its weight at `now` as the statistics show it; a drained server keeps its own.
    pub(crate) fn weight_at(&self, now: i64) -> u32 {
        self.fine_weight(now).div_ceil(WEIGHT_SCALE)
    }

    /// How far its weight has come at `now`, in percent, as the statistics show it; none where it does not warm up.
    pub(crate) fn shown_throttle(&self, now: i64) -> Option<f64> {
        self.throttle(now).map(|it| if self.grows { it } else { 100.0 })
    }

    /// How far it has warmed up at `now`, in percent; none where it is not at it.
    fn throttle(&self, now: i64) -> Option<f64> {
        let from = self.warm_from?;
        Some(((now - from) * 100 / self.slowstart.max(1)).clamp(1, 100) as f64)
    }

    /// Its limit at `now`: srv_dynamic_maxconn in server.c.
    pub(super) fn slots(&self, now: i64) -> Option<u64> {
        let limit = u64::from(self.maxconn?);
        let limit = if self.minconn.is_some() { limit.min(self.ceiling) } else { limit };
        Some(self.throttle(now).map_or(limit, |it| (limit * it as u64 / 100).max(1)))
    }

    /// Takes up how full the backend is: srv_dynamic_maxconn in queue.c.
    pub(super) fn adapt(&mut self, here: u64, fullconn: u64) {
        let (Some(least), Some(most)) = (self.minconn, self.maxconn) else { return };
        let share = here.min(fullconn).saturating_mul(most.into()) / fullconn.max(1);
        self.ceiling = share.max(least.into());
    }

    /// Requests in it.
    pub(crate) fn sessions(&self) -> u64 {
        self.held + self.flying.iter().sum::<u64>()
    }

    /// The longest wait and the longest attempt, milliseconds.
    pub(super) fn longest(&self) -> [i64; 2] {
        [self.count.longest[0].max(self.queue.longest), self.count.longest[1]]
    }

    /// How long a request is served now, milliseconds.
    pub(super) fn mean_service(&self) -> f64 {
        self.service
    }

    /// Whole seconds spent DOWN or in maintenance until `now`.
    pub(crate) fn down_seconds(&self, now: i64) -> i64 {
        (self.count.down_millis + if self.dark { now - self.changed } else { 0 }) / 1000
    }

    /// Whether an operator has taken it out.
    pub(crate) fn maint(&self) -> bool {
        self.admin == Admin::Maint || self.effects.maint
    }

    fn draining(&self) -> bool {
        self.admin == Admin::Drain || self.effects.drain || (self.agent && self.effects.agent_drain)
    }

    fn is_dark(&self) -> bool {
        self.maint() || !self.up || self.agent_down()
    }

    /// Faults begin or end at `now`; whether the server comes back into use in a way that its time DOWN is forgotten.
    pub(super) fn affect(&mut self, effects: Effects, now: i64) -> bool {
        let (was_maint, was_checked) = (self.maint(), self.checked());
        self.effects = effects;
        if was_maint && !self.maint() {
            self.up = true;
            self.check.resume(now);
        }
        if !was_checked && self.checked() {
            self.check.enable(now);
        }
        let forgotten = self.forgets && was_maint && !self.maint();
        self.settle(now, forgotten);
        forgotten && self.usable()
    }

    /// Becomes UP or DOWN at `time` as its checks say.
    pub(super) fn turn(&mut self, up: bool, time: i64) {
        self.up = up;
        self.settle(time, false);
    }

    /// Runs the checks that end before `until`, if it is checked.
    pub(super) fn examine(&mut self, from: i64, until: i64, turns: &mut Vec<super::check::Turn>) {
        if self.checked() && !self.maint() {
            self.check.run(from, until, &self.effects, turns);
        }
    }

    /// Takes up a changed state at `time`. A time DOWN that is `forgotten` was in the counter only while it lasted.
    fn settle(&mut self, time: i64, forgotten: bool) {
        let (dark, seen) = (self.is_dark(), self.state());
        if dark == self.dark {
            // From or to DRAIN or NOLB.
            if seen != self.seen && !dark {
                // srv_update_status in server.c takes the end of DRAIN for that of a failure.
                self.count.down_millis += if self.seen == State::Drain { time - self.changed } else { 0 };
                self.changed = time;
            }
            self.seen = seen;
            return;
        }
        (self.dark, self.seen) = (dark, seen);
        if dark {
            self.count.downs += 1;
            self.warm_from = None;
        } else {
            self.count.down_millis += if forgotten { 0 } else { time - self.changed };
            self.warm_from = (self.slowstart > 0).then_some(time);
        }
        self.in_row = 0;
        self.changed = time;
    }

    /// A new process at `time`: UP until its first check, nothing counted, nothing in flight.
    pub(super) fn reset(&mut self, time: i64) {
        self.up = true;
        self.dark = self.is_dark();
        self.seen = self.state();
        self.changed = time;
        self.last_session = None;
        self.warm_from = None;
        self.check.reset(time);
        self.count = ServerCount::default();
        self.gauges = Gauges::default();
        self.queue = Queue::default();
        self.flying.iter_mut().for_each(|it| *it = 0);
        self.held = 0;
        self.in_row = 0;
        self.crumb = 0.0;
    }
}
