//! A good rule file and what becomes of it when a part of it is something else. It must not judge.

const BASE: &str = r#"groups:
- name: g
  interval: 30s
  limit: 5
  rules:
  - record: job:up:sum
    expr: sum by (job) (up)
    labels:
      tier: one
  - alert: Down
    expr: up == 0
    for: 1m
    keep_firing_for: 2m
    labels:
      severity: page
    annotations:
      summary: "down {{ $labels.instance }}"
- name: h
  rules:
  - alert: Up
    expr: up == 1
"#;

/// A file with a complaint of every kind that is not one of its form.
pub(crate) const BAD: &str = r#"groups:
- name: g
  rules:
  - alert: A
    expr: up ==
  - record: a-b
    expr: 1
  - record: y
    expr: 1
    for: 1m
    keep_firing_for: 1m
    annotations: {a: b}
  - alert: B
    expr: 1
    labels: {a-b: c}
    annotations: {1a: d, a: "{{ $foo }}"}
- name: g
- name: ''
"#;

const VALUES: &[&str] = &[
    "",
    "~",
    "null",
    "1",
    "0",
    "-1",
    "1.5",
    "\"5\"",
    "5s",
    "1h30m",
    "true",
    "yes",
    "[]",
    "{}",
    "[a]",
    "{a: b}",
    "\"x y\"",
    "abc",
    "1e3",
    "0x10",
    "010",
    "1_000",
    ".inf",
    "2026-01-02",
    "|\n      up",
    ">-\n      up\n      == 1",
    "\"up",
    "!!str 5",
    "!!int \"5\"",
    "!foo bar",
    "&a up",
    "*a",
    "@x",
    "`x`",
    "%x",
    "- x",
    "a: b",
    "a #b",
    "\"\\x\"",
    "'it''s'",
    "? x",
    "+5",
    "1y",
    "1d1h",
    "1h1d",
    "-1m",
    "5 m",
    "0s",
    "!!binary aGk=",
    "<<",
];

const KEYS: &[&str] = &[
    "foo",
    "record",
    "alert",
    "expr",
    "for",
    "labels",
    "annotations",
    "Name",
    "name",
    "interval",
    "rules",
    "groups",
    "<<",
    "\"expr\"",
    "? a",
    "x y",
    "limit",
    "1",
    "true",
    "~",
    "[a]",
    "{a: b}",
    "é",
    "keep_firing_for",
    "a-b",
    "__name__",
];

const TEMPLATES: &[&str] = &[
    "{{",
    "{{ }}",
    "{{ $x }}",
    "{{ foo }}",
    "{{ if }}",
    "{{ end }}",
    "{{ if true }}a",
    "{{ .Foo }}",
    "{{ $labels.a",
    "{{ \"a\" }}",
    "{{ template \"x\" }}",
    "{{ define \"x\" }}a{{ end }}",
    "{{/* c */}}",
    "{{ printf \"%d\" 1 | }}",
    "{{ 1 2 }}",
    "{{ (1 }}",
    "{{ query \"up\" | first }}",
];

/// All the files.
pub(crate) fn texts() -> Vec<String> {
    let mut texts: Vec<String> = vec![BASE.to_owned()];
    let mut with = |from: &str, to: String| texts.push(BASE.replacen(from, &to, 1));
    for value in VALUES {
        let keys = [
            "interval: 30s",
            "limit: 5",
            "for: 1m",
            "keep_firing_for: 2m",
            "name: g",
            "expr: up == 0",
            "severity: page",
            "summary: \"down {{ $labels.instance }}\"",
            "alert: Down",
            "record: job:up:sum",
        ];
        for key in keys {
            let name = key.split(':').next().unwrap_or_default();
            with(key, format!("{name}: {value}"));
        }
        with("rules:\n  - alert: Up\n    expr: up == 1\n", format!("rules: {value}\n"));
        with("labels:\n      severity: page", format!("labels: {value}"));
    }
    for key in KEYS {
        with("    for: 1m", format!("    {key}: 1m"));
        with("  interval: 30s", format!("  {key}: 30s"));
        with("groups:", format!("{key}: 1\ngroups:"));
        with("      severity: page", format!("      {key}: page"));
        with("      summary:", format!("      {key}:"));
        with("    for: 1m", format!("    for: 1m\n    {key}: zz"));
        with("      severity: page", format!("      severity: page\n      {key}: b"));
    }
    for template in TEMPLATES {
        let quoted = format!("'{template}'");
        with("\"down {{ $labels.instance }}\"", quoted.clone());
        with("severity: page", format!("severity: {quoted}"));
        with("tier: one", format!("tier: {quoted}"));
    }
    texts.extend(whole());
    texts
}

/// Files that differ in more than one place.
fn whole() -> Vec<String> {
    let up = "  - alert: Up\n    expr: up == 1";
    let anchored = BASE.replace("labels:\n      severity: page", "labels: &l\n      severity: page");
    let rule = BASE.replace("  - alert: Down", "  - &r\n    alert: Down");
    let mut texts = vec![
        format!("---\n{BASE}"),
        format!("{BASE}---\nfoo: 1\n"),
        format!("{BASE}---\nfoo: [\n"),
        format!("{BASE}...\n"),
        format!("%YAML 1.1\n---\n{BASE}"),
        format!("\u{feff}{BASE}"),
        BASE.replace('\n', "\r\n"),
        BASE.replace("  ", "\t"),
        BASE.replace("    for", "\tfor"),
        format!("---\n---\n{BASE}"),
        BASE.replace("- name: h", "- name: g"),
        BASE.replace("    for: 1m", "   for: 1m"),
        BASE.replace("    for: 1m", "     for: 1m"),
        format!("{BASE}\0"),
        BASE.replace("- alert: Up", "-alert: Up"),
        anchored.replace(up, &format!("{up}\n    labels: *l")),
        anchored.replace(up, &format!("{up}\n    labels:\n      <<: *l\n      b: c")),
        BASE.replace(up, &format!("{up}\n    labels: *nope")),
        rule.replace(up, "  - <<: *r\n    alert: Other"),
        rule.replace(up, "  - <<: [*r, {alert: Z}]"),
        rule.replace(up, "  - *r"),
    ];
    for item in [
        "<<: [{expr: up}, {alert: Z}]",
        "<<: 5\n    alert: Z",
        "",
        "foo",
        "[a]",
        "~",
        "record: Up\n    expr: up\n    annotations: {}",
        "record: Up\n    expr: up\n    for: 0s",
        "record: Up\n    alert: \"\"\n    expr: up",
    ] {
        texts.push(BASE.replace(up, &format!("  - {item}")));
    }
    for text in [
        "",
        "\n",
        "# c\n",
        "---\n",
        "[]",
        "{}",
        "groups:",
        "null",
        "foo",
        "groups: []\ngroups: []\n",
        "groups:\n- ~\n",
        "groups:\n- foo\n",
    ] {
        texts.push(text.to_owned());
    }
    texts
}

/// Whether the file holds what Prometheus 2.42 reads otherwise than 3: a name or expression that is null or no text,
/// durations and underscores as numbers.
pub(crate) fn is_known(text: &str) -> bool {
    let nulls = ["alert: ~", "alert: null", "expr: ~", "expr: null", "record: ~", "record: null"];
    let numbers =
        ["expr: 5s", "expr: 0s", "expr: 1h30m", "expr: 1y", "expr: 1d1h", "expr: 1_000", "expr: -1m"];
    nulls.iter().chain(&numbers).any(|it| text.contains(it))
}
