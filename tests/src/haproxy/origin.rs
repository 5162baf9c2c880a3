//! A real server for HAProxy to lead to, with the faults of real servers. It must not know HAProxy.

use super::config::CHECK_PATH;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How it treats requests, or checks of its health.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Answers with this status.
    Answers(u16),
    /// Closes the connection instead of an answer.
    Closes,
    /// Says nothing for longer than anybody waits for a check.
    Hangs,
}

/// Longer than any check may take.
const SILENCE: Duration = Duration::from_secs(5);
/// Longer than HAProxy keeps a connection that nobody uses.
const KEPT: Duration = Duration::from_secs(60);
/// Until those who have just come have been heard, and at most until all are answered.
const SETTLING: Duration = Duration::from_millis(20);
const PATIENCE: Duration = Duration::from_secs(2);

/// A server at one address. Nobody listens there while it is closed.
pub struct Origin {
    address: SocketAddr,
    shared: Arc<Shared>,
    listening: Option<JoinHandle<()>>,
}

/// What its threads look at.
struct Shared {
    manner: Mutex<Manner>,
    health: Mutex<Manner>,
    /// The connection after which it listens no more.
    last: Mutex<Option<SocketAddr>>,
    /// Requests that it works on.
    busy: Mutex<usize>,
    /// How long it works on a request.
    service: Duration,
    /// Bytes of an answer, headers included.
    bytes: usize,
    /// Who is connected, so that closing cuts them off.
    connected: Mutex<Vec<TcpStream>>,
}

impl Origin {
    /// Listens at `address`, answers 200 with `bytes` after `service`.
    ///
    /// # Errors
    /// When it cannot listen there.
    pub fn open_at(address: SocketAddr, service: Duration, bytes: usize) -> std::io::Result<Self> {
        let shared = Shared {
            manner: Mutex::new(Manner::Answers(200)),
            health: Mutex::new(Manner::Answers(200)),
            last: Mutex::new(None),
            busy: Mutex::new(0),
            service,
            bytes,
            connected: Mutex::default(),
        };
        let mut origin = Self { address, shared: Arc::new(shared), listening: None };
        origin.open()?;
        Ok(origin)
    }

    /// Listens, if it does not.
    ///
    /// # Errors
    /// When it cannot.
    pub fn open(&mut self) -> std::io::Result<()> {
        if self.listening.is_none() {
            let listener = TcpListener::bind(self.address)?;
            *lock(&self.shared.last) = None;
            let shared = Arc::clone(&self.shared);
            self.listening = Some(std::thread::spawn(move || listen(&listener, &shared)));
        }
        Ok(())
    }

    /// Ends as a process does that is told to: those who are connected get their answers, then connections are cut and new
    /// ones are refused.
    pub fn close(&mut self) {
        let Some(listening) = self.listening.take() else { return };
        // Whoever came before is still let in.
        let mut last = lock(&self.shared.last);
        let stop = TcpStream::connect(self.address);
        *last = stop.as_ref().ok().and_then(|it| it.local_addr().ok());
        drop(last);
        let _ = listening.join();
        let begin = Instant::now();
        std::thread::sleep(SETTLING);
        while *lock(&self.shared.busy) > 0 && begin.elapsed() < PATIENCE {
            std::thread::sleep(SETTLING);
        }
        for it in lock(&self.shared.connected).drain(..) {
            let _ = it.shutdown(std::net::Shutdown::Both);
        }
    }

    /// Treats requests like this from now on.
    pub fn behave(&self, manner: Manner) {
        *lock(&self.shared.manner) = manner;
    }

    /// Treats checks of its health like this from now on.
    pub fn answer_checks(&self, manner: Manner) {
        *lock(&self.shared.health) = manner;
    }
}

impl Drop for Origin {
    fn drop(&mut self) {
        self.close();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        let Ok(stream) = stream else { continue };
        if stream.peer_addr().ok().is_some_and(|it| *lock(&shared.last) == Some(it)) {
            return;
        }
        let Ok(copy) = stream.try_clone() else { continue };
        let mut connected = lock(&shared.connected);
        connected.retain(|it| it.peer_addr().is_ok());
        connected.push(copy);
        drop(connected);
        let busy = Busy::of(shared);
        std::thread::spawn(move || serve(stream, busy));
    }
}

/// One request that is worked on, or is about to come: whoever connects asks for something.
struct Busy(Arc<Shared>);

impl Busy {
    fn of(shared: &Arc<Shared>) -> Self {
        *lock(&shared.busy) += 1;
        Self(Arc::clone(shared))
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        *lock(&self.0.busy) -= 1;
    }
}

/// Answers requests until the other side or its own manner ends it; an error ends it too.
fn serve(mut stream: TcpStream, first: Busy) {
    let shared = Arc::clone(&first.0);
    let mut first = Some(first);
    let _ = stream.set_read_timeout(Some(KEPT));
    let _ = stream.set_nodelay(true);
    while let Some(head) = head(&mut stream) {
        let busy = first.take().unwrap_or_else(|| Busy::of(&shared));
        let manner = *lock(if head.contains(CHECK_PATH) { &shared.health } else { &shared.manner });
        let status = match manner {
            Manner::Answers(status) => status,
            Manner::Closes => break,
            Manner::Hangs => {
                drop(busy);
                std::thread::sleep(SILENCE);
                break;
            }
        };
        if !head.contains(CHECK_PATH) {
            std::thread::sleep(shared.service);
        }
        let last = head.to_ascii_lowercase().contains("connection: close");
        if stream.write_all(&answer(status, shared.bytes)).is_err() || last {
            break;
        }
    }
    let _ = stream.shutdown(std::net::Shutdown::Both);
}

/// The next request up to its empty line; none at the end.
fn head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut part = [0; 2048];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return None,
            Ok(count) => head.extend_from_slice(&part[..count]),
        }
    }
    String::from_utf8(head).ok()
}

/// The words behind a status.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        404 => "Not Found",
        503 => "Service Unavailable",
        _ => "as asked",
    }
}

/// An answer of about `bytes` bytes.
fn answer(status: u16, bytes: usize) -> Vec<u8> {
    let head =
        |length: usize| format!("HTTP/1.1 {status} {}\r\nContent-Length: {length}\r\n\r\n", reason(status));
    let length = bytes.saturating_sub(head(bytes).len());
    let mut answer = head(length).into_bytes();
    answer.resize(answer.len() + length, b'x');
    answer
}
