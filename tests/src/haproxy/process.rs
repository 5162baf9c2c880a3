//! The process of Debian's HAProxy in a folder of its own. It must not know what its configuration says.

use super::config::Addresses;
use crate::http;
use crate::peer;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The release whose behaviour the model knows, as `haproxy -v` prints it.
const RELEASE: &str = "version 2.6.";
/// HAProxy is there within a second, on a machine that does much else within some.
const STARTING: Duration = Duration::from_secs(30);

/// Whether HAProxy 2.6 is here. Where it is not, `proof` is named as skipped.
///
/// # Panics
/// When it is missing and no proof may be skipped.
pub fn is_here(proof: &str) -> bool {
    if !peer::is_here("haproxy", proof) {
        return false;
    }
    let output = Command::new("haproxy").arg("-v").output();
    let said = output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned()).unwrap_or_default();
    said.contains(RELEASE) || peer::is_skipped("haproxy 2.6", proof)
}

/// What HAProxy has to say against the configuration `file` of `folder`.
///
/// # Errors
/// What is wrong with it.
pub fn accepts(folder: &Path, file: &str) -> Result<(), String> {
    let output = Command::new("haproxy").args(["-c", "-q", "-f", file]).current_dir(folder).output();
    let output = output.map_err(|err| err.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() { Ok(()) } else { Err(said) }
}

/// A running HAProxy, killed when dropped.
pub struct Haproxy {
    child: Child,
    /// Of its runtime API.
    pub socket: PathBuf,
    addresses: Addresses,
}

impl Haproxy {
    /// Starts it with a configuration, whose socket must be `haproxy.sock` in `folder`, and waits for its exporter.
    ///
    /// # Errors
    /// What it says when it does not start.
    pub fn start(folder: &Path, config: &str, addresses: &Addresses) -> Result<Self, String> {
        let fail = |err: std::io::Error| err.to_string();
        std::fs::write(folder.join("haproxy.cfg"), config).map_err(fail)?;
        let log = File::create(folder.join("haproxy.log")).map_err(fail)?;
        let mut command = Command::new("haproxy");
        // Under a master, as services are; a worker ends with its master.
        command.args(["-W", "-db", "-f", "haproxy.cfg"]).current_dir(folder);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let child = command.spawn().map_err(fail)?;
        let socket = folder.join("haproxy.sock");
        let mut haproxy = Self { child, socket, addresses: addresses.clone() };
        let begin = Instant::now();
        while haproxy.scrape().is_err() {
            let ended = !matches!(haproxy.child.try_wait(), Ok(None));
            if ended || begin.elapsed() > STARTING {
                let said = std::fs::read_to_string(folder.join("haproxy.log")).unwrap_or_default();
                return Err(format!("haproxy is not there: {said}\n{config}"));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(haproxy)
    }

    /// The exporter's text.
    ///
    /// # Errors
    /// When it does not answer with 200.
    pub fn scrape(&self) -> Result<String, String> {
        match http::get_at(self.addresses.exporter(), "/metrics")? {
            (status, text) if status == "200" => Ok(text),
            (status, _) => Err(format!("the exporter answers {status}")),
        }
    }
}

impl Drop for Haproxy {
    fn drop(&mut self) {
        // That it has ended already is no trouble.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
