//! Links between people, whole and broken, and hostile ones. They must not lose the work at hand.

use playground::document;
use playground::event::Event;
use playground::share::{self, LinkError};
use proptest::prelude::*;
use tests::scenario::{Run, bundled};

/// A link of `text`, as anybody can make one.
fn link_of(text: &str) -> String {
    use base64::Engine as _;
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(text.as_bytes(), 9);
    format!("1.{}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(packed))
}

#[test]
fn every_bundled_document_survives_its_link() {
    for (name, document) in bundled() {
        let link = share::encode(&document);
        assert_eq!(share::decode(&link), Ok(document), "{name}");
        assert!(link.len() <= 2000, "{name}: {} characters are more than a chat takes", link.len());
    }
}

#[test]
fn a_cut_link_says_so_wherever_it_was_cut() {
    let (_, document) = bundled().remove(0);
    let link = share::encode(&document);
    for end in 0..link.len() {
        match share::decode(&link[..end]) {
            Err(LinkError::Cut(chars)) => assert_eq!(chars, end),
            Err(LinkError::Form) => assert!(end < 2, "at {end}"),
            // Only the checksum is missing, or a part of it.
            other => panic!("cut at {end}: {other:?}"),
        }
    }
}

#[test]
fn a_newer_link_and_no_link_are_told_apart() {
    assert_eq!(share::decode("2.abc"), Err(LinkError::Newer("2".to_owned())));
    for text in ["", "1", "x.abc", "-1.abc", "0.abc", "#1.abc", "99999999999999999999.abc"] {
        assert_eq!(share::decode(text), Err(LinkError::Form), "{text}");
    }
    assert!(matches!(share::decode("1.<script>"), Err(LinkError::Altered)));
}

#[test]
fn hostile_links_are_refused_and_the_work_stays() {
    let (_, document) = bundled().remove(0);
    let good = document::write(&document);
    let change = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        link_of(&good.replacen(from, to, 1))
    };
    let deep = format!("version: 1\nscenario: {}", "[".repeat(100_000));
    let aliases = "version: 1\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n";
    let hostile = [
        link_of(&"a".repeat(2 << 20)),
        link_of(&deep),
        link_of(aliases),
        link_of(""),
        link_of("version: 1"),
        link_of("version: 99\n"),
        link_of("- 1\n- 2\n"),
        link_of(&good.replace("version: 1", "version: 1\nmalice: yes")),
        change("length: 6h", "length: 99y"),
        change("length: 6h", "length: 1000000000h"),
        change("interval: 15s", "interval: 1ms"),
        change("evaluation: 15s", "evaluation: 1ms"),
        change("requests: ", "requests: .nan # "),
        change("requests: ", "requests: 1e300 # "),
        change("exporter: ", "exporter: evil # "),
        change("seed: ", "seed: -1 # "),
        format!("1.{}", "A".repeat(3 << 20)),
    ];
    for (idx, link) in hostile.iter().enumerate() {
        let mut run = Run::of(&document);
        run.event(Event::Follow(link.clone()));
        let model = run.app.model();
        assert_eq!(model.document.scenario, document.scenario, "hostile link {idx} changed the work");
        let notice =
            model.notices.first().unwrap_or_else(|| panic!("hostile link {idx} was taken in silence"));
        assert!(notice.text.contains("Your work is unchanged."), "{idx}: {}", notice.text);
        assert!(notice.text.len() < 1000, "{idx}: {}", notice.text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// A link altered anywhere is refused, or it still carries the very same document.
    #[test]
    fn an_altered_link_never_carries_another_document(place in 0usize..1200, letter in "[A-Za-z0-9_.=# -]") {
        let (_, document) = bundled().remove(0);
        let mut link = share::encode(&document);
        let place = place % link.len();
        link.replace_range(place..=place, &letter);
        if let Ok(other) = share::decode(&link) {
            prop_assert_eq!(other, document);
        }
    }

    /// No text whatever makes opening a link panic.
    #[test]
    fn any_text_is_a_link_or_a_message(text in "\\PC{0,300}") {
        let _ = share::decode(&text);
        let _ = share::decode(&format!("1.{text}"));
        let _ = document::read(&text);
    }
}
