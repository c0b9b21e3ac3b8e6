//! The fixed texts of documents in the six languages: `locales/<language>.ftl` (Project Fluent), embedded in the program.

use std::sync::LazyLock;

use domain::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

type Bundle = FluentBundle<FluentResource>;

const fn file(language: Language) -> &'static str {
    match language {
        Language::Arabic => include_str!("../locales/ar.ftl"),
        Language::Chinese => include_str!("../locales/zh.ftl"),
        Language::English => include_str!("../locales/en.ftl"),
        Language::French => include_str!("../locales/fr.ftl"),
        Language::Russian => include_str!("../locales/ru.ftl"),
        Language::Spanish => include_str!("../locales/es.ftl"),
    }
}

fn bundle(language: Language) -> Bundle {
    let locale = language.code().parse().expect("the six codes are BCP 47 subtags");
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // Isolation marks keep codes and numbers in place inside a line that runs from right to left.
    bundle.set_use_isolating(language == Language::Arabic);
    let resource = FluentResource::try_new(file(language).to_owned()).expect("a test reads every embedded file");
    bundle
        .add_resource(resource)
        .expect("a test finds ids that are there twice");
    bundle
}

static BUNDLES: LazyLock<[Bundle; 6]> = LazyLock::new(|| Language::ALL.map(bundle));

/// The fixed text of an id, with the values that it shows; texts among them are quoted as they are.
pub(crate) fn fixed(language: Language, id: &str, values: &[(&'static str, &str)]) -> String {
    let mut arguments = FluentArgs::new();
    for (name, value) in values {
        arguments.set(*name, *value);
    }
    let bundle = &BUNDLES[language as usize];
    let pattern = bundle
        .get_message(id)
        .and_then(|message| message.value())
        .expect("a test finds each id in each language");
    bundle
        .format_pattern(pattern, Some(&arguments), &mut Vec::new())
        .into_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

    use super::*;

    fn values(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else {
                continue;
            };
            let (inline, variants) = match expression {
                Expression::Inline(inline) => (inline, [].as_slice()),
                Expression::Select { selector, variants } => (selector, variants.as_slice()),
            };
            let InlineExpression::VariableReference { id } = inline else {
                panic!("only values are expected, not {inline:?}");
            };
            found.insert(id.name.to_owned());
            for variant in variants {
                values(&variant.value, found);
            }
        }
    }

    fn signatures(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let resource =
            fluent_syntax::parser::parse(file(language)).unwrap_or_else(|(_, errors)| panic!("{language}: {errors:?}"));
        let mut all = BTreeMap::new();
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                panic!("{language}: {entry:?} is not a message")
            };
            let mut found = BTreeSet::new();
            values(message.value.as_ref().expect("a wording"), &mut found);
            let twice = all.insert(message.id.name.to_owned(), found);
            assert!(twice.is_none(), "{language}: {} is there twice", message.id.name);
        }
        all
    }

    #[test]
    fn every_fixed_text_is_there_in_six_languages_with_the_same_values() {
        let english = signatures(Language::English);
        for language in Language::ALL {
            assert_eq!(signatures(language), english, "{language}");
        }
    }

    #[test]
    fn what_the_builders_ask_for_is_what_the_files_hold() {
        let sources = [
            include_str!("answer.rs"),
            include_str!("extract.rs"),
            include_str!("form.rs"),
            include_str!("sources.rs"),
            include_str!("submission.rs"),
        ];
        let text: String = sources.concat();
        for id in signatures(Language::English).keys() {
            // Some ids are made of a prefix and a code of the domain.
            let prefix = id.split_once('-').map_or(id.as_str(), |(prefix, _)| prefix);
            let is_asked = text.contains(&format!("\"{id}\"")) || text.contains(&format!("\"{prefix}-{{"));
            assert!(is_asked, "{id} is asked for nowhere");
        }
    }
}
