//! Laws of the figures, and what an attacker can learn from them.

#[cfg(test)]
mod attack;
#[cfg(test)]
mod build;
#[cfg(test)]
mod contradiction;
#[cfg(test)]
mod edition;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod needs;
#[cfg(test)]
mod random;
#[cfg(test)]
mod release;
#[cfg(test)]
mod reports;
#[cfg(test)]
mod series;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod trend;
