//! The folder that tools live in, outside target/ so that `cargo clean` spares them; an install is marked when finished.

use crate::Outcome;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

const FINISHED: &str = ".finished";

/// `$ALERTPLAY_CACHE`, else `$XDG_CACHE_HOME/alertplay`, else `~/.cache/alertplay`.
pub(super) fn folder() -> Outcome<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    set("ALERTPLAY_CACHE")
        .or_else(|| set("XDG_CACHE_HOME").map(|it| it.join("alertplay")))
        .or_else(|| set("HOME").map(|it| it.join(".cache/alertplay")))
        .ok_or_else(|| "no place for tools: set ALERTPLAY_CACHE to a folder".to_owned())
}

/// Holds the lock of one tool, so that two commands at once do not install it twice. Dropping it gives it back.
pub(super) fn lock(name: &str) -> Outcome<File> {
    let folder = folder()?;
    let path = folder.join(format!("{name}.lock"));
    let open = || {
        fs::create_dir_all(&folder)?;
        let file = File::create(&path)?;
        file.lock()?;
        Ok(file)
    };
    open().map_err(|error: std::io::Error| format!("{}: {error}", path.display()))
}

/// The folder `name` of the cache, filled by `install` unless an earlier run has finished it. A folder without its mark is
/// the rest of an interrupted install and is begun again.
pub(super) fn entry(name: &str, install: impl FnOnce(&Path) -> Outcome<()>) -> Outcome<PathBuf> {
    fill(&folder()?.join(name), || lock(name), install)
}

fn fill(
    folder: &Path,
    lock: impl FnOnce() -> Outcome<File>,
    install: impl FnOnce(&Path) -> Outcome<()>,
) -> Outcome<PathBuf> {
    let mark = folder.join(FINISHED);
    if !mark.is_file() {
        let _held = lock()?;
        // Another command may have finished it while we waited.
        if !mark.is_file() {
            let told = |error: std::io::Error| format!("{}: {error}", folder.display());
            if folder.exists() {
                fs::remove_dir_all(folder).map_err(told)?;
            }
            fs::create_dir_all(folder).map_err(told)?;
            install(folder)?;
            fs::write(&mark, "").map_err(told)?;
        }
    }
    Ok(folder.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interrupted_install_is_redone_and_a_finished_one_is_not() {
        let folder = std::env::temp_dir().join(format!("alertplay-cache-test-{}", std::process::id()));
        let lock =
            || File::create(std::env::temp_dir().join(format!("alertplay-lock-{}", std::process::id())));
        let lock = || lock().map_err(|error| error.to_string());
        let broken =
            |it: &Path| fs::write(it.join("half"), "").map_err(|e| e.to_string()).and(Err("cut".to_owned()));
        assert!(fill(&folder, lock, broken).is_err());
        assert!(folder.join("half").exists());

        fill(&folder, lock, |it| fs::write(it.join("whole"), "").map_err(|e| e.to_string())).unwrap();
        assert!(!folder.join("half").exists() && folder.join("whole").exists());

        fill(&folder, lock, |_| Err("must not run again".to_owned())).unwrap();
        fs::remove_dir_all(&folder).unwrap();
    }
}
