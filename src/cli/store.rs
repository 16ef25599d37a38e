//! `crossfoot store`: definitions and help texts.

use clap::{Args, Subcommand, ValueEnum};

const EXAMPLES: &str = "Examples:
  crossfoot store add reports/                          reads what is new in a folder
  crossfoot store list
  crossfoot store query \"select rule, count(*) from findings group by rule\"
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
    /// Runs SQL that reads, and prints the rows
    #[command(after_help = QUERY_EXAMPLES)]
    Query(QueryArgs),
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
    /// The SQL: one statement
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
