//! A fingerprint of everything that was computed and is shown: the same natively and in wasm, the same for two people
//! with one link. It must not depend on a page's width or on where the pointer is, nor on what the rules beside the
//! selected one come to: that is in the fingerprint of the view that shows them.

use crate::picture::Picture;
use crate::view::{Head, Part};
use series::{Store, is_stale};

/// FNV-1a over words of 64 bits: fast enough to run at every answer, and nobody attacks it.
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn word(&mut self, word: u64) {
        // The shift lets the high bits of a word reach the low bits of the hash.
        self.0 = (self.0 ^ word ^ (self.0 >> 32)).wrapping_mul(0x0100_0000_01b3);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.word(u64::from(*byte)));
        self.word(bytes.len() as u64);
    }

    /// A value by its bits. wasm does not fix the bits of a NaN that arithmetic made, so every NaN but the staleness
    /// marker counts as the same.
    fn value(&mut self, value: f64) {
        let any_nan = value.is_nan() && !is_stale(value);
        self.word(if any_nan { 0x7ff8_0000_0000_0000 } else { value.to_bits() });
    }
}

/// The fingerprint of a view, 16 hexadecimal digits. `parts` are all its parts.
pub fn of(parts: &[Part], picture: Option<&Picture>) -> String {
    let mut hash = Hash::new();
    let moving = |part: &&Part| {
        matches!(
            part,
            Part::Lines(_) | Part::Readout(_) | Part::Explain(_) | Part::Rules(_) | Part::Published(_)
        )
    };
    for part in parts.iter().filter(|part| !moving(part)) {
        let bytes = match part {
            // What else could be picked is no part of what is shown.
            Part::Head(head) => postcard::to_allocvec(&Part::Head(Head {
                scenarios: Vec::new(),
                alerts: Vec::new(),
                ..head.clone()
            })),
            part => postcard::to_allocvec(part),
        };
        hash.bytes(&bytes.unwrap_or_default());
    }
    if let Some(picture) = picture {
        hash.word(samples(&picture.store));
        for column in picture.columns.side.iter().chain(picture.columns.whole.iter()) {
            hash.bytes(column.labels.to_string().as_bytes());
            column.values.iter().for_each(|value| hash.value(*value));
        }
    }
    format!("{:016x}", hash.0)
}

/// The fingerprint of all samples of a store.
pub fn samples(store: &Store) -> u64 {
    let mut hash = Hash::new();
    for series in store.iter() {
        hash.bytes(series.labels.to_string().as_bytes());
        series.times.iter().for_each(|time| hash.word(time.cast_unsigned()));
        series.values.iter().for_each(|value| hash.value(*value));
    }
    hash.0
}
