//! Parsing: spans of the tree, texts that the parser alone reads wrongly, and any text at all.

use super::*;
use crate::plan::walk;
use crate::{TokenKind, tokens};
use proptest::prelude::*;

fn parsed(text: &str) -> Query {
    parse(text, Semantics::V3).unwrap_or_else(|err| panic!("{text}: {err}"))
}

/// A tree without its places, as text.
fn shape(node: &Node) -> String {
    let inner: Vec<_> = node.children().into_iter().map(shape).collect();
    let head = match &node.kind {
        Kind::Number(value) => format!("{value:?}"),
        Kind::String(text) => format!("{text:?}"),
        Kind::Selector(it) => format!("{:?} {}", it.name, selector(it)),
        Kind::Range(it) => format!("{:?} {}[{}]", it.selector.name, selector(&it.selector), it.range),
        Kind::Subquery(it) => format!("[{}:{:?}] {:?}", it.range, it.step, it.offset),
        Kind::Call(it) => it.function.signature.name.to_owned(),
        Kind::Aggregate(it) => format!("{:?} {:?}", it.op, it.grouping),
        Kind::Binary(it) => format!("{:?} {} {:?}", it.op, it.bool_modifier, it.matching),
        Kind::Negate(_) => "negate".to_owned(),
        Kind::Paren(_) => "paren".to_owned(),
    };
    format!("({head} {})", inner.join(" "))
}

fn selector(selector: &crate::plan::Selector) -> String {
    let matchers = selector.matchers.iter().map(|it| format!("{}{:?}{:?}", it.name(), it.op(), it.value()));
    format!("{:?} {:?}", matchers.collect::<Vec<_>>(), selector.offset)
}

#[test]
fn every_node_has_its_place() {
    let text = "sum by (a) (rate(x_total{code=~\"5..\"}[5m] offset -1m)) # why\n  / -(2 ^ +3) > bool - 0.5";
    let mut places = Vec::new();
    walk(parsed(text).root(), &mut |node| places.push(node.span.of(text).to_owned()));
    assert_eq!(
        places,
        [
            text,
            &text[..text.find(" > ").unwrap()],
            "sum by (a) (rate(x_total{code=~\"5..\"}[5m] offset -1m))",
            "rate(x_total{code=~\"5..\"}[5m] offset -1m)",
            "x_total{code=~\"5..\"}[5m] offset -1m",
            "-(2 ^ +3)",
            "(2 ^ +3)",
            "2 ^ +3",
            "2",
            "+3",
            "- 0.5",
        ]
    );
}

#[test]
fn precedence_is_that_of_prometheus() {
    for (text, same) in [
        ("a or b and c", "a or (b and c)"),
        ("a - b - c", "(a - b) - c"),
        ("a ^ b ^ c", "a ^ (b ^ c)"),
        ("-a ^ b", "-(a ^ b)"),
        ("-a * b", "(-a) * b"),
        ("a + b > c * d", "(a + b) > (c * d)"),
        ("a unless b or c", "(a unless b) or c"),
    ] {
        let bare = |text| shape(parsed(text).root()).replace("(paren ", "(").replace("))", ")");
        assert_eq!(bare(text).replace(['(', ')'], ""), bare(same).replace(['(', ')'], ""), "{text}");
    }
}

#[test]
fn what_the_parser_alone_would_reject_or_misread() {
    for text in [
        r"a{b=~`\d+`}",
        "a > 1_000",
        "a{or=\"x\"}",
        "a * 0e5",
        "sum",
        "by + 1",
        "a{b=\"c\",}",
        "{\"http.requests\", code=\"200\"}",
        "sum by (\"a.b\", sum, on) (x)",
        "a > 10m",
        "rate(a[5])",
        "SUM(a) BY (b)",
        "offset offset 5m",
    ] {
        parsed(text);
    }
    assert_eq!(shape(parsed("a > 1_000").root()), shape(parsed("a > 1000").root()));
    assert_eq!(shape(parsed("a > 10m").root()), shape(parsed("a > 600").root()));
}

#[test]
fn literals_that_panic_the_parser_are_errors() {
    for text in [
        "foo[99999999999999999999]",
        "foo[1e30]",
        "foo[1m:9999999999999999999999]",
        "foo offset 1e400",
        "foo offset 99999999999999999999",
        "foo[0]",
        "foo[9999999999999y]",
        "foo @ 1e400",
    ] {
        let err = parse(text, Semantics::V3).unwrap_err();
        assert!(err.span.is_some_and(|it| !it.of(text).is_empty()), "{text}: {err:?}");
    }
}

#[test]
fn long_and_deep_texts_are_errors() {
    let deep = |open: &str, close: &str, depth| open.repeat(depth) + "1" + &close.repeat(depth);
    for text in [
        "1".repeat(1_000_000),
        deep("(", ")", 10_000),
        deep("(", ")", 300),
        deep("-", "", 1_900),
        deep("abs(", ")", 900),
        "a".to_owned() + &"+a".repeat(1_900),
        "a".to_owned() + &"^a".repeat(1_900),
        "a".to_owned() + &"+a".repeat(9_000),
        "#".repeat(70_000),
        "{".repeat(4_000),
    ] {
        let err = parse(&text, Semantics::V3).unwrap_err();
        assert!(err.position.is_some(), "{err:?}");
    }
    parsed(&deep("(", ")", 150));
    parsed(&("a".to_owned() + &"+a".repeat(400)));
}

