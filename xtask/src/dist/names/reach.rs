//! Which files are fetched together: what the page reaches at once, and what each of its metas begins.

use super::{PAGE, references, text};
use crate::Outcome;
use crate::dist::folder::Files;
use crate::dist::pieces::{FOLDER, TABLE};
use crate::dist::split::REST;
use crate::dist::without;
use std::collections::{BTreeMap, BTreeSet};

/// Files that are fetched together.
#[derive(Debug)]
pub(crate) struct Group {
    /// `first paint`, or the name of the meta that begins it, or `engine, the rest` (its second half), or `on demand` (the pieces),
    /// or `other`.
    pub(crate) name: String,
    /// New names, sorted.
    pub(crate) files: Vec<String>,
}

/// The groups: first paint, then the metas in the order of the page, then the pieces, then what nothing names (if anything). A file that two
/// groups need belongs to the earlier one. A preload is a hint when a file is fetched, not what it is for, and counts only for
/// a file that nothing else names.
pub(super) fn groups(files: &Files, renamed: &BTreeMap<String, String>) -> Outcome<Vec<Group>> {
    names_in_wasm(files)?;
    let html = files.get(PAGE).and_then(|it| text(PAGE, it)).ok_or("there is no index.html")?;
    let needed = without(&without(html, "<meta", ">", |_| true), "<link", ">", is_hint);
    let mut sorter = Sorter { files, taken: BTreeSet::from([PAGE.to_owned()]) };
    let pieces =
        sorter.take(files.keys().filter(|it| it.starts_with(FOLDER) || *it == TABLE).cloned().collect());
    let rest_of_engine = sorter.take(files.keys().filter(|it| *it == REST).cloned().collect());
    let mut first = sorter.take(named(&needed, files));
    let metas: Vec<_> =
        metas(html, files).into_iter().map(|(name, it)| (name, sorter.take(vec![it]))).collect();
    first.extend(sorter.take(named(html, files)));
    first.push(PAGE.to_owned());
    let other = sorter.take(files.keys().cloned().collect());
    let rest = [("engine, the rest", rest_of_engine), ("on demand", pieces), ("other", other)]
        .map(|(name, it)| (name.to_owned(), it));
    let all = std::iter::once(("first paint".to_owned(), first)).chain(metas).chain(rest);
    let group = |(name, members): (String, Vec<String>)| {
        let mut files: Vec<String> =
            members.into_iter().map(|it| renamed.get(&it).cloned().unwrap_or(it)).collect();
        files.sort();
        Group { name, files }
    };
    Ok(all.filter(|(_, files)| !files.is_empty()).map(group).collect())
}

/// Gives every file to the first that asks for it.
struct Sorter<'a> {
    files: &'a Files,
    taken: BTreeSet<String>,
}

impl Sorter<'_> {
    /// These files and all that they name, as far as nobody has taken them.
    fn take(&mut self, mut open: Vec<String>) -> Vec<String> {
        let mut members = Vec::new();
        while let Some(file) = open.pop() {
            if self.taken.insert(file.clone()) {
                open.extend(targets(&file, self.files));
                members.push(file);
            }
        }
        members
    }
}

fn is_hint(tag: &str) -> bool {
    tag.contains("preload") || tag.contains("prefetch")
}

/// The files that a part of the page names.
fn named(html: &str, files: &Files) -> Vec<String> {
    references(PAGE, html, files).into_iter().map(|it| it.1).collect()
}

/// Drops files under `snippets/` that nothing names: wasm-bindgen's folder keeps those of earlier builds.
pub(crate) fn unreachable_snippets(files: &mut Files) {
    let named: BTreeSet<String> = files.keys().flat_map(|it| targets(it, files)).collect();
    files.retain(|name, _| !name.starts_with("snippets/") || named.contains(name));
}

fn targets(name: &str, files: &Files) -> Vec<String> {
    let text = files.get(name).and_then(|it| text(name, it)).unwrap_or_default();
    references(name, text, files).into_iter().map(|it| it.1).collect()
}

