//! `label_replace` and `label_join` (promql/functions.go). They must not look at values.

use crate::eval::{Evaluator, Output, Vector, is_label_name};
use crate::plan::{Call, Kind};
use crate::{Error, Semantics, literal};
use regex::Captures;
use series::{Labels, METRIC_NAME};

/// The texts among the arguments.
pub(super) fn texts(call: &Call) -> Vec<&str> {
    let mut texts = Vec::new();
    for argument in &call.args {
        if let Kind::String(text) = &argument.unwrapped().kind {
            texts.push(text.as_str());
        }
    }
    texts
}

/// The first argument with labels made by `change`, which need write no further than the bytes it is told: what is
/// longer ends the evaluation. Prometheus 2 looked at the other arguments last, and only where
/// there was a step.
fn changed<C: Fn(&Labels, usize) -> Option<String>>(
    evaluator: &mut Evaluator<'_>,
    call: &Call,
    target: &str,
    prepare: impl Fn(Semantics) -> Result<C, Error>,
) -> Result<Output, Error> {
    let argument = call.args.first().ok_or_else(|| Error::bad_data("expected an instant vector"))?;
    let semantics = evaluator.semantics();
    let early = if semantics == Semantics::V3 { Some(prepare(semantics)?) } else { None };
    let Vector { mut columns, points } = evaluator.vector(argument)?;
    let change = early.map_or_else(|| prepare(semantics), Ok)?;
    for column in &mut columns {
        if let Some(value) = change(&column.labels, evaluator.text_left()) {
            evaluator.write(value.len())?;
            column.labels = column.labels.with(target, &value);
            column.nameless &= target != METRIC_NAME;
        }
    }
    let inputs = columns.len();
    evaluator.finish(columns, inputs, points).map(Output::Vector)
}

fn check_name(name: &str, which: &str, semantics: Semantics) -> Result<(), Error> {
    if is_label_name(name, semantics) {
        return Ok(());
    }
    Err(Error::execution(format!("invalid {which} {}", literal::shown(name))))
}

pub(super) fn replace(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    let &[target, replacement, source, pattern] = &*texts(call) else {
        return Err(Error::bad_data("expected four texts"));
    };
    changed(evaluator, call, target, |semantics| {
        let wrong = |_| Error::execution(format!("invalid regular expression in label_replace(): {pattern}"));
        let regex = series::anchored(pattern, semantics.dialect()).map_err(wrong)?;
        check_name(target, "destination label name in label_replace():", semantics)?;
        Ok(move |labels: &Labels, most: usize| {
            let value = labels.value(source).unwrap_or_default();
            regex.captures(value).map(|groups| literal::shown(&expanded(replacement, &groups, most)))
        })
    })
}

pub(super) fn join(evaluator: &mut Evaluator<'_>, call: &Call) -> Result<Output, Error> {
    let texts = texts(call);
    let [target, separator, sources @ ..] = &*texts else {
        return Err(Error::bad_data("expected two texts"));
    };
    changed(evaluator, call, target, |semantics| {
        for source in sources {
            check_name(source, "source label name in label_join():", semantics)?;
        }
        check_name(target, "destination label name in label_join():", semantics)?;
        Ok(|labels: &Labels, most: usize| {
            let mut text = String::new();
            for (idx, source) in sources.iter().enumerate() {
                if text.len() > most {
                    break;
                }
                text.push_str(if idx == 0 { "" } else { separator });
                text.push_str(labels.value(source).unwrap_or_default());
            }
            Some(literal::shown(&text))
        })
    })
}

/// `template` with `$1`, `$name` and `${name}` replaced by the groups' texts, those of unknown groups by nothing
/// (`Regexp.Expand`). A `$` before anything else stays. Past `most` bytes no reference is replaced.
fn expanded(template: &str, groups: &Captures<'_>, most: usize) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$').filter(|_| text.len() <= most) {
        text.push_str(before);
        if let Some(after) = after.strip_prefix('$') {
            text.push('$');
            rest = after;
            continue;
        }
        match reference(after) {
            Some((name, after)) => {
                text.push_str(group(name, groups).unwrap_or_default());
                rest = after;
            }
            None => {
                text.push('$');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// The name at the start of `text`, in braces or as long as it can be, and what follows.
fn reference(text: &str) -> Option<(&str, &str)> {
    let braced = text.strip_prefix('{');
    let name = braced.unwrap_or(text);
    let end = name.find(|it: char| it != '_' && !it.is_alphanumeric()).unwrap_or(name.len());
    let (name, after) = name.split_at_checked(end).filter(|(name, _)| !name.is_empty())?;
    let after = if braced.is_some() { after.strip_prefix('}')? } else { after };
    Some((name, after))
}

/// A group by its number, without leading zeros, or by its name.
fn group<'t>(name: &str, groups: &Captures<'t>) -> Option<&'t str> {
    let number = name.parse::<usize>().ok().filter(|it| it.to_string() == name);
    let found = number.map_or_else(|| groups.name(name), |number| groups.get(number));
    found.map(|it| it.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_expanded_as_go_does() {
        let regex = regex::Regex::new("(?P<first>[a-z]+)-(\\d+)(x)?").unwrap();
        let groups = regex.captures("web-12").unwrap();
        for (template, text) in [
            ("$1", "web"),
            ("${2}s", "12s"),
            ("$2s", ""),
            ("$first!", "web!"),
            ("$0", "web-12"),
            ("$3$4$nothing.", "."),
            ("$01", ""),
            ("$$1 $ $-", "$1 $ $-"),
            ("${1", "${1"),
            ("${a b}", "${a b}"),
            ("", ""),
            ("ä$1ö", "ä"),
            ("ä${1}ö", "äwebö"),
        ] {
            assert_eq!(expanded(template, &groups, 100), text, "{template}");
        }
        assert_eq!(expanded("$0$0$0", &groups, 3), "web-12$0$0");
    }
}
