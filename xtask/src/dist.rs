//! The page as it is published: built by trunk, made small, every file named by its content, and weighed against the budget;
//! it knows the files that trunk leaves, not what is in them.
//!
//! The convention between this module and the page:
//! - `web/index.html` names its scripts, styles and preloads in attributes, scripts name each other in quotes, always relative
//!   (`./boot.js`). Every such name is rewritten to the hashed one.
//! - What the page asks for later is named in a `<meta name="..." content="./file">` of `index.html` and read from there. The
//!   worker is `<meta name="engine" content="./engine-boot.js">`. Wasm modules name no file.
//! - The engine's module is cut in two: `engine_rest.wasm` is fetched once the rest of it runs, and is a group of its own.
//! - What lies in `pieces/` is fetched one by one, as the engine needs it, and `pieces.json` once it works: a group of their own,
//!   whoever names them.
//! - First paint is what `index.html` reaches without such a meta; each meta begins a group of its own in the table. A preload
//!   moves a file to no other group.
//! - Every stylesheet stands in `web/styles/` and is linked by `index.html`; they are joined into one.

mod alertplay;
mod bundle;
mod csp;
mod exchange;
mod first;
mod folder;
mod minify;
mod names;
mod offline;
mod optimise;
mod paths;
mod pictures;
mod pieces;
mod sizes;
mod split;
mod styles;

pub(crate) use csp::HEADERS;

use crate::{Outcome, repo, run, tools};
use folder::Files;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How the page is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build, large and slow.
    Dev,
    /// As published: cargo's profile `page`.
    Page,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Page => "page",
        }
    }

    /// Where trunk leaves its files.
    pub(crate) fn folder(self) -> PathBuf {
        repo::target().join("trunk").join(self.name())
    }

    /// The arguments that every trunk command takes.
    pub(crate) fn arguments(self) -> Vec<String> {
        let mut args = vec![format!("--cargo-profile={}", self.name()), "--dist".to_owned()];
        args.push(self.folder().to_string_lossy().into_owned());
        if self == Self::Page {
            args.push("--release".to_owned());
        }
        args
    }
}

/// Lets trunk build the page into the profile's folder, and puts the catalogue's pieces beside it.
pub(crate) fn build(profile: Profile) -> Outcome<()> {
    if profile == Profile::Page {
        println!(
            "Building the page for size; usually 2 to 4 minutes on two cores when nothing is built yet."
        );
    }
    let mut trunk = tools::trunk()?;
    if profile == Profile::Page {
        slim(&mut trunk);
    }
    run::run(trunk.arg("build").args(profile.arguments()))?;
    let alertplay = alertplay::Alertplay::build()?;
    first::chart(&profile.folder(), &alertplay)?;
    pictures::add(&profile.folder(), &alertplay)?;
    pieces::add(&profile.folder())?;
    bundle::editor(&profile.folder())
}

/// Has `command` compile as the published page is compiled, standard library included.
pub(crate) fn slim(command: &mut Command) -> &mut Command {
    command.env("CARGO_ENCODED_RUSTFLAGS", paths::flags());
    command.envs([paths::BOOTSTRAP].into_iter().chain(paths::OWN_STD))
}

/// `cargo xtask dist`: a breach of the budget is an error, with the files left to look at.
pub(crate) fn dist() -> Outcome<()> {
    make().and_then(|it| it.within_budget())
}

/// A published folder that is whole, whatever it weighs.
pub(crate) struct Dist {
    pub(crate) folder: PathBuf,
    breaches: Vec<String>,
    /// What its files weigh, by group.
    pub(crate) sizes: serde_json::Value,
}

impl Dist {
    /// Fails with what is too big.
    pub(crate) fn within_budget(&self) -> Outcome<()> {
        if self.breaches.is_empty() { Ok(()) } else { Err(self.breaches.join("; ")) }
    }
}

/// Builds `dist/` and prints its table of bytes.
pub(crate) fn make() -> Outcome<Dist> {
    build(Profile::Page)?;
    let mut files = folder::read(&Profile::Page.folder())?;
    minify::texts(&mut files)?;
    optimise::wasm(&mut files)?;
    exchange::names(&mut files)?;
    split::engine(&mut files)?;
    let folder = repo::root().join("dist");
    let published = publish(files)?;
    folder::write(&folder, &published.files)?;
    let table = sizes::weigh(&folder, &published)?;
    println!("{table}");
    Ok(Dist { folder, breaches: table.breaches(), sizes: table.json() })
}

