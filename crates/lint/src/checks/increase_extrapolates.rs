//! A count of events that `increase` does not give. It must not look at samples.

use crate::reach::{facing, short};
use crate::{Check, Context, Example, Shown, Finding, Severity, necessary, rewrite};
use promql::plan::Call;
use promql::{CompareOp, Kind, Node};

pub(super) const CHECK: Check = Check {
    id: "increase-extrapolates",
    gravest: Severity::Info,
    needs_samples: false,
    recording: false,
    run,
};

pub(super) const SHOWN: Shown = Shown {
    doc: "`increase` stretches what it saw to the whole window: 2 events read 2.1 in 5 minutes of 15-second scrapes, and \
          2.67 in one. `> 2` so fires at the second event, and `== 2` next to never. `>= 3` is met by three.",
    bad: Example { rule: "{alert: A, expr: 'increase(failures_total[5m]) > 2', for: 1m}", because: "two events read 2.1" },
    good: Example { rule: "{alert: A, expr: 'increase(failures_total[5m]) >= 3', for: 1m}", because: "three read 3 or more" },
};

fn run(context: &Context<'_>) -> Vec<Finding> {
    necessary::necessary(context.query)
        .iter()
        .filter_map(|it| {
            let literal = it.literal.filter(|it| it.value.fract() == 0.0 && (1.0..=5.0).contains(&it.value))?;
            let op = facing(it.op, it.literal_on_left);
            increase(it.side)?;
            let (count, next) = (short(literal.value), short(literal.value + 1.0));
            let title = match op {
                CompareOp::Greater => format!("`> {count}` fires at {count} events: `increase` reads a little more."),
                CompareOp::Equal => format!("`== {count}` is next to never true: `increase` is no whole number."),
                _ => return None,
            };
            let detail = "It stretches what lies between the first and the last sample to the whole window.";
            let edit = (it.node.span, format!("{} >= {next}", it.side.span.of(context.query.text())));
            let repair = (op == CompareOp::Greater && !it.bool_modifier)
                .then(|| rewrite::edited(context, format!("Use >= {next}"), &[edit]))
                .flatten();
            Some(Finding::new(CHECK.id, Severity::Info, title, detail).at_span(it.node.span).repaired(repair))
        })
        .collect()
}

fn increase(node: &Node) -> Option<&Call> {
    match &node.unwrapped().kind {
        Kind::Call(it) if it.function.signature.name == "increase" => Some(it),
        Kind::Aggregate(it) => increase(&it.of),
        _ => None,
    }
}
