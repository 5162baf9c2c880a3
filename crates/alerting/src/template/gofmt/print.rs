//! One value under one verb (`printArg`). It must not read format strings.

use super::flags::Flags;
use super::{duration_text, float, integer, month_name, text, time_text, weekday_name};
use crate::template::value::{Root, Sample, Value};

/// `value` under `verb`; a verb that its type does not know gives `%!verb(type=value)`.
pub(super) fn print(value: &Value, verb: char, flags: &Flags) -> Result<String, String> {
    if verb == 'T' {
        return Ok(flags.pad(value.type_name()));
    }
    if verb == 'v' && flags.sharp {
        return syntax(value, flags);
    }
    let printed = match value {
        Value::Nil if verb == 'v' => Some(flags.pad("<nil>")),
        Value::Nil => return Ok(format!("%!{verb}(<nil>)")),
        Value::Bool(value) => matches!(verb, 't' | 'v').then(|| flags.pad(&value.to_string())),
        Value::Int(value) => integer::format(*value, verb, flags),
        Value::Float(value) => float::format(*value, verb, flags),
        Value::Str(value) | Value::Html(value) => text::format(value, verb, flags),
        Value::Labels(labels) => return map(labels.iter().map(|(k, v)| (k, Value::str(v))), verb, flags),
        Value::Map(entries) => return map(entries.iter().map(|(k, v)| (&**k, v.clone())), verb, flags),
        Value::Time(nanos) => text::format(&time_text(*nanos), verb, flags),
        Value::Duration(nanos) => stringer(&duration_text(*nanos), *nanos, verb, flags),
        Value::Month(month) => stringer(month_name(*month), *month, verb, flags),
        Value::Weekday(weekday) => stringer(weekday_name(*weekday), *weekday, verb, flags),
        Value::Pointer(it)
            if matches!(**it, Value::Time(_)) || matches!(verb, 'v' | 's' | 'q' | 'x' | 'X') =>
        {
            return print(it, verb, flags);
        }
        Value::Pointer(_) => Some(ADDRESS.to_owned()),
        Value::Sample(sample) => {
            return structure(value, &fields_of(sample), verb, flags).map(|it| format!("&{it}"));
        }
        Value::Samples(samples) => return Ok(format!("[{}]", vec![ADDRESS; samples.len()].join(" "))),
        Value::Data(root) => return structure(value, &data(root), verb, flags),
    };
    match (printed, value) {
        (Some(printed), _) => Ok(printed),
        (None, Value::Time(_)) => Err(format!("not supported yet: %{verb} of time.Time")),
        (None, _) => bad_verb(value, verb, flags),
    }
}

/// `%#v`: the value as Go source.
fn syntax(value: &Value, flags: &Flags) -> Result<String, String> {
    let entries = |entries: &mut dyn Iterator<Item = (&str, Value)>| -> Result<String, String> {
        let pair = |(key, value): (&str, Value)| match value {
            Value::Nil => Ok(format!("{}:interface {{}}(nil)", text::quote(key))),
            value => Ok(format!("{}:{}", text::quote(key), syntax(&value, flags)?)),
        };
        let pairs: Result<Vec<_>, String> = entries.map(pair).collect();
        Ok(format!("{}{{{}}}", value.type_name(), pairs?.join(", ")))
    };
    match value {
        Value::Labels(labels) => entries(&mut labels.iter().map(|(k, v)| (k, Value::str(v)))),
        Value::Map(map) => entries(&mut map.iter().map(|(k, v)| (&**k, v.clone()))),
        Value::Data(root) => structure(value, &data(root), 'v', flags),
        Value::Sample(sample) => Ok(format!("&{}", structure(value, &fields_of(sample), 'v', flags)?)),
        Value::Str(text) | Value::Html(text) => Ok(flags.pad(&text::quote(text))),
        Value::Samples(samples) => {
            let places = samples.iter().map(|_| format!("(*template.sample)({ADDRESS})")).collect::<Vec<_>>();
            Ok(format!("template.queryResult{{{}}}", places.join(", ")))
        }
        Value::Time(_) | Value::Pointer(_) => Err(format!("not supported yet: %#v of {}", value.type_name())),
        value => match value.int() {
            Some(int) => {
                Ok(integer::format(int, 'd', &Flags { sharp: false, ..flags.clone() }).unwrap_or_default())
            }
            None => print(value, 'v', &Flags { sharp: false, ..flags.clone() }),
        },
    }
}

fn bad_verb(value: &Value, verb: char, flags: &Flags) -> Result<String, String> {
    Ok(format!("%!{verb}({}={})", value.type_name(), print(value, 'v', flags)?))
}

/// A type with a `String` method: string verbs print that, others the integer beneath.
fn stringer(text: &str, beneath: i64, verb: char, flags: &Flags) -> Option<String> {
    text::format(text, verb, flags).or_else(|| integer::format(beneath, verb, flags))
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

fn fields_of(sample: &Sample) -> [(&'static str, Value); 2] {
    [("Labels", Value::Labels(sample.labels.clone())), ("Value", Value::Float(sample.value))]
}

fn data(root: &Root) -> [(&'static str, Value); 4] {
    [
        ("Labels", Value::Labels(root.labels.clone())),
        ("ExternalLabels", Value::Labels(root.external_labels.clone())),
        ("ExternalURL", Value::Str(root.external_url.clone())),
        ("Value", Value::Float(root.value)),
    ]
}

/// `{field field}`; with `+` and `#` the fields bear their names, with `#` the type stands before.
fn structure(
    value: &Value,
    fields: &[(&'static str, Value)],
    verb: char,
    flags: &Flags,
) -> Result<String, String> {
    let named = verb == 'v' && (flags.plus || flags.sharp);
    // Inside, `+` asks for names and not for signs.
    let inner = Flags { plus: flags.plus && verb != 'v', ..flags.clone() };
    let field = |(name, field): &(&str, Value)| -> Result<String, String> {
        let printed = print(field, verb, &inner)?;
        Ok(if named { format!("{name}:{printed}") } else { printed })
    };
    let fields: Result<Vec<_>, _> = fields.iter().map(field).collect();
    if verb == 'v' && flags.sharp {
        return Ok(format!("{}{{{}}}", value.type_name().trim_start_matches('*'), fields?.join(", ")));
    }
    Ok(format!("{{{}}}", fields?.join(" ")))
}

/// `value` as an action prints it: what a pointer points to (`printableValue`).
pub(crate) fn printable(value: &Value) -> Result<String, String> {
    match value {
        Value::Sample(sample) => structure(value, &fields_of(sample), 'v', &Flags::default()),
        value => print(value.target(), 'v', &Flags::default()),
    }
}
