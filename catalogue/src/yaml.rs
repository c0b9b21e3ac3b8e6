//! YAML into forms. A fault inside an item of a list (a question, a provision) costs that item only, so that one
//! reading names the faults of all items; a fault outside of items, or of the syntax, costs the file.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, de};

use crate::fault::{At, Faults};

const ADVICE: &str = ", set DuplicateKeyPolicy in Options if acceptable";

/// Reads a file into its form.
pub(crate) fn read<T: DeserializeOwned>(file: &str, text: &str, faults: &mut Faults) -> Option<T> {
    let options = serde_saphyr::options! { strict_booleans: true, with_snippet: false };
    let mut path = String::new();
    let read = serde_saphyr::with_deserializer_from_str_with_options(text, options, |deserializer| {
        serde_path_to_error::deserialize(deserializer).map_err(|error| {
            path = error.path().to_string();
            error.into_inner()
        })
    });
    read.map_err(|error| {
        // The path ends in `?` where a key could not be read, and the library recommends its own settings.
        let path = path.trim_end_matches('?').trim_end_matches('.');
        let message = error.to_string().replace(ADVICE, "");
        faults.add(&At::file(file).inner(path), message);
    })
    .ok()
}

/// An item of a list: read, or refused with its inner path and message, and the id that it gives itself, so that
/// references to it are not faults as well.
pub(crate) enum Item<T> {
    Read(T),
    Refused {
        path: String,
        message: String,
        id: Option<String>,
    },
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Item<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        let id = ["id", "code", "symbol"]
            .into_iter()
            .find_map(|key| value.get(key)?.as_str().map(str::to_owned));
        Ok(match serde_path_to_error::deserialize(value) {
            Ok(item) => Self::Read(item),
            Err(error) => Self::Refused {
                path: error.path().to_string(),
                message: error.inner().to_string(),
                id,
            },
        })
    }
}

impl<T> Item<T> {
    /// The item, or nothing and a fault at its place.
    pub(crate) fn take(self, at: &At<'_>, faults: &mut Faults) -> Option<T> {
        match self {
            Self::Read(item) => Some(item),
            Self::Refused { path, message, .. } => {
                faults.add(&at.inner(&path), message);
                None
            }
        }
    }
}

/// A mapping whose order matters.
pub(crate) struct Ordered<T>(pub(crate) Vec<(String, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Vec<(String, T)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries: Vec<(String, T)> = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, T>()? {
                    if entries.iter().any(|(known, _)| *known == key) {
                        return Err(de::Error::custom(format!("duplicate entry `{key}`")));
                    }
                    entries.push((key, value));
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(Entries(PhantomData)).map(Self)
    }
}
