//! Faults of files, vocabularies, States, organisations, documents and the crosswalk.

use crate::prove::{Case, NATIONAL, prove};

const OF_FORMS: &[Case] = &[
    Case {
        file: "organisations.yaml",
        after: "",
        find: "  - id: arf",
        put: "   - id: arf",
        at: ("organisations.yaml", "items"),
        message: "while parsing a block collection, did not find expected '-' indicator at line 21, column 4",
    },
    Case {
        file: "vocabularies.yaml",
        after: "",
        find: "    en: Norm\n",
        put: "    en: Norm\n    en: Rule\n",
        at: ("vocabularies.yaml", "provision_kinds.norm"),
        message: "duplicate mapping key: en at line 8, column 5",
    },
    Case {
        file: "crosswalk.yaml",
        after: "id: X002",
        find: "introduces",
        put: "intro\u{200b}duces",
        at: ("crosswalk.yaml", "line 33"),
        message: "the character U+200B is invisible or a control",
    },
    Case {
        file: "instruments/a-66-359.yaml",
        after: "",
        find: "The annex is drafted",
        put: "See /home/someone: the annex is drafted",
        at: ("instruments/a-66-359.yaml", "line 127"),
        message: "an absolute path below /home/",
    },
    Case {
        file: NATIONAL,
        after: "code: N13A.status",
        find: "            expected: true",
        put: "            priority: high\n            expected: true",
        at: (NATIONAL, "modules[1].sections[0].questions[1].priority"),
        message: "unknown field `priority`, expected one of…",
    },
    Case {
        file: NATIONAL,
        after: "code: N13A.measures_other",
        find: "expected: false",
        put: "expected: maybe",
        at: (NATIONAL, "modules[1].sections[0].questions[3].expected"),
        message: "invalid type: string \"maybe\", expected a boolean",
    },
    Case {
        file: NATIONAL,
        after: "code: N13A.measures_other",
        find: "            level: extended\n",
        put: "",
        at: (NATIONAL, "modules[1].sections[0].questions[3]"),
        message: "missing field `level`",
    },
    Case {
        file: NATIONAL,
        after: "",
        find: "catalogue/questionnaire@1",
        put: "catalogue/questionnaire@2",
        at: (NATIONAL, "format"),
        message: "the format is `catalogue/questionnaire@2`, not `catalogue/questionnaire@1`",
    },
];

#[test]
fn faults_of_files_and_forms_are_named() {
    prove(OF_FORMS);
}

const OF_REFERENCES: &[Case] = &[
    Case {
        file: "vocabularies.yaml",
        after: "",
        find: "    fr: Norme\n",
        put: "",
        at: ("vocabularies.yaml", "provision_kinds.norm.fr"),
        message: "the language fr is missing",
    },
    Case {
        file: "vocabularies.yaml",
        after: "adoptions:",
        find: "  adopted:",
        put: "  passed:\n    ar: \"نعم\"\n    zh: \"是\"\n    en: A\n    fr: A\n    ru: \"А\"\n    es: A\n  adopted:",
        at: ("vocabularies.yaml", "adoptions.passed"),
        message: "the program does not know the term `passed`",
    },
    Case {
        file: "vocabularies.yaml",
        after: "operators:",
        find: "  - \"<=\"\n",
        put: "",
        at: ("vocabularies.yaml", "operators"),
        message: "the program knows the operators exists = != > < >= <=",
    },
    Case {
        file: "capacity.yaml",
        after: "capability_kinds:",
        find: "  strategy:",
        put: "  tactics:",
        at: ("capacity.yaml", "capability_kinds"),
        message: "`strategy` does not stand both here and among the options `assistance_themes`",
    },
    Case {
        file: "capacity.yaml",
        after: "capability_kinds:",
        find: "[A-68-98/30, ",
        put: "[A-68-98/99, ",
        at: ("capacity.yaml", "capability_kinds.strategy.sources[0]"),
        message: "`A-68-98/99` does not exist",
    },
    Case {
        file: "states.csv",
        after: "",
        find: "TV,TUV,798",
        put: "AD,TUV,798",
        at: ("states.csv", "TUV.iso_alpha2"),
        message: "`AD` stands at AND already",
    },
    Case {
        file: "states.csv",
        after: "TV,TUV",
        find: "asia_pacific",
        put: "oceanian",
        at: ("states.csv", "TUV.regional_group"),
        message: "`oceanian` is not a regional group",
    },
    Case {
        file: "states.csv",
        after: "TV,TUV",
        find: "yes,no,yes",
        put: "yes,no,maybe",
        at: ("states.csv", "TUV.sids"),
        message: "`maybe` is neither `yes` nor `no` nor empty",
    },
    Case {
        file: "states.csv",
        after: "",
        find: "TV,TUV",
        put: "TV,QMT",
        at: ("states.csv", "QMT.iso_alpha3"),
        message: "codes from QMA to QZZ are kept for fictional States",
    },
    Case {
        file: "states.csv",
        after: "TV,TUV",
        find: "Тувалу",
        put: "Tuvalu",
        at: ("states.csv", "TUV.name_ru"),
        message: "not in the script of the language: Tuvalu",
    },
    Case {
        file: "states.csv",
        after: "TV,TUV",
        find: "009,061",
        put: "009,999",
        at: ("states.csv", "TUV.m49_subregion"),
        message: "`999` is not a term of the vocabulary m49_areas",
    },
    Case {
        file: "states.csv",
        after: "",
        find: "TV,TUV,798,member_state,توفالو,图瓦卢,Tuvalu,Tuvalu,Тувалу,Tuvalu,009,061,,asia_pacific,,yes,no,yes,cldr\n",
        put: "",
        at: ("states.csv", ""),
        message: "192 Member States and 2 observer States, not 193 and 2",
    },
    Case {
        file: "organisations.yaml",
        after: "id: sco",
        find: "[BLR, CHN,",
        put: "[BLR, CHN, CHN,",
        at: ("organisations.yaml", "items[9].members[2]"),
        message: "CHN is a member twice at one time",
    },
    Case {
        file: "organisations.yaml",
        after: "id: sco",
        find: "[BLR, CHN,",
        put: "[BLR, QMA, CHN,",
        at: ("organisations.yaml", "items[9].members[1]"),
        message: "`QMA` does not exist",
    },
    Case {
        file: "organisations.yaml",
        after: "id: sco",
        find: "[BLR, CHN,",
        put: "[BLR, {state: CHN, from: \"2024-01-01\", until: \"2023-01-01\"},",
        at: ("organisations.yaml", "items[9].members[1]"),
        message: "the membership ends before it begins",
    },
];

