//! The rule pane: highlighted expression, YAML, rendered annotations. It must not judge the expression.

use crate::event::Field;
use crate::plan::Plan;
use crate::scene::Scene;
use crate::view::{Ink, Rule};
use lint::{Finding, Place, Severity};
use promql::{Kind, Node, TokenKind};

pub(super) fn rule(scene: &Scene<'_>, findings: &[Finding]) -> Rule {
    let model = scene.model;
    let draft = model.drafts.get(&Field::Expr);
    let written = model.document.rule();
    let text =
        draft.map_or_else(|| written.map(|it| it.expr.clone()).unwrap_or_default(), |it| it.text.clone());
    let marks = |it: &&Finding| draft.is_none() && it.place == Place::Expr && it.severity < Severity::Info;
    let marked = findings.iter().filter(marks).filter_map(|it| it.span);
    Rule {
        pieces: pieces(&text),
        wrong: draft.map(|it| it.error.span.unwrap_or((0, text.len() as u32))),
        marked: marked.map(|span| (span.start, span.end)).collect(),
        edits: edits(scene),
        yaml: yaml(&scene.picture.plan),
        annotations: crate::alert::annotations(scene),
        yaml_wrong: model.drafts.get(&Field::RuleYaml).and_then(|it| it.error.span),
        threshold_note: threshold_note(&scene.picture.plan),
        comparisons: comparisons(&scene.picture.plan),
    }
}

/// The expression in pieces; joined they are the text.
fn pieces(text: &str) -> Vec<(Ink, String)> {
    let mut pieces: Vec<(Ink, String)> = Vec::new();
    let mut upto = 0;
    let mut add = |ink: Ink, text: &str| match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some((last, joined)) if *last == ink => joined.push_str(text),
        _ => pieces.push((ink, text.to_owned())),
    };
    for token in promql::tokens(text) {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        add(Ink::Plain, text.get(upto..start).unwrap_or_default());
        add(ink(token.kind), text.get(start..end).unwrap_or_default());
        upto = end;
    }
    add(Ink::Plain, text.get(upto..).unwrap_or_default());
    pieces
}

fn ink(kind: TokenKind) -> Ink {
    match kind {
        TokenKind::Keyword | TokenKind::Aggregation => Ink::Keyword,
        TokenKind::Function => Ink::Function,
        TokenKind::Identifier => Ink::Metric,
        TokenKind::Label | TokenKind::String => Ink::Label,
        TokenKind::Number => Ink::Number,
        TokenKind::Duration => Ink::Duration,
        TokenKind::Comment => Ink::Comment,
        TokenKind::Operator | TokenKind::Punctuation | TokenKind::Other => Ink::Plain,
    }
}

/// How many of the rule's fields differ from what was published.
fn edits(scene: &Scene<'_>) -> u32 {
    let Some(rule) = scene.model.document.rule() else { return 0 };
    let Some(published) = scene.model.pieces.alert(&rule.from).map(|it| &it.published) else { return 0 };
    let differing = [
        rule.expr != published.expr,
        rule.hold != published.hold,
        rule.keep_firing_for != published.keep_firing_for,
        rule.labels != published.labels,
        rule.annotations != published.annotations,
    ];
    differing.into_iter().filter(|it| *it).count() as u32
}

/// The rule as a rule file of its own.
fn yaml(plan: &Plan) -> String {
    crate::export::rules_of(plan)
}

/// Why there is no handle, where there is none.
fn threshold_note(plan: &Plan) -> String {
    let note = match plan.compared() {
        None => "No comparison: every series of the result is an active alert.",
        Some(it) if it.literal.is_none() => "Compared with another series: there is no number to drag.",
        Some(_) => "",
    };
    note.to_owned()
}

/// The comparisons to choose from; none where there is no choice.
fn comparisons(plan: &Plan) -> Vec<(String, bool)> {
    let all = promql::comparisons(&plan.query);
    let active = plan.compared().map(|it| it.node.span);
    let text = |node: &Node| {
        let words = node.span.of(plan.query.text()).split_whitespace().collect::<Vec<_>>().join(" ");
        match words.char_indices().nth_back(59) {
            Some((cut, _)) if cut > 0 => format!("…{}", &words[cut..]),
            _ => words,
        }
    };
    let row = |it: &promql::Comparison<'_>| (text(it.node), Some(it.node.span) == active);
    if all.len() > 1 { all.iter().map(row).collect() } else { Vec::new() }
}

/// What the left side measures, in words: "connection errors per second", or its own text where words fail.
pub(super) fn unit(plan: &Plan) -> String {
    let side = plan.compared().map_or(plan.query.root(), |it| it.side);
    let text = side.span.of(plan.query.text());
    let short = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if short.chars().count() <= 80 {
        return short;
    }
    let metrics = metrics(side);
    match &metrics[..] {
        [one] => one.clone(),
        [first, second] => format!("{first} / {second}"),
        _ => short.chars().take(79).chain(['…']).collect(),
    }
}

/// What an input of the left side measures: "server response errors per second".
pub(super) fn caption(node: &Node) -> String {
    let mut unit = String::new();
    promql::walk(node, &mut |node| {
        let Kind::Call(call) = &node.kind else { return };
        match call.function.signature.name {
            "rate" | "irate" => unit = " per second".to_owned(),
            "increase" | "delta" => {
                let range = call.args.first().map(|it| &it.unwrapped().kind);
                if let Some(Kind::Range(it)) = range {
                    unit = format!(" in {}", series::format_duration(it.range));
                }
            }
            _ => {}
        }
    });
    let names = metrics(node);
    if names.is_empty() { node.to_string() } else { names.join(", ") + &unit }
}

/// The metrics that a node selects, without what all of them share, each once.
pub(super) fn metrics(node: &Node) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    promql::walk(node, &mut |node| {
        let name = match &node.kind {
            Kind::Selector(it) => it.name.clone(),
            Kind::Range(it) => it.selector.name.clone(),
            _ => None,
        };
        let new = name.filter(|it| !names.contains(it));
        names.extend(new);
    });
    names
        .iter()
        .map(|it| it.trim_start_matches("haproxy_").trim_end_matches("_total").replace('_', " "))
        .collect()
}
