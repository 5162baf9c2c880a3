//! Operators: which of the ways to combine two values applies, and the ways with a scalar. It must not know how series
//! of two vectors find each other.

use super::{Evaluator, Output, Scalar, Vector, matching, set};
use crate::plan::{Binary, BinaryOp, Kind, Node};
use crate::{Error, Semantics, ops};
use ops::Pairing;
use series::{STALE, is_stale};

/// The value of an operator. Operators nest to the left, hundreds of them in a chain: they are walked without
/// recursion.
pub(super) fn eval(evaluator: &mut Evaluator<'_>, binary: &Binary) -> Result<Output, Error> {
    let mut operators = vec![binary];
    while let Some(left) = operators.last().map(|it| &it.left).filter(|it| !evaluator.is_shared_or_fixed(it))
    {
        let Kind::Binary(it) = &left.kind else { break };
        operators.push(it);
    }
    let mut left = evaluator.eval(&operators[operators.len() - 1].left)?;
    while let Some(binary) = operators.pop() {
        left = combine(evaluator, binary, left)?;
    }
    Ok(left)
}

fn combine(evaluator: &mut Evaluator<'_>, binary: &Binary, left: Output) -> Result<Output, Error> {
    let right = evaluator.eval(&binary.right)?;
    match (left, right) {
        (Output::Scalar(left), Output::Scalar(right)) => of_scalars(evaluator, binary.op, &left, &right),
        (Output::Vector(left), Output::Scalar(right)) => {
            with_scalar(evaluator, binary, left, &right, false).map(Output::Vector)
        }
        (Output::Scalar(left), Output::Vector(right)) => {
            with_scalar(evaluator, binary, right, &left, true).map(Output::Vector)
        }
        (Output::Vector(left), Output::Vector(right)) => {
            let combine = if binary.op.is_set() { set::combine } else { matching::combine };
            combine(evaluator, binary, left, right).map(Output::Vector)
        }
        (Output::String(_), _) | (_, Output::String(_)) => Err(Error::bad_data("a string is no operand")),
    }
}

fn of_scalars(
    evaluator: &Evaluator<'_>,
    op: BinaryOp,
    left: &Scalar,
    right: &Scalar,
) -> Result<Output, Error> {
    let function = ops::of_numbers(op).ok_or_else(|| no_such(op))?;
    Ok(Output::Scalar(match (left, right) {
        (Scalar::Constant(left), Scalar::Constant(right)) => Scalar::Constant(function(*left, *right)),
        _ => Scalar::Steps((0..evaluator.len).map(|idx| function(left.at(idx), right.at(idx))).collect()),
    }))
}

fn no_such(op: BinaryOp) -> Error {
    Error::bad_data(format!("operator {:?} does not work on numbers", op.text()))
}

/// `vector op scalar`, or `scalar op vector` when `swapped`. A filter keeps the vector's value.
fn with_scalar(
    evaluator: &mut Evaluator<'_>,
    binary: &Binary,
    vector: Vector,
    scalar: &Scalar,
    swapped: bool,
) -> Result<Vector, Error> {
    let pairing = Pairing::of(binary.op, binary.bool_modifier).ok_or_else(|| no_such(binary.op))?;
    let Vector { mut columns, points } = vector;
    let inputs = columns.len();
    for column in &mut columns {
        if drops_name(binary, evaluator.options.semantics) {
            evaluator.drop_name(column);
        }
        for (idx, value) in column.values.iter_mut().enumerate() {
            let (own, other) = (*value, scalar.at(idx));
            let (left, right) = if swapped { (other, own) } else { (own, other) };
            if !is_stale(own) {
                *value = pairing.apply(left, right, own).unwrap_or(STALE);
            }
        }
    }
    evaluator.finish(columns, inputs, points)
}

/// Whether the result of an operator is no longer the metric that its operands were. Prometheus 2 forgot `atan2`.
pub(super) fn drops_name(binary: &Binary, semantics: Semantics) -> bool {
    let forgotten = binary.op == BinaryOp::Atan2 && semantics == Semantics::V2;
    binary.bool_modifier || !(binary.op.is_comparison() || forgotten)
}

/// `-x`.
pub(super) fn negate(evaluator: &mut Evaluator<'_>, inner: &Node) -> Result<Output, Error> {
    match evaluator.eval(inner)? {
        Output::Scalar(Scalar::Constant(value)) => Ok(Output::Scalar(Scalar::Constant(-value))),
        Output::Scalar(Scalar::Steps(mut values)) => {
            values.iter_mut().for_each(|it| *it = -*it);
            Ok(Output::Scalar(Scalar::Steps(values)))
        }
        Output::Vector(Vector { mut columns, points }) => {
            let inputs = columns.len();
            for column in &mut columns {
                evaluator.drop_name(column);
                column.values.iter_mut().filter(|it| !is_stale(**it)).for_each(|it| *it = -*it);
            }
            evaluator.finish(columns, inputs, points).map(Output::Vector)
        }
        Output::String(_) => Err(Error::bad_data("a string is no operand")),
    }
}
