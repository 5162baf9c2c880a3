//! A folder of files as a map from relative path to bytes, and back.

use crate::Outcome;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Relative path, with `/` between its parts, to content.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// Reads a folder and those below it.
pub(super) fn read(folder: &Path) -> Outcome<Files> {
    let mut files = Files::new();
    add(folder, "", &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(files)
}

fn add(folder: &Path, prefix: &str, files: &mut Files) -> std::io::Result<()> {
    for it in fs::read_dir(folder)? {
        let it = it?;
        let name = format!("{prefix}{}", it.file_name().to_string_lossy());
        if it.file_type()?.is_dir() {
            add(&it.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(it.path())?);
        }
    }
    Ok(())
}

/// Makes the folder hold exactly these files.
pub(super) fn write(folder: &Path, files: &Files) -> Outcome<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    add_to(folder, files)
}

/// Writes these files beside what the folder holds.
pub(super) fn add_to(folder: &Path, files: &Files) -> Outcome<()> {
    let write = || {
        for (name, bytes) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(path, bytes)?;
        }
        Ok(())
    };
    write().map_err(|error: std::io::Error| format!("{}: {error}", folder.display()))
}
