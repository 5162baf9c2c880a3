//! Clients at a given pace: so many requests, each at its time, whatever becomes of those before. It must not know
//! HAProxy.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// At most so many requests at a time; the pace slips only where more are stuck.
const CLIENTS: usize = 64;
/// Longer than anything that HAProxy is asked to wait for.
const PATIENCE: Duration = Duration::from_secs(20);

/// One request.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Milliseconds after the start.
    pub at: u64,
    /// Whom it goes to.
    pub to: SocketAddr,
    /// What it asks for.
    pub path: String,
    /// Bytes of the request.
    pub bytes: usize,
}

/// How a request ended: the status, 0 without an answer.
pub type Outcome = u16;

/// Clients at work.
pub struct Client {
    threads: Vec<JoinHandle<BTreeMap<Outcome, u64>>>,
}

impl Client {
    /// Sends `arrivals`, which are in the order of time.
    pub fn start(arrivals: Vec<Arrival>, begin: Instant) -> Self {
        let arrivals = Arc::new(arrivals);
        let next = Arc::new(AtomicUsize::new(0));
        let one = |_| {
            let (arrivals, next) = (Arc::clone(&arrivals), Arc::clone(&next));
            std::thread::spawn(move || work(&arrivals, &next, begin))
        };
        Self { threads: (0..CLIENTS).map(one).collect() }
    }

    /// Waits for the last answer; how many requests ended how.
    pub fn outcomes(self) -> BTreeMap<Outcome, u64> {
        let mut sum = BTreeMap::new();
        for it in self.threads {
            for (status, number) in it.join().unwrap_or_default() {
                *sum.entry(status).or_default() += number;
            }
        }
        sum
    }
}

/// One client: the next request that nobody has taken, until there is none.
fn work(arrivals: &[Arrival], next: &AtomicUsize, begin: Instant) -> BTreeMap<Outcome, u64> {
    let mut outcomes = BTreeMap::new();
    while let Some(it) = arrivals.get(next.fetch_add(1, Ordering::Relaxed)) {
        std::thread::sleep(Duration::from_millis(it.at).saturating_sub(begin.elapsed()));
        *outcomes.entry(request(it).unwrap_or(0)).or_default() += 1;
    }
    outcomes
}

fn request(it: &Arrival) -> std::io::Result<Outcome> {
    let mut stream = TcpStream::connect_timeout(&it.to, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = format!("GET {} HTTP/1.1\r\nHost: live\r\nConnection: close\r\nPad: ", it.path);
    head.extend(std::iter::repeat_n('x', it.bytes.saturating_sub(head.len() + 4)));
    stream.write_all(format!("{head}\r\n\r\n").as_bytes())?;
    let mut answer = Vec::new();
    // An answer that is cut off is one all the same.
    let ended = stream.read_to_end(&mut answer);
    let status = std::str::from_utf8(answer.get(9..12).unwrap_or_default()).unwrap_or_default();
    ended.map(|_| status.parse().unwrap_or(0))
}
