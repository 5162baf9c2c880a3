//! What a person does, as data: the way from the page to the model. It must not know how the page asked.

use serde::{Deserialize, Serialize};

/// One thing that a person did. Text fields carry their raw text: the model judges it, keeps a wrong one as a
/// draft beside the last good value, and says what is wrong with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The page has opened, with the fragment of its address (without `#`) and the document that the browser kept.
    Open {
        /// The link's fragment; empty for none.
        fragment: String,
        /// The document of the last visit, or of the worker before it trapped; empty for none.
        saved: String,
    },
    /// The address got another fragment.
    Follow(String),
    /// The newest change is taken back.
    Undo,
    /// What was taken back is done again.
    Redo,
    /// A gesture has ended (a knob was let go, a field was left): the next edit is a step of its own.
    Rest,
    /// A handle of the chart is on the move, or rests: while it moves, answers tell only what the chart and the scorecard
    /// show, and are never settled.
    Held(bool),
    /// A file was opened, whichever of ours or of Prometheus' it is.
    Import {
        /// Its name, for messages.
        name: String,
        /// All of it.
        text: String,
    },
    /// A file of the present picture is wanted: see [`crate::view::Answer::files`].
    Export(crate::export::Format),
    /// The messages were read.
    Dismiss,
    /// Another rule of the document was picked, by its place.
    PickRule(u32),
    /// A field was edited.
    Edit {
        /// Which.
        field: Field,
        /// Its whole new text.
        text: String,
    },
    /// An alert of the catalogue was picked, by its id.
    PickAlert(String),
    /// A bundled scenario was picked, by its name.
    PickScenario(String),
    /// A fault is to be added (a kill of the first server at the cursor) and selected.
    AddFault,
    /// A fault is to be added at a place of the chart, in milliseconds since the Unix epoch, and selected.
    AddFaultAt {
        /// Its start.
        from: i64,
        /// Its end.
        to: i64,
    },
    /// Another comparison is to be the one that is looked at, by its place among all.
    PickThreshold(u32),
    /// A fault is to be removed.
    RemoveFault(u32),
    /// A fault was opened, or closed.
    PickFault(Option<u32>),
    /// A fault's bar was dragged, in milliseconds since the Unix epoch.
    MoveFault {
        /// Which.
        idx: u32,
        /// Its new start.
        from: i64,
        /// Its new end.
        to: i64,
    },
    /// A frontend, backend or server is to be added beside this one, made like the last there is.
    AddNode(Node),
    /// A frontend, backend or server is to be removed, and the faults that hit it.
    RemoveNode(Node),
    /// The form of a frontend, backend or server was opened, or closed.
    PickNode(Option<Node>),
    /// The rule is to be as published again.
    ResetRule,
    /// The repair of a finding is to be applied, by the finding's place in the list.
    Repair(u32),
    /// The newest repair was looked at: its before and after need not be shown any longer.
    KeepRepair,
    /// An instance was picked, by its slot.
    PickInstance(u32),
    /// An episode was picked, by its place in the list: cursor, selection and window go there.
    PickEpisode(u32),
    /// A stretch of time is to be looked at, in milliseconds since the Unix epoch: cursor and window go there.
    Look {
        /// Its start.
        from: i64,
        /// Its end.
        to: i64,
        /// The slot of the instance to select.
        slot: Option<u32>,
        /// The fault to open.
        fault: Option<u32>,
    },
    /// A label is to be added at the cursor.
    AddLabel,
    /// A label is to be removed.
    RemoveLabel(u32),
    /// A step of the runbook was ticked or unticked, by its place.
    Tick(u32),
    /// The cursor was put somewhere (milliseconds since the Unix epoch) or taken away.
    Cursor(Option<i64>),
    /// The pointer hovers over an instant; not a part of the document.
    Hover(Option<i64>),
    /// Another window is to be shown, in milliseconds since the Unix epoch; nothing means the first view again.
    Zoom(Option<(i64, i64)>),
    /// How many device pixels wide the plot is: how fine the lines need to be.
    Width(u32),
    /// A piece of the catalogue that was asked for has come, or cannot be had. No person does this: it comes from
    /// whoever fetches.
    Piece {
        /// Its name.
        name: String,
        /// Its bytes, or why there are none, in a few words.
        found: Result<Vec<u8>, String>,
    },
    /// An editor is there that completes names: the vocabulary is wanted from now on.
    Vocabulary,
    /// The gallery was opened: its cards are wanted.
    Gallery,
    /// A scenario was opened from the gallery, by its name: with the alert that it is best looked at with.
    OpenScenario(String),
    /// A rule to begin with is to be added, and selected.
    AddRule,
    /// An alert of the catalogue is to be added beside the rules there are, and selected, by its id.
    AddAlert(String),
    /// The selected rule is to be there twice, under two names; the second is selected.
    DoubleRule,
    /// The selected rule is to be removed.
    RemoveRule,
    /// The samples by hand are to go, so that traffic is simulated again.
    Simulate,
    /// What is being computed or fetched takes too long: back to the last document that has a whole picture.
    Cancel,
    /// A recording rule is to be removed, by its place.
    RemoveRecording(u32),
}

