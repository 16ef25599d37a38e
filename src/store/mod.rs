//! The structured store: the readings of one run, and what looks across them.
//!
//! In memory for one run: the lines of all tables by the words of their names ([`Shelf`]).

mod shelf;

pub use shelf::{Series, Shelf, head, same_span};
