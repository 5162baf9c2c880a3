//! Aggregations with their groupings and parameters. It must not evaluate.

use super::Writer;
use crate::oracle::tree::{Expr, Part};
use promql::plan::Type;

const PLAIN: [&str; 8] = ["sum", "avg", "min", "max", "count", "group", "stddev", "stdvar"];

impl Writer<'_> {
    pub(super) fn aggregate(&mut self, depth: usize) -> Expr {
        let (name, parameter) = match self.random.below(14) {
            0..2 => (self.random.pick(&["topk", "bottomk"]), Some(self.count())),
            2 => ("quantile", Some(self.fraction())),
            3 => ("count_values", Some(self.target())),
            _ => (self.random.pick(&PLAIN), None),
        };
        let grouping = self.grouping();
        let before = self.random.percent(50);
        let mut parts = vec![Part::Text(name.to_owned())];
        parts.extend(grouping.clone().filter(|_| before).map(Part::Optional));
        parts.push(Part::Text("(".to_owned()));
        if let Some(parameter) = parameter {
            parts.extend([Part::Child(parameter), Part::Text(", ".to_owned())]);
        }
        parts.extend([Part::Child(self.expr(Type::Vector, depth)), Part::Text(")".to_owned())]);
        parts.extend(grouping.filter(|_| !before).map(Part::Optional));
        Expr { kind: Type::Vector, parts }
    }

    fn grouping(&mut self) -> Option<String> {
        let word = self.random.pick(&["by", "by", "without", ""]);
        let labels: Vec<_> = (0..self.random.below(4)).map(|_| self.label()).collect();
        let word = if self.random.percent(3) { word.to_ascii_uppercase() } else { word.to_owned() };
        (!word.is_empty()).then(|| format!(" {word} ({}) ", labels.join(", ")))
    }

    /// How many; rarely what is no number of things.
    fn count(&mut self) -> Expr {
        if self.random.percent(10) {
            return self.expr(Type::Scalar, 1);
        }
        Expr::leaf(Type::Scalar, self.random.pick(&["1", "2", "3", "5", "0", "-1", "2.7", "1000"]))
    }

    fn fraction(&mut self) -> Expr {
        if self.random.percent(10) {
            return self.expr(Type::Scalar, 1);
        }
        Expr::leaf(Type::Scalar, self.random.pick(&["0.5", "0.9", "0", "1", "0.333", "-1", "2"]))
    }

    /// The label into which `count_values` writes.
    fn target(&mut self) -> Expr {
        if self.random.percent(10) {
            return self.string();
        }
        let label = self.label();
        Expr::leaf(Type::String, self.quoted(&label))
    }
}
