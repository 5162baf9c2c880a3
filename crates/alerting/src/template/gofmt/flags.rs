//! The directives of a format string: flags, width, precision, argument indices (`doPrintf`). It must not know how
//! a value prints.

use crate::template::value::Value;

/// Larger widths and precisions are refused, as in Go.
const TOO_LARGE: i64 = 1_000_000;

/// What stands between `%` and the verb.
#[derive(Clone, Debug, Default)]
pub(super) struct Flags {
    pub(super) sharp: bool,
    pub(super) zero: bool,
    pub(super) plus: bool,
    pub(super) minus: bool,
    pub(super) space: bool,
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
}

impl Flags {
    /// `text` filled up to the width.
    pub(super) fn pad(&self, text: &str) -> String {
        let missing = self.width.unwrap_or(0).saturating_sub(text.chars().count());
        if self.minus {
            return text.to_owned() + &" ".repeat(missing);
        }
        (if self.zero { "0" } else { " " }).repeat(missing) + text
    }
}

/// One step through a format string.
pub(super) enum Directive<'a> {
    Text(String),
    Print(Flags, char, &'a Value),
}

pub(super) struct Scanner<'a> {
    rest: &'a str,
    args: &'a [Value],
    arg: usize,
    reordered: bool,
    /// An explicit index is out of range or stands in a wrong place.
    bad_index: bool,
    after_index: bool,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(format: &'a str, args: &'a [Value]) -> Self {
        Self { rest: format, args, arg: 0, reordered: false, bad_index: false, after_index: false }
    }

    /// The arguments that no directive used, unless the format chose its arguments itself.
    pub(super) fn extra(&self) -> Option<&'a [Value]> {
        self.args.get(self.arg..).filter(|extra| !self.reordered && !extra.is_empty())
    }

    /// The next directive; plain text before it goes to `out`, as do complaints about widths.
    pub(super) fn next_directive(&mut self, out: &mut String) -> Option<Directive<'a>> {
        let Some(percent) = self.rest.find('%') else {
            out.push_str(self.rest);
            self.rest = "";
            return None;
        };
        out.push_str(&self.rest[..percent]);
        self.rest = &self.rest[percent + 1..];
        (self.bad_index, self.after_index) = (false, false);
        let mut flags = self.flags();
        self.index();
        self.width(&mut flags, out);
        if let Some(rest) = self.rest.strip_prefix('.') {
            self.rest = rest;
            self.precision(&mut flags, out);
        }
        if !self.after_index {
            self.index();
        }
        Some(self.verb(flags))
    }

    fn verb(&mut self, flags: Flags) -> Directive<'a> {
        let Some(verb) = self.rest.chars().next() else { return Directive::Text("%!(NOVERB)".to_owned()) };
        self.rest = &self.rest[verb.len_utf8()..];
        if verb == '%' {
            return Directive::Text("%".to_owned());
        }
        if self.bad_index {
            return Directive::Text(format!("%!{verb}(BADINDEX)"));
        }
        let Some(value) = self.args.get(self.arg) else {
            return Directive::Text(format!("%!{verb}(MISSING)"));
        };
        self.arg += 1;
        Directive::Print(flags, verb, value)
    }

    fn flags(&mut self) -> Flags {
        let mut flags = Flags::default();
        while let Some(char) = self.rest.chars().next() {
            match char {
                '#' => flags.sharp = true,
                '0' => flags.zero = !flags.minus,
                '+' => flags.plus = true,
                '-' => (flags.minus, flags.zero) = (true, false),
                ' ' => flags.space = true,
                _ => break,
            }
            self.rest = &self.rest[1..];
        }
        flags
    }

    fn width(&mut self, flags: &mut Flags, out: &mut String) {
        if let Some(rest) = self.rest.strip_prefix('*') {
            self.rest = rest;
            let width = self.star();
            if width.is_none() {
                out.push_str("%!(BADWIDTH)");
            }
            if width.is_some_and(|it| it < 0) {
                (flags.minus, flags.zero) = (true, false);
            }
            flags.width = width.and_then(|it| usize::try_from(it.unsigned_abs()).ok());
            self.after_index = false;
            return;
        }
        flags.width = self.digits();
        self.bad_index |= self.after_index && flags.width.is_some();
    }

    fn precision(&mut self, flags: &mut Flags, out: &mut String) {
        self.bad_index |= self.after_index;
        self.index();
        if let Some(rest) = self.rest.strip_prefix('*') {
            self.rest = rest;
            let precision = self.star();
            if precision.is_none_or(|it| it < 0) {
                out.push_str("%!(BADPREC)");
            }
            flags.precision = precision.and_then(|it| usize::try_from(it).ok());
            self.after_index = false;
            return;
        }
        flags.precision = Some(self.digits().unwrap_or(0));
    }

    /// The integer argument that `*` takes.
    fn star(&mut self) -> Option<i64> {
        let value = self.args.get(self.arg);
        if value.is_some() {
            self.arg += 1;
        }
        match value {
            Some(Value::Int(it)) if (-TOO_LARGE..=TOO_LARGE).contains(it) => Some(*it),
            _ => None,
        }
    }

    fn digits(&mut self) -> Option<usize> {
        let n_digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(n_digits);
        self.rest = rest;
        let value = digits.parse::<i64>().ok().filter(|it| *it <= TOO_LARGE)?;
        usize::try_from(value).ok()
    }

    /// An explicit argument index, `[3]`.
    fn index(&mut self) {
        let Some(inner) = self.rest.strip_prefix('[') else {
            self.after_index = false;
            return;
        };
        self.reordered = true;
        let Some(end) = inner.find(']') else {
            self.rest = inner;
            self.bad_index = true;
            return;
        };
        let wanted = inner[..end].parse::<usize>().ok().and_then(|it| it.checked_sub(1));
        self.rest = &inner[end + 1..];
        match wanted.filter(|it| *it < self.args.len()) {
            Some(wanted) => (self.arg, self.after_index) = (wanted, true),
            None => self.bad_index = true,
        }
    }
}
