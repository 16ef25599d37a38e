//! Crossfoot reads agenda packs and reports, pulls every table and figure out of them, and tests those figures against
//! each other.
//!
//! Data flows one way, and imports run down this list only (`tests/house_rules.rs` holds the order):
//!
//! ```text
//! error      what stops a run
//! figure     one printed number: value, unit, scale, precision, period, interval
//! document   bytes -> Document (words with boxes, lines, or a grid)
//! layout     Document -> blocks and table regions
//! table      region -> Table
//! section    pack -> reports, appendices, agenda items
//! claim      paragraph -> Claim
//! fact       tables and claims -> facts; Reading, what rules see
//! store      readings of one run or of many years
//! finding    Test, Outcome, Level, Location
//! language   the user's rule language
//! rules      one rule = name.rs + name.md + one registry line
//! report     text, json: one format per file
//! pipeline   the only file that names every stage
//! commands   one subcommand per file
//! ```

pub mod claim;
pub mod cli;
pub mod commands;
pub mod document;
pub mod error;
pub mod fact;
pub mod figure;
pub mod finding;
pub mod language;
pub mod layout;
pub mod pipeline;
pub mod report;
pub mod rules;
pub mod section;
pub mod store;
pub mod table;
