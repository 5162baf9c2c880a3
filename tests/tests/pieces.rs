//! The app that has only a part of the catalogue and is given the rest comes to the same as the one that has all of it; what
//! cannot be had costs nobody their work. It must not know how pieces are fetched.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test file")]

use catalogue::shelf::everything;
use playground::event::{Event, Field};
use playground::view::{Answer, Grade, Head, Part};
use playground::{App, bundled, share};

const DOWN: &str = catalogue::FIRST;
const ERRORS: &str = "embedded/haproxy-server-response-errors";

/// An app of the page's program, and what the page has of its view.
struct Page {
    app: App,
    head: Head,
}

impl Page {
    /// Opened with a link's fragment.
    fn open(fragment: &str) -> Self {
        let mut page = Self { app: App::on_demand(), head: Head::default() };
        page.event(Event::Open { fragment: fragment.to_owned(), saved: String::new() });
        page
    }

    /// Takes an event and computes what can be computed.
    fn event(&mut self, event: Event) -> Answer {
        self.app.handle(event);
        self.app.settle();
        let answer = self.app.answer();
        for part in &answer.parts {
            if let Part::Head(head) = part {
                self.head.clone_from(head);
            }
        }
        answer
    }

    /// Gives the app what it wants until it wants nothing; the last answer.
    fn deliver(&mut self) -> Answer {
        let mut answer = self.app.answer();
        loop {
            let names = self.app.wanted();
            if names.is_empty() {
                return answer;
            }
            for name in names {
                let bytes = everything(&name).unwrap_or_else(|| panic!("no piece {name}")).to_vec();
                answer = self.event(Event::Piece { name, found: Ok(bytes) });
            }
        }
    }

    /// Fails whatever is wanted.
    fn fail(&mut self, found: Result<Vec<u8>, String>) -> Answer {
        let mut answer = self.app.answer();
        for name in self.app.wanted() {
            answer = self.event(Event::Piece { name, found: found.clone() });
        }
        answer
    }

    fn alert_id(&self) -> &str {
        &self.app.model().document.rule().unwrap().from
    }
}

/// What the app with everything built in comes to.
fn complete(events: &[Event]) -> String {
    let mut app = App::new();
    events.iter().for_each(|it| app.handle(it.clone()));
    app.settle();
    assert!(app.wanted().is_empty());
    let answer = app.answer();
    assert!(answer.settled && answer.waiting.is_empty());
    answer.fingerprint
}

fn opened(fragment: &str) -> Event {
    Event::Open { fragment: fragment.to_owned(), saved: String::new() }
}

#[test]
fn the_first_document_needs_nothing_more() {
    let mut page = Page::open("");
    assert!(page.app.wanted().is_empty());
    let answer = page.event(Event::Hover(None));
    assert!(answer.settled);
    assert_eq!(answer.fingerprint, complete(&[opened("")]));
}

/// A few, since each is run twice; that every piece can be read, the next one holds.
#[test]
fn what_is_picked_comes_to_the_same() {
    let alerts = catalogue::alerts().iter().map(|it| Event::PickAlert(it.id.to_owned()));
    let scenarios = catalogue::scenarios().iter().map(|it| Event::PickScenario(it.name.to_owned()));
    for pick in alerts.step_by(11).chain(scenarios.step_by(11)) {
        let mut page = Page::open("");
        page.event(pick.clone());
        let answer = page.deliver();
        assert!(answer.settled, "{pick:?}");
        assert_eq!(answer.fingerprint, complete(&[opened(""), pick.clone()]), "{pick:?}");
    }
}

#[test]
fn every_piece_can_be_read() {
    for alert in catalogue::alerts() {
        for scenario in catalogue::scenarios() {
            assert!(bundled::document(alert.id, scenario.name).is_some(), "{} {}", alert.id, scenario.name);
        }
        assert!(!alert.runbook().is_empty(), "{}", alert.id);
    }
}

#[test]
fn a_link_runs_at_once_and_gets_its_runbook_later() {
    let link = share::encode(&bundled::alert_document(ERRORS).unwrap());
    let mut page = Page::open(&link);
    assert_eq!(page.app.model().picture.as_ref().unwrap().states.episodes.len(), 3);
    let answer = page.app.answer();
    assert!(!answer.settled && answer.waiting == "Loading HaproxyServerResponseErrors", "{}", answer.waiting);
    let answer = page.deliver();
    assert!(answer.settled);
    assert_eq!(answer.fingerprint, complete(&[opened(&link)]));
}

