//! `eq`, `ne`, `lt`, `le`, `gt`, `ge`: typed, as Go's templates compare (a float is never compared with an int).
//! They must not convert.

use crate::template::value::Value;
use std::cmp::Ordering;
use std::rc::Rc;

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
    // Kinds count, not types: a duration is an integer too.
    if let (Some(left), Some(right)) = (left.int(), right.int()) {
        return Ok(left == right);
    }
    if let (Some(left), Some(right)) = (left.text(), right.text()) {
        return Ok(left == right);
    }
    match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => Ok(left == right),
        (Value::Float(left), Value::Float(right)) => Ok(left == right),
        (Value::Time(left), Value::Time(right)) => Ok(left == right),
        // Pointers are equal when they are the same.
        (Value::Pointer(left), Value::Pointer(right)) => Ok(Rc::ptr_eq(left, right)),
        (Value::Sample(left), Value::Sample(right)) => Ok(Rc::ptr_eq(left, right)),
        (Value::Nil, Value::Nil) => Ok(true),
        (Value::Nil, _) | (_, Value::Nil) => Ok(false),
        (left, right) if basic(left) || basic(right) => Err(INCOMPATIBLE.to_owned()),
        (left, right) => incomparable(left, right),
    }
}

fn basic(value: &Value) -> bool {
    value.int().is_some() || value.text().is_some() || matches!(value, Value::Bool(_) | Value::Float(_))
}

fn less(left: &Value, right: &Value) -> Result<bool, String> {
    if !basic(left) || !basic(right) {
        return Err(INVALID.to_owned());
    }
    if let (Some(left), Some(right)) = (left.int(), right.int()) {
        return Ok(left < right);
    }
    if let (Some(left), Some(right)) = (left.text(), right.text()) {
        return Ok(left < right);
    }
    match (left, right) {
        (Value::Float(left), Value::Float(right)) => Ok(left.partial_cmp(right) == Some(Ordering::Less)),
        (Value::Bool(_), Value::Bool(_)) => Err(INVALID.to_owned()),
        _ => Err(INCOMPATIBLE.to_owned()),
    }
}
