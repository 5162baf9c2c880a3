//! Pipelines, commands, operands and terms. It must not know blocks.

use super::{Parser, number, unquote};
use crate::template::gofmt::quote;
use crate::template::node::{Command, Operand, OperandKind, Pipe};
use crate::template::token::{Kind, Token};

impl Parser<'_> {
    /// Commands up to `end` (`Tree.pipeline`).
    pub(super) fn pipeline(&mut self, context: &str, end: Kind) -> Result<Pipe, String> {
        self.enter()?;
        let pos = self.peek_solid().pos;
        let mut pipe = Pipe { pos, is_assign: false, decls: Vec::new(), cmds: Vec::new() };
        while self.declaration(context, &mut pipe)? {}
        loop {
            let token = self.take_solid();
            if token.kind == end {
                break;
            }
            self.back();
            if !starts_operand(token.kind) {
                self.take();
                return Err(self.unexpected(&token, context));
            }
            let cmd = self.command()?;
            pipe.cmds.push(cmd);
        }
        self.check_pipe(&pipe, context)?;
        self.depth -= 1;
        Ok(pipe)
    }

    /// A variable that takes the pipeline's result; whether a second one may follow.
    fn declaration(&mut self, context: &str, pipe: &mut Pipe) -> Result<bool, String> {
        let start = self.next;
        if self.peek_solid().kind != Kind::Variable {
            return Ok(false);
        }
        let variable = self.take();
        let next = self.peek_solid().clone();
        let is_comma = next.kind == Kind::Char && next.text == ",";
        if !is_comma && !matches!(next.kind, Kind::Assign | Kind::Declare) {
            self.next = start;
            return Ok(false);
        }
        self.take();
        pipe.is_assign = next.kind == Kind::Assign;
        pipe.decls.push(variable.text.clone());
        self.vars.push(variable.text);
        if !is_comma {
            return Ok(false);
        }
        if context != "range" || pipe.decls.len() > 1 {
            return Err(self.error(&format!("too many declarations in {context}")));
        }
        match self.peek_solid().kind {
            Kind::Variable | Kind::RightDelim | Kind::RightParen => Ok(true),
            _ => Err(self.error("range can only initialize variables")),
        }
    }

    fn command(&mut self) -> Result<Command, String> {
        let pos = self.peek_solid().pos;
        let mut args = Vec::new();
        loop {
            self.peek_solid();
            if let Some(operand) = self.operand()? {
                args.push(operand);
            }
            let token = self.take();
            match token.kind {
                Kind::Space => continue,
                Kind::RightDelim | Kind::RightParen => self.back(),
                Kind::Pipe => {}
                _ => return Err(self.unexpected(&token, "operand")),
            }
            break;
        }
        if args.is_empty() {
            return Err(self.error("empty command"));
        }
        Ok(Command { pos, args })
    }

    /// A term with the fields that follow it. The position of `$x.field` is that of `.field`, as in Go.
    fn operand(&mut self) -> Result<Option<Operand>, String> {
        let Some(mut operand) = self.term()? else { return Ok(None) };
        if self.peek().kind != Kind::Field {
            return Ok(Some(operand));
        }
        let pos = self.peek().pos;
        let mut fields = Vec::new();
        while self.peek().kind == Kind::Field {
            fields.push(self.take().text[1..].to_owned());
        }
        if operand.is_inert() {
            let term = quote(&operand.to_string());
            return Err(self.error(&format!("unexpected . after term {term}")));
        }
        match &mut operand.kind {
            OperandKind::Field(names) | OperandKind::Variable(names) => {
                names.append(&mut fields);
                operand.pos = pos;
            }
            _ => operand = Operand { pos, kind: OperandKind::Chain(Box::new(operand), fields) },
        }
        Ok(Some(operand))
    }

    fn term(&mut self) -> Result<Option<Operand>, String> {
        let token = self.take_solid();
        let kind = match token.kind {
            Kind::Identifier if !self.knows(&token.text) => {
                return Err(self.error(&format!("function {} not defined", quote(&token.text))));
            }
            Kind::Identifier => OperandKind::Identifier(token.text),
            Kind::Dot => OperandKind::Dot,
            Kind::Nil => OperandKind::Nil,
            Kind::Variable => self.variable(&token)?,
            Kind::Field => OperandKind::Field(vec![token.text[1..].to_owned()]),
            Kind::Bool => OperandKind::Bool(token.text == "true"),
            Kind::Number | Kind::CharConstant => {
                OperandKind::Number(number::constant(&token).map_err(|message| self.error(&message))?)
            }
            Kind::LeftParen => OperandKind::Pipe(self.pipeline("parenthesized pipeline", Kind::RightParen)?),
            Kind::String | Kind::RawString => {
                let text = unquote::unquote(&token.text).ok_or_else(|| self.error("invalid syntax"))?;
                OperandKind::Str { quoted: token.text, text }
            }
            _ => {
                self.back();
                return Ok(None);
            }
        };
        Ok(Some(Operand { pos: token.pos, kind }))
    }

    fn variable(&self, token: &Token) -> Result<OperandKind, String> {
        if !self.vars.contains(&token.text) {
            return Err(self.error(&format!("undefined variable {}", quote(&token.text))));
        }
        Ok(OperandKind::Variable(vec![token.text.clone()]))
    }
}

fn starts_operand(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Bool
            | Kind::CharConstant
            | Kind::Dot
            | Kind::Field
            | Kind::Identifier
            | Kind::Number
            | Kind::Nil
            | Kind::RawString
            | Kind::String
            | Kind::Variable
            | Kind::LeftParen
    )
}