#[test]
fn the_old_picture_stands_until_a_pick_has_come() {
    let mut page = Page::open("");
    let answer = page.event(Event::PickAlert(ERRORS.to_owned()));
    assert!(!answer.settled && answer.waiting == "Loading HaproxyServerResponseErrors", "{}", answer.waiting);
    assert!(answer.fingerprint.is_empty() && answer.parts.len() <= 1, "{}", answer.parts.len());
    assert_eq!(page.alert_id(), DOWN);
    let names = page.app.wanted();
    assert_eq!(names, [format!("alerts/{ERRORS}"), "scenarios/broken-responses".to_owned()]);
    assert!(page.app.wanted().is_empty(), "a name is told once");
    for (name, alert) in names.into_iter().zip([DOWN, ERRORS]) {
        let found = Ok(everything(&name).unwrap().to_vec());
        page.event(Event::Piece { name, found });
        assert_eq!(page.alert_id(), alert);
    }
}

#[test]
fn a_pick_that_cannot_be_loaded_leaves_the_work_and_can_be_made_again() {
    let mut page = Page::open("");
    page.event(Event::Edit { field: Field::For, text: "2m".to_owned() });
    for found in [Err("offline".to_owned()), Ok(b"<!doctype html>".to_vec())] {
        page.event(Event::PickAlert(ERRORS.to_owned()));
        let answer = page.fail(found);
        assert!(answer.settled, "nothing is waited for any longer");
        let notice = page.head.notices.first().unwrap();
        assert_eq!(notice.grade, Grade::Error);
        assert!(notice.text.contains("HaproxyServerResponseErrors cannot be loaded"), "{}", notice.text);
        assert!(notice.text.contains("Your work is unchanged"), "{}", notice.text);
        assert_eq!(page.alert_id(), DOWN);
        assert_eq!(page.app.model().document.rule().unwrap().hold, "2m");
    }
    page.event(Event::PickAlert(ERRORS.to_owned()));
    assert!(page.deliver().settled);
    assert_eq!(page.alert_id(), ERRORS);
    assert!(page.head.notices.is_empty());
}

#[test]
fn a_runbook_that_cannot_be_loaded_is_told_once_and_the_rest_works() {
    let mut page = Page::open(&share::encode(&bundled::alert_document(ERRORS).unwrap()));
    let answer = page.fail(Err("offline".to_owned()));
    assert!(answer.settled && !answer.fingerprint.is_empty());
    assert!(page.head.notices.iter().all(|it| it.grade == Grade::Warning));
    assert!(
        page.head.notices[1].text.contains("The runbook of HaproxyServerResponseErrors"),
        "{:?}",
        page.head.notices
    );
    assert!(page.head.notices[0].text.contains("The original of web2 and others"), "{:?}", page.head.notices);
    assert!(page.event(Event::Edit { field: Field::For, text: "2m".to_owned() }).settled);
    assert!(page.app.wanted().is_empty(), "it is not asked for again and again");
}

#[test]
fn the_newest_pick_wins_and_an_edit_drops_it() {
    let mut page = Page::open("");
    page.event(Event::PickAlert(ERRORS.to_owned()));
    page.event(Event::PickScenario("client-errors".to_owned()));
    page.deliver();
    assert_eq!((page.alert_id(), page.app.model().document.scenario.name.as_str()), (DOWN, "client-errors"));

    page.event(Event::PickAlert("haproxy_exporter/haproxy-server-connection-errors".to_owned()));
    [Event::Hover(None), Event::Rest, Event::Vocabulary].into_iter().for_each(|it| drop(page.event(it)));
    assert!(!page.app.answer().settled, "to look around is no edit");
    let answer = page.event(Event::Edit { field: Field::For, text: "3m".to_owned() });
    assert!(answer.settled);
    page.deliver();
    assert_eq!((page.alert_id(), page.app.model().document.rule().unwrap().hold.as_str()), (DOWN, "3m"));
}

/// Two exporters share a scenario: it is scraped from the one that the rule is written for.
#[test]
fn a_picked_scenario_takes_the_exporter_of_the_rule() {
    let mut page = Page::open("");
    page.event(Event::PickScenario("broken-responses".to_owned()));
    page.deliver();
    let scenario = &page.app.model().document.scenario;
    assert_eq!(
        (scenario.name.as_str(), scenario.exporter.as_str()),
        ("broken-responses", "haproxy_exporter")
    );
    assert!(!page.head.scenario_edited);
}
