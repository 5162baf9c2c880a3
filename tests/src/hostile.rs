//! Hostile input: bytes by chance, good texts made bad, words in any order, deep nesting, long chains, huge numbers; and
//! whether something survives it on a small stack. It must not know what reads it.

use crate::random::Random;
use crate::shrink::Shrinking;
use proptest::prelude::Rng;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// What a thread gets: wasm's default stack of 1 MiB, as the engine has it, for optimised code; frames of other code are
/// several times as large. tests/e2e/hostile.test.mjs proves it in wasm itself.
pub const STACK: usize = if cfg!(debug_assertions) { 4 } else { 1 } * 1024 * 1024;
/// A net for what never ends; nothing that is right comes near it.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often nesting and chains are repeated, by chance.
const REPEATS: [usize; 7] = [3, 30, 199, 201, 501, 4_001, 20_000];
/// No text is longer.
const MOST_BYTES: usize = 400_000;

const NUMBERS: [&str; 16] = [
    "99999999999999999999",
    "1e400",
    "-1e400",
    "1e-400",
    "0x",
    "0xffffffffffffffffffff",
    "1e",
    ".",
    "NaN",
    "-Inf",
    "9223372036854775807",
    "-9223372036854775808",
    "1_0_",
    "00",
    "1e30",
    "4294967296",
];
const CHARACTERS: [&str; 14] =
    ["\0", "\"", "'", "`", "\\", "\n", "\u{feff}", "\u{1f680}", "\u{301}", "(", ")", "{", "]", "\u{202e}"];

/// Hostile texts of one language.
#[derive(Clone, Debug)]
pub struct Hostile {
    /// Good texts.
    pub good: Vec<String>,
    /// Words of the language.
    pub words: Vec<&'static str>,
    /// What nests: opening, closing.
    pub nesting: Vec<(&'static str, &'static str)>,
    /// What is repeated for long chains.
    pub links: Vec<&'static str>,
}

impl Strategy for Hostile {
    type Tree = Shrinking<String>;
    type Value = String;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut random = Random(runner.rng().next_u64());
        let mut text = match random.below(10) {
            0 => self.bytes(&mut random),
            1..6 => self.mutated(&mut random),
            6..8 => self.soup(&mut random),
            8 => self.nested(&mut random),
            _ => self.chain(&mut random),
        };
        text.truncate(text.floor_char_boundary(MOST_BYTES));
        Ok(Shrinking::new(text, |it| shorter(it)))
    }
}

impl Hostile {
    fn good(&self, random: &mut Random) -> &str {
        self.good.get(random.below(self.good.len())).map_or("", String::as_str)
    }

