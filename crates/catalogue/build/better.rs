//! The file `better.yml`: a rule to use in place of the published one, and why. It must not know what a rule means: a test
//! runs it.

/// What the file says.
pub(crate) struct Better {
    /// Prose: the fact, the number, the way out.
    pub(crate) reason: String,
    /// A bare rule of a rule file, as it is written, without the indentation.
    pub(crate) rule: String,
}

/// Reads `reason: >`, the prose below it, `rule:`, and the rule below that; comments may stand before both. It is no
/// YAML parser: another order or another notation of the text is refused.
pub(crate) fn read(text: &str) -> Result<Better, String> {
    let lines: Vec<&str> = text.lines().collect();
    let (at, after) = block(&lines, 0, &["reason: >", "reason: >-"])?;
    let paragraphs = lines[at..after].split(|it| it.trim().is_empty());
    let folded = paragraphs.map(|it| it.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" "));
    let reason = folded.filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n");
    let (at, end) = block(&lines, after, &["rule:"])?;
    if let Some(more) = lines[end..].iter().find(|it| !is_remark(it)) {
        return Err(format!("after the rule stands {more:?}"));
    }
    let rule = dedented(&lines[at..end])?;
    if reason.is_empty() || !rule.lines().any(|it| it.starts_with("expr:")) {
        return Err("it needs a reason, and a rule with `expr:`".to_owned());
    }
    Ok(Better { reason, rule })
}

/// The first and the line after the last of the indented lines below one of `heads`, which must be the next line from
/// `from` on that is neither empty nor a comment.
fn block(lines: &[&str], from: usize, heads: &[&str]) -> Result<(usize, usize), String> {
    let at = (from..lines.len()).find(|idx| !is_remark(lines[*idx]));
    match at {
        Some(at) if heads.contains(&lines[at].trim_end()) => {
            let below = lines[at + 1..].iter().take_while(|it| it.starts_with(' ') || it.is_empty()).count();
            Ok((at + 1, at + 1 + below))
        }
        _ => Err(format!("line {}: here `{}` must stand", at.unwrap_or(lines.len()) + 1, heads[0])),
    }
}

fn is_remark(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#')
}

/// The lines without the indentation of the first.
fn dedented(lines: &[&str]) -> Result<String, String> {
    let indent = lines.first().map_or(0, |it| it.len() - it.trim_start().len());
    let mut text = String::new();
    for line in lines {
        let cut = if line.is_empty() {
            Some("")
        } else {
            line.get(indent..).filter(|_| line[..indent].trim().is_empty())
        };
        text.push_str(cut.ok_or_else(|| format!("{line:?} is indented less than the rule's first line"))?);
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    Ok(text)
}
