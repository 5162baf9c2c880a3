//! A set of seeds as people write it: `1..8`, `3,5,101..104`. It must not know what runs under them.

use crate::limits::SEEDS;

/// The seeds of `text`, each once, in the order in which they are written. Both ends of a range belong to it.
///
/// # Errors
/// It is no such set, or a larger one than [`SEEDS`].
pub fn seeds(text: &str) -> Result<Vec<u64>, String> {
    let wrong = || {
        format!("{:?} is no set of seeds such as 1..8 or 3,5,7", text.chars().take(40).collect::<String>())
    };
    let mut all: Vec<u64> = Vec::new();
    for part in text.split(',') {
        let number = |it: &str| it.trim().parse::<u64>().map_err(|_| wrong());
        let (first, last) = match part.split_once("..") {
            Some((first, last)) => (number(first)?, number(last)?),
            None => (number(part)?, number(part)?),
        };
        if first > last {
            return Err(wrong());
        }
        for seed in (first..=last).take(SEEDS + 1) {
            if !all.contains(&seed) {
                all.push(seed);
            }
        }
        if all.len() > SEEDS {
            return Err(format!("more than {SEEDS} seeds"));
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_seeds() {
        assert_eq!(seeds("1..4"), Ok(vec![1, 2, 3, 4]));
        assert_eq!(seeds("7, 3,7,2..3"), Ok(vec![7, 3, 2]));
        assert_eq!(seeds("18446744073709551614..18446744073709551615").map(|it| it.len()), Ok(2));
        assert_eq!(seeds("1..64").map(|it| it.len()), Ok(64));
        for text in ["1..65", "0..18446744073709551615", "", "1,", "4..1", "1...4", "-1", "x"] {
            assert!(seeds(text).is_err(), "{text}");
        }
    }
}
