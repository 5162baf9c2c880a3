//! Running other programs: each command is shown before it runs; a failure is a message that names it.

use crate::Outcome;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, ExitStatus, Output, Stdio};
use std::thread;
use std::time::Instant;

/// Shows the command, runs it with our own input and output, and fails when it fails.
pub(crate) fn run(command: &mut Command) -> Outcome<()> {
    echo(command);
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    verdict(command, status)
}

/// Runs quietly and returns what it printed; what it said on stderr becomes part of a failure's message.
pub(crate) fn capture(command: &mut Command) -> Outcome<String> {
    let output = command.output().map_err(|error| cannot_start(command, &error))?;
    finished(command, output)
}

fn finished(command: &Command, output: Output) -> Outcome<String> {
    let said = String::from_utf8_lossy(&output.stderr);
    verdict(command, output.status).map_err(|message| format!("{message}\n{}", said.trim_end()))?;
    String::from_utf8(output.stdout)
        .map_err(|_| format!("`{}` printed bytes that are not text", shown(command)))
}

/// As [`capture`], with something to read on standard input.
pub(crate) fn capture_with_input(command: &mut Command, input: &[u8]) -> Outcome<String> {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| cannot_start(command, &error))?;
    let stdin = child.stdin.take();
    let output = thread::scope(|scope| {
        // Written beside the reading: a program that answers before it has read all would otherwise wait for ever. One that
        // ends without reading is told by its status.
        scope.spawn(move || stdin.map(|mut it| it.write_all(input)));
        child.wait_with_output()
    });
    finished(command, output.map_err(|error| error.to_string())?)
}

/// Shows the command and runs it, passing its standard output on line by line and keeping it.
pub(crate) fn tee(command: &mut Command) -> Outcome<(bool, String)> {
    echo(command);
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| cannot_start(command, &error))?;
    let mut kept = String::new();
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line).map_err(|error| error.to_string())? > 0 {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            kept.push_str(&text);
            line.clear();
        }
        std::io::stdout().flush().map_err(|error| error.to_string())?;
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    Ok((status.success(), kept))
}

/// Runs two things at once; the first failure is told. For installs that spend much of their time on one core.
pub(crate) fn both<A: Send, B>(
    first: impl FnOnce() -> Outcome<A> + Send,
    second: impl FnOnce() -> Outcome<B>,
) -> Outcome<(A, B)> {
    thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        let first = first.join().map_err(|_| "a helper thread stopped".to_owned())?;
        Ok((first?, second?))
    })
}

/// Names a step, runs it and prints the time it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("\n== {name}");
    let start = Instant::now();
    let outcome = work();
    let verdict = if outcome.is_ok() { "done" } else { "FAILED" };
    println!("== {name}: {verdict} in {:.1} s", start.elapsed().as_secs_f64());
    outcome
}

/// Shows a command the way a person would type it.
pub(crate) fn echo(command: &Command) {
    println!("$ {}", shown(command));
}

fn shown(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    let args = command.get_args().map(|it| match it.to_string_lossy() {
        it if it.contains('\n') => "'...'".to_owned(),
        it if it.is_empty() || it.contains([' ', '*', '\'', '"', '$']) => format!("'{it}'"),
        it => it.into_owned(),
    });
    std::iter::once(name).chain(args).collect::<Vec<_>>().join(" ")
}

fn verdict(command: &Command, status: ExitStatus) -> Outcome<()> {
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", shown(command))) }
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` cannot be started: {error}", shown(command))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut it = Command::new("sh");
        it.args(["-c", script]);
        it
    }

    #[test]
    fn a_failure_names_the_command_and_what_it_said() {
        let error = capture(&mut shell("echo why >&2; exit 3")).unwrap_err();
        assert!(error.contains("sh -c") && error.contains("why") && error.contains('3'), "{error}");
    }

    #[test]
    fn input_is_read_even_when_it_is_longer_than_a_pipe() {
        let input = vec![b'x'; 1 << 20];
        assert_eq!(capture_with_input(&mut shell("cat"), &input).unwrap().len(), input.len());
        assert!(capture_with_input(&mut shell("exit 1"), &input).is_err());
    }

    #[test]
    fn tee_keeps_the_output_of_a_failing_command() {
        assert_eq!(tee(&mut shell("echo one; exit 1")).unwrap(), (false, "one\n".to_owned()));
    }

    #[test]
    fn the_failure_of_either_side_is_told() {
        assert!(both(|| Err::<(), _>("a".to_owned()), || Ok(())).is_err());
        assert!(both(|| Ok(()), || Err::<(), _>("b".to_owned())).is_err());
        assert_eq!(both(|| Ok(1), || Ok(2)), Ok((1, 2)));
    }
}
