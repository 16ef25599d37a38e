//! The structured store: the readings of one run, and what looks across them.
//!
//! In memory for one run: the lines of all tables by the words of their names ([`Shelf`]), sentences that are found
//! again elsewhere ([`Sentence`]), and which parts of several documents belong together ([`Library::kin`]). On disk for
//! many years: [`mod@file`].

pub mod compare;
pub mod file;
mod head;
mod kin;
mod restated;
mod sentence;
mod shelf;
mod split;

pub use head::head;
pub use kin::{Kinship, Library, Part, Relation};
pub use restated::{Restatements, provisional, restated};
pub use sentence::{Sentence, Value, pairs, repeated_sentences, sentences};
pub use shelf::{Series, Shelf, same_span};
pub use split::{Sentences, split};
