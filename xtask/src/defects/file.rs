//! A defect's file: a sentence, how its test is run and what that is called, the file that is changed, and the lines before and after;
//! it knows no cargo.

use crate::Outcome;

/// One defect.
#[derive(Debug, PartialEq)]
pub(crate) struct Defect {
    /// The file's name without its ending.
    pub(crate) name: String,
    /// What is wrong then, in a sentence.
    pub(crate) what: String,
    /// What cargo is asked for: `-p quality --lib`.
    pub(crate) cargo: String,
    /// The test that must fail.
    pub(crate) test: String,
    /// The file that is changed.
    pub(crate) file: String,
    /// What stands there once, and what stands there with the defect.
    before: String,
    after: String,
}

impl Defect {
    pub(crate) fn read(path: &str, text: &str) -> Outcome<Self> {
        let wrong = |what: &str| format!("{path}: {what}");
        let (head, rest) = text.split_once("--- as it is\n").ok_or_else(|| wrong("no `--- as it is`"))?;
        let (before, after) =
            rest.split_once("--- with the defect\n").ok_or_else(|| wrong("no `--- with the defect`"))?;
        let field = |key: &str| {
            let line = head.lines().find_map(|it| it.strip_prefix(key)?.strip_prefix(": "));
            line.map(str::to_owned).ok_or_else(|| wrong(&format!("no `{key}: ...`")))
        };
        let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".txt").to_owned();
        Ok(Self {
            what: head.lines().next().unwrap_or_default().to_owned(),
            cargo: field("run")?,
            test: field("test")?,
            file: field("file")?,
            before: before.to_owned(),
            after: after.to_owned(),
            name,
        })
    }

    /// The text of the file with the defect.
    pub(crate) fn planted(&self, sound: &str) -> Outcome<String> {
        match sound.matches(&self.before).count() {
            1 => Ok(sound.replacen(&self.before, &self.after, 1)),
            count => Err(format!("{}: its lines are there {count} times, not once", self.file)),
        }
    }
}

/// The names of the tests that failed, as cargo lists them.
pub(super) fn failed(output: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut listing = false;
    for line in output.lines() {
        match line.strip_prefix("    ") {
            Some(name) if listing && !name.contains(' ') => names.push(name.to_owned()),
            // The list of names is the second of this heading; output comes below the first.
            _ => listing = line == "failures:",
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "It is wrong.\nrun: -p a --lib\ntest: tests::b\nfile: c.rs\n--- as it is\nx\n--- with the defect\ny\n";

    #[test]
    fn a_defect_is_read_and_planted() {
        let it = Defect::read("tests/defects/01-a.txt", TEXT).unwrap();
        assert_eq!(
            (it.name.as_str(), it.cargo.as_str(), it.test.as_str()),
            ("01-a", "-p a --lib", "tests::b")
        );
        assert_eq!(it.planted("w\nx\nz\n"), Ok("w\ny\nz\n".to_owned()));
        assert!(it.planted("w\n").unwrap_err().contains("there 0 times"));
        assert!(it.planted("x\nx\n").unwrap_err().contains("there 2 times"));
        assert!(Defect::read("a", &TEXT.replace("test:", "tset:")).unwrap_err().contains("no `test: ...`"));
    }

    #[test]
    fn failed_tests_are_those_of_the_list() {
        let said = "running 2 tests\n..FF\nfailures:\n\n---- a::b stdout ----\n    left: 1\n\nfailures:\n    a::b\n    c\n\ntest result: FAILED.\n";
        assert_eq!(failed(said), ["a::b", "c"]);
        assert!(failed("test result: ok.\n").is_empty());
    }
}
