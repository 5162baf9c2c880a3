//! How many requests arrive and what the application answers. It must not know where they go.

/// The requests of one frontend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    /// Requests a second on average, 0 to 100,000.
    pub rate: f64,
    /// How the rate moves over time.
    pub shape: Shape,
    /// The share of the mean that the shape moves, 0 to 1.
    pub swing: f64,
    /// Irregular movement from minute to minute beside the chance of single arrivals: share of the rate, 0 to 1.
    pub noise: f64,
    /// What a healthy application answers.
    pub mix: Mix,
}

/// How the rate moves; the mean over the whole (of Daily: over a day) stays `rate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Always the mean.
    Constant,
    /// From `1 - swing` times the mean at the start, straight to `1 + swing` at the end.
    Ramp,
    /// A wave over the day: highest at 14:00, lowest at 02:00 UTC.
    Daily,
    /// Every 10 min, from the middle on, a minute with `1 + 9 * swing` times the mean; `1 - swing` between.
    Spikes,
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
