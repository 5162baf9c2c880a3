//! Go's verdicts (asked of promtool 2.42, whose patterns are anchored before), and that all that passes compiles.

use super::*;
use proptest::prelude::*;

#[test]
fn what_go_refuses_is_refused_in_its_words() {
    for (pattern, message) in [
        ("(", "missing closing ): `(`"),
        ("(?:a", "missing closing ): `(?:a`"),
        (")", "unexpected ): `)`"),
        ("*", "missing argument to repetition operator: `*`"),
        ("a|+?", "missing argument to repetition operator: `+?`"),
        ("a**", "invalid nested repetition operator: `**`"),
        ("a+?+", "invalid nested repetition operator: `+?+`"),
        ("x{2}{3}", "invalid nested repetition operator: `{2}{3}`"),
        ("a{2,1}", "invalid repeat count: `{2,1}`"),
        ("a{1001}", "invalid repeat count: `{1001}`"),
        ("((a{100}){100}){100}", "invalid repeat count: `{100}`"),
        ("[a", "missing closing ]: `[a`"),
        ("[]", "missing closing ]: `[]`"),
        ("[z-a]", "invalid character class range: `z-a`"),
        ("[a--b]", "invalid character class range: `a--`"),
        ("[[:foo:]]", "invalid character class range: `[:foo:]`"),
        (r"\pX", r"invalid character class range: `\pX`"),
        (r"\C", r"invalid escape sequence: `\C`"),
        (r"(a)\1", r"invalid escape sequence: `\1`"),
        (r"\8", r"invalid escape sequence: `\8`"),
        (r"\y", r"invalid escape sequence: `\y`"),
        (r"\é", r"invalid escape sequence: `\é`"),
        (r"\u0041", r"invalid escape sequence: `\u`"),
        (r"\x{110000}", r"invalid escape sequence: `\x{110000`"),
        ("a\\", "trailing backslash at end of expression: ``"),
        ("(?=a)", "invalid or unsupported Perl syntax: `(?=`"),
        ("(?z)", "invalid or unsupported Perl syntax: `(?z`"),
        ("(?x) a", "invalid or unsupported Perl syntax: `(?x`"),
        ("(?P<n", "invalid named capture: `(?P<n`"),
        ("(?P<a b>x)", "invalid named capture: `(?P<a b>`"),
    ] {
        assert_eq!(from_go(pattern), Err(format!("error parsing regexp: {message}")), "{pattern}");
    }
    assert_eq!(
        from_go(r"a\p{Greek}"),
        Err("not supported yet: Unicode character class \\p{Greek}".to_owned())
    );
}

#[test]
fn what_go_accepts_means_the_same() {
    for (pattern, yes, no) in [
        (r"\Qa.b\E+", "a.bb", "aab"),
        ("a{,3}", "a{,3}", "aa"),
        ("a{x}", "a{x}", "a"),
        ("[a&&b]", "&", "x"),
        ("[a[b]c]", "bc]", "b"),
        ("[]a]", "]", "b"),
        ("[a-]", "-", "b"),
        (r"[^\S]", " ", "a"),
        (r"[^\S]", "\t", "\u{b}"),
        (r"\s", " ", "\u{b}"),
        (r"\d", "7", "\u{663}"),
        (r"\w+", "a_1", "é"),
        ("[[:alpha:][:digit:]]+", "a1", "_"),
        ("[[:^alpha:]]", "1", "a"),
        (r"\07", "\u{7}", "7"),
        (r"\x{41}\x42", "AB", "ab"),
        ("(?i)straße", "STRAßE", "x"),
        ("(?P<a>x)(?P<a>y)", "xy", "x"),
        ("(?<n>x)", "x", "n"),
        ("(?i:A)b", "ab", "aB"),
        ("(?i)[:alpha:]", "A", "b"),
        ("(a|b)*c", "abac", "ab"),
        ("^*a", "a", "b"),
        (".", "é", "ab"),
        (r"\-\ \/\@", "- /@", "-"),
        ("", "", "a"),
    ] {
        let regex = regex::Regex::new(&format!("^(?s:{})$", from_go(pattern).unwrap())).unwrap();
        assert!(regex.is_match(yes), "{pattern} should match {yes:?}");
        assert!(!regex.is_match(no), "{pattern} should not match {no:?}");
    }
}

