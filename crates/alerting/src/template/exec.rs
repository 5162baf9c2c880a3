//! A tree with data to text: the nodes that write and branch (text/template/exec.go). It must not parse.

use super::functions::Surroundings;
use super::gofmt;
use super::limits::{MAX_OUTPUT, MAX_WORK, too_long};
use super::node::{Branch, Command, Node, Operand, Pipe};
use super::parser::Trees;
use super::value::{Root, Value};
use std::rc::Rc;

mod call;
mod eval;

/// The deepest nesting of `{{template}}` calls. Go stops at 100,000, which only endless recursion reaches, and what
/// recurses for ever fails with Go's message.
const MAX_CALLS: usize = 50;
/// The deepest nesting of blocks, those of called templates included: the stack holds them all.
const MAX_NESTED: usize = 250;
const TOO_DEEP: &str = "exceeded maximum template depth (100000)";

/// What a template needs to run.
pub(super) struct Program<'t> {
    pub(super) name: &'t str,
    pub(super) text: &'t str,
    pub(super) trees: &'t Trees,
}

/// Runs all nodes of the program.
pub(super) fn execute(
    program: &Program<'_>,
    root: Root,
    surroundings: &Surroundings<'_>,
) -> Result<String, String> {
    let dot = Value::Data(Rc::new(root));
    let mut state = State {
        program,
        surroundings,
        vars: vec![("$", dot.clone())],
        out: String::new(),
        work: 0,
        name: program.name,
        calls: 0,
        nested: 0,
        at: None,
    };
    for node in &program.trees.root {
        match state.walk(&dot, node) {
            Ok(()) => {}
            Err(Flow::Fail(message)) => return Err(message),
            // The parser refuses both outside a range.
            Err(Flow::Break | Flow::Continue) => return Err("break or continue outside range".to_owned()),
        }
    }
    Ok(state.out)
}

/// Why a list of nodes is left before its end.
enum Flow {
    Break,
    Continue,
    Fail(String),
}

