//! What a first visit's page tells the engine while the chart comes and is first played with, one message a line, in
//! hexadecimal digits: `cargo xtask dist` has the engine answer them to learn what a start needs. It must not know why.

use playground::App;
use playground::event::{Event, Field};
use playground::view::Part;

fn main() {
    let open = Event::Open { fragment: String::new(), saved: String::new() };
    let (link, (from, to)) = first(open.clone());
    let edit = |field, text: &str| Event::Edit { field, text: text.to_owned() };
    let link = Event::Open { fragment: link, saved: String::new() };
    let start = [open, Event::Width(900), Event::Vocabulary, link];
    let look = [
        Event::Hover(Some(from)),
        Event::Hover(None),
        Event::Cursor(Some(to)),
        Event::Zoom(Some((from, to))),
    ];
    let drag = [Event::Zoom(None), Event::Held(true), Event::MoveFault { idx: 0, from, to: to + 60_000 }];
    let drags = [edit(Field::Threshold, "1"), edit(Field::For, "2m"), Event::Held(false), Event::Rest];
    for event in start.into_iter().chain(look).chain(drag).chain(drags) {
        let digits: Vec<String> = event.to_bytes().iter().map(|it| format!("{it:02x}")).collect();
        println!("{}", digits.concat());
    }
}

/// The link of the first scenario, and where its fault is, in milliseconds since the Unix epoch.
fn first(open: Event) -> (String, (i64, i64)) {
    let mut app = App::new();
    app.handle(open);
    app.settle();
    let mut found: (String, (i64, i64)) = Default::default();
    for part in app.answer().parts {
        match part {
            Part::Head(head) => found.0 = head.fragment,
            Part::Faults(bars) => {
                found.1 = bars.first().map(|it| (it.span.from, it.span.to)).unwrap_or_default()
            }
            _ => {}
        }
    }
    found
}
