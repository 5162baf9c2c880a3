//! `alertplay test` and `alertplay check` beside the real promtool: the same verdicts, and the same words where both
//! print some. They must not look inside.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test file")]

mod promtool {
    pub(crate) mod generated;
    pub(crate) mod mutations;
    pub(crate) mod peer;
}

use promtool::peer::{self, Folder, Said};
use promtool::{generated, mutations};

/// What promtool prints, without what only we print: the differences, blank lines, and more of some messages.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut in_difference = false;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        in_difference =
            line.starts_with("        difference:") || (in_difference && line.starts_with("            "));
        if !in_difference {
            // 3.x also says which values meet.
            words.push(
                line.split_inclusive("duplicate sample for timestamp").next().unwrap_or(line).to_owned(),
            );
        }
    }
    words
}

/// Every test file of ours gets promtool's verdict, with its words.
#[test]
fn unit_tests_end_as_in_promtool() {
    if !peer::is_here("unit tests against promtool") {
        return;
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unit");
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if !name.ends_with("_test.yml") {
            continue;
        }
        let ours = peer::alertplay(&folder, &["test", "--semantics", "2", &name]);
        let theirs = peer::promtool(&folder, &["test", "rules", &name]);
        assert_eq!(ours.code, theirs.code, "{name}\n{}\n{}", ours.stderr, theirs.stderr);
        assert_eq!(words(&ours.stdout), words(&theirs.stdout), "{name}");
        assert_eq!(words(&ours.stderr), words(&theirs.stderr), "{name}");
        count += 1;
    }
    assert!(count >= 8, "{count} files");
}

/// At each minute the alerts, `ALERTS` series and recorded series of made-up groups are those that promtool has.
#[test]
fn made_up_groups_give_what_promtool_has() {
    if !peer::is_here("groups of rules against promtool") {
        return;
    }
    let folder = Folder::new("groups");
    let (mut shown, mut failed) = (0, 0);
    for seed in 0..60 {
        let (rules, test) = generated::files(seed);
        folder.write("rules.yml", &rules);
        folder.write("test.yml", &test);
        let ours = peer::alertplay(folder.path(), &["test", "--semantics", "2", "test.yml"]);
        let theirs = peer::promtool(folder.path(), &["test", "rules", "test.yml"]);
        let (ours, theirs) = (words(&ours.stderr), words(&theirs.stderr));
        assert_eq!(ours, theirs, "seed {seed}\n{rules}");
        shown += theirs.iter().filter(|line| line.contains("Labels:") || line.contains("got: {")).count();
        failed += theirs.iter().filter(|line| line.starts_with("    rule:")).count();
    }
    assert!(shown > 4000 && failed > 5, "{shown} alerts and samples, {failed} failed rules");
}

/// A rule file with anything in it is good for us if and only if it is for promtool.
#[test]
fn rule_files_are_judged_as_by_promtool() {
    if !peer::is_here("rule files against promtool") {
        return;
    }
    let folder = Folder::new("mutations");
    let texts = mutations::texts();
    let names: Vec<_> = (0..texts.len()).map(|idx| format!("{idx}.yml")).collect();
    for (name, text) in names.iter().zip(&texts) {
        folder.write(name, text);
    }
    let files = names.iter().map(String::as_str);
    let ours = peer::alertplay(
        folder.path(),
        &["check", "--semantics", "2"].into_iter().chain(files.clone()).collect::<Vec<_>>(),
    );
    let theirs =
        peer::promtool(folder.path(), &["check", "rules"].into_iter().chain(files).collect::<Vec<_>>());
    let (ours, theirs) = (verdicts(&ours), verdicts(&theirs));
    assert_eq!((ours.len(), theirs.len()), (texts.len(), texts.len()));
    let mut differences = String::new();
    for ((text, ours), theirs) in texts.iter().zip(&ours).zip(&theirs) {
        if ours != theirs && !mutations::is_known(text) {
            differences += &format!("ours {ours}, promtool {theirs}:\n{text}\n");
        }
    }
    assert!(differences.is_empty(), "{differences}");
    assert!(texts.len() > 700 && theirs.iter().filter(|it| **it).count() > 200, "{} files", texts.len());
}

/// Whether each file is good.
fn verdicts(said: &Said) -> Vec<bool> {
    let mut verdicts = Vec::new();
    for line in said.stdout.lines() {
        if line.starts_with("Checking ") {
            verdicts.push(false);
        } else if line.starts_with("  SUCCESS") {
            *verdicts.last_mut().unwrap_or_else(|| panic!("{line}")) = true;
        }
    }
    verdicts
}

/// The complaints about a rule file are promtool's, in its order.
#[test]
fn complaints_are_those_of_promtool() {
    if !peer::is_here("complaints against promtool") {
        return;
    }
    let folder = Folder::new("complaints");
    folder.write("bad.yml", mutations::BAD);
    let ours = peer::alertplay(folder.path(), &["check", "--semantics", "2", "bad.yml"]);
    let theirs = peer::promtool(folder.path(), &["check", "rules", "bad.yml"]);
    assert_eq!((ours.code, theirs.code), (1, 1));
    let message = |line: &str| {
        let line = line.trim_start_matches("bad.yml: ").trim_start();
        line.trim_start_matches(|it: char| it.is_ascii_digit() || it == ':' || it == ' ').to_owned()
    };
    let messages = |text: &str| words(text).iter().map(|it| message(it)).collect::<Vec<_>>();
    assert_eq!(messages(&ours.stderr), messages(&theirs.stderr));
}
