//! The real Prometheus over samples that promtool has turned into blocks. It must not know rules.

use crate::http;
use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Loading takes a minute for 1000 series; past this it counts as hanging.
const LOADING: Duration = Duration::from_secs(600);
/// Prometheus is ready within a second or two.
const STARTING: Duration = Duration::from_secs(60);

/// A running Prometheus, killed when dropped.
pub struct Server {
    child: Child,
    port: u16,
}

/// Turns an OpenMetrics file in `folder` into blocks in `folder`/data. Blocks may span more than the two hours that
/// promtool chooses, as those of a server do after a day.
pub fn load(folder: &Path, file: &str) -> Result<(), String> {
    let mut promtool = Command::new("promtool");
    promtool.args(["tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=24h", "--quiet"]);
    let mut child = start(promtool.args([file, "data"]), folder, "promtool.log")?;
    let begin = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(_)) => return Err(format!("promtool: {}", said(folder, "promtool.log"))),
            Ok(None) if begin.elapsed() < LOADING => std::thread::sleep(Duration::from_millis(100)),
            Ok(None) | Err(_) => {
                stop(&mut child);
                return Err("promtool does not end".to_owned());
            }
        }
    }
}

impl Server {
    /// Starts Prometheus over `folder`/data and waits until it is ready. It scrapes nothing and compacts nothing.
    ///
    /// # Errors
    /// The end of its log when it does not start.
    pub fn start(folder: &Path) -> Result<Self, String> {
        std::fs::write(folder.join("prometheus.yml"), "global: {}\n").map_err(|err| err.to_string())?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|err| err.to_string())?;
        let port = listener.local_addr().map_err(|err| err.to_string())?.port();
        drop(listener);
        let mut prometheus = Command::new("prometheus");
        prometheus.args(["--config.file=prometheus.yml", "--storage.tsdb.path=data"]);
        prometheus.args(["--storage.tsdb.retention.time=100y", "--query.max-samples=1000000000"]);
        prometheus.args(["--storage.tsdb.min-block-duration=2h", "--storage.tsdb.max-block-duration=2h"]);
        prometheus.arg(format!("--web.listen-address=127.0.0.1:{port}"));
        let mut server = Self { child: start(&mut prometheus, folder, "prometheus.log")?, port };
        let begin = Instant::now();
        while !http::get(port, "/-/ready").is_ok_and(|(status, _)| status == "200") {
            let ended = !matches!(server.child.try_wait(), Ok(None));
            if ended || begin.elapsed() > STARTING {
                return Err(format!("prometheus is not ready: {}", said(folder, "prometheus.log")));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(server)
    }

    /// The status and the body of a request.
    ///
    /// # Errors
    /// As [`http::get`].
    pub fn get(&self, path: &str) -> Result<(String, String), String> {
        http::get(self.port, path)
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

fn start(command: &mut Command, folder: &Path, log: &str) -> Result<Child, String> {
    let file = File::create(folder.join(log)).map_err(|err| err.to_string())?;
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(file);
    command.spawn().map_err(|err| err.to_string())
}

/// Ends a program; that it has ended already is no trouble.
fn stop(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// The last lines of a program's log.
fn said(folder: &Path, log: &str) -> String {
    let text = std::fs::read_to_string(folder.join(log)).unwrap_or_default();
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(5)..].join("\n")
}