/// The node that an error message names.
#[derive(Clone, Copy)]
enum At<'t> {
    Node(&'t Node),
    Pipe(&'t Pipe),
    Command(&'t Command),
    Operand(&'t Operand),
}

struct State<'t> {
    program: &'t Program<'t>,
    surroundings: &'t Surroundings<'t>,
    vars: Vec<(&'t str, Value)>,
    out: String,
    work: usize,
    /// The template at hand: the whole or one that it defines.
    name: &'t str,
    calls: usize,
    nested: usize,
    at: Option<At<'t>>,
}

type Step<T = ()> = Result<T, Flow>;

impl<'t> State<'t> {
    /// The message with the place of the node at hand (`state.errorf`).
    fn error(&self, message: &str) -> Flow {
        let name = self.program.name;
        let Some(at) = self.at else { return Flow::Fail(format!("template: {name}: {message}")) };
        let (pos, context) = match at {
            At::Node(node) => (pos_of(node), node.to_string()),
            At::Pipe(it) => (it.pos, it.to_string()),
            At::Command(it) => (it.pos, it.to_string()),
            At::Operand(it) => (it.pos, it.bare()),
        };
        let before = &self.program.text[..pos];
        let line = 1 + before.matches('\n').count();
        let column = pos - before.rfind('\n').map_or(0, |idx| idx + 1);
        let quoted = gofmt::quote(self.name);
        Flow::Fail(format!("template: {name}:{line}:{column}: executing {quoted} at <{context}>: {message}"))
    }

    /// Counts work; a template that loops too long is stopped here.
    fn charge(&mut self, cost: usize) -> Step {
        self.work = self.work.saturating_add(cost);
        if self.work > MAX_WORK { Err(self.error("template needs too many steps")) } else { Ok(()) }
    }

    fn write(&mut self, text: &str) -> Step {
        self.charge(text.len())?;
        self.out.push_str(text);
        if self.out.len() > MAX_OUTPUT { Err(self.error(&too_long())) } else { Ok(()) }
    }

    fn list(&mut self, dot: &Value, list: &'t [Node]) -> Step {
        if self.nested == MAX_NESTED {
            return Err(self.error(TOO_DEEP));
        }
        self.nested += 1;
        let done = list.iter().try_for_each(|node| self.walk(dot, node));
        self.nested -= 1;
        done
    }

    fn walk(&mut self, dot: &Value, node: &'t Node) -> Step {
        self.at = Some(At::Node(node));
        self.charge(1)?;
        match node {
            Node::Text { text, .. } => self.write(text),
            Node::Action { pipe, .. } => {
                // Variables persist until the next end; a declaration prints nothing.
                let value = self.pipeline(dot, pipe)?;
                if pipe.decls.is_empty() { self.print(node, &value) } else { Ok(()) }
            }
            Node::If(branch) => self.branch(dot, branch, false),
            Node::With(branch) => self.branch(dot, branch, true),
            Node::Range(branch) => self.range(dot, node, branch),
            Node::Template { name, pipe, .. } => self.template(dot, node, name, pipe.as_ref()),
            Node::Break { .. } => Err(Flow::Break),
            Node::Continue { .. } => Err(Flow::Continue),
        }
    }

    fn print(&mut self, node: &'t Node, value: &Value) -> Step {
        self.at = Some(At::Node(node));
        if let Value::Nil = value {
            return self.write("<no value>");
        }
        let text = gofmt::printable(value).map_err(|message| self.error(&message))?;
        self.write(&text)
    }

    fn branch(&mut self, dot: &Value, branch: &'t Branch, moves_dot: bool) -> Step {
        let mark = self.vars.len();
        let value = self.pipeline(dot, &branch.pipe)?;
        let done = match &branch.else_list {
            _ if value.is_true() => self.list(if moves_dot { &value } else { dot }, &branch.list),
            Some(list) => self.list(dot, list),
            None => Ok(()),
        };
        self.vars.truncate(mark);
        done
    }

    fn range(&mut self, dot: &Value, node: &'t Node, branch: &'t Branch) -> Step {
        self.at = Some(At::Node(node));
        let mark = self.vars.len();
        let value = self.pipeline(dot, &branch.pipe)?;
        let body = self.vars.len();
        let mut iterated = false;
        for (key, element) in self.elements(value, &branch.pipe)? {
            iterated = true;
            self.charge(1)?;
            self.bind(&branch.pipe, body, key, &element)?;
            let done = self.list(&element, &branch.list);
            self.vars.truncate(body);
            match done {
                Err(Flow::Break) => break,
                Ok(()) | Err(Flow::Continue) => {}
                Err(fail) => return Err(fail),
            }
        }
        let done = match &branch.else_list {
            Some(list) if !iterated => self.list(dot, list),
            _ => Ok(()),
        };
        self.vars.truncate(mark);
        done
    }

    /// Keys and elements of what is ranged over; maps in the order of their keys, an integer from 0.
    fn elements(&self, value: Value, pipe: &Pipe) -> Step<Vec<(Value, Value)>> {
        match value {
            Value::Nil => Ok(Vec::new()),
            Value::Labels(labels) => Ok(labels.iter().map(|(k, v)| (Value::str(k), Value::str(v))).collect()),
            Value::Map(map) => Ok(map.iter().map(|(k, v)| (Value::str(k.as_str()), v.clone())).collect()),
            Value::Samples(samples) => {
                let place = |idx: usize| Value::Int(i64::try_from(idx).unwrap_or(i64::MAX));
                Ok(samples.iter().enumerate().map(|(i, it)| (place(i), Value::Sample(it.clone()))).collect())
            }
            Value::Int(count) if pipe.decls.len() > 1 => {
                Err(self.error(&format!("can't use {count} to iterate over more than one variable")))
            }
            Value::Int(count) => {
                let bound = i64::try_from(MAX_WORK.saturating_sub(self.work) + 1).unwrap_or(i64::MAX);
                Ok((0..count.min(bound)).map(|idx| (Value::Int(idx), Value::Int(idx))).collect())
            }
            it => {
                let text = gofmt::plain(&it).map_err(|message| self.error(&message))?;
                Err(self.error(&format!("range can't iterate over {text}")))
            }
        }
    }

    /// Sets the range's variables; of one the element, of two the key first.
    fn bind(&mut self, pipe: &'t Pipe, body: usize, key: Value, element: &Value) -> Step {
        let values: &[Value] = match pipe.decls.len() {
            0 => return Ok(()),
            1 => std::slice::from_ref(element),
            _ => &[key, element.clone()],
        };
        for (idx, value) in values.iter().enumerate() {
            if pipe.is_assign {
                self.assign(&pipe.decls[idx], value)?;
            } else if let Some(slot) = (body + idx).checked_sub(pipe.decls.len()) {
                // The pipeline has pushed them last, in order.
                self.vars[slot].1 = value.clone();
            }
        }
        Ok(())
    }

    fn assign(&mut self, name: &str, value: &Value) -> Step {
        match self.vars.iter_mut().rev().find(|(it, _)| *it == name) {
            Some(slot) => slot.1 = value.clone(),
            None => return Err(self.error(&format!("undefined variable: {name}"))),
        }
        Ok(())
    }

    fn template(&mut self, dot: &Value, node: &'t Node, name: &str, pipe: Option<&'t Pipe>) -> Step {
        self.at = Some(At::Node(node));
        let program = self.program;
        let (name, list) = match program.trees.defined.get_key_value(name) {
            Some((name, list)) => (name.as_str(), list),
            None if name == program.name => (program.name, &program.trees.root),
            None => return Err(self.error(&format!("template {} not defined", gofmt::quote(name)))),
        };
        if self.calls == MAX_CALLS {
            return Err(self.error(TOO_DEEP));
        }
        let dot = match pipe {
            Some(pipe) => self.pipeline(dot, pipe)?,
            None => Value::Nil,
        };
        self.calls += 1;
        let outer = std::mem::replace(&mut self.vars, vec![("$", dot.clone())]);
        let caller = std::mem::replace(&mut self.name, name);
        let done = self.list(&dot, list);
        self.vars = outer;
        self.name = caller;
        self.calls -= 1;
        done
    }
}

fn pos_of(node: &Node) -> usize {
    match node {
        Node::Text { pos, .. } | Node::Action { pos, .. } | Node::Template { pos, .. } => *pos,
        Node::If(branch) | Node::With(branch) | Node::Range(branch) => branch.pos,
        Node::Break { pos } | Node::Continue { pos } => *pos,
    }
}
