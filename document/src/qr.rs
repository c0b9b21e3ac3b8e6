//! A link as a QR code (ISO/IEC 18004).

use qrcode::{Color, EcLevel, QrCode};

/// The modules of a link, row by row, `1` for a dark one; none for a link that no code can hold.
pub(crate) fn modules(link: &str) -> Option<Vec<String>> {
    let code = QrCode::with_error_correction_level(link, EcLevel::M).ok()?;
    let colours = code.to_colors();
    let row = |row: &[Color]| row.iter().map(|module| module.select('1', '0')).collect();
    Some(colours.chunks(code.width()).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_square_with_its_three_corners() {
        let code = modules("https://example.org/en/register/verify?position=12").unwrap();
        assert!(code.iter().all(|row| row.len() == code.len()));
        let last = code.len() - 7;
        for (row, column) in [(0, 0), (0, last), (last, 0)] {
            assert_eq!(&code[row][column..column + 7], "1111111");
            assert_eq!(&code[row + 1][column..column + 7], "1000001");
        }
        assert_eq!(modules("a".repeat(5_000).as_str()), None);
    }
}
