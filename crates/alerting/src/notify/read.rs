//! An alertmanager.yml to routes and inhibition: the part of it that decides when whom a message reaches, in
//! Alertmanager's words where something is wrong (config/config.go). It must not send anything.

use super::config::Alertmanager;
use super::inhibit::InhibitRule;
use super::matchers;
use super::route::{GroupBy, Route};
use crate::FileError;
use crate::file::{Complaint, MAX_BYTES, checked};
use crate::yaml::{At, Decoder, Node, Step};
use series::{MatchOp, Matcher};
use std::collections::{BTreeMap, BTreeSet};

/// How Alertmanager names the types of what it decodes.
const PLAIN: &str = "config.plain";

/// The keys of a route.
const ROUTE_KEYS: [&str; 10] = [
    "receiver",
    "group_by",
    "group_wait",
    "group_interval",
    "repeat_interval",
    "matchers",
    "match",
    "match_re",
    "continue",
    "routes",
];

/// Reads the first document of an alertmanager.yml: `route`, `inhibit_rules`, and the names of `receivers`. What a
/// receiver is made of (`*_configs`) is skipped; any other key is refused.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn parse_alertmanager(yaml: &str) -> Result<Alertmanager, FileError> {
    let document = checked(yaml, MAX_BYTES)?;
    let mut reader = Reader {
        decoder: Decoder::new(yaml, false),
        routes: Vec::new(),
        receivers: BTreeSet::new(),
        keys: BTreeMap::new(),
    };
    let inhibit_rules = reader.document(&document);
    let Reader { decoder, routes, .. } = reader;
    match decoder.complaints.into_iter().next() {
        Some(first) => Err(first),
        None => Ok(Alertmanager { routes, inhibit_rules }),
    }
}

struct Reader<'y> {
    decoder: Decoder<'y>,
    routes: Vec<Route>,
    receivers: BTreeSet<String>,
    /// The numbers of ways: that of the parent's, and the matchers added to it.
    keys: BTreeMap<(usize, String), usize>,
}

/// A value and the way to it, if it is there.
type Found<'f, 'n> = Option<(&'f At, &'n Node)>;

