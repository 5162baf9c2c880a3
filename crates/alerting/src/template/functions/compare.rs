//! `eq`, `ne`, `lt`, `le`, `gt`, `ge`: typed, as Go's templates compare (a float is never compared with an int).
//! They must not convert.

use crate::template::value::Value;
use std::cmp::Ordering;

const INCOMPATIBLE: &str = "incompatible types for comparison";
const INVALID: &str = "invalid type for comparison";

/// Whether the first argument equals any of the others.
pub(super) fn eq(args: &[Value]) -> Result<Value, String> {
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

/// Maps and structs with maps are compared with nothing; the message names value and type as Go does.
fn incomparable(left: &Value, right: &Value) -> Result<bool, String> {
    let text = crate::template::gofmt::plain(right)?;
    let right_type = right.type_name();
    if left.type_name() == right_type {
        return Err(format!("non-comparable type {text}: {right_type}"));
    }
    let (left_text, left_type) = (crate::template::gofmt::plain(left)?, left.type_name());
    Err(format!("non-comparable types {left_text}: {left_type}, {right_type}: {text}"))
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
        (Value::Nil, _) | (_, Value::Nil) => Ok(false),
        (left, right) if basic(left) || basic(right) => Err(INCOMPATIBLE.to_owned()),
        (left, right) => incomparable(left, right),
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
