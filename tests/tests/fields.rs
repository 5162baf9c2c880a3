//! Every field of the page against texts that no field should get. It must neither panic nor hang, and what was typed
//! must stay to be seen.
#![expect(clippy::unwrap_used, reason = "a test file")]

use playground::event::{Event, FaultField, Field};
use playground::view::{Answer, Form, Part};
use tests::scenario::{Run, bundled};

const FIELDS: [Field; 28] = [
    Field::Requests,
    Field::Shape,
    Field::Curve,
    Field::Swing,
    Field::Noise,
    Field::Share3xx,
    Field::Share4xx,
    Field::Share5xx,
    Field::Seed,
    Field::Fault(0, FaultField::Kind),
    Field::Fault(0, FaultField::Target),
    Field::Fault(0, FaultField::From),
    Field::Fault(0, FaultField::For),
    Field::Fault(0, FaultField::Strength),
    Field::Fault(0, FaultField::Amount),
    Field::Expr,
    Field::Threshold,
    Field::Window,
    Field::For,
    Field::KeepFiringFor,
    Field::Severity,
    Field::Semantics,
    Field::RuleYaml,
    Field::Alert,
    Field::GroupBy,
    Field::GroupWait,
    Field::GroupInterval,
    Field::RepeatInterval,
];

fn form(answer: &Answer) -> Option<&Form> {
    answer.parts.iter().find_map(|part| match part {
        Part::Form(form) => Some(form),
        _ => None,
    })
}

fn response_errors() -> Run {
    let all = bundled();
    Run::of(&all.iter().find(|(name, _)| name == "embedded-haproxy-server-response-errors").unwrap().1)
}

/// Whatever is typed into a field is either taken or kept beside the last good document with a message.
#[test]
fn hostile_texts_are_taken_or_kept_with_a_message() {
    let long = "9".repeat(1 << 20);
    let parens = format!("{}1{}", "(".repeat(10_000), ")".repeat(10_000));
    let sums = format!("up{}", " + up".repeat(10_000));
    let texts = [
        "",
        " ",
        "NaN",
        "Inf",
        "-1",
        "1e309",
        "0x7fffffff",
        "99999999999999999999",
        "-0",
        "1.5",
        "abc",
        "<b>",
        "\u{0}",
        "🙂",
        "rate(",
        "up > ",
        "1m1m",
        "0s",
        "99999y",
        "25:61:00",
        "foo[99999999999999999999]",
        "foo[1e30]",
        "up offset 1e400",
        "up[1m:9999999999999999999]",
        "{a=\"b\" or c=\"d\"}",
        "up{a=~\"(((((\"}",
        &long,
        &parens,
        &sums,
    ];
    for field in FIELDS {
        let mut run = response_errors();
        for text in texts {
            let before = run.app.model().document.clone();
            run.event(Event::Edit { field, text: text.to_owned() });
            let model = run.app.model();
            assert!(run.answer.settled);
            match model.drafts.get(&field) {
                None => assert!(model.picture.is_some()),
                Some(draft) => {
                    assert_eq!(model.document, before, "{field:?} took a part of a wrong text");
                    assert!(!draft.error.message.is_empty());
                    assert!(draft.error.message.len() < 600, "{field:?}: {}", draft.error.message);
                    assert!(text.starts_with(&draft.text), "{field:?} lost what was typed");
                }
            }
        }
    }
}

#[test]
fn a_wrong_expression_keeps_the_last_good_picture_and_tells_its_place() {
    let mut run = response_errors();
    let episodes = run.picture().states.episodes.clone();
    assert!(!episodes.is_empty());
    run.event(Event::Edit { field: Field::Expr, text: "sum by (server) (rate(up[1m]) > 5".to_owned() });
    assert_eq!(run.picture().states.episodes, episodes);
    let shown = form(&run.answer).and_then(|form| form.field(Field::Expr)).unwrap();
    assert_eq!(shown.error, "1:34: parse error: unclosed left parenthesis");
    assert_eq!(shown.text, "sum by (server) (rate(up[1m]) > 5");
    // The number field would have to write into a text that is not PromQL.
    run.event(Event::Edit { field: Field::Threshold, text: "7".to_owned() });
    assert!(
        form(&run.answer)
            .and_then(|form| form.field(Field::Threshold))
            .unwrap()
            .error
            .contains("mend it first")
    );
}

#[test]
fn threshold_and_window_are_written_into_the_text_and_nothing_else_is() {
    let mut run = response_errors();
    let published = run.app.model().document.rules[0].expr.clone();
    run.event(Event::Edit { field: Field::Threshold, text: "7.5".to_owned() });
    assert_eq!(run.app.model().document.rules[0].expr, published.replace("> 5", "> 7.5"));
    run.event(Event::Edit { field: Field::Window, text: "90s".to_owned() });
    let expr = &run.app.model().document.rules[0].expr;
    assert_eq!(*expr, published.replace("> 5", "> 7.5").replace("[1m]", "[1m30s]"));
    run.event(Event::ResetRule);
    assert_eq!(run.app.model().document.rules[0].expr, published);
}

#[test]
fn faults_stay_inside_the_scenario() {
    let mut run = response_errors();
    let fault = |property| Field::Fault(0, property);
    let edit = |run: &mut Run, property, text: &str| {
        run.event(Event::Edit { field: fault(property), text: text.to_owned() });
        run.app.model().drafts.get(&fault(property)).map(|it| it.error.message.clone())
    };
    assert!(edit(&mut run, FaultField::From, "23:00:00").unwrap().contains("not inside the scenario"));
    assert!(edit(&mut run, FaultField::For, "6h").unwrap().contains("would end after the scenario"));
    assert_eq!(edit(&mut run, FaultField::From, "12:10:00"), None);
    assert_eq!(run.app.model().document.scenario.events[0].from, "10m");
    let start = run.picture().plan.scenario.start;
    run.event(Event::MoveFault { idx: 0, from: start - 5000, to: i64::MAX });
    let moved = &run.app.model().document.scenario.events[0];
    assert_eq!((moved.from.as_str(), moved.length.as_str()), ("0s", "6h"));
}
