//! Operators between two expressions, with all their modifiers. It must not evaluate.

use super::Writer;
use crate::oracle::tree::{Expr, Part};
use promql::plan::Type;

const ARITHMETIC: [&str; 7] = ["+", "-", "*", "/", "%", "^", "atan2"];
const COMPARISONS: [&str; 6] = ["==", "!=", ">", "<", ">=", "<="];
const SETS: [&str; 3] = ["and", "or", "unless"];

/// Which kind an operator is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Arithmetic,
    Comparison,
    Set,
}

impl Writer<'_> {
    /// An operator that yields a vector.
    pub(super) fn binary(&mut self, depth: usize) -> Expr {
        let (family, op) = self.operator();
        let scalar = family != Family::Set && self.random.percent(35);
        let (left, right) = match self.random.below(4) {
            0 if scalar => (self.expr(Type::Scalar, depth), self.expr(Type::Vector, depth)),
            _ if scalar => (self.expr(Type::Vector, depth), self.expr(Type::Scalar, depth)),
            0..2 => (self.expr(Type::Vector, depth), self.expr(Type::Vector, depth)),
            2 => self.relatives(),
            _ => self.enriched(),
        };
        let mut modifiers = Vec::new();
        if family == Family::Comparison && self.random.percent(35) {
            modifiers.push(" bool".to_owned());
        }
        if !scalar && self.random.percent(60) {
            modifiers.extend(self.matching(family));
        }
        self.joined(Type::Vector, left, op, modifiers, right)
    }

    /// An operator between scalars.
    pub(super) fn scalars(&mut self, depth: usize) -> Expr {
        let (family, op) = self.operator();
        let (left, right) = (self.expr(Type::Scalar, depth), self.expr(Type::Scalar, depth));
        let needs_bool = family == Family::Comparison && !self.random.percent(5);
        let modifiers = if needs_bool { vec![" bool".to_owned()] } else { Vec::new() };
        let op = if family == Family::Set { "+" } else { op };
        self.joined(Type::Scalar, left, op, modifiers, right)
    }

    fn operator(&mut self) -> (Family, &'static str) {
        match self.random.below(9) {
            0..4 => (Family::Arithmetic, self.random.pick(&ARITHMETIC)),
            4..7 => (Family::Comparison, self.random.pick(&COMPARISONS)),
            _ => (Family::Set, self.random.pick(&SETS)),
        }
    }

    /// Two selectors of one metric.
    fn relatives(&mut self) -> (Expr, Expr) {
        let metric = self.metric();
        (self.selector_of(&metric), self.selector_of(&metric))
    }

    /// What many servers have, beside what their backend has once.
    fn enriched(&mut self) -> (Expr, Expr) {
        let many = self.random.pick(&["haproxy_server_status", "haproxy_server_current_sessions"]);
        let one = self.random.pick(&["proxy_info", "haproxy_backend_limit_sessions"]);
        let pair = (self.selector_of(many), self.selector_of(one));
        if self.random.percent(50) { pair } else { (pair.1, pair.0) }
    }

    fn matching(&mut self, family: Family) -> Vec<String> {
        let labels = match self.random.below(3) {
            0 => "proxy".to_owned(),
            _ => (0..self.random.below(4)).map(|_| self.label()).collect::<Vec<_>>().join(", "),
        };
        let word = self.random.pick(&["on", "ignoring"]);
        let mut modifiers = vec![format!(" {word} ({labels})")];
        // A set operator takes no group modifier; rarely it gets one all the same.
        if self.random.percent(if family == Family::Set { 2 } else { 60 }) {
            let word = self.random.pick(&["group_left", "group_right"]);
            let include = match self.random.below(4) {
                0 => String::new(),
                1 => " ()".to_owned(),
                2 => " (team)".to_owned(),
                _ => format!(" ({})", self.label()),
            };
            modifiers.push(format!(" {word}{include}"));
        }
        modifiers
    }

    fn joined(&mut self, kind: Type, left: Expr, op: &str, modifiers: Vec<String>, right: Expr) -> Expr {
        let text = |it: &str| Part::Text(it.to_owned());
        let open = |it: &str| Part::Optional(it.to_owned());
        let mut parts = Vec::new();
        for (idx, side) in [left, right].into_iter().enumerate() {
            if idx > 0 {
                parts.extend([text(self.space()), text(op)]);
                parts.extend(modifiers.iter().map(|it| open(it)));
                parts.push(text(self.space()));
            }
            // Sometimes without parentheses: how strongly operators bind is compared as well.
            let bare = matches!(&side.parts[..], [Part::Text(_)]) || self.random.percent(30);
            parts.extend((!bare).then(|| open("(")));
            parts.push(Part::Child(side));
            parts.extend((!bare).then(|| open(")")));
        }
        Expr { kind, parts }
    }
}
