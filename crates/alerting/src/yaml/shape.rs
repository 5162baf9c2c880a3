//! The two readings of a document: the first finds what each node is, the second takes each scalar's text. A reader
//! of YAML gives either, never both at once. They must not judge.

use super::{Node, Scalar};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use std::cell::Cell;
use std::fmt;

/// What a node is.
#[derive(Debug)]
pub(super) enum Shape {
    Null,
    Scalar(Scalar),
    Seq(Vec<Shape>),
    Map(Vec<(Shape, Shape)>),
}

/// Reads shapes as long as the number of nodes lasts.
#[derive(Clone, Copy)]
pub(super) struct OfDocument<'c>(pub(super) &'c Cell<usize>);

impl OfDocument<'_> {
    fn count<E: Error>(self) -> Result<(), E> {
        let left = self.0.get().checked_sub(1);
        self.0.set(left.ok_or_else(|| E::custom("document contains excessive aliasing"))?);
        Ok(())
    }

    fn scalar<E: Error>(self, scalar: Scalar) -> Result<Shape, E> {
        self.count()?;
        Ok(Shape::Scalar(scalar))
    }
}

impl<'de> DeserializeSeed<'de> for OfDocument<'_> {
    type Value = Shape;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OfDocument<'_> {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML")
    }

    fn visit_unit<E: Error>(self) -> Result<Shape, E> {
        self.count()?;
        Ok(Shape::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Shape, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Shape, E> {
        self.scalar(Scalar::Bool)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Shape, E> {
        self.scalar(Scalar::Int)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Shape, E> {
        self.scalar(Scalar::Int)
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Shape, E> {
        self.scalar(Scalar::Int)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Shape, E> {
        self.scalar(Scalar::Int)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Shape, E> {
        self.scalar(Scalar::Float)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Shape, E> {
        self.scalar(Scalar::Str)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Shape, A::Error> {
        self.count()?;
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Shape::Seq(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        self.count()?;
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(self)? {
            entries.push((key, map.next_value_seed(self)?));
        }
        Ok(Shape::Map(entries))
    }

    /// A node with a tag of its own is what it would be without.
    fn visit_enum<A: EnumAccess<'de>>(self, node: A) -> Result<Shape, A::Error> {
        let (IgnoredAny, value) = node.variant()?;
        value.newtype_variant_seed(self)
    }
}

/// Reads the node of a shape.
#[derive(Clone, Copy)]
pub(super) struct Raw<'s>(pub(super) &'s Shape);

impl<'de> DeserializeSeed<'de> for Raw<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        match self.0 {
            Shape::Null | Shape::Scalar(_) => deserializer.deserialize_str(self),
            Shape::Seq(_) => deserializer.deserialize_seq(self),
            Shape::Map(_) => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Raw<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the same YAML as before")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        match self.0 {
            Shape::Null => Ok(Node::Null(text.to_owned())),
            Shape::Scalar(scalar) => Ok(Node::Scalar(*scalar, text.to_owned())),
            _ => Err(E::custom("another node than before")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let Shape::Seq(shapes) = self.0 else { return Err(A::Error::custom("another node than before")) };
        let mut items = Vec::with_capacity(shapes.len());
        for shape in shapes {
            items.extend(seq.next_element_seed(Raw(shape))?);
        }
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Node::Seq(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let Shape::Map(shapes) = self.0 else { return Err(A::Error::custom("another node than before")) };
        let mut entries = Vec::with_capacity(shapes.len());
        for (key, value) in shapes {
            let Some(key) = map.next_key_seed(Raw(key))? else { break };
            entries.push((key, map.next_value_seed(Raw(value))?));
        }
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Node::Map(entries))
    }
}
