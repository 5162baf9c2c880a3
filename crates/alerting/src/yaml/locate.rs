//! Where a node stands in a YAML text: the text is read once more and fails on purpose at the node. It must not
//! know what the node means.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// One step on the way from the document to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The key of a mapping's entry.
    Key(usize),
    /// The value of a mapping's entry.
    Value(usize),
    /// An item of a sequence.
    Item(usize),
}

/// Line and column, from 1, of the node at the end of `way` in the first document; `None` where there is none.
pub fn locate(yaml: &str, way: &[Step]) -> Option<(usize, usize)> {
    let document = serde_yaml_ng::Deserializer::from_str(yaml).next()?;
    let err = Locate(way).deserialize(document).err()?;
    err.to_string().contains(HERE).then_some(())?;
    err.location().map(|it| (it.line(), it.column()))
}

/// The failure that marks the place.
const HERE: &str = "the value looked for";

struct Locate<'w>(&'w [Step]);

impl<'de> DeserializeSeed<'de> for Locate<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0.first() {
            None => deserializer.deserialize_str(self),
            Some(Step::Key(_) | Step::Value(_)) => deserializer.deserialize_map(self),
            Some(Step::Item(_)) => deserializer.deserialize_seq(self),
        }
    }
}

impl<'de> Visitor<'de> for Locate<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HERE)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Err(E::custom(HERE))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let rest = Locate(self.0.get(1..).unwrap_or_default());
        let (Some(Step::Key(entry) | Step::Value(entry)), is_key) =
            (self.0.first(), matches!(self.0.first(), Some(Step::Key(_))))
        else {
            return Ok(());
        };
        for _ in 0..*entry {
            if map.next_entry::<IgnoredAny, IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        if is_key {
            map.next_key_seed(rest)?;
        } else if map.next_key::<IgnoredAny>()?.is_some() {
            map.next_value_seed(rest)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Some(Step::Item(wanted)) = self.0.first() else { return Ok(()) };
        for _ in 0..*wanted {
            if seq.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        seq.next_element_seed(Locate(self.0.get(1..).unwrap_or_default()))?;
        Ok(())
    }
}
