//! Function calls: number and type of arguments, then the call (`evalCall`, `validateType`). It must not know what
//! a function does.

use super::eval::Given;
use super::{At, Flow, State, Step};
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
            None if given != wanted => Err(self.wrong_count(name, wanted, given)),
            _ => Ok(()),
        }
    }

    fn wrong_count(&self, name: &str, wanted: usize, given: usize) -> Flow {
        self.error(&format!("wrong number of args for {name}: want {wanted} got {given}"))
    }

    /// Calls the method `name` of `value`, if it has one.
    pub(super) fn method(
        &mut self,
        dot: &Value,
        value: &Value,
        name: &str,
        given: &Given<'t>,
    ) -> Option<Step<Value>> {
        let Some((method, receiver)) = functions::find_method(value, name) else {
            let count = functions::results(value, name)?;
            return Some(Err(
                self.error(&format!("can't call method/function \"{name}\" with {count} results"))
            ));
        };
        let count = given.args.len() + usize::from(given.last.is_some());
        if count != method.params.len() {
            return Some(Err(self.wrong_count(name, method.params.len(), count)));
        }
        let at = self.at;
        Some(self.method_args(dot, method.params, given).and_then(|args| {
            (method.body)(receiver, &args).map_err(|message| {
                self.at = at;
                self.error(&format!("error calling {name}: {message}"))
            })
        }))
    }

    fn method_args(&mut self, dot: &Value, params: &[Param], given: &Given<'t>) -> Step<Vec<Value>> {
        let mut args = Vec::with_capacity(params.len());
        for (arg, param) in given.args.iter().zip(params) {
            args.push(self.argument(dot, arg, *param)?);
        }
        if let (Some(last), Some(param)) = (&given.last, params.last()) {
            self.check_type(last, *param)?;
            args.push(last.clone());
        }
        Ok(args)
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
            (OperandKind::Nil, Param::Sample | Param::Samples) => return Ok(Value::Nil),
            (OperandKind::Nil, _) => {
                return Err(self.error(&format!("cannot assign nil to {}", param.type_name())));
            }
            (OperandKind::Number(number), Param::Duration | Param::Int) => {
                return match number.integer() {
                    Some(it) if param == Param::Int => Ok(Value::Int(it)),
                    Some(it) => Ok(Value::Duration(it)),
                    None => Err(self.error(&format!("expected integer; found {arg}"))),
                };
            }
            (OperandKind::Bool(_) | OperandKind::Str { .. }, Param::Duration | Param::Int) => {
                return Err(self.error(&format!("expected integer; found {arg}")));
            }
            (OperandKind::Bool(_) | OperandKind::Number(_), Param::Text) => {
                return Err(self.error(&format!("expected string; found {arg}")));
            }
            (OperandKind::Bool(_) | OperandKind::Number(_) | OperandKind::Str { .. }, wanted) => {
                let wanted = wanted.type_name();
                return Err(self.error(&format!("can't handle {arg} for arg of type {wanted}")));
            }
            _ => {}
        }
        let value = self.operand(dot, arg, &Given::default())?;
        self.check_type(&value, param)?;
        Ok(value)
    }

    fn check_type(&self, value: &Value, param: Param) -> Step {
        match (param, value) {
            (Param::Any, _)
            | (Param::Text, Value::Str(_))
            | (Param::Sample, Value::Sample(_) | Value::Nil)
            | (Param::Samples, Value::Samples(_) | Value::Nil)
            | (Param::Int, Value::Int(_)) => Ok(()),
            (Param::Time, it) if matches!(it.target(), Value::Time(_)) => Ok(()),
            (Param::Duration, it) if matches!(it.target(), Value::Duration(_)) => Ok(()),
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
