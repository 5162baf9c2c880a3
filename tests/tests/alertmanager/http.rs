//! As much HTTP as the webhook and the API of Alertmanager need. It must not know alerts.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A listener that takes every message and answers 200.
pub(crate) struct Hook {
    address: SocketAddr,
    messages: Arc<Mutex<Vec<(i64, Value)>>>,
}

impl Hook {
    pub(crate) fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let messages = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&messages);
        // Ends with the test's process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = Arc::clone(&kept);
                thread::spawn(move || serve(&stream, &kept));
            }
        });
        Self { address, messages }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// All messages so far, with the times at which they came.
    pub(crate) fn messages(&self) -> Vec<(i64, Value)> {
        self.messages.lock().unwrap().clone()
    }
}

/// Answers the requests of one connection until it is closed.
fn serve(stream: &TcpStream, messages: &Mutex<Vec<(i64, Value)>>) {
    let mut reader = BufReader::new(stream);
    while let Some(body) = body(&mut reader) {
        let message = serde_json::from_slice(&body).unwrap();
        messages.lock().unwrap().push((super::super::now(), message));
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        if (&mut &*stream).write_all(answer.as_bytes()).is_err() {
            return;
        }
    }
}

/// The body of the next request or answer.
fn body(reader: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(body)
}

/// Sends one request; whether the answer's status is 200.
pub(crate) fn request(port: u16, method: &str, path: &str, body: &str) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let length = body.len();
    let head = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    let head = format!("{head}Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n");
    if stream.write_all((head + body).as_bytes()).is_err() {
        return false;
    }
    let mut answer = String::new();
    let read = stream.read_to_string(&mut answer);
    read.is_ok() && answer.starts_with("HTTP/1.1 200")
}
