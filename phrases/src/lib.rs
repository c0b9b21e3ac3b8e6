//! What a room says to people in the six languages: files of Project Fluent that are embedded in the program.
//!
//! **Invariants.** The files belong to the room that says what is in them; here is how they are read, once. A phrase has an id
//! and values, and nothing else: no attributes, no terms, no references to other phrases. Arabic counts as CLDR counts, and
//! sets values off so that they keep their place in a line from right to left. No clock, no files, no choice of a language.
//!
//! **To say something in another room**, embed its files with `include_str!`, keep a [`Phrases`] of them in a static, and
//! compare [`signatures`] in a test with the ids and values that the room uses: that test proves that no phrase is missing.

use std::collections::{BTreeMap, BTreeSet};

use domain::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

type Bundle = FluentBundle<FluentResource>;

/// The phrases of a room in the six languages.
pub struct Phrases([Bundle; 6]);

impl Phrases {
    /// Reads the files of each language.
    ///
    /// # Panics
    ///
    /// Where a file is not Fluent, or two phrases of a language have one id: the files are embedded, so a test has seen it.
    pub fn read<const FILES: usize>(files: impl Fn(Language) -> [&'static str; FILES]) -> Self {
        Self(Language::ALL.map(|language| bundle(language, files(language))))
    }

    /// The phrase of an id in a language, with the values that it shows; texts among them are quoted as they are.
    ///
    /// Errors in formatting would be references to values that are not there; a test compares those with what is given.
    ///
    /// # Panics
    ///
    /// Where the files have no such phrase: a test compares [`signatures`] with what the room asks for.
    pub fn say(&self, language: Language, id: &str, values: &FluentArgs<'_>) -> String {
        let bundle = &self.0[language as usize];
        let pattern = bundle
            .get_message(id)
            .and_then(|message| message.value())
            .expect("a test finds each id in each language");
        bundle
            .format_pattern(pattern, Some(values), &mut Vec::new())
            .into_owned()
    }
}

fn bundle<const FILES: usize>(language: Language, files: [&'static str; FILES]) -> Bundle {
    let locale = language.code().parse().expect("the six codes are BCP 47 subtags");
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // Isolation marks keep codes and numbers in place inside a line that runs from right to left; elsewhere they would
    // only stand in the way of whoever compares or copies a phrase.
    bundle.set_use_isolating(language == Language::Arabic);
    if language == Language::Arabic {
        bundle
            .add_function("FORM", arabic_form)
            .expect("it is the only function");
    }
    for file in files {
        let resource = FluentResource::try_new(file.to_owned()).expect("a test reads every embedded file");
        bundle
            .add_resource(resource)
            .expect("a test finds ids that are there twice");
    }
    bundle
}

/// The plural category of a whole number in Arabic (CLDR 48), for which the plural rules that come with Fluent
/// (`intl_pluralrules` 7.0.2) leave out the "modulo 100": 303 would be treated like 300.
fn arabic_form<'a>(positional: &[FluentValue<'a>], _: &FluentArgs<'_>) -> FluentValue<'a> {
    let Some(FluentValue::Number(number)) = positional.first() else {
        return FluentValue::Error;
    };
    FluentValue::from(match (number.value, number.value % 100.0) {
        (0.0, _) => "zero",
        (1.0, _) => "one",
        (2.0, _) => "two",
        (_, 3.0..=10.0) => "few",
        (_, 11.0..=99.0) => "many",
        _ => "other",
    })
}

/// The id of every phrase in the files of a language, with the names of the values that it shows: what a room's test
/// compares, between languages and with what the room asks for.
///
/// # Panics
///
/// Where a file is not Fluent, holds something else than phrases, or an id is there twice; the words say which.
pub fn signatures(files: &[&'static str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for file in files {
        let resource = fluent_syntax::parser::parse(*file).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                panic!("{entry:?} is not a phrase")
            };
            let mut found = BTreeSet::new();
            shown(message.value.as_ref().expect("a wording"), &mut found);
            let twice = all.insert(message.id.name.to_owned(), found);
            assert!(twice.is_none(), "{} is there twice", message.id.name);
        }
    }
    all
}

fn shown(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(inline) => value(inline, found),
            Expression::Select { selector, variants } => {
                value(selector, found);
                for variant in variants {
                    shown(&variant.value, found);
                }
            }
        }
    }
}

fn value(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                value(argument, found);
            }
        }
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. }
        | InlineExpression::Placeable { .. } => panic!("only values are expected, not {inline:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
count = { $count ->
    [one] one { $name }
   *[other] { $count } of { $name }
  }
counted = { FORM($count) ->
    [few] few
    [many] many
   *[other] other
  }
";

    fn of(values: &[(&'static str, FluentValue<'static>)]) -> FluentArgs<'static> {
        values.iter().cloned().collect()
    }

    #[test]
    fn a_phrase_shows_its_values_and_arabic_sets_them_off() {
        let phrases = Phrases::read(|language| {
            [match language {
                // Only Arabic has the function.
                Language::Arabic => FILE,
                Language::Chinese | Language::English | Language::French | Language::Russian | Language::Spanish => {
                    &FILE[..FILE.find("counted").expect("it is there")]
                }
            }]
        });
        let say = |language, count: u32| {
            phrases.say(
                language,
                "count",
                &of(&[("count", count.into()), ("name", "QMA".into())]),
            )
        };
        assert_eq!(say(Language::English, 1), "one QMA");
        assert_eq!(say(Language::English, 2), "2 of QMA");
        assert_eq!(say(Language::Arabic, 300), "\u{2068}300\u{2069} of \u{2068}QMA\u{2069}");
        for (count, form) in [
            (3_u32, "few"),
            (303, "few"),
            (311, "many"),
            (300, "other"),
            (400, "other"),
        ] {
            let told = phrases.say(Language::Arabic, "counted", &of(&[("count", count.into())]));
            assert_eq!(told, form, "{count}");
        }
    }

    #[test]
    fn signatures_tell_every_value_that_is_shown() {
        let found = signatures(&[FILE]);
        let values: Vec<(&str, Vec<&str>)> = found
            .iter()
            .map(|(id, values)| (id.as_str(), values.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(values, [("count", vec!["count", "name"]), ("counted", vec!["count"])]);
    }

    #[test]
    #[should_panic(expected = "count is there twice")]
    fn an_id_that_is_there_twice_is_told() {
        signatures(&[FILE, "count = again\n"]);
    }
}
