//! Go's builtins but for comparisons and escapes. They must not know Prometheus.

use crate::template::gofmt;
use crate::template::value::Value;
use std::collections::BTreeMap;
use std::rc::Rc;

pub(super) fn print(args: &[Value]) -> Result<Value, String> {
    gofmt::sprint(args).map(Value::str)
}

pub(super) fn println(args: &[Value]) -> Result<Value, String> {
    gofmt::sprintln(args).map(Value::str)
}

pub(super) fn printf(args: &[Value]) -> Result<Value, String> {
    gofmt::sprintf(super::text(args, 0), args.get(1..).unwrap_or_default()).map(Value::str)
}

pub(super) fn not(args: &[Value]) -> Result<Value, String> {
    Ok(Value::Bool(!args[0].is_true()))
}

/// No value of an alert's template is a function.
pub(super) fn call(args: &[Value]) -> Result<Value, String> {
    Err(match &args[0] {
        Value::Nil => "call of nil".to_owned(),
        it => format!("non-function of type {}", it.type_name()),
    })
}

/// `map[string]interface {}` with the keys `arg0`, `arg1`, ... (template.go).
pub(super) fn args(args: &[Value]) -> Result<Value, String> {
    let mut entries = BTreeMap::new();
    entries.extend(args.iter().enumerate().map(|(idx, value)| (format!("arg{idx}"), value.clone())));
    Ok(Value::Map(Rc::new(entries)))
}

pub(super) fn len(args: &[Value]) -> Result<Value, String> {
    let len = match &args[0] {
        Value::Str(text) | Value::Html(text) => text.len(),
        Value::Labels(labels) => labels.len(),
        Value::Map(map) => map.len(),
        Value::Samples(samples) => samples.len(),
        Value::Nil => return Err("reflect: call of reflect.Value.Type on zero Value".to_owned()),
        it => return Err(format!("len of type {}", it.type_name())),
    };
    Ok(Value::Int(i64::try_from(len).unwrap_or(i64::MAX)))
}

pub(super) fn index(args: &[Value]) -> Result<Value, String> {
    let mut item = args[0].clone();
    if matches!(item, Value::Nil) {
        return Err("index of untyped nil".to_owned());
    }
    for key in &args[1..] {
        item = match &item {
            Value::Labels(labels) => Value::str(labels.value(&map_key(key)?).unwrap_or_default()),
            Value::Map(map) => map.get(&*map_key(key)?).cloned().unwrap_or(Value::Nil),
            Value::Str(text) | Value::Html(text) => {
                let byte = text.as_bytes().get(position(key, text.len())?);
                Value::Int(i64::from(*byte.ok_or("reflect: string index out of range")?))
            }
            Value::Samples(samples) => {
                let sample = samples.get(position(key, samples.len())?);
                Value::Sample(sample.ok_or("reflect: slice index out of range")?.clone())
            }
            Value::Nil => return Err("index of nil pointer".to_owned()),
            it => return Err(format!("can't index item of type {}", it.type_name())),
        };
    }
    Ok(item)
}

fn map_key(key: &Value) -> Result<Rc<str>, String> {
    match key {
        Value::Str(text) => Ok(text.clone()),
        Value::Nil => Err("value is nil; should be of type string".to_owned()),
        it => Err(format!("value has type {}; should be string", it.type_name())),
    }
}

pub(super) fn slice(args: &[Value]) -> Result<Value, String> {
    let len = match &args[0] {
        Value::Str(text) | Value::Html(text) => text.len(),
        Value::Samples(samples) => samples.len(),
        Value::Nil => return Err("slice of untyped nil".to_owned()),
        it => return Err(format!("can't slice item of type {}", it.type_name())),
    };
    let bounds = &args[1..];
    if bounds.len() > 3 {
        return Err(format!("too many slice indexes: {}", bounds.len()));
    }
    if bounds.len() == 3 && args[0].text().is_some() {
        return Err("cannot 3-index slice a string".to_owned());
    }
    let bound = |idx: usize, otherwise: usize| bounds.get(idx).map_or(Ok(otherwise), |it| position(it, len));
    let (from, to, most) = (bound(0, 0)?, bound(1, len)?, bound(2, len)?);
    if from > to {
        return Err(format!("invalid slice index: {from} > {to}"));
    }
    if to > most {
        return Err(format!("invalid slice index: {to} > {most}"));
    }
    Ok(match &args[0] {
        Value::Samples(samples) => Value::Samples(samples[from..to].into()),
        Value::Str(text) => Value::Str(String::from_utf8_lossy(&text.as_bytes()[from..to]).into()),
        Value::Html(text) => Value::Html(String::from_utf8_lossy(&text.as_bytes()[from..to]).into()),
        _ => Value::Nil,
    })
}

/// `indexArg`: an integer from 0 to `last`.
fn position(value: &Value, last: usize) -> Result<usize, String> {
    let idx = match (value.int(), value) {
        (Some(idx), _) => idx,
        (None, Value::Nil) => return Err("cannot index slice/array with nil".to_owned()),
        (None, it) => return Err(format!("cannot index slice/array with type {}", it.type_name())),
    };
    usize::try_from(idx).ok().filter(|it| *it <= last).ok_or_else(|| format!("index out of range: {idx}"))
}
