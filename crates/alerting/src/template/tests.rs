//! Template cases: number formats against the golden table of promtool 2.42, actions, errors. They must not need
//! Prometheus.

use super::{Data, Querier, expand, parse};
use proptest::prelude::*;
use series::Labels;

/// Columns: value, humanize, humanize1024, humanizeDuration, humanizePercentage, `%.2f`, `%g`, `%.3g`, `%e`,
/// `%5.1f%%`; printed by promtool 2.42.
const GOLDEN: &str = include_str!("../../testdata/value-formatting.txt");

fn filled(text: &str, value: f64) -> String {
    let labels = Labels::new([("__name__", "m"), ("instance", "a:80"), ("server", "web1")]);
    let template = parse("__alert_X", text).unwrap();
    expand(&template, &Data::new(labels, value, 1_435_065_584_128)).unwrap_or_else(|message| message)
}

fn refused(text: &str) -> String {
    parse("__alert_X", text).map(|it| it.text().to_owned()).unwrap_err()
}

#[test]
fn numbers_as_in_the_golden_table() {
    let lines: Vec<_> = GOLDEN.lines().collect();
    let functions = lines[0].split('|').skip(1).map(|it| {
        if it.starts_with('%') {
            format!("{{{{ printf \"{it}\" $value }}}}")
        } else {
            format!("{{{{ $value | {it} }}}}")
        }
    });
    let functions: Vec<_> = std::iter::once("{{ $value }}".to_owned()).chain(functions).collect();
    for line in &lines[1..] {
        let value: f64 = line.split('|').next().unwrap().parse().unwrap();
        for (function, wanted) in functions.iter().zip(line.split('|')) {
            assert_eq!(filled(function, value), wanted, "{function} of {value}");
        }
    }
    assert_eq!(lines.len(), 45);
}

#[test]
fn actions() {
    for (text, wanted) in [
        ("a{{ $labels.server }}b{{ .Labels.missing }}c", "aweb1bc"),
        ("{{ $labels }}", "map[__name__:m instance:a:80 server:web1]"),
        ("x {{- 1 -}} y {{/* no */ -}} z", "x1y z"),
        ("{{ if gt $value 2.0 }}big{{ else if eq $value 2.0 }}two{{ else }}small{{ end }}", "big"),
        ("{{ with $labels.none }}{{ . }}{{ else }}none{{ end }}", "none"),
        ("{{ range $k, $v := $labels }}{{ $k }}={{ $v }};{{ end }}", "__name__=m;instance=a:80;server=web1;"),
        ("{{ range $labels }}{{ if eq . \"m\" }}{{ continue }}{{ end }}{{ . }}{{ break }}{{ end }}", "a:80"),
        ("{{ $x := 1 }}{{ $x = 2 }}{{ $x }}{{ if true }}{{ $x := 3 }}{{ $x }}{{ end }}{{ $x }}", "232"),
        ("{{ define \"t\" }}<{{ . }}>{{ end }}{{ template \"t\" $value }}", "<3>"),
        ("{{ (index $labels \"server\") | toUpper | printf \"%-6s|%q\" \"a\" }}", "a     |\"WEB1\""),
        (
            "{{ printf \"%d %s %.1f%% %v\" $value $value $value $labels.server }}",
            "%!d(float64=3) %!s(float64=3) 3.0% web1",
        ),
        (
            "{{ printf \"%z\" 1 }} {{ printf \"%d\" }} {{ printf \"a\" 1 \"b\" }}",
            "%!z(int=1) %!d(MISSING) a%!(EXTRA int=1, string=b)",
        ),
        ("{{ and 1 0 }} {{ or 0 \"x\" }} {{ not 0 }} {{ len $labels }}", "0 x true 3"),
        (
            "{{ reReplaceAll \"(.*):80\" \"$1\" $labels.instance }} {{ match \"we.\" $labels.server }}",
            "a true",
        ),
        ("{{ humanizeTimestamp 1435065584.128 }}", "2015-06-23 13:19:44.128 +0000 UTC"),
        (
            "{{ toTime 1435065584 }} {{ toDuration 90.5 }} {{ now }}",
            "2015-06-23 13:19:44 +0000 UTC 1m30.5s 1.435065584128e+09",
        ),
        (
            "{{ \"a.b.c:80\" | stripDomain }} {{ stripPort \"a.b:80\" }} {{ stripDomain \"10.0.0.1:80\" }}",
            "a:80 a.b 10.0.0.1:80",
        ),
        ("{{ title \"aa bB don't\" }} {{ parseDuration \"1h2m\" }}", "Aa BB Don't 3720"),
        (
            "{{ tableLink \"a b\" }} {{ html \"<a>\" }} {{ urlquery \"a b/\" }}",
            "/graph?g0.expr=a+b&g0.tab=1 &lt;a&gt; a+b%2F",
        ),
        // Prometheus 3 and its newer Go; promtool 2.42 has them otherwise or not at all.
        ("{{ title \"a.b don't 3a\" }} {{ parseDuration \"-5m\" }}", "A.b Don't 3A -300"),
        ("{{ (toTime 4000).Sub (toTime 40) | humanizeDuration }}", "1h 6m 0s"),
        (
            "{{ range 3 }}{{ . }}{{ end }}{{ range $i := 2 }}{{ $i }}{{ end }}{{ range 0 }}{{ else }}e{{ end }}",
            "01201e",
        ),
        ("{{ with 0 }}a{{ else with 2 }}{{ . }}{{ else }}c{{ end }}", "2"),
        (
            "{{ ((toTime now).Add (toDuration 60)).Format \"15:04\" }} {{ (toDuration 90).Minutes }}",
            "13:20 1.5",
        ),
        ("{{ . }}", "{map[__name__:m instance:a:80 server:web1] map[]  3}"),
        (
            "{{ args 1 \"b\" }} {{ slice \"abcd\" 1 3 }} {{ print 1 2 \"a\" 3 }}",
            "map[arg0:1 arg1:b] bc 1 2a3",
        ),
    ] {
        assert_eq!(filled(text, 3.0), wanted, "{text}");
    }
}

