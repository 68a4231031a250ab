//! serde's view of a document: any node can be read into a typed model.

use std::fmt::Display;

use serde::de::value::{SeqDeserializer, StrDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::error::DocumentError;
use super::node::{Node, NodeKind};
use super::spanned::{NODE, SPANNED, TEXT};
use super::tree::MAX_DEPTH;

pub(super) fn read<'de, T: Deserialize<'de>>(node: Node<'de>) -> Result<T, DocumentError> {
    let reader = Reader { node, depth: 0 };
    T::deserialize(reader)
}

impl serde::de::Error for DocumentError {
    fn custom<T: Display>(message: T) -> Self {
        DocumentError::Model {
            message: message.to_string(),
            at: None,
        }
    }
}

// YAML aliases can make a value deeper than its text is: the depth is counted here once more.
#[derive(Clone, Copy)]
struct Reader<'de> {
    node: Node<'de>,
    depth: usize,
}

impl<'de> Reader<'de> {
    fn below(self, node: Node<'de>) -> Self {
        Reader {
            node,
            depth: self.depth + 1,
        }
    }

    fn located<T>(self, result: Result<T, DocumentError>) -> Result<T, DocumentError> {
        result.map_err(|error| match error {
            DocumentError::Model { message, at: None } => DocumentError::Model {
                message,
                at: Some(self.node.location()),
            },
            other => other,
        })
    }

    fn any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DocumentError> {
        if self.depth > MAX_DEPTH {
            return Err(DocumentError::TooDeep {
                limit: MAX_DEPTH,
                at: self.node.location(),
            });
        }
        match self.node.kind() {
            NodeKind::Null => visitor.visit_unit(),
            NodeKind::Bool => visitor.visit_bool(self.node.as_bool().unwrap_or_default()),
            NodeKind::Number => self.number(visitor),
            NodeKind::String => visitor.visit_borrowed_str(self.node.as_str().unwrap_or_default()),
            NodeKind::Array => visitor.visit_seq(Items {
                reader: self,
                items: self.node.items(),
            }),
            NodeKind::Object => visitor.visit_map(Entries {
                reader: self,
                entries: self.node.entries(),
                value: None,
            }),
        }
    }

    fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DocumentError> {
        match (self.node.as_i64(), self.node.as_f64()) {
            (Some(whole), _) => visitor.visit_i64(whole),
            (None, Some(number)) => visitor.visit_f64(number),
            (None, None) => visitor.visit_f64(f64::NAN),
        }
    }

    fn parts(self) -> Parts<'de> {
        let location = self.node.location();
        let place = [location.file.0, location.span.start, location.span.end];
        Parts {
            queue: place.map(Part::Number).into_iter().collect(),
        }
    }
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = DocumentError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DocumentError> {
        self.located(self.any(visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DocumentError> {
        if self.node.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DocumentError> {
        match name {
            NODE => visitor.visit_u32(self.node.id().0),
            SPANNED => {
                let mut parts = self.parts();
                parts.queue.insert(0, Part::Number(self.node.id().0));
                parts.queue.push(Part::Value(self));
                visitor.visit_seq(parts)
            }
            TEXT => {
                let Some(text) = self.node.text() else {
                    return self.deserialize_any(visitor);
                };
                let flat = text.anchors.iter().flat_map(|&(value, file)| [value, file]);
                let mut parts = self.parts();
                let value = self.node.as_str().unwrap_or_default();
                parts.queue.insert(0, Part::Text(value));
                parts.queue.push(Part::Numbers(flat.collect()));
                visitor.visit_seq(parts)
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DocumentError> {
        if let Some(name) = self.node.as_str() {
            return visitor.visit_enum(IntoDeserializer::<DocumentError>::into_deserializer(name));
        }
        let mut entries = self.node.entries();
        match (entries.next(), entries.next()) {
            (Some((key, value)), None) => visitor.visit_enum(Variant {
                name: key.as_str(),
                value: self.below(value),
            }),
            _ => self.deserialize_any(visitor),
        }
    }

    // What nobody asks for is not walked: aliases can make it exponentially large.
    fn deserialize_ignored_any<V: Visitor<'de>>(
        self,
        visitor: V,
    ) -> Result<V::Value, DocumentError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier
    }
}

struct Items<'de, I> {
    reader: Reader<'de>,
    items: I,
}

impl<'de, I: ExactSizeIterator<Item = Node<'de>>> SeqAccess<'de> for Items<'de, I> {
    type Error = DocumentError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DocumentError> {
        match self.items.next() {
            Some(item) => seed.deserialize(self.reader.below(item)).map(Some),
            None => Ok(None),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Entries<'de, I> {
    reader: Reader<'de>,
    entries: I,
    value: Option<Node<'de>>,
}

impl<'de, I: Iterator<Item = (super::Key<'de>, Node<'de>)>> MapAccess<'de> for Entries<'de, I> {
    type Error = DocumentError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, DocumentError> {
        let Some((key, value)) = self.entries.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        let key = serde::de::value::BorrowedStrDeserializer::new(key.as_str());
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, DocumentError> {
        match self.value.take() {
            Some(value) => seed.deserialize(self.reader.below(value)),
            None => Err(serde::de::Error::custom(
                "a value was asked for before its key",
            )),
        }
    }
}

struct Variant<'de> {
    name: &'de str,
    value: Reader<'de>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = DocumentError;
    type Variant = Reader<'de>;

    fn variant_seed<V: DeserializeSeed<'de>>(
        self,
        seed: V,
    ) -> Result<(V::Value, Reader<'de>), DocumentError> {
        let name: StrDeserializer<'_, DocumentError> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self.value))
    }
}

impl<'de> VariantAccess<'de> for Reader<'de> {
    type Error = DocumentError;

    fn unit_variant(self) -> Result<(), DocumentError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<T::Value, DocumentError> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, DocumentError> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DocumentError> {
        self.deserialize_any(visitor)
    }
}

/// What a [`super::Spanned`] or a text is handed over as.
enum Part<'de> {
    Number(u32),
    Text(&'de str),
    Numbers(Vec<u32>),
    Value(Reader<'de>),
}

struct Parts<'de> {
    queue: Vec<Part<'de>>,
}

impl<'de> SeqAccess<'de> for Parts<'de> {
    type Error = DocumentError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DocumentError> {
        if self.queue.is_empty() {
            return Ok(None);
        }
        let value = match self.queue.remove(0) {
            Part::Number(number) => seed.deserialize(number.into_deserializer()),
            Part::Text(text) => {
                seed.deserialize(serde::de::value::BorrowedStrDeserializer::new(text))
            }
            Part::Numbers(numbers) => seed.deserialize(SeqDeserializer::new(numbers.into_iter())),
            Part::Value(reader) => seed.deserialize(reader),
        };
        value.map(Some)
    }
}
