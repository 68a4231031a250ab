//! Types for fields of serde models that keep the place of a value, or forgive a wrong one.

use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use super::tree::NodeId;
use crate::workspace::{FileId, Location, SourceText, Span};

pub(super) const SPANNED: &str = "$botlint::Spanned";
pub(super) const TEXT: &str = "$botlint::SourceText";
pub(super) const NODE: &str = "$botlint::NodeId";

/// A value with its place. Only a document's own deserializer can fill it.
#[derive(Debug, Clone)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its number in the document.
    pub node: NodeId,
    /// Its place in the file.
    pub location: Location,
}

/// A value that may be of another type than expected: it is `None` then, and the rest of the model is still read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loose<T>(pub Option<T>);

impl<T> Default for Loose<T> {
    fn default() -> Self {
        Loose(None)
    }
}

impl<T> Loose<T> {
    /// The value, if it is of the expected type.
    pub fn get(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Loose<T> {
    // A document's deserializer hands out handles, so a failed attempt consumes nothing.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Loose(T::deserialize(deserializer).ok()))
    }
}

impl<'de> Deserialize<'de> for NodeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NODE, IdVisitor)
    }
}

struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = NodeId;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value of a document")
    }

    fn visit_u32<E: Error>(self, id: u32) -> Result<NodeId, E> {
        Ok(NodeId(id))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(SPANNED, SpannedVisitor(PhantomData))
    }
}

struct SpannedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for SpannedVisitor<T> {
    type Value = Spanned<T>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value of a document")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Spanned<T>, A::Error> {
        let node = NodeId(part(&mut parts)?);
        let location = location(&mut parts)?;
        Ok(Spanned {
            value: part(&mut parts)?,
            node,
            location,
        })
    }
}

impl<'de> Deserialize<'de> for SourceText {
    /// Reads a text of a document with its way back to the file.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(TEXT, TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = SourceText;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text of a document")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<SourceText, A::Error> {
        let value: &str = part(&mut parts)?;
        let location = location(&mut parts)?;
        let flat: Vec<u32> = part(&mut parts)?;
        let anchors: Vec<(u32, u32)> = flat
            .chunks_exact(2)
            .map(|pair| (pair[0], pair[1]))
            .collect();
        Ok(SourceText {
            value: value.into(),
            file: location.file,
            span: location.span,
            anchors: anchors.into(),
        })
    }
}

fn location<'de, A: SeqAccess<'de>>(parts: &mut A) -> Result<Location, A::Error> {
    let file = FileId(part(parts)?);
    let start = part(parts)?;
    let end = part(parts)?;
    Ok(Location::new(file, Span { start, end }))
}

fn part<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(parts: &mut A) -> Result<T, A::Error> {
    parts
        .next_element()?
        .ok_or_else(|| Error::custom("the deserializer of a document ended early"))
}
