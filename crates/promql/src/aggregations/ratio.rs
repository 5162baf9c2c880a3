//! Which series `limit_ratio` keeps: those whose hash falls into the share (`HashRatioSampler`, promql/engine.go). It
//! must not know their values.

use series::Labels;

/// Where `labels` stand between 0 and 1.
pub(crate) fn place(labels: &Labels) -> f64 {
    hash(labels) as f64 / u64::MAX as f64
}

/// Whether `place` belongs to the share `ratio` of all, between -1 and 1; a negative one is the complement of what is
/// left of 1.
pub(crate) fn keeps(ratio: f64, place: f64) -> bool {
    if ratio >= 0.0 { place < ratio } else { place >= 1.0 + ratio }
}

/// `Labels.Hash` of a label set held in one string (model/labels/labels_stringlabels.go).
fn hash(labels: &Labels) -> u64 {
    let mut bytes = Vec::new();
    for text in labels.iter().flat_map(|(name, value)| [name, value]) {
        match u8::try_from(text.len()) {
            Ok(len) if len < u8::MAX => bytes.push(len),
            _ => {
                bytes.push(u8::MAX);
                bytes.extend_from_slice(&text.len().to_le_bytes()[..3]);
            }
        }
        bytes.extend_from_slice(text.as_bytes());
    }
    xxh64(&bytes)
}

const PRIMES: [u64; 5] = [
    0x9E37_79B1_85EB_CA87,
    0xC2B2_AE3D_27D4_EB4F,
    0x1656_67B1_9E37_79F9,
    0x85EB_CA77_C2B2_AE63,
    0x27D4_EB2F_1656_67C5,
];

fn word(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte))
}

fn round(state: u64, input: u64) -> u64 {
    state.wrapping_add(input.wrapping_mul(PRIMES[1])).rotate_left(31).wrapping_mul(PRIMES[0])
}

/// The 64 bit variant of xxHash with seed 0.
fn xxh64(bytes: &[u8]) -> u64 {
    let blocks = bytes.chunks_exact(32);
    let mut rest = blocks.remainder();
    let mut hash = PRIMES[4];
    if bytes.len() >= 32 {
        let mut lanes = [PRIMES[0].wrapping_add(PRIMES[1]), PRIMES[1], 0, 0_u64.wrapping_sub(PRIMES[0])];
        for block in blocks {
            for (lane, bytes) in lanes.iter_mut().zip(block.chunks_exact(8)) {
                *lane = round(*lane, word(bytes));
            }
        }
        let [a, b, c, d] = lanes;
        let mixed = a.rotate_left(1).wrapping_add(b.rotate_left(7));
        hash = mixed.wrapping_add(c.rotate_left(12)).wrapping_add(d.rotate_left(18));
        for lane in lanes {
            hash = (hash ^ round(0, lane)).wrapping_mul(PRIMES[0]).wrapping_add(PRIMES[3]);
        }
    }
    hash = hash.wrapping_add(u64::try_from(bytes.len()).unwrap_or(0));
    while let Some((bytes, after)) = rest.split_at_checked(8) {
        hash = (hash ^ round(0, word(bytes))).rotate_left(27).wrapping_mul(PRIMES[0]);
        hash = hash.wrapping_add(PRIMES[3]);
        rest = after;
    }
    if let Some((bytes, after)) = rest.split_at_checked(4) {
        hash = (hash ^ word(bytes).wrapping_mul(PRIMES[0])).rotate_left(23).wrapping_mul(PRIMES[1]);
        hash = hash.wrapping_add(PRIMES[2]);
        rest = after;
    }
    for byte in rest {
        hash = (hash ^ u64::from(*byte).wrapping_mul(PRIMES[4])).rotate_left(11).wrapping_mul(PRIMES[0]);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(PRIMES[1]);
    hash = (hash ^ (hash >> 29)).wrapping_mul(PRIMES[2]);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_xxhash() {
        assert_eq!(xxh64(b""), 0xEF46_DB37_51D8_E999);
        assert_eq!(xxh64(b"a"), 0xD24E_C4F1_A98C_6E5B);
        assert_eq!(xxh64(b"abc"), 0x44BC_2CF5_AD77_0999);
        assert_eq!(xxh64(b"Nobody inspects the spammish repetition"), 0xFBCE_A83C_8A37_8BF1);
    }

    #[test]
    fn a_ratio_and_its_complement_share_nothing_and_leave_nothing() {
        for idx in 0..200 {
            let place = place(&Labels::new([("instance", idx.to_string())]));
            assert_ne!(keeps(0.3, place), keeps(-0.7, place));
            assert!(keeps(1.0, place) && keeps(-1.0, place) && !keeps(0.0, place));
        }
    }
}