impl Event {
    /// Whether it changes what a person works on: a pick that waits for its pieces is then dropped.
    pub fn is_edit(&self) -> bool {
        use Event::{
            Cursor, Dismiss, Export, Gallery, Held, Hover, KeepRepair, Look, PickEpisode, PickFault,
            PickInstance, PickNode, PickThreshold, Piece, Rest, Tick, Vocabulary, Width, Zoom,
        };
        let looks = matches!(
            self,
            PickFault(_)
                | PickNode(_)
                | PickInstance(_)
                | PickEpisode(_)
                | Look { .. }
                | Cursor(_)
                | Hover(_)
                | Zoom(_)
        );
        !looks
            && !matches!(
                self,
                Tick(_)
                    | Width(_)
                    | Piece { .. }
                    | Rest
                    | Held(_)
                    | Export(_)
                    | Dismiss
                    | KeepRepair
                    | Vocabulary
                    | Gallery
                    | PickThreshold(_)
            )
    }

    /// The event as a message. One that cannot be written (there is none) becomes no bytes, which are read as nothing.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// The event in a message, if it is one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// Whether another picture may be needed afterwards.
    pub(crate) fn may_need_a_run(&self) -> bool {
        self.is_edit() || matches!(self, Self::PickThreshold(_) | Self::Piece { .. })
    }

    /// Whether more of its kind may follow within one gesture, which is one step to undo.
    pub fn is_gesture(&self) -> bool {
        matches!(self, Self::Edit { .. } | Self::MoveFault { .. })
    }

    /// Events of the same kind supersede each other while they wait for the engine; a text edit is never
    /// dropped for another field's.
    pub fn supersedes(&self, older: &Self) -> bool {
        match (self, older) {
            (Self::Edit { field, .. }, Self::Edit { field: other, .. }) => field == other,
            (Self::MoveFault { idx, .. }, Self::MoveFault { idx: other, .. }) => idx == other,
            (Self::Cursor(_), Self::Cursor(_))
            | (Self::Hover(_), Self::Hover(_))
            | (Self::Zoom(_), Self::Zoom(_))
            | (Self::Held(_), Self::Held(_))
            | (Self::Width(_), Self::Width(_)) => true,
            _ => false,
        }
    }
}

/// A field of the page whose text is judged by the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// Mean requests per second of the frontend.
    Requests,
    /// Shape of the load over the day: one of the shapes of the document.
    Shape,
    /// The load by hand, `0s 100, 2h 250`: instants since the start and percents of the mean, in the order of time.
    Curve,
    /// How far the shape moves the load, in percent of the mean.
    Swing,
    /// Noise, in percent of the mean.
    Noise,
    /// Share of 2xx answers is what the others leave; share of 3xx, in percent.
    Share3xx,
    /// Share of 4xx answers, in percent.
    Share4xx,
    /// Share of 5xx answers, in percent.
    Share5xx,
    /// The seed of chance.
    Seed,
    /// A property of one fault, by its place in the list.
    Fault(u32, FaultField),
    /// A property of one label, by its place in the list.
    Label(u32, LabelField),
    /// What is promised to users: the share of requests that is good, in percent of thirty days.
    Slo,
    /// A property of a frontend, backend or server.
    Node(Node, NodeField),
    /// The rule's expression.
    Expr,
    /// The active threshold.
    Threshold,
    /// The range window.
    Window,
    /// The rule's name.
    Alert,
    /// `for`.
    For,
    /// `keep_firing_for`.
    KeepFiringFor,
    /// The severity label.
    Severity,
    /// `2` or `3`: whose windows are used.
    Semantics,
    /// `group_by` of Alertmanager's route, labels with commas between.
    GroupBy,
    /// Its `group_wait`.
    GroupWait,
    /// Its `group_interval`.
    GroupInterval,
    /// Its `repeat_interval`.
    RepeatInterval,
    /// The whole rule as YAML.
    RuleYaml,
}