#[test]
fn failures_bear_the_place() {
    let at = |column: usize, what: &str| {
        format!(
            "error executing template __alert_X: template: __alert_X:1:{column}: executing \"__alert_X\" at {what}"
        )
    };
    for (text, wanted) in [
        (
            "{{ if gt $value 2 }}x{{ end }}",
            at(118, "<gt $value 2>: error calling gt: incompatible types for comparison"),
        ),
        (
            "{{ .Foo }}",
            at(
                115,
                "<.Foo>: can't evaluate field Foo in type struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }",
            ),
        ),
        ("{{ $labels.a.b }}", at(122, "<$labels.a.b>: can't evaluate field b in type string")),
        (
            "{{ \"x\" | humanize }}",
            at(121, "<humanize>: error calling humanize: strconv.ParseFloat: parsing \"x\": invalid syntax"),
        ),
        ("{{ toUpper $value }}", at(123, "<$value>: wrong type for value; expected string; got float64")),
        (
            "{{ toDuration 5 | humanize }}",
            at(130, "<humanize>: error calling humanize: can't convert *time.Duration to float"),
        ),
        (
            "{{ range $i, $e := 3 }}{{ end }}",
            at(131, "<3>: can't use 3 to iterate over more than one variable"),
        ),
        ("{{ toUpper }}", at(115, "<toUpper>: wrong number of args for toUpper: want 1 got 0")),
        ("{{ query \"up\" }}", at(115, "<query \"up\">: error calling query: no samples to query here")),
    ] {
        assert_eq!(filled(text, 3.0), wanted, "{text}");
    }
}

