//! The works, one file each.

pub(crate) mod coverage;
pub(crate) mod documents;
pub(crate) mod file;
pub(crate) mod live;
pub(crate) mod memory;
pub(crate) mod open;
pub(crate) mod open_data;
pub(crate) mod pack;
pub(crate) mod save;
pub(crate) mod search;
pub(crate) mod shared;
pub(crate) mod sizes;
