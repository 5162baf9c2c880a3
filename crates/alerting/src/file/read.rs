//! The keys of a rule file and the types of their values (model/rulefmt). It must not judge what they say.

use crate::rule::{AnyRule, Group, RecordingRule, Rule, RuleFile};
use crate::yaml::{At, Decoder, Node};
use std::collections::BTreeMap;

/// Labels or annotations, each with the way to its value.
pub(super) type Texts = BTreeMap<String, (At, String)>;

/// A file as it was decoded.
#[derive(Debug, Default)]
pub(super) struct RawFile {
    pub(super) groups: Vec<RawGroup>,
}

/// A group as it was decoded.
#[derive(Debug, Default)]
pub(super) struct RawGroup {
    pub(super) at: At,
    pub(super) name: String,
    pub(super) interval: Option<i64>,
    pub(super) query_offset: Option<i64>,
    pub(super) limit: i64,
    pub(super) labels: Texts,
    pub(super) rules: Vec<RawRule>,
}

/// A rule as it was decoded.
#[derive(Debug, Default)]
pub(super) struct RawRule {
    pub(super) at: At,
    pub(super) record: Placed,
    pub(super) alert: Placed,
    pub(super) expr: Placed,
    pub(super) hold: i64,
    pub(super) keep_firing_for: i64,
    pub(super) labels: Texts,
    pub(super) annotations: Texts,
}

/// A text, and where it stands if it does.
#[derive(Debug, Default)]
pub(super) struct Placed {
    pub(super) text: String,
    pub(super) at: Option<At>,
}

pub(super) fn file(decoder: &mut Decoder<'_>, document: &Node) -> RawFile {
    let fields = decoder.fields(&At::default(), document, "rulefmt.RuleGroups", &["groups"]);
    let groups = decoder.items(fields.value("groups"), "[]rulefmt.RuleGroup");
    RawFile { groups: groups.into_iter().map(|(at, node)| group(decoder, at, node)).collect() }
}

fn group(decoder: &mut Decoder<'_>, at: At, node: &Node) -> RawGroup {
    let known = ["name", "interval", "query_offset", "limit", "rules", "labels"];
    let fields = decoder.fields(&at, node, "rulefmt.RuleGroup", &known);
    let rules = decoder.items(fields.value("rules"), "[]rulefmt.Rule");
    RawGroup {
        name: decoder.string(fields.value("name")),
        interval: decoder.duration(fields.value("interval")).filter(|it| *it != 0),
        query_offset: decoder.duration(fields.value("query_offset")),
        limit: decoder.int(fields.value("limit")),
        labels: decoder.texts(fields.value("labels")),
        rules: rules.into_iter().map(|(at, node)| rule(decoder, &at, node)).collect(),
        at,
    }
}

pub(super) fn rule(decoder: &mut Decoder<'_>, at: &At, node: &Node) -> RawRule {
    let known = ["record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"];
    let fields = decoder.fields(at, node, "rulefmt.Rule", &known);
    let mut placed = |key| {
        let found = fields.value(key);
        Placed { text: decoder.string(found), at: found.map(|it| it.0.clone()) }
    };
    let (record, alert, expr) = (placed("record"), placed("alert"), placed("expr"));
    RawRule {
        at: at.clone(),
        record,
        alert,
        expr,
        hold: decoder.duration(fields.value("for")).unwrap_or(0),
        keep_firing_for: decoder.duration(fields.value("keep_firing_for")).unwrap_or(0),
        labels: decoder.texts(fields.value("labels")),
        annotations: decoder.texts(fields.value("annotations")),
    }
}

impl From<RawFile> for RuleFile {
    fn from(raw: RawFile) -> Self {
        Self { groups: raw.groups.into_iter().map(RawGroup::finish).collect() }
    }
}

impl RawGroup {
    fn finish(self) -> Group {
        let (limit, labels) = (u64::try_from(self.limit).unwrap_or(0), texts(self.labels));
        let rules = self.rules.into_iter().map(RawRule::finish).collect();
        Group {
            name: self.name,
            interval: self.interval,
            query_offset: self.query_offset,
            limit,
            labels,
            rules,
        }
    }
}

impl RawRule {
    fn finish(self) -> AnyRule {
        let labels = texts(self.labels);
        if self.alert.text.is_empty() {
            return AnyRule::Recording(RecordingRule {
                record: self.record.text,
                expr: self.expr.text,
                labels,
            });
        }
        AnyRule::Alerting(Rule {
            alert: self.alert.text,
            expr: self.expr.text,
            hold: self.hold,
            keep_firing_for: self.keep_firing_for,
            labels,
            annotations: texts(self.annotations),
        })
    }

    /// The rule, if it is one that fires.
    pub(super) fn alerting(self) -> Option<Rule> {
        match self.finish() {
            AnyRule::Alerting(rule) => Some(rule),
            AnyRule::Recording(_) => None,
        }
    }
}

fn texts(raw: Texts) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    texts.extend(raw.into_iter().map(|(name, (_, text))| (name, text)));
    texts
}
