//! Go's `fmt.Sprintf` and `fmt.Sprint` for template values. It must not know templates.

use super::value::Value;

mod flags;
mod float;
mod integer;
mod print;
mod text;
mod time;

pub(crate) use float::general;
pub(crate) use print::printable;
pub(crate) use text::{is_printable, quote};
pub(crate) use time::{Moment, days_before, duration_text, month_name, time_text, weekday_name};

use flags::{Directive, Scanner};

/// `fmt.Sprintf(format, args...)`, mistakes written as Go writes them (`%!d(float64=3)`).
///
/// # Errors
/// "not supported yet: ..." for a verb of a type that is not written here.
pub(crate) fn sprintf(format: &str, args: &[Value]) -> Result<String, String> {
    let mut out = String::new();
    let mut scanner = Scanner::new(format, args);
    while let Some(directive) = scanner.next_directive(&mut out) {
        if out.len() > super::limits::MAX_OUTPUT {
            return Err(super::limits::too_long());
        }
        match directive {
            Directive::Text(text) => out.push_str(&text),
            Directive::Print(flags, verb, value) => out.push_str(&print::print(value, verb, &flags)?),
        }
    }
    if let Some(extra) = scanner.extra() {
        out.push_str("%!(EXTRA ");
        for (idx, value) in extra.iter().enumerate() {
            out.push_str(if idx > 0 { ", " } else { "" });
            match value {
                Value::Nil => out.push_str("<nil>"),
                value => out.push_str(&format!("{}={}", value.type_name(), plain(value)?)),
            }
        }
        out.push(')');
    }
    Ok(out)
}

/// `%v` of one value.
pub(crate) fn plain(value: &Value) -> Result<String, String> {
    print::print(value, 'v', &flags::Flags::default())
}

/// `fmt.Sprint(args...)`: a space between two operands when neither is a string.
pub(crate) fn sprint(args: &[Value]) -> Result<String, String> {
    let mut out = String::new();
    for (idx, arg) in args.iter().enumerate() {
        let neighbours = idx.checked_sub(1).map(|before| (&args[before], arg));
        let spaced = |(left, right): (&Value, &Value)| left.text().is_none() && right.text().is_none();
        if neighbours.is_some_and(spaced) {
            out.push(' ');
        }
        out.push_str(&plain(arg)?);
    }
    Ok(out)
}

/// `fmt.Sprintln(args...)`.
pub(crate) fn sprintln(args: &[Value]) -> Result<String, String> {
    let texts: Result<Vec<_>, _> = args.iter().map(plain).collect();
    Ok(texts?.join(" ") + "\n")
}
