//! Templates and what we make of them. It must not know the state machine.

use super::unit_test;
use alerting::template::StoreQuerier;
use alerting::{AnyRule, CompiledRule, External, Group, Rule, RuleFile, write_rules};
use series::{Labels, Store};
use std::collections::BTreeMap;

/// The values that every template sees.
const VALUES: [f64; 4] = [3.0, 0.123_456_789, 1_234_567.89, f64::INFINITY];

/// What both sides know; `.Value` prints the same, but its type has another name in 2.42.
#[rustfmt::skip]
const TEXTS: &[&str] = &[
    "plain", "", "{{ $value }}", "{{ .Value }}", "{{ $labels }}", "{{ . }}", "{{ $labels.instance }}", "{{ $labels.none }}|",
    "{{ .Labels.server }}", "{{ $externalLabels.cluster }}", "{{ .ExternalLabels }}", "{{ $externalURL }}",
    "a{{- $value -}}b", "a {{- $value -}} b", "a  {{$value}}  b", "{{/* c */}}x{{- /* d */ -}} y",
    "{{ humanize $value }}", "{{ $value | humanize1024 }}", "{{ $value | humanizeDuration }}", "{{ $value | humanizePercentage }}",
    "{{ humanizeTimestamp 1435065584.128 }}", "{{ humanizeTimestamp -1.5 }}", "{{ humanizeTimestamp 951782400 }}", "{{ humanize \"12345.678\" }}",
    "{{ humanize \"x\" }}", "{{ humanize true }}", "{{ humanize 12345 }}", "{{ humanizeDuration \"-90061.5\" }}",
    "{{ printf \"%.2f\" $value }}", "{{ printf \"%d\" $value }}", "{{ printf \"%s %v\" $value $value }}", "{{ printf \"%5.1f|%-8.2f|%08.3f|%+.1f|% f\" $value $value $value $value $value }}",
    "{{ printf \"%e %E %g %G %.3g %#g\" $value $value $value $value $value $value }}", "{{ printf \"%t %q %x %X\" true \"a\\n\" \"hi\" \"hi\" }}",
    "{{ printf \"%d %5d %-5d| %05d %x %o %b %c %U %q\" 42 42 42 42 255 8 5 65 65 65 }}", "{{ printf \"%z %!\" 1 }}", "{{ printf \"%d\" }}", "{{ printf \"x\" 1 \"a\" $value }}",
    "{{ printf \"%[2]v %[1]v\" 1 2 }}", "{{ printf \"%[3]v\" 1 }}", "{{ printf \"%*d|%.*f\" 5 42 2 $value }}", "{{ printf \"%T %T %T %T\" 1 $value \"a\" $labels }}",
    "{{ printf \"%v %s %d\" $labels $labels $labels }}", "{{ printf \"%6.2f%%\" 99.5 }}", "{{ printf \"%.0f %.0f %.0f %.2f\" 0.5 1.5 2.5 0.125 }}", "{{ printf \"%10s|%-10s|%.2s\" \"é\" \"é\" \"éab\" }}",
    "{{ printf \"%q %q %+q\" \"a\\tb\" \"é\" \"x\" }}", "{{ printf }}", "{{ printf 1 }}", "{{ printf \"%v\" nil }}", "{{ printf \"%!\" }}", "{{ printf \"100%\" }}",
    "{{ print 1 2 \"a\" 3 true }}", "{{ println 1 \"a\" }}", "{{ print }}", "{{ print $value $value }}",
    "{{ html \"<a href='x'>&\" }}", "{{ js \"it's <b> \\\"q\\\" =\" }}", "{{ urlquery \"a b&c/é\" }}", "{{ \"a b\" | urlquery }}",
    "{{ if $value }}yes{{ else }}no{{ end }}", "{{ if gt $value 2.0 }}a{{ else if gt $value 1.0 }}b{{ else }}c{{ end }}", "{{ if gt $value 2 }}x{{ end }}", "{{ if and true 0 }}x{{ else }}y{{ end }}",
    "{{ and 1 \"a\" }} {{ or 0 \"\" nil \"z\" }}", "{{ not $value }}", "{{ not \"\" }}", "{{ eq 1 1 2 }} {{ eq 1 2 3 }} {{ ne 1 2 }}", "{{ eq $value 3.0 }}", "{{ eq $labels.server \"web1\" \"x\" }}",
    "{{ eq 1 1.0 }}", "{{ lt 1 2 }} {{ le 2 2 }} {{ gt \"b\" \"a\" }} {{ ge 1.5 2.5 }}", "{{ lt true false }}", "{{ lt $labels $labels }}", "{{ eq $labels $labels }}", "{{ eq 1 }}",
    "{{ len $labels }} {{ len \"abc\" }}", "{{ len $value }}", "{{ index $labels \"job\" }}", "{{ index $labels \"none\" }}|", "{{ index $labels 1 }}", "{{ index \"abc\" 1 }}", "{{ index \"abc\" 9 }}", "{{ index $value 1 }}",
    "{{ slice \"abcdef\" 1 3 }} {{ slice \"abc\" 1 }}", "{{ slice \"abc\" 2 1 }}", "{{ slice \"abc\" 9 }}", "{{ slice $labels }}", "{{ call $value }}",
    "{{ with $labels.server }}on {{ . }}{{ end }}", "{{ with $labels.none }}x{{ else }}none{{ end }}", "{{ with $x := 5 }}{{ $x }}{{ . }}{{ end }}",
    "{{ range $labels }}{{ . }},{{ end }}", "{{ range $k, $v := $labels }}{{ $k }}={{ $v }};{{ end }}", "{{ range $v := $labels }}{{ $v }} {{ end }}", "{{ range $externalLabels }}x{{ else }}y{{ end }}", "{{ range $value }}{{ end }}",
    "{{ range $labels }}{{ break }}{{ end }}", "{{ range $k, $v := $labels }}{{ if eq $k \"job\" }}{{ continue }}{{ end }}{{ $k }} {{ end }}",
    "{{ $x := 1 }}{{ $x = 2 }}{{ $x }}", "{{ $x = 1 }}", "{{ print | }}", "{{ range $i, $x = $labels }}{{ end }}", "{{ $x := 1 }}{{ if true }}{{ $x = 3 }}{{ end }}{{ $x }}", "{{ $x := 1 }}{{ if true }}{{ $x := 3 }}{{ end }}{{ $x }}", "{{ $x := $value }}{{ $x }}",
    "{{ define \"t\" }}<{{ . }}>{{ end }}{{ template \"t\" $value }}", "{{ template \"none\" }}", "{{ block \"b\" $value }}[{{ . }}]{{ end }}", "{{ define \"t\" }}{{ $ }}{{ end }}{{ template \"t\" \"x\" }}{{ template \"t\" }}",
    "{{ ($value | printf \"%.1f\") | printf \"<%s>\" }}", "{{ (index $labels \"server\") | toUpper }}", "{{ (.Labels).server }}", "{{ ($labels).none }}|", "{{ (print \"a\").b }}",
    "{{ toUpper \"aé\" }} {{ toLower \"AÉ\" }}", "{{ title \"aa bB cc\" }}", "{{ toUpper $value }}", "{{ toUpper 1 }}", "{{ toUpper }}", "{{ toUpper \"a\" \"b\" }}", "{{ 1 | toUpper }}", "{{ toUpper nil }}", "{{ $labels.a.b }}", "{{ .Labels.a.b }}",
    "{{ match \"we.\" \"web1\" }} {{ match \"^x\" \"web\" }}", "{{ reReplaceAll \"(.*):(\\\\d+)\" \"$2-${1}\" $labels.instance }}", "{{ reReplaceAll \"b\" \"$0$0\" \"abc\" }}",
    "{{ stripPort \"a.b:80\" }} {{ stripPort \"[::1]:80\" }} {{ stripPort \"a:b:c\" }} {{ stripPort \"a\" }}", "{{ stripDomain \"a.b.c:80\" }} {{ stripDomain \"a.b\" }} {{ stripDomain \"10.0.0.1:80\" }} {{ stripDomain \"[::1]:80\" }} {{ stripDomain \"\" }}",
    "{{ graphLink \"up == 0\" }}", "{{ tableLink \"a{b=\\\"c\\\"}\" }}", "{{ safeHtml \"<b>\" }}", "{{ args 1 \"a\" }}", "{{ (args 1 \"a\").arg1 }}", "{{ (args).x }}",
    "{{ parseDuration \"1h30m\" }} {{ parseDuration \"0\" }}", "{{ parseDuration \"x\" }}", "{{ toTime 1435065584.128 }}",
    "{{ 1 }} {{ 1.5 }} {{ 0x10 }} {{ 1e3 }} {{ 'a' }} {{ true }} {{ \"q\\\"\" }} {{ `raw` }} {{ -3 }} {{ +2.5 }} {{ 1_000 }} {{ 010 }} {{ 0b11 }} {{ .5 }}", "{{ 9223372036854775807 }}",
    "{{ nil | print }}", "{{ print nil }}", "{{ $labels.server $value }}", "{{ $labels \"x\" }}", "{{ .Labels \"x\" }}", "{{ 1 2 }}", "{{ (1) 2 }}", "{{ .Labels.server 1 }}",
    "line1\n{{ toUpper $value }}", "{{ $value\n}}", "{{ $value |\n printf \"%.1f\"\n}}", "x\n  y\n{{ if true -}}\n  z\n{{- end }}\n", "é{{ toUpper $value }}", "{{ \"{{\" }}", "}} {", "{{`{{`}}", "VALUE = {{ $value }}\n  LABELS = {{ $labels }}",
    "{{ $.Value }} {{ $.Labels.job }}", "{{ . | printf \"%v\" | len }}", "{{ if not (eq $labels.job \"x\") }}{{ $labels.job | title }}{{ end }}", "{{ with $labels }}{{ .server }} {{ $value }}{{ end }}", "{{ range $i, $e := $labels }}{{ else }}{{ end }}",
    "{{ or $labels.none \"default\" }}", "{{ $labels.server | reReplaceAll \"[0-9]\" \"#\" }}", "{{ humanize }}", "{{ humanize 1 2 }}", "{{ humanizePercentage 0.99994 }}", "{{ humanizeTimestamp $value }}", "{{ $value | humanize | toUpper }}",
];

