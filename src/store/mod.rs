//! The structured store: the readings of one run, and what looks across them.
