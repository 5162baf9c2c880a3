//! What a person may drag in an alert's expression.

use super::*;
use crate::{Semantics, parse};

/// Operator, compared side and literal (value and text) of a comparison.
type Found = (String, String, Option<(f64, String)>);

fn found(text: &str) -> Vec<Found> {
    let query = parse(text, Semantics::V3).unwrap();
    let of = |span: Span| span.of(text).to_owned();
    comparisons(&query)
        .iter()
        .map(|it| {
            let op = format!("{}{}", it.op.text(), if it.bool_modifier { " bool" } else { "" });
            (op, of(it.side.span), it.literal.map(|literal| (literal.value, of(literal.span))))
        })
        .collect()
}

fn one(op: &str, side: &str, literal: Option<(f64, &str)>) -> Found {
    (op.to_owned(), side.to_owned(), literal.map(|(value, text)| (value, text.to_owned())))
}

#[test]
fn literals_on_either_side_with_sign_and_folding() {
    assert_eq!(found("haproxy_server_up == 0"), [one("==", "haproxy_server_up", Some((0.0, "0")))]);
    assert_eq!(found("5 < a"), [one("<", "a", Some((5.0, "5")))]);
    assert_eq!(found("a > -0.5"), [one(">", "a", Some((-0.5, "-0.5")))]);
    assert_eq!(found("a > -(5)"), [one(">", "a", Some((-5.0, "-(5)")))]);
    assert_eq!(found("a > (5)"), [one(">", "a", Some((5.0, "5")))]);
    assert_eq!(found("a > 5 * 60"), [one(">", "a", Some((300.0, "5 * 60")))]);
    assert_eq!(found("a > 10m"), [one(">", "a", Some((600.0, "10m")))]);
    assert_eq!(found("a > bool 1"), [one("> bool", "a", Some((1.0, "1")))]);
}

#[test]
fn all_on_the_path_from_the_root_in_the_order_of_the_text() {
    assert_eq!(
        found("(a > 1 and (b < 2)) unless c == 3 or 4 != d"),
        [
            one(">", "a", Some((1.0, "1"))),
            one("<", "b", Some((2.0, "2"))),
            one("==", "c", Some((3.0, "3"))),
            one("!=", "d", Some((4.0, "4"))),
        ]
    );
    assert_eq!(found("sum(a > 1)"), []);
    assert_eq!(found("(a > 1) * 2"), []);
    assert_eq!(found("a > b"), [one(">", "a", None)]);
    assert_eq!(found("1 < a < 9"), [one("<", "a", Some((1.0, "1"))), one("<", "1 < a", Some((9.0, "9")))]);
}

#[test]
fn writing_back_changes_the_literal_only() {
    let text = "rate(a[1m]) > # much\n 5";
    let query = parse(text, Semantics::V3).unwrap();
    let literal = comparisons(&query)[0].literal.unwrap();
    assert_eq!(replace(text, &[(literal.span, write_number(7.25, 0.5))]), "rate(a[1m]) > # much\n 7.5");
    let windows = windows(&query);
    assert_eq!((windows[0].millis, windows[0].span.of(text)), (60_000, "1m"));
}
