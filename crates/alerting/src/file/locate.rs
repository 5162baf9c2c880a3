//! Where a value stands in a YAML text: the text is read once more and fails on purpose at the value. It must not
//! know rules.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// One step on the way from the document to a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way<'w> {
    Key(&'w str),
    Item(usize),
}

/// Line and column, from 1, of the value at the end of `way` in the first document; `None` where there is none.
pub(super) fn locate(yaml: &str, way: &[Way<'_>]) -> Option<(usize, usize)> {
    let document = serde_yaml_ng::Deserializer::from_str(yaml).next()?;
    let err = Locate(way).deserialize(document).err()?;
    err.to_string().contains(HERE).then_some(())?;
    err.location().map(|it| (it.line(), it.column()))
}

/// The failure that marks the place.
const HERE: &str = "the value looked for";

struct Locate<'w>(&'w [Way<'w>]);

impl<'de> DeserializeSeed<'de> for Locate<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0.first() {
            None => deserializer.deserialize_str(self),
            Some(Way::Key(_)) => deserializer.deserialize_map(self),
            Some(Way::Item(_)) => deserializer.deserialize_seq(self),
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
        while let Some(key) = map.next_key::<String>()? {
            match self.0.first() {
                Some(Way::Key(wanted)) if *wanted == key => map.next_value_seed(Locate(&self.0[1..]))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if let Some(Way::Item(wanted)) = self.0.first() {
            for _ in 0..*wanted {
                if seq.next_element::<IgnoredAny>()?.is_none() {
                    return Ok(());
                }
            }
            seq.next_element_seed(Locate(&self.0[1..]))?;
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}
