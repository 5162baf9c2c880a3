//! The gallery's pictures: a small chart of every bundled scenario, drawn by `alertplay` with the page's own code, all in one
//! file that the page fetches when the gallery is opened. It must not know what is drawn.
//!
//! The page shows a picture by its scenario's name, `<use href="pictures.svg#web1-killed">`, so that its colours are the page's.

use super::alertplay::Alertplay;
use crate::{Outcome, repo};
use std::path::Path;

/// The pictures' file in the page's folder.
const FILE: &str = "pictures.svg";
/// Where the scenarios are, a file each.
const SCENARIOS: &str = "crates/catalogue/scenarios/";
/// In CSS pixels; the height follows from it.
const WIDTH: &str = "240";

/// Writes the pictures into the folder that trunk left.
pub(super) fn add(page: &Path, alertplay: &Alertplay) -> Outcome<()> {
    let files = repo::files()?;
    let names: Vec<_> = files.iter().filter_map(|it| scenario(it)).collect();
    let pictures: Outcome<Vec<String>> = names
        .iter()
        .map(|name| Ok(picture(name, &alertplay.chart(name, &["--small", "--width", WIDTH])?)))
        .collect();
    let path = page.join(FILE);
    std::fs::write(&path, file(&pictures?)?).map_err(|error| format!("{}: {error}", path.display()))
}

/// The scenario's name, if that is its file.
fn scenario(path: &str) -> Option<&str> {
    path.strip_prefix(SCENARIOS)?.strip_suffix(".yml")
}

fn picture(name: &str, shapes: &str) -> String {
    format!("<g id=\"{name}\" fill=\"none\" stroke-linejoin=\"round\">{shapes}</g>\n")
}

fn file(pictures: &[String]) -> Outcome<String> {
    if pictures.is_empty() {
        return Err(format!("there is no scenario in {SCENARIOS}"));
    }
    Ok(format!("<svg xmlns=\"http://www.w3.org/2000/svg\">\n{}</svg>\n", pictures.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_has_a_picture_under_its_name() {
        assert_eq!(scenario("crates/catalogue/scenarios/web1-killed.yml"), Some("web1-killed"));
        assert_eq!(scenario("crates/catalogue/build.rs"), None);
        let text = file(&[picture("a", "<path d=\"M0 0\"/>")]).unwrap();
        assert!(text.contains("<g id=\"a\" fill=\"none\"") && text.ends_with("</g>\n</svg>\n"));
        assert!(file(&[]).is_err());
    }
}
