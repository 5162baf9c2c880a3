//! The real peers and the browser, as Debian packages them: installed with root and apt, unpacked into the cache without
//! root, and otherwise named with the command that installs them. No daemon is ever started.

mod install;
mod unpack;

use super::{cache, find, path_with};
use crate::{Outcome, run};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

/// What we need: the program, by the names it may bear, and the package that holds it.
const NEEDED: [(&[&str], &str); 5] = [
    (&["promtool"], "prometheus"),
    (&["prometheus"], "prometheus"),
    (&["prometheus-alertmanager"], "prometheus-alertmanager"),
    (&["haproxy"], "haproxy"),
    (BROWSERS, "chromium"),
];
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The programs of others that proofs run against.
pub(crate) struct Peers {
    /// A PATH on which the programs are found, wherever they were installed.
    pub(crate) path: OsString,
    /// The browser; `CHROMIUM` names one explicitly.
    pub(crate) chromium: Option<PathBuf>,
    /// Packages that could not be had, with what to do about it. Empty when all is there.
    pub(crate) missing: Vec<String>,
}

/// Finds the peers, installing what is missing where that needs nobody's leave.
pub(crate) fn peers() -> Outcome<Peers> {
    let wanted = missing()?;
    let failure = if wanted.is_empty() { None } else { get(&wanted).err() };
    let missing: Vec<String> = missing()?.iter().map(|it| it.to_string()).collect();
    if let (Some(why), false) = (&failure, missing.is_empty()) {
        println!("Not installed: {}. {why}", missing.join(", "));
    }
    let path = path_with(&[unpacked()?, PathBuf::from("/usr/sbin")])?;
    Ok(Peers { path, chromium: browser()?, missing })
}

/// The packages of which a program is not found.
fn missing() -> Outcome<Vec<&'static str>> {
    let mut packages = Vec::new();
    for (names, package) in NEEDED {
        let found = if package == "chromium" { browser()?.is_some() } else { program(names)?.is_some() };
        if !found && !packages.contains(&package) {
            packages.push(package);
        }
    }
    Ok(packages)
}

fn browser() -> Outcome<Option<PathBuf>> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from).filter(|it| it.is_file());
    Ok(named.or(program(BROWSERS)?))
}

fn program(names: &[&str]) -> Outcome<Option<PathBuf>> {
    let unpacked = unpacked()?;
    let in_cache = names.iter().map(|name| unpacked.join(name)).find(|it| it.is_file());
    Ok(names.iter().find_map(|name| find(name)).or(in_cache))
}

/// Where the small scripts stand that start unpacked programs.
fn unpacked() -> Outcome<PathBuf> {
    Ok(cache::folder()?.join("debian/bin"))
}

fn get(packages: &[&str]) -> Outcome<()> {
    if find("apt-get").is_none() {
        return Err(format!("This is no Debian; install {} and put them on PATH.", packages.join(", ")));
    }
    let outcome = if is_root() { install::install(packages) } else { unpack::unpack(packages) };
    outcome.map_err(|why| {
        format!("{why}\nInstall by hand: sudo apt-get install --no-install-recommends {}", packages.join(" "))
    })
}

fn is_root() -> bool {
    run::capture(Command::new("id").arg("-u")).is_ok_and(|it| it.trim() == "0")
}
