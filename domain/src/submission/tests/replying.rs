use super::*;
use crate::access::SaveAnswers;
use crate::language::{Text, TextStatus};
use crate::questionnaire::{Footing, Known, Pattern};

/// An edition of one section, in which each question has a pattern and belongs to a provision.
fn edition_of(id: &str, questions: &[(&str, Kind, &str, &str)]) -> Edition {
    let questions = questions.iter().map(|(text, kind, pattern, about)| Question {
        pattern: (!pattern.is_empty()).then(|| Pattern::from_code(pattern)),
        provisions: vec![provision(about)],
        ..question(text, kind.clone())
    });
    let questions: Vec<_> = questions.collect();
    let about: BTreeMap<_, _> = questions
        .iter()
        .flat_map(|question| question.provisions.iter().cloned())
        .chain([provision("A-70-174/13.a")])
        .map(|provision| (provision, Footing::Agreed))
        .collect();
    let option = |text: &str| OptionItem {
        code: sample::option(text),
        label: texts(&format!("Label of {text}")),
        exclusive: false,
        with_text: true,
    };
    let list = |kind: &Kind| kind.list().cloned();
    let lists = questions.iter().filter_map(|question| list(&question.kind)).map(|id| {
        let options = vec![option("law"), option("other")];
        (id, OptionList { options })
    });
    let lists = lists.collect::<BTreeMap<_, _>>();
    let draft = Draft {
        id: id.parse().unwrap(),
        opens: Opens::Round,
        hash: [7; 32],
        instruments: Vec::new(),
        short_path: None,
        modules: vec![Module {
            id: ModuleId::new("all").unwrap(),
            title: texts("all"),
            intro: Texts::default(),
            condition: None,
            sections: vec![sample::section("S1", questions)],
        }],
        lists,
        ..sample::draft()
    };
    let known = Known {
        provisions: about,
        editions: Vec::new(),
    };
    draft.publish(&known).unwrap()
}

const LONG: Kind = Kind::LongText { max_words: 1000 };

fn survey() -> Edition {
    let (norm, draft) = ("A-RES-1-1/3", "A-1-2/3");
    edition_of(
        "survey/1",
        &[
            ("S1.description", LONG, "description", norm),
            ("S1.measures", sample::multi("measures"), "measures", norm),
            ("S1.challenges", LONG, "challenges_other", norm),
            ("S1.understanding", LONG, "understanding", norm),
            ("S1.change", LONG, "change", norm),
            ("S1.not_adopted", LONG, "description", draft),
            ("S1.free", LONG, "good_practice", norm),
        ],
    )
}

fn views() -> Edition {
    edition_of(
        "views/1",
        &[
            ("S1.topic_a", LONG, "", "A-RES-69-28/3.a"),
            ("S1.topic_b", LONG, "", "A-RES-69-28/3.b"),
        ],
    )
}

fn said(question: &str, position: Option<u64>, standing: impl Into<Option<Standing>>) -> Told {
    Told {
        edition: "survey/1".parse().unwrap(),
        question: code(question),
        round: RoundKey::new("earlier").unwrap(),
        position: position.map(Position),
        content: Content {
            standing: standing.into(),
            language: Some(Language::English),
            translations: Texts::default(),
        },
        origin: None,
    }
}

fn words(text: &str) -> Standing {
    Standing::Answered(Value::LongText(text.to_owned()))
}

fn drafted(said: &[Told], language: Language) -> Vec<DraftedReply> {
    let (survey, said) = (survey(), said.iter().collect::<Vec<_>>());
    let find = |id: &crate::id::EditionId| (id == survey.id()).then_some(&survey);
    draft_reply(&norms(), &views(), find, &said, language)
}

fn sources(reply: &DraftedReply) -> Vec<&str> {
    reply.sources.iter().map(|origin| origin.question.as_str()).collect()
}

#[test]
fn each_answer_goes_under_its_heading_in_the_words_of_the_state() {
    let measures = ["law", "other"].map(|option| Chosen {
        option: sample::option(option),
        text: (option == "other").then(|| "A hotline".to_owned()),
    });
    let told = [
        said(
            "S1.measures",
            Some(4),
            Standing::Answered(Value::MultiChoice(measures.into())),
        ),
        said("S1.description", Some(4), words("What we do.")),
        said("S1.challenges", None, words("What is hard.")),
        said("S1.understanding", Some(4), words("What it means.")),
        said("S1.change", Some(4), words("New this year.")),
        said("S1.not_adopted", Some(4), words("About a draft.")),
        said("S1.free", Some(4), Standing::Declined),
    ];
    let replies = drafted(&told, Language::English);
    let told: Vec<_> = replies
        .iter()
        .map(|reply| (reply.heading, reply.question.as_str()))
        .collect();
    assert_eq!(
        told,
        [(Heading::Appreciation, "S1.topic_a"), (Heading::Efforts, "S1.topic_b")],
        "the working file does not ask for the others"
    );
    assert_eq!(replies[0].text, "A-RES-1-1, A-RES-1-1/3\nWhat is hard.");
    assert_eq!(replies[0].sources[0].position, None, "it was never filed");
    assert_eq!(
        replies[1].text,
        "A-RES-1-1, A-RES-1-1/3\nWhat we do.\nS1.measures\n– Label of law\n– Label of other: A hotline"
    );
    assert_eq!(
        sources(&replies[1]),
        ["S1.description", "S1.measures"],
        "in the order of its edition"
    );
}

