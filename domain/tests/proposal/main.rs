//! Proposals: their lives, and what they say.

#[cfg(test)]
mod build;
#[cfg(test)]
mod content;
#[cfg(test)]
mod life;
#[cfg(test)]
mod others;
