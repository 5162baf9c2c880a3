//! The head of an HTTP request, bounded, and the file name it asks for; it knows no files.

use std::io::{self, Read};

/// No honest request for a file of ours has a longer head.
const MAX_HEAD: usize = 16 * 1024;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// Whether only the headers are wanted.
    pub(super) head: bool,
    /// The path, beginning with `/`, decoded, free of `.` and `..` parts; `/index.html` for a folder.
    pub(super) path: String,
}

/// Reads one request. `Ok(None)` is a connection that was closed before it said anything; an error text is for a 400.
pub(super) fn read(stream: &mut impl Read) -> io::Result<Option<Result<Request, &'static str>>> {
    let mut head = Vec::new();
    let mut chunk = [0; 1024];
    while !head.windows(4).any(|it| it == b"\r\n\r\n") {
        let n = stream.read(&mut chunk)?;
        if n == 0 {
            return Ok(if head.is_empty() { None } else { Some(Err("cut short")) });
        }
        head.extend_from_slice(&chunk[..n]);
        if head.len() > MAX_HEAD {
            return Ok(Some(Err("too long")));
        }
    }
    let line = head.split(|&it| it == b'\r').next().unwrap_or_default();
    Ok(Some(std::str::from_utf8(line).map_err(|_| "not text").and_then(parse)))
}

fn parse(line: &str) -> Result<Request, &'static str> {
    let mut words = line.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if !matches!(method, "GET" | "HEAD") {
        return Err("only GET and HEAD are served");
    }
    let path = decode(target.split(['?', '#']).next().unwrap_or_default()).ok_or("badly encoded")?;
    let safe = path.starts_with('/')
        && !path.contains(['\\', '\0'])
        && !path.split('/').any(|it| it == ".." || it == ".");
    if !safe {
        return Err("not a path below the top");
    }
    let path = if path.ends_with('/') { path + "index.html" } else { path };
    Ok(Request { head: method == "HEAD", path })
}

/// Undoes percent-encoding.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digit = |it: Option<u8>| {
            it.and_then(|it| char::from(it).to_digit(16)).and_then(|it| u8::try_from(it).ok())
        };
        bytes.push(if byte == b'%' { digit(rest.next())? * 16 + digit(rest.next())? } else { byte });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(head: &str) -> Option<Result<Request, &'static str>> {
        read(&mut head.as_bytes()).unwrap()
    }

    #[test]
    fn a_plain_request_is_read() {
        let path =
            |text: &str| request(&format!("GET {text} HTTP/1.1\r\nHost: x\r\n\r\n")).unwrap().unwrap().path;
        assert_eq!(path("/"), "/index.html");
        assert_eq!(path("/a%20b.js?x=1"), "/a b.js");
    }

    #[test]
    fn nothing_outside_the_folder_can_be_named() {
        for target in
            ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/a/../../b", "C:\\x", "/..\\x", "/%zz", "/%", ""]
        {
            assert!(request(&format!("GET {target} HTTP/1.1\r\n\r\n")).unwrap().is_err(), "{target}");
        }
    }

    #[test]
    fn odd_requests_get_an_answer_and_silence_gets_none() {
        assert!(request("POST / HTTP/1.1\r\n\r\n").unwrap().is_err());
        assert!(request("GET / HTTP/1.1\r\n").unwrap().is_err());
        assert!(request(&"x".repeat(MAX_HEAD * 2)).unwrap().is_err());
        assert_eq!(request(""), None);
    }
}
