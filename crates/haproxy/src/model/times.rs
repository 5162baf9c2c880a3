//! Average and highest times and sessions, which HAProxy keeps and few rules ask for: worked out at scrapes, and only if
//! somebody asks. It must not move any counter.

use super::Backend;
use crate::random::{Purpose, Random};

/// HAProxy's averages slide over this many requests (TIME_STATS_SAMPLES).
const SAMPLES: f64 = 512.0;

/// The averages and highest values of one backend or server.
#[derive(Clone, Debug)]
pub(crate) struct TimesOf {
    /// Averages of queue, connect, response, total time, milliseconds; ramping up from 0.
    average: [f64; 4],
    /// The highest of each, milliseconds.
    highest: [f64; 4],
    /// Requests behind the averages.
    pub(crate) samples: f64,
    /// What was counted at the scrape before: requests, and the sums of their times.
    before: [f64; 4],
    random: Random,
    /// Whether `mode tcp`.
    tcp: bool,
}

/// All averages and highest values.
#[derive(Clone, Debug)]
pub(crate) struct Times {
    /// Whether anybody asks for times, and for the most sessions.
    pub(crate) asked: bool,
    /// See `asked`.
    pub(crate) peaks: bool,
    /// By backend.
    pub(crate) backends: Vec<TimesOf>,
    /// By backend and server.
    pub(crate) servers: Vec<Vec<TimesOf>>,
    /// Whether anybody asks for sessions a second.
    pub(crate) rates: bool,
    /// Where chance comes from of when within a scrape sessions came.
    pub(super) rate: Random,
    peak: Random,
}

/// What is counted of an object: requests, then the sums of queue, connect and response time.
type Sums = [f64; 4];

impl TimesOf {
    fn new(seed: u64, owner: usize, idx: usize, tcp: bool) -> Self {
        let random = Random::new(seed, Purpose::Peaks, owner, idx);
        Self { average: [0.0; 4], highest: [0.0; 4], samples: 0.0, before: [0.0; 4], random, tcp }
    }

    /// Average time `idx`, milliseconds.
    pub(crate) fn average(&self, idx: usize) -> f64 {
        if self.is_unknown(idx) { 0.0 } else { self.average[idx] }
    }

    /// Highest time `idx`, milliseconds.
    pub(crate) fn highest(&self, idx: usize) -> f64 {
        if self.is_unknown(idx) { 0.0 } else { self.highest[idx] }
    }

    /// In `mode tcp` nobody knows where a response begins: only its total time counts.
    fn is_unknown(&self, idx: usize) -> bool {
        self.tcp && idx == 2
    }

    /// Sees the sums at a scrape. For each request of their mean: `x += sample / 512` up to the 512th, `x += (sample - x) /
    /// 512` from then on (stream_update_time_stats in stream.c).
    fn observe(&mut self, sums: &Sums, service: (f64, f64), waited: [i64; 2]) {
        if sums[0] < self.before[0] {
            // A new process.
            (self.average, self.highest, self.samples, self.before) = ([0.0; 4], [0.0; 4], 0.0, [0.0; 4]);
        }
        let fresh = sums[0] - self.before[0];
        let draw = self.random.highest_time(service.0, service.1, fresh);
        if fresh > 0.0 {
            let mean = |idx: usize| (sums[idx] - self.before[idx]) / fresh;
            let (queue, connect, response) = (mean(1), mean(2), mean(3));
            let first = fresh.min((SAMPLES - self.samples).max(0.0));
            let stays = libm::exp((fresh - first) * libm::log1p(-1.0 / SAMPLES));
            for (it, mean) in
                self.average.iter_mut().zip([queue, connect, response, queue + connect + response])
            {
                *it = mean + (*it + mean * first / SAMPLES - mean) * stays;
            }
            let (longest, tried) = ((waited[0] as f64).max(queue), (waited[1] as f64).max(1.0));
            for (it, value) in self.highest.iter_mut().zip([
                longest,
                tried,
                draw.max(response),
                draw.max(response) + longest.max(tried),
            ]) {
                *it = it.max(value);
            }
        }
        self.samples += fresh;
        self.before = *sums;
    }
}

impl Times {
    pub(super) fn new(seed: u64, backends: &[Backend]) -> Self {
        let server = |owner: usize, it: &Backend| {
            (0..it.servers.len()).map(|idx| TimesOf::new(seed, owner, idx + 1, it.rules.tcp)).collect()
        };
        Self {
            asked: false,
            peaks: false,
            backends: backends.iter().map(|it| TimesOf::new(seed, it.idx, 0, it.rules.tcp)).collect(),
            servers: backends.iter().enumerate().map(|(owner, it)| server(owner, it)).collect(),
            rates: false,
            rate: Random::new(seed, Purpose::Rates, 0, 0),
            peak: Random::new(seed, Purpose::FrontPeaks, 0, 0),
        }
    }

    /// Sees everything at a scrape.
    pub(super) fn observe(&mut self, backends: &[Backend]) {
        if !self.asked {
            return;
        }
        for ((it, backend), servers) in self.backends.iter_mut().zip(backends).zip(&mut self.servers) {
            let count = &backend.count;
            let sums =
                [count.answered as f64, count.queue_millis, count.connect_millis, count.response_millis];
            let spread = backend.rules.service.spread;
            let mut slowest: f64 = 0.0;
            let mut longest = [backend.queue.longest, 0];
            for (it, server) in servers.iter_mut().zip(&backend.servers) {
                let count = &server.count;
                let answered = count.responses.iter().sum::<u64>() as f64;
                let sums = [answered, count.queue_millis, count.connect_millis, count.response_millis];
                it.observe(&sums, (server.service, spread), server.longest());
                slowest = slowest.max(it.highest[2]);
                let mine = server.longest();
                longest = [longest[0].max(mine[0]), longest[1].max(mine[1])];
            }
            it.observe(&sums, (slowest, 0.0), longest);
        }
    }

    /// The most sessions at once between two scrapes, where `fresh` came in `elapsed` ms and stayed `service` ms:
    /// about as many independent looks as services fit.
    pub(super) fn most(&mut self, fresh: u64, service: f64, elapsed: i64) -> u64 {
        let elapsed = elapsed.max(1) as f64;
        self.peak.highest_poisson(fresh as f64 * service / elapsed, (elapsed / service).max(1.0))
    }
}
