//! Function calls: number and type of arguments, then the call (`evalCall`, `validateType`). It must not know what
//! a function does.

use super::{At, State, Step};
use crate::template::functions::{self, Body, Function, Param};
use crate::template::limits::{MAX_OUTPUT, QUERY_WORK, too_long};
use crate::template::node::{Operand, OperandKind};
use crate::template::value::Value;

impl<'t> State<'t> {
    /// Calls `name` with `args` and the result `last` of the command before; a failure is shown `at` the call.
    pub(super) fn call(
        &mut self,
        dot: &Value,
        name: &str,
        at: At<'t>,
        args: &'t [Operand],
        last: Option<Value>,
    ) -> Step<Value> {
        let Some(function) = functions::find(name) else {
            return Err(self.error(&format!("{name:?} is not a defined function")));
        };
        self.check_count(function, args.len(), last.is_some())?;
        if let Body::And | Body::Or = function.body {
            return self.logic(dot, matches!(function.body, Body::Or), args, last);
        }
        if function.name == "query" {
            self.charge(QUERY_WORK)?;
        }
        let mut values = Vec::with_capacity(args.len() + 1);
        for (idx, arg) in args.iter().enumerate() {
            let value = self.argument(dot, arg, param(function, idx))?;
            self.charge(value.cost())?;
            values.push(value);
        }
        if let Some(last) = last {
            self.check_type(&last, param(function, values.len()))?;
            self.charge(last.cost())?;
            values.push(last);
        }
        let result = match &function.body {
            Body::Plain(body) => body(&values),
            Body::Surrounded(body) => body(self.surroundings, &values),
            Body::And | Body::Or => Ok(Value::Nil),
        };
        let result = match result {
            Ok(value) if value.cost() > MAX_OUTPUT => Err(too_long()),
            result => result,
        };
        result.map_err(|message| {
            self.at = Some(at);
            self.error(&format!("error calling {name}: {message}"))
        })
    }

    fn check_count(&self, function: &Function, n_args: usize, has_last: bool) -> Step {
        let (wanted, given) = (function.fixed.len(), n_args + usize::from(has_last));
        let name = function.name;
        match function.variadic {
            Some(_) if given < wanted => {
                Err(self
                    .error(&format!("wrong number of args for {name}: want at least {wanted} got {n_args}")))
            }
            None if given != wanted => {
                Err(self.error(&format!("wrong number of args for {name}: want {wanted} got {given}")))
            }
            _ => Ok(()),
        }
    }

    /// `and` and `or` stop at the first argument that decides.
    fn logic(&mut self, dot: &Value, is_or: bool, args: &'t [Operand], last: Option<Value>) -> Step<Value> {
        let mut value = Value::Nil;
        for arg in args {
            value = self.argument(dot, arg, Param::Any)?;
            if value.is_true() == is_or {
                return Ok(value);
            }
        }
        Ok(last.unwrap_or(value))
    }

    /// An argument of the type that the parameter wants (`evalArg`).
    fn argument(&mut self, dot: &Value, arg: &'t Operand, param: Param) -> Step<Value> {
        self.at = Some(At::Operand(arg));
        match (&arg.kind, param) {
            (_, Param::Any) | (OperandKind::Str { .. }, Param::Text) => {}
            (OperandKind::Nil, Param::Text) => return Err(self.error("cannot assign nil to string")),
            (OperandKind::Nil, _) => return Ok(Value::Nil),
            (OperandKind::Bool(_) | OperandKind::Number(_), Param::Text) => {
                return Err(self.error(&format!("expected string; found {arg}")));
            }
            (OperandKind::Bool(_) | OperandKind::Number(_) | OperandKind::Str { .. }, wanted) => {
                let wanted = wanted.type_name();
                return Err(self.error(&format!("can't handle {arg} for arg of type {wanted}")));
            }
            _ => {}
        }
        let value = self.operand(dot, arg, false)?;
        self.check_type(&value, param)?;
        Ok(value)
    }

    fn check_type(&self, value: &Value, param: Param) -> Step {
        match (param, value) {
            (Param::Any, _)
            | (Param::Text, Value::Str(_))
            | (Param::Sample, Value::Sample(_) | Value::Nil)
            | (Param::Samples, Value::Samples(_) | Value::Nil) => Ok(()),
            (Param::Text, Value::Nil) => Err(self.error("invalid value; expected string")),
            (wanted, it) => {
                let (wanted, got) = (wanted.type_name(), it.type_name());
                Err(self.error(&format!("wrong type for value; expected {wanted}; got {got}")))
            }
        }
    }
}

/// The type of the parameter that takes argument `idx`.
fn param(function: &Function, idx: usize) -> Param {
    function.fixed.get(idx).copied().or(function.variadic).unwrap_or(Param::Any)
}
