//! A static file server on loopback: one folder, its headers, nothing else; it never writes.

use super::headers::Headers;
use super::request::{self, Request};
use crate::Outcome;
use std::fs;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// Connections served at once; a browser opens six to a host.
const MAX_CONNECTIONS: usize = 64;
const PATIENCE: Duration = Duration::from_secs(10);

/// A bound server that has not begun to answer.
pub(crate) struct Server {
    listener: TcpListener,
    site: Arc<Site>,
}

struct Site {
    folder: PathBuf,
    headers: Headers,
    open: AtomicUsize,
}

impl Server {
    /// Takes the port (0: any free one) on 127.0.0.1 for the files of `folder`. `headers` is in the `_headers` format.
    pub(crate) fn bind(port: u16, folder: PathBuf, headers: &str) -> Outcome<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .map_err(|error| format!("port {port} on 127.0.0.1: {error}; choose another with --port"))?;
        let site = Site { folder, headers: Headers::parse(headers), open: AtomicUsize::new(0) };
        Ok(Self { listener, site: Arc::new(site) })
    }

    /// Answers from now until the process ends; the address to open.
    pub(crate) fn start(self) -> String {
        let port = self.listener.local_addr().map_or(0, |it| it.port());
        thread::spawn(move || {
            for stream in self.listener.incoming().flatten() {
                let site = Arc::clone(&self.site);
                if site.open.fetch_add(1, Ordering::Relaxed) >= MAX_CONNECTIONS {
                    site.open.fetch_sub(1, Ordering::Relaxed);
                    continue;
                }
                thread::spawn(move || {
                    // A browser that hangs up in the middle is no event.
                    let _ = site.answer(stream);
                    site.open.fetch_sub(1, Ordering::Relaxed);
                });
            }
        });
        format!("http://127.0.0.1:{port}/")
    }
}

impl Site {
    fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        match request::read(&mut stream)? {
            None => Ok(()),
            Some(Err(why)) => {
                respond(&mut stream, "400 Bad Request", "text/plain", "", Some(why.as_bytes()), why.len())
            }
            Some(Ok(request)) => self.send(&mut stream, &request),
        }
    }

    fn send(&self, stream: &mut TcpStream, request: &Request) -> io::Result<()> {
        let mut headers = String::new();
        for (name, value) in self.headers.of(&request.path) {
            headers.push_str(&format!("{name}: {value}\r\n"));
        }
        let file = self.folder.join(request.path.trim_start_matches('/'));
        let (status, kind, body) = match fs::read(&file) {
            Ok(bytes) => ("200 OK", mime(&request.path), bytes),
            Err(_) => ("404 Not Found", "text/plain", b"there is no such file".to_vec()),
        };
        let content = (!request.head).then_some(body.as_slice());
        respond(stream, status, kind, &headers, content, body.len())
    }
}

fn respond(
    stream: &mut TcpStream,
    status: &str,
    kind: &str,
    headers: &str,
    body: Option<&[u8]>,
    length: usize,
) -> io::Result<()> {
    // A rule of our own for files without one: what is served while working must never be old.
    let cache = if headers.contains("Cache-Control:") { "" } else { "Cache-Control: no-store\r\n" };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{headers}{cache}Connection: close\r\n\r\n"
    )?;
    stream.write_all(body.unwrap_or_default())
}

/// The content type that browsers insist on: modules and wasm are refused under any other.
fn mime(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" | "yml" | "yaml" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn get(address: &str, request: &str) -> String {
        let host = address.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(host).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn files_of_the_folder_are_served_with_their_headers_and_no_others() {
        let folder = std::env::temp_dir().join(format!("alertplay-serve-test-{}", std::process::id()));
        fs::create_dir_all(folder.join("in")).unwrap();
        fs::write(folder.join("in/a.js"), "hello").unwrap();
        fs::write(folder.join("out.txt"), "secret").unwrap();
        let server = Server::bind(0, folder.join("in"), "/*\n  X-Test: 1\n").unwrap();
        let address = server.start();
        let answer = get(&address, "GET /a.js HTTP/1.1\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("\r\n\r\nhello"), "{answer}");
        assert!(answer.contains("X-Test: 1\r\n") && answer.contains("text/javascript"), "{answer}");
        assert!(get(&address, "HEAD /a.js HTTP/1.1\r\n\r\n").ends_with("\r\n\r\n"));
        assert!(get(&address, "GET /none HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404"));
        assert!(get(&address, "GET /%2e%2e/out.txt HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 400"));
        fs::remove_dir_all(&folder).unwrap();
    }
}
