//! Go's text/template as Prometheus uses it for labels and annotations. It must not know rules.

mod exec;
mod functions;
mod gofmt;
mod lexer;
mod limits;
mod node;
mod parser;
mod querier;
mod reads;
mod token;
mod value;

pub use querier::{Querier, StoreQuerier};
pub use reads::Reads;

use series::Labels;

/// What Prometheus puts before every template of an alert (rules/alerting.go); columns in its messages count it.
const PRELUDE: &str = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}\
                       {{$externalURL := .ExternalURL}}{{$value := .Value}}";

/// What a template is filled with.
#[derive(Clone, Debug, Default)]
pub struct Data<'q> {
    /// `$labels`: all labels of the sample, the metric's name among them.
    pub labels: Labels,
    /// `$value`
    pub value: f64,
    /// `$externalLabels`
    pub external_labels: Labels,
    /// `$externalURL`, also what `externalURL` and `pathPrefix` return.
    pub external_url: String,
    /// The evaluation's instant in milliseconds since the Unix epoch: what `now` returns.
    pub time: i64,
    /// Whether `externalURL` and `pathPrefix` fail for want of a server, as they do in promtool.
    pub no_server: bool,
    /// What answers the function `query`; without it `query` fails.
    pub querier: Option<&'q dyn Querier>,
}

impl Data<'_> {
    /// The data of one sample, without external labels and URL.
    pub fn new(labels: Labels, value: f64, time: i64) -> Self {
        Self { labels, value, time, ..Self::default() }
    }

    fn root(&self) -> value::Root {
        value::Root {
            labels: self.labels.clone(),
            external_labels: self.external_labels.clone(),
            external_url: self.external_url.as_str().into(),
            value: self.value,
        }
    }
}

/// A template, parsed once.
#[derive(Clone, Debug)]
pub struct Template {
    name: String,
    /// The prelude and the text: positions in messages refer to it.
    full: String,
    trees: parser::Trees,
}

impl Template {
    /// The text that was parsed.
    pub fn text(&self) -> &str {
        &self.full[PRELUDE.len()..]
    }

    /// Which of the data the template looks at.
    pub fn reads(&self) -> Reads {
        reads::reads(&self.trees)
    }
}

/// Parses `text`; `name` stands in messages (Prometheus: `__alert_<alert>`).
///
/// # Errors
/// Prometheus' message for what it refuses when it loads a rule: `template: NAME:LINE: undefined variable "$foo"`.
pub fn parse(name: &str, text: &str) -> Result<Template, String> {
    if text.len() > limits::MAX_TEXT {
        return Err(format!("template: {name}:1: text longer than {} bytes", limits::MAX_TEXT));
    }
    let full = format!("{PRELUDE}{text}");
    let trees = parser::parse(name, &full)?;
    Ok(Template { name: name.to_owned(), full, trees })
}

/// Fills the template.
///
/// # Errors
/// `error executing template NAME: template: NAME:1:COL: executing "NAME" at <ACTION>: ...`, as Prometheus writes
/// it between `<error expanding template: ` and `>`.
pub fn expand(template: &Template, data: &Data<'_>) -> Result<String, String> {
    let program = exec::Program { name: &template.name, text: &template.full, trees: &template.trees };
    let root = data.root();
    let surroundings = functions::Surroundings {
        time: data.time,
        server_url: (!data.no_server).then(|| root.external_url.clone()),
        querier: data.querier,
    };
    exec::execute(&program, root, &surroundings)
        .map_err(|message| format!("error executing template {}: {message}", template.name))
}

/// The name that Prometheus gives to the templates of an alert.
pub fn name_of(alert: &str) -> String {
    format!("__alert_{alert}")
}

#[cfg(test)]
mod tests;
