-- From version 1 to version 2: figures get whole numbers of millionths, measures get rows of their own, tables say
-- whether earlier figures were restated, findings become a view of the tests. `millionths`, `normal`, `caption` and
-- `measure_id` are functions of Crossfoot. Version 1's tables were renamed to old_*.
INSERT INTO runs SELECT id, command, version, started, finished, added, known, failed FROM old_runs;
INSERT INTO documents SELECT id, sha256, path, format, pages, title, unread, run_id FROM old_documents;
INSERT INTO reports
    SELECT id, document_id, section, kind, title, organisation, body, series, period_start, period_end, dated,
           superseded_by
    FROM old_reports;
INSERT INTO tables SELECT id, report_id, number, title, page, line, rows, columns, doubt, 0 FROM old_tables;
INSERT INTO cells SELECT table_id, row, "column", row_span, column_span, role, text, page, line FROM old_cells;
INSERT INTO claims SELECT id, report_id, kind, measure, text, page, line FROM old_claims;
INSERT INTO tests
    SELECT id, document_id, rule, outcome, level, outcome IN ('differs', 'unlikely_rounding'), message, stated,
           computed, cause, text, page, line
    FROM old_tests;

INSERT INTO facts
    SELECT f.id, f.report_id,
           CASE WHEN f.table_id IS NULL THEN NULL
                ELSE measure_id(r.body, r.series, normal(f.measure), caption(t.title), normal(f.dimensions),
                     CASE WHEN f.unit IN ('percent', 'percentage points') THEN 'share' ELSE 'amount' END) END,
           f.measure, f.dimensions, f.period_start, f.period_end, f.shape, f.value, f.unit, f.precision,
           millionths(f.value),
           CASE WHEN f.unit = 'number' AND f.precision = '1' THEN millionths(f.value)
                ELSE millionths(f.value) - millionths(f.precision) / 2 END,
           CASE WHEN f.unit = 'number' AND f.precision = '1' THEN millionths(f.value)
                ELSE millionths(f.value) + millionths(f.precision) / 2 END,
           f.text, f.page, f.line, f.table_id, f.row, f."column", f.claim_id
    FROM old_facts AS f
    JOIN old_reports AS r ON r.id = f.report_id
    LEFT JOIN old_tables AS t ON t.id = f.table_id;
INSERT OR IGNORE INTO measures
    SELECT f.measure_id, r.body, r.series, normal(f.measure), caption(t.title), normal(f.dimensions),
           CASE WHEN f.unit IN ('percent', 'percentage points') THEN 'share' ELSE 'amount' END, f.measure, NULL, NULL
    FROM facts AS f JOIN reports AS r ON r.id = f.report_id JOIN tables AS t ON t.id = f.table_id
    WHERE f.measure_id IS NOT NULL ORDER BY f.id;

DROP TABLE old_facts;
DROP TABLE old_claims;
DROP TABLE old_tests;
DROP TABLE old_cells;
DROP TABLE old_tables;
DROP TABLE old_reports;
DROP TABLE old_documents;
DROP TABLE old_runs;
