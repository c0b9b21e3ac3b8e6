//! Decimal numbers of at most 15 digits, the most that every client's floating point keeps exactly.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A decimal number with at most 15 significant digits, held without trailing zeros; one number has one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    coefficient: i64,
    scale: u8,
}

/// A text that is not such a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotADecimal {
    /// Not digits with at most one point and a leading minus.
    #[error("not a decimal number")]
    Malformed,
    /// More digits than a client can keep exactly.
    #[error("{digits} digits, more than {}", Decimal::MAX_DIGITS)]
    TooManyDigits {
        /// How many were given.
        digits: usize,
    },
}

impl Decimal {
    /// The most significant digits.
    pub const MAX_DIGITS: usize = 15;

    /// A whole number; exact for every `i32`.
    pub fn whole(number: i32) -> Self {
        Self {
            coefficient: i64::from(number),
            scale: 0,
        }
        .reduced()
    }

    fn reduced(mut self) -> Self {
        while self.scale > 0 && self.coefficient % 10 == 0 {
            self.coefficient /= 10;
            self.scale -= 1;
        }
        self
    }

    fn at_scale(self, scale: u8) -> i128 {
        i128::from(self.coefficient) * 10_i128.pow(u32::from(scale - self.scale))
    }
}

impl FromStr for Decimal {
    type Err = NotADecimal;

    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let digits_of = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        if whole.is_empty() || fraction.is_empty() || !digits_of(whole) || !digits_of(fraction) {
            return Err(NotADecimal::Malformed);
        }
        let fraction = fraction.trim_end_matches('0');
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_start_matches('0');
        if significant.len() > Self::MAX_DIGITS || fraction.len() > Self::MAX_DIGITS {
            return Err(NotADecimal::TooManyDigits {
                digits: significant.len().max(fraction.len()),
            });
        }
        let magnitude: i64 = if significant.is_empty() {
            0
        } else {
            significant.parse().map_err(|_| NotADecimal::Malformed)?
        };
        let scale = u8::try_from(fraction.len()).map_err(|_| NotADecimal::Malformed)?;
        let coefficient = if text.starts_with('-') { -magnitude } else { magnitude };
        Ok(Self { coefficient, scale }.reduced())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.coefficient < 0 { "-" } else { "" };
        let scale = usize::from(self.scale);
        let digits = format!("{:0>width$}", self.coefficient.unsigned_abs(), width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        if fraction.is_empty() {
            write!(f, "{sign}{whole}")
        } else {
            write!(f, "{sign}{whole}.{fraction}")
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.at_scale(scale).cmp(&other.at_scale(scale))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_form() {
        for (given, kept) in [
            ("1", "1"),
            ("1.50", "1.5"),
            ("-0.0", "0"),
            ("007", "7"),
            ("0.001", "0.001"),
            ("-12.340", "-12.34"),
        ] {
            assert_eq!(given.parse::<Decimal>().map(|d| d.to_string()).as_deref(), Ok(kept));
        }
        for bad in ["", "-", ".5", "1.", "1e3", "+1", "1,5", "١"] {
            assert_eq!(bad.parse::<Decimal>(), Err(NotADecimal::Malformed), "{bad}");
        }
        assert!("123456789012345".parse::<Decimal>().is_ok());
        assert_eq!(
            "1234567890123456".parse::<Decimal>(),
            Err(NotADecimal::TooManyDigits { digits: 16 })
        );
    }

    #[test]
    fn numbers_compare_by_value() {
        let d = |t: &str| t.parse::<Decimal>().unwrap();
        assert!(d("1.5") < d("2") && d("-3") < d("0.1") && d("0.10") == d("0.1"));
    }
}
