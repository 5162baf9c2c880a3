//! Commands of the runtime API in quotations. It must not know what HAProxy answers.

use std::collections::BTreeSet;

/// The way to the socket that runbooks use: Debian's.
const SOCAT: &str = "socat stdio /run/haproxy/admin.sock";

/// A command of the runtime API.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    /// What is sent.
    pub(crate) command: String,
    /// The programs that its answer goes through, as a shell would run them.
    pub(crate) filter: String,
    /// Whether it is there to be copied as it stands; else it may lack something.
    pub(crate) whole: bool,
}

/// The words with which commands begin, from the answer to `help`.
pub(crate) fn verbs(help: &str) -> BTreeSet<String> {
    let lines = help.lines().filter(|it| it.starts_with("  ") && it.contains(" : "));
    lines.filter_map(|it| it.split_whitespace().next()).map(str::to_owned).collect()
}

/// The commands of a block of shell: lines of `echo "..." | socat ...`, maybe with a filter behind.
///
/// # Errors
/// A line that speaks of the socket in another way.
pub(crate) fn of_shell(text: &str) -> Result<Vec<Command>, String> {
    let mut commands = Vec::new();
    for line in
        text.replace("\\\n", " ").lines().filter(|it| it.contains("socat") || it.contains("admin.sock"))
    {
        let command = of_line(line).ok_or(line)?;
        let several =
            command.command.split(';').map(|it| Command { command: it.trim().to_owned(), ..command.clone() });
        commands.extend(several);
    }
    Ok(commands)
}

fn of_line(line: &str) -> Option<Command> {
    let (before, after) = line.split_once(SOCAT)?;
    let echoed = before.trim().strip_suffix('|')?.trim().strip_prefix("echo ")?.trim();
    let quote = echoed.chars().next().filter(|it| "\"'".contains(*it))?;
    let command = echoed.strip_prefix(quote)?.strip_suffix(quote)?;
    let filter = after.trim();
    if command.contains(quote) || !(filter.is_empty() || filter.starts_with('|')) {
        return None;
    }
    let filter = filter.trim_start_matches('|').trim().to_owned();
    Some(Command { command: command.to_owned(), filter, whole: true })
}

/// The command that code within a line is, if it begins with one of `verbs` and has a further word.
///
/// # Errors
/// Never: what is no command is something else.
pub(crate) fn of_inline(text: &str, verbs: &BTreeSet<String>) -> Result<Vec<Command>, String> {
    let mut words = text.split_whitespace();
    let known = words.next().is_some_and(|it| verbs.contains(it)) && words.next().is_some();
    let command = Command { command: text.to_owned(), filter: String::new(), whole: false };
    Ok(if known { vec![command] } else { Vec::new() })
}
