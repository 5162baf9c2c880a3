//! The chart's colours, by what they mean. It must not know where they come from: the page reads them from its
//! tokens, the SVG file takes the light ones.

/// Red, green, blue.
pub type Rgb = (u8, u8, u8);

/// A colour for everything that is drawn.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are the design tokens of the same names")]
pub struct Palette {
    pub surface: Rgb,
    pub inset: Rgb,
    pub hairline: Rgb,
    pub ink: Rgb,
    pub ink_2: Rgb,
    pub ink_3: Rgb,
    pub grid: Rgb,
    pub axis: Rgb,
    pub series: [Rgb; 4],
    pub pending: Rgb,
    pub pending_edge: Rgb,
    pub pending_wash: Rgb,
    pub firing: Rgb,
    pub firing_ink: Rgb,
    pub firing_wash: Rgb,
    pub on_firing: Rgb,
    pub fault: Rgb,
    pub fault_wash: Rgb,
    pub fault_ink: Rgb,
    /// How strongly the side on which the comparison is true is shaded, 0 to 1.
    pub shade: f64,
    /// The font's families, as CSS writes them.
    pub font: String,
}

impl Palette {
    /// The colours on paper.
    pub fn light() -> Self {
        Self {
            surface: (255, 255, 255),
            inset: (0xee, 0xf0, 0xf4),
            hairline: (0xdf, 0xe3, 0xe9),
            ink: (0x15, 0x1a, 0x22),
            ink_2: (0x43, 0x4c, 0x5b),
            ink_3: (0x5b, 0x65, 0x74),
            grid: (0xe6, 0xe9, 0xee),
            axis: (0xa3, 0xab, 0xb8),
            // Okabe and Ito's colours without those that states use; purple a step darker, for its contrast.
            series: [(0, 0x72, 0xb2), (0, 0x9e, 0x73), (0xbf, 0x68, 0x96), (0, 0, 0)],
            pending: (0xe6, 0x9f, 0),
            pending_edge: (0x8f, 0x5e, 0),
            pending_wash: (0xfd, 0xf3, 0xdd),
            firing: (0xc2, 0x4e, 0),
            firing_ink: (0xa8, 0x43, 0),
            firing_wash: (0xfd, 0xee, 0xe4),
            on_firing: (255, 255, 255),
            fault: (0x5b, 0x65, 0x74),
            fault_wash: (0xd9, 0xde, 0xe6),
            fault_ink: (0x15, 0x1a, 0x22),
            shade: 0.045,
            font: "sans-serif".to_owned(),
        }
    }

    /// The shade of [`Self::of_tokens`] in thousandths: one that no theme has.
    pub(crate) const SHADE: u32 = 47;

    /// Each colour with the name of its token.
    pub fn tokens(&mut self) -> [(&'static str, &mut Rgb); 22] {
        let [first, second, third, fourth] = &mut self.series;
        [
            ("--surface", &mut self.surface),
            ("--inset", &mut self.inset),
            ("--hairline", &mut self.hairline),
            ("--ink", &mut self.ink),
            ("--ink-2", &mut self.ink_2),
            ("--ink-3", &mut self.ink_3),
            ("--grid", &mut self.grid),
            ("--axis", &mut self.axis),
            ("--series-1", first),
            ("--series-2", second),
            ("--series-3", third),
            ("--series-4", fourth),
            ("--pending", &mut self.pending),
            ("--pending-edge", &mut self.pending_edge),
            ("--pending-wash", &mut self.pending_wash),
            ("--firing", &mut self.firing),
            ("--firing-ink", &mut self.firing_ink),
            ("--firing-wash", &mut self.firing_wash),
            ("--on-firing", &mut self.on_firing),
            ("--fault", &mut self.fault),
            ("--fault-wash", &mut self.fault_wash),
            ("--fault-ink", &mut self.fault_ink),
        ]
    }

    /// Colours that stand for the tokens themselves: what is drawn in them follows the page's theme.
    pub fn of_tokens() -> Self {
        let mut palette = Self { shade: f64::from(Self::SHADE) / 1000.0, ..Self::light() };
        for (idx, (_, colour)) in palette.tokens().into_iter().enumerate() {
            *colour = (1, 0, idx as u8);
        }
        palette
    }

    /// The token that a colour of [`Self::of_tokens`] stands for.
    pub(crate) fn token(colour: Rgb) -> Option<&'static str> {
        let (1, 0, idx) = colour else { return None };
        Self::light().tokens().get(usize::from(idx)).map(|it| it.0)
    }

    /// The colour of the line in `slot`: from the ninth on grey, so that the chosen one stands out.
    pub fn line(&self, slot: u32) -> Rgb {
        if slot < 8 { self.series[slot as usize % 4] } else { self.axis }
    }
}
