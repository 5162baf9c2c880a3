//! Installing Debian packages as root without letting them start their services.

use crate::{Outcome, run};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// Debian asks this script before a package may start its service; 101 means no.
const POLICY: &str = "/usr/sbin/policy-rc.d";
const REFUSE: &str = "#!/bin/sh\n# Written by `cargo xtask` for the length of one install.\nexit 101\n";

/// Installs `packages` with apt-get.
pub(super) fn install(packages: &[&str]) -> Outcome<()> {
    println!("Installing {} with apt-get; usually one to two minutes.", packages.join(", "));
    let _refusal = Refusal::set()?;
    run::run(Command::new("apt-get").args(["update", "-q"]))?;
    let mut apt = Command::new("apt-get");
    apt.args(["install", "-y", "-q", "--no-install-recommends"]).args(packages);
    // RUNLEVEL=1 says the same as the script to maintainer scripts of machines without systemd.
    run::run(apt.env("DEBIAN_FRONTEND", "noninteractive").env("RUNLEVEL", "1"))
}

/// Services stay stopped while this lives. A script that somebody else put there is left as it is.
struct Refusal {
    ours: bool,
}

impl Refusal {
    fn set() -> Outcome<Self> {
        let ours = match fs::read_to_string(POLICY) {
            Ok(text) => text == REFUSE,
            Err(_) => !Path::new(POLICY).exists(),
        };
        if ours {
            let write = || {
                fs::write(POLICY, REFUSE)?;
                fs::set_permissions(POLICY, fs::Permissions::from_mode(0o755))
            };
            write().map_err(|error| format!("{POLICY}: {error}"))?;
        }
        Ok(Self { ours })
    }
}

impl Drop for Refusal {
    fn drop(&mut self) {
        if self.ours {
            // Nothing can be done about a failure here, and the next install writes the same script again.
            let _ = fs::remove_file(POLICY);
        }
    }
}
