//! What Prometheus adds to each scrape. It must not know HAProxy's metrics.

use super::row::{Read, Row, flag, gauge, int};
use crate::model::Reach;

/// The series of the target itself, labelled with job and instance only. Prometheus gives them no HELP text.
pub(super) const ROWS: &[Row] = &[
    gauge(
        "up",
        &[],
        "",
        Read::Process(|model, _| flag(matches!(model.scraped.reach, Reach::Whole | Reach::Bare))),
    )
    .counts("1 if the scrape succeeded."),
    gauge("scrape_duration_seconds", &[], "", Read::Process(|model, _| Some(model.scraped.seconds)))
        .unit("seconds"),
    gauge("scrape_samples_scraped", &[], "", SAMPLES)
        .counts("Samples of the metrics that the simulation knows; a real exporter writes more."),
    gauge("scrape_samples_post_metric_relabeling", &[], "", SAMPLES)
        .counts("As scrape_samples_scraped: nothing is relabelled."),
    gauge("scrape_series_added", &[], "", Read::Process(|model, _| int(model.scraped.series_added))),
];

const SAMPLES: Read = Read::Process(|model, _| int(model.scraped.samples));
