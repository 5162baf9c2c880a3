//! How wide the two side panes are, and whether they are open: bounds, and the text that the browser keeps. It must not
//! know where they are shown.

/// One of the two side panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The scenario.
    Left,
    /// The rule.
    Right,
}

/// Both panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Panes {
    /// Widths in CSS pixels, left and right.
    widths: [u16; 2],
    /// Which of them are folded away.
    shut: [bool; 2],
}

/// What a pane is.
pub(crate) struct Facts {
    /// Its name within a sentence.
    pub(crate) noun: &'static str,
    /// Least, first and greatest width.
    pub(crate) bounds: (u16, u16, u16),
    /// The token that the sheets read its width from.
    pub(crate) token: &'static str,
}

const FACTS: [Facts; 2] = [
    Facts { noun: "scenario pane", bounds: (220, 264, 460), token: "--pane-left" },
    Facts { noun: "rule pane", bounds: (320, 400, 630), token: "--pane-right" },
];

impl Side {
    pub(crate) const ALL: [Self; 2] = [Self::Left, Self::Right];

    pub(crate) fn facts(self) -> &'static Facts {
        &FACTS[self as usize]
    }
}

impl Default for Panes {
    fn default() -> Self {
        Self { widths: Side::ALL.map(|it| it.facts().bounds.1), shut: [false; 2] }
    }
}

impl Panes {
    pub(crate) fn width(self, side: Side) -> u16 {
        self.widths[side as usize]
    }

    pub(crate) fn is_shut(self, side: Side) -> bool {
        self.shut[side as usize]
    }

    /// Another width, as far as the pane allows.
    pub(crate) fn set_width(&mut self, side: Side, width: i32) {
        let (least, _, most) = side.facts().bounds;
        self.widths[side as usize] = width.max(least.into()).min(most.into()) as u16;
    }

    pub(crate) fn set_shut(&mut self, side: Side, shut: bool) {
        self.shut[side as usize] = shut;
    }

    /// What the browser kept, else the first widths.
    pub(crate) fn read(text: &str) -> Self {
        let mut panes = Self::default();
        let mut numbers = text.split(' ').map_while(|it| it.parse::<i32>().ok()).fuse();
        for side in Side::ALL {
            if let Some(width) = numbers.next() {
                panes.set_width(side, width);
            }
            panes.set_shut(side, numbers.next() == Some(1));
        }
        panes
    }

    /// `264 0 400 1`: width and whether it is shut, left then right.
    pub(crate) fn write(self) -> String {
        let side = |it: Side| format!("{} {}", self.width(it), u8::from(self.is_shut(it)));
        format!("{} {}", side(Side::Left), side(Side::Right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nonsense_is_the_first_view() {
        let mut panes = Panes::default();
        panes.set_width(Side::Left, 300);
        panes.set_shut(Side::Right, true);
        assert_eq!(Panes::read(&panes.write()), panes);
        assert_eq!(panes.write(), "300 0 400 1");
        assert_eq!(Panes::read(""), Panes::default());
        assert_eq!(Panes::read("{} 1"), Panes::default());
    }

    #[test]
    fn widths_keep_their_bounds() {
        let mut panes = Panes::default();
        panes.set_width(Side::Left, -5);
        panes.set_width(Side::Right, 99_999);
        assert_eq!((panes.width(Side::Left), panes.width(Side::Right)), (220, 630));
    }
}
