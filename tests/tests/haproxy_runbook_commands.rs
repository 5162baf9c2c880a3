//! Every command of the runtime API that a runbook names, asked of a real HAProxy with the topology of the alert's scenario;
//! every piece of configuration, judged by `haproxy -c`. It must not know what a runbook is about.
#![expect(clippy::unwrap_used, reason = "a test file")]

mod haproxy_runbooks {
    pub(crate) mod commands;
    pub(crate) mod snippets;
    pub(crate) mod texts;
    pub(crate) mod verdict;
}

use catalogue::Alert;
use haproxy::Scenario;
use haproxy_runbooks::texts::{Quote, Text};
use haproxy_runbooks::{commands, snippets, verdict};
use playground::bundled;
use playground::view::Part;
use std::collections::BTreeSet;
use tests::haproxy::{Addresses, Haproxy, accepts, ask, config};
use tests::peer::Folder;
use tests::scenario::Run;

/// An alert's runbook as its page shows it, filled from the instance that fires; and the scenario.
fn runbook(alert: &Alert) -> (Vec<Text>, Scenario) {
    let run = Run::of(&bundled::alert_document(alert.id).unwrap());
    let scenario = run.picture().plan.scenario.clone();
    let shown = run.answer.parts.iter().find_map(|it| match it {
        Part::Runbook(it) => Some(it.sections.clone()),
        _ => None,
    });
    (Text::all(&shown.unwrap(), &scenario), scenario)
}

/// Asks the commands of one runbook in their order, of a HAProxy of its own; what is wrong, and how many there were.
fn judge(alert: &Alert) -> (Vec<String>, usize) {
    let (texts, scenario) = runbook(alert);
    let folder = Folder::new(&format!("runbook-{}-{}", alert.exporter, alert.slug));
    let addresses = Addresses::of(&scenario);
    let haproxy = Haproxy::start(folder.path(), &config(&scenario, &addresses), &addresses).unwrap();
    let verbs = commands::verbs(&ask(&haproxy.socket, "help").unwrap());
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for text in &texts {
        let found = match text.quote {
            Quote::Shell => commands::of_shell(&text.text),
            Quote::Inline => commands::of_inline(&text.text, &verbs),
            Quote::Configuration | Quote::Other => Ok(Vec::new()),
        };
        let found = found.unwrap_or_else(|line| {
            wrong.push(format!("not understood: {line}"));
            Vec::new()
        });
        for it in found {
            asked += 1;
            let answer = ask(&haproxy.socket, &it.command).unwrap();
            if let Err(why) = verdict::of(&it, &answer, folder.path()) {
                wrong.push(format!(
                    "{}\n    {why}: {}",
                    it.command,
                    answer.trim().lines().next().unwrap_or_default()
                ));
            }
        }
    }
    (wrong.iter().map(|it| format!("{}: {it}", alert.id)).collect(), asked)
}

#[test]
fn haproxy_knows_every_command_of_every_runbook() {
    if !tests::haproxy::is_here("commands of runbooks against a running HAProxy") {
        return;
    }
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for alert in catalogue::alerts() {
        let (more, number) = judge(alert);
        wrong.extend(more);
        asked += number;
    }
    println!("{asked} commands of {} runbooks asked, {} wrong", catalogue::alerts().len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(asked >= 2 * catalogue::alerts().len(), "{asked} commands found");
}

#[test]
fn haproxy_takes_every_piece_of_configuration_of_every_runbook() {
    if !tests::haproxy::is_here("configuration in runbooks against HAProxy") {
        return;
    }
    let folder = Folder::new("runbook-configuration");
    let (mut wrong, mut judged) = (Vec::new(), BTreeSet::new());
    for alert in catalogue::alerts() {
        let (texts, scenario) = runbook(alert);
        for text in &texts {
            if judged.contains(&text.text) {
                continue;
            }
            let places = snippets::places(text, &scenario);
            let outcomes = places.iter().map(|whole| {
                folder.write("haproxy.cfg", whole);
                accepts(folder.path(), "haproxy.cfg")
            });
            let mut refusals: Vec<_> = outcomes.take_while(Result::is_err).filter_map(Result::err).collect();
            judged.extend((!places.is_empty()).then(|| text.text.clone()));
            if !places.is_empty() && refusals.len() == places.len() {
                wrong.push(format!("{}: {}\n{}", alert.id, text.text, refusals.swap_remove(0)));
            }
        }
    }
    println!("{} pieces of configuration judged, {} wrong", judged.len(), wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(judged.len() >= catalogue::alerts().len(), "{} pieces found", judged.len());
}

// A test that takes everything would prove nothing.
#[test]
fn wrong_commands_and_configuration_are_told() {
    if !tests::haproxy::is_here("wrong commands against a running HAProxy") {
        return;
    }
    let alert = catalogue::alert("haproxy_exporter/haproxy-server-down").unwrap();
    let (_, scenario) = runbook(alert);
    let folder = Folder::new("runbook-wrong");
    let addresses = Addresses::of(&scenario);
    let haproxy = Haproxy::start(folder.path(), &config(&scenario, &addresses), &addresses).unwrap();
    for (line, good) in [
        ("echo \"set server be_web/web1 state drain\" | socat stdio /run/haproxy/admin.sock", true),
        ("echo \"show stat be_web 4 -1\" | socat stdio /run/haproxy/admin.sock | cut -d, -f2,18", true),
        ("echo \"show stat be_web 4 -1\" | socat stdio /run/haproxy/admin.sock | cut -d, -f200", false),
        ("echo \"show stat be_none 4 -1\" | socat stdio /run/haproxy/admin.sock", false),
        ("echo \"set server be_web/web9 state drain\" | socat stdio /run/haproxy/admin.sock", false),
        ("echo \"set server be_web/web1 state dain\" | socat stdio /run/haproxy/admin.sock", false),
        ("echo \"show servers stat be_web\" | socat stdio /run/haproxy/admin.sock", false),
        ("echo \"show table none\" | socat stdio /run/haproxy/admin.sock", false),
        ("echo \"disable health\" | socat stdio /run/haproxy/admin.sock", false),
    ] {
        for it in commands::of_shell(line).unwrap() {
            let answer = ask(&haproxy.socket, &it.command).unwrap();
            let verdict = verdict::of(&it, &answer, folder.path());
            assert_eq!(verdict.is_ok(), good, "{line}: {answer}");
        }
    }
    assert!(commands::of_shell("socat stdio /run/haproxy/admin.sock < commands").is_err());
    for (text, good) in
        [("option redispatch\nretries 3", true), ("option redispach", false), ("retry-on never", false)]
    {
        let text = Text { quote: Quote::Configuration, text: text.to_owned() };
        let accepted = snippets::places(&text, &scenario).iter().any(|whole| {
            folder.write("haproxy.cfg", whole);
            accepts(folder.path(), "haproxy.cfg").is_ok()
        });
        assert_eq!(accepted, good, "{}", text.text);
    }
}
