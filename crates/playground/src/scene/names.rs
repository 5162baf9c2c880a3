//! Short names for instances: what tells them apart and nothing more. It must not know values or states.

use series::Labels;

/// Labels that name a thing best, best first.
const TELLING: [&str; 5] = ["server", "backend", "proxy", "frontend", "instance"];

/// A short name for each of `all`: the value of one telling label where it is enough, else the values of all labels
/// in which they differ, joined by `/`.
pub(crate) fn short(all: &[&Labels]) -> Vec<String> {
    let values = |name: &str| all.iter().map(|it| it.value(name).unwrap_or_default()).collect::<Vec<_>>();
    let enough = |name: &&&str| {
        let values = values(name);
        !values.contains(&"") && series::all_differ(values.len(), &|a, b| values[a].cmp(values[b]))
    };
    if let Some(name) = TELLING.iter().find(|name| enough(name)) {
        return values(name).into_iter().map(str::to_owned).collect();
    }
    // Different things beside each other, as `or` gives them: each by the most telling label that it has.
    let own = |labels: &&Labels| TELLING.iter().find_map(|name| labels.value(name)).map(str::to_owned);
    let own: Vec<_> = all.iter().filter_map(own).collect();
    if own.len() == all.len() && series::all_differ(own.len(), &|a, b| own[a].cmp(&own[b])) {
        return own;
    }
    let mut differing: Vec<&str> = all.iter().flat_map(|it| it.iter().map(|(name, _)| name)).collect();
    // A server's backend stands before it, whatever the alphabet says.
    let place = |name: &str| TELLING.iter().rev().position(|it| *it == name).map_or(0, |idx| idx + 1);
    series::sort_by(&mut differing, &|a, b| (place(a), a).cmp(&(place(b), b)));
    differing.dedup();
    differing.retain(|name| differs(&values(name)));
    let joined = |labels: &&Labels| {
        let parts: Vec<_> = differing.iter().filter_map(|name| labels.value(name)).collect();
        if parts.is_empty() { labels.to_string() } else { parts.join("/") }
    };
    all.iter().map(joined).collect()
}

/// Whether not all of `values` are the same.
fn differs(values: &[&str]) -> bool {
    values.windows(2).any(|pair| pair[0] != pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(all: &[&[(&str, &str)]]) -> Vec<String> {
        let all: Vec<Labels> = all.iter().map(|it| Labels::new(it.iter().copied())).collect();
        short(&all.iter().collect::<Vec<_>>())
    }

    #[test]
    fn the_server_alone_where_it_is_enough() {
        assert_eq!(
            named(&[&[("server", "web1"), ("backend", "a")], &[("server", "web2"), ("backend", "a")]]),
            ["web1", "web2"]
        );
    }

    #[test]
    fn backend_before_server_where_servers_share_a_name() {
        assert_eq!(
            named(&[&[("server", "s1"), ("backend", "a")], &[("server", "s1"), ("backend", "b")]]),
            ["a", "b"]
        );
        let four: [&[(&str, &str)]; 3] = [
            &[("server", "s1"), ("backend", "a")],
            &[("server", "s2"), ("backend", "a")],
            &[("server", "s1"), ("backend", "b")],
        ];
        assert_eq!(named(&four), ["a/s1", "a/s2", "b/s1"]);
    }

    #[test]
    fn different_things_by_what_tells_most_of_each() {
        let two: [&[(&str, &str)]; 2] =
            [&[("backend", "a")], &[("backend", "a"), ("server", "s1"), ("job", "x")]];
        assert_eq!(named(&two), ["a", "s1"]);
    }

    #[test]
    fn no_label_at_all() {
        assert_eq!(named(&[&[]]), ["{}"]);
    }
}
