//! Patterns of file names as Go's `filepath.Glob` matches them: `*`, `?` and `[...]` within one part of a path. It must
//! not read files.

use std::path::{Component, Path, PathBuf};

/// The most paths that a pattern may stand for.
const MOST: usize = 10_000;

/// The paths that match `pattern`, sorted.
///
/// # Errors
/// Go's message when it is no pattern (`filepath.ErrBadPattern`).
pub(super) fn paths(pattern: &Path) -> Result<Vec<PathBuf>, String> {
    if !is_well_formed(&pattern.to_string_lossy().chars().collect::<Vec<_>>()) {
        return Err("syntax error in pattern".to_owned());
    }
    let mut found = vec![PathBuf::new()];
    for component in pattern.components() {
        found = match component {
            Component::Normal(part) if part.to_str().is_some_and(is_pattern) => {
                let part: Vec<char> = part.to_string_lossy().chars().collect();
                found.iter().flat_map(|folder| inside(folder, &part)).take(MOST).collect()
            }
            other => found.into_iter().map(|folder| folder.join(other)).collect(),
        };
    }
    found.retain(|path| path.exists());
    found.sort();
    Ok(found)
}

/// Whether every class is closed and holds something, and every backslash has something to escape.
fn is_well_formed(mut pattern: &[char]) -> bool {
    loop {
        pattern = match pattern {
            [] => return true,
            ['\\'] => return false,
            ['\\', _, rest @ ..] => rest,
            ['[', '^', rest @ ..] | ['[', rest @ ..] => match after_class(rest) {
                Some(rest) => rest,
                None => return false,
            },
            [_, rest @ ..] => rest,
        };
    }
}

/// What follows the class whose inside `pattern` begins with.
fn after_class(mut pattern: &[char]) -> Option<&[char]> {
    loop {
        pattern = after_bound(pattern)?;
        if let ['-', rest @ ..] = pattern {
            pattern = after_bound(rest)?;
        }
        if let [']', rest @ ..] = pattern {
            return Some(rest);
        }
    }
}

fn after_bound(pattern: &[char]) -> Option<&[char]> {
    match pattern {
        [] | ['-' | ']', ..] | ['\\'] => None,
        ['\\', _, rest @ ..] | [_, rest @ ..] => Some(rest),
    }
}

fn is_pattern(part: &str) -> bool {
    part.contains(['*', '?', '[', '\\'])
}

/// The entries of a folder whose names match.
fn inside(folder: &Path, part: &[char]) -> Vec<PathBuf> {
    let open = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = std::fs::read_dir(open) else { return Vec::new() };
    let names = entries.filter_map(|it| it.ok()?.file_name().into_string().ok());
    let matching = names.filter(|name| is_match(part, &name.chars().collect::<Vec<_>>()));
    matching.map(|name| folder.join(name)).collect()
}

/// Whether the whole name matches; a star is tried again further on from the last one only.
fn is_match(pattern: &[char], name: &[char]) -> bool {
    let (mut at, mut next) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while next < name.len() {
        match step(pattern.get(at..).unwrap_or_default(), name[next]) {
            Step::Star => {
                star = Some((at + 1, next));
                at += 1;
            }
            Step::Match(width) => (at, next) = (at + width, next + 1),
            Step::Other => match star {
                Some((after, from)) => {
                    star = Some((after, from + 1));
                    (at, next) = (after, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(|it| *it == '*')
}

enum Step {
    Star,
    /// The character matches so many of the pattern.
    Match(usize),
    Other,
}

fn step(pattern: &[char], char: char) -> Step {
    match pattern {
        ['*', ..] => Step::Star,
        ['?', ..] => Step::Match(1),
        ['\\', it, ..] if *it == char => Step::Match(2),
        ['[', rest @ ..] => match rest.iter().skip(1).position(|it| *it == ']') {
            Some(end) if is_in(&rest[..=end], char) => Step::Match(end + 3),
            _ => Step::Other,
        },
        [it, ..] if *it == char && *it != '\\' => Step::Match(1),
        _ => Step::Other,
    }
}

/// Whether a class such as `a-z_` or `^0-9` holds the character.
fn is_in(class: &[char], char: char) -> bool {
    let (negated, mut rest) = match class {
        ['^', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let mut found = false;
    loop {
        rest = match rest {
            [low, '-', high, more @ ..] => {
                found |= (*low..=*high).contains(&char);
                more
            }
            [it, more @ ..] => {
                found |= *it == char;
                more
            }
            [] => return found != negated,
        };
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn parts_match_as_in_go() {
        let is_match = |pattern: &str, name: &str| {
            super::is_match(&pattern.chars().collect::<Vec<_>>(), &name.chars().collect::<Vec<_>>())
        };
        for (pattern, name) in [
            ("*", ""),
            ("*.yml", "a.yml"),
            ("a*b*c", "axbxbc"),
            ("?[a-c]", "éb"),
            ("[^0-9]*", "x1"),
            ("\\*", "*"),
        ] {
            assert!(is_match(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in
            [("*.yml", "a.yaml"), ("?", ""), ("[a-c]", "d"), ("[^a]", "a"), ("[a", "a"), ("a*b", "ac")]
        {
            assert!(!is_match(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_so_in_go() {
        let is_well_formed = |pattern: &str| super::is_well_formed(&pattern.chars().collect::<Vec<_>>());
        for pattern in ["", "a*?", "[a-c]x", "[^a]", "[\\]]", "]", "\\["] {
            assert!(is_well_formed(pattern), "{pattern}");
        }
        for pattern in ["[", "[]", "[]a]", "[^]", "[z-a", "[a-]", "[-a]", "a\\"] {
            assert!(!is_well_formed(pattern), "{pattern}");
        }
    }
}