#[test]
fn faults_of_vocabularies_states_and_organisations_are_named() {
    prove(OF_REFERENCES);
}

const OF_RELATIONS: &[Case] = &[
    Case {
        file: "documents.yaml",
        after: "",
        find: "cited_by: [A-66-359]",
        put: "cited_by: [A-66-360]",
        at: ("documents.yaml", "items[0].cited_by[0]"),
        message: "`A-66-360` does not exist",
    },
    Case {
        file: "documents.yaml",
        after: "",
        find: "items:\n",
        put: "items:\n  - {symbol: A/66/150, kind: agenda, description: Agenda, cited_by: []}\n",
        at: ("documents.yaml", "items[1].symbol"),
        message: "the symbol A/66/150 stands twice",
    },
    Case {
        file: "crosswalk.yaml",
        after: "id: X003",
        find: "to: A-66-359/a",
        put: "to: A-C1-73-L27/1.1",
        at: ("crosswalk.yaml", "items[2]"),
        message: "A-C1-73-L27/1.1 is related to itself",
    },
    Case {
        file: "crosswalk.yaml",
        after: "",
        find: "items:\n",
        put: "items:\n  - {id: X900, from: A-66-359/code, relation: related, to: A-C1-73-L27/1, reason: Again.}\n",
        at: ("crosswalk.yaml", "items[1]"),
        message: "A-C1-73-L27/1 and A-66-359/code are related by X900 already",
    },
    Case {
        file: "crosswalk.yaml",
        after: "id: X004",
        find: "to: A-68-98/19",
        put: "to: A-68-98/99",
        at: ("crosswalk.yaml", "items[3].to"),
        message: "`A-68-98/99` does not exist",
    },
    Case {
        file: "crosswalk.yaml",
        after: "id: X004",
        find: "relation: related",
        put: "relation: similar",
        at: ("crosswalk.yaml", "items[3].relation"),
        message: "`similar` is not a relation",
    },
    Case {
        file: "crosswalk.yaml",
        after: "",
        find: "id: X004",
        put: "id: X003",
        at: ("crosswalk.yaml", "items[3].id"),
        message: "the id X003 stands twice",
    },
    Case {
        file: "crosswalk.yaml",
        after: "  restates:",
        find: "inverse: restated_by",
        put: "inverse: restates",
        at: ("crosswalk.yaml", "relations.restates.inverse"),
        message: "`restates` is read from the other end as `restated_by`",
    },
    Case {
        file: "crosswalk.yaml",
        after: "",
        find: "    from: A-RES-77-37/2\n",
        put: "    from: A-RES-77-37/pp1\n",
        at: ("crosswalk.yaml", "items"),
        message: "A-RES-77-37/2 has no counterpart in any other text",
    },
    Case {
        file: "not-yet-asked.yaml",
        after: "",
        find: "  - id: A-RES-73-27/1.1\n    kind: norm\n    reason: \"later document, no question of its own; the crosswalk ties it to A-C1-73-L27/1.2, which is asked about\"\n",
        put: "",
        at: ("not-yet-asked.yaml", "items"),
        message: "no question asks about A-RES-73-27/1.1, and no reason for that is given",
    },
    Case {
        file: "not-yet-asked.yaml",
        after: "",
        find: "kind: norm",
        put: "kind: rule",
        at: ("not-yet-asked.yaml", "items[0].kind"),
        message: "A-RES-73-27/1.1 is of kind `norm`",
    },
];

#[test]
fn faults_of_documents_crosswalk_and_what_is_not_asked_are_named() {
    prove(OF_RELATIONS);
}
