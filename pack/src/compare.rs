//! Three-way comparison: what a pack was made from, what stands now, what the pack says.

use domain::questionnaire::Standing;

use crate::form::shown;

/// An answer at a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The revision; 0 where there is no answer.
    pub revision: u32,
    /// What it says; none where nothing is said.
    pub standing: Option<Standing>,
}

/// What became of one answer while the pack was away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Became {
    /// Nothing: nobody changed it.
    Unchanged,
    /// It was changed in the pack alone.
    PackChanged,
    /// It was changed here alone; the pack still says what it was made with.
    ServerChanged,
    /// It was changed on both sides to the same.
    BothSame,
    /// It was changed on both sides, and they differ.
    Conflict,
}

impl Became {
    /// Every outcome.
    pub const ALL: [Self; 5] = [
        Self::Unchanged,
        Self::PackChanged,
        Self::ServerChanged,
        Self::BothSame,
        Self::Conflict,
    ];

    /// Whether applying it would save something.
    pub const fn is_to_apply(self) -> bool {
        match self {
            Self::PackChanged | Self::Conflict => true,
            Self::Unchanged | Self::ServerChanged | Self::BothSame => false,
        }
    }
}

/// What became of an answer: `base` is what the pack was made from, `now` what stands, `entered` what the pack says. An empty
/// value is no answer on any side.
///
/// A newer revision that says what the pack was made from is no change unless the pack says something else: then somebody
/// came back to it since, and the pack did not see that.
pub fn became(base: &Side, now: &Side, entered: Option<&Standing>) -> Became {
    let [was, is, entered] = [base.standing.as_ref(), now.standing.as_ref(), entered].map(shown);
    let has_moved = now.revision != base.revision;
    match (entered == was, has_moved) {
        (true, false) => Became::Unchanged,
        (true, true) if is == was => Became::Unchanged,
        (true, true) => Became::ServerChanged,
        (false, false) => Became::PackChanged,
        (false, true) if entered == is => Became::BothSame,
        (false, true) => Became::Conflict,
    }
}

#[cfg(test)]
mod tests {
    use domain::questionnaire::Value;
    use proptest::prelude::*;

    use super::*;

    fn said(text: Option<&str>) -> Option<Standing> {
        text.map(|text| Standing::Answered(Value::LongText(text.to_owned())))
    }

    fn of(base: (u32, Option<&str>), now: (u32, Option<&str>), entered: Option<&str>) -> Became {
        let side = |(revision, text)| Side {
            revision,
            standing: said(text),
        };
        became(&side(base), &side(now), said(entered).as_ref())
    }

    #[test]
    fn each_answer_became_one_of_five_things() {
        let (a, b, c) = (Some("a"), Some("b"), Some("c"));
        for (base, now, entered, expected) in [
            ((1, a), (1, a), a, Became::Unchanged),
            ((0, None), (0, None), None, Became::Unchanged),
            ((0, None), (0, None), Some(" "), Became::Unchanged),
            ((1, a), (3, a), a, Became::Unchanged),
            ((1, a), (1, a), b, Became::PackChanged),
            ((0, None), (0, None), b, Became::PackChanged),
            ((1, a), (1, a), None, Became::PackChanged),
            ((1, a), (2, b), a, Became::ServerChanged),
            ((0, None), (1, b), None, Became::ServerChanged),
            ((1, a), (2, None), a, Became::ServerChanged),
            ((1, a), (2, b), b, Became::BothSame),
            ((1, a), (2, None), None, Became::BothSame),
            ((1, a), (2, b), c, Became::Conflict),
            ((0, None), (1, b), c, Became::Conflict),
            ((1, a), (3, a), c, Became::Conflict),
            ((1, a), (2, b), None, Became::Conflict),
        ] {
            assert_eq!(of(base, now, entered), expected, "{base:?} {now:?} {entered:?}");
        }
    }

    fn word() -> impl Strategy<Value = Option<&'static str>> {
        prop_oneof![Just(None), Just(Some("a")), Just(Some("b")), Just(Some("c"))]
    }

    proptest! {
        /// An import saves what typing the same there would: something wherever the pack says what neither the base nor what
        /// stands says, and nothing else.
        #[test]
        fn an_import_saves_what_typing_the_same_would(
            base in word(), revision in 1..4_u32, moved in 0..3_u32, now in word(), entered in word(),
        ) {
            let stands = if moved == 0 { base } else { now };
            let outcome = of((revision, base), (revision + moved, stands), entered);
            prop_assert_eq!(outcome.is_to_apply(), entered != base && entered != stands);
            match outcome {
                Became::PackChanged => prop_assert!(moved == 0 && entered != stands),
                Became::Conflict => prop_assert!(moved > 0 && entered != base && entered != stands),
                Became::BothSame => prop_assert!(entered == stands && entered != base),
                Became::ServerChanged => prop_assert!(entered == base && stands != base),
                Became::Unchanged => prop_assert!(entered == base && stands == base),
            }
        }

        /// Here and there are told apart by who changed, and by nothing else: exchanged, the outcome is exchanged.
        #[test]
        fn a_conflict_is_one_from_either_side(base in word(), here in word(), there in word()) {
            prop_assume!(here != base && there != base);
            let one = of((1, base), (2, here), there);
            let other = of((1, base), (2, there), here);
            prop_assert_eq!(one, other);
            prop_assert_eq!(one, if here == there { Became::BothSame } else { Became::Conflict });
        }
    }
}