#[test]
fn nothing_is_translated_and_what_is_left_out_is_named() {
    let mut translated = said("S1.description", Some(4), words("What we do."));
    let french = Text {
        content: "Ce que nous faisons.".to_owned(),
        status: TextStatus::Unofficial,
    };
    translated.content.translations = Texts::new([(Language::French, french)]);
    let told = [translated, said("S1.free", Some(4), words("More."))];
    let reply = &drafted(&told, Language::French)[1];
    assert_eq!(reply.text, "A-RES-1-1, A-RES-1-1/3\nCe que nous faisons.");
    let left_out: Vec<_> = reply
        .left_out
        .iter()
        .map(|(why, from)| (*why, from.question.as_str()))
        .collect();
    assert_eq!(left_out, [(LeftOut::Language, "S1.free")]);

    let long = "a".repeat(crate::questionnaire::MAX_ANSWER_BYTES - 40);
    let told = [
        said("S1.description", Some(4), words(&long)),
        said("S1.free", Some(4), words(&long)),
    ];
    let reply = &drafted(&told, Language::English)[1];
    assert_eq!(
        (sources(reply), reply.left_out[0].0),
        (vec!["S1.description"], LeftOut::Length)
    );
}

#[test]
fn what_is_said_now_is_what_was_filed_or_else_drafted() {
    let told = |texts: Vec<Told>| -> Vec<(String, bool)> {
        let (filed, drafts) = texts.into_iter().partition(|told| told.position.is_some());
        let pasts = [Past { filed, drafts }];
        let row = |told: &&Told| (told.question.to_string(), told.position.is_some());
        says_now(&pasts).iter().map(row).collect()
    };
    let filed = |question| said(question, Some(4), words("Filed."));
    let draft = |question, text| said(question, None, words(text));
    let row = |question: &str, is_filed| (question.to_owned(), is_filed);
    let one = "S1.description";
    for (texts, expected) in [
        (vec![filed(one), draft(one, "Anew.")], vec![row(one, true)]),
        (vec![draft(one, "Anew.")], vec![row(one, false)]),
        (vec![draft(one, "Mine."), draft(one, "Theirs.")], vec![]),
        (vec![said(one, Some(4), None), draft(one, "Anew.")], vec![]),
        (
            vec![filed(one), draft("S1.free", "New.")],
            vec![row(one, true), row("S1.free", false)],
        ),
    ] {
        assert_eq!(told(texts), expected);
    }
}

#[test]
fn a_drafted_text_stands_unconfirmed_or_is_offered_beside() {
    let round = Round {
        edition: "views/1".parse().unwrap(),
        ..a_round()
    };
    let file = Submission {
        edition: "views/1".parse().unwrap(),
        ..submission()
    };
    let told = [
        said("S1.description", Some(4), words("What we do.")),
        said("S1.challenges", Some(4), words("Hard.")),
    ];
    let replies = drafted(&told, Language::English);
    let act = |section: &str| {
        permit(SaveAnswers {
            state: state("QMA"),
            submission: SUBMISSION,
            section: SectionCode::new(section).unwrap(),
            assigned: None,
        })
    };
    let take_up = |file: &Submission, section: &str, current: &[Answer], waiting: &[Revision]| {
        let salt = || Salt([3; 16]);
        file.take_up(
            act(section),
            (&round, &views()),
            &replies,
            (current, waiting),
            salt,
            day(2),
        )
    };
    let outcome = take_up(&file, "S1", &[], &[]).unwrap().unwrap();
    let [one, other] = &outcome.state.answers[..] else {
        panic!("{:?}", outcome.state);
    };
    assert!(!one.is_confirmed() && !other.is_confirmed());
    let origin = other.origin().unwrap();
    assert_eq!(
        (origin.position, origin.question.as_str(), origin.comparable),
        (None, "S1.description", false)
    );
    let Happening::AnswersSaved { answers, .. } = &outcome.event.what else {
        panic!("{:?}", outcome.event);
    };
    assert_eq!(answers, &[(code("S1.topic_a"), Some(1)), (code("S1.topic_b"), Some(1))]);

    let mine = answer("S1.topic_b", words("Mine."));
    let beside = take_up(&file, "S1", &[one.clone(), mine.clone()], &[])
        .unwrap()
        .unwrap();
    assert_eq!(beside.state.answers, []);
    let [offer] = &beside.state.offers[..] else {
        panic!("{:?}", beside.state);
    };
    assert_eq!(offer.question, code("S1.topic_b"));
    let waiting = Revision {
        id: RevisionId(7),
        question: offer.question.clone(),
        content: offer.content.clone(),
        revision: None,
        based_on: 0,
        key: None,
        origin: Some(offer.origin.clone()),
        merged_into: None,
        changed_by: WRITER,
        changed_at: day(2),
    };
    assert_eq!(
        take_up(&file, "S1", &[one.clone(), mine], &[waiting]),
        Ok(None),
        "it is there already"
    );
    assert_eq!(
        take_up(&file, "S2", &[], &[]),
        Ok(None),
        "the permit is for another section"
    );
    let filed = Submission {
        stage: Stage::Filed(mark(1, 4)),
        ..file
    };
    assert!(take_up(&filed, "S1", &[], &[]).is_err());
}
