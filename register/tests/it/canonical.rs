use proptest::prelude::*;
use register::{canonical, hash_canonical};
use serde_json::{Number, Value, json};

use crate::making;

fn text_of(value: &Value) -> String {
    String::from_utf8(canonical(value)).unwrap()
}

fn reprinted(text: &str) -> String {
    text_of(&serde_json::from_str(text).unwrap())
}

/// RFC 8785 appendix B: the double with these bits has this form.
#[test]
fn numbers_print_as_in_appendix_b() {
    for (bits, form) in [
        (0x0000_0000_0000_0000, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x8000_0000_0000_0001, "-5e-324"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xc340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
        (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"),
        (0x41b3_de43_5555_5554, "333333333.33333325"),
        (0x41b3_de43_5555_5555, "333333333.3333333"),
        (0x41b3_de43_5555_5556, "333333333.3333334"),
        (0x41b3_de43_5555_5557, "333333333.33333343"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ] {
        let number = Number::from_f64(f64::from_bits(bits)).unwrap();
        assert_eq!(text_of(&Value::Number(number)), form, "{bits:016x}");
    }
}

/// RFC 8785 sections 3.2.2 and 3.2.4: the worked example.
#[test]
fn the_example_of_the_rfc_has_its_form() {
    let input = r#"{
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
    }"#;
    let form = concat!(
        r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#,
        r#""string":"€$\u000f\nA'B\"\\\\\"/"}"#
    );
    assert_eq!(reprinted(input), form);
}

/// RFC 8785 section 3.2.3: by UTF-16 code units U+1F600 (D83D DE00) comes before U+FB33, though UTF-8 sorts it after.
#[test]
fn members_sort_by_utf_16_code_units() {
    let input = r#"{
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis"
    }"#;
    let form = concat!(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",",
        "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",",
        "\"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}"
    );
    assert_eq!(reprinted(input), form);
}

/// The reference implementation's test data (cyberphone/json-canonicalization): escapes, nesting, no normalisation.
#[test]
fn strings_are_escaped_only_where_they_must_be() {
    assert_eq!(
        reprinted(r#"{"</script>":"\u007f","a":"\b\t\n\f\r\u0000\u001F\u2028"}"#),
        "{\"</script>\":\"\u{7f}\",\"a\":\"\\b\\t\\n\\f\\r\\u0000\\u001f\u{2028}\"}"
    );
    assert_eq!(reprinted("\"A\\u030a\""), "\"A\u{30a}\"");
    let nested =
        r#"{"1":{"f":{"f":"hi","F":5},"\n":56.0},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}}"#;
    let form = r#"{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}"#;
    assert_eq!(reprinted(nested), form);
}

#[test]
fn the_hash_is_over_the_canonical_form() {
    // printf '{"a":1,"b":[]}' | sha256sum
    let hash = "f87e4099e9be5e75094e0a4f46d3dc18a9c37429314a5a2490fb78d31e7e170c";
    assert_eq!(hash_canonical(&json!({ "b": [], "a": 1.0 })).to_hex(), hash);
}

/// Were `serde_json` built with `arbitrary_precision`, this would be read, and numbers would no longer be doubles.
#[test]
fn numbers_are_doubles() {
    assert!(serde_json::from_str::<Value>("1e400").is_err());
}

proptest! {
    #[test]
    fn the_canonical_form_of_a_canonical_form_is_itself(value in making::json()) {
        let form = text_of(&value);
        prop_assert_eq!(reprinted(&form), form);
    }

    #[test]
    fn every_double_keeps_its_value(number in proptest::num::f64::ANY.prop_filter("finite", |n| n.is_finite())) {
        let form = text_of(&Value::Number(Number::from_f64(number).unwrap()));
        prop_assert_eq!(form.parse::<f64>().unwrap().to_bits(), (number + 0.0).to_bits());
    }

    #[test]
    fn members_are_ordered_by_code_units(names in proptest::collection::btree_set(making::text(), 0..8)) {
        let object = Value::Object(names.iter().map(|name| (name.clone(), Value::Null)).collect());
        let mut sorted: Vec<&String> = names.iter().collect();
        sorted.sort_by_key(|name| name.encode_utf16().collect::<Vec<_>>());
        let members: Vec<String> = sorted.iter().map(|name| format!("{}:null", text_of(&json!(name)))).collect();
        prop_assert_eq!(text_of(&object), format!("{{{}}}", members.join(",")));
    }
}
