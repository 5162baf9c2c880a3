//! Makes short the names by which a module and its script know each other: wasm-bindgen's bear hashes, which no compression makes
//! small, and each stands in both files. It must not know how a module is written.

mod sections;

use super::folder::Files;
use crate::Outcome;
use std::collections::BTreeMap;

/// How wasm-bindgen's own names begin. Others (`memory`, `main`) are short, and other scripts may know them.
const LONG: [&str; 2] = ["__wb", "wasm_bindgen_"];

/// Shortens the names in every pair of `x.js` and `x_bg.wasm`.
pub(super) fn names(files: &mut Files) -> Outcome<()> {
    let stems: Vec<String> =
        files.keys().filter_map(|it| it.strip_suffix("_bg.wasm")).map(str::to_owned).collect();
    for stem in stems {
        let [module, script] = [format!("{stem}_bg.wasm"), format!("{stem}.js")];
        let Some((bytes, text)) = files.get(&module).zip(files.get(&script)) else { continue };
        let text = std::str::from_utf8(text).map_err(|_| format!("{script} is not UTF-8"))?;
        let (bytes, text) = shorten(bytes, text).map_err(|why| format!("{module}: {why}"))?;
        files.insert(module, bytes);
        files.insert(script, text.into_bytes());
    }
    Ok(())
}

/// Both under their short names.
fn shorten(module: &[u8], script: &str) -> Outcome<(Vec<u8>, String)> {
    let mut short = BTreeMap::new();
    let bytes = sections::rename(module, &mut |name| {
        let is_long = name.starts_with("./") || LONG.iter().any(|it| name.starts_with(it));
        let next = letters(short.len());
        if is_long { short.entry(name.to_owned()).or_insert(next).clone() } else { name.to_owned() }
    })?;
    let quoted = |it: &str| format!("\"{it}\"");
    let paths = short.iter().filter(|(long, _)| long.starts_with("./"));
    let script = paths.fold(script.to_owned(), |text, (path, it)| text.replace(&quoted(path), &quoted(it)));
    Ok((bytes, respell(&script, &short)))
}

/// The script with every identifier that is in `short` replaced.
fn respell(script: &str, short: &BTreeMap<String, String>) -> String {
    let is_part = |it: char| it.is_ascii_alphanumeric() || "_$".contains(it);
    let mut text = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let (name, after) = from.split_at(from.find(|it| !is_part(it)).unwrap_or(from.len()));
        text.extend([before, short.get(name).map_or(name, String::as_str)]);
        rest = after;
    }
    text + rest
}

/// A, B, ... Z, AA, AB: capitals only, since the engine's halves have numbers of base 36 for each other.
fn letters(number: usize) -> String {
    let last = char::from(b'A' + (number % 26) as u8);
    match number / 26 {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module of an import `./x_bg.js` `__wbg_a_0123`, a function's type before it, and the exports `memory` and `__wbindgen_b`.
    fn module() -> Vec<u8> {
        let imports = b"\x01\x09./x_bg.js\x0c__wbg_a_0123\x00\x00";
        let exports = b"\x02\x06memory\x02\x00\x0c__wbindgen_b\x00\x01";
        let mut module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0".to_vec();
        for (id, content) in [(2, &imports[..]), (7, &exports[..]), (11, &b"\0"[..])] {
            module.extend([id, content.len() as u8]);
            module.extend(content);
        }
        module
    }

    #[test]
    fn module_and_script_agree_on_the_short_names_and_keep_all_else() {
        let script = "const i={\"./x_bg.js\":{__wbg_a_0123(){x.__wbindgen_b(x.memory,\"__wbg_a_01234\")}}}";
        let (bytes, text) = shorten(&module(), script).unwrap();
        assert_eq!(text, "const i={\"A\":{B(){x.C(x.memory,\"__wbg_a_01234\")}}}");
        let parts: [&[u8]; 4] = [
            b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0",
            b"\x02\x07\x01\x01A\x01B\0\0",
            b"\x07\x0e\x02\x06memory\x02\0\x01C\0\x01",
            b"\x0b\x01\0",
        ];
        assert_eq!(bytes, parts.concat());
    }

    #[test]
    fn a_module_that_is_cut_off_or_imports_more_than_functions_is_an_error() {
        let whole = module();
        for end in (9..whole.len()).filter(|it| ![14, 42, 69].contains(it)) {
            assert!(shorten(&whole[..end], "").is_err(), "{end}");
        }
        let mut memory = whole;
        memory[40] = 2;
        assert!(shorten(&memory, "").unwrap_err().contains("function"));
    }

    #[test]
    fn letters_go_on_after_the_last() {
        let all: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).to_vec();
        assert_eq!(all, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
