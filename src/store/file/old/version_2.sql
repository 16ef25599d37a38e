-- A store as version 2 wrote it, with one report; kept so that it can be migrated for ever.
PRAGMA application_id = 1483108212;
PRAGMA user_version = 2;

CREATE TABLE runs (
 id INTEGER PRIMARY KEY,
 command TEXT NOT NULL, 
 version TEXT NOT NULL, 
 started TEXT NOT NULL, 
 finished TEXT, 
 added INTEGER NOT NULL DEFAULT 0,
 known INTEGER NOT NULL DEFAULT 0,
 failed INTEGER NOT NULL DEFAULT 0 
);
CREATE TABLE documents (
 id INTEGER PRIMARY KEY,
 sha256 TEXT NOT NULL UNIQUE,
 path TEXT NOT NULL, 
 format TEXT NOT NULL, 
 pages INTEGER NOT NULL, 
 title TEXT,
 unread INTEGER NOT NULL, 
 run_id INTEGER NOT NULL REFERENCES runs (id)
);
CREATE TABLE reports (
 id INTEGER PRIMARY KEY,
 document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
 section INTEGER NOT NULL, 
 kind TEXT NOT NULL, 
 title TEXT NOT NULL,
 organisation TEXT, 
 body TEXT NOT NULL, 
 series TEXT NOT NULL, 
 period_start TEXT, 
 period_end TEXT,
 dated TEXT, 
 superseded_by INTEGER REFERENCES reports (id) ON DELETE SET NULL, 
 UNIQUE (document_id, section)
);
CREATE INDEX reports_by_series ON reports (body, series, period_end);
CREATE INDEX reports_superseded ON reports (superseded_by);
CREATE TABLE tables (
 id INTEGER PRIMARY KEY,
 report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
 number INTEGER NOT NULL, 
 title TEXT,
 page INTEGER,
 line INTEGER,
 rows INTEGER NOT NULL,
 columns INTEGER NOT NULL,
 doubt TEXT, 
 restated INTEGER NOT NULL 
);
CREATE INDEX tables_by_report ON tables (report_id);
CREATE TABLE cells (
 table_id INTEGER NOT NULL REFERENCES tables (id) ON DELETE CASCADE,
 row INTEGER NOT NULL,
 "column" INTEGER NOT NULL,
 row_span INTEGER NOT NULL,
 column_span INTEGER NOT NULL,
 role TEXT NOT NULL, 
 text TEXT NOT NULL,
 page INTEGER,
 line INTEGER,
 PRIMARY KEY (table_id, row, "column")
) WITHOUT ROWID;
CREATE TABLE measures (
 id INTEGER PRIMARY KEY,
 body TEXT NOT NULL, 
 series TEXT NOT NULL, 
 name TEXT NOT NULL, 
 around TEXT NOT NULL, 
 dimensions TEXT NOT NULL, 
 kind TEXT NOT NULL, 
 label TEXT NOT NULL, 
 same_as INTEGER, 
 evidence TEXT 
);
CREATE INDEX measures_by_series ON measures (body, series);
CREATE TABLE facts (
 id INTEGER PRIMARY KEY,
 report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
 measure_id INTEGER, 
 measure TEXT NOT NULL, 
 dimensions TEXT NOT NULL, 
 period_start TEXT,
 period_end TEXT,
 shape TEXT, 
 value TEXT NOT NULL, 
 unit TEXT NOT NULL,
 precision TEXT NOT NULL, 
 millionths INTEGER, 
 low INTEGER, 
 high INTEGER,
 text TEXT NOT NULL, 
 page INTEGER,
 line INTEGER,
 table_id INTEGER REFERENCES tables (id) ON DELETE CASCADE, 
 row INTEGER,
 "column" INTEGER,
 claim_id INTEGER REFERENCES claims (id) ON DELETE CASCADE 
);
CREATE INDEX facts_by_measure ON facts (measure_id, period_end);
CREATE INDEX facts_by_report ON facts (report_id);
CREATE INDEX facts_by_table ON facts (table_id);
CREATE INDEX facts_by_claim ON facts (claim_id) WHERE claim_id IS NOT NULL;
CREATE TABLE claims (
 id INTEGER PRIMARY KEY,
 report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
 kind TEXT NOT NULL,
 measure TEXT NOT NULL,
 text TEXT NOT NULL,
 page INTEGER,
 line INTEGER
);
CREATE INDEX claims_by_report ON claims (report_id);
CREATE TABLE tests (
 id INTEGER PRIMARY KEY,
 document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
 rule TEXT NOT NULL,
 outcome TEXT NOT NULL, 
 level TEXT NOT NULL, 
 finding INTEGER NOT NULL, 
 message TEXT NOT NULL,
 stated TEXT,
 computed TEXT,
 cause TEXT,
 text TEXT NOT NULL, 
 page INTEGER,
 line INTEGER
);
CREATE INDEX tests_by_document ON tests (document_id);
CREATE INDEX tests_found ON tests (rule) WHERE finding = 1;
CREATE VIEW findings AS
SELECT id, document_id, rule, outcome, level, message, stated, computed, cause, text, page, line
FROM tests WHERE finding = 1;
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

INSERT INTO runs VALUES (1, 'add', '0.1.0', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', 1, 0, 0);
INSERT INTO documents VALUES (1, 'aa', 'ferries.txt', 'text', 0, NULL, 0, 1);
INSERT INTO reports VALUES (1, 1, 0, 'report', 'Ferry Service', 'Sandmouth Borough Council', 'sandmouth borough', 'ferry servic', '2023-04-01', '2024-03-31', NULL, NULL);
INSERT INTO tables VALUES (1, 1, 0, 'Crossings', NULL, 3, 2, 2, NULL, 0);
INSERT INTO cells VALUES (1, 1, 1, 1, 1, 'figure', '4,120', NULL, 4);
INSERT INTO measures VALUES (7, 'sandmouth borough', 'ferry servic', 'passenger carri', 'cross', '', 'amount', 'Passengers carried', NULL, NULL);
INSERT INTO facts VALUES (1, 1, 7, 'Passengers carried', '', '2023-04-01', '2024-03-31', 'duration', '4120', 'number', '1', 4120000000, 4120000000, 4120000000, '4,120', NULL, 4, 1, 1, 1, NULL);
