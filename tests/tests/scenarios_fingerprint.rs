//! Every bundled alert and scenario has a committed fingerprint, which changes only on purpose (`cargo xtask bless`).
//! The browser's tests compare the same files with what wasm computes.

use std::path::PathBuf;
use tests::scenario::{Run, bundled};

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(format!("{name}.fingerprint"))
}

#[test]
fn fingerprints_are_as_committed() {
    let bless = std::env::var_os("BLESS").is_some();
    for (name, document) in bundled() {
        let run = Run::of(&document);
        let fragment = playground::share::encode(&document);
        let text = format!("{}\n{fragment}\n", run.answer.fingerprint);
        if bless {
            std::fs::write(file(&name), &text).unwrap();
        }
        let known = std::fs::read_to_string(file(&name)).unwrap_or_default();
        assert_eq!(known, text, "{name} changed; if on purpose: cargo xtask bless");
    }
}

/// Work in slices, events between them, and the order of parts asked for leave no trace in the result.
#[test]
fn a_view_reached_by_another_way_has_the_same_fingerprint() {
    use playground::event::{Event, Field};
    for (name, document) in bundled() {
        let straight = Run::of(&document);
        let mut around = Run::of(&document);
        let text = document.rules[0].hold.clone();
        for hold in ["7m", text.as_str()] {
            around.event(Event::Edit { field: Field::For, text: hold.to_owned() });
        }
        let seed = document.scenario.seed;
        for seed in [seed + 1, seed] {
            around.event(Event::Edit { field: Field::Seed, text: seed.to_string() });
        }
        // The view of the first picture was written down; nothing else differs.
        assert_eq!(around.answer.fingerprint, straight.answer.fingerprint, "{name}");
    }
}
