//! The samples of one run, by its seed: counters with resets, gauges, NaN, infinities, gaps, irregular times, classic
//! histograms, unusual label values. It must not know expressions.

use crate::random::Random;
use series::{Labels, METRIC_NAME, Store};

/// The first sample, in milliseconds: 2026-03-02, midnight UTC.
pub const START: i64 = 1_772_409_600_000;
/// No sample lies behind this.
pub const END: i64 = START + 9_000_000;

/// Where samples may lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// On the grid of the evaluations, most of them; with jitter, others.
    OnGrid,
    /// Never on a whole second nor a millisecond behind one.
    OffGrid,
}

/// How a series' values go.
#[derive(Clone, Copy)]
enum Course {
    Counter,
    Gauge,
    /// With NaN and infinities.
    Wild,
    State,
    Constant,
}

const PROXIES: [&str; 5] = ["be0", "be1", "be2", "b\u{e9} \u{1f680}", "q\"uo\\te"];
const CODES: [&str; 3] = ["2xx", "4xx", "5xx"];
const ROOMS: [&str; 6] = ["hall", "attic", "", "cellar", "a.b", "li\nne"];
const BOUNDS: [&str; 5] = ["0.1", "0.5", "1", "2.5", "+Inf"];

/// All series of the run with this seed.
pub fn store(seed: u64, shape: Shape) -> Store {
    let mut filler = Filler { store: Store::new(), random: Random(seed), shape };
    for (idx, proxy) in PROXIES.into_iter().enumerate() {
        filler.proxy(proxy, idx);
    }
    for (idx, room) in ROOMS.into_iter().enumerate() {
        // Whether a dot matches a line break is a known difference between 2.42 and 3.
        let room = if shape == Shape::OffGrid { room.trim_start_matches("li\n") } else { room };
        let instance = ["a", "b", "c"][idx % 3];
        filler.add("temperature", &[("room", room), ("instance", instance)], Course::Gauge);
        filler.add("wild", &[("room", room), ("instance", instance)], Course::Wild);
    }
    for name in ["same_total", "same_other_total"] {
        // Without their names they are the same.
        filler.add(name, &[("room", "hall")], Course::Counter);
        filler.add(name, &[("room", "attic")], Course::Counter);
    }
    filler.add("lonely", &[], Course::Gauge);
    filler.add("constant", &[("job", "x")], Course::Constant);
    filler.store
}

struct Filler {
    store: Store,
    random: Random,
    shape: Shape,
}

impl Filler {
    /// What HAProxy tells of a backend and its servers, a histogram of it, and what others know of it.
    fn proxy(&mut self, proxy: &str, idx: usize) {
        let instance = ["lb1:8404", "lb2:8404"][idx % 2];
        for server in ["srv0", "srv1", "srv2"].into_iter().take(1 + idx % 3) {
            let own = [("proxy", proxy), ("server", server), ("instance", instance)];
            self.add("haproxy_server_status", &own, Course::State);
            self.add("haproxy_server_current_sessions", &own, Course::Gauge);
            self.add("haproxy_server_connection_errors_total", &own, Course::Counter);
            for code in CODES {
                let labels = [own[0], own[1], own[2], ("code", code)];
                self.add("haproxy_server_http_responses_total", &labels, Course::Counter);
            }
        }
        self.add("haproxy_backend_limit_sessions", &[("proxy", proxy)], Course::Constant);
        self.add("proxy_info", &[("proxy", proxy), ("team", ["red", "blue"][idx % 2])], Course::State);
        self.histogram(proxy, idx);
    }

    /// Cumulative buckets; one proxy lacks +Inf, one has a bound that is none, one is not monotonic.
    fn histogram(&mut self, proxy: &str, idx: usize) {
        let times = self.times();
        let mut totals = [0.0; BOUNDS.len()];
        for time in times {
            let mut sum = 0.0;
            for (bound, total) in BOUNDS.into_iter().zip(&mut totals) {
                sum += self.random.below(9) as f64;
                *total += if idx == 3 { self.random.below(9) as f64 } else { sum };
                let bound = if idx == 2 && bound == "2.5" { "much" } else { bound };
                if idx != 1 || bound != "+Inf" {
                    let name = (METRIC_NAME, "request_duration_seconds_bucket");
                    let labels = Labels::new([name, ("proxy", proxy), ("le", bound)]);
                    self.store.append(&labels, time, *total);
                }
            }
        }
        self.add("request_duration_seconds_count", &[("proxy", proxy)], Course::Counter);
    }

    fn add(&mut self, name: &str, labels: &[(&str, &str)], course: Course) {
        let given = labels.iter().copied().filter(|(_, value)| !value.is_empty());
        let labels = Labels::new(given.chain([(METRIC_NAME, name)]));
        let mut value = self.random.below(40) as f64;
        for time in self.times() {
            value = self.after(course, value);
            self.store.append(&labels, time, value);
        }
    }

    fn after(&mut self, course: Course, value: f64) -> f64 {
        match course {
            Course::Counter if self.random.percent(2) => self.random.below(5) as f64,
            Course::Counter if self.random.percent(30) => value,
            Course::Counter => value + self.random.below(50) as f64,
            Course::Gauge => ((self.random.unit() - 0.5) * 200.0 * 1e6).round() / 1e6,
            Course::Wild => match self.random.below(8) {
                0 => f64::NAN,
                1 => f64::INFINITY,
                2 => f64::NEG_INFINITY,
                3 => 0.0,
                4 => -1e18,
                _ => (self.random.unit() - 0.5) * 10.0,
            },
            Course::State => f64::from(u8::from(self.random.percent(80))),
            Course::Constant => value,
        }
    }

    /// The times of one series: how far apart, how regular, from when, until when and with what gap is chance.
    fn times(&mut self) -> Vec<i64> {
        let random = &mut self.random;
        let interval = [15_000, 15_000, 30_000, 60_000, 170_000][random.below(5)];
        let jitter = [0, 0, 900, 7_000][random.below(4)];
        let from = if random.percent(25) { random.between(0, 5_000_000) } else { 0 };
        let to = if random.percent(25) { random.between(4_000_000, 8_000_000) } else { END - START };
        let gap = if random.percent(30) { random.between(0, 6_000_000) } else { i64::MAX };
        let length = random.between(60_000, 1_500_000);
        let mut times = Vec::new();
        let mut grid = 0;
        while grid < to {
            let mut time = grid + random.between(0, jitter);
            if self.shape == Shape::OffGrid {
                time = time.div_euclid(1000) * 1000 + random.between(2, 998);
            }
            let missed = time < from || (time >= gap && time - gap < length) || random.percent(2);
            if !missed && times.last().is_none_or(|last| *last < START + time) {
                times.push(START + time);
            }
            grid += interval;
        }
        times
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_samples_and_off_the_grid_none_is_on_it() {
        let (one, two) = (store(7, Shape::OffGrid), store(7, Shape::OffGrid));
        let all =
            |store: &Store| store.iter().map(|it| (it.times.clone(), it.labels.clone())).collect::<Vec<_>>();
        assert_eq!(all(&one), all(&two));
        assert!(one.len() > 80, "{}", one.len());
        assert!(one.iter().flat_map(|it| &it.times).all(|it| !matches!(it % 1000, 0 | 1)));
        assert!(store(7, Shape::OnGrid).iter().flat_map(|it| &it.times).any(|it| it % 15_000 == 0));
    }
}