impl Field {
    /// Whether it is a field of the rule.
    pub fn is_rule(self) -> bool {
        use Field::{Alert, Expr, For, KeepFiringFor, RuleYaml, Severity, Threshold, Window};
        matches!(self, Expr | Threshold | Window | Alert | For | KeepFiringFor | Severity | RuleYaml)
    }

    /// What the field is called within a sentence.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Requests => "requests",
            Self::Shape => "shape of the load",
            Self::Curve => "curve of the load",
            Self::Swing => "swing",
            Self::Noise => "noise",
            Self::Share3xx => "3xx",
            Self::Share4xx => "4xx",
            Self::Share5xx => "5xx",
            Self::Seed => "seed",
            Self::Fault(_, FaultField::Kind) => "kind of a fault",
            Self::Fault(_, FaultField::Target) => "target of a fault",
            Self::Fault(_, FaultField::From) => "start of a fault",
            Self::Fault(_, FaultField::For) => "length of a fault",
            Self::Fault(_, FaultField::Strength) => "strength of a fault",
            Self::Fault(_, FaultField::Amount) => "amount of a fault",
            Self::Fault(_, FaultField::Incident) => "what a fault counts as",
            Self::Label(..) => "label",
            Self::Slo => "objective",
            Self::Node(_, property) => property.label(),
            Self::Expr => "expression",
            Self::Threshold => "threshold",
            Self::Window => "window",
            Self::Alert => "name",
            Self::For => "for",
            Self::KeepFiringFor => "keep_firing_for",
            Self::Severity => "severity",
            Self::Semantics => "Prometheus",
            Self::GroupBy => "group_by",
            Self::GroupWait => "group_wait",
            Self::GroupInterval => "group_interval",
            Self::RepeatInterval => "repeat_interval",
            Self::RuleYaml => "rule",
        }
    }
}

/// A property of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FaultField {
    /// What happens.
    Kind,
    /// The server or backend that it happens to: `be_web/web1` or `be_web`.
    Target,
    /// When it begins: `HH:MM:SS` of the scenario's clock, or a duration since its start.
    From,
    /// How long it lasts.
    For,
    /// How strong it is, in percent.
    Strength,
    /// How much, in the unit of its kind; only of kinds that have an amount.
    Amount,
    /// Whether it counts as an incident: `auto`, `yes` or `no`.
    Incident,
}

/// A property of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LabelField {
    /// What it says: one of the kinds of the document.
    Kind,
    /// What it is on, as a fault's target; empty for everything.
    On,
    /// When it begins, as of a fault.
    From,
    /// How long it lasts.
    For,
}

/// A part of the topology, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Node {
    /// A frontend.
    Frontend(u32),
    /// A backend.
    Backend(u32),
    /// A server: the backend's place, and its own there.
    Server(u32, u32),
}

/// A property of a part of the topology.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NodeField {
    /// Its name.
    Name,
    /// `maxconn`; of a server, 0 means no limit.
    Maxconn,
    /// `weight` of a server.
    Weight,
    /// `balance` of a backend.
    Balance,
    /// `retries` of a backend.
    Retries,
    /// `option redispatch` of a backend: `on` or `off`.
    Redispatch,
    /// `inter` of a backend's checks.
    Inter,
    /// `fall` of a backend's checks.
    Fall,
    /// `rise` of a backend's checks.
    Rise,
}

impl NodeField {
    /// What its field is called.
    pub fn label(self) -> &'static str {
        ["Name", "maxconn", "weight", "balance", "retries", "redispatch", "inter", "fall", "rise"]
            [self as usize]
    }
}
