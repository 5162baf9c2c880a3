//! Pipelines, commands and operands to values. It must not write.

use super::{At, State, Step};
use crate::template::node::{Command, Constant, Number, Operand, OperandKind, Pipe};
use crate::template::value::Value;

/// What a field or method is given: arguments, and the result of the command before.
#[derive(Default)]
pub(super) struct Given<'t> {
    pub(super) args: &'t [Operand],
    pub(super) last: Option<Value>,
}

impl<'t> State<'t> {
    /// The last command's result, which the declared variables take (`evalPipeline`).
    pub(super) fn pipeline(&mut self, dot: &Value, pipe: &'t Pipe) -> Step<Value> {
        self.at = Some(At::Pipe(pipe));
        let mut value = None;
        for cmd in &pipe.cmds {
            value = Some(self.command(dot, cmd, value)?);
        }
        let value = value.unwrap_or(Value::Nil);
        for name in &pipe.decls {
            if pipe.is_assign {
                self.assign(name, &value)?;
            } else {
                self.vars.push((name, value.clone()));
            }
        }
        Ok(value)
    }

    /// One command; `last` is the result of the one before it (`evalCommand`).
    fn command(&mut self, dot: &Value, cmd: &'t Command, last: Option<Value>) -> Step<Value> {
        let (first, args) = (&cmd.args[0], &cmd.args[1..]);
        match &first.kind {
            OperandKind::Identifier(name) => {
                self.at = Some(At::Operand(first));
                self.call(dot, name, At::Command(cmd), args, last)
            }
            OperandKind::Field(_) | OperandKind::Chain(..) => self.operand(dot, first, &Given { args, last }),
            OperandKind::Variable(names) if names.len() > 1 => {
                self.operand(dot, first, &Given { args, last })
            }
            _ => {
                if !matches!(first.kind, OperandKind::Pipe(_)) {
                    self.at = Some(At::Operand(first));
                }
                if !args.is_empty() || last.is_some() {
                    return Err(self.error(&format!("can't give argument to non-function {}", first.bare())));
                }
                if let OperandKind::Nil = first.kind {
                    return Err(self.error("nil is not a command"));
                }
                self.operand(dot, first, &Given::default())
            }
        }
    }

    /// The value of an operand; its last field or method gets the arguments.
    pub(super) fn operand(&mut self, dot: &Value, operand: &'t Operand, given: &Given<'t>) -> Step<Value> {
        self.at = Some(At::Operand(operand));
        self.charge(1)?;
        match &operand.kind {
            OperandKind::Field(names) => self.fields(dot, dot.clone(), names, given),
            OperandKind::Chain(inner, names) => {
                if let OperandKind::Nil = inner.kind {
                    return Err(self.error(&format!("indirection through explicit nil in {operand}")));
                }
                let value = self.operand(dot, inner, &Given::default())?;
                self.fields(dot, value, names, given)
            }
            OperandKind::Identifier(name) => self.call(dot, name, At::Operand(operand), &[], None),
            OperandKind::Pipe(pipe) => self.pipeline(dot, pipe),
            OperandKind::Variable(names) => {
                let value = self.variable(&names[0])?;
                self.fields(dot, value, &names[1..], given)
            }
            OperandKind::Bool(value) => Ok(Value::Bool(*value)),
            OperandKind::Dot => Ok(dot.clone()),
            OperandKind::Nil => Ok(Value::Nil),
            OperandKind::Number(number) => self.constant(number),
            OperandKind::Str { text, .. } => Ok(Value::str(text.as_str())),
        }
    }

    fn variable(&self, name: &str) -> Step<Value> {
        let found = self.vars.iter().rev().find(|(it, _)| *it == name);
        found
            .map(|(_, value)| value.clone())
            .ok_or_else(|| self.error(&format!("undefined variable: {name}")))
    }

    fn constant(&self, number: &Number) -> Step<Value> {
        match number.value {
            Constant::Int(value) => Ok(Value::Int(value)),
            Constant::Float(value) => Ok(Value::Float(value)),
            Constant::Huge => Err(self.error(&format!("{} overflows int", number.text))),
        }
    }

    fn fields(&mut self, dot: &Value, mut value: Value, names: &[String], given: &Given<'t>) -> Step<Value> {
        let mut of_interface = false;
        for (idx, name) in names.iter().enumerate() {
            let given = if idx + 1 == names.len() { given } else { &Given::default() };
            let next = self.field(dot, &value, name, given, of_interface)?;
            // What maps of `args` and the field `Value` hold is of the type `interface {}`, and messages say so.
            of_interface = match &value {
                Value::Map(_) => true,
                Value::Data(_) | Value::Sample(_) => name == "Value",
                _ => false,
            };
            value = next;
        }
        Ok(value)
    }

    /// A field, a method's result or a key of a map; a missing key is the zero value of the map's elements
    /// (`missingkey=zero`).
    fn field(
        &mut self,
        dot: &Value,
        value: &Value,
        name: &str,
        given: &Given<'t>,
        of_interface: bool,
    ) -> Step<Value> {
        if let Some(result) = self.method(dot, value, name, given) {
            return result;
        }
        let has_args = !given.args.is_empty() || given.last.is_some();
        let type_name = if of_interface { "interface {}" } else { value.type_name() };
        let found = match value {
            Value::Nil if of_interface => {
                return Err(self.error(&format!("nil pointer evaluating {type_name}.{name}")));
            }
            Value::Nil => return Ok(Value::Nil),
            Value::Labels(_) | Value::Map(_) if has_args => {
                return Err(self.error(&format!("{name} is not a method but has arguments")));
            }
            Value::Labels(labels) => return Ok(Value::str(labels.value(name).unwrap_or_default())),
            Value::Map(map) => return Ok(map.get(name).cloned().unwrap_or(Value::Nil)),
            value => field_of(value, name),
        };
        match found {
            Some(_) if has_args => {
                Err(self.error(&format!("{name} has arguments but cannot be invoked as function")))
            }
            Some(found) => Ok(found),
            None => Err(self.error(&format!("can't evaluate field {name} in type {type_name}"))),
        }
    }
}

/// A field of one of the two structs.
fn field_of(value: &Value, name: &str) -> Option<Value> {
    let found = match (value, name) {
        (Value::Data(root), "Labels") => Value::Labels(root.labels.clone()),
        (Value::Data(root), "ExternalLabels") => Value::Labels(root.external_labels.clone()),
        (Value::Data(root), "ExternalURL") => Value::Str(root.external_url.clone()),
        (Value::Data(root), "Value") => Value::Float(root.value),
        (Value::Sample(sample), "Labels") => Value::Labels(sample.labels.clone()),
        (Value::Sample(sample), "Value") => Value::Float(sample.value),
        _ => return None,
    };
    Some(found)
}