/// As Go's regexp says it.
#[test]
fn mistakes_in_the_words_of_go() {
    for (pattern, wanted) in [
        ("(", "missing closing ): `(`"),
        ("a(b|c", "missing closing ): `a(b|c`"),
        ("a)b", "unexpected ): `a)b`"),
        ("[a", "missing closing ]: `[a`"),
        ("x[", "missing closing ]: `[`"),
        ("[z-a]", "invalid character class range: `z-a`"),
        ("[[:foo:]]", "invalid character class range: `[:foo:]`"),
        ("\\pX", "invalid character class range: `\\pX`"),
        ("\\8", "invalid escape sequence: `\\8`"),
        ("\\y", "invalid escape sequence: `\\y`"),
        ("\\xZ1", "invalid escape sequence: `\\xZ1`"),
        ("a\\", "trailing backslash at end of expression: ``"),
        ("*", "missing argument to repetition operator: `*`"),
        ("a|+?", "missing argument to repetition operator: `+?`"),
        ("({2})", "missing argument to repetition operator: `{2}`"),
        ("a**", "invalid nested repetition operator: `**`"),
        ("a{2}+", "invalid nested repetition operator: `{2}+`"),
        ("a{2,1}", "invalid repeat count: `{2,1}`"),
        ("a{1001}", "invalid repeat count: `{1001}`"),
        ("(?=a)", "invalid or unsupported Perl syntax: `(?=`"),
        ("(?i", "invalid or unsupported Perl syntax: `(?i`"),
        ("(?P<n", "invalid named capture: `(?P<n`"),
        ("(?P<n!>a)", "invalid named capture: `(?P<n!>`"),
    ] {
        let wanted = format!("error parsing regexp: {wanted}");
        assert_eq!(regex_mistake(pattern).as_deref(), Some(wanted.as_str()), "{pattern}");
    }
}

#[test]
fn what_go_accepts() {
    let accepted = [
        "",
        "a|b",
        "(?i)web.*",
        "a{",
        "a{,2}",
        "a{2",
        "[]a]",
        "[^]]",
        "[a-]",
        "[\\d-z]",
        "\\Q(\\E",
        "\\x{1F600}",
        "(?:a)?",
        "(?P<x>a)+",
        "[[:alpha:]]",
        "a{0,}",
        "x*?",
        "\\.",
        "()",
        "^$",
        "é+",
        "\\101",
        "a{01}",
    ];
    for pattern in accepted {
        assert_eq!(regex_mistake(pattern), None, "{pattern}");
    }
}

/// Whatever a pattern is made of, it is judged.
#[test]
fn no_pattern_panics() {
    let pieces = [
        "", "(", ")", "(?", "P<", "<é", ">", ":", "-", "[", "]", "^", "[:", "alpha:]", "{", "1", ",2", "}",
        "*", "?", "\\", "\\x", "\\Q", "\\p", "é",
    ];
    for first in pieces {
        for second in pieces {
            for third in pieces {
                for fourth in pieces {
                    let _ = regex_mistake(&[first, second, third, fourth].concat());
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any pattern is either refused or written so that the engine takes it.
    #[test]
    fn what_passes_compiles(parts in proptest::collection::vec(
        prop_oneof![
            Just("("), Just("(?:"), Just("(?i)"), Just("(?P<a>"), Just(")"), Just("|"), Just("*"), Just("+?"), Just("{2}"),
            Just("{,3}"), Just("{1,2}"), Just("["), Just("[^"), Just("]"), Just("-"), Just("a"), Just("é"), Just(":"),
            Just("\\d"), Just("\\"), Just("\\Q"), Just("\\E"), Just("[:alpha:]"), Just("^"), Just("$"), Just("."), Just("\\x{41}"),
        ],
        0..12,
    )) {
        let pattern: String = parts.concat();
        if let Ok(written) = from_go(&pattern) {
            prop_assert!(regex::Regex::new(&written).is_ok(), "{} as {}: {:?}", pattern, written, regex::Regex::new(&written));
        }
    }
}
