//! Debian packages without root: fetched by apt, unpacked into the cache, started through small scripts that name their libraries.

use super::cache;
use crate::{Outcome, run};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the real programs stand inside their packages. Chromium's own start script names absolute paths, so we pass it by.
const PROGRAMS: [(&str, &str); 5] = [
    ("promtool", "usr/bin/promtool"),
    ("prometheus", "usr/bin/prometheus"),
    ("prometheus-alertmanager", "usr/bin/prometheus-alertmanager"),
    ("haproxy", "usr/sbin/haproxy"),
    ("chromium", "usr/lib/chromium/chromium"),
];

/// Fetches `packages` and those they need that the system lacks, and unpacks them.
pub(super) fn unpack(packages: &[&str]) -> Outcome<()> {
    println!("Not root: unpacking {} into the cache; usually one to two minutes.", packages.join(", "));
    let _held = cache::lock("debian")?;
    let root = cache::folder()?.join("debian");
    let debs = root.join("debs");
    fs::create_dir_all(&debs).map_err(|error| format!("{}: {error}", debs.display()))?;
    let mut plan = Command::new("apt-get");
    plan.args(["install", "--simulate", "--no-install-recommends"]).args(packages);
    let names = planned(&run::capture(&mut plan)?);
    run::run(Command::new("apt-get").current_dir(&debs).args(["download", "-q"]).args(&names))?;
    for deb in fs::read_dir(&debs).map_err(|error| error.to_string())? {
        let deb = deb.map_err(|error| error.to_string())?.path();
        run::run(Command::new("dpkg").arg("-x").arg(&deb).arg(&root))?;
    }
    fs::remove_dir_all(&debs).map_err(|error| format!("{}: {error}", debs.display()))?;
    write_scripts(&root)
}

/// The packages of a simulated install: lines such as `Inst prometheus (2.42.0 Debian:12 [amd64])`.
fn planned(text: &str) -> Vec<String> {
    let names = text.lines().filter_map(|line| line.strip_prefix("Inst ")?.split_whitespace().next());
    names.map(str::to_owned).collect()
}

fn write_scripts(root: &Path) -> Outcome<()> {
    let folder = root.join("bin");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let libraries = libraries(root).map_err(|error| error.to_string())?;
    for (name, place) in PROGRAMS {
        let program = root.join(place);
        if program.is_file() {
            let script = folder.join(name);
            let text = format!(
                "#!/bin/sh\nLD_LIBRARY_PATH='{}' exec '{}' \"$@\"\n",
                libraries.iter().map(|it| it.display().to_string()).collect::<Vec<_>>().join(":"),
                program.display()
            );
            let write = || {
                fs::write(&script, text)?;
                fs::set_permissions(&script, fs::Permissions::from_mode(0o755))
            };
            write().map_err(|error| format!("{}: {error}", script.display()))?;
        }
    }
    Ok(())
}

/// `usr/lib` and its folder of this machine's architecture, and the like under `lib`.
fn libraries(root: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for top in ["usr/lib", "lib"] {
        let top = root.join(top);
        if top.is_dir() {
            for it in fs::read_dir(&top)? {
                let path = it?.path();
                if path.is_dir() && path.to_string_lossy().ends_with("-linux-gnu") {
                    folders.push(path);
                }
            }
            folders.push(top);
        }
    }
    Ok(folders)
}

#[cfg(test)]
mod tests {
    use super::planned;

    #[test]
    fn a_simulated_install_names_what_is_lacking() {
        let text =
            "Reading package lists...\nInst libx (1 Debian:12 [amd64])\nInst haproxy (2.6)\nConf libx (1)\n";
        assert_eq!(planned(text), ["libx", "haproxy"]);
    }
}
