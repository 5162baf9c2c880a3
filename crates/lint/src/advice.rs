//! From the advice that metrics carry as data to findings. It must not know metrics, nor what an advice is about.

use crate::reach::facing;
use crate::uses::{self, Role, Use};
use crate::{Context, Finding, Repair, Severity, names, necessary, rewrite};
use promql::{CompareOp, Comparison, Kind};
use series::METRIC_NAME;
use series::meta::{About, Advice};

/// One advice that concerns the rule, with the selector that it is about.
pub(crate) struct Hit<'a> {
    pub(crate) used: Use<'a>,
    pub(crate) advice: &'static Advice,
    /// The comparison that reads the metric, where a number is compared.
    pub(crate) comparison: Option<Comparison<'a>>,
}

/// The advice about `about` on the metrics that the rule reads in one of `roles`, once a metric; not where the rule reads
/// what settles it, too.
pub(crate) fn hits<'a>(context: &Context<'a>, about: About, roles: &[Role]) -> Vec<Hit<'a>> {
    let root = context.query.root();
    let mut comparisons = promql::comparisons(context.query);
    comparisons.truncate(necessary::MOST);
    let mut hits: Vec<Hit<'a>> = Vec::new();
    for used in uses::of(root) {
        let known = used.info(context).map_or(&[][..], |it| it.facts.advice);
        let Some(advice) = known.iter().find(|it| it.about == about) else { continue };
        let settled = advice.also.iter().any(|it| uses::reads(root, it));
        let listed = hits.iter().any(|it| it.used.name == used.name);
        if settled || listed || !roles.contains(&used.role) || !context.rule.alert.contains(advice.said) {
            continue;
        }
        let inside = |it: &&Comparison<'_>| {
            it.side.span.start <= used.node.span.start && used.node.span.end <= it.side.span.end
        };
        let comparison =
            comparisons.iter().filter(inside).min_by_key(|it| it.side.span.end - it.side.span.start);
        let beyond = |it: &Comparison<'_>| {
            advice.up_to > 0 && it.literal.is_some_and(|literal| literal.value > f64::from(advice.up_to))
        };
        if !comparison.is_some_and(beyond) {
            hits.push(Hit { used, advice, comparison: comparison.cloned() });
        }
    }
    hits
}

impl<'a> Hit<'a> {
    /// The finding in the advice's own words.
    pub(crate) fn finding(&self, id: &'static str) -> Finding {
        let (first, rest) = self.advice.why.split_once(". ").unwrap_or((self.advice.why, ""));
        let severity = if self.advice.grave { Severity::Warning } else { Severity::Info };
        let title = format!("`{}` {}.", self.used.name, first.trim_end_matches('.'));
        Finding::new(id, severity, title, rest).at_span(self.used.name_span())
    }

    /// The comparison as it reads with the metric on the left, and its number.
    pub(crate) fn threshold(&self) -> Option<(CompareOp, f64)> {
        let it = self.comparison.as_ref()?;
        Some((facing(it.op, it.literal_on_left), it.literal?.value))
    }

    /// Whether low values are what is looked for: `== 0`, `< 2`.
    pub(crate) fn looks_down(&self) -> bool {
        match self.threshold() {
            Some((CompareOp::Equal, value)) => value == 0.0,
            Some((CompareOp::Less | CompareOp::LessOrEqual, _)) => true,
            _ => false,
        }
    }

    /// Whether the rule also asks for something that happens, as `and rate(...) > 1` does.
    pub(crate) fn has_traffic(&self, context: &Context<'a>) -> bool {
        necessary::necessary(context.query).iter().any(|it| {
            let apart = !uses::reads(it.side, self.used.name);
            let (op, least) = (facing(it.op, it.literal_on_left), it.literal.map_or(0.0, |it| it.value));
            apart && least > 0.0 && matches!(op, CompareOp::Greater | CompareOp::GreaterOrEqual)
        })
    }

    /// The metric replaced by the one that the advice names, everywhere, or that one added to it; only where the result
    /// keeps its labels.
    pub(crate) fn instead(&self, context: &Context<'a>) -> Option<Repair> {
        let repair = match self.advice.instead.strip_prefix('+') {
            Some(other) => self.added(other, context)?,
            None => self.replaced(self.advice.instead, context)?,
        };
        let query = promql::parse(&repair.rule.expr, context.semantics).ok()?;
        let bare = Context { exposed: context.exposed, ..Context::new(&repair.rule, &query) };
        let same = names::of(query.root(), &bare)? == names::of(context.query.root(), context)?;
        same.then_some(repair)
    }

    fn replaced(&self, other: &str, context: &Context<'_>) -> Option<Repair> {
        let own = context.metric(other)?.labels;
        let all: Vec<_> =
            uses::of(context.query.root()).into_iter().filter(|it| it.name == self.used.name).collect();
        let fits = |name: &str| {
            name == METRIC_NAME || names::TARGET.contains(&name) || own.iter().any(|it| it.name == name)
        };
        let fit = all.iter().all(|it| {
            !it.selector.name_in_braces && it.selector.matchers.iter().all(|matcher| fits(matcher.name()))
        });
        let edits: Vec<_> = all.iter().map(|it| (it.name_span(), other.to_owned())).collect();
        if fit { rewrite::edited(context, format!("Read {other}"), &edits) } else { None }
    }

    /// `rate(x[1m])` becomes `(rate(x[1m]) + rate(other[1m]))`.
    fn added(&self, other: &str, context: &Context<'_>) -> Option<Repair> {
        context.metric(other).filter(|_| !self.used.selector.name_in_braces)?;
        let (text, name) = (context.query.text(), self.used.name_span());
        let mut around = self.used.node.span;
        promql::walk(context.query.root(), &mut |node| {
            if let Kind::Call(it) = &node.kind
                && it.args.iter().any(|arg| std::ptr::eq(arg.unwrapped(), self.used.node))
            {
                around = node.span;
            }
        });
        let own = around.of(text);
        let cut = |at: u32| own.get((at - around.start) as usize..).unwrap_or_default();
        let before = own.get(..(name.start - around.start) as usize).unwrap_or_default();
        let sum = format!("({own} + {before}{other}{})", cut(name.end));
        rewrite::edited(context, format!("Add {other}"), &[(around, sum)])
    }
}
