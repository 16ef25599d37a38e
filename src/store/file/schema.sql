-- The store of Crossfoot, schema version 3 (PRAGMA user_version). One SQLite file; write your own SQL against it, with
-- `crossfoot store query` or any other tool. Everything below a document is removed with it.
--
-- Days are text as in 2025-03-31, so that they sort and compare in every engine. Figures are kept twice: as printed
-- (text) for people, and as whole numbers of millionths for arithmetic, so that no comparison meets a binary fraction.

-- One command that wrote to the store.
CREATE TABLE runs (
    id        INTEGER PRIMARY KEY,
    command   TEXT NOT NULL,             -- add, forget
    version   TEXT NOT NULL,             -- of Crossfoot
    started   TEXT NOT NULL,             -- UTC, 2025-03-31T10:00:00Z
    finished  TEXT,                      -- empty while it runs, and for ever when it was stopped
    added     INTEGER NOT NULL DEFAULT 0,-- documents
    known     INTEGER NOT NULL DEFAULT 0,-- documents that were there before, byte for byte
    failed    INTEGER NOT NULL DEFAULT 0 -- files that could not be read
);

-- One file, known by its content: adding it again changes nothing.
CREATE TABLE documents (
    id      INTEGER PRIMARY KEY,
    sha256  TEXT NOT NULL UNIQUE,
    path    TEXT NOT NULL,               -- as first given
    format  TEXT NOT NULL,               -- pdf, text, markdown, csv, tsv
    pages   INTEGER NOT NULL,            -- 0 for formats without pages
    title   TEXT,
    unread  INTEGER NOT NULL,            -- places that could not be read
    run_id  INTEGER NOT NULL REFERENCES runs (id)
);
CREATE INDEX documents_by_path ON documents (path);

-- One part of a document: a report, an appendix, an agenda, minutes.
CREATE TABLE reports (
    id            INTEGER PRIMARY KEY,
    document_id   INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    section       INTEGER NOT NULL,      -- position in the document, from 0
    kind          TEXT NOT NULL,         -- report, appendix, agenda, minutes
    title         TEXT NOT NULL,
    organisation  TEXT,                  -- the council or company it speaks for, as printed
    body          TEXT NOT NULL,         -- the same in normal form: equal for one organisation; empty when unknown
    series        TEXT NOT NULL,         -- title in normal form, without years: equal for the reports of one series
    period_start  TEXT,                  -- what it reports on
    period_end    TEXT,
    dated         TEXT,                  -- the day it bears
    superseded_by INTEGER REFERENCES reports (id) ON DELETE SET NULL, -- a later version of the same report
    UNIQUE (document_id, section)
);
CREATE INDEX reports_by_series ON reports (body, series, period_end);
CREATE INDEX reports_superseded ON reports (superseded_by);

-- One paragraph, heading, note or entry of a list of a report. Documents that were added before version 3 have none.
CREATE TABLE passages (
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL,          -- position in the document; tables and running heads are counted, too
    role      TEXT NOT NULL,             -- heading, paragraph, list item, caption, note
    text      TEXT NOT NULL,
    page      INTEGER,
    line      INTEGER,
    PRIMARY KEY (report_id, number)
) WITHOUT ROWID;

-- One table of a report.
CREATE TABLE tables (
    id        INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL,          -- position in the document, from 0
    title     TEXT,
    page      INTEGER,
    line      INTEGER,
    rows      INTEGER NOT NULL,
    columns   INTEGER NOT NULL,
    doubt     TEXT,                      -- why it may not have been read right
    restated  INTEGER NOT NULL           -- 1: words at the table say that earlier figures were changed
);
CREATE INDEX tables_by_report ON tables (report_id);

-- One printed cell; rows and columns count from 0.
CREATE TABLE cells (
    table_id    INTEGER NOT NULL REFERENCES tables (id) ON DELETE CASCADE,
    row         INTEGER NOT NULL,
    "column"    INTEGER NOT NULL,
    row_span    INTEGER NOT NULL,
    column_span INTEGER NOT NULL,
    role        TEXT NOT NULL,           -- header, label, figure, note
    text        TEXT NOT NULL,
    page        INTEGER,
    line        INTEGER,
    PRIMARY KEY (table_id, row, "column")
) WITHOUT ROWID;

