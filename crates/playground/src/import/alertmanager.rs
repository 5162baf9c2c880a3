//! The root route of an alertmanager.yml: what the page knows of it. It must not know documents.

use crate::document::{Fields, Part, Route, Value, When, read_part};
use alerting::yaml::Node;

/// The keys that are read; any other is refused, as a silence or a child route that is ignored would make the answer wrong.
#[derive(Default)]
struct Config {
    root: Root,
}

#[derive(Default)]
struct Root {
    route: Route,
}

impl Part for Config {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.field("route", When::Needed, Value::Part(&mut self.root));
        // A receiver is a name: every message counts as one that somebody gets.
        to.field("receivers", When::Unless(""), Value::Any);
    }
}

impl Part for Root {
    fn fields(&mut self, to: &mut dyn Fields) {
        to.field("receiver", When::Unless(""), Value::Any);
        self.route.fields(to);
    }
}

/// The root route in `text`, whose tree is `tree`.
///
/// # Errors
/// What is wrong with it, or not known here.
pub(super) fn route(text: &str, tree: &Node) -> Result<Route, String> {
    let mut config = Config::default();
    read_part(text, tree, &mut config).map_err(|err| {
        format!("{err}; `alertplay run --alertmanager` reads child routes and inhibition too")
    })?;
    Ok(config.root.route)
}
