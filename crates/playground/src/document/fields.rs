//! What a part of the document consists of, said once for reading and for writing. It must not know YAML.

use std::collections::BTreeMap;

/// Whether a key may be missing.
#[derive(Clone, Copy)]
pub(crate) enum When {
    /// It must be there.
    Needed,
    /// Where it is missing, it has this value; it is always written.
    Or(&'static str),
    /// Where it is missing, it has this value; then it is not written either.
    Unless(&'static str),
}

/// A value of the document, where it lies. Lists, mappings and parts are missing as what a new part has.
pub(crate) enum Value<'a> {
    Text(&'a mut String),
    Number(&'a mut f64),
    Flag(&'a mut bool),
    /// A whole number.
    Count(&'a mut u32),
    Seed(&'a mut u64),
    Signed(&'a mut i32),
    /// A number that may be absent.
    Maybe(&'a mut Option<f64>),
    /// A setting that may be absent.
    MaybeFlag(&'a mut Option<bool>),
    /// A place in a list that may be absent.
    Place(&'a mut Option<u32>),
    /// Two numbers that may be absent.
    Window(&'a mut Option<(f64, f64)>),
    Texts(&'a mut Vec<String>),
    Counts(&'a mut Vec<u32>),
    TextMap(&'a mut BTreeMap<String, String>),
    NumberMap(&'a mut BTreeMap<String, f64>),
    Part(&'a mut dyn Part),
    /// A part that may be absent.
    MaybePart(&'a mut dyn Parts),
    Parts(&'a mut dyn Parts),
    /// Whatever it is, it is neither read nor written.
    Any,
}

/// A reader or a writer, which a part hands its fields to.
pub(crate) trait Fields {
    fn field(&mut self, key: &'static str, when: When, value: Value<'_>);

    /// A text without which nothing goes.
    fn text(&mut self, key: &'static str, it: &mut String) {
        self.field(key, When::Needed, Value::Text(it));
    }

    /// A text that is left out where it is `default`.
    fn text_or(&mut self, key: &'static str, it: &mut String, default: &'static str) {
        self.field(key, When::Unless(default), Value::Text(it));
    }

    /// A number that is left out where it is nought.
    fn share(&mut self, key: &'static str, it: &mut f64) {
        self.field(key, When::Unless("0.0"), Value::Number(it));
    }

    /// A whole number that is left out where it is `default`.
    fn count(&mut self, key: &'static str, it: &mut u32, default: &'static str) {
        self.field(key, When::Unless(default), Value::Count(it));
    }

    /// A setting that is left out where it is off.
    fn flag(&mut self, key: &'static str, it: &mut bool) {
        self.field(key, When::Unless("false"), Value::Flag(it));
    }
}

/// A part of the document: a mapping with fixed keys.
pub(crate) trait Part {
    /// Hands over every field, in the order of writing.
    fn fields(&mut self, to: &mut dyn Fields);
}

/// Parts of one kind, any number of them.
pub(crate) trait Parts {
    fn len(&self) -> usize;
    /// The part at `idx`; a new one is added where there is none.
    fn part(&mut self, idx: usize) -> Option<&mut dyn Part>;
}

impl<T: Part + Default> Parts for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn part(&mut self, idx: usize) -> Option<&mut dyn Part> {
        if idx == self.len() {
            self.push(T::default());
        }
        self.get_mut(idx).map(|it| it as &mut dyn Part)
    }
}

impl<T: Part + Default> Parts for Option<T> {
    fn len(&self) -> usize {
        usize::from(self.is_some())
    }

    fn part(&mut self, _: usize) -> Option<&mut dyn Part> {
        Some(self.get_or_insert_default())
    }
}
