-- From version 2 to version 3: the text of reports is kept, and documents are found by their paths.
CREATE INDEX documents_by_path ON documents (path);
CREATE TABLE passages (
    report_id INTEGER NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL,          -- position in the document; tables and running heads are counted, too
    role      TEXT NOT NULL,             -- heading, paragraph, list item, caption, note
    text      TEXT NOT NULL,
    page      INTEGER,
    line      INTEGER,
    PRIMARY KEY (report_id, number)
) WITHOUT ROWID;
