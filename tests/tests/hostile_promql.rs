//! Hostile expressions: reading, highlighting, editing and evaluating them neither panics nor runs away, on the stack that
//! wasm has. It must not know what they mean.

use promql::{Options, Semantics, Steps};
use series::{Labels, METRIC_NAME, Store};
use std::sync::LazyLock;
use tests::hostile::{Hostile, peak_memory, survive};

const GOOD: &str = include_str!("../promql/peer_expressions.txt");

const WORDS: &str = "up requests_total job ( ) { } [ ] [5m] [1h:1m] : , = != =~ !~ \"a\" `.*` + - * / % ^ == < > <= >= and or \
    unless atan2 bool on ignoring group_left group_right by without offset @ start() end() 1m 1 sum topk count_values quantile \
    </ >/ fill smoothed anchored";

/// Some series for what can be evaluated.
static STORE: LazyLock<Store> = LazyLock::new(|| {
    let mut store = Store::new();
    for (name, job) in [("up", "a"), ("up", "b"), ("requests_total", "a")] {
        let labels = Labels::new([(METRIC_NAME, name), ("job", job)]);
        for idx in 0..40 {
            store.append(&labels, idx * 15_000, idx as f64);
        }
    }
    store
});

fn expressions() -> Hostile {
    let good = GOOD.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#'));
    let functions = promql::functions::FUNCTIONS.iter().map(|it| it.signature.name);
    let words = WORDS.split(' ').chain(["\n", "# x"]);
    Hostile {
        good: good.map(str::to_owned).collect(),
        words: words.chain(functions).collect(),
        nesting: vec![
            ("(", ")"),
            ("-", ""),
            ("sum(", ")"),
            ("abs(", ")"),
            ("max_over_time((", ")[5m:1m])"),
            ("1 + (", ")"),
            ("{", "}"),
            ("up[", "]"),
            ("2 ^ ", ""),
            ("clamp(up, ", ", 1)"),
            ("sum by (job) (", ")"),
            ("vector(scalar(", "))"),
        ],
        links: vec![
            " + up",
            " or up",
            " ^ 2",
            " == bool 1",
            ",",
            " - -1",
            "[5m:1m]",
            " offset 1m",
            " @ 1",
            "{job=~\"(a+)+\"}",
            "9",
            "\n",
            "# x\n",
            " and on (job) up",
            " * on (job) group_left () up",
        ],
    }
}

/// Everything that takes the text of an expression.
fn read(text: &str) {
    for token in promql::tokens(text) {
        assert!(token.span.start <= token.span.end && token.span.end as usize <= text.len());
    }
    for semantics in [Semantics::V3, Semantics::V2] {
        let Ok(query) = promql::parse(text, semantics) else { continue };
        let _ = promql::comparisons(&query);
        for window in promql::windows(&query) {
            assert!(!window.span.of(text).is_empty());
        }
        let options = Options { semantics, max_samples: 100_000, ..Options::default() };
        let _ = promql::instant(&query, &STORE, 300_000, &options);
        let steps = Steps { start: 0, end: 600_000, step: 60_000 };
        let _ = promql::range(query.root(), &STORE, steps, &options);
    }
}

#[test]
fn hostile_expressions_are_survived() {
    for seed in 0..4 {
        survive(&expressions(), (seed, 1_500), read);
    }
    let peak = peak_memory();
    println!("hostile expressions: 6000 survived, {peak} MiB at most");
    assert!(peak < 1_000, "{peak} MiB");
}

/// Known to have brought down the borrowed parser, or to be beyond a limit.
#[test]
fn known_traps_are_survived() {
    let nested =
        |(open, close): (&str, &str), depth| format!("{}up{}", open.repeat(depth), close.repeat(depth));
    let deep = |open, close| nested((open, close), 10_000);
    // As deep as is accepted, and around that.
    let nesting = expressions().nesting;
    let deepest =
        nesting.iter().flat_map(|it| [100, 190, 198, 199, 200, 201].map(|depth| nested(*it, depth)));
    let mut traps = vec![
        "foo[99999999999999999999]".to_owned(),
        "foo[1e30]".to_owned(),
        "foo[1m:99999999999999999999]".to_owned(),
        "foo offset 99999999999999999999".to_owned(),
        "foo offset 1e400".to_owned(),
        "foo @ -1".to_owned(),
        "foo @ 1e300".to_owned(),
        "max_over_time(up[1000y:1ms])".to_owned(),
        "max_over_time(max_over_time(up[10y:1ms])[10y:1ms])".to_owned(),
        format!("up{{job=~\"{}\"}}", "(a+)+".repeat(500)),
        format!("up{{job=~\"{}{}\"}}", "(".repeat(500), ")".repeat(500)),
        "up{job=~\"(((a{1000}){1000}){1000})\"}".to_owned(),
        "label_replace(up, \"a\", \"$1$1$1$1\", \"job\", \"(.*)\")".to_owned(),
        // Each doubles the label's text.
        format!("{}up{}", "label_join(".repeat(60), ", \"job\", \"\", \"job\", \"job\")".repeat(60)),
        deep("(", ")"),
        deep("-", ""),
        deep("sum(", ")"),
        "up + ".repeat(20_000) + "up",
    ];
    traps.extend(deepest);
    let thread = std::thread::Builder::new().stack_size(tests::hostile::STACK);
    let thread = thread.spawn(move || traps.iter().for_each(|it| read(it))).unwrap();
    thread.join().unwrap();
}
