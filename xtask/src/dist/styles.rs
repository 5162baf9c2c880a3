//! One stylesheet instead of many: fewer requests before the first paint, and better compression; order is kept.

use super::folder::Files;
use crate::Outcome;

const MERGED: &str = "style.css";

/// Joins the stylesheets of the page in their order, puts the result in the place of the first, and drops the others. All stand
/// in one folder, and so does the result, so that what they name keeps its address.
pub(super) fn merge(html: &str, files: &mut Files) -> Outcome<String> {
    let mut joined: Option<(String, Vec<u8>)> = None;
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<link") {
        let end = rest[at..].find('>').map_or(rest.len(), |it| at + it + 1);
        let tag = &rest[at..end];
        out.push_str(&rest[..at]);
        if tag.contains("stylesheet") {
            let (folder, css) = take(tag, files)?;
            if let Some((first, text)) = &mut joined {
                if *first != folder {
                    return Err(format!("{tag}: stylesheets that are joined must stand in one folder"));
                }
                text.extend(css);
            } else {
                out.push_str(&format!("<link rel=\"stylesheet\" href=\"./{folder}{MERGED}\">"));
                joined = Some((folder, css));
            }
        } else {
            out.push_str(tag);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    if let Some(name) = files.keys().find(|it| it.ends_with(".css") && !is_loaded(it, files)) {
        return Err(format!("{name} is linked by nobody: link it in index.html or remove it"));
    }
    if let Some((folder, css)) = joined {
        files.insert(format!("{folder}{MERGED}"), css);
    }
    Ok(out)
}

/// Whether a script names the sheet, to load it with what it starts.
fn is_loaded(name: &str, files: &Files) -> bool {
    let named = format!("./{name}");
    let mut scripts = files.iter().filter(|(it, _)| it.ends_with(".js"));
    scripts.any(|(_, text)| std::str::from_utf8(text).is_ok_and(|it| it.contains(&named)))
}

/// The folder and the text of the sheet that a tag links, which leaves the files.
fn take(tag: &str, files: &mut Files) -> Outcome<(String, Vec<u8>)> {
    if tag.contains("media=") {
        return Err(format!("{tag}: write the media query into the stylesheet, links are joined"));
    }
    let name = href(tag).ok_or_else(|| format!("a stylesheet without href: {tag}"))?;
    let mut css = files.remove(name).ok_or_else(|| format!("index.html names {name}, which is not there"))?;
    css.push(b'\n');
    let leaf = name.rsplit('/').next().map_or(0, str::len);
    Ok((name[..name.len() - leaf].to_owned(), css))
}

fn href(tag: &str) -> Option<&str> {
    let value = tag.split_once("href=")?.1.trim_start_matches(['"', '\'']);
    value.split(['"', '\'', ' ', '>']).next().map(|it| it.trim_start_matches("./"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_page_is_kept() {
        let mut files = Files::new();
        files.insert("s/z.css".into(), b"z{}".to_vec());
        files.insert("s/a.css".into(), b"a{}".to_vec());
        let html = "<link rel=\"stylesheet\" href=\"./s/z.css\"/><link rel=\"icon\"><link rel=stylesheet href=s/a.css>";
        let merged = merge(html, &mut files).unwrap();
        assert_eq!(merged, "<link rel=\"stylesheet\" href=\"./s/style.css\"><link rel=\"icon\">");
        assert_eq!(files["s/style.css"], b"z{}\na{}\n");
        assert!(!files.contains_key("s/a.css"));
    }

    #[test]
    fn a_sheet_that_a_script_loads_stays_as_it_is() {
        let mut files = Files::new();
        files.insert("late.css".into(), b"z{}".to_vec());
        files.insert("late.js".into(), b"load('./late.css')".to_vec());
        assert!(merge("<p>", &mut files).is_ok() && files.contains_key("late.css"));
    }

    #[test]
    fn a_forgotten_sheet_is_an_error() {
        let mut files = Files::new();
        files.insert("s/z.css".into(), b"z{}".to_vec());
        assert!(merge("<link rel=\"icon\">", &mut files).unwrap_err().contains("s/z.css"));
    }

    #[test]
    fn a_missing_sheet_is_an_error() {
        assert!(merge("<link rel=\"stylesheet\" href=\"./no.css\">", &mut Files::new()).is_err());
    }
}
