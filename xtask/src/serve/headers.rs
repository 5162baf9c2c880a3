//! The `_headers` format of static hosts, as far as we write it: a path, exact or ending in `*`, and its headers indented below.

/// Paths with the headers of their answers.
pub(super) struct Headers {
    rules: Vec<(String, Vec<(String, String)>)>,
}

impl Headers {
    /// Reads the format; lines that are neither path nor header are passed over, as hosts do.
    pub(super) fn parse(text: &str) -> Self {
        let mut rules: Vec<(String, Vec<(String, String)>)> = Vec::new();
        for line in text.lines().filter(|it| !it.trim().is_empty()) {
            match (line.starts_with([' ', '\t']), line.split_once(':'), rules.last_mut()) {
                (true, Some((name, value)), Some(rule)) => {
                    rule.1.push((name.trim().to_owned(), value.trim().to_owned()));
                }
                (false, _, _) => rules.push((line.trim().to_owned(), Vec::new())),
                _ => {}
            }
        }
        Self { rules }
    }

    /// The headers of every rule that fits the path, which begins with `/`.
    pub(super) fn of<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a (String, String)> {
        let fits = move |pattern: &str| match pattern.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => pattern == path,
        };
        self.rules.iter().filter(move |(pattern, _)| fits(pattern)).flat_map(|(_, headers)| headers)
    }
}

#[cfg(test)]
mod tests {
    use super::Headers;

    #[test]
    fn a_rule_fits_its_path_or_all_below() {
        let headers = Headers::parse("/*\n  A: 1\n  B: x: y\n/page.js\n  C: 3\n");
        let of = |path| headers.of(path).map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        assert_eq!(of("/page.js"), ["A=1", "B=x: y", "C=3"]);
        assert_eq!(of("/other.js"), ["A=1", "B=x: y"]);
    }
}
