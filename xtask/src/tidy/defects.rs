//! Every planted defect of tests/defects still finds its lines, and the test that it names is still there: planting them takes too
//! long for every run, and what has moved away would be found too late.

use super::tree::Tree;
use crate::Outcome;
use crate::defects::{Defect, FOLDER};

/// Tells defects that cannot be read or planted, and tests that nobody has.
pub(super) fn check(tree: &Tree) -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    for file in tree.files().filter(|it| it.path.starts_with(FOLDER)) {
        match Defect::read(&file.path, &file.text) {
            Ok(defect) => problems.extend(flaws(tree, &defect).map(|it| format!("{}: {it}", file.path))),
            Err(why) => problems.push(why),
        }
    }
    Ok(problems)
}

fn flaws(tree: &Tree, defect: &Defect) -> impl Iterator<Item = String> {
    let sound = tree.files().find(|it| it.path == defect.file);
    let planted = sound.ok_or_else(|| format!("there is no {}", defect.file));
    let lost = planted.and_then(|it| defect.planted(&it.text)).err();
    let name = format!("fn {}(", defect.test.rsplit("::").next().unwrap_or_default());
    let known = tree.rust().any(|it| it.text.contains(&name));
    lost.into_iter().chain((!known).then(|| format!("no test is called {}", defect.test)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_moved_away_is_told() {
        let text = "It is wrong.\nrun: -p a --lib\ntest: tests::b\nfile: c.rs\n--- as it is\nx\n--- with the defect\ny\n";
        let tree = |source: &str| {
            Tree::of(&[("tests/defects/01-a.txt", text), ("c.rs", source)], serde_json::Value::Null)
        };
        assert_eq!(check(&tree("x\nfn b() {}\n")), Ok(Vec::new()));
        let told = check(&tree("z\nfn c() {}\n")).unwrap();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("there 0 times") && told[1].contains("no test is called tests::b"));
    }
}
