//! `eq`, `ne`, `lt`, `le`, `gt`, `ge`: typed, as Go's templates compare (a float is never compared with an int).
//! They must not convert.

use crate::template::value::Value;
use std::cmp::Ordering;

const INCOMPATIBLE: &str = "incompatible types for comparison";
const INVALID: &str = "invalid type for comparison";

/// Whether the first argument equals any of the others.
pub(super) fn eq(args: &[Value]) -> Result<Value, String> {
    comparable(&args[0])?;
    if args.len() < 2 {
        return Err("missing argument for comparison".to_owned());
    }
    for other in &args[1..] {
        if equal(&args[0], other)? {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

pub(super) fn ne(args: &[Value]) -> Result<Value, String> {
    comparable(&args[0])?;
    Ok(Value::Bool(!equal(&args[0], &args[1])?))
}

pub(super) fn lt(args: &[Value]) -> Result<Value, String> {
    Ok(Value::Bool(less(&args[0], &args[1])?))
}

/// Less or equal, in Go's own two steps: NaN is neither.
pub(super) fn le(args: &[Value]) -> Result<Value, String> {
    Ok(Value::Bool(less(&args[0], &args[1])? || equal(&args[0], &args[1])?))
}

pub(super) fn gt(args: &[Value]) -> Result<Value, String> {
    Ok(Value::Bool(!(less(&args[0], &args[1])? || equal(&args[0], &args[1])?)))
}

pub(super) fn ge(args: &[Value]) -> Result<Value, String> {
    Ok(Value::Bool(!less(&args[0], &args[1])?))
}

fn comparable(value: &Value) -> Result<(), String> {
    match value {
        Value::Labels(_) | Value::Map(_) | Value::Data(_) => {
            let text = crate::template::gofmt::plain(value)?;
            Err(format!("uncomparable type {}: {text}", value.type_name()))
        }
        _ => Ok(()),
    }
}

fn equal(left: &Value, right: &Value) -> Result<bool, String> {
    match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => Ok(left == right),
        (Value::Int(left), Value::Int(right)) | (Value::Duration(left), Value::Duration(right)) => {
            Ok(left == right)
        }
        // A duration's kind is an integer too.
        (Value::Int(left), Value::Duration(right)) | (Value::Duration(left), Value::Int(right)) => {
            Ok(left == right)
        }
        (Value::Float(left), Value::Float(right)) => Ok(left == right),
        (Value::Str(left), Value::Str(right)) => Ok(left == right),
        (Value::Time(left), Value::Time(right)) => Ok(left == right),
        (Value::Nil, Value::Nil) => Ok(true),
        (left, right) if basic(left) || basic(right) => Err(INCOMPATIBLE.to_owned()),
        (_, right) => comparable(right).map(|()| false),
    }
}

fn basic(value: &Value) -> bool {
    matches!(value, Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Str(_) | Value::Duration(_))
}

fn less(left: &Value, right: &Value) -> Result<bool, String> {
    if !basic(left) || !basic(right) {
        return Err(INVALID.to_owned());
    }
    match (left, right) {
        (Value::Int(left) | Value::Duration(left), Value::Int(right) | Value::Duration(right)) => {
            Ok(left < right)
        }
        (Value::Float(left), Value::Float(right)) => Ok(left.partial_cmp(right) == Some(Ordering::Less)),
        (Value::Str(left), Value::Str(right)) => Ok(left < right),
        (Value::Bool(_), Value::Bool(_)) => Err(INVALID.to_owned()),
        _ => Err(INCOMPATIBLE.to_owned()),
    }
}
