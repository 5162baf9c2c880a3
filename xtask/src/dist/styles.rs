//! One stylesheet instead of many: fewer requests before the first paint, and better compression; order is kept.

use super::folder::Files;
use crate::Outcome;

const MERGED: &str = "style.css";

/// Joins the stylesheets of the page in their order, puts the result in the place of the first, and drops the others.
pub(super) fn merge(html: &str, files: &mut Files) -> Outcome<String> {
    let mut out = String::with_capacity(html.len());
    let mut css = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find("<link") {
        let end = rest[at..].find('>').map_or(rest.len(), |it| at + it + 1);
        let tag = &rest[at..end];
        out.push_str(&rest[..at]);
        if tag.contains("stylesheet") {
            if css.is_empty() {
                out.push_str("<link rel=\"stylesheet\" href=\"./style.css\">");
            }
            let name = href(tag).ok_or_else(|| format!("a stylesheet without href: {tag}"))?;
            if tag.contains("media=") {
                return Err(format!("{tag}: write the media query into the stylesheet, links are merged"));
            }
            let bytes =
                files.remove(name).ok_or_else(|| format!("index.html names {name}, which is not there"))?;
            css.extend(bytes);
            css.push(b'\n');
        } else {
            out.push_str(tag);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    if !css.is_empty() && files.insert(MERGED.to_owned(), css).is_some() {
        return Err(format!("{MERGED} is the name of the joined stylesheets; call yours otherwise"));
    }
    Ok(out)
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
        files.insert("z.css".into(), b"z{}".to_vec());
        files.insert("a.css".into(), b"a{}".to_vec());
        let html = "<link rel=\"stylesheet\" href=\"./z.css\"/><link rel=\"icon\"><link rel=stylesheet href=./a.css>";
        let merged = merge(html, &mut files).unwrap();
        assert_eq!(merged, "<link rel=\"stylesheet\" href=\"./style.css\"><link rel=\"icon\">");
        assert_eq!(files["style.css"], b"z{}\na{}\n");
        assert!(!files.contains_key("a.css"));
    }

    #[test]
    fn a_missing_sheet_is_an_error() {
        assert!(merge("<link rel=\"stylesheet\" href=\"./no.css\">", &mut Files::new()).is_err());
    }
}
