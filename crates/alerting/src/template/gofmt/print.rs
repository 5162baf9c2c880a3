//! One value under one verb (`printArg`). It must not read format strings.

use super::flags::Flags;
use super::{duration_text, float, integer, text, time_text};
use crate::template::value::{Root, Sample, Value};

/// `value` under `verb`; a verb that its type does not know gives `%!verb(type=value)`.
pub(super) fn print(value: &Value, verb: char, flags: &Flags) -> Result<String, String> {
    if verb == 'T' {
        return Ok(flags.pad(value.type_name()));
    }
    let printed = match value {
        Value::Nil if verb == 'v' => Some(flags.pad("<nil>")),
        Value::Nil => return Ok(format!("%!{verb}(<nil>)")),
        Value::Bool(value) => matches!(verb, 't' | 'v').then(|| flags.pad(&value.to_string())),
        Value::Int(value) => integer::format(*value, verb, flags),
        Value::Float(_) if matches!(verb, 'b' | 'x' | 'X') => {
            return Err(format!("not supported yet: %{verb} of float64"));
        }
        Value::Float(value) => float::format(*value, verb, flags),
        Value::Str(value) => text::format(value, verb, flags),
        Value::Labels(labels) => return map(labels.iter().map(|(k, v)| (k, Value::str(v))), verb, flags),
        Value::Map(entries) => return map(entries.iter().map(|(k, v)| (&**k, v.clone())), verb, flags),
        Value::Time(millis) => return stringer(&time_text(*millis), None, value, verb, flags),
        Value::Duration(nanos) => return stringer(&duration_text(*nanos), Some(*nanos), value, verb, flags),
        Value::Sample(sample) => return self::sample(sample, verb, flags).map(|text| format!("&{text}")),
        Value::Samples(samples) => return Ok(format!("[{}]", vec![ADDRESS; samples.len()].join(" "))),
        Value::Data(root) => return data(root, verb, flags),
    };
    printed.map_or_else(|| bad_verb(value, verb, flags), Ok)
}

fn bad_verb(value: &Value, verb: char, flags: &Flags) -> Result<String, String> {
    Ok(format!("%!{verb}({}={})", value.type_name(), print(value, 'v', flags)?))
}

/// A type with a `String` method: string verbs print that, others what lies beneath.
fn stringer(
    text: &str,
    beneath: Option<i64>,
    value: &Value,
    verb: char,
    flags: &Flags,
) -> Result<String, String> {
    if let Some(printed) = text::format(text, verb, flags) {
        return Ok(printed);
    }
    match beneath {
        Some(nanos) => integer::format(nanos, verb, flags).map_or_else(|| bad_verb(value, verb, flags), Ok),
        None => Err(format!("not supported yet: %{verb} of time.Time")),
    }
}

/// `map[key:value ...]`, the verb applied to both.
fn map<'a>(
    entries: impl Iterator<Item = (&'a str, Value)>,
    verb: char,
    flags: &Flags,
) -> Result<String, String> {
    let pair = |(key, value): (&str, Value)| -> Result<String, String> {
        Ok(format!("{}:{}", print(&Value::str(key), verb, flags)?, print(&value, verb, flags)?))
    };
    let pairs: Result<Vec<_>, _> = entries.map(pair).collect();
    Ok(format!("map[{}]", pairs?.join(" ")))
}

/// Go prints where a sample of a list lies in memory, which is another place each time.
const ADDRESS: &str = "0xc000000000";

fn sample(sample: &Sample, verb: char, flags: &Flags) -> Result<String, String> {
    let labels = print(&Value::Labels(sample.labels.clone()), verb, flags)?;
    Ok(format!("{{{labels} {}}}", print(&Value::Float(sample.value), verb, flags)?))
}

/// `value` as an action prints it: what a pointer points to (`printableValue`).
pub(crate) fn printable(value: &Value) -> Result<String, String> {
    match value {
        Value::Sample(sample) => self::sample(sample, 'v', &Flags::default()),
        value => print(value, 'v', &Flags::default()),
    }
}

fn data(root: &Root, verb: char, flags: &Flags) -> Result<String, String> {
    let fields = [
        Value::Labels(root.labels.clone()),
        Value::Labels(root.external_labels.clone()),
        Value::Str(root.external_url.clone()),
        Value::Float(root.value),
    ];
    let fields: Result<Vec<_>, _> = fields.iter().map(|field| print(field, verb, flags)).collect();
    Ok(format!("{{{}}}", fields?.join(" ")))
}