#[test]
fn refused_at_load() {
    for (text, wanted) in [
        ("{{ $foo }}", "template: __alert_X:1: undefined variable \"$foo\""),
        ("a\n{{ foo }}", "template: __alert_X:2: function \"foo\" not defined"),
        ("{{ $value", "template: __alert_X:1: unclosed action"),
        ("{{ if $value }}x", "template: __alert_X:1: unexpected EOF"),
        ("{{ end }}", "template: __alert_X:1: unexpected {{end}}"),
        ("{{ }}", "template: __alert_X:1: missing value for command"),
        ("{{ break }}", "template: __alert_X:1: {{break}} outside {{range}}"),
        ("{{ ($value }}", "template: __alert_X:1: unclosed left paren"),
        ("{{ \"a }}", "template: __alert_X:1: unterminated quoted string"),
    ] {
        assert_eq!(refused(text), wanted, "{text}");
    }
}

/// Answers with three samples out of order, or with the text as the error.
struct Fixed;

impl Querier for Fixed {
    fn query(&self, text: &str, time: i64) -> Result<Vec<(Labels, f64)>, String> {
        let sample = |name: &str, value| (Labels::new([("__name__", "up"), ("i", name)]), value);
        match text {
            "up" => Ok(vec![sample("b", 1.0), sample("c", time as f64), sample("a", 0.5)]),
            "none" => Ok(Vec::new()),
            text => Err(format!("1:1: parse error: {text}")),
        }
    }
}

#[test]
fn queries() {
    let at = |column: usize, what: &str| {
        let place = format!("template: __alert_X:1:{column}: executing \"__alert_X\" at <{what}");
        format!("error executing template __alert_X: {place}")
    };
    let nil = "error calling value: runtime error: invalid memory address or nil pointer dereference";
    for (text, wanted) in [
        ("{{ query \"up\" | first | value }}", "1".to_owned()),
        ("{{ with query \"up\" }}{{ . | first | label \"i\" }}{{ else }}none{{ end }}", "b".to_owned()),
        ("{{ with query \"none\" }}x{{ else }}none{{ end }}", "none".to_owned()),
        ("{{ (query \"up\" | first).Value }} {{ (query \"up\" | first).Labels.i }}", "1 b".to_owned()),
        (
            "{{ range $n, $s := query \"up\" | sortByLabel \"i\" }}{{ $n }}{{ $s.Labels.i }}={{ .Value }} {{ end }}",
            "0a=0.5 1b=1 2c=7 ".to_owned(),
        ),
        ("{{ query \"up\" | first }}", "{map[__name__:up i:b] 1}".to_owned()),
        ("{{ query \"up\" | first | printf \"%v\" }}", "&{map[__name__:up i:b] 1}".to_owned()),
        ("{{ query \"up\" | first | strvalue }}|{{ query \"up\" | len }}", "|3".to_owned()),
        ("{{ (index (query \"up\") 2).Value }}", "0.5".to_owned()),
        ("{{ len (slice (query \"up\") 1) }}", "2".to_owned()),
        ("{{ query \"x\" }}", at(115, "query \"x\">: error calling query: 1:1: parse error: x")),
        (
            "{{ query \"none\" | first }}",
            at(130, "first>: error calling first: first() called on vector with no elements"),
        ),
        ("{{ value nil }}", at(115, &format!("value nil>: {nil}"))),
        ("{{ value 1 }}", at(121, "1>: can't handle 1 for arg of type *template.sample")),
        (
            "{{ first $labels }}",
            at(121, "$labels>: wrong type for value; expected template.queryResult; got map[string]string"),
        ),
        (
            "{{ (query \"up\" | first).Foo }}",
            at(129, "first>: can't evaluate field Foo in type *template.sample"),
        ),
    ] {
        let template = parse("__alert_X", text).unwrap();
        let data = Data { querier: Some(&Fixed), ..Data::new(Labels::empty(), 0.0, 7) };
        assert_eq!(expand(&template, &data).unwrap_or_else(|message| message), wanted, "{text}");
    }
}

