//! Types for fields of serde models of what people and editors write by hand: a value of another type than expected does
//! not spoil the rest of the model.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use smol_str::SmolStr;

use super::spanned::Loose;
use crate::workspace::SourceText;

/// The items of a list that are of the expected type; none where there is no list.
#[derive(Debug, Clone)]
pub struct Each<T>(Vec<T>);

impl<T> Default for Each<T> {
    fn default() -> Self {
        Each(Vec::new())
    }
}

impl<T> Deref for Each<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> IntoIterator for Each<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Each<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EachVisitor(PhantomData))
    }
}

struct EachVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for EachVisitor<T> {
    type Value = Each<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Each<T>, A::Error> {
        let mut kept = Vec::with_capacity(items.size_hint().unwrap_or_default());
        while let Some(Loose(item)) = items.next_element()? {
            kept.extend(item);
        }
        Ok(Each(kept))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Each<T>, A::Error> {
        Ok(Each::default())
    }

    fn visit_unit<E: Error>(self) -> Result<Each<T>, E> {
        Ok(Each::default())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Each<T>, E> {
        Ok(Each::default())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Each<T>, E> {
        Ok(Each::default())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Each<T>, E> {
        Ok(Each::default())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Each<T>, E> {
        Ok(Each::default())
    }
}

/// A name or id: a text, number or truth value as text; empty for anything else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Word(pub SmolStr);

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WordVisitor)
    }
}

struct WordVisitor;

impl<'de> Visitor<'de> for WordVisitor {
    type Value = Word;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Word, E> {
        Ok(Word(text.into()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Word, E> {
        Ok(Word(number.to_string().into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Word, E> {
        Ok(Word(number.to_string().into()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Word, E> {
        Ok(Word(value.to_string().into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Word, E> {
        Ok(Word::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<Word, A::Error> {
        Ok(Word::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<Word, A::Error> {
        Ok(Word::default())
    }
}

/// A text that is not blank, with its way back to the file; nothing for anything else.
#[derive(Debug, Clone, Default)]
pub struct Words(pub Option<SourceText>);

impl Words {
    /// The text, if there is one.
    pub fn get(&self) -> Option<&SourceText> {
        self.0.as_ref()
    }

    /// The text's value; empty where there is none.
    pub fn as_str(&self) -> &str {
        self.0.as_ref().map_or("", |text| &text.value)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Loose(text) = Loose::<SourceText>::deserialize(deserializer)?;
        Ok(Words(text.filter(|text| !text.value.trim().is_empty())))
    }
}

/// A text, borrowed from the document; empty for anything else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Str<'d>(pub &'d str);

impl Deref for Str<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl<'de: 'd, 'd> Deserialize<'de> for Str<'d> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Loose(text) = Loose::<&'de str>::deserialize(deserializer)?;
        Ok(Str(text.unwrap_or_default()))
    }
}
