//! Codes, ids and values: one text for one thing, so that what was read is written as it came.

use std::fmt::Display;
use std::str::FromStr;

use domain::access::{Email, Name, Password, Reason};
use domain::id::{InstrumentId, OrganisationId, ProvisionId, QuestionCode, RoundKey, SectionCode, StateCode};
use domain::questionnaire::{Day, Decimal, normalised, words};
use domain::submission::Citation;
use register::{FiledAt, Hash};

use crate::text;

pub(crate) fn seeds() -> Vec<Vec<u8>> {
    let texts = [
        "2027-03-01",
        "2024-02-29",
        "2027",
        "-0.10",
        "999999999999999",
        "0.000000000000001",
        "1e5",
        "normtrack:views-2027/12#VA.capacity",
        "QMA",
        "A-66-359/c",
        "views-and-assessments/1",
        "N13A.status",
        "au",
        "somebody@example.int",
        "\u{430}@xn--e1afmkfd.example",
        "2027-03-01T12:00:00.000000Z",
        "00112233445566778899aabbccddeeff",
        "ab01ab01ab01ab01ab01ab01ab01ab01ab01ab01ab01ab01ab01ab01ab01ab01",
        "两项措施 – 2 mesures\u{301} 😀\u{200b}",
    ];
    texts.map(|text| text.as_bytes().to_vec()).to_vec()
}

/// What was read is written as it was given.
fn one_text<T: FromStr + Display>(given: &str) {
    if let Ok(read) = given.parse::<T>() {
        assert_eq!(read.to_string(), given);
    }
}

/// Every code and value that comes as text.
pub(crate) fn code(bytes: &[u8]) {
    let Some(given) = text(bytes) else { return };
    one_text::<Citation>(given);
    one_text::<Day>(given);
    one_text::<FiledAt>(given);
    one_text::<Hash>(given);
    macro_rules! codes {
        ($($code:ty),*) => {
            $(if let Ok(code) = <$code>::new(given) {
                assert_eq!(code.as_str(), given);
                assert!(given.bytes().all(|byte| byte.is_ascii_graphic()), "{given:?}");
            })*
        };
    }
    codes!(
        InstrumentId,
        OrganisationId,
        ProvisionId,
        QuestionCode,
        RoundKey,
        SectionCode,
        StateCode
    );
    // A number is held without what does not count, and is then the same number.
    if let Ok(number) = given.parse::<Decimal>() {
        let written = number.to_string();
        assert_eq!(written.parse::<Decimal>().unwrap(), number);
        assert_eq!(written.parse::<Decimal>().unwrap().to_string(), written);
        // Fifteen digits are the most that floating point keeps, so nothing may be lost there either; minus nothing is nothing.
        let (float, again): (f64, f64) = (given.parse().unwrap(), written.parse().unwrap());
        assert_eq!((float + 0.0).to_bits(), (again + 0.0).to_bits(), "{given} {written}");
    }
    // Texts of people are trimmed and put in one form; a second time changes nothing.
    let form = normalised(given.to_owned());
    assert_eq!(normalised(form.clone()), form);
    assert!(words(given) <= given.chars().count());
    if let Ok(email) = Email::new(given) {
        assert_eq!(Email::new(email.as_str()).unwrap().as_str(), email.as_str());
        assert!(email.as_str().contains('@') && !email.as_str().contains(char::is_whitespace));
    }
    if let Ok(name) = Name::new(given) {
        assert_eq!(Name::new(name.as_str()).unwrap().as_str(), name.as_str());
        assert!(!name.as_str().trim().is_empty());
    }
    if let Ok(reason) = Reason::new(given) {
        assert_eq!(Reason::new(reason.as_str()).unwrap().as_str(), reason.as_str());
    }
    let _ = Password::presented(given);
}
