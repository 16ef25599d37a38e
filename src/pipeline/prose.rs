//! The prose of a document, in stretches that are read side by side.

use crate::claim::{self, Told};
use crate::fact::Reading;
use rayon::prelude::*;

/// Blocks that are worth a stretch of their own.
const LEAST: usize = 64;

/// The figures, periods, days and claims of a reading's prose.
pub(super) fn read(reading: &Reading) -> Told {
    let blocks = &reading.blocks;
    let report = |block| {
        let section = reading.sections.get(reading.section_of(block) as usize);
        section.and_then(|s| s.period)
    };
    // A few for each thread, as some blocks take longer than others; a thread by itself has nothing to put together.
    let stretches = match rayon::current_num_threads() {
        1 => 1,
        threads => 4 * threads,
    };
    let length = blocks.len().div_ceil(stretches).max(LEAST);
    let told: Vec<Told> = (0..blocks.len().div_ceil(length))
        .into_par_iter()
        .map(|n| claim::find_in(blocks, n * length..(n + 1) * length, report))
        .collect();
    let mut told = told.into_iter();
    let mut all = told.next().unwrap_or_default();
    told.for_each(|behind| all.append(behind));
    all.shrink();
    all
}
