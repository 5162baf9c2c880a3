//! A stretch of the query's text. It must not know what stands there.

/// The bytes `start..end` of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end`; what exceeds 32 bits is cut, as no accepted text is that long.
    pub(crate) fn new(start: usize, end: usize) -> Self {
        let cut = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        Self { start: cut(start), end: cut(end) }
    }

    /// From the start of `self` to the end of `other`.
    pub(crate) fn to(self, other: Self) -> Self {
        Self { start: self.start, end: other.end }
    }

    /// The stretch of `text`, empty where the span lies outside of it or cuts a character.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Line and column of the start, both counted from 1 and the column in bytes, as Prometheus counts them
    /// (`PositionRange.StartPosInput`, promql/parser/posrange).
    pub fn position(self, text: &str) -> (u32, u32) {
        let before = &text.as_bytes()[..(self.start as usize).min(text.len())];
        let line = before.iter().filter(|it| **it == b'\n').count();
        let column = before.iter().rev().take_while(|it| **it != b'\n').count();
        (u32::try_from(line + 1).unwrap_or(u32::MAX), u32::try_from(column + 1).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_lines_and_bytes_from_one() {
        let text = "a +\n  é b";
        assert_eq!(Span::new(0, 1).position(text), (1, 1));
        assert_eq!(Span::new(4, 5).position(text), (2, 1));
        assert_eq!(Span::new(9, 10).position(text), (2, 6));
        assert_eq!(Span::new(900, 901).of(text), "");
    }
}
