//! Crossfoot reads agenda packs and reports, pulls every table and figure out of them, and tests those figures against
//! each other.
//!
//! ```
//! use crossfoot::{document, finding::Outcome, language::Settings, pipeline};
//!
//! let text = "Ward\t2023/24\t2024/25\nElm Court\t41\t44\nAsh House\t30\t28\nCastle\t12\t15\nTotal\t83\t78\n";
//! let document = document::open("homes.txt", text.as_bytes().to_vec())?;
//! let reading = pipeline::understand(0, document);
//! let tests = pipeline::tests(&[reading], &Settings::default(), true);
//! let differs: Vec<_> = tests.iter().filter(|t| t.outcome == Outcome::Differs).collect();
//! assert_eq!(differs.len(), 1); // 44 + 28 + 15 is 87
//! assert_eq!(differs[0].rule, "footing");
//! # Ok::<(), crossfoot::error::Error>(())
//! ```
//!
//! A *figure* is one number exactly as printed; its *interval* is the range of true values that its last printed digit
//! allows. A *fact* is a figure bound to a measure, a period and dimensions; a *claim* is a sentence that asserts figures.
//! A *test* is one comparison that a rule made; a *finding* is a test whose outcome a reader should look at. An *error* is
//! always Crossfoot's: it could not do its work.
//!
//! It does not guess: what is unclear is not tested, with the reason. It knows no subject, keeps nothing between runs, and
//! asks no other machine.
//!
//! Data flows one way, and imports run down this list only (`tests/house_rules/main.rs` holds the order):
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
//! cli        the command line's definitions and help
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
