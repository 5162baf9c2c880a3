//! Every document and link of a released version opens for ever. It must not know what they show.
//!
//! The fixtures are as that release wrote them and are never changed; a later release adds its own.
#![expect(clippy::unwrap_used, reason = "a test file")]

use playground::document::{self, Document};
use playground::{bundled, share};
use tests::scenario::Run;

const LINKS: &str = include_str!("../released/links-1.txt");
const DOCUMENT: &str = include_str!("../released/document-1.yml");
const LABORATORY: &str = include_str!("../../docs/examples/laboratory.yml");

fn links() -> Vec<(&'static str, Document)> {
    LINKS
        .lines()
        .map(|it| it.split_once(' ').unwrap())
        .map(|(name, link)| (name, share::decode(link).unwrap()))
        .collect()
}

#[test]
fn links_of_the_first_release_open_and_run() {
    let all = links();
    assert_eq!(all.len(), 12);
    for (name, document) in all {
        assert_eq!((document.version, document.model), (1, 1), "{name}");
        let run = Run::of(&document);
        assert!(!run.picture().store.is_empty(), "{name}");
        assert_eq!(run.app.model().document.scenario, document.scenario, "{name}");
        assert!(run.app.model().notices.iter().any(|it| it.text.contains("traffic model 1")), "{name}");
    }
}

// What the first release did not know stays unsaid: its documents and ours of the same content are the same text.
#[test]
fn new_keys_leave_old_documents_as_they_were() {
    for (name, mut old) in links() {
        let scenario = bundled::scenario(name).unwrap_or_else(|| old.scenario.clone());
        assert_eq!(old.scenario, scenario, "{name}");
        old.model = document::MODEL;
        let text = document::write(&old);
        for key in
            ["mode:", "service:", "amount:", "maxqueue:", "observe:", "curve:", "jitter:", "loss:", "bytes:"]
        {
            assert!(!text.contains(key), "{name}: {key}");
        }
    }
}

#[test]
fn the_file_of_the_first_release_and_the_laboratory_run() {
    for text in [DOCUMENT, LABORATORY] {
        let document = document::read(text).unwrap();
        assert_eq!(document::read(&document::write(&document)).unwrap(), document);
        assert!(!Run::of(&document).picture().states.episodes.is_empty(), "{}", document.scenario.title);
    }
}

// Whatever the page's list of faults offers runs, on a target that suits it.
#[test]
fn every_fault_of_the_list_runs() {
    use playground::event::{Event, FaultField, Field};
    let (_, mut document) = links().remove(0);
    document.model = document::MODEL;
    for (kind, _) in document::FAULTS {
        let mut run = Run::of(&document);
        run.event(Event::AddFault);
        let idx = run.app.model().document.scenario.events.len() as u32 - 1;
        run.event(Event::Edit { field: Field::Fault(idx, FaultField::Kind), text: kind.to_owned() });
        let model = run.app.model();
        assert!(model.drafts.is_empty(), "{kind}: {:?}", model.drafts);
        assert_eq!(model.document.scenario.events[idx as usize].kind, kind);
        assert!(model.picture.is_some() && model.notices.is_empty(), "{kind}: {:?}", model.notices);
    }
}
