//! Which rules can be evaluated column by column: those that see at every instant what they would see had all later
//! samples been there already. It must not evaluate anything.

use super::Evaluation;
use crate::LoadedRule;
use promql::{Kind, plan::Selector, plan::Type};
use series::{Labels, METRIC_NAME};

/// Whether no rule reads what is not written yet, none looks into the future, and no template queries.
///
/// A rule has written up to its group's `query_offset` before the instant of evaluation; a rule behind it may look no
/// further. What a later rule, or a rule itself, writes is never there in time.
pub(super) fn by_columns(evaluation: &Evaluation<'_>) -> bool {
    let rules: Vec<_> = evaluation.rules().collect();
    let alone = |rule: &LoadedRule| {
        matches!(rule.query().root().value_type(), Type::Vector | Type::Scalar) && !queries(rule)
    };
    rules.iter().enumerate().all(|(idx, (group, rule))| {
        let settled = |selector: &Selector| {
            let looks = group.query_offset.saturating_add(selector.offset);
            let reads = |rule: &LoadedRule| rule.writes().iter().any(|name| is_read(selector, name));
            let mut others = rules.iter().enumerate().filter(|(_, (_, other))| reads(other));
            selector.offset >= 0 && others.all(|(at, (group, _))| at < idx && group.query_offset <= looks)
        };
        alone(rule) && selectors(rule).into_iter().all(settled)
    })
}

/// Whether any rule reads the series that alerting rules write.
pub(super) fn alerts_are_read(evaluation: &Evaluation<'_>) -> bool {
    let reads = |rule: &LoadedRule| {
        selectors(rule).iter().any(|it| is_read(it, "ALERTS") || is_read(it, "ALERTS_FOR_STATE"))
    };
    evaluation.rules().any(|(_, rule)| reads(rule))
}

fn queries(rule: &LoadedRule) -> bool {
    match rule {
        LoadedRule::Alerting(rule) => {
            rule.label_reads().chain(rule.annotation_reads()).any(|(_, reads)| reads.queries)
        }
        LoadedRule::Recording(_) => false,
    }
}

fn selectors(rule: &LoadedRule) -> Vec<&Selector> {
    let mut selectors = Vec::new();
    promql::walk(rule.query().root(), &mut |node| match &node.kind {
        Kind::Selector(it) => selectors.push(it),
        Kind::Range(it) => selectors.push(&it.selector),
        _ => {}
    });
    selectors
}

/// Whether the selector may select series of the metric `name`.
fn is_read(selector: &Selector, name: &str) -> bool {
    let labels = Labels::new([(METRIC_NAME, name)]);
    selector.matchers.iter().filter(|it| it.name() == METRIC_NAME).all(|it| it.matches(&labels))
}
