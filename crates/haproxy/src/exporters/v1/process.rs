//! haproxy_exporter's metrics of itself and of the process. It must not know how they are counted.

use super::labels::{BUILD, NONE, VERSION, VERSION_3_4};
use crate::Version;
use crate::exporters::row::{Read, Row, counter, flag, gauge, int};
use crate::model::Reach;

const ONE_EACH: Read = Read::Process(|_, _| int(1));

/// What it says of itself.
pub(super) const ROWS: &[Row] = &[
    gauge(
        "haproxy_up",
        NONE,
        "Was the last scrape of HAProxy successful.",
        Read::Process(|model, _| flag(model.scraped.reach == Reach::Whole)),
    )
    .own(),
    gauge("haproxy_version_info", VERSION, "HAProxy version info.", ONE_EACH).only(Version::V2_6),
    gauge("haproxy_version_info", VERSION_3_4, "HAProxy version info.", ONE_EACH).only(Version::V3_4),
    gauge(
        "haproxy_exporter_build_info",
        BUILD,
        "A metric with a constant '1' value labeled by version, revision, branch, goversion from which haproxy_exporter was built, and the goos and goarch for the build.",
        ONE_EACH,
    )
    .own(),
    counter(
        "haproxy_exporter_scrapes_total",
        NONE,
        "Current total HAProxy scrapes.",
        Read::Process(|model, _| int(model.scrapes)),
    )
    .own(),
    counter(
        "haproxy_exporter_csv_parse_failures_total",
        NONE,
        "Number of errors while parsing CSV.",
        Read::Process(|_, _| int(0)),
    )
    .own(),
];
