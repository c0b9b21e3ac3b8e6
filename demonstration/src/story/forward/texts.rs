//! The words of it, of no State that exists.

use domain::language::Language::{self, Arabic, Chinese, English, French, Russian, Spanish};
use domain::language::TextStatus::{self, Machine, Official, Unofficial};
use domain::submission::Visibility;

type Wordings = &'static [(Language, TextStatus, &'static str)];

/// A need, or an offer.
pub(super) struct Needed {
    pub(super) state: &'static str,
    pub(super) kind: &'static str,
    pub(super) provision: &'static str,
    pub(super) theme: &'static str,
    /// The forms of an offer; none of a need.
    pub(super) forms: Option<&'static [&'static str]>,
    pub(super) titles: Wordings,
    pub(super) descriptions: Wordings,
    pub(super) readers: Visibility,
    /// Whether the need is met, or the offer closed, by the end.
    pub(super) closes: bool,
}

/// A proposal, as it is written at one time.
pub(super) struct Proposed {
    pub(super) state: &'static str,
    pub(super) elaborates: Option<&'static str>,
    pub(super) theme: &'static str,
    /// A provision to which its first paragraph is related.
    pub(super) related: &'static str,
    pub(super) titles: Wordings,
    pub(super) rationales: Wordings,
    pub(super) paragraphs: &'static [(&'static str, Wordings)],
}

pub(super) const NOTICES: &[Needed] = &[
    Needed {
        state: "QNH",
        kind: "critical_infrastructure",
        provision: "A-70-174/13.g",
        theme: "critical_infrastructure",
        forms: None,
        titles: &[(French, Official, "Protection des hôpitaux et des laboratoires")],
        descriptions: &[(
            French,
            Official,
            "Nous cherchons des conseils pour recenser les systèmes dont dépendent les soins et pour nous exercer.",
        )],
        readers: Visibility::Public,
        closes: false,
    },
    Needed {
        state: "QMW",
        kind: "training",
        provision: "A-70-174/13.k",
        theme: "cert",
        forms: None,
        titles: &[(Russian, Official, "Обучение сотрудников группы реагирования")],
        descriptions: &[(
            Russian,
            Official,
            "Нужны курсы для двенадцати сотрудников, недавно принятых в национальную группу.",
        )],
        readers: Visibility::Public,
        closes: false,
    },
    Needed {
        state: "QNQ",
        kind: "vulnerabilities",
        provision: "A-70-174/13.j",
        theme: "vulnerability_disclosure",
        forms: None,
        titles: &[(Arabic, Official, "الإبلاغ عن مواطن الضعف")],
        descriptions: &[(
            Arabic,
            Official,
            "نحتاج إلى المشورة في وضع إجراء للإبلاغ المسؤول عن مواطن الضعف.",
        )],
        readers: Visibility::MemberStates,
        closes: false,
    },
    Needed {
        state: "QMU",
        kind: "critical_infrastructure",
        provision: "A-70-174/13.g",
        theme: "critical_infrastructure",
        forms: Some(&["advice", "exercises"]),
        titles: &[
            (English, Official, "Exercises for operators of medical services"),
            (
                French,
                Unofficial,
                "Exercices pour les exploitants de services médicaux",
            ),
        ],
        descriptions: &[(
            English,
            Official,
            "Two exercises a year, with advice before and after them, for as many as eight operators.",
        )],
        readers: Visibility::Public,
        closes: false,
    },
    Needed {
        state: "QNR",
        kind: "training",
        provision: "A-70-174/13.k",
        theme: "cert",
        forms: Some(&["e_learning"]),
        titles: &[(Chinese, Official, "应急小组在线课程")],
        descriptions: &[(
            Chinese,
            Official,
            "为期六周的在线课程，面向新成立的应急小组，不收费用。",
        )],
        readers: Visibility::Public,
        closes: false,
    },
    Needed {
        state: "QMX",
        kind: "strategy",
        provision: "A-70-174/13.a",
        theme: "national_measures",
        forms: Some(&["advice"]),
        titles: &[(Spanish, Official, "Asesoramiento sobre estrategias nacionales")],
        descriptions: &[(
            Spanish,
            Official,
            "Un equipo visita a quien lo pide durante una semana y lee el borrador con sus autores.",
        )],
        readers: Visibility::Public,
        closes: true,
    },
];