    fn bytes(&self, random: &mut Random) -> String {
        let bytes: Vec<u8> = (0..random.below(300)).map(|_| random.next().to_le_bytes()[0]).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// A good text with some of it taken away, doubled, replaced.
    fn mutated(&self, random: &mut Random) -> String {
        let mut text = self.good(random).to_owned();
        for _ in 0..=random.below(6) {
            let from = text.floor_char_boundary(random.below(text.len() + 1));
            let to = text.ceil_char_boundary((from + random.below(12)).min(text.len()));
            let other = match random.below(7) {
                0 => String::new(),
                1 => text[from..to].repeat(2),
                2 => self.words[random.below(self.words.len())].to_owned(),
                3 => random.pick(&NUMBERS).to_owned(),
                4 => random.pick(&CHARACTERS).to_owned(),
                5 => self.good(random).to_owned(),
                _ => {
                    text.truncate(from);
                    continue;
                }
            };
            let to = if random.percent(50) { from } else { to };
            text.replace_range(from..to, &other);
        }
        text
    }

    fn soup(&self, random: &mut Random) -> String {
        let separator = random.pick(&["", " ", " ", "\n"]);
        let word = |random: &mut Random| match random.below(12) {
            0 => random.pick(&NUMBERS).to_owned(),
            1 => random.pick(&CHARACTERS).to_owned(),
            _ => self.words[random.below(self.words.len())].to_owned(),
        };
        let words: Vec<_> = (0..random.below(40)).map(|_| word(random)).collect();
        words.join(separator)
    }

    fn nested(&self, random: &mut Random) -> String {
        let times = REPEATS[random.below(REPEATS.len())];
        let (open, close) = self.nesting[random.below(self.nesting.len())];
        let closed = if random.percent(80) { times } else { random.below(times + 2) };
        format!("{}{}{}", open.repeat(times), self.good(random), close.repeat(closed))
    }

    fn chain(&self, random: &mut Random) -> String {
        let times = REPEATS[random.below(REPEATS.len())];
        let link = self.links[random.below(self.links.len())];
        format!("{}{}{}", self.good(random), link.repeat(times), self.good(random))
    }
}

/// The text without a half, a quarter, ... of it; the most that is taken away stands last.
fn shorter(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for parts in [64, 16, 4, 2] {
        let size = text.len() / parts;
        for part in (0..parts).filter(|_| size > 0 || parts == 2) {
            let from = text.floor_char_boundary(part * size.max(1));
            let to = text.ceil_char_boundary((from + size.max(1)).min(text.len()));
            found.push(format!("{}{}", &text[..from], &text[to..]));
        }
    }
    found.retain(|it| it.len() < text.len());
    found
}

/// Gives `count` hostile texts to `reader` on a thread with a small stack; so many times more with
/// `ALERTPLAY_HOSTILE_TIMES`.
///
/// # Panics
/// When the reader panics or does not end, with the shortest such text. When it overflows its stack the process ends, and the
/// text stays behind in the temporary folder, as `alertplay-hostile-PROCESS-SEED`.
pub fn survive(hostile: &Hostile, (seed, count): (u64, usize), reader: fn(&str)) {
    let times = std::env::var("ALERTPLAY_HOSTILE_TIMES").ok().and_then(|it| it.parse::<usize>().ok());
    let count = count * times.unwrap_or(1);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    // One thread for many texts: starting a thread takes longer than reading most of them.
    let trace = std::env::temp_dir().join(format!("alertplay-hostile-{}-{seed}", std::process::id()));
    let (texts, inbox) = mpsc::channel::<String>();
    let (outbox, verdicts) = mpsc::channel::<Result<(), String>>();
    let last = trace.clone();
    let work = move || {
        for text in inbox {
            let _ = std::fs::write(&last, &text);
            let verdict = std::panic::catch_unwind(|| reader(&text)).map_err(|it| said(&*it));
            if outbox.send(verdict).is_err() {
                break;
            }
        }
    };
    let thread = std::thread::Builder::new().name(format!("hostile, seed {seed}")).stack_size(STACK);
    let thread = thread.spawn(work).unwrap_or_else(|err| panic!("no thread: {err}"));
    let read = |text: String| {
        let sent = texts.send(text.clone()).is_ok();
        match verdicts.recv_timeout(PATIENCE) {
            Ok(verdict) if sent => verdict,
            Err(RecvTimeoutError::Timeout) => panic!("does not end within {PATIENCE:?}: {text:?}"),
            _ => panic!("the reader is gone at {text:?}"),
        }
    };
    for _ in 0..count {
        let mut tree = hostile.new_tree(&mut runner).unwrap_or_else(|err| panic!("{err}"));
        if let Err(said) = read(tree.current()) {
            let text = shrink(&mut tree, &read);
            panic!("{said}\nat {text:?}");
        }
    }
    drop(texts);
    let _ = thread.join();
    let _ = std::fs::remove_file(trace);
}

/// The shortest text that fails.
fn shrink(tree: &mut Shrinking<String>, read: &dyn Fn(String) -> Result<(), String>) -> String {
    let mut more = tree.simplify();
    while more {
        more = if read(tree.current()).is_err() { tree.simplify() } else { tree.complicate() };
    }
    tree.smallest().clone()
}

fn said(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("a panic without words").to_owned()
}

/// The most memory that this process has held, in MiB; 0 where the kernel does not tell.
pub fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let kib = line.and_then(|it| it.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or_default() / 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language() -> Hostile {
        Hostile {
            good: vec!["a + b".to_owned()],
            words: vec!["a", "+"],
            nesting: vec![("(", ")")],
            links: vec![" + a"],
        }
    }

    #[test]
    fn what_panics_is_found_and_made_short() {
        let found = std::panic::catch_unwind(|| {
            survive(&language(), (1, 1_000), |text| assert!(!text.contains("+ a"), "no sums"));
        });
        let said = said(&*found.unwrap_err());
        assert!(said.ends_with("at \"+ a\""), "{said}");
    }

    #[test]
    fn what_does_not_panic_survives() {
        survive(&language(), (1, 200), |text| assert!(text.len() <= MOST_BYTES));
        assert!(peak_memory() < 100_000);
    }
}
