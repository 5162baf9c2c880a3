//! Template text to tokens, state by state as text/template/parse/lex.go. It must not know what tokens mean.

use super::token::{Keyword, Kind, Token};

mod action;

const LEFT: &str = "{{";
const RIGHT: &str = "}}";
const EOF: char = '\0';

/// What the lexer does next.
enum State {
    Text,
    Comment,
    Action,
    RightDelim,
    Done,
}

/// The tokens of `text`, closed by end of file or by an error.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { text, start: 0, pos: 0, line: 1, counted: 0, parens: 0, tokens: Vec::new() };
    let mut state = State::Text;
    loop {
        state = match state {
            State::Text => lexer.text(),
            State::Comment => lexer.comment(),
            State::Action => lexer.action(),
            State::RightDelim => lexer.right_delim(),
            State::Done => return lexer.tokens,
        }
    }
}

struct Lexer<'t> {
    text: &'t str,
    /// Where the current token starts.
    start: usize,
    pos: usize,
    /// The line at `counted`.
    line: usize,
    counted: usize,
    parens: i32,
    tokens: Vec<Token>,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.pos..]
    }

    /// The next character; NUL at the end, which no valid template holds inside an action.
    fn peek(&self) -> char {
        self.rest().chars().next().unwrap_or(EOF)
    }

    fn at_end(&self) -> bool {
        self.pos >= self.text.len()
    }

    fn next(&mut self) -> char {
        let char = self.peek();
        if !self.at_end() {
            self.pos += char.len_utf8();
        }
        char
    }

    fn skip_while(&mut self, accept: impl Fn(char) -> bool) {
        while !self.at_end() && accept(self.peek()) {
            self.next();
        }
    }

    fn accept(&mut self, chars: &str) -> bool {
        let found = !self.at_end() && chars.contains(self.peek());
        if found {
            self.next();
        }
        found
    }

    fn emit(&mut self, kind: Kind) {
        self.push(kind, self.text[self.start..self.pos].to_owned());
        self.start = self.pos;
    }

    fn push(&mut self, kind: Kind, text: String) {
        let newlines = self.text[self.counted..self.start].matches('\n').count();
        (self.line, self.counted) = (self.line + newlines, self.start);
        self.tokens.push(Token { kind, pos: self.start, text, line: self.line });
    }

    fn error(&mut self, message: String) -> State {
        self.push(Kind::Error, message);
        State::Done
    }

    fn ignore(&mut self) {
        self.start = self.pos;
    }

    /// Everything up to an action or the end, without what a trim marker takes away.
    fn text(&mut self) -> State {
        let Some(found) = self.rest().find(LEFT) else {
            self.pos = self.text.len();
            if self.pos > self.start {
                self.emit(Kind::Text);
            }
            self.emit(Kind::Eof);
            return State::Done;
        };
        let delim = self.pos + found;
        let trims = trims_left(&self.text[delim + LEFT.len()..]);
        let shown = &self.text[self.start..delim];
        let kept = if trims { shown.trim_end_matches(is_space).len() } else { shown.len() };
        self.pos = self.start + kept;
        if kept > 0 {
            self.emit(Kind::Text);
        }
        self.pos = delim;
        self.ignore();
        self.left_delim(trims)
    }

    fn left_delim(&mut self, trims: bool) -> State {
        self.pos += LEFT.len();
        let marker = if trims { 2 } else { 0 };
        if self.text[self.pos + marker..].starts_with("/*") {
            self.pos += marker;
            self.ignore();
            return State::Comment;
        }
        self.emit(Kind::LeftDelim);
        self.pos += marker;
        self.ignore();
        self.parens = 0;
        State::Action
    }

    fn comment(&mut self) -> State {
        let Some(end) = self.rest()[2..].find("*/") else { return self.error("unclosed comment".to_owned()) };
        self.pos += 2 + end + 2;
        let Some(trims) = self.at_right_delim() else {
            return self.error("comment ends before closing delimiter".to_owned());
        };
        self.pos += RIGHT.len() + if trims { 2 } else { 0 };
        self.close(trims)
    }

    fn right_delim(&mut self) -> State {
        let trims = self.at_right_delim() == Some(true);
        if trims {
            self.pos += 2;
            self.ignore();
        }
        self.pos += RIGHT.len();
        self.emit(Kind::RightDelim);
        self.close(trims)
    }

    fn close(&mut self, trims: bool) -> State {
        if trims {
            self.skip_while(is_space);
        }
        self.ignore();
        State::Text
    }

    /// Whether an action ends here, and if so, whether it trims the text behind it.
    fn at_right_delim(&self) -> Option<bool> {
        let rest = self.rest();
        if trims_right(rest) && rest[2..].starts_with(RIGHT) {
            return Some(true);
        }
        rest.starts_with(RIGHT).then_some(false)
    }
}

/// Whether the text behind `{{` starts with a trim marker.
fn trims_left(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next() == Some('-') && chars.next().is_some_and(is_space)
}

/// Whether the text starts with a trim marker that belongs to `}}`.
fn trims_right(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(is_space) && chars.next() == Some('-')
}

fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\t' | '\r' | '\n')
}

fn is_alphanumeric(char: char) -> bool {
    char == '_' || char.is_alphanumeric()
}

impl Lexer<'_> {
    /// The word that has just been read, as the token that it is.
    fn word(&mut self) {
        let kind = match &self.text[self.start..self.pos] {
            "true" | "false" => Kind::Bool,
            "nil" => Kind::Nil,
            word => Keyword::of(word).map_or(Kind::Identifier, Kind::Keyword),
        };
        self.emit(kind);
    }
}
