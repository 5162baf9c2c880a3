//! One GET to a server on this machine. It must not know what it asks for.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// Past this a server counts as hanging.
const PATIENCE: Duration = Duration::from_secs(180);

/// The status and the body of `path` (with its query, escaped) from 127.0.0.1. HTTP/1.0: the answer ends with the
/// connection.
///
/// # Errors
/// When the server cannot be reached, is silent, or answers with something that is no text.
pub fn get(port: u16, path: &str) -> Result<(String, String), String> {
    let answer = exchange(port, path).map_err(|err| format!("port {port}: {err}"))?;
    let answer = String::from_utf8(answer).map_err(|err| err.to_string())?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("an answer without headers")?;
    let status = head.split_whitespace().nth(1).unwrap_or_default();
    Ok((status.to_owned(), body.to_owned()))
}

fn exchange(port: u16, path: &str) -> std::io::Result<Vec<u8>> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(5))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(format!("GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n").as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

/// Everything but letters and digits as %XX.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}
