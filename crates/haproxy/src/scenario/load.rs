//! How many requests arrive and what the application answers. It must not know where they go.

/// The requests of one frontend.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// Requests a second on average, 0 to 100,000.
    pub rate: f64,
    /// Whether requests come in even distances, as a load generator sends them; else each by itself (Poisson).
    pub even: bool,
    /// How the rate moves over time.
    pub shape: Shape,
    /// The share of the mean that the shape moves, 0 to 1.
    pub swing: f64,
    /// Irregular movement from minute to minute beside the chance of single arrivals: share of the rate, 0 to 1.
    pub noise: f64,
    /// What a healthy application answers.
    pub mix: Mix,
    /// Share of the clients that leave a second after they asked, 0 to 1.
    pub aborts: f64,
    /// Share of the requests that `http-request deny` answers with 403, 0 to 1.
    pub denied: f64,
    /// Bytes of a request on average, 1 to 1,000,000,000.
    pub request_bytes: f64,
    /// Bytes of an answer on average, 1 to 1,000,000,000.
    pub response_bytes: f64,
}

impl Default for Load {
    fn default() -> Self {
        Self {
            rate: 0.0,
            even: false,
            shape: Shape::Constant,
            swing: 0.0,
            noise: 0.0,
            mix: Mix { ok: 1.0, redirect: 0.0, client_error: 0.0, server_error: 0.0 },
            aborts: 0.0,
            denied: 0.0,
            request_bytes: 400.0,
            response_bytes: 6000.0,
        }
    }
}

/// How the rate moves; the mean over the whole (of Daily: over a day, of Weekly: over a week) stays `rate`, but for
/// Curve.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Always the mean.
    Constant,
    /// From `1 - swing` times the mean at the start, straight to `1 + swing` at the end.
    Ramp,
    /// A wave over the day: highest at 14:00, lowest at 02:00 UTC.
    Daily,
    /// The daily wave; from Monday to Friday a seventh of `swing` more than the mean, at the weekend the less.
    Weekly,
    /// Every 10 min, from the middle on, a minute with `1 + 9 * swing` times the mean; `1 - swing` between.
    Spikes,
    /// Drawn by hand: straight lines through these points, level before the first and after the last; at most 200, in
    /// the order of time. `swing` has no meaning.
    Curve(Vec<Point>),
}

/// A point of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Milliseconds after the start.
    pub time: i64,
    /// The rate there over the mean, 0 to 1000.
    pub factor: f64,
}

/// Shares of the final answers by class; each 0 to 1,000,000, relative to their sum, which must be above 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mix {
    /// 2xx.
    pub ok: f64,
    /// 3xx.
    pub redirect: f64,
    /// 4xx.
    pub client_error: f64,
    /// 5xx that the application answers.
    pub server_error: f64,
}
