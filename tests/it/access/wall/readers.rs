//! Who reads and writes: each kind of reader, with the settings that the service makes for them.

/// What the service tells the database of a reader.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    pub(super) name: &'static str,
    pub(super) class: &'static str,
    /// States whose working files it reads, and writes.
    pub(super) reads: &'static [&'static str],
    pub(super) writes: &'static [&'static str],
    /// Member States and organisations that it stands for.
    pub(super) states: &'static [&'static str],
    pub(super) organisations: &'static [&'static str],
    pub(super) account: Option<&'static str>,
    /// Whether administrators and auditors need a second factor, which nobody here has.
    pub(super) needs_factor: bool,
}

pub(super) const NOBODY: Reader = Reader {
    name: "settings that were reset",
    class: "",
    reads: &[],
    writes: &[],
    states: &[],
    organisations: &[],
    account: None,
    needs_factor: false,
};

/// The one whose settings are never made at all.
pub(super) const UNSET: &str = "no settings at all";

pub(super) const TEAM: Reader = Reader {
    name: "who drafts for QMA",
    class: "state",
    reads: &["QMA"],
    writes: &["QMA"],
    states: &["QMA"],
    organisations: &["au"],
    account: Some("QMA member"),
    ..NOBODY
};

pub(super) const fn of(name: &'static str, class: &'static str, account: Option<&'static str>) -> Reader {
    Reader {
        name,
        class,
        account,
        ..NOBODY
    }
}

pub(super) const fn standing_for(name: &'static str, states: &'static [&'static str]) -> Reader {
    Reader {
        states,
        ..of(name, "state", Some("stranger"))
    }
}

pub(super) const READERS: [Reader; 29] = [
    Reader { name: UNSET, ..NOBODY },
    NOBODY,
    of("anonymous", "anonymous", None),
    of("somebody without a role", "anonymous", Some("stranger")),
    TEAM,
    Reader {
        name: "a reader of QMA's drafts",
        writes: &[],
        ..TEAM
    },
    Reader {
        name: "who may write for QMA and not read",
        reads: &[],
        states: &[],
        organisations: &[],
        account: None,
        ..TEAM
    },
    Reader {
        name: "who drafts for QMB",
        reads: &["QMB"],
        writes: &["QMB"],
        states: &["QMB"],
        organisations: &[],
        account: Some("QMB member"),
        ..TEAM
    },
    Reader {
        name: "who drafts for QMB and reads for QMA",
        reads: &["QMA", "QMB"],
        writes: &["QMB"],
        account: Some("QMB member"),
        ..TEAM
    },
    Reader {
        name: "an observer State's team",
        reads: &["QNA"],
        writes: &["QNA"],
        ..of("", "state", Some("stranger"))
    },
    standing_for("accredited for QMC, a State of the audience", &["QMC"]),
    standing_for("accredited for QMG, a State of no audience", &["QMG"]),
    Reader {
        organisations: &["au"],
        ..of("the unit of au, of the audience", "state", Some("stranger"))
    },
    Reader {
        organisations: &["au"],
        ..of("a member of the unit of au", "state", Some("au member"))
    },
    Reader {
        organisations: &["oas"],
        ..of("the unit of another organisation", "state", Some("stranger"))
    },
    of("a secretariat officer", "secretariat", Some("officer")),
    Reader {
        reads: &["QMB"],
        states: &["QMB"],
        ..of("an officer who reads for QMB", "secretariat", Some("officer"))
    },
    of("the service while it counts", "aggregate", None),
    of("the service while it signs in", "issuer", None),
    of("the service while it delivers webhooks", "courier", None),
    of(
        "the service while it signs QMA's member in",
        "issuer",
        Some("QMA member"),
    ),
    of("an auditor", "anonymous", Some("auditor")),
    of(
        "who was an auditor until a second ago",
        "anonymous",
        Some("gone auditor"),
    ),
    Reader {
        needs_factor: true,
        ..of("an auditor without the second factor", "anonymous", Some("auditor"))
    },
    of("a catalogue editor", "anonymous", Some("editor")),
    of(
        "who was a catalogue editor until a second ago",
        "anonymous",
        Some("gone editor"),
    ),
    of("an administrator", "anonymous", Some("administrator")),
    of(
        "who was an administrator until a second ago",
        "anonymous",
        Some("gone administrator"),
    ),
    Reader {
        needs_factor: true,
        ..of(
            "an administrator without the second factor",
            "anonymous",
            Some("administrator"),
        )
    },
];

impl Reader {
    pub(super) fn is_administrator(&self) -> bool {
        self.account == Some("administrator") && !self.needs_factor
    }

    pub(super) fn is_editor(&self) -> bool {
        self.account == Some("editor")
    }

    pub(super) fn is_auditor(&self) -> bool {
        self.account == Some("auditor") && !self.needs_factor
    }

    pub(super) fn settings(&self) -> Vec<(&'static str, String)> {
        if self.name == UNSET {
            return Vec::new();
        }
        let list = |names: &[&str]| {
            if names.is_empty() {
                String::new()
            } else {
                format!("{{{}}}", names.join(","))
            }
        };
        vec![
            ("reader", self.class.to_owned()),
            ("read_state", list(self.reads)),
            ("write_state", list(self.writes)),
            ("audience_state", list(self.states)),
            ("audience_organisation", list(self.organisations)),
        ]
    }
}
