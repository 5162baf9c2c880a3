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
    get_at(SocketAddr::from((Ipv4Addr::LOCALHOST, port)), path)
}

/// As [`get`], from another address of this machine.
///
/// # Errors
/// As [`get`].
pub fn get_at(address: SocketAddr, path: &str) -> Result<(String, String), String> {
    let answer = exchange(address, path).map_err(|err| format!("{address}: {err}"))?;
    let answer = String::from_utf8(answer).map_err(|err| err.to_string())?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("an answer without headers")?;
    let status = head.split_whitespace().nth(1).unwrap_or_default();
    // HAProxy's exporter sends chunks, whoever asks.
    let is_chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
    let body = if is_chunked { joined(body).ok_or("a chunk is cut off")? } else { body.to_owned() };
    Ok((status.to_owned(), body))
}

/// A body's chunks without what stands between them.
fn joined(mut chunks: &str) -> Option<String> {
    let mut body = String::new();
    loop {
        let (size, rest) = chunks.split_once("\r\n")?;
        let size = usize::from_str_radix(size.trim(), 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.push_str(rest.get(..size)?);
        chunks = rest.get(size..)?.strip_prefix("\r\n")?;
    }
}

fn exchange(address: SocketAddr, path: &str) -> std::io::Result<Vec<u8>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        assert_eq!(joined("3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n").as_deref(), Some("abc0123456789"));
        for cut in ["", "3\r\nab", "3\r\nabc\r\n", "x\r\n"] {
            assert_eq!(joined(cut), None, "{cut:?}");
        }
    }
}
