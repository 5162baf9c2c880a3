//! The messages that Alertmanager would send for a scenario's alerts. It must not decide who is told.

use super::{labels, seconds};
use crate::failure::Failure;
use crate::input;
use crate::scenario::{self, Found};
use alerting::notify::{self, Alertmanager, Message, Notifications, NotifiedAlert};
use serde_json::{Value, json};
use std::path::Path;

/// The configuration in `path`.
pub(super) fn config(path: &Path) -> Result<Alertmanager, Failure> {
    let place = path.display();
    let text = input::file(path).map_err(|err| Failure::Input(format!("{place}: {err}")))?;
    notify::parse_alertmanager(&text).map_err(|err| Failure::Input(format!("{place}: {err}")))
}

/// The messages for all rules of the document.
pub(super) fn of(found: &Found, config: &Alertmanager) -> Result<Notifications, Failure> {
    let mut pictures = Vec::new();
    for (idx, _) in (0_u32..).zip(&found.document.rules) {
        let mut document = found.document.clone();
        document.view.rule = idx;
        pictures.push(scenario::run(&Found { document, rules: found.rules.clone() })?.picture);
    }
    let rules: Vec<_> = pictures.iter().map(|it| (&it.states.timeline, it.plan.steps)).collect();
    notify::notifications(config, &rules).map_err(|err| Failure::Input(err.to_string()))
}

pub(super) fn json_of(found: &Notifications) -> Value {
    let alert = |it: &NotifiedAlert| {
        json!({
            "labels": labels(&it.labels),
            "status": status(it.ends_at.is_none()),
            "starts_at": seconds(it.starts_at),
            "ends_at": it.ends_at.map(seconds),
        })
    };
    let message = |it: &Message| {
        json!({
            "time": seconds(it.time),
            "receiver": it.receiver,
            "group": labels(&it.group),
            "status": status(it.is_firing()),
            "page": it.is_page,
            "alerts": it.alerts.iter().map(alert).collect::<Vec<_>>(),
        })
    };
    json!({
        "messages": found.messages.iter().map(message).collect::<Vec<_>>(),
        "pages": { "before": found.critical_alerts, "after": found.pages },
    })
}

fn status(is_firing: bool) -> &'static str {
    if is_firing { "firing" } else { "resolved" }
}

pub(super) fn text(found: &Notifications) -> String {
    let (count, pages, before) = (found.messages.len(), found.pages, found.critical_alerts);
    let mut text = format!("notifications: {count} messages, {pages} pages of {before} critical alerts\n");
    for it in &found.messages {
        let page = if it.is_page { "  page" } else { "" };
        let (time, status) = (series::format_instant(it.time), status(it.is_firing()));
        text.push_str(&format!("  {time}  {}  {status}{page}  {}\n", it.receiver, it.group.braced()));
        for alert in &it.alerts {
            let mark = if alert.ends_at.is_none() { "firing  " } else { "resolved" };
            text.push_str(&format!("    {mark} {}\n", alert.labels.braced()));
        }
    }
    text
}