/// What both sides refuse to load.
const REFUSED: &[&str] = &[
    "{{ $foo }}",
    "a\n{{ foo }}",
    "{{ $value",
    "{{ if $value }}x",
    "{{ end }}",
    "{{ else }}",
    "{{ }}",
    "{{ if }}x{{ end }}",
    "{{ break }}",
    "{{ ($value }}",
    "{{ $value) }}",
    "{{ \"a }}",
    "{{ 'a }}",
    "{{ `a }}",
    "{{ /* a }}",
    "{{/* a */ x}}",
    "{{ 1a }}",
    "{{ $value := 1 2 $z }}",
    "{{ $x, $y := 1 }}",
    "{{ 1 | 2 }}",
    "{{ \"a\".b }}",
    "{{ range $a, $b, $c := $labels }}{{ end }}",
    "{{ if true }}{{ else }}{{ else }}{{ end }}",
    "{{ template }}",
    "{{ template x }}",
    "{{ define \"x\" }}",
    "{{ if true }}{{ define \"x\" }}{{ end }}{{ end }}",
    "{{ @ }}",
    "{{ é% }}",
    "{{ 99999999999999999999 }}",
    "{{ : }}",
    "{{ $labels.a$b }}",
    "x\ny {{ if\n $foo }}",
    "{{ tmpl \"x\" 1 }}",
    "{{ with $x := 1 }}{{ end }}{{ $x }}",
    "{{\n\n$value\n",
];

