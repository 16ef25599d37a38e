//! `crossfoot store`: definitions and help texts.

use clap::{Args, Subcommand, ValueEnum};

const EXAMPLES: &str = "Examples:
  crossfoot store add reports/                          reads what is new in a folder
  crossfoot store list
  crossfoot store query \"select rule, count(*) from findings group by rule\"
  crossfoot store test                                  are earlier figures reprinted as they were?
  crossfoot check --store crossfoot.sqlite draft.pdf    a new report against what was published
  crossfoot store forget reports/draft.pdf

The store is one SQLite file, crossfoot.sqlite here unless --store names another.";

const ADD_EXAMPLES: &str = "Examples:
  crossfoot store add 2023-24.pdf 2024-25.pdf
  crossfoot store add --store history.sqlite reports/
  find reports -name '*.pdf' | crossfoot store add -    paths on standard input, one a line

A document is known by its content: adding it again changes nothing, so a run that was stopped is
completed by running it again. A later version of the same report takes the place of the earlier
one, which is kept.";

const QUERY_EXAMPLES: &str = "Examples:
  crossfoot store query --schema
  crossfoot store query \"select title, period_end from reports where superseded_by is null\"
  crossfoot store query --format csv \"select * from facts where measure like 'Loans%'\"

The connection can only read. Figures are kept as printed and in whole millionths.";

const TEST_EXAMPLES: &str = "Examples:
  crossfoot store test
  crossfoot store test --format csv --output restated.csv

The test is one SQL statement over the view `observations`; it runs unchanged in DuckDB and Spark over
what `crossfoot store export --format parquet` writes; `crossfoot store test --sql` prints it.

Exit status: 0 nothing differs, or only where a report says that it restates; 1 findings; 2 could not do its work.";

const EXPORT_EXAMPLES: &str = "Examples:
  crossfoot store export --format csv --output figures.csv
  crossfoot store export --format jsonl --relation findings
  crossfoot store export --format parquet --output figures/    organisation=.../year=.../part-0.parquet";

/// Arguments of `store`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct StoreArgs {
    /// What to do
    #[command(subcommand)]
    pub action: StoreAction,
}

/// Which store.
#[derive(Debug, Args)]
pub struct StoreFile {
    /// The store's file
    #[arg(long, value_name = "FILE", default_value = "crossfoot.sqlite")]
    pub store: String,
}

/// What `store` does.
#[derive(Debug, Subcommand)]
pub enum StoreAction {
    /// Reads documents and adds them, with the findings of each; makes the store when there is none
    #[command(after_help = ADD_EXAMPLES)]
    Add(AddArgs),
    /// Lists the reports by organisation, series and period
    List {
        /// Which store
        #[command(flatten)]
        file: StoreFile,
        /// How the list is written
        #[arg(long, default_value = "table", value_name = "FORMAT")]
        format: RowsFormat,
    },
    /// Lists the measures, and which labels were taken for the same measure and why
    Measures {
        /// Which store
        #[command(flatten)]
        file: StoreFile,
        /// Only those that were taken for another
        #[arg(long)]
        linked: bool,
        /// How the list is written
        #[arg(long, default_value = "table", value_name = "FORMAT")]
        format: RowsFormat,
    },
    /// Runs SQL that reads, and prints the rows
    #[command(after_help = QUERY_EXAMPLES)]
    Query(QueryArgs),
    /// Tests every report against the one before it in its series: are earlier figures reprinted as they were?
    #[command(after_help = TEST_EXAMPLES)]
    Test(TestArgs),
    /// Writes figures or whole tables for other programs: CSV, JSON lines, Parquet
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(ExportArgs),
    /// Takes documents out, named by path or by the beginning of their identity
    Forget {
        /// Paths or identities, as `store list` shows them
        #[arg(required = true, value_name = "DOCUMENT")]
        documents: Vec<String>,
        /// Which store
        #[command(flatten)]
        file: StoreFile,
    },
}

/// Arguments of `store add`.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Files or folders; `-` reads paths from standard input, one a line
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<String>,
    /// Which store
    #[command(flatten)]
    pub file: StoreFile,
    /// Folder with rule files; otherwise `rules` is looked for beside the first document and upwards
    #[arg(long, value_name = "FOLDER")]
    pub rules: Option<String>,
    /// Seconds to wait while another program writes to the store
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub wait: u64,
}

/// Arguments of `store query`.
#[derive(Debug, Args)]
pub struct QueryArgs {
    /// The SQL: one statement; `-` reads it from standard input
    #[arg(required_unless_present = "schema")]
    pub sql: Option<String>,
    /// Which store
    #[command(flatten)]
    pub file: StoreFile,
    /// Shows the schema, with a comment on every table and column
    #[arg(long)]
    pub schema: bool,
    /// How the rows are written
    #[arg(long, default_value = "table", value_name = "FORMAT")]
    pub format: RowsFormat,
    /// Writes the rows to a file, which appears only when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<String>,
}

/// Arguments of `store test`.
#[derive(Debug, Args)]
pub struct TestArgs {
    /// Which store
    #[command(flatten)]
    pub file: StoreFile,
    /// How the findings are written
    #[arg(long, default_value = "table", value_name = "FORMAT")]
    pub format: RowsFormat,
    /// Writes the findings to a file, which appears only when it is complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<String>,
    /// Prints the SQL instead of running it
    #[arg(long)]
    pub sql: bool,
}

/// Arguments of `store export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Which store
    #[command(flatten)]
    pub file: StoreFile,
    /// How rows are written
    #[arg(long, default_value = "csv", value_name = "FORMAT")]
    pub format: ExportFormat,
    /// What is written as CSV or JSON lines; Parquet holds observations
    #[arg(long, default_value = "observations", value_name = "RELATION")]
    pub relation: Relation,
    /// The file, or for Parquet the folder
    #[arg(long, short, value_name = "PATH")]
    pub output: Option<String>,
}

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Comma-separated values
    Csv,
    /// One JSON object a row, each on a line
    Jsonl,
    /// A folder of Parquet files by organisation and year
    Parquet,
}

/// A table or view of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Relation {
    /// Figures of tables in force, with all that identifies them
    Observations,
    /// Every figure
    Facts,
    /// Reports
    Reports,
    /// Tables
    Tables,
    /// Cells of tables
    Cells,
    /// Measures
    Measures,
    /// Sentences that assert figures
    Claims,
    /// Every test of single documents
    Tests,
    /// The tests that a reader should look at
    Findings,
    /// Documents
    Documents,
    /// Commands that wrote to the store
    Runs,
}

impl Relation {
    /// Its name in SQL.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Observations => "observations",
            Relation::Facts => "facts",
            Relation::Reports => "reports",
            Relation::Tables => "tables",
            Relation::Cells => "cells",
            Relation::Measures => "measures",
            Relation::Claims => "claims",
            Relation::Tests => "tests",
            Relation::Findings => "findings",
            Relation::Documents => "documents",
            Relation::Runs => "runs",
        }
    }
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RowsFormat {
    /// Columns side by side, for people
    Table,
    /// Comma-separated values
    Csv,
    /// One JSON object a row, each on a line
    Json,
}
