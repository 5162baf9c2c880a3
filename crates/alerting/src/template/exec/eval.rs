//! Pipelines, commands and operands to values. It must not write.

use super::{At, Flow, State, Step};
use crate::template::node::{Command, Constant, Number, Operand, OperandKind, Pipe};
use crate::template::value::Value;

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
        let has_args = !args.is_empty() || last.is_some();
        match &first.kind {
            OperandKind::Identifier(name) => {
                self.at = Some(At::Operand(first));
                self.call(dot, name, At::Command(cmd), args, last)
            }
            OperandKind::Field(_) | OperandKind::Chain(..) => self.operand(dot, first, has_args),
            OperandKind::Variable(names) if names.len() > 1 => self.operand(dot, first, has_args),
            _ => {
                if !matches!(first.kind, OperandKind::Pipe(_)) {
                    self.at = Some(At::Operand(first));
                }
                if has_args {
                    return Err(self.error(&format!("can't give argument to non-function {}", first.bare())));
                }
                if let OperandKind::Nil = first.kind {
                    return Err(self.error("nil is not a command"));
                }
                self.operand(dot, first, false)
            }
        }
    }

    /// The value of an operand; a field or method would get the arguments that `has_args` announces.
    pub(super) fn operand(&mut self, dot: &Value, operand: &'t Operand, has_args: bool) -> Step<Value> {
        self.at = Some(At::Operand(operand));
        self.charge(1)?;
        match &operand.kind {
            OperandKind::Field(names) => self.fields(dot.clone(), names, has_args),
            OperandKind::Chain(inner, names) => {
                if let OperandKind::Nil = inner.kind {
                    return Err(self.error(&format!("indirection through explicit nil in {operand}")));
                }
                let value = self.operand(dot, inner, false)?;
                self.fields(value, names, has_args)
            }
            OperandKind::Identifier(name) => self.call(dot, name, At::Operand(operand), &[], None),
            OperandKind::Pipe(pipe) => self.pipeline(dot, pipe),
            OperandKind::Variable(names) => {
                let value = self.variable(&names[0])?;
                self.fields(value, &names[1..], has_args)
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

    fn fields(&self, mut value: Value, names: &[String], has_args: bool) -> Step<Value> {
        for (idx, name) in names.iter().enumerate() {
            let is_last = idx + 1 == names.len();
            value = self.field(&value, name, has_args && is_last, idx > 0 && names[idx - 1] == "Value")?;
        }
        Ok(value)
    }

    /// A field of the data or a key of a map; a missing key is the zero value of the map's elements
    /// (`missingkey=zero`). The data's own `Value` is an interface, and messages say so (`behind_value`).
    fn field(&self, value: &Value, name: &str, has_args: bool, behind_value: bool) -> Step<Value> {
        let keyed = |found: Value| match has_args {
            true => Err(self.error(&format!("{name} is not a method but has arguments"))),
            false => Ok(found),
        };
        let called = |found: Value| match has_args {
            true => Err(self.error(&format!("{name} has arguments but cannot be invoked as function"))),
            false => Ok(found),
        };
        match value {
            Value::Nil => Ok(Value::Nil),
            Value::Labels(labels) => keyed(Value::str(labels.value(name).unwrap_or_default())),
            Value::Map(map) => keyed(map.get(name).cloned().unwrap_or(Value::Nil)),
            Value::Sample(sample) => match name {
                "Labels" => called(Value::Labels(sample.labels.clone())),
                "Value" => called(Value::Float(sample.value)),
                _ => Err(self.no_field(name, value.type_name())),
            },
            Value::Data(root) => {
                let found = match name {
                    "Labels" => Value::Labels(root.labels.clone()),
                    "ExternalLabels" => Value::Labels(root.external_labels.clone()),
                    "ExternalURL" => Value::Str(root.external_url.clone()),
                    "Value" => Value::Float(root.value),
                    _ => return Err(self.no_field(name, value.type_name())),
                };
                called(found)
            }
            Value::Time(_) | Value::Duration(_) => {
                Err(self.error(&format!("not supported yet: method {name} of {}", value.type_name())))
            }
            Value::Float(_) if behind_value => Err(self.no_field(name, "interface {}")),
            it => Err(self.no_field(name, it.type_name())),
        }
    }

    fn no_field(&self, name: &str, type_name: &str) -> Flow {
        self.error(&format!("can't evaluate field {name} in type {type_name}"))
    }
}
