//! Which rules can be evaluated column by column: those that see at every instant what they would see had all later
//! samples been there already. It must not evaluate anything.

use super::Evaluation;
use crate::LoadedRule;
use promql::plan::{Selector, Type};
use series::{Labels, METRIC_NAME};

/// Whether no rule reads what is not written yet, none looks into the future, and no template queries.
///
/// A rule has written up to its group's `query_offset` before the instant of evaluation; a rule behind it may look no
/// further. What a later rule, or a rule itself, writes is never there in time.
pub(super) fn by_columns(evaluation: &Evaluation<'_>) -> bool {
    let rules: Vec<_> = evaluation.rules().collect();
    rules.iter().enumerate().all(|(idx, (group, rule))| {
        let read = promql::reads(rule.query().root());
        let settled = |selector: &&Selector| {
            let reads = |rule: &LoadedRule| rule.writes().iter().any(|name| is_read(selector, name));
            let mut others = rules.iter().enumerate().filter(|(_, (_, other))| reads(other));
            others.all(|(at, (other, _))| at < idx && other.query_offset <= group.query_offset)
        };
        let has_columns = matches!(rule.query().root().value_type(), Type::Vector | Type::Scalar);
        has_columns && !read.ahead && !queries(rule) && read.selectors.iter().all(settled)
    })
}

/// Whether any rule reads the series that alerting rules write.
pub(super) fn alerts_are_read(evaluation: &Evaluation<'_>) -> bool {
    let is_alerts = |it: &&Selector| is_read(it, "ALERTS") || is_read(it, "ALERTS_FOR_STATE");
    let reads = |rule: &LoadedRule| promql::reads(rule.query().root()).selectors.iter().any(is_alerts);
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

/// Whether the selector may select series of the metric `name`.
fn is_read(selector: &Selector, name: &str) -> bool {
    let labels = Labels::new([(METRIC_NAME, name)]);
    selector.matchers.iter().filter(|it| it.name() == METRIC_NAME).all(|it| it.matches(&labels))
}
