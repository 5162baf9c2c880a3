//! Which labels the result of an expression may have, and how an instance is called. It must not judge.

use crate::Context;
use promql::plan::{Aggregate, Binary, Call, Cardinality, Selector};
use promql::{Kind, Node};
use series::{Labels, METRIC_NAME, MatchOp, set_of};
use std::collections::BTreeSet;

/// The labels that Prometheus gives to every scraped series.
pub(crate) const TARGET: [&str; 2] = ["instance", "job"];

/// Stands among names for labels that are not known: those that targets may have.
pub(crate) const OTHERS: &str = "*";

/// Whether `names` may hold `label`.
pub(crate) fn may_have(names: &BTreeSet<String>, label: &str, context: &Context<'_>) -> bool {
    names.contains(label) || names.contains(OTHERS) && !context.is_foreign(label)
}

/// The names as messages list them.
pub(crate) fn listed(names: &BTreeSet<String>) -> String {
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let own = |it: &&str| *it != METRIC_NAME && *it != OTHERS;
    names.into_iter().filter(own).collect::<Vec<_>>().join(", ")
}

/// The names that the labels of an expression's result may have; `None` when they are not known.
pub(crate) type Names = Option<BTreeSet<String>>;

/// The label names of the result of `node`.
pub(crate) fn of(node: &Node, context: &Context<'_>) -> Names {
    match &node.kind {
        Kind::Number(_) | Kind::String(_) => Some(BTreeSet::new()),
        Kind::Selector(it) => of_selector(it, context),
        Kind::Range(it) => of_selector(&it.selector, context),
        Kind::Subquery(it) => of(&it.of, context),
        Kind::Call(it) => of_call(it, context),
        Kind::Aggregate(it) => of_aggregate(it, context),
        Kind::Binary(it) => of_binary(it, context),
        Kind::Negate(inner) => of(inner, context).map(without_metric),
        Kind::Paren(inner) => of(inner, context),
    }
}

fn of_selector(selector: &Selector, context: &Context<'_>) -> Names {
    let info = context.metric(selector.name.as_deref()?)?;
    let others = context.exposed.open.then_some(OTHERS);
    let names = info.labels.iter().map(|it| it.name).chain(TARGET).chain([METRIC_NAME]).chain(others);
    Some(names.map(str::to_owned).collect())
}

fn of_call(call: &Call, context: &Context<'_>) -> Names {
    let name = call.function.signature.name;
    match name {
        "vector" => Some(BTreeSet::new()),
        _ if call.function.signature.returns == promql::plan::Type::Scalar => Some(BTreeSet::new()),
        // Only the labels that equality matchers fix are known to the result.
        "absent" | "absent_over_time" => fixed(call.args.first()?),
        _ => {
            let vector =
                call.args.iter().find(|arg| !matches!(arg.kind, Kind::Number(_) | Kind::String(_)))?;
            let mut names = of(vector, context)?;
            if let ("label_replace" | "label_join", Some(Kind::String(label))) =
                (name, call.args.get(1).map(|it| &it.unwrapped().kind))
            {
                names.insert(label.clone());
            }
            Some(if call.function.keeps_name { names } else { without_metric(names) })
        }
    }
}

fn fixed(node: &Node) -> Names {
    let selector = match &node.unwrapped().kind {
        Kind::Selector(it) => it,
        Kind::Range(it) => &it.selector,
        _ => return Some(BTreeSet::new()),
    };
    let equal = selector.matchers.iter().filter(|it| it.op() == MatchOp::Equal && it.name() != METRIC_NAME);
    Some(equal.map(|it| it.name().to_owned()).collect())
}

fn of_aggregate(aggregate: &Aggregate, context: &Context<'_>) -> Names {
    let inner = of(&aggregate.of, context);
    if aggregate.op.selects() {
        return inner;
    }
    let grouping = set_of(aggregate.grouping.labels.iter().cloned());
    let names = match (aggregate.grouping.without, inner) {
        (false, None) => Some(grouping),
        (false, Some(inner)) => Some(set_of(grouping.into_iter().filter(|it| may_have(&inner, it, context)))),
        (true, inner) => inner.map(|inner| without_metric(&inner - &grouping)),
    };
    // The label that `count_values` makes is another one.
    let made = aggregate.parameter.as_deref().map(|it| &it.unwrapped().kind);
    match (names, made) {
        (Some(mut names), Some(Kind::String(label))) => {
            names.insert(label.clone());
            Some(names)
        }
        (names, _) => names,
    }
}

fn of_binary(binary: &Binary, context: &Context<'_>) -> Names {
    let is_number = |node: &Node| node.value_type() == promql::plan::Type::Scalar;
    let (left, right) = (of(&binary.left, context), of(&binary.right, context));
    let filters = binary.op.is_comparison() && !binary.bool_modifier;
    let named = |names: BTreeSet<String>| if filters { names } else { without_metric(names) };
    if is_number(&binary.left) {
        return right.map(named);
    }
    if is_number(&binary.right) {
        return left.map(named);
    }
    match binary.op {
        promql::plan::BinaryOp::And | promql::plan::BinaryOp::Unless => return left,
        promql::plan::BinaryOp::Or => return Some(&left? | &right?),
        _ => {}
    }
    let matching = &binary.matching;
    let labels = set_of(matching.labels.iter().cloned());
    let include = set_of(matching.include.iter().cloned());
    match matching.card {
        Cardinality::ManyToOne => Some(&named(left?) | &include),
        Cardinality::OneToMany => Some(&named(right?) | &include),
        Cardinality::OneToOne if matching.on => {
            Some(left.map_or_else(|| labels.clone(), |left| &left & &labels))
        }
        Cardinality::OneToOne => left.map(|left| named(&left - &labels)),
    }
}

fn without_metric(mut names: BTreeSet<String>) -> BTreeSet<String> {
    names.remove(METRIC_NAME);
    names
}

/// How messages call the instance with `labels`: by the values of its own labels, else by its target.
pub(crate) fn instance(labels: &Labels) -> String {
    let own = |name: &str| !TARGET.contains(&name) && name != METRIC_NAME && name != series::ALERT_NAME;
    let values: Vec<_> = labels.iter().filter(|(name, _)| own(name)).map(|(_, value)| value).collect();
    if values.is_empty() { labels.value("instance").unwrap_or_default().to_owned() } else { values.join("/") }
}

/// `, web1`, or nothing for a result without labels.
pub(crate) fn behind_comma(labels: &Labels) -> String {
    match instance(labels) {
        name if name.is_empty() => name,
        name => format!(", {name}"),
    }
}
