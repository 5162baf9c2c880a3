//! Runs of points as they travel: each point's time as what has passed since the one before it, which is half the bytes of a time
//! since the epoch. It must not know what the points are of.

use crate::chart::Point;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A run whose points are written as they are asked for: a copy of all lines would be megabytes.
struct Run<'a>(&'a [Point]);

impl Serialize for Run<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut before = 0;
        to.collect_seq(self.0.iter().map(|&Point { time, value }| {
            let passed = time.wrapping_sub(std::mem::replace(&mut before, time));
            Point { time: passed, value }
        }))
    }
}

pub(crate) fn serialize<S: Serializer>(runs: &[Vec<Point>], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(runs.iter().map(|it| Run(it)))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Vec<Point>>, D::Error> {
    let mut runs = Vec::<Vec<Point>>::deserialize(from)?;
    for run in &mut runs {
        let mut now = 0i64;
        for point in run {
            now = now.wrapping_add(point.time);
            point.time = now;
        }
    }
    Ok(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Held(#[serde(with = "super")] Vec<Vec<Point>>);

    #[test]
    fn what_is_written_is_read() {
        let run =
            |times: &[i64]| times.iter().map(|&time| Point { time, value: time as f64 / 7.0 }).collect();
        let held = Held(vec![
            run(&[]),
            run(&[1_700_000_000_000, 1_700_000_015_000]),
            run(&[-5, i64::MAX, i64::MIN]),
        ]);
        let bytes = postcard::to_allocvec(&held).unwrap_or_default();
        assert!(bytes.len() < postcard::to_allocvec(&held.0).unwrap_or_default().len());
        assert_eq!(postcard::from_bytes::<Held>(&bytes), Ok(held));
    }
}
