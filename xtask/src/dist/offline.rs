//! The worker that keeps the page for use without a network: web/offline.js with the version and the files of this build. It
//! must not know what the files are.

use super::folder::Files;
use super::names::PAGE;
use crate::{Outcome, hash, repo};

/// The worker's file. Browsers look for a newer one under the same name, so that it is not named by its content.
pub(super) const WORKER: &str = "offline.js";

/// Adds the worker to files that have their last names, and tells the page of it.
pub(super) fn add(files: &mut Files) -> Outcome<()> {
    add_from(&repo::read("web/offline.js")?, files)
}

fn add_from(source: &str, files: &mut Files) -> Outcome<()> {
    let page = files.get(PAGE).ok_or("there is no index.html")?;
    let html = String::from_utf8(page.clone()).map_err(|_| "index.html is not UTF-8")?;
    let meta = format!("<meta name=\"offline\" content=\"./{WORKER}\">\n</head>");
    let html = html.replacen("</head>", &meta, 1);
    if !html.contains(&meta) {
        return Err("index.html has no </head>".to_owned());
    }
    files.insert(PAGE.to_owned(), html.into_bytes());
    let names: Vec<String> = files.keys().map(|name| format!("{name:?}")).collect();
    // Every name but the page's is made from its file's content.
    let all: Vec<u8> = names.iter().flat_map(|it| it.bytes()).chain(files[PAGE].iter().copied()).collect();
    let worker = source.replacen("\"@version@\"", &format!("{:?}", hash::hex(&all)), 1).replacen(
        "\"@files@\"",
        &names.join(","),
        1,
    );
    files.insert(WORKER.to_owned(), worker.into_bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "const VERSION = \"@version@\"; const FILES = [\"@files@\"];";

    fn made(page: &str) -> (String, String) {
        let mut files = Files::new();
        files.insert(PAGE.to_owned(), page.as_bytes().to_vec());
        files.insert("a-1.js".to_owned(), b"a".to_vec());
        add_from(SOURCE, &mut files).unwrap();
        let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
        (text(PAGE), text(WORKER))
    }

    #[test]
    fn the_worker_knows_every_file_and_the_page_knows_the_worker() {
        let (page, worker) = made("<head></head>");
        assert!(page.contains("<meta name=\"offline\" content=\"./offline.js\">"));
        assert!(worker.contains("const FILES = [\"a-1.js\",\"index.html\"]"), "{worker}");
        assert!(!worker.contains('@'), "{worker}");
        assert_ne!(made("<head>x</head>").1, worker, "another page is another version");
    }
}
