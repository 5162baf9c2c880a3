//! HAProxy's runtime API: a command, an answer. It must not know which commands there are.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

/// Past this HAProxy counts as hanging.
const PATIENCE: Duration = Duration::from_secs(30);

/// The answer to `command` through the socket.
///
/// # Errors
/// When nobody answers.
pub fn ask(socket: &Path, command: &str) -> Result<String, String> {
    exchange(socket, command).map_err(|err| format!("{command}: {err}"))
}

fn exchange(socket: &Path, command: &str) -> std::io::Result<String> {
    let mut stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(format!("{command}\n").as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
