//! Needs and offers: their lives, and which of them meet.

#[cfg(test)]
mod build;
#[cfg(test)]
mod life;
#[cfg(test)]
mod matching;