/// More of the same, one a line.
const MORE: &str = include_str!("templates.txt");
const MORE_REFUSED: &str = include_str!("refused.txt");

/// The templates of a file.
fn lines(file: &str) -> impl Iterator<Item = String> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.replace('\u{23ce}', "\n").replace('\u{2409}', "\t"))
}

/// What templates query: series with one sample at 0.
const QUERIED: [(&str, &str); 3] = [("b", "3"), ("c", "1234567"), ("a", "NaN")];

fn queried(name: &str) -> Labels {
    Labels::new([("__name__", "up"), ("i", name), ("job", "j")])
}

/// A rule for each text; each has it as its annotation `a`.
pub(crate) fn rule_file(texts: &[String]) -> String {
    let rules = texts.iter().enumerate().map(|(idx, text)| AnyRule::Alerting(rule(idx, text))).collect();
    write_rules(&RuleFile { groups: vec![Group { name: "g".to_owned(), rules, ..Group::default() }] })
}

fn rule(idx: usize, text: &str) -> Rule {
    Rule {
        alert: format!("T{idx}"),
        expr: "m".to_owned(),
        annotations: BTreeMap::from([("a".to_owned(), text.to_owned())]),
        ..Rule::default()
    }
}

fn labels(value_idx: usize) -> Labels {
    let idx = value_idx.to_string();
    Labels::new([("__name__", "m"), ("instance", "a.b:80"), ("job", "j"), ("server", "web1"), ("v", &idx)])
}

