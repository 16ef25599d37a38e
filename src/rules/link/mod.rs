//! What the rules that tie figures together share: how two printed figures of one fact compare, how like passages and
//! tables of two documents are tested against each other, and how a claim finds its line of a table.

pub(super) mod across;
pub(super) mod base;
mod cells;
pub(super) mod claims;
pub(super) mod contacts;
pub(super) mod counts;
pub(super) mod days;
mod decide;
pub(super) mod equal;
pub(super) mod events;
pub(super) mod figures;
pub(super) mod lookup;
pub(super) mod near;
pub(super) mod none;
mod previous;
pub(super) mod rearranged;
pub(super) mod repeat;
pub(super) mod reprints;
mod stretch;
pub(super) mod tables;
pub(super) mod told;
mod value;
mod wording;
pub(super) mod works;

pub(super) use figures::{differences, slip};

use crate::finding::{Location, Role};

/// Places shown of what is said very often.
const SITES: usize = 40;

/// The places that say one thing: the first is what is tested, the others are its evidence.
fn locations<T>(all: impl Iterator<Item = T>, at: impl Fn(Role, T) -> Location) -> Vec<Location> {
    let roles = std::iter::once(Role::Primary).chain(std::iter::repeat(Role::Evidence));
    all.take(SITES)
        .zip(roles)
        .map(|(s, role)| at(role, s))
        .collect()
}
