//! Names every file by its content and rewrites the names where they are used; it knows quotes and paths, no HTML, CSS or JS.

mod reach;

pub(super) use reach::{Group, unreachable_snippets};

use super::folder::Files;
use crate::{Outcome, hash};
use std::collections::BTreeMap;
use std::ops::Range;

/// The one file whose name people know.
pub(super) const PAGE: &str = "index.html";

/// Whether the file keeps its name.
pub(super) fn is_fixed(name: &str) -> bool {
    [PAGE, "_headers", super::offline::WORKER].contains(&name)
}

/// The files under their new names, and the groups they are fetched in.
pub(super) fn hash(files: &Files) -> Outcome<(Files, Vec<Group>)> {
    let mut renamer = Renamer { files, renamed: BTreeMap::new(), done: Files::new(), open: Vec::new() };
    for name in files.keys() {
        renamer.rename(name)?;
    }
    let groups = reach::groups(files, &renamer.renamed)?;
    Ok((renamer.done, groups))
}

struct Renamer<'a> {
    files: &'a Files,
    renamed: BTreeMap<String, String>,
    done: Files,
    /// The files being renamed now, outermost first: a name that leads back into it is a circle.
    open: Vec<String>,
}

impl Renamer<'_> {
    /// The new name of a file. Its own references are rewritten first, since its hash depends on them.
    fn rename(&mut self, name: &str) -> Outcome<String> {
        if let Some(it) = self.renamed.get(name) {
            return Ok(it.clone());
        }
        if self.open.iter().any(|it| it == name) {
            return Err(format!(
                "files that name each other in a circle cannot be hashed: {} -> {name}",
                self.open.join(" -> ")
            ));
        }
        self.open.push(name.to_owned());
        let bytes = self.files.get(name).ok_or_else(|| format!("no such file: {name}"))?;
        let bytes = match text(name, bytes) {
            Some(text) => self.rewrite(name, text)?.into_bytes(),
            None => bytes.clone(),
        };
        self.open.pop();
        let new = if is_fixed(name) { name.to_owned() } else { with_hash(name, &bytes) };
        self.renamed.insert(name.to_owned(), new.clone());
        self.done.insert(new.clone(), bytes);
        Ok(new)
    }

    fn rewrite(&mut self, name: &str, text: &str) -> Outcome<String> {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for (span, target) in references(name, text, self.files) {
            // Only the last part of the path changes; the folders before it stay as they were written.
            let leaf = leaf(&target).len();
            out.push_str(&text[from..span.end - leaf]);
            out.push_str(self::leaf(&self.rename(&target)?));
            from = span.end;
        }
        out.push_str(&text[from..]);
        Ok(out)
    }
}

/// Where the text names other files of the folder: a run of path characters after a quote, a parenthesis or an equals sign.
fn references(name: &str, text: &str, files: &Files) -> Vec<(Range<usize>, String)> {
    let is_path = |it: char| it.is_ascii_alphanumeric() || "._-/~@".contains(it);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(is_path).map(|it| at + it) {
        let end = text[start..].find(|it| !is_path(it)).map_or(text.len(), |it| start + it);
        let before = text[..start].chars().next_back();
        if before.is_some_and(|it| "\"'`(=".contains(it))
            && let Some(target) = resolve(name, &text[start..end])
            && target != name
            && files.contains_key(&target)
        {
            found.push((start..end, target));
        }
        at = end;
    }
    found
}

/// The path that `reference` means in the file `from`; none for one that leaves the folder.
fn resolve(from: &str, reference: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in reference.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            "" => return None,
            it => parts.push(it),
        }
    }
    Some(parts.join("/"))
}

fn with_hash(name: &str, bytes: &[u8]) -> String {
    let hash = &hash::hex(bytes)[..12];
    match name.rsplit_once('.') {
        Some((stem, end)) => format!("{stem}-{hash}.{end}"),
        None => format!("{name}-{hash}"),
    }
}

fn leaf(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The content of a file that may name others.
fn text<'a>(name: &str, bytes: &'a [u8]) -> Option<&'a str> {
    let kind = name.rsplit('.').next()?;
    if ["html", "css", "js", "json", "mjs", "svg", "webmanifest"].contains(&kind) {
        std::str::from_utf8(bytes).ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_change_below_changes_every_name_above() {
        let page = |wasm| {
            hash(&files(&[
                ("index.html", "<script src=\"./boot.js\"></script>"),
                ("boot.js", "import './page.js'"),
                ("page.js", "new URL('page_bg.wasm', import.meta.url)"),
                ("page_bg.wasm", wasm),
            ]))
            .unwrap()
            .0
        };
        let (one, two) = (page("1"), page("2"));
        let shared: Vec<&String> = one.keys().filter(|it| two.contains_key(*it)).collect();
        assert_eq!(shared, ["index.html"]);
        let boot = one.keys().find(|it| it.starts_with("boot-")).unwrap();
        assert!(String::from_utf8_lossy(&one["index.html"]).contains(&format!("\"./{boot}\"")));
    }

    #[test]
    fn names_are_found_in_every_spelling_and_only_whole() {
        let all = files(&[("a.js", ""), ("b/c.js", ""), ("b/d.js", "")]);
        let found = |from: &str, text: &str| -> Vec<String> {
            references(from, text, &all).into_iter().map(|it| it.1).collect()
        };
        assert_eq!(found("index.html", "src=./a.js> 'b/c.js' url(b/d.js)"), ["a.js", "b/c.js", "b/d.js"]);
        assert_eq!(found("b/c.js", "'../a.js' './d.js' \"d.js\""), ["a.js", "b/d.js", "b/d.js"]);
        assert!(found("index.html", "a.js 'xa.js' 'a.jsx' '/a.js' '../a.js'").is_empty());
    }

    #[test]
    fn a_circle_is_an_error() {
        let circle = files(&[("index.html", ""), ("a.js", "'./b.js'"), ("b.js", "'./a.js'")]);
        assert!(hash(&circle).unwrap_err().contains("circle"));
    }
}