/// The rules, the unit test that expects what we expand, and how many expansions it holds.
pub(crate) fn files() -> (String, String, usize) {
    let texts: Vec<_> = TEXTS.iter().map(|text| (*text).to_owned()).chain(lines(MORE)).collect();
    let mut series: Vec<_> = VALUES
        .iter()
        .enumerate()
        .map(|(idx, value)| (labels(idx).to_string().replace(", ", ","), series::format_float(*value)))
        .collect();
    let mut store = Store::new();
    for (name, value) in QUERIED {
        series.push((queried(name).to_string().replace(", ", ","), value.to_owned()));
        store.append(&queried(name), 0, value.parse().unwrap());
    }
    let querier = StoreQuerier { store: &store, options: promql::Options::default() };
    let tests = texts.iter().enumerate().map(|(idx, text)| expectation(idx, text, &querier)).collect();
    (rule_file(&texts), unit_test::file(&series, tests), texts.len() * VALUES.len())
}

fn expectation(idx: usize, text: &str, querier: &StoreQuerier<'_>) -> serde_json::Value {
    let mut compiled = CompiledRule::new(&rule(idx, text)).unwrap();
    compiled.external = External {
        labels: Labels::new([("cluster", "c1")]),
        url: "http://prom.example:9090/base".to_owned(),
        no_server: true,
    };
    let expected: Vec<_> = VALUES
        .iter()
        .enumerate()
        .map(|(idx, value)| {
            let names = labels(idx).without_metric();
            let names = names.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            (names, compiled.annotations_from(&labels(idx), *value, 0, Some(querier)))
        })
        .collect();
    unit_test::alert_test(&format!("T{idx}"), 0, &expected)
}

/// Texts that we refuse, with our messages.
pub(crate) fn refused() -> impl Iterator<Item = (String, String)> {
    REFUSED.iter().map(|text| (*text).to_owned()).chain(lines(MORE_REFUSED)).map(|text| {
        let message =
            CompiledRule::new(&rule(0, &text)).err().map_or_else(String::new, |err| err.to_string());
        (text, message)
    })
}
