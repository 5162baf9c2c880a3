//! What a moving handle changes at once: chart and scorecard. Everything else stays as it was, and comes when the hand
//! rests. It must not know what is held.

use super::App;
use crate::model::Model;
use crate::scene::Scene;
use crate::show;
use crate::view::Answer;
use plot::Span;
use promql::Column;
use std::rc::Rc;

/// What is waited for while only the beginning of the program is here.
const REST: &str = "Loading the rest of the engine";

/// What lines are made from: while it is the same, so are they.
pub(super) struct Drawn {
    side: Rc<Vec<Column>>,
    /// The selected instance, how many there are, and for how many pixels.
    numbers: (usize, usize, u32),
    window: Span,
}

impl Drawn {
    /// What the lines of `model` are made from; nothing before there is a picture.
    pub(super) fn of(model: &Model) -> Option<Self> {
        model.picture.as_ref().map(|it| Self::from(&Scene::new(model, it)))
    }

    fn from(scene: &Scene<'_>) -> Self {
        Self {
            side: Rc::clone(&scene.picture.columns.side),
            numbers: (scene.selected(), scene.columns.len(), scene.model.width),
            window: scene.window(),
        }
    }

    fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.side, &other.side) && self.numbers == other.numbers && self.window == other.window
    }
}

impl App {
    /// A handle moves from now on, or rests. What is selected stays selected while it moves.
    pub(super) fn hold(&mut self, held: bool) {
        self.held = held;
        let selected = |picture| {
            let scene = Scene::new(&self.model, picture);
            scene.columns.get(scene.selected()).map(|it| it.labels.clone())
        };
        self.model.held = self.model.picture.as_ref().filter(|_| held).and_then(selected);
    }

    /// The answer while a handle moves, or before all of the program is here. It is never settled: what it leaves out is still to
    /// come.
    pub(super) fn glance(&mut self, waiting: String, progress: f32) -> Answer {
        let mut parts = if self.begun { show::about(&self.model, "").into() } else { Vec::new() };
        if let (Some(scored), Some(picture)) = (crate::score::score(&self.model), &self.model.picture) {
            let scene = Scene::new(&self.model, picture);
            parts.extend(show::glance(&scene, &scored));
            parts.push(show::score(&scene, &scored));
            let drawn = Drawn::from(&scene);
            if !self.drawn.as_ref().is_some_and(|it| it.is(&drawn)) {
                parts.extend(show::drawn(&scene));
                self.drawn = Some(drawn);
            }
        }
        parts.retain(|it| self.is_news(it));
        let waiting = if self.begun && self.job.is_none() { REST.to_owned() } else { waiting };
        Answer { parts, waiting, progress, ..Answer::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Event, Field};
    use crate::view::Part;

    fn told(app: &mut App, events: impl IntoIterator<Item = Event>) -> Answer {
        events.into_iter().for_each(|it| app.handle(it));
        app.settle();
        app.answer()
    }

    /// The app with the first document, and its first answer.
    fn begun() -> (App, Answer) {
        let mut app = App::new();
        let open = Event::Open { fragment: String::new(), saved: String::new() };
        let answer = told(&mut app, [open]);
        (app, answer)
    }

    fn edit(text: &str) -> Event {
        Event::Edit { field: Field::For, text: text.to_owned() }
    }

    fn has(answer: &Answer, wanted: fn(&Part) -> bool) -> bool {
        answer.parts.iter().any(wanted)
    }

    #[test]
    fn a_moving_handle_tells_of_the_chart_and_all_else_comes_when_it_rests() {
        let ((mut held, _), (mut free, _)) = (begun(), begun());
        let glance = told(&mut held, [Event::Held(true), edit("20m")]);
        assert!(!glance.settled && has(&glance, |it| matches!(it, Part::States(_))));
        assert!(has(&glance, |it| matches!(it, Part::Score(_))));
        let shown = |it: &Part| {
            matches!(it, Part::Frame(_) | Part::Faults(_) | Part::States(_) | Part::Score(_))
                || matches!(it, Part::Lines(_) | Part::Readout(_))
        };
        assert!(glance.parts.iter().all(shown));
        let rest = told(&mut held, [Event::Held(false)]);
        let plain = told(&mut free, [edit("20m")]);
        assert!(rest.settled && has(&rest, |it| matches!(it, Part::Document(_))));
        assert_eq!(rest.fingerprint, plain.fingerprint);
    }

    #[test]
    fn a_program_that_is_not_whole_tells_of_the_chart_and_the_rest_follows() {
        let (_, whole) = begun();
        let mut app = App::begin();
        let open = Event::Open { fragment: String::new(), saved: String::new() };
        let first = told(&mut app, [open]);
        assert!(!first.settled && first.waiting == REST && has(&first, |it| matches!(it, Part::Lines(_))));
        assert!(
            has(&first, |it| matches!(it, Part::Form(_)))
                && !has(&first, |it| matches!(it, Part::Runbook(_)))
        );
        app.whole();
        app.settle();
        let rest = app.answer();
        assert!(rest.settled && has(&rest, |it| matches!(it, Part::Runbook(_))));
        assert!(!has(&rest, |it| matches!(it, Part::Lines(_))), "what the page has is not sent twice");
        assert_eq!(rest.fingerprint, whole.fingerprint);
    }

    #[test]
    fn other_samples_bring_other_lines() {
        let (mut app, _) = begun();
        let requests = |text: &str| Event::Edit { field: Field::Requests, text: text.to_owned() };
        let glance = told(&mut app, [Event::Held(true), edit("20m")]);
        assert!(!has(&glance, |it| matches!(it, Part::Lines(_))));
        let expr = Event::Edit { field: Field::Expr, text: "haproxy_server_weight > 0".to_owned() };
        let glance = told(&mut app, [expr, requests("77")]);
        assert!(has(&glance, |it| matches!(it, Part::Lines(_))));
    }

    #[test]
    fn what_is_selected_stays_while_a_handle_moves() {
        let chosen = |app: &App| {
            let picture = app.model.picture.as_ref()?;
            let scene = Scene::new(&app.model, picture);
            Some(scene.columns.get(scene.selected())?.labels.to_string())
        };
        let low = || Event::Edit { field: Field::Threshold, text: "0.01".to_owned() };
        let ((mut held, _), (mut free, _)) = (begun(), begun());
        let before = chosen(&held);
        let plain = told(&mut free, [low()]);
        assert_ne!(chosen(&free), before, "another one fires first");
        let glance = told(&mut held, [Event::Held(true), low()]);
        assert_eq!(chosen(&held), before);
        assert!(!has(&glance, |it| matches!(it, Part::Lines(_))), "no line is drawn anew");
        let rest = told(&mut held, [Event::Held(false)]);
        assert_eq!((chosen(&held), rest.fingerprint), (chosen(&free), plain.fingerprint));
    }

    #[test]
    fn a_gesture_that_ends_makes_nothing_anew() {
        let (mut app, settled) = begun();
        let rest = told(&mut app, [Event::Rest]);
        assert!(rest.settled && rest.parts.is_empty());
        assert_eq!(rest.fingerprint, settled.fingerprint);
    }
}
