//! Messages between page and engine as bytes. It must not know how bytes travel.

use playground::event::Event;
use playground::learn::Told;
use playground::view::Answer;

/// An event for the engine. An event that cannot be written (there is none) becomes no bytes, which the engine
/// takes for nothing.
pub fn write_event(event: &Event) -> Vec<u8> {
    event.to_bytes()
}

/// The event in a message, if it is one.
pub fn read_event(bytes: &[u8]) -> Option<Event> {
    Event::from_bytes(bytes)
}

/// An answer for the page, with the number of messages that the engine has heard before.
pub fn write_answer(heard: u32, answer: &Answer) -> Vec<u8> {
    postcard::to_allocvec(&(heard, answer)).unwrap_or_default()
}

/// The answer in a message, if it is one, and how many messages were heard before it.
pub fn read_answer(bytes: &[u8]) -> Option<(u32, Answer)> {
    postcard::from_bytes(bytes).ok()
}

/// What the study is told, in order.
pub fn write_told(told: &[Told]) -> Vec<u8> {
    postcard::to_allocvec(told).unwrap_or_default()
}

/// What a message tells the study, if it does.
pub fn read_told(bytes: &[u8]) -> Vec<Told> {
    postcard::from_bytes(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use playground::event::Field;
    use playground::view::Part;

    #[test]
    fn what_is_written_is_read() {
        let event = Event::Edit { field: Field::Expr, text: "up == 0".to_owned() };
        assert_eq!(read_event(&write_event(&event)), Some(event));
        let parts = vec![Part::Document("version: 1".to_owned())];
        let waiting = "Loading x".to_owned();
        let answer = Answer {
            files: Vec::new(),
            parts,
            settled: true,
            progress: 1.0,
            waiting,
            fingerprint: "00ff".to_owned(),
        };
        assert_eq!(read_answer(&write_answer(7, &answer)), Some((7, answer)));
    }

    #[test]
    fn other_bytes_are_nothing() {
        assert_eq!(read_event(&[]), None);
        assert_eq!(read_event(&[250, 1, 2]), None);
    }
}
