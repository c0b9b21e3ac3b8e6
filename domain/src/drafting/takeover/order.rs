//! The order of things that two have put in order.

/// An order of the things that stay, or that both put them in another one.
pub(super) struct Ordered<T> {
    /// With the draft's order where it changed it, else with the newer one; what only one of them has comes after what it comes
    /// after there.
    pub(super) by_draft: Vec<T>,
    /// The same with the newer edition's order.
    pub(super) by_newer: Vec<T>,
    /// Who changed the order of what all have.
    pub(super) changed: Changed,
}

/// Who changed an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Changed {
    /// The draft alone.
    Draft,
    /// The newer edition alone, or nobody, or both alike.
    Newer,
    /// Both, each otherwise.
    Both,
}

/// Puts `keep` in order.
pub(super) fn order<T: Clone + PartialEq>(keep: &[T], before: &[T], draft: &[T], newer: &[T]) -> Ordered<T> {
    let in_all = |one: &&T| before.contains(one) && draft.contains(one) && newer.contains(one);
    let [was, ours, theirs] = [before, draft, newer].map(|several| several.iter().filter(in_all).collect::<Vec<_>>());
    let changed = if ours == theirs || ours == was {
        Changed::Newer
    } else if theirs == was {
        Changed::Draft
    } else {
        Changed::Both
    };
    Ordered {
        by_draft: laid(keep, draft, newer),
        by_newer: laid(keep, newer, draft),
        changed,
    }
}

/// What stays in the order of `lead`, and what is in `other` alone after what it comes after there.
fn laid<T: Clone + PartialEq>(keep: &[T], lead: &[T], other: &[T]) -> Vec<T> {
    let mut laid: Vec<T> = lead.iter().filter(|one| keep.contains(one)).cloned().collect();
    for (at, one) in other.iter().enumerate() {
        if laid.contains(one) || !keep.contains(one) {
            continue;
        }
        let mut earlier = other[..at].iter().rev();
        let after = earlier.find_map(|earlier| laid.iter().position(|one| one == earlier));
        laid.insert(after.map_or(0, |after| after + 1), one.clone());
    }
    for one in keep {
        if !laid.contains(one) {
            laid.push(one.clone());
        }
    }
    laid
}
