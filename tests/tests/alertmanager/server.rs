//! A real Alertmanager on a free port, ended with its handle. It must not know alerts.

use super::http;
use serde_json::Value;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub(crate) struct Alertmanager {
    process: Child,
    port: u16,
}

impl Alertmanager {
    /// Starts it on `alertmanager.yml` in `folder` and waits until it answers.
    pub(crate) fn start(folder: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let process = Command::new("prometheus-alertmanager")
            .arg("--config.file=alertmanager.yml")
            .arg("--storage.path=data")
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            .arg("--cluster.listen-address=")
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { process, port };
        let answers = (0..100).any(|_| {
            std::thread::sleep(Duration::from_millis(100));
            http::request(port, "GET", "/-/ready", "")
        });
        assert!(answers, "Alertmanager does not answer");
        server
    }

    /// Posts alerts.
    pub(crate) fn post(&self, alerts: &Value) {
        assert!(http::request(self.port, "POST", "/api/v2/alerts", &alerts.to_string()), "alerts refused");
    }
}

impl Drop for Alertmanager {
    fn drop(&mut self) {
        // A process that is gone already needs no end.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