/// However deep or long a template is, it ends with a message.
#[test]
fn hostile_templates_end() {
    let nested = format!("{{{{ {}1{} }}}}", "(".repeat(10_000), ")".repeat(10_000));
    assert!(refused(&nested).contains("nested deeper"));
    assert!(refused(&"{{ if true }}".repeat(4_000)).contains("nested deeper"));
    assert!(refused(&"x".repeat(100_000)).contains("longer than"));
    let wide = "{{ printf \"%999999d\" 1 }}".repeat(1_000);
    assert!(filled(&wide, 1.0).contains("output longer"));
    let many = format!("{{{{ printf \"{}\" 1 }}}}", "%900000[1]d".repeat(1_000));
    assert!(filled(&many, 1.0).contains("output longer"));
    let forever = "{{ define \"t\" }}{{ template \"t\" }}{{ end }}{{ template \"t\" }}";
    assert!(filled(forever, 1.0).contains("maximum template depth"));
    let deep = format!(
        "{{{{ define \"t\" }}}}{}{{{{ template \"t\" }}}}{}{{{{ end }}}}{{{{ template \"t\" }}}}",
        "{{ if true }}".repeat(40),
        "{{ end }}".repeat(40)
    );
    assert!(filled(&deep, 1.0).contains("maximum template depth"));
    let bomb = "{{ define \"t\" }}{{ range 999999 }}{{ range 999999 }}{{ end }}{{ end }}{{ end }}{{ template \"t\" }}";
    assert!(filled(bomb, 1.0).contains("too many steps"));
    assert_eq!(filled("{{ printf \"%.100000f\" 1.5 }}", 1.0).len(), 100_002);
}

#[test]
fn what_a_template_reads() {
    let reads = |text: &str| parse("t", text).unwrap().reads();
    let it = reads("{{ $labels.a }} {{ .Labels.b }} {{ index $labels \"c\" }}");
    assert_eq!(it.labels.iter().map(String::as_str).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert!(!it.all_labels && !it.value);
    assert!(reads("{{ $labels }}").all_labels);
    assert!(reads("{{ if gt .Value 1.0 }}x{{ end }}").value);
    let it = reads("{{ with printf \"up{job=%q}\" $labels.job | query }}{{ . | first | value }}{{ end }}");
    assert!(it.queries && it.value && it.texts.contains("up{job=%q}"));
}

/// Pieces that templates are made of, well and badly formed.
const PIECES: [&str; 48] = [
    "{{",
    "}}",
    "{{- ",
    " -}}",
    " ",
    "\n",
    "x",
    "é",
    "if ",
    "else ",
    "end",
    "range ",
    "with ",
    "define ",
    "template ",
    "break",
    "continue",
    "\"a\"",
    "`b`",
    "'c'",
    "\"",
    "$",
    "$x",
    "$value",
    "$labels",
    ".",
    ".Labels.a",
    ".Value",
    ":=",
    "=",
    "|",
    ",",
    "(",
    ")",
    "1",
    "-9223372036854775808",
    "1e309",
    "0x",
    "nil",
    "true",
    "printf ",
    "\"%*.*[2]d%!%08q%x\" ",
    "humanizeDuration ",
    "index ",
    "slice ",
    "len ",
    "reReplaceAll ",
    "{{/* ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Whatever stands in a template, parsing and filling it ends with a text or a message.
    #[test]
    fn no_template_panics(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30), value in any::<f64>()) {
        let text = pieces.concat();
        for text in [text.clone(), format!("{{{{ {text} }}}}")] {
            if let Ok(template) = parse("t", &text) {
                let data = Data::new(Labels::new([("a", "é1")]), value, 0);
                let _ = (expand(&template, &data), template.reads());
            }
        }
    }

    /// Whatever a format string asks for, printing ends.
    #[test]
    fn no_format_panics(format in "[%a-zA-Z0-9.*#+ \\[\\]é-]{0,20}", int in any::<i64>(), float in any::<f64>()) {
        use super::gofmt::sprintf;
        use super::value::Value;
        let args = [Value::Int(int), Value::Float(float), Value::str("é"), Value::Nil, Value::Duration(int)];
        let _ = sprintf(&format, &args);
    }
}
