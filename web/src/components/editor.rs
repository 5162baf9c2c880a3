//! The expression as it is painted below its text area. It must not know PromQL: colours and places come from the
//! engine.

use crate::markup::{all, page};
use playground::view::{Ink, Rule};
use yew::Html;

/// The text as it is being typed, in the colours of the rule's pieces.
pub(crate) fn painted(rule: &Rule, text: &str) -> Html {
    let fresh = joins(&rule.pieces, text);
    let followed = if fresh { Vec::new() } else { follow(&rule.pieces, text) };
    let pieces = if fresh { &rule.pieces } else { &followed };
    // Places are those of the engine's text: in a newer one they would be wrong.
    let (wrong, marked) = if fresh { (rule.wrong, rule.marked.as_slice()) } else { (None, [].as_slice()) };
    let lines = lines(pieces, wrong, marked);
    page!("<div class=ink aria-hidden=true>$</div>", all(lines.iter().map(|line| paint(line))))
}

fn joins(pieces: &[(Ink, String)], text: &str) -> bool {
    let mut rest = text;
    for (_, piece) in pieces {
        match rest.strip_prefix(piece.as_str()) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

/// The pieces of an older text put over a newer one: what is the same at both ends keeps its colour until the engine
/// has read the rest.
fn follow(pieces: &[(Ink, String)], text: &str) -> Vec<(Ink, String)> {
    let mut rest = text;
    let mut head = Vec::new();
    for (ink, piece) in pieces {
        match rest.strip_prefix(piece.as_str()) {
            Some(after) => rest = after,
            None => break,
        }
        head.push((*ink, piece.clone()));
    }
    let mut tail = Vec::new();
    for (ink, piece) in pieces[head.len()..].iter().rev() {
        match rest.strip_suffix(piece.as_str()) {
            Some(before) => rest = before,
            None => break,
        }
        tail.push((*ink, piece.clone()));
    }
    if !rest.is_empty() {
        head.push((Ink::Plain, rest.to_owned()));
    }
    head.extend(tail.into_iter().rev());
    head
}

/// A run of one colour in one line.
#[derive(Debug, PartialEq)]
struct Run<'a> {
    ink: Ink,
    text: &'a str,
    wrong: bool,
    marked: bool,
}

/// The pieces by lines, cut where a mark begins or ends.
fn lines<'a>(
    pieces: &'a [(Ink, String)],
    wrong: Option<(u32, u32)>,
    marked: &[(u32, u32)],
) -> Vec<Vec<Run<'a>>> {
    let inside = |(from, to): (u32, u32), at: usize| (from as usize..to as usize).contains(&at);
    let mut lines = vec![Vec::new()];
    let mut at = 0;
    for (ink, piece) in pieces {
        let mut from = 0;
        let state =
            |at: usize| (wrong.is_some_and(|it| inside(it, at)), marked.iter().any(|&it| inside(it, at)));
        for (idx, letter) in piece.char_indices() {
            if letter == '\n' || (idx > from && state(at + idx) != state(at + from)) {
                push(&mut lines, *ink, &piece[from..idx], state(at + from));
                from = idx;
            }
            if letter == '\n' {
                lines.push(Vec::new());
                from = idx + 1;
            }
        }
        push(&mut lines, *ink, &piece[from..], state(at + from));
        at += piece.len();
    }
    lines
}

fn push<'a>(lines: &mut [Vec<Run<'a>>], ink: Ink, text: &'a str, (wrong, marked): (bool, bool)) {
    if let (Some(line), false) = (lines.last_mut(), text.is_empty()) {
        line.push(Run { ink, text, wrong, marked });
    }
}

fn paint(line: &[Run<'_>]) -> Html {
    let spans = line.iter().map(|run| {
        let marks =
            [class(run.ink), if run.wrong { " bad" } else { "" }, if run.marked { " squig" } else { "" }];
        page!("<span class=$>$</span>", marks.concat(), run.text)
    });
    // An empty line is as high as the others.
    page!("<div class=ln>$$</div>", all(spans), if line.is_empty() { "\u{200b}" } else { "" })
}

fn class(ink: Ink) -> &'static str {
    match ink {
        Ink::Plain => "",
        Ink::Keyword => "ck",
        Ink::Function => "cf",
        Ink::Metric => "cm",
        Ink::Label => "cl",
        Ink::Number | Ink::Duration => "cn",
        Ink::Comment => "cc",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Vec<(Ink, String)> {
        let piece = |ink, text: &str| (ink, text.to_owned());
        vec![piece(Ink::Metric, "up"), piece(Ink::Plain, "\n> "), piece(Ink::Number, "5")]
    }

    #[test]
    fn colours_stay_on_what_did_not_change() {
        let after = follow(&pieces(), "up{}\n> 5");
        let texts: Vec<_> = after.iter().map(|(ink, text)| (*ink, text.as_str())).collect();
        assert_eq!(
            texts,
            [(Ink::Metric, "up"), (Ink::Plain, "{}"), (Ink::Plain, "\n> "), (Ink::Number, "5")]
        );
        assert!(joins(&after, "up{}\n> 5"));
        assert!(joins(&follow(&pieces(), ""), ""));
    }

    #[test]
    fn lines_are_cut_at_marks() {
        let pieces = pieces();
        let lines = lines(&pieces, Some((1, 4)), &[]);
        let texts: Vec<Vec<_>> =
            lines.iter().map(|line| line.iter().map(|run| (run.text, run.wrong)).collect()).collect();
        assert_eq!(texts, [vec![("u", false), ("p", true)], vec![(">", true), (" ", false), ("5", false)]]);
    }
}
