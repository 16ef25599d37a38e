//! Tables over several pages become one table whose cells keep their pages.

use super::Table;

/// A table found on a page, before joining.
#[derive(Debug, Clone)]
pub struct PageTable {
    /// Page, from 1.
    pub page: u32,
    /// Index of the block that it follows on its page.
    pub after: u32,
    /// It is the first thing on its page below the furniture.
    pub first: bool,
    /// It is the last thing on its page above the furniture.
    pub last: bool,
    /// The table.
    pub table: Table,
}

/// Joins tables that run over page breaks. Each result keeps the position of its first part; parts that were joined
/// into an earlier one come back as `None`.
pub fn join(tables: Vec<PageTable>) -> Vec<Option<PageTable>> {
    tables.into_iter().map(Some).collect()
}
