//! haproxy_exporter's labels. It must not know metrics.

use crate::exporters::{CODES, label};
use series::meta::LabelInfo;

const ANY_FRONTEND: LabelInfo = label("frontend", &[]);
const ANY_BACKEND: LabelInfo = label("backend", &[]);
const ANY_SERVER: LabelInfo = label("server", &[]);
const CODE: LabelInfo = label("code", CODES);

/// Of the process.
pub(super) const NONE: &[LabelInfo] = &[];
/// HAProxy's release, as Debian 12 packages it.
pub(super) const VERSION: &[LabelInfo] =
    &[label("release_date", &["2026/10/17"]), label("version", &["2.6.12-1+deb12u4"])];
/// HAProxy's release 3.4.0.
pub(super) const VERSION_3_4: &[LabelInfo] =
    &[label("release_date", &["2026/06/03"]), label("version", &["3.4.0-64a335366"])];
/// The exporter's build, as Debian 12 packages it.
pub(super) const BUILD: &[LabelInfo] = &[
    label("branch", &["debian/sid"]),
    label("goarch", &["amd64"]),
    label("goos", &["linux"]),
    label("goversion", &["go1.19.8"]),
    label("revision", &["0.14.0-1+b5"]),
    label("version", &["0.14.0"]),
];
/// Of a frontend.
pub(super) const FRONTEND: &[LabelInfo] = &[ANY_FRONTEND];
/// By class of answers.
pub(super) const FRONTEND_CODE: &[LabelInfo] = &[ANY_FRONTEND, CODE];
/// Of a backend.
pub(super) const BACKEND: &[LabelInfo] = &[ANY_BACKEND];
/// By class of answers.
pub(super) const BACKEND_CODE: &[LabelInfo] = &[ANY_BACKEND, CODE];
/// Of a server.
pub(super) const SERVER: &[LabelInfo] = &[ANY_BACKEND, ANY_SERVER];
/// By class of answers.
pub(super) const SERVER_CODE: &[LabelInfo] = &[ANY_BACKEND, ANY_SERVER, CODE];
