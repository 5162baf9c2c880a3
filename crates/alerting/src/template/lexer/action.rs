//! The tokens between `{{` and `}}`. It must not know the text around them.

use super::{EOF, Kind, Lexer, RIGHT, State, is_alphanumeric, is_space};
use crate::template::gofmt::quote;

impl Lexer<'_> {
    /// One token of an action (`lexInsideAction`).
    pub(super) fn action(&mut self) -> State {
        if self.at_right_delim().is_some() {
            if self.parens == 0 {
                return State::RightDelim;
            }
            return self.error("unclosed left paren".to_owned());
        }
        if self.at_end() {
            return self.error("unclosed action".to_owned());
        }
        match self.peek() {
            char if is_space(char) => self.space(),
            '"' => self.quoted('"', Kind::String),
            '\'' => self.quoted('\'', Kind::CharConstant),
            '`' => self.raw(),
            '$' => {
                self.next();
                self.name(Kind::Variable)
            }
            '.' if !self.rest()[1..].starts_with(|it: char| it.is_ascii_digit()) => {
                self.next();
                self.name(Kind::Field)
            }
            '.' | '+' | '-' | '0'..='9' => self.number(),
            char if is_alphanumeric(char) => self.identifier(),
            char => self.mark(char),
        }
    }

    /// A token of one or two characters.
    fn mark(&mut self, char: char) -> State {
        self.next();
        let kind = match char {
            '=' => Kind::Assign,
            ':' if self.next() == '=' => Kind::Declare,
            ':' => return self.error("expected :=".to_owned()),
            '|' => Kind::Pipe,
            '(' => Kind::LeftParen,
            ')' => Kind::RightParen,
            char if char.is_ascii_graphic() => Kind::Char,
            char => return self.error(format!("unrecognized character in action: {}", code_point(char))),
        };
        self.emit(kind);
        match kind {
            Kind::LeftParen => self.parens += 1,
            Kind::RightParen => self.parens -= 1,
            _ => {}
        }
        if self.parens < 0 {
            return self.error("unexpected right paren U+0029 ')'".to_owned());
        }
        State::Action
    }

    /// A run of spaces; the last one may belong to a trim marker (`lexSpace`).
    fn space(&mut self) -> State {
        self.skip_while(is_space);
        let rest = &self.text[self.pos - 1..];
        if rest[1..].starts_with('-') && rest[2..].starts_with(RIGHT) {
            self.pos -= 1;
            if self.pos == self.start {
                return State::RightDelim;
            }
        }
        self.emit(Kind::Space);
        State::Action
    }

    fn identifier(&mut self) -> State {
        self.skip_while(is_alphanumeric);
        if !self.at_terminator() {
            return self.bad_character();
        }
        self.word();
        State::Action
    }

    /// The name behind `.` or `$`, either of which may stand alone (`lexFieldOrVariable`).
    fn name(&mut self, kind: Kind) -> State {
        if self.at_terminator() {
            self.emit(if kind == Kind::Variable { kind } else { Kind::Dot });
            return State::Action;
        }
        self.skip_while(is_alphanumeric);
        if !self.at_terminator() {
            return self.bad_character();
        }
        self.emit(kind);
        State::Action
    }

    fn bad_character(&mut self) -> State {
        let char = self.peek();
        self.error(format!("bad character {}", code_point(char)))
    }

    fn at_terminator(&self) -> bool {
        let char = self.peek();
        let ends = is_space(char) || matches!(char, EOF | '.' | ',' | '|' | ':' | ')' | '(');
        ends || self.rest().starts_with(RIGHT)
    }

    fn quoted(&mut self, end: char, kind: Kind) -> State {
        self.next();
        loop {
            if self.at_end() || self.peek() == '\n' {
                let what = if end == '"' { "quoted string" } else { "character constant" };
                return self.error(format!("unterminated {what}"));
            }
            match self.next() {
                '\\' if self.peek() != '\n' => {
                    self.next();
                }
                char if char == end => break,
                _ => {}
            }
        }
        self.emit(kind);
        State::Action
    }

    fn raw(&mut self) -> State {
        self.next();
        let Some(end) = self.rest().find('`') else {
            return self.error("unterminated raw quoted string".to_owned());
        };
        self.pos += end + 1;
        self.emit(Kind::RawString);
        State::Action
    }

    fn number(&mut self) -> State {
        let complete = self.digits();
        // A sign behind a number would make it complex, which nothing here computes with.
        if complete && !matches!(self.peek(), '+' | '-') {
            self.emit(Kind::Number);
            return State::Action;
        }
        if complete {
            self.digits();
        }
        let text = quote(&self.text[self.start..self.pos]);
        self.error(format!("bad number syntax: {text}"))
    }

    /// Reads a number; says whether it ends as one (`scanNumber`).
    fn digits(&mut self) -> bool {
        self.accept("+-");
        let mut digits = "0123456789_";
        if self.accept("0") {
            if self.accept("xX") {
                digits = "0123456789abcdefABCDEF_";
            } else if self.accept("oO") {
                digits = "01234567_";
            } else if self.accept("bB") {
                digits = "01_";
            }
        }
        self.skip_while(|char| digits.contains(char));
        if self.accept(".") {
            self.skip_while(|char| digits.contains(char));
        }
        let exponent = match digits.len() {
            11 => self.accept("eE"),
            23 => self.accept("pP"),
            _ => false,
        };
        if exponent {
            self.accept("+-");
            self.skip_while(|char| char.is_ascii_digit() || char == '_');
        }
        let ends = !is_alphanumeric(self.peek());
        if !ends {
            self.next();
        }
        ends
    }
}

/// `%#U`: the code point and, where it prints, the character.
fn code_point(char: char) -> String {
    let code = u32::from(char);
    if char.is_control() { format!("U+{code:04X}") } else { format!("U+{code:04X} '{char}'") }
}
