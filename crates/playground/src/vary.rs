//! The same scenario under another seed: other noise, and faults at other times and of other strengths. It must not know rules.
//!
//! A rule that is tuned to one picture is found out here. What is drawn depends on the scenario and the seed alone (ADR 020).

use crate::document::{Document, Fault};
use crate::plan::fault_kind;
use haproxy::FaultKind;
use series::{format_duration, parse_duration};

/// No stretch is moved further, milliseconds.
const FURTHEST: i64 = 600_000;
/// A stretch takes at most this part of the time to its neighbours, so that neighbours never meet.
const PART: i64 = 3;
/// Strengths and amounts change by as much at most, up and down.
const STRENGTH: f64 = 0.2;

/// `document` as it would have been with `seed`: as it is with its own.
///
/// Faults and labels that overlap or touch move together, so that what an operator did in order stays in order.
pub fn vary(document: &Document, seed: u64) -> Document {
    let mut varied = document.clone();
    if seed == document.scenario.seed {
        return varied;
    }
    varied.scenario.seed = seed;
    let mut chance = Chance(seed ^ document.scenario.seed.rotate_left(32));
    move_stretches(&mut varied, &mut chance);
    for fault in &mut varied.scenario.events {
        scale(fault, &mut chance);
    }
    varied
}

/// A stream of bits: SplitMix64 (Steele, Lea and Flood 2014), for a few draws a scenario.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// Uniform in [0, 1).
    pub(crate) fn draw(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((it ^ (it >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// The start and the length of every fault, then of every label; what is no duration stays where it is.
fn stretches(document: &mut Document) -> Vec<(&mut String, i64, i64)> {
    let faults = document.scenario.events.iter_mut().map(|it| (&mut it.from, &it.length));
    let labels = document.incidents.iter_mut().map(|it| (&mut it.from, &it.length));
    let known = |(from, length): (_, &String)| {
        let from: &mut String = from;
        let start = parse_duration(from).ok()?;
        Some((from, start, start.checked_add(parse_duration(length).ok()?)?))
    };
    faults.chain(labels).filter_map(known).collect()
}

/// Moves each group of stretches, less than a third of the way to the next group or to an end of the scenario.
fn move_stretches(document: &mut Document, chance: &mut Chance) {
    let Ok(end) = parse_duration(&document.scenario.length) else { return };
    let mut all = stretches(document);
    series::sort_by(&mut all, &|a, b| (a.1, a.2).cmp(&(b.1, b.2)));
    let (mut first, mut before) = (0, 0);
    while let Some(stretch) = all.get(first) {
        let (start, mut over) = (stretch.1, stretch.2);
        let mut next = first + 1;
        while let Some(it) = all.get(next).filter(|it| it.1 <= over) {
            over = over.max(it.2);
            next += 1;
        }
        let after = all.get(next).map_or(end, |it| it.1);
        let room = |gap: i64| (gap / PART).clamp(0, FURTHEST) / 1000;
        let (back, forth) = (room(start - before), room(after - over));
        let seconds = -back + (chance.draw() * (back + forth + 1) as f64) as i64;
        for (from, start, _) in &mut all[first..next] {
            **from = format_duration(*start + seconds * 1000);
        }
        (first, before) = (next, over);
    }
}

/// Makes a fault weaker or stronger. What hits everything hits everything.
fn scale(fault: &mut Fault, chance: &mut Chance) {
    let factor = 1.0 + STRENGTH * (2.0 * chance.draw() - 1.0);
    if fault.strength < 100.0 {
        fault.strength = ((fault.strength * factor * 100.0).round() / 100.0).min(100.0);
    }
    let kind = fault_kind(&fault.kind);
    // Counts of checks and percents of a weight are what somebody set.
    let natural = kind.filter(|it| !matches!(it, FaultKind::ChecksFlapping | FaultKind::Weight));
    if let Some((usual, most, _)) = natural.and_then(FaultKind::amount) {
        let amount = fault.amount.unwrap_or(usual) * factor;
        fault.amount = Some(((amount * 100.0).round() / 100.0).min(most));
    }
}

#[cfg(test)]
mod tests;
