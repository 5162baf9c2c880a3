//! Runs of the app as a page makes them. It must not compare anything.

use playground::App;
use playground::document::Document;
use playground::event::Event;
use playground::picture::Picture;
use playground::share;
use playground::view::Answer;

/// A settled app and its first answer.
pub struct Run {
    /// The app.
    pub app: App,
    /// All parts of its view.
    pub answer: Answer,
}

impl Run {
    /// Opens `document` through a link, as another person would, and waits.
    pub fn of(document: &Document) -> Self {
        Self::of_link(&share::encode(document))
    }

    /// Opens a link's fragment and waits.
    pub fn of_link(fragment: &str) -> Self {
        let mut app = App::new();
        app.handle(Event::Open { fragment: fragment.to_owned(), saved: String::new() });
        app.settle();
        let answer = app.answer();
        Self { app, answer }
    }

    /// Takes an event and waits.
    pub fn event(&mut self, event: Event) {
        self.app.handle(event);
        self.app.settle();
        self.answer = self.app.answer();
    }

    /// The finished picture.
    ///
    /// # Panics
    /// When there is none.
    pub fn picture(&self) -> &Picture {
        self.app.model().picture.as_ref().unwrap_or_else(|| panic!("{:?}", self.app.model().notices))
    }
}

/// Every bundled alert in the scenario that it names, and every bundled scenario under its first alert, with a name
/// that is good for a file.
pub fn bundled() -> Vec<(String, Document)> {
    use playground::bundled::{alert_document, scenario_document};
    let alerts = catalogue::alerts().iter().map(|it| (it.id.replace('/', "-"), alert_document(it.id)));
    let scenarios = catalogue::scenarios().iter().map(|it| (it.name.to_owned(), scenario_document(it.name)));
    let all = alerts.chain(scenarios);
    all.map(|(name, document)| {
        let document = document.unwrap_or_else(|| panic!("{name} does not open"));
        (name, document)
    })
    .collect()
}
