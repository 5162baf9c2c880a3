//! Calls of all functions of promql's table that Prometheus 2.42 knows. It must not evaluate.

use super::{Instants, Writer};
use crate::oracle::tree::{Expr, Part};
use promql::functions::{FUNCTIONS, Signature, Since};
use promql::plan::Type;

/// How many more arguments a function of any number gets at most.
const MORE: usize = 2;

/// The functions that both sides have: off the edges, ours are those of 3.
pub(super) fn known(instants: Instants) -> Vec<&'static Signature> {
    let gone = instants == Instants::Any;
    let both = |since| matches!(since, Since::Always) || (gone && matches!(since, Since::Gone));
    FUNCTIONS.iter().filter(|it| both(it.since)).map(|it| &it.signature).collect()
}

impl Writer<'_> {
    /// A call of a function that yields `kind`.
    pub(super) fn call(&mut self, kind: Type, depth: usize) -> Expr {
        let fitting: Vec<_> =
            self.grammar.functions.iter().copied().filter(|it| it.returns == kind).collect();
        let function = self.random.pick(&fitting);
        let args = match function.name {
            "label_replace" => self.label_replace(depth),
            "label_join" => self.label_join(depth),
            "histogram_quantile" => vec![self.share(), self.buckets(depth)],
            "quantile_over_time" => vec![self.share(), self.expr(Type::Matrix, depth)],
            "holt_winters" => vec![self.expr(Type::Matrix, depth), self.share(), self.share()],
            _ => self.arguments(function, depth),
        };
        call(kind, function.name, args)
    }

    fn arguments(&mut self, function: &Signature, depth: usize) -> Vec<Expr> {
        let (least, most) = (function.least(), function.most().unwrap_or(function.least() + MORE));
        let mut count = least + self.random.below(most - least + 1);
        if self.random.percent(1) {
            count += 1;
        }
        let argument = |it| function.argument(it).unwrap_or(Type::Scalar);
        (0..count).map(|it| self.expr(argument(it), depth)).collect()
    }

    /// A quantile or a smoothing factor: what is sensible, most times.
    fn share(&mut self) -> Expr {
        if self.random.percent(10) {
            return self.expr(Type::Scalar, 1);
        }
        Expr::leaf(Type::Scalar, self.random.pick(&["0.5", "0.9", "0.99", "0.1", "0", "1", "-0.5", "1.5"]))
    }

    /// Buckets as people write them, or anything.
    fn buckets(&mut self, depth: usize) -> Expr {
        let name = "request_duration_seconds_bucket";
        match self.random.below(4) {
            0 => self.expr(Type::Vector, depth),
            1 => self.selector_of(name),
            2 => {
                let by = self.random.pick(&["le", "le, proxy"]);
                let range = self.duration();
                Expr::leaf(Type::Vector, format!("sum by ({by}) (rate({name}[{range}]))"))
            }
            _ => Expr::leaf(Type::Vector, format!("rate({name}[{}])", self.duration())),
        }
    }

    fn label_replace(&mut self, depth: usize) -> Vec<Expr> {
        let target = self.label_text();
        let into = self.random.pick(&["$1", "x-$1", "", "${name}", "$0$0", "fixed", "$2", "$"]);
        let from = self.label_text();
        let regex = self.random.pick(&["(.*)", "be(.)", "(?P<name>.+)", ".*", "", "(.)(.*)", "srv0", "("]);
        let texts = [target, into.to_owned(), from, regex.to_owned()];
        let mut args = vec![self.expr(Type::Vector, depth)];
        args.extend(texts.iter().map(|it| Expr::leaf(Type::String, self.quoted(it))));
        args
    }

    fn label_join(&mut self, depth: usize) -> Vec<Expr> {
        let mut texts = vec![self.label_text(), self.random.pick(&["-", "", ", "]).to_owned()];
        for _ in 0..self.random.below(4) {
            texts.push(self.label_text());
        }
        let mut args = vec![self.expr(Type::Vector, depth)];
        args.extend(texts.iter().map(|it| Expr::leaf(Type::String, self.quoted(it))));
        args
    }

    /// A label's name, rarely one that is none.
    fn label_text(&mut self) -> String {
        match self.random.below(30) {
            0 => "not a label".to_owned(),
            1 => "__name__".to_owned(),
            2 => String::new(),
            _ => self.label(),
        }
    }

    pub(super) fn label(&mut self) -> String {
        self.grammar.labels[self.random.below(self.grammar.labels.len())].clone()
    }
}

/// `name(args)`.
pub(super) fn call(kind: Type, name: &str, args: Vec<Expr>) -> Expr {
    let mut parts = vec![Part::Text(format!("{name}("))];
    for (idx, arg) in args.into_iter().enumerate() {
        if idx > 0 {
            parts.push(Part::Text(", ".to_owned()));
        }
        parts.push(Part::Child(arg));
    }
    parts.push(Part::Text(")".to_owned()));
    Expr { kind, parts }
}
