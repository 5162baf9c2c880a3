//! THE table of template functions: Go's builtins and those of Prometheus' template.go, with what they take. It
//! must not know how calls are written.

use super::querier::Querier;
use super::value::Value;
use std::rc::Rc;

mod builtin;
mod compare;
mod convert;
mod escape;
mod humanize;
mod layout;
mod methods;
mod network;
mod query;
mod strings;
mod times;

pub(crate) use methods::{find as find_method, results};

/// What a call may ask for beside its arguments.
pub(crate) struct Surroundings<'q> {
    /// The instant of the evaluation, in milliseconds since the Unix epoch.
    pub(crate) time: i64,
    /// What `externalURL` returns; promtool has none.
    pub(crate) server_url: Option<Rc<str>>,
    pub(crate) querier: Option<&'q dyn Querier>,
}

/// The type of a parameter, as far as Go's conversion of arguments depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Param {
    /// `interface {}` or `reflect.Value`: anything.
    Any,
    /// `string`
    Text,
    /// `*template.sample`
    Sample,
    /// `template.queryResult`
    Samples,
    /// `time.Time`
    Time,
    /// `time.Duration`
    Duration,
    /// `int`
    Int,
}

impl Param {
    /// Go's name for it in messages.
    pub(crate) fn type_name(self) -> &'static str {
        match self {
            Self::Any => "interface {}",
            Self::Text => "string",
            Self::Sample => "*template.sample",
            Self::Samples => "template.queryResult",
            Self::Time => "time.Time",
            Self::Duration => "time.Duration",
            Self::Int => "int",
        }
    }
}

/// What a call does.
pub(crate) enum Body {
    Plain(fn(&[Value]) -> Result<Value, String>),
    Surrounded(fn(&Surroundings<'_>, &[Value]) -> Result<Value, String>),
    /// `and`: the first argument that is false, else the last.
    And,
    /// `or`: the first argument that is true, else the last.
    Or,
}

/// One function.
pub(crate) struct Function {
    pub(crate) name: &'static str,
    /// The parameters that every call must give.
    pub(crate) fixed: &'static [Param],
    /// The type of any further ones.
    pub(crate) variadic: Option<Param>,
    pub(crate) body: Body,
}

const fn plain(
    name: &'static str,
    fixed: &'static [Param],
    body: fn(&[Value]) -> Result<Value, String>,
) -> Function {
    Function { name, fixed, variadic: None, body: Body::Plain(body) }
}

const fn open(
    name: &'static str,
    fixed: &'static [Param],
    body: fn(&[Value]) -> Result<Value, String>,
) -> Function {
    Function { name, fixed, variadic: Some(Param::Any), body: Body::Plain(body) }
}

const fn surrounded(
    name: &'static str,
    fixed: &'static [Param],
    body: fn(&Surroundings<'_>, &[Value]) -> Result<Value, String>,
) -> Function {
    Function { name, fixed, variadic: None, body: Body::Surrounded(body) }
}

const fn logic(name: &'static str, body: Body) -> Function {
    Function { name, fixed: ANY, variadic: Some(Param::Any), body }
}

const ANY: &[Param] = &[Param::Any];
const ANY_2: &[Param] = &[Param::Any, Param::Any];
const SAMPLE: &[Param] = &[Param::Sample];
const SAMPLES: &[Param] = &[Param::Samples];
const TEXT: &[Param] = &[Param::Text];
const TEXT_2: &[Param] = &[Param::Text, Param::Text];
const TEXT_3: &[Param] = &[Param::Text, Param::Text, Param::Text];

/// All functions, sorted by name.
const TABLE: &[Function] = &[
    logic("and", Body::And),
    open("args", &[], builtin::args),
    open("call", ANY, builtin::call),
    open("eq", ANY, compare::eq),
    surrounded("externalURL", &[], network::external_url),
    plain("first", SAMPLES, query::first),
    plain("ge", ANY_2, compare::ge),
    plain("graphLink", TEXT, network::graph_link),
    plain("gt", ANY_2, compare::gt),
    open("html", &[], escape::html),
    plain("humanize", ANY, humanize::humanize),
    plain("humanize1024", ANY, humanize::humanize_1024),
    plain("humanizeDuration", ANY, humanize::humanize_duration),
    plain("humanizePercentage", ANY, humanize::humanize_percentage),
    plain("humanizeTimestamp", ANY, times::humanize_timestamp),
    open("index", ANY, builtin::index),
    open("js", &[], escape::js),
    plain("label", &[Param::Text, Param::Sample], query::label),
    plain("le", ANY_2, compare::le),
    plain("len", ANY, builtin::len),
    plain("lt", ANY_2, compare::lt),
    plain("match", TEXT_2, strings::matches),
    plain("ne", ANY_2, compare::ne),
    plain("not", ANY, builtin::not),
    surrounded("now", &[], times::now),
    logic("or", Body::Or),
    plain("parseDuration", TEXT, times::parse_duration),
    surrounded("pathPrefix", &[], network::path_prefix),
    open("print", &[], builtin::print),
    open("printf", TEXT, builtin::printf),
    open("println", &[], builtin::println),
    surrounded("query", TEXT, query::query),
    plain("reReplaceAll", TEXT_3, strings::replace_all),
    plain("safeHtml", TEXT, strings::safe_html),
    open("slice", ANY, builtin::slice),
    plain("sortByLabel", &[Param::Text, Param::Samples], query::sort_by_label),
    plain("stripDomain", TEXT, network::strip_domain),
    plain("stripPort", TEXT, network::strip_port),
    plain("strvalue", SAMPLE, query::str_value),
    plain("tableLink", TEXT, network::table_link),
    plain("title", TEXT, strings::title),
    plain("toDuration", ANY, times::to_duration),
    plain("toLower", TEXT, strings::to_lower),
    plain("toTime", ANY, times::to_time),
    plain("toUpper", TEXT, strings::to_upper),
    plain("urlQueryEscape", TEXT, escape::url_query_escape),
    open("urlquery", &[], escape::url_query),
    plain("value", SAMPLE, query::value),
];

/// The function called `name`.
pub(crate) fn find(name: &str) -> Option<&'static Function> {
    TABLE.binary_search_by(|it| it.name.cmp(name)).ok().map(|idx| &TABLE[idx])
}

/// The text of an argument whose parameter is [`Param::Text`]; the caller has checked its type.
fn text(args: &[Value], idx: usize) -> &str {
    match args.get(idx) {
        Some(Value::Str(text)) => text,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn sorted_by_name() {
        assert!(TABLE.windows(2).all(|pair| pair[0].name < pair[1].name));
    }
}
