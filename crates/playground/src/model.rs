//! What the app holds: the last good document, drafts, messages, and the newest finished picture. It must not know
//! how a picture is computed or shown.

use crate::document::{self, Document, MODEL, Route, Scenario, VERSION, ViewState};
use crate::draft::Drafts;
use crate::event::{Event, Node};
use crate::group::Group;
use crate::history::History;
use crate::picture::Picture;
use crate::pieces::{self, Pieces};
use crate::show::change::Repaired;
use crate::view::Notice;
use catalogue::shelf::{Shelf, everything};

/// The state of the app.
#[derive(Clone, Debug)]
pub struct Model {
    /// The last document that was good as a whole.
    pub document: Document,
    /// Fields whose texts were not good.
    pub drafts: Drafts,
    /// Messages, newest first.
    pub notices: Vec<Notice>,
    /// The newest finished run, perhaps of an older document.
    pub picture: Option<Picture>,
    /// What every rule of the document comes to.
    pub(crate) group: Group,
    /// The instant under the pointer, in milliseconds since the Unix epoch.
    pub hover: Option<i64>,
    /// The instance that was selected when a handle of the chart was taken, while that moves: another one firing first is no
    /// reason to draw all lines anew at every move.
    pub(crate) held: Option<series::Labels>,
    /// Whether an editor asked for what it can complete.
    pub vocabulary: bool,
    /// Whether the gallery was opened, and the page wants its cards.
    pub gallery: bool,
    /// The open part of the topology.
    pub node: Option<Node>,
    /// Device pixels of the plot's width: how fine lines are drawn.
    pub width: u32,
    /// The texts of the catalogue, as far as they are here.
    pub(crate) pieces: Pieces,
    /// What a person asked for and what needs pieces that are on the way.
    pub(crate) waiting: Option<Event>,
    /// The newest repair, until it is kept or another takes its place.
    pub(crate) repaired: Option<Repaired>,
    /// The document of the picture, while a run for another one is under way.
    pub(crate) good: Option<Document>,
    /// What can be undone.
    pub(crate) history: History,
}

impl Model {
    /// The app before anything was opened: the default document, of the pieces that are on the shelf.
    pub fn new(shelf: Shelf) -> Self {
        let mut pieces = Pieces::new(shelf);
        let document = first(&mut pieces).unwrap_or_else(|| Document {
            version: VERSION,
            model: MODEL,
            scenario: Scenario::default(),
            rules: Vec::new(),
            recordings: Vec::new(),
            input: None,
            route: Route::default(),
            semantics: 3,
            incidents: Vec::new(),
            slo: document::three_nines(),
            view: ViewState::default(),
            exercise: None,
        });
        Self {
            document,
            drafts: Drafts::new(),
            notices: Vec::new(),
            picture: None,
            group: Group::default(),
            hover: None,
            held: None,
            vocabulary: false,
            gallery: false,
            node: None,
            width: 1400,
            pieces,
            waiting: None,
            repaired: None,
            good: None,
            history: History::default(),
        }
    }

    /// Shows a message above the others; only the newest few are kept.
    pub fn notice(&mut self, grade: crate::view::Grade, text: impl Into<String>) {
        self.notices.insert(0, Notice { grade, text: text.into() });
        self.notices.truncate(3);
    }
}

impl Default for Model {
    fn default() -> Self {
        Self::new(everything)
    }
}

/// What is said of work that was cancelled, until other work is done.
const CANCELLED: &str =
    "Cancelled. Document and picture are as they were before; Undo brings the change back.";

impl Model {
    /// Puts the document of the picture back in its place; whether there was another one.
    pub(crate) fn cancel(&mut self) {
        if let Some(document) = self.good.take() {
            self.document = document;
            self.notice(crate::view::Grade::Note, CANCELLED);
        }
    }

    /// The document of the first visit.
    pub(crate) fn begin_again(&mut self) {
        if let Some(document) = first(&mut self.pieces) {
            self.document = document;
        }
    }

    /// Another picture is there: what was said of the one that was not to be had is past.
    pub(crate) fn show(&mut self, picture: Picture) {
        if let Some(known) = &self.picture {
            picture.columns.keep_names(&known.columns);
        }
        self.picture = Some(picture);
        self.good = None;
        self.notices.retain(|it| it.text != CANCELLED);
    }
}

/// The document of the alert that is shown first, in its scenario: every shelf has it, which a test holds.
fn first(pieces: &mut Pieces) -> Option<Document> {
    let scenario = catalogue::alert(catalogue::FIRST)?.scenario;
    pieces.have(&pieces::of_document(catalogue::FIRST, scenario));
    pieces.document(catalogue::FIRST, scenario)
}