/// Name and file of every `<meta name="..." content="./file">`, in order.
fn metas(html: &str, files: &Files) -> Vec<(String, String)> {
    let tags = html.match_indices("<meta").filter_map(|(at, _)| html[at..].split('>').next());
    let metas = tags.filter_map(|tag| {
        let target = named(tag, files).into_iter().next()?;
        let name = tag.split_once("name=")?.1.trim_start_matches('"');
        Some((name.split(['"', ' ']).next()?.to_owned(), target))
    });
    metas.collect()
}

/// A wasm module that names a file would ask for it under its old name.
fn names_in_wasm(files: &Files) -> Outcome<()> {
    for (module, bytes) in files.iter().filter(|(name, _)| name.ends_with(".wasm")) {
        // Names of pieces are in the engine, their files' are not: their folder would be.
        let apart = |it: &&String| !super::is_fixed(it) && !it.starts_with(FOLDER);
        for name in files.keys().filter(apart).map(String::as_str).chain([FOLDER]) {
            if bytes.windows(name.len()).any(|it| it == name.as_bytes()) {
                return Err(format!(
                    "{module} names {name}, which is renamed: let it read a <meta> of index.html"
                ));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_meta_begins_a_group_of_its_own() {
        let all = files(&[
            ("index.html", "<meta name=\"engine\" content=\"./e.js\"><script src=\"./a.js\"></script>"),
            ("a.js", "'./shared.js'"),
            ("e.js", "'./shared.js' './e.wasm'"),
            ("e.wasm", ""),
            ("lost.txt", ""),
            ("shared.js", ""),
        ]);
        let groups = groups(&all, &BTreeMap::new()).unwrap();
        let shown: Vec<String> =
            groups.iter().map(|it| format!("{}: {}", it.name, it.files.join(" "))).collect();
        assert_eq!(
            shown,
            ["first paint: a.js index.html shared.js", "engine: e.js e.wasm", "other: lost.txt"]
        );
    }

    #[test]
    fn pieces_are_no_part_of_what_names_them() {
        let all = files(&[
            ("index.html", "<meta name=\"engine\" content=\"e.js\">"),
            ("e.js", "'./pieces.json'"),
            ("pieces.json", "'a': './pieces/a.bin'"),
            ("pieces/a.bin", ""),
            ("e.wasm", ""),
        ]);
        let groups = groups(&all, &BTreeMap::new()).unwrap();
        let shown: Vec<String> =
            groups.iter().map(|it| format!("{}: {}", it.name, it.files.join(" "))).collect();
        assert_eq!(
            shown,
            [
                "first paint: index.html",
                "engine: e.js",
                "on demand: pieces.json pieces/a.bin",
                "other: e.wasm"
            ]
        );
    }

    #[test]
    fn a_preload_moves_nothing_into_the_first_paint() {
        let all = files(&[
            (
                "index.html",
                "<meta name=\"engine\" content=\"e.js\"><link rel=\"modulepreload\" href=\"e.js\">\
              <link rel=\"preload\" href=\"font.woff2\"><script src=\"a.js\"></script>",
            ),
            ("a.js", ""),
            ("e.js", ""),
            ("font.woff2", ""),
        ]);
        let groups = groups(&all, &BTreeMap::new()).unwrap();
        assert_eq!(groups[0].files, ["a.js", "font.woff2", "index.html"]);
        assert_eq!(groups[1].files, ["e.js"]);
    }

    #[test]
    fn a_wasm_module_must_name_no_file() {
        let all = files(&[("index.html", ""), ("engine-boot.js", ""), ("page.wasm", "..engine-boot.js..")]);
        assert!(groups(&all, &BTreeMap::new()).is_err());
    }

    #[test]
    fn old_snippets_are_dropped() {
        let mut all =
            files(&[("page.js", "'./snippets/x/a.js'"), ("snippets/x/a.js", ""), ("snippets/y/b.js", "")]);
        unreachable_snippets(&mut all);
        assert_eq!(all.len(), 2);
    }
}
