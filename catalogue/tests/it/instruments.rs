//! Faults of instruments and provisions.

use crate::prove::{Case, prove};

const REPORT: &str = "instruments/a-68-98.yaml";
const NORMS: &str = "instruments/a-70-174.yaml";
const CODE: &str = "instruments/a-66-359.yaml";

const OF_INSTRUMENTS: &[Case] = &[
    Case {
        file: REPORT,
        after: "id: A-68-98/26.b",
        find: "content: \"",
        put: "content: \"新",
        at: (REPORT, "provisions[25].children[1].text.zh.sha256"),
        message: "official wording is never altered: pinned …",
    },
    Case {
        file: REPORT,
        after: "id: A-68-98/26.a",
        find: "            sha256: \"4f3104fbb1bb5031af38cd9505d7c9041333d5f0bc4725357388877e9a0f7806\"\n",
        put: "",
        at: (REPORT, "provisions[25].children[0].text.zh.sha256"),
        message: "the official wording is not pinned; its SHA-256 is 4f3104fbb1bb5031af38cd9505d7c9041333d5f0bc4725357388877e9a0f7806",
    },
    Case {
        file: REPORT,
        after: "id: A-68-98/26.b",
        find: "ordinal: 2",
        put: "ordinal: 3",
        at: (REPORT, "provisions[25].children"),
        message: "the ordinals of the children are 1 3 3 4 5 6, not 1 to 6",
    },
    Case {
        file: NORMS,
        after: "id: A-70-174/13.b",
        find: "themes: [",
        put: "themes: [astronomy, ",
        at: (NORMS, "provisions[0].children[1].themes[0]"),
        message: "`astronomy` is not a term of the vocabulary themes",
    },
    Case {
        file: NORMS,
        after: "id: A-70-174/13.b",
        find: "addressee: [states]",
        put: "addressee: []",
        at: (NORMS, "provisions[0].children[1].addressee"),
        message: "nobody is addressed",
    },
    Case {
        file: NORMS,
        after: "id: A-70-174/13.b",
        find: "kind: norm",
        put: "kind: wish",
        at: (NORMS, "provisions[0].children[1].kind"),
        message: "`wish` is not a kind of provision",
    },
    Case {
        file: NORMS,
        after: "id: A-70-174/13.b",
        find: "status: unofficial",
        put: "status: official",
        at: (NORMS, "provisions[0].children[1].statement.status"),
        message: "a statement is in our own words, so it is `unofficial`, not `official`",
    },
    Case {
        file: NORMS,
        after: "id: A-70-174/13.b",
        find: "        en: \"",
        put: "        en: \"规范",
        at: (NORMS, "provisions[0].children[1].title.en"),
        message: "`规` is of another script: 规范…",
    },
    Case {
        file: NORMS,
        after: "id: A-70-174/13.b",
        find: "        title:",
        put: "        text:\n          zh: {lang: zh, status: official, content: \"规范\"}\n        title:",
        at: (NORMS, "provisions[0].children[1].text.zh"),
        message: "the instrument has no source document in this language",
    },
    Case {
        file: NORMS,
        after: "",
        find: "adoption: expert_report",
        put: "adoption: binding",
        at: (NORMS, "adoption"),
        message: "`binding` is not an adoption",
    },
    Case {
        file: NORMS,
        after: "",
        find: "symbol: A/70/174",
        put: "symbol: A/70/175",
        at: (NORMS, "id"),
        message: "the symbol A/70/175 gives the id A-70-175, not A-70-174",
    },
    Case {
        file: CODE,
        after: "",
        find: "sponsors: [CHN,",
        put: "sponsors: [QMA, CHN,",
        at: (CODE, "sponsors[0]"),
        message: "`QMA` does not exist",
    },
    Case {
        file: CODE,
        after: "relations:",
        find: "target: A/66/150",
        put: "target: A/66/151",
        at: (CODE, "relations[1].target"),
        message: "`A/66/151` does not exist",
    },
    Case {
        file: CODE,
        after: "relations:",
        find: "provision: A-66-359/pp7",
        put: "provision: A-66-359/pp77",
        at: (CODE, "relations[2].provision"),
        message: "`A-66-359/pp77` does not exist",
    },
    Case {
        file: CODE,
        after: "dates:",
        find: "2011-09-12",
        put: "2011-09-31",
        at: (CODE, "dates.letter"),
        message: "`2011-09-31` is not a date of the form 2026-11-20",
    },
    Case {
        file: CODE,
        after: "id: A-66-359/c\n",
        find: "title:",
        put: "footnotes: [7]\n        title:",
        at: (CODE, "provisions[13].children[2].footnotes[0]"),
        message: "there is no footnote 7",
    },
    Case {
        file: REPORT,
        after: "",
        find: "- \"国家行动体\"",
        put: "- \"国家行为体\"",
        at: (REPORT, "provisions[25].children[4].text.zh.sic"),
        message: "`国家行为体` does not occur in the wording",
    },
    Case {
        file: "instruments/a-res-69-28.yaml",
        after: "",
        find: "    text: \"",
        put: "    text: \"A",
        at: ("instruments/a-res-69-28.yaml", "title.ar.sha256"),
        message: "official wording is never altered: pinned …",
    },
];

#[test]
fn faults_of_instruments_are_named() {
    prove(OF_INSTRUMENTS);
}
