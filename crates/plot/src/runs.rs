//! Runs of points as they travel: values as bytes in one go, and times as the first one with the step between them, since nearly all
//! runs are evaluations one after the other. It must not know what the points are of.

use crate::chart::Point;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A run as it is written: time `idx` is `first + idx * step`, or where steps differ, the one before and `passed[idx]`.
#[derive(Serialize, Deserialize)]
struct Run<'a> {
    first: i64,
    step: i64,
    /// What has passed since the point before, for all points; empty where that is always `step`.
    passed: Vec<i64>,
    /// The values, eight bytes each, the least first.
    #[serde(borrow)]
    values: Bytes<'a>,
}

/// Bytes that are written and read as a whole.
enum Bytes<'a> {
    Made(Vec<u8>),
    Read(&'a [u8]),
}

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(self.as_slice())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Bytes<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        <&[u8]>::deserialize(from).map(Self::Read)
    }
}

impl Bytes<'_> {
    fn as_slice(&self) -> &[u8] {
        match self {
            Self::Made(bytes) => bytes,
            Self::Read(bytes) => bytes,
        }
    }
}

impl Run<'_> {
    fn of(points: &[Point]) -> Self {
        let mut values = Vec::with_capacity(points.len() * 8);
        points.iter().for_each(|it| values.extend_from_slice(&it.value.to_le_bytes()));
        let since = |pair: &[Point]| pair[1].time.wrapping_sub(pair[0].time);
        let first = points.first().map_or(0, |it| it.time);
        let step = points.get(..2).map_or(0, since);
        let passed = match points.windows(2).all(|pair| since(pair) == step) {
            true => Vec::new(),
            false => [0].into_iter().chain(points.windows(2).map(since)).collect(),
        };
        Self { first, step, passed, values: Bytes::Made(values) }
    }

    /// None where times and values are not as many.
    fn points(&self) -> Option<Vec<Point>> {
        let (values, rest) = self.values.as_slice().as_chunks();
        if !rest.is_empty() || !self.passed.is_empty() && self.passed.len() != values.len() {
            return None;
        }
        let mut next = self.first;
        let mut points = Vec::with_capacity(values.len());
        for (idx, value) in values.iter().enumerate() {
            next = next.wrapping_add(self.passed.get(idx).copied().unwrap_or_default());
            points.push(Point { time: next, value: f64::from_le_bytes(*value) });
            if self.passed.is_empty() {
                next = next.wrapping_add(self.step);
            }
        }
        Some(points)
    }
}

pub(crate) fn serialize<S: Serializer>(runs: &[Vec<Point>], to: S) -> Result<S::Ok, S::Error> {
    // One after the other: a copy of all lines would be megabytes.
    to.collect_seq(runs.iter().map(|it| Run::of(it)))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Vec<Point>>, D::Error> {
    let runs = Vec::<Run<'de>>::deserialize(from)?;
    let points = runs.iter().map(Run::points).collect::<Option<_>>();
    points.ok_or_else(|| D::Error::custom("a run of points that is none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Held(#[serde(with = "super")] Vec<Vec<Point>>);

    fn run(times: &[i64]) -> Vec<Point> {
        times.iter().map(|&time| Point { time, value: time as f64 / 7.0 }).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let start = 1_700_000_000_000;
        let held = Held(vec![
            run(&[]),
            run(&[start]),
            run(&[start, start + 15_000]),
            run(&[start, start + 15_000, start + 30_000]),
            run(&[start, start + 15_000, start + 45_000, start + 45_000]),
            run(&[-5, i64::MAX, i64::MIN]),
        ]);
        let bytes = postcard::to_allocvec(&held).unwrap_or_default();
        assert_eq!(postcard::from_bytes::<Held>(&bytes), Ok(held));
    }

    #[test]
    fn a_value_at_each_step_takes_eight_bytes() {
        let times: Vec<i64> = (0..1000).map(|it| 1_700_000_000_000 + it * 15_000).collect();
        let bytes = postcard::to_allocvec(&Held(vec![run(&times)])).unwrap_or_default();
        assert!(bytes.len() < 8_020, "{}", bytes.len());
    }

    #[test]
    fn bytes_that_are_no_run_are_refused() {
        let mut bytes = postcard::to_allocvec(&Held(vec![run(&[1, 2, 4])])).unwrap_or_default();
        bytes.remove(4);
        assert!(postcard::from_bytes::<Held>(&bytes).is_err());
        let wrong = Run { first: 0, step: 0, passed: vec![1], values: Bytes::Made(Vec::new()) };
        let bytes = postcard::to_allocvec(&vec![wrong]).unwrap_or_default();
        assert!(postcard::from_bytes::<Held>(&bytes).is_err());
    }
}
