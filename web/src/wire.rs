//! Messages between page and engine as bytes. It must not know how bytes travel.

use playground::event::Event;
use playground::learn::Told;
use playground::view::{Answer, Part};

/// An event for the engine. An event that cannot be written (there is none) becomes no bytes, which the engine
/// takes for nothing.
pub fn write_event(event: &Event) -> Vec<u8> {
    event.to_bytes()
}

/// The event in a message, if it is one.
pub fn read_event(bytes: &[u8]) -> Option<Event> {
    Event::from_bytes(bytes)
}

/// An answer for the page, with the number of messages that the engine has heard before. `written` are the bytes of parts that
/// have been written already: the format is one field after the other, and lines of 600 series are megabytes.
pub fn write_answer<'a>(heard: u32, answer: &Answer, written: impl Fn(&Part) -> Option<&'a [u8]>) -> Vec<u8> {
    let Answer { parts, settled, files, progress, waiting, fingerprint } = answer;
    let known: usize = parts.iter().filter_map(&written).map(<[u8]>::len).sum();
    let mut bytes = postcard::to_extend(&(heard, parts.len()), Vec::with_capacity(known + 256));
    for part in parts {
        bytes = match (bytes, written(part)) {
            (Ok(mut bytes), Some(part)) => {
                bytes.extend_from_slice(part);
                Ok(bytes)
            }
            (Ok(bytes), None) => postcard::to_extend(part, bytes),
            (wrong, _) => wrong,
        };
    }
    let rest = (settled, files, progress, waiting, fingerprint);
    bytes.and_then(|it| postcard::to_extend(&rest, it)).unwrap_or_default()
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
        let bytes = write_answer(7, &answer, |_| None);
        let known = postcard::to_allocvec(&answer.parts[0]).unwrap_or_default();
        assert_eq!(bytes, write_answer(7, &answer, |_| Some(&known)));
        assert_eq!(bytes, postcard::to_allocvec(&(7u32, &answer)).unwrap_or_default());
        assert_eq!(read_answer(&bytes), Some((7, answer)));
    }

    #[test]
    fn other_bytes_are_nothing() {
        assert_eq!(read_event(&[]), None);
        assert_eq!(read_event(&[250, 1, 2]), None);
    }
}
