//! Events that wait for the engine: newest wins among those of a kind, order is kept. It must not know the worker.

use playground::event::Event;

/// Events in the order in which a person made them.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    /// The oldest first; there are never more than a handful.
    events: Vec<Event>,
}

impl Queue {
    /// Adds an event and drops the one it supersedes. What lies before an event that nothing supersedes (a pick, a
    /// removal) stays: a later edit of the same field may mean another thing.
    pub(crate) fn push(&mut self, event: Event) {
        let mut superseded = None;
        for (idx, older) in self.events.iter().enumerate().rev() {
            if event.supersedes(older) {
                superseded = Some(idx);
                break;
            }
            if !older.supersedes(older) {
                break;
            }
        }
        if let Some(idx) = superseded {
            self.events.remove(idx);
        }
        self.events.push(event);
    }

    /// The next event.
    pub(crate) fn pop(&mut self) -> Option<Event> {
        (!self.events.is_empty()).then(|| self.events.remove(0))
    }

    /// Puts an event before all others.
    pub(crate) fn push_first(&mut self, event: Event) {
        self.events.insert(0, event);
    }

    /// Drops all.
    pub(crate) fn clear(&mut self) {
        self.events.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use playground::event::Field;

    fn edit(field: Field, text: &str) -> Event {
        Event::Edit { field, text: text.to_owned() }
    }

    fn drained(events: impl IntoIterator<Item = Event>) -> Vec<Event> {
        let mut queue = Queue::default();
        events.into_iter().for_each(|event| queue.push(event));
        std::iter::from_fn(|| queue.pop()).collect()
    }

    #[test]
    fn the_newest_of_a_kind_wins() {
        let events =
            [Event::Hover(Some(1)), edit(Field::Expr, "a"), Event::Hover(Some(2)), edit(Field::Expr, "ab")];
        assert_eq!(drained(events), [Event::Hover(Some(2)), edit(Field::Expr, "ab")]);
    }

    #[test]
    fn no_other_fields_edit_is_lost() {
        let events = [edit(Field::For, "1m"), edit(Field::Expr, "a"), edit(Field::For, "2m")];
        assert_eq!(drained(events), [edit(Field::Expr, "a"), edit(Field::For, "2m")]);
    }

    #[test]
    fn picks_keep_their_place_among_edits() {
        let events = [edit(Field::For, "1m"), Event::RemoveFault(0), edit(Field::For, "2m")];
        assert_eq!(drained(events.clone()), events);
    }
}
