//! Tokens to a tree: the list of text and actions, as text/template/parse/parse.go. It must not execute anything.

use super::functions;
use super::lexer;
use super::node::{Node, Pipe};
use super::token::{Keyword, Kind, Token};
use std::collections::BTreeMap;

mod control;
mod number;
mod pipeline;
mod unquote;

/// The deepest nesting of parentheses and blocks together.
const MAX_DEPTH: usize = 100;

/// The trees of a text: its own and those that it defines by name.
#[derive(Clone, Debug)]
pub(crate) struct Trees {
    pub(crate) root: Vec<Node>,
    pub(crate) defined: BTreeMap<String, Vec<Node>>,
}

/// What ends a list of nodes.
enum Stop {
    End,
    Else,
}

/// A node, or what ends the list that it was looked for in.
enum Item {
    Node(Node),
    Stop(Stop),
}

/// The trees of `text`; `name` stands in messages.
pub(super) fn parse(name: &str, text: &str) -> Result<Trees, String> {
    let tokens = lexer::tokens(text);
    let mut parser = Parser {
        name,
        tokens,
        next: 0,
        seen: 0,
        vars: vec!["$".to_owned()],
        defined: BTreeMap::new(),
        range_depth: 0,
        depth: 0,
        action_line: None,
    };
    let root = parser.root()?;
    Ok(Trees { root, defined: parser.defined })
}

struct Parser<'n> {
    name: &'n str,
    tokens: Vec<Token>,
    /// The index of the next token.
    next: usize,
    /// The furthest token looked at: messages bear its line, as those of Go do.
    seen: usize,
    vars: Vec<String>,
    defined: BTreeMap<String, Vec<Node>>,
    range_depth: usize,
    depth: usize,
    action_line: Option<usize>,
}

impl Parser<'_> {
    fn peek(&mut self) -> &Token {
        // The last token is end of file or an error; both stay where they are.
        let idx = self.next.min(self.tokens.len() - 1);
        self.seen = self.seen.max(idx);
        &self.tokens[idx]
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next = (self.next + 1).min(self.tokens.len());
        token
    }

    fn back(&mut self) {
        self.next = self.next.saturating_sub(1);
    }

    fn peek_solid(&mut self) -> &Token {
        while self.peek().kind == Kind::Space {
            self.next += 1;
        }
        self.peek()
    }

    fn take_solid(&mut self) -> Token {
        self.peek_solid();
        self.take()
    }

    fn expect(&mut self, kind: Kind, context: &str) -> Result<Token, String> {
        let token = self.take_solid();
        if token.kind == kind { Ok(token) } else { Err(self.unexpected(&token, context)) }
    }

    fn error(&self, message: &str) -> String {
        let line = self.tokens.get(self.seen).map_or(1, |token| token.line);
        format!("template: {}:{line}: {message}", self.name)
    }

    fn unexpected(&self, token: &Token, context: &str) -> String {
        if token.kind != Kind::Error {
            return self.error(&format!("unexpected {token} in {context}"));
        }
        let started = self.action_line.filter(|line| *line != token.line);
        let extra = started.map_or(String::new(), |line| {
            let extra = format!(" in action started at {}:{line}", self.name);
            // "unclosed action in action" says one word twice.
            if token.text.ends_with(" action") { extra[" in action".len()..].to_owned() } else { extra }
        });
        self.error(&format!("{token}{extra}"))
    }

    /// One level deeper; blocks and parentheses recurse.
    fn enter(&mut self) -> Result<(), String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.error(&format!("nested deeper than {MAX_DEPTH} levels")));
        }
        Ok(())
    }

    fn root(&mut self) -> Result<Vec<Node>, String> {
        let mut list = Vec::new();
        while self.peek().kind != Kind::Eof {
            if self.peek().kind == Kind::LeftDelim {
                let start = self.next;
                self.take();
                if self.peek_solid().kind == Kind::Keyword(Keyword::Define) {
                    self.take();
                    self.definition()?;
                    continue;
                }
                self.next = start;
            }
            match self.text_or_action()? {
                Item::Node(node) => list.push(node),
                Item::Stop(Stop::End) => return Err(self.error("unexpected {{end}}")),
                Item::Stop(Stop::Else) => return Err(self.error("unexpected {{else}}")),
            }
        }
        Ok(list)
    }

    /// `{{define "name"}} list {{end}}`, the keyword being read.
    fn definition(&mut self) -> Result<(), String> {
        let name = self.quoted_name("define clause")?;
        self.expect(Kind::RightDelim, "define clause")?;
        let vars = std::mem::replace(&mut self.vars, vec!["$".to_owned()]);
        let (list, stop) = self.item_list()?;
        self.vars = vars;
        if matches!(stop, Stop::Else) {
            return Err(self.error("unexpected {{else}} in define clause"));
        }
        self.define(name, list)
    }

    fn define(&mut self, name: String, list: Vec<Node>) -> Result<(), String> {
        let is_empty = |list: &[Node]| {
            list.iter().all(|node| matches!(node, Node::Text { text, .. } if text.trim().is_empty()))
        };
        match self.defined.get(&name) {
            Some(old) if !is_empty(old) && !is_empty(&list) => {
                let name = super::gofmt::quote(&name);
                return Err(self.error(&format!("template: multiple definition of template {name}")));
            }
            Some(old) if !is_empty(old) => {}
            _ => {
                self.defined.insert(name, list);
            }
        }
        Ok(())
    }

    fn quoted_name(&mut self, context: &str) -> Result<String, String> {
        let token = self.take_solid();
        match token.kind {
            Kind::String | Kind::RawString => {
                unquote::unquote(&token.text).ok_or_else(|| self.error("invalid syntax"))
            }
            _ => Err(self.unexpected(&token, context)),
        }
    }

    /// Nodes up to `{{end}}` or `{{else}}`.
    fn item_list(&mut self) -> Result<(Vec<Node>, Stop), String> {
        let mut list = Vec::new();
        while self.peek_solid().kind != Kind::Eof {
            match self.text_or_action()? {
                Item::Node(node) => list.push(node),
                Item::Stop(stop) => return Ok((list, stop)),
            }
        }
        Err(self.error("unexpected EOF"))
    }

    fn text_or_action(&mut self) -> Result<Item, String> {
        let token = self.take_solid();
        match token.kind {
            Kind::Text => Ok(Item::Node(Node::Text { pos: token.pos, text: token.text })),
            Kind::LeftDelim => {
                self.action_line = Some(token.line);
                let item = self.action()?;
                self.action_line = None;
                Ok(item)
            }
            _ => Err(self.unexpected(&token, "input")),
        }
    }

    fn action(&mut self) -> Result<Item, String> {
        if let Kind::Keyword(keyword) = self.peek_solid().kind {
            let token = self.take();
            return self.control(keyword, &token);
        }
        let pos = self.peek().pos;
        let pipe = self.pipeline("command", Kind::RightDelim)?;
        Ok(Item::Node(Node::Action { pos, pipe }))
    }

    /// Whether `name` can be called.
    fn knows(&self, name: &str) -> bool {
        functions::find(name).is_some()
    }

    fn check_pipe(&self, pipe: &Pipe, context: &str) -> Result<(), String> {
        if pipe.cmds.is_empty() {
            return Err(self.error(&format!("missing value for {context}")));
        }
        let inert = pipe.cmds.iter().skip(1).position(|cmd| cmd.args[0].is_inert());
        inert.map_or(Ok(()), |idx| {
            Err(self.error(&format!("non executable command in pipeline stage {}", idx + 2)))
        })
    }
}