impl Reader<'_> {
    fn complain(&mut self, at: &At, message: impl Into<String>) {
        self.decoder.complain(Complaint::Value, at, message);
    }

    fn document(&mut self, document: &Node) -> Vec<InhibitRule> {
        let top = At::default();
        if document.is_null() {
            self.complain(&top, "no route provided in config");
            return Vec::new();
        }
        let theirs = ["global", "templates", "time_intervals", "mute_time_intervals", "tracing"];
        self.refuse(&top, document, &theirs, "only route, inhibit_rules and receivers are");
        let known = ["route", "inhibit_rules", "receivers"];
        let known: Vec<_> = known.into_iter().chain(theirs).collect();
        let fields = self.decoder.fields(&top, document, PLAIN, &known);
        for (at, node) in self.decoder.items(fields.value("receivers"), "[]*config.Receiver") {
            self.receiver(&at, node);
        }
        match fields.value("route") {
            None | Some((_, Node::Null(_))) => self.complain(&top, "no routes provided"),
            Some((at, node)) => self.root(at, node),
        }
        let rules = self.decoder.items(fields.value("inhibit_rules"), "[]*config.InhibitRule");
        rules.into_iter().map(|(at, node)| self.inhibit_rule(&at, node)).collect()
    }

    /// Complains about keys that Alertmanager knows and that are not looked at here.
    fn refuse(&mut self, at: &At, node: &Node, theirs: &[&str], read: &str) {
        let Node::Map(entries) = node else { return };
        for (idx, (key, _)) in entries.iter().enumerate() {
            if let Some(key) = key.text().filter(|key| theirs.contains(key)) {
                self.complain(&at.then(Step::Key(idx)), format!("field {key} is not read here: {read}"));
            }
        }
    }

    fn receiver(&mut self, at: &At, node: &Node) {
        // How a message is delivered does not matter here.
        let skipped: Vec<_> = match node {
            Node::Map(entries) => entries.iter().filter_map(|(key, _)| key.text()).collect(),
            _ => Vec::new(),
        };
        let known: Vec<_> =
            skipped.into_iter().filter(|key| key.ends_with("_configs")).chain(["name"]).collect();
        let fields = self.decoder.fields(at, node, PLAIN, &known);
        let name = self.decoder.string(fields.value("name"));
        if name.is_empty() {
            self.complain(at, "missing name in receiver");
        } else if !self.receivers.insert(name.clone()) {
            self.complain(at, format!("notification config name {name:?} is not unique"));
        }
    }

    fn root(&mut self, at: &At, node: &Node) {
        let complaints = self.decoder.complaints.len();
        self.route(at, node, Route::root());
        let Some(root) = self.routes.first().filter(|_| self.decoder.complaints.len() == complaints) else {
            return;
        };
        if root.receiver.is_empty() {
            self.complain(at, "root route must specify a default receiver");
        } else if !root.matchers.is_empty() {
            self.complain(at, "root route must not have any matchers");
        }
    }

    /// Reads a route and those within; `route` holds what it inherits. Returns its place.
    fn route(&mut self, at: &At, node: &Node, mut route: Route) -> usize {
        let theirs = ["mute_time_intervals", "active_time_intervals"];
        self.refuse(at, node, &theirs, "time intervals are not");
        let known: Vec<_> = ROUTE_KEYS.into_iter().chain(theirs).collect();
        let fields = self.decoder.fields(at, node, PLAIN, &known);
        self.route_receiver(fields.value("receiver"), &mut route);
        route.goes_on = self.decoder.bool(fields.value("continue"));
        self.group_by(fields.value("group_by"), &mut route);
        route.group_wait = self.decoder.duration(fields.value("group_wait")).unwrap_or(route.group_wait);
        for (key, millis) in
            [("group_interval", &mut route.group_interval), ("repeat_interval", &mut route.repeat_interval)]
        {
            *millis = self.interval(fields.value(key), key, *millis);
        }
        route.matchers =
            self.matchers([fields.value("match"), fields.value("match_re"), fields.value("matchers")]);
        if !self.routes.is_empty() {
            route.key = self.key(route.key, &route.matchers);
        }
        let idx = self.routes.len();
        self.routes.push(route);
        for (at, node) in self.decoder.items(fields.value("routes"), "[]*config.Route") {
            let inherited = self.routes[idx].inherited();
            let child = self.route(&at, node, inherited);
            self.routes[idx].children.push(child);
        }
        idx
    }

    fn route_receiver(&mut self, found: Found<'_, '_>, route: &mut Route) {
        let name = self.decoder.string(found);
        let Some((at, _)) = found.filter(|_| !name.is_empty()) else { return };
        if !self.receivers.contains(&name) {
            self.complain(at, format!("undefined receiver {name:?} used in route"));
        }
        route.receiver = name.into();
    }

    /// The number of the way over `parent` and these matchers: the same for the same way.
    fn key(&mut self, parent: usize, matchers: &[Matcher]) -> usize {
        let texts: Vec<_> =
            matchers.iter().map(|it| format!("{}{:?}{:?}", it.name(), it.op(), it.value())).collect();
        let next = self.keys.len() + 1;
        *self.keys.entry((parent, texts.join(","))).or_insert(next)
    }

    fn interval(&mut self, found: Found<'_, '_>, key: &str, inherited: i64) -> i64 {
        match (self.decoder.duration(found), found) {
            (Some(0), Some((at, _))) => {
                self.complain(at, format!("{key} cannot be zero"));
                inherited
            }
            (it, _) => it.unwrap_or(inherited),
        }
    }

    fn group_by(&mut self, found: Found<'_, '_>, route: &mut Route) {
        let Some((whole, Node::Seq(_))) = found else {
            self.decoder.items(found, "[]string");
            return;
        };
        let (mut names, mut all) = (BTreeSet::new(), false);
        for (at, node) in self.decoder.items(found, "[]string") {
            let name = self.decoder.string(Some((&at, node)));
            if name == "..." {
                all = true;
            } else if !is_label_name(&name) {
                self.complain(&at, format!("invalid label name {name:?} in group_by list"));
            } else if !names.insert(name.clone()) {
                self.complain(&at, format!("duplicated label {name:?} in group_by"));
            }
        }
        if all && !names.is_empty() {
            self.complain(whole, "cannot have wildcard group_by (`...`) and other labels at the same time");
        }
        route.group_by = if all { GroupBy::All } else { GroupBy::Names(names.into()) };
    }

    fn inhibit_rule(&mut self, at: &At, node: &Node) -> InhibitRule {
        let known = [
            "source_match",
            "source_match_re",
            "source_matchers",
            "target_match",
            "target_match_re",
            "target_matchers",
            "equal",
            "name",
        ];
        let fields = self.decoder.fields(at, node, PLAIN, &known);
        let sources = ["source_match", "source_match_re", "source_matchers"].map(|key| fields.value(key));
        let targets = ["target_match", "target_match_re", "target_matchers"].map(|key| fields.value(key));
        let (sources, targets) = (self.matchers(sources), self.matchers(targets));
        let mut equal = Vec::new();
        for (at, node) in self.decoder.items(fields.value("equal"), "model.LabelNames") {
            let name = self.decoder.string(Some((&at, node)));
            if !is_label_name(&name) {
                self.complain(&at, format!("{name:?} is not a valid label name"));
            }
            equal.push(name);
        }
        InhibitRule { sources, targets, equal }
    }

    /// The matchers of a mapping to values, one to regular expressions, and a list of texts.
    fn matchers(&mut self, [equal, regex, list]: [Found<'_, '_>; 3]) -> Vec<Matcher> {
        let mut read = Vec::new();
        for (found, op) in [(equal, MatchOp::Equal), (regex, MatchOp::Regex)] {
            for (name, (at, value)) in self.decoder.texts(found) {
                let made = match is_label_name(&name) {
                    true => matchers::matcher(&name, op, &value).map(|it| vec![it]),
                    false => Err(format!("invalid label name {name:?}")),
                };
                read.push((at, made));
            }
        }
        for (at, node) in self.decoder.items(list, "[]string") {
            let text = self.decoder.string(Some((&at, node)));
            read.push((at, matchers::parse(&text)));
        }
        let mut all = Vec::new();
        for (at, made) in read {
            match made {
                Ok(made) => all.extend(made),
                Err(message) => self.complain(&at, message),
            }
        }
        all
    }
}

fn is_label_name(name: &str) -> bool {
    let starts = name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_');
    starts && name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
}