/// What is printed is the same query, and prints as itself.
#[test]
fn expressions_print_as_prometheus_prints_them() {
    for (text, printed) in [
        ("sum(a)by(x,\"y.z\")", "sum by (x, \"y.z\") (a)"),
        ("sum without() (a)", "sum without () (a)"),
        ("topk by(a)( 5,b )", "topk by (a) (5, b)"),
        ("a{c!~`x\\d`,b='1'} offset -5m @ 1.5", "a{b=\"1\",c!~\"x\\\\d\"} @ 1.500 offset -5m"),
        ("rate(a[90s] @ end() offset 1h)", "rate(a[1m30s] @ end() offset 1h)"),
        ("-a^2 + +3*(1)", "-a ^ 2 + 3 * (1)"),
        ("a>bool on()group_left(x)b", "a > bool on () group_left (x) b"),
        ("a and ignoring(x) b or c", "a and ignoring (x) b or c"),
        ("{__name__='a',x='y'}", "{__name__=\"a\",x=\"y\"}"),
        ("a[5m:]@start()", "a[5m:] @ start()"),
        ("a[5m:30] offset 1m", "a[5m:30s] offset 1m"),
        ("a[ (1m + 2*step()) ] offset -(1m*2)", "a[(1m + 2 * step())] offset -(1m * 2)"),
        ("1e7+1e-7 - -Inf", "10000000 + 0.0000001 - -Inf"),
    ] {
        let printed_text = parsed(text).to_string();
        assert_eq!(printed_text, printed, "{text}");
        if let Ok(again) = parse(&printed_text, Semantics::V3) {
            assert_eq!(again.to_string(), printed, "{text}");
        }
    }
}

/// Expressions of the language, with spaces, comments and signs where they may stand.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("up".to_owned()),
        Just("a:b{c=\"d\", e=~`f.*`} offset -5m".to_owned()),
        Just("{__name__=\"x\"}".to_owned()),
        Just("vector( 1.5e3 )".to_owned()),
        Just("rate( x_total{} [5m] offset 1h )".to_owned()),
        Just("vector(time())".to_owned()),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let op = prop_oneof![
            Just("+"),
            Just("-"),
            Just("^"),
            Just("% on (a)"),
            Just("/ ignoring(b) group_left (c,)"),
            Just("> bool"),
            Just("=="),
            Just("and"),
            Just("unless on()"),
            Just("or"),
        ];
        prop_oneof![
            (inner.clone(), op, inner.clone()).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
            inner.clone().prop_map(|it| format!("( {it} )")),
            inner.clone().prop_map(|it| format!("-{it}")),
            inner.clone().prop_map(|it| format!("+ {it}")),
            inner.clone().prop_map(|it| format!("sum by(a, b) ({it}) # c\n")),
            inner.clone().prop_map(|it| format!("max( {it}) without (a)")),
            inner.prop_map(|it| format!("clamp(\n{it}, -1 , +2)")),
        ]
    })
}

fn soup() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("sum"),
        Just("by"),
        Just("("),
        Just(")"),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just("a"),
        Just("rate"),
        Just("5m"),
        Just("1"),
        Just("\"s\""),
        Just("="),
        Just("=~"),
        Just("!="),
        Just("or"),
        Just(","),
        Just(":"),
        Just("@"),
        Just("offset"),
        Just("bool"),
        Just("on"),
        Just("group_left"),
        Just("-"),
        Just("+"),
        Just("^"),
        Just("=="),
        Just("#"),
        Just("\n"),
        Just("é"),
        Just("'"),
        Just("1e400"),
        Just("__name__"),
        Just("start"),
        Just("inf"),
        Just("0x"),
        Just("\\"),
        Just("99999999999999999999y"),
    ];
    let glue = prop_oneof![Just(" "), Just("")];
    proptest::collection::vec((word, glue), 0..40)
        .prop_map(|words| words.into_iter().map(|(word, glue)| format!("{word}{glue}")).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// The text of every node's span is an expression of its own, and the same one.
    #[test]
    fn the_text_of_a_span_parses_to_its_node(text in expression()) {
        let query = parsed(&text);
        let mut nodes = Vec::new();
        walk(query.root(), &mut |node| nodes.push(node));
        for node in nodes {
            let part = node.span.of(&text);
            prop_assert_eq!(shape(parsed(part).root()), shape(node), "{} in {}", part, text);
        }
    }

    /// Any text either parses or has an error with a place inside the text; reading it never panics.
    #[test]
    fn any_soup_of_tokens_is_answered(text in soup()) {
        if let Err(err) = parse(&text, Semantics::V3) {
            let span = err.span.unwrap();
            prop_assert!(span.start <= span.end && span.end as usize <= text.len(), "{:?} of {:?}", err, text);
            prop_assert!(err.message != "invalid promql query", "{:?}", text);
        }
    }

    /// The tokens of any text lie in order inside it, on the borders of characters, with white space between them.
    #[test]
    fn tokens_cover_any_text(text in any::<String>()) {
        let mut end = 0;
        for token in tokens(&text) {
            let (from, to) = (token.span.start as usize, token.span.end as usize);
            prop_assert!(from >= end && to > from && text.is_char_boundary(from) && text.is_char_boundary(to));
            prop_assert!(text[end..from].trim().is_empty() || token.kind == TokenKind::Other, "{:?}", text);
            end = to;
        }
        let _ = parse(&text, Semantics::V2);
    }
}
