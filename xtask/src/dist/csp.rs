//! The page's Content-Security-Policy, in the page and in the headers file; the one place that spells it out.

use crate::Outcome;
use std::fmt::Write;

/// What the page may do. `'wasm-unsafe-eval'` allows compiling wasm and nothing else; there are no inline scripts or styles.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
form-action 'none'";

/// The headers of every answer, in the `_headers` format that static hosts read. `frame-ancestors` is ignored in a `<meta>` and
/// stands here only: any page may show ours in a frame, where it can be looked at and keeps nothing. A worker takes its policy from the headers of its own script, so that this must cover all files.
pub(crate) const HEADERS: &str = "\
/*
  Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
form-action 'none'; frame-ancestors *
  Cross-Origin-Opener-Policy: same-origin
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
";

/// The headers file of a published folder: files named by their content may be kept for ever.
pub(super) fn headers_file<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut text = HEADERS.to_owned();
    for name in names {
        let keep =
            if super::names::is_fixed(name) { "no-cache" } else { "public, max-age=31536000, immutable" };
        let _ = write!(text, "/{name}\n  Cache-Control: {keep}\n");
    }
    text
}

/// The policy must be the first thing in the head, before anything that it governs, and word for word ours.
pub(super) fn check(html: &str) -> Outcome<()> {
    let head = html.find("<head").ok_or("index.html has no <head>")?;
    let after = html[head..].find('>').map_or("", |it| &html[head + it + 1..]);
    let first = without_comments(after);
    let tag = first.trim_start().split('>').next().unwrap_or_default();
    if tag.starts_with("<meta") && tag.contains("Content-Security-Policy") && tag.contains(POLICY) {
        return Ok(());
    }
    Err(format!(
        "index.html: the head must begin with <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">, not {tag}>"
    ))
}

fn without_comments(mut html: &str) -> &str {
    while let Some(rest) = html.trim_start().strip_prefix("<!--") {
        html = rest.find("-->").map_or("", |it| &rest[it + 3..]);
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_places_say_the_same() {
        assert!(HEADERS.contains(&format!("Content-Security-Policy: {POLICY}; frame-ancestors *\n")));
    }

    #[test]
    fn the_policy_must_come_first_and_be_ours() {
        let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\" />");
        assert_eq!(check(&format!("<head>\n<!-- why --> {meta}<title>x</title></head>")), Ok(()));
        assert!(check(&format!("<head><script src=\"./a.js\"></script>{meta}</head>")).is_err());
        assert!(check(&format!("<head>{}</head>", meta.replace("'none'", "*"))).is_err());
    }

    #[test]
    fn only_hashed_files_are_kept_for_ever() {
        let text = headers_file(["index.html", "page-1a.js"].into_iter());
        assert!(text.contains("/index.html\n  Cache-Control: no-cache\n"));
        assert!(text.contains("/page-1a.js\n  Cache-Control: public, max-age=31536000, immutable\n"));
    }
}
