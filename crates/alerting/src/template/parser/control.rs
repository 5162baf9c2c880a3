//! `if`, `with`, `range`, `template`, `block` and what stands between and behind them. It must not execute anything.

use super::{Item, Parser, Stop};
use crate::template::node::{Branch, Node};
use crate::template::token::{Keyword, Kind, Token};

impl Parser<'_> {
    /// What the keyword `token` opens or ends.
    pub(super) fn control(&mut self, keyword: Keyword, token: &Token) -> Result<Item, String> {
        let node = match keyword {
            Keyword::If => Node::If(self.branch("if")?),
            Keyword::With => Node::With(self.branch("with")?),
            Keyword::Range => Node::Range(self.branch("range")?),
            Keyword::Template => self.template()?,
            Keyword::Block => self.block()?,
            Keyword::Break => {
                self.leave("{{break}}")?;
                Node::Break { pos: token.pos }
            }
            Keyword::Continue => {
                self.leave("{{continue}}")?;
                Node::Continue { pos: token.pos }
            }
            Keyword::End => {
                self.expect(Kind::RightDelim, "end")?;
                return Ok(Item::Stop(Stop::End));
            }
            Keyword::Else => {
                let chained = matches!(self.peek_solid().kind, Kind::Keyword(Keyword::If | Keyword::With));
                if !chained {
                    self.expect(Kind::RightDelim, "else")?;
                }
                return Ok(Item::Stop(Stop::Else));
            }
            Keyword::Define => return Err(self.unexpected(token, "command")),
        };
        Ok(Item::Node(node))
    }

    fn leave(&mut self, what: &str) -> Result<(), String> {
        let token = self.take_solid();
        if token.kind != Kind::RightDelim {
            return Err(self.unexpected(&token, what));
        }
        if self.range_depth == 0 {
            return Err(self.error(&format!("{what} outside {{{{range}}}}")));
        }
        Ok(())
    }

    /// The pipeline, the list and what follows `else` (`parseControl`). Variables end with the block.
    fn branch(&mut self, context: &str) -> Result<Branch, String> {
        self.enter()?;
        let n_vars = self.vars.len();
        let pipe = self.pipeline(context, Kind::RightDelim)?;
        let in_range = usize::from(context == "range");
        self.range_depth += in_range;
        let (list, stop) = self.item_list()?;
        self.range_depth -= in_range;
        let else_list = match stop {
            Stop::End => None,
            Stop::Else => Some(self.else_list(context)?),
        };
        self.vars.truncate(n_vars);
        self.depth -= 1;
        Ok(Branch { pos: pipe.pos, pipe, list, else_list })
    }

    /// What follows `else`; `else if` and `else with` share the outer block's `end`.
    fn else_list(&mut self, context: &str) -> Result<Vec<Node>, String> {
        match (context, self.peek_solid().kind) {
            ("if", Kind::Keyword(Keyword::If)) => {
                self.take();
                return Ok(vec![Node::If(self.branch("if")?)]);
            }
            ("with", Kind::Keyword(Keyword::With)) => {
                self.take();
                return Ok(vec![Node::With(self.branch("with")?)]);
            }
            (_, Kind::Keyword(Keyword::If | Keyword::With)) => {
                let token = self.take();
                return Err(self.unexpected(&token, "input"));
            }
            _ => {}
        }
        let (list, stop) = self.item_list()?;
        match stop {
            Stop::End => Ok(list),
            Stop::Else => Err(self.error("expected end; found {{else}}")),
        }
    }

    /// `{{template "name" pipeline}}`, the keyword being read.
    fn template(&mut self) -> Result<Node, String> {
        let pos = self.peek_solid().pos;
        let name = self.quoted_name("template clause")?;
        let pipe = if self.peek_solid().kind == Kind::RightDelim {
            self.take();
            None
        } else {
            Some(self.pipeline("template clause", Kind::RightDelim)?)
        };
        Ok(Node::Template { pos, name, pipe })
    }

    /// `{{block "name" pipeline}} list {{end}}`: a definition that is used where it stands.
    fn block(&mut self) -> Result<Node, String> {
        self.enter()?;
        let pos = self.peek_solid().pos;
        let name = self.quoted_name("block clause")?;
        let pipe = self.pipeline("block clause", Kind::RightDelim)?;
        let vars = std::mem::replace(&mut self.vars, vec!["$".to_owned()]);
        let (list, stop) = self.item_list()?;
        self.vars = vars;
        self.depth -= 1;
        if matches!(stop, Stop::Else) {
            return Err(self.error("unexpected {{else}} in block clause"));
        }
        self.define(name.clone(), list)?;
        Ok(Node::Template { pos, name, pipe: Some(pipe) })
    }
}