/// The files under their last names, and which of them belong to which group.
struct Published {
    files: Files,
    groups: Vec<names::Group>,
}

/// Treats the modules of a folder as those of the page are.
pub(crate) fn optimise_folder(folder: &Path) -> Outcome<()> {
    let mut files = folder::read(folder)?;
    optimise::wasm(&mut files)?;
    folder::write(folder, &files)
}

/// Everything that is done to the files themselves, wasm apart.
fn publish(mut files: Files) -> Outcome<Published> {
    let html = files.get(names::PAGE).ok_or("trunk left no index.html")?;
    let html = String::from_utf8(html.clone()).map_err(|_| "index.html is not UTF-8")?;
    let html = drop_leftovers(&html);
    csp::check(&html)?;
    let html = styles::merge(&html, &mut files)?;
    files.insert(names::PAGE.to_owned(), html.into_bytes());
    names::unreachable_snippets(&mut files);
    let (mut files, groups) = names::hash(&files)?;
    offline::add(&mut files)?;
    let headers = csp::headers_file(files.keys().map(String::as_str));
    files.insert("_headers".to_owned(), headers.into_bytes());
    Ok(Published { files, groups })
}

/// The page without what no browser reads: comments, empty lines, and the `<link data-trunk ...>` of the page's module, which
/// trunk leaves in place under `inject_scripts = false`.
fn drop_leftovers(html: &str) -> String {
    let without = without(html, "<!--", "-->", |_| true);
    let without = self::without(&without, "<link", ">", |it| it.contains("data-trunk"));
    without.lines().map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The text without those of its parts from `open` to `close` that `drop` says.
fn without(text: &str, open: &str, close: &str, drop: impl Fn(&str) -> bool) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some(at) = rest.find(open) {
        let end = rest[at..].find(close).map_or(rest.len(), |it| at + it + close.len());
        kept.push_str(&rest[..at]);
        if !drop(&rest[at..end]) {
            kept.push_str(&rest[at..end]);
        }
        rest = &rest[end..];
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_browser_reads_is_dropped_and_other_links_stay() {
        let html = "<head>\n  <!-- why\n so -->\n<link data-trunk rel=\"rust\">\n  <link rel=\"icon\" href=\"./a.svg\">\n</head>";
        assert_eq!(drop_leftovers(html), "<head>\n<link rel=\"icon\" href=\"./a.svg\">\n</head>");
    }

    #[test]
    fn a_page_goes_through_all_steps() {
        let csp = csp::POLICY;
        let html = format!(
            "<!doctype html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"{csp}\">\
             <meta name=\"engine\" content=\"./engine-boot.js\"><link rel=\"stylesheet\" href=\"./a.css\">\
             <link rel=\"stylesheet\" href=\"./b.css\"><script type=\"module\" src=\"./boot.js\"></script></head></html>"
        );
        let mut files = Files::new();
        files.insert("index.html".into(), html.into_bytes());
        files.insert("a.css".into(), b"a{}".to_vec());
        files.insert("b.css".into(), b"b{}".to_vec());
        files.insert("boot.js".into(), b"import init from './page.js'; init();".to_vec());
        files.insert("page.js".into(), b"new URL('page_bg.wasm', import.meta.url)".to_vec());
        files.insert("page_bg.wasm".into(), b"\0asm page".to_vec());
        files.insert("engine-boot.js".into(), b"import './engine.js'".to_vec());
        files.insert("engine.js".into(), b"'engine_bg.wasm'".to_vec());
        files.insert("engine_bg.wasm".into(), b"\0asm engine".to_vec());
        let published = publish(files).unwrap();
        let sizes: Vec<(&str, usize)> =
            published.groups.iter().map(|it| (it.name.as_str(), it.files.len())).collect();
        // html, css, boot, page.js, page wasm; then boot, js and wasm of the engine.
        assert_eq!(sizes, [("first paint", 5), ("engine", 3)]);
        let html = String::from_utf8(published.files["index.html"].clone()).unwrap();
        assert!(html.contains("href=\"./style-") && !html.contains("./b.css"), "{html}");
        assert!(published.files.contains_key("_headers"));
    }
}
