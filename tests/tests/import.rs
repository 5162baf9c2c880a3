//! Files that a person opens: what each kind becomes, and what hostile ones do not do. It must not know the page.
#![expect(clippy::unwrap_used, reason = "a test file")]

use playground::document;
use playground::event::{Event, Field};
use playground::export::Format;
use playground::view::File;
use tests::scenario::{Run, bundled};

fn import(run: &mut Run, text: &str) {
    run.event(Event::Import { name: "file.yml".to_owned(), text: text.to_owned() });
}

fn export(run: &mut Run, format: Format) -> File {
    run.event(Event::Export(format));
    run.answer.files.pop().unwrap()
}

#[test]
fn every_bundled_document_comes_back_from_its_file() {
    for (name, document) in bundled().into_iter().take(6) {
        let mut run = Run::of(&document);
        let saved = export(&mut run, Format::Document);
        let mut other = Run::of_link("");
        import(&mut other, &saved.text);
        assert_eq!(other.app.model().document, run.app.model().document, "{name}");
        assert_eq!(other.answer.fingerprint, run.answer.fingerprint, "{name}");
    }
}

#[test]
fn a_scenario_and_rules_come_back_one_by_one() {
    let mut run = Run::of_link("");
    run.event(Event::PickAlert("embedded/haproxy-server-response-errors".to_owned()));
    run.event(Event::Edit { field: Field::For, text: "2m".to_owned() });
    let (scenario, rules) = (export(&mut run, Format::Scenario), export(&mut run, Format::Rules));
    let mut other = Run::of_link("");
    import(&mut other, &scenario.text);
    assert_eq!(other.app.model().document.scenario, run.app.model().document.scenario);
    assert_eq!(other.app.model().document.rules[0].alert, "HaproxyServerDown");
    import(&mut other, &rules.text);
    let (came, sent) = (&other.app.model().document.rules[0], &run.app.model().document.rules[0]);
    assert_eq!(
        (&came.alert, &came.expr, &came.hold, &came.labels),
        (&sent.alert, &sent.expr, &sent.hold, &sent.labels)
    );
}

#[test]
fn a_link_is_as_good_as_a_file() {
    let mut run = Run::of_link("");
    run.event(Event::Edit { field: Field::For, text: "2m".to_owned() });
    let link = format!("https://example.org/play/#{}", playground::share::encode(&run.app.model().document));
    let mut other = Run::of_link("");
    import(&mut other, &link);
    assert_eq!(other.app.model().document, run.app.model().document);
}

#[test]
fn whatever_is_opened_the_work_is_good_or_unchanged() {
    let mut run = Run::of_link("");
    let good = document::write(&run.app.model().document);
    let before = run.app.model().document.clone();
    let mut texts: Vec<String> = vec![
        String::new(),
        "[".repeat(100_000),
        "a: &a [*a]".to_owned(),
        "groups: 1".to_owned(),
        "alert: {}".to_owned(),
        "version: 1".to_owned(),
        "frontends: []".to_owned(),
        "#1.AAAA".to_owned(),
        "tests: []".to_owned(),
        "x".repeat(2 << 20),
    ];
    texts.extend(
        (0..good.len()).step_by(97).filter(|at| good.is_char_boundary(*at)).map(|at| good[..at].to_owned()),
    );
    texts.push(hostile_aliases());
    for text in texts {
        import(&mut run, &text);
        let model = run.app.model();
        assert!(!model.notices.is_empty() || model.document != before, "{}", &text[..text.len().min(80)]);
        assert!(playground::plan::Plan::new(&model.document).is_ok());
        if model.document.scenario != before.scenario || model.document.rules != before.rules {
            run.event(Event::Undo);
        }
    }
    assert_eq!(run.app.model().document.scenario, before.scenario);
}

/// A document that would grow to 9^10 items.
fn hostile_aliases() -> String {
    let row = |idx: usize| format!("a{}: &a{} [{}]", idx + 1, idx + 1, vec![format!("*a{idx}"); 9].join(","));
    let rows: Vec<_> = (0..9).map(row).collect();
    format!("a0: &a0 [x,x,x]\n{}", rows.join("\n"))
}
