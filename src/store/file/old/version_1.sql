-- A store as version 1 wrote it, with one report; kept so that it can be migrated for ever.
PRAGMA application_id = 1483108212;
PRAGMA user_version = 1;
CREATE TABLE runs (id INTEGER PRIMARY KEY, command TEXT NOT NULL, version TEXT NOT NULL, started TEXT NOT NULL, finished TEXT, added INTEGER NOT NULL DEFAULT 0, known INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0);
CREATE TABLE documents (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, path TEXT NOT NULL, format TEXT NOT NULL, pages INTEGER NOT NULL, title TEXT, unread INTEGER NOT NULL, run_id INTEGER NOT NULL REFERENCES runs (id));
CREATE TABLE reports (id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE, section INTEGER NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, organisation TEXT, body TEXT NOT NULL, series TEXT NOT NULL, period_start TEXT, period_end TEXT, dated TEXT, superseded_by INTEGER REFERENCES reports (id) ON DELETE SET NULL, UNIQUE (document_id, section));
CREATE INDEX reports_by_series ON reports (body, series, period_end);
CREATE TABLE tables (id INTEGER PRIMARY KEY, report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE, number INTEGER NOT NULL, title TEXT, page INTEGER, line INTEGER, rows INTEGER NOT NULL, columns INTEGER NOT NULL, doubt TEXT);
CREATE INDEX tables_by_report ON tables (report_id);
CREATE TABLE cells (table_id INTEGER NOT NULL REFERENCES tables (id) ON DELETE CASCADE, row INTEGER NOT NULL, "column" INTEGER NOT NULL, row_span INTEGER NOT NULL, column_span INTEGER NOT NULL, role TEXT NOT NULL, text TEXT NOT NULL, page INTEGER, line INTEGER, PRIMARY KEY (table_id, row, "column")) WITHOUT ROWID;
CREATE TABLE facts (id INTEGER PRIMARY KEY, report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE, measure TEXT NOT NULL, dimensions TEXT NOT NULL, period_start TEXT, period_end TEXT, shape TEXT, value TEXT NOT NULL, unit TEXT NOT NULL, precision TEXT NOT NULL, text TEXT NOT NULL, page INTEGER, line INTEGER, table_id INTEGER REFERENCES tables (id) ON DELETE CASCADE, row INTEGER, "column" INTEGER, claim_id INTEGER REFERENCES claims (id) ON DELETE CASCADE);
CREATE INDEX facts_by_report ON facts (report_id);
CREATE TABLE claims (id INTEGER PRIMARY KEY, report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE, kind TEXT NOT NULL, measure TEXT NOT NULL, text TEXT NOT NULL, page INTEGER, line INTEGER);
CREATE INDEX claims_by_report ON claims (report_id);
CREATE TABLE tests (id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE, rule TEXT NOT NULL, outcome TEXT NOT NULL, level TEXT NOT NULL, message TEXT NOT NULL, stated TEXT, computed TEXT, cause TEXT, text TEXT NOT NULL, page INTEGER, line INTEGER);
CREATE INDEX tests_by_document ON tests (document_id);
INSERT INTO runs VALUES (1, 'add', '0.1.0', '2025-06-01T09:00:00Z', '2025-06-01T09:00:01Z', 1, 0, 0);
INSERT INTO documents VALUES (1, 'aa11', 'ferries-2023-24.txt', 'text', 0, NULL, 0, 1);
INSERT INTO reports VALUES (1, 1, 0, 'report', 'Ferry Service Annual Report 2023/24', 'Sandmouth Borough Council', 'sandmouth borough', 'ferry servic', '2023-04-01', '2024-03-31', NULL, NULL);
INSERT INTO tables VALUES (1, 1, 0, 'Crossings', NULL, 5, 3, 3, NULL);
INSERT INTO cells VALUES (1, 1, 0, 1, 1, 'label', 'Passengers carried', NULL, 6), (1, 1, 1, 1, 1, 'figure', '4,120', NULL, 6), (1, 2, 2, 1, 1, 'figure', '81.5%', NULL, 7);
INSERT INTO claims VALUES (1, 1, 'stated', 'passengers', 'The ferries carried 4,120 passengers.', NULL, 9);
INSERT INTO facts VALUES
    (1, 1, 'Passengers carried', '', '2023-04-01', '2024-03-31', 'duration', '4120', 'number', '1', '4,120', NULL, 6, 1, 1, 1, NULL),
    (2, 1, 'Sailings on time', '', '2023-04-01', '2024-03-31', 'duration', '81.5', 'percent', '0.1', '81.5%', NULL, 7, 1, 2, 2, NULL),
    (3, 1, 'passengers', '', '2023-04-01', '2024-03-31', 'duration', '4120', 'number', '1', '4,120', NULL, 9, NULL, NULL, NULL, 1);
INSERT INTO tests VALUES
    (1, 1, 'narrative-tie-out', 'agrees', 'error', '4,120 in both', '4120', '4120', NULL, '4,120', NULL, 9),
    (2, 1, 'footing', 'differs', 'error', 'total is 12, but its rows add up to 13', '12', '13', NULL, '12', NULL, 6);
