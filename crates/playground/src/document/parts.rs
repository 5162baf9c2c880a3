//! The fields of the document and of its rules, in the order of writing. It must not know YAML.

use super::fields::{Fields, Part, Value, When};
use super::{
    Document, Fault, Input, InputSeries, KINDS, Label, MODEL, Recording, Route, Rule, Scenario, Scrape,
    ViewState,
};

/// [`MODEL`] as it is written.
const MODEL_TEXT: &str = "2";
const _: () = assert!(MODEL == 2, "MODEL_TEXT says the same");

impl Part for Document {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.field("version", When::Needed, Value::Count(&mut self.version));
        to.field("model", When::Or(MODEL_TEXT), Value::Count(&mut self.model));
        to.field("scenario", When::Needed, Value::Part(&mut self.scenario));
        to.field("rules", When::Needed, Value::Parts(&mut self.rules));
        to.field("recordings", When::Unless(""), Value::Parts(&mut self.recordings));
        to.field("route", When::Unless(""), Value::MaybePart(&mut self.route));
        to.field("input", When::Unless(""), Value::MaybePart(&mut self.input));
        to.count("semantics", &mut self.semantics, "3");
        to.field("incidents", When::Unless(""), Value::Parts(&mut self.incidents));
        to.field("slo", When::Unless("99.9"), Value::Number(&mut self.slo));
        to.field("view", When::Or(""), Value::Part(&mut self.view));
        to.field("exercise", When::Unless(""), Value::MaybePart(&mut self.exercise));
    }
}

impl Part for Scenario {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text_or("name", &mut self.name, "");
        to.text("title", &mut self.title);
        to.text_or("about", &mut self.about, "");
        to.text("start", &mut self.start);
        to.text("length", &mut self.length);
        to.field("scrape", When::Needed, Value::Part(&mut self.scrape));
        to.text("evaluation", &mut self.evaluation);
        to.field("seed", When::Needed, Value::Seed(&mut self.seed));
        to.text("exporter", &mut self.exporter);
        to.text("haproxy", &mut self.haproxy);
        to.text("instance", &mut self.instance);
        to.field("more_instances", When::Unless(""), Value::Texts(&mut self.more_instances));
        to.text_or("other_exporter", &mut self.other_exporter, "");
        to.field("frontends", When::Needed, Value::Parts(&mut self.frontends));
        to.field("backends", When::Needed, Value::Parts(&mut self.backends));
        to.field("events", When::Unless(""), Value::Parts(&mut self.events));
    }
}

impl Part for Scrape {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("interval", &mut self.interval);
        to.text("offset", &mut self.offset);
        to.text_or("jitter", &mut self.jitter, "");
        to.share("loss", &mut self.loss);
    }
}

impl Part for Fault {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("kind", &mut self.kind);
        to.text_or("target", &mut self.target, "");
        to.text("from", &mut self.from);
        to.text("for", &mut self.length);
        to.field("strength", When::Unless("100.0"), Value::Number(&mut self.strength));
        to.field("amount", When::Unless(""), Value::Maybe(&mut self.amount));
        to.field("incident", When::Unless(""), Value::MaybeFlag(&mut self.incident));
    }
}

impl Part for Label {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("from", &mut self.from);
        to.text("for", &mut self.length);
        to.text_or("on", &mut self.on, "");
        to.text_or("kind", &mut self.kind, KINDS[0].0);
    }
}

impl Part for Rule {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text_or("from", &mut self.from, "");
        to.text("alert", &mut self.alert);
        to.text("expr", &mut self.expr);
        to.field("for", When::Or("0s"), Value::Text(&mut self.hold));
        to.text_or("keep_firing_for", &mut self.keep_firing_for, "0s");
        to.field("labels", When::Or(""), Value::TextMap(&mut self.labels));
        to.field("annotations", When::Or(""), Value::TextMap(&mut self.annotations));
    }
}

impl Part for Recording {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("record", &mut self.record);
        to.text("expr", &mut self.expr);
        to.field("labels", When::Unless(""), Value::TextMap(&mut self.labels));
    }
}

impl Part for Route {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.field("group_by", When::Or("alertname"), Value::Texts(&mut self.group_by));
        to.field("group_wait", When::Or("30s"), Value::Text(&mut self.group_wait));
        to.field("group_interval", When::Or("5m"), Value::Text(&mut self.group_interval));
        to.field("repeat_interval", When::Or("4h"), Value::Text(&mut self.repeat_interval));
    }
}

impl Part for Input {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("interval", &mut self.interval);
        to.field("series", When::Needed, Value::Parts(&mut self.series));
    }
}

impl Part for InputSeries {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.text("series", &mut self.series);
        to.text("values", &mut self.values);
    }
}

impl Part for ViewState {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.count("rule", &mut self.rule, "0");
        to.text_or("instance", &mut self.instance, "");
        to.field("cursor", When::Unless(""), Value::Maybe(&mut self.cursor));
        to.field("window", When::Unless(""), Value::Window(&mut self.window));
        to.field("threshold", When::Unless(""), Value::Place(&mut self.threshold));
        to.field("fault", When::Unless(""), Value::Place(&mut self.fault));
        to.field("ticked", When::Unless(""), Value::Counts(&mut self.ticked));
    }
}