-- One measure of one organisation's series, with its dimensions: what is the same from year to year. The id is made
-- from the words of the names alone, so it is the same in every store.
CREATE TABLE measures (
    id         INTEGER PRIMARY KEY,
    body       TEXT NOT NULL,            -- as in reports
    series     TEXT NOT NULL,            -- as in reports
    name       TEXT NOT NULL,            -- normal form of the label
    around     TEXT NOT NULL,            -- normal form of the table's title
    dimensions TEXT NOT NULL,            -- normal form of the levels above and the column heads
    kind       TEXT NOT NULL,            -- share (percentages and points) or amount
    label      TEXT NOT NULL,            -- as first printed
    same_as    INTEGER,                  -- the measure that it was taken for under another label
    evidence   TEXT                      -- why
);
CREATE INDEX measures_by_series ON measures (body, series);

-- One figure with what it says.
CREATE TABLE facts (
    id           INTEGER PRIMARY KEY,
    report_id    INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    measure_id   INTEGER,                -- measures.id; empty for figures of sentences
    measure      TEXT NOT NULL,          -- label or phrase as printed
    dimensions   TEXT NOT NULL,          -- as printed, outermost first, between " / "
    period_start TEXT,
    period_end   TEXT,
    shape        TEXT,                   -- duration, instant, year to date
    value        TEXT NOT NULL,          -- scale applied: 1200000 for £1.2m
    unit         TEXT NOT NULL,
    precision    TEXT NOT NULL,          -- worth of the last printed digit, scale applied: 100000 for £1.2m
    millionths   INTEGER,                -- value, in millionths; empty when it does not fit
    low          INTEGER,                -- the range that the printed figure stands for, in millionths
    high         INTEGER,
    text         TEXT NOT NULL,          -- as printed
    page         INTEGER,
    line         INTEGER,
    table_id     INTEGER REFERENCES tables (id) ON DELETE CASCADE, -- for figures of tables
    row          INTEGER,
    "column"     INTEGER,
    claim_id     INTEGER REFERENCES claims (id) ON DELETE CASCADE  -- for figures of sentences
);
CREATE INDEX facts_by_measure ON facts (measure_id, period_end);
CREATE INDEX facts_by_report ON facts (report_id);
CREATE INDEX facts_by_table ON facts (table_id);
CREATE INDEX facts_by_claim ON facts (claim_id) WHERE claim_id IS NOT NULL;

-- One sentence, or part of one, that asserts figures.
CREATE TABLE claims (
    id        INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    measure   TEXT NOT NULL,
    text      TEXT NOT NULL,
    page      INTEGER,
    line      INTEGER
);
CREATE INDEX claims_by_report ON claims (report_id);

-- One comparison that a rule made within a document.
CREATE TABLE tests (
    id          INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    rule        TEXT NOT NULL,
    outcome     TEXT NOT NULL,           -- agrees, within_rounding, unlikely_rounding, differs, not_tested
    level       TEXT NOT NULL,           -- note, warning, error
    finding     INTEGER NOT NULL,        -- 1: a reader should look at it
    message     TEXT NOT NULL,
    stated      TEXT,
    computed    TEXT,
    cause       TEXT,
    text        TEXT NOT NULL,           -- the figure or words it is about
    page        INTEGER,
    line        INTEGER
);
CREATE INDEX tests_by_document ON tests (document_id);
CREATE INDEX tests_found ON tests (rule) WHERE finding = 1;

-- The tests that a reader should look at.
CREATE VIEW findings AS
SELECT id, document_id, rule, outcome, level, message, stated, computed, cause, text, page, line
FROM tests WHERE finding = 1;

-- Figures of tables that are in force, flat: what tests across reports look at, and what `store export` writes as
-- Parquet. Versions that were superseded, and figures without a known organisation or period, are left out.
CREATE VIEW observations AS
SELECT facts.id AS fact, reports.id AS report, documents.sha256 AS document, documents.path AS path,
       reports.body AS organisation, reports.series AS series,
       COALESCE(measures.same_as, measures.id) AS line_id,
       facts.measure AS measure, facts.dimensions AS dimensions,
       facts.period_start AS period_start, facts.period_end AS period_end, facts.shape AS shape,
       reports.period_end AS published, facts.unit AS unit, facts.value AS value,
       facts.millionths AS millionths, facts.low AS low, facts.high AS high, facts.text AS text,
       tables.id AS table_id, tables.number AS table_number, facts.row AS table_row, facts."column" AS table_column,
       tables.restated AS restated, facts.page AS page, facts.line AS line
FROM facts
JOIN reports ON reports.id = facts.report_id
JOIN documents ON documents.id = reports.document_id
JOIN measures ON measures.id = facts.measure_id
JOIN tables ON tables.id = facts.table_id
WHERE reports.superseded_by IS NULL AND reports.body <> '' AND reports.period_end IS NOT NULL
  AND facts.period_end IS NOT NULL AND facts.millionths IS NOT NULL AND tables.doubt IS NULL;