/// An elaboration with a translation of its own into French.
pub(super) const HOSPITALS: Proposed = Proposed {
    state: "QMU",
    elaborates: Some("A-70-174/13.f"),
    theme: "critical_infrastructure",
    related: "A-70-174/13.g",
    titles: &[
        (English, Official, "Medical services"),
        (French, Unofficial, "Services médicaux"),
    ],
    rationales: &[(
        English,
        Official,
        "What treats the sick depends on ICTs, and those who need it cannot wait.",
    )],
    paragraphs: &[
        (
            "1",
            &[
                (
                    English,
                    Official,
                    "States should see in medical services, hospitals among them, critical infrastructure that serves the public.",
                ),
                (
                    French,
                    Unofficial,
                    "Les États devraient voir dans les services médicaux, dont les hôpitaux, une infrastructure essentielle au service du public.",
                ),
            ],
        ),
        (
            "2",
            &[
                (
                    English,
                    Official,
                    "States are encouraged to name where operators of medical services find help when an incident happens.",
                ),
                (
                    French,
                    Unofficial,
                    "Les États sont encouragés à indiquer où les exploitants de services médicaux trouvent de l’aide en cas d’incident.",
                ),
            ],
        ),
    ],
};

/// The same after what others said.
pub(super) const HOSPITALS_AGAIN: Proposed = Proposed {
    paragraphs: &[
        (
            "1",
            &[
                (
                    English,
                    Official,
                    "States should see in medical services, hospitals and laboratories among them, critical infrastructure that serves the public.",
                ),
                (
                    French,
                    Unofficial,
                    "Les États devraient voir dans les services médicaux, dont les hôpitaux et les laboratoires, une infrastructure essentielle au service du public.",
                ),
            ],
        ),
        (
            "2",
            &[(
                English,
                Official,
                "States are encouraged to name where operators of medical services find help when an incident happens.",
            )],
        ),
        (
            "2.a",
            &[(
                English,
                Official,
                "This may be the national response team, or a body for the health sector.",
            )],
        ),
    ],
    ..HOSPITALS
};

/// A further norm with a translation that nobody has read.
pub(super) const CABLES: Proposed = Proposed {
    state: "QNQ",
    elaborates: None,
    theme: "critical_infrastructure",
    related: "A-70-174/13.f",
    titles: &[
        (Arabic, Official, "الكابلات البحرية"),
        (English, Machine, "Submarine cables"),
    ],
    rationales: &[(
        Arabic,
        Official,
        "تمر عبر الكابلات البحرية معظم الاتصالات بين القارات، وإصلاحها يستغرق أسابيع.",
    )],
    paragraphs: &[(
        "1",
        &[
            (
                Arabic,
                Official,
                "ينبغي للدول أن تتعاون على إبلاغ بعضها بعضًا بالحوادث التي تمس الكابلات البحرية.",
            ),
            (
                English,
                Machine,
                "States should cooperate in informing one another of incidents that affect submarine cables.",
            ),
        ],
    )],
};

/// For Member States alone.
pub(super) const BANK: Proposed = Proposed {
    state: "QMX",
    elaborates: None,
    theme: "information_sharing",
    related: "A-70-174/13.d",
    titles: &[(Spanish, Official, "Repositorio de buenas prácticas")],
    rationales: &[(
        Spanish,
        Official,
        "Lo que un Estado ha aprendido sirve a otros si saben dónde leerlo.",
    )],
    paragraphs: &[(
        "1",
        &[(
            Spanish,
            Official,
            "Se alienta a los Estados a reunir en un repositorio común lo que han aprendido de los incidentes.",
        )],
    )],
};

/// Still being written.
pub(super) const SCHOOLS: Proposed = Proposed {
    state: "QNR",
    elaborates: None,
    theme: "security_culture",
    related: "A-70-174/13.a",
    titles: &[(Chinese, Official, "学校中的信通技术安全")],
    rationales: &[(Chinese, Official, "安全意识应从学校开始培养。")],
    paragraphs: &[("1", &[(Chinese, Official, "鼓励各国在学校课程中纳入信通技术安全。")])],
};

/// What is said of the first one, what its lead State answers, and what is said of the second.
pub(super) const REMARKS: [(&str, Language, &str); 3] = [
    ("QNR", Chinese, "建议在第 1 段中提及实验室。"),
    (
        "QMU",
        English,
        "We thank the author of this comment and shall take it up in a second version.",
    ),
    ("QMX", Spanish, "Convendría decir a quién se informa y en qué plazo."),
];
