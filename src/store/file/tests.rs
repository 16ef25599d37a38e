use super::*;
use crate::document;
use crate::fact::Reading;
use std::path::PathBuf;

/// A folder of its own that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("crossfoot-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Folder(path)
    }
    fn file(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const SHORT: Duration = Duration::from_millis(50);

/// An entry made by hand: a report of one organisation and year with one table of figures.
fn entry(path: &str, year: i16, figures: &[(&str, i64)]) -> Entry {
    let text = format!("{path} {year} {figures:?}");
    let mut reading = Reading {
        path: path.to_string(),
        sha256: document::sha256(text.as_bytes()),
        ..Reading::default()
    };
    reading.sections.push(crate::section::Section {
        kind: crate::section::Kind::Report,
        title: format!("Ferry Service Annual Report {year}"),
        body: Some("Sandmouth Borough Council".to_string()),
        period: crate::figure::Period::financial_year(year),
        date: None,
        first: 0,
        end: 1,
    });
    let mut table = crate::table::Table::default();
    table.rows.resize(figures.len(), Default::default());
    table.columns.resize(1, Default::default());
    for (i, (label, value)) in figures.iter().enumerate() {
        let read = crate::figure::number::read_cell(&value.to_string());
        let figure = *read.figure().expect("a figure");
        table.cells.push(crate::table::Cell {
            row: i as u32,
            row_span: 1,
            column_span: 1,
            text: value.to_string(),
            reading: read,
            ..Default::default()
        });
        reading.facts.push(crate::fact::Fact {
            measure: (*label).to_string(),
            period: crate::figure::Period::financial_year(year),
            dimensions: Vec::new(),
            figure,
            section: 0,
            source: crate::fact::Source::Cell {
                table: 0,
                row: i as u32,
                column: 0,
                nth: 0,
            },
        });
    }
    table.reindex();
    reading.tables.push(table);
    Entry::of(&reading, Vec::new())
}

fn add(store: &Store, entries: &[Entry]) -> Vec<Added> {
    let mut writer = Writer::begin(store, "add").expect("a run begins");
    let added = entries
        .iter()
        .map(|e| writer.add(e).expect("it is added"))
        .collect();
    writer.finish().expect("the run ends");
    added
}

fn one(store: &Store, sql: &str) -> String {
    let answer = store.query(sql).expect("the query runs");
    answer.rows[0][0].to_string()
}

#[test]
fn a_document_is_added_once() {
    let folder = Folder::new("once");
    let store = Store::writable(&folder.file("s"), SHORT).expect("a store");
    let report = entry("a.txt", 2023, &[("Crossings", 412)]);
    let other_path = Entry {
        path: "b.txt".into(),
        ..report.clone()
    };
    assert_eq!(
        add(&store, &[report.clone(), other_path]),
        [Added::New, Added::Known]
    );
    assert_eq!(add(&store, &[report]), [Added::Known]);
    assert_eq!(
        one(
            &store,
            "select count(*) || ' ' || sum(millionths) from facts"
        ),
        "1 412000000"
    );
    assert_eq!(
        one(&store, "select group_concat(added || known) from runs"),
        "11,01"
    );
}

#[test]
fn a_later_version_takes_the_place_of_the_earlier_one_until_it_is_forgotten() {
    let folder = Folder::new("versions");
    let store = Store::writable(&folder.file("s"), SHORT).expect("a store");
    let draft = entry(
        "draft.txt",
        2023,
        &[("Crossings", 412), ("Boats", 7), ("Crew", 31)],
    );
    let last = entry(
        "final.txt",
        2023,
        &[("Crossings", 415), ("Boats", 7), ("Crew", 31)],
    );
    let other_year = entry("next.txt", 2024, &[("Crossings", 430), ("Boats", 7)]);
    add(&store, &[draft, last, other_year]);
    let listed = store.list().expect("the list");
    let by: Vec<_> = listed
        .iter()
        .map(|l| (l.path.as_str(), l.superseded_by.as_deref()))
        .collect();
    assert_eq!(
        by,
        [
            ("draft.txt", Some("final.txt")),
            ("final.txt", None),
            ("next.txt", None)
        ]
    );
    assert_eq!(one(&store, "select count(*) from observations"), "5");
    store
        .forget(&["final.txt".to_string()])
        .expect("it is forgotten");
    assert_eq!(
        store.list().expect("the list")[0].superseded_by,
        None,
        "the draft counts again"
    );
    let none = store
        .forget(&["next.txt".to_string(), "nowhere.txt".to_string()])
        .expect_err("a name fits nothing");
    assert!(
        none.to_string()
            .starts_with("nowhere.txt: is not in the store"),
        "{none}"
    );
    assert_eq!(
        one(&store, "select count(*) from documents"),
        "2",
        "all or none"
    );
}

#[test]
fn other_reports_of_the_same_title_and_year_stand_beside_each_other() {
    let folder = Folder::new("beside");
    let store = Store::writable(&folder.file("s"), SHORT).expect("a store");
    add(
        &store,
        &[
            entry("north.txt", 2023, &[("Crossings", 412), ("Boats", 7)]),
            entry("south.txt", 2023, &[("Tickets", 9), ("Piers", 4)]),
        ],
    );
    assert_eq!(
        one(
            &store,
            "select count(*) from reports where superseded_by is not null"
        ),
        "0"
    );
}

#[test]
fn a_store_of_version_1_is_migrated_and_goes_on() {
    let folder = Folder::new("migrate");
    let path = folder.file("s");
    let old = rusqlite::Connection::open(&path).expect("a file");
    old.execute_batch(include_str!("old/version_1.sql"))
        .expect("version 1");
    drop(old);
    let early = Store::readable(&path)
        .err()
        .expect("it is not read as it is");
    assert!(early.to_string().contains("earlier version"), "{early}");
    let store = Store::writable(&path, SHORT).expect("it is migrated");
    assert_eq!(
        one(
            &store,
            "select group_concat(millionths || ' ' || low || ' ' || high, ', ') from facts"
        ),
        "4120000000 4120000000 4120000000, 81500000 81450000 81550000, 4120000000 4120000000 4120000000"
    );
    assert_eq!(
        one(
            &store,
            "select group_concat(label, ', ') from (select label from measures order by label)"
        ),
        "Passengers carried, Sailings on time"
    );
    assert_eq!(
        one(&store, "select group_concat(message) from findings"),
        "total is 12, but its rows add up to 13"
    );
    // What was carried over is what would be written today.
    let normal = keys::number(&[
        "sandmouth borough",
        "ferry servic",
        &keys::label("Passengers carried"),
        &keys::caption("Crossings"),
        "",
        "amount",
    ]);
    assert_eq!(
        one(&store, "select measure_id from facts where id = 1"),
        normal.to_string()
    );
    add(&store, &[entry("new.txt", 2024, &[("Crossings", 1)])]);
    drop(store);
    let again = Store::readable(&path).expect("it is read");
    assert_eq!(one(&again, "select count(*) from documents"), "2");
    assert_eq!(
        one(&again, "select count(*) from pragma_foreign_key_check"),
        "0"
    );
}

#[test]
fn readers_go_on_while_one_writes_and_a_second_writer_waits() {
    let folder = Folder::new("locks");
    let path = folder.file("s");
    let store = Store::writable(&path, SHORT).expect("a store");
    add(&store, &[entry("a.txt", 2023, &[("Crossings", 412)])]);
    let mut writer = Writer::begin(&store, "add").expect("a run begins");
    writer
        .add(&entry("b.txt", 2024, &[("Crossings", 430)]))
        .expect("it is added");
    let reader = Store::readable(&path).expect("a reader");
    assert_eq!(
        one(&reader, "select count(*) from documents"),
        "1",
        "the old state"
    );
    let second = Store::writable(&path, SHORT).expect("a second writer opens");
    let refused = Writer::begin(&second, "add")
        .err()
        .expect("it waits in vain");
    assert!(refused.to_string().contains("is locked"), "{refused}");
    let patient = std::thread::spawn({
        let path = path.clone();
        move || {
            let store = Store::writable(&path, Duration::from_secs(20)).expect("it opens");
            add(&store, &[entry("c.txt", 2025, &[("Crossings", 1)])])
        }
    });
    std::thread::sleep(SHORT);
    writer.finish().expect("the first ends");
    assert_eq!(patient.join().expect("no panic"), [Added::New]);
    assert_eq!(one(&reader, "select count(*) from documents"), "3");
}

#[test]
fn what_is_no_store_is_refused_in_words() {
    let folder = Folder::new("refused");
    let refusal = |name: &str| {
        let path = folder.file(name);
        let message = |r: Result<Store>| r.err().map(|e| e.to_string()).unwrap_or_default();
        let (w, r) = (
            message(Store::writable(&path, SHORT)),
            message(Store::readable(&path)),
        );
        (w.replace(&path, "FILE"), r.replace(&path, "FILE"))
    };
    std::fs::write(folder.file("text"), "not a database ".repeat(100)).expect("a file");
    let (w, r) = refusal("text");
    assert!(
        w.starts_with("FILE: is no SQLite file, so no store;"),
        "{w}"
    );
    assert_eq!(w, r);
    let other = rusqlite::Connection::open(folder.file("other")).expect("a file");
    other
        .execute_batch("CREATE TABLE books (title)")
        .expect("another program's");
    drop(other);
    let (w, r) = refusal("other");
    assert!(
        w.starts_with("FILE: is a database of another program"),
        "{w}"
    );
    assert_eq!(w, r);
    let newer = Store::writable(&folder.file("newer"), SHORT).expect("a store");
    newer
        .connection
        .pragma_update(None, "user_version", VERSION + 1)
        .expect("a newer version");
    drop(newer);
    let (w, r) = refusal("newer");
    assert!(w.contains("the store has version 3, newer than"), "{w}");
    assert_eq!(w, r);
    assert!(
        refusal("missing/store")
            .0
            .contains("cannot be opened or made")
    );
    let none = Store::readable(&folder.file("none"))
        .err()
        .map(|e| e.to_string());
    assert!(none.unwrap_or_default().contains("there is no store"));
}

#[test]
fn a_full_disk_keeps_what_was_added_and_a_rerun_completes_it() {
    let folder = Folder::new("full");
    let path = folder.file("s");
    let store = Store::writable(&path, SHORT).expect("a store");
    add(&store, &[entry("a.txt", 2023, &[("Crossings", 412)])]);
    let pages: i64 = store
        .connection
        .query_row("PRAGMA page_count", [], |r| r.get(0))
        .expect("the size");
    store
        .connection
        .pragma_update(None, "max_page_count", pages + 2)
        .expect("no more room");
    let labels: Vec<String> = (0..3000)
        .map(|i| format!("Crossings of pier {i}"))
        .collect();
    let figures: Vec<(&str, i64)> = labels.iter().map(|l| (l.as_str(), 5)).collect();
    let large = entry("large.txt", 2024, &figures);
    let mut writer = Writer::begin(&store, "add").expect("a run begins");
    let full = writer.add(&large).expect_err("it does not fit");
    assert!(full.to_string().contains("the disk is full"), "{full}");
    drop(store);
    let store = Store::writable(&path, SHORT).expect("it opens again");
    assert_eq!(one(&store, "select count(*) from documents"), "1");
    assert_eq!(
        one(&store, "select integrity_check from pragma_integrity_check"),
        "ok"
    );
    assert_eq!(add(&store, &[large]), [Added::New]);
    assert_eq!(one(&store, "select count(*) from facts"), "3001");
}

#[test]
fn a_query_reads_and_does_nothing_else() {
    let folder = Folder::new("query");
    let path = folder.file("s");
    let writer = Store::writable(&path, SHORT).expect("a store");
    add(&writer, &[entry("a.txt", 2023, &[("Crossings", 412)])]);
    let store = Store::readable(&path).expect("a reader");
    let copy = folder.file("copy");
    for sql in [
        "DELETE FROM documents".to_string(),
        "PRAGMA user_version = 9".to_string(),
        format!("ATTACH '{copy}' AS other"),
        format!("VACUUM INTO '{copy}'"),
        "SELECT 1; DELETE FROM documents".to_string(),
        "CREATE TEMP TABLE t (a)".to_string(),
    ] {
        assert!(store.query(&sql).is_err(), "{sql}");
    }
    assert!(!std::path::Path::new(&copy).exists());
    assert_eq!(one(&store, "PRAGMA user_version"), VERSION.to_string());
    let typo = store.query("SELECT loans FROM facts").expect_err("a typo");
    assert!(typo.to_string().contains("no such column: loans"), "{typo}");
}

#[cfg(unix)]
#[test]
fn a_store_that_cannot_be_written_says_so_and_can_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("read-only");
    let path = folder.file("s");
    let store = Store::writable(&path, SHORT).expect("a store");
    add(&store, &[entry("a.txt", 2023, &[("Crossings", 412)])]);
    drop(store);
    let allow = |mode: u32| {
        for p in [PathBuf::from(&path), folder.0.clone()] {
            let mode = if p.is_dir() { mode | 0o111 } else { mode };
            std::fs::set_permissions(&p, std::fs::Permissions::from_mode(mode)).expect("set");
        }
    };
    allow(0o444);
    // Who may write everywhere is not held up by permissions.
    let bound = std::fs::write(folder.file("probe"), "").is_err();
    let refused = Store::writable(&path, SHORT)
        .and_then(|s| Writer::begin(&s, "add").map(|_| ()))
        .err();
    let read = Store::readable(&path)
        .and_then(|s| s.list())
        .map(|l| l.len());
    allow(0o644);
    if bound {
        let refused = refused.map(|e| e.to_string()).unwrap_or_default();
        assert!(refused.contains("is read-only"), "{refused}");
    }
    assert_eq!(read, Ok(1));
}

/// An entry like [`entry`] with the figures of two years.
fn two_years(path: &str, year: i16, figures: &[(&str, i64, i64)]) -> Entry {
    let own: Vec<(&str, i64)> = figures.iter().map(|(l, _, now)| (*l, *now)).collect();
    let before: Vec<(&str, i64)> = figures.iter().map(|(l, then, _)| (*l, *then)).collect();
    let mut both = entry(path, year, &own);
    let earlier = entry(path, year - 1, &before);
    let measures: Vec<_> = both.facts.iter().map(|f| f.measure_id).collect();
    for (mut f, measure) in earlier.facts.into_iter().zip(measures) {
        f.measure_id = measure;
        both.facts.push(f);
    }
    both.sha256 = document::sha256(format!("{path} {figures:?}").as_bytes());
    both
}

#[test]
fn a_label_that_drifts_is_told_by_the_figures_it_reprints() {
    let folder = Folder::new("drift");
    let store = Store::writable(&folder.file("s"), SHORT).expect("a store");
    add(
        &store,
        &[
            two_years(
                "a.txt",
                2023,
                &[
                    ("Crossings", 400, 412),
                    ("Passes sold by the office", 90, 95),
                    ("Crew", 31, 30),
                ],
            ),
            two_years(
                "b.txt",
                2024,
                &[
                    ("Crossings", 412, 430),
                    ("Season passes sold", 95, 99),
                    ("Crew", 30, 33),
                ],
            ),
        ],
    );
    let linked: Vec<_> = store
        .measures()
        .expect("the measures")
        .into_iter()
        .filter_map(|m| Some((m.label, m.same_as?)))
        .collect();
    assert_eq!(
        linked,
        [(
            "Season passes sold".to_string(),
            "Passes sold by the office".to_string()
        )]
    );
    // The third year reprints it otherwise, and the drift does not hide that.
    add(
        &store,
        &[two_years(
            "c.txt",
            2025,
            &[
                ("Crossings", 430, 441),
                ("Season passes sold", 98, 99),
                ("Crew", 33, 30),
            ],
        )],
    );
    let mut found = Vec::new();
    store
        .across(|a| found.push((a.outcome, a.rule)))
        .expect("the tests run");
    found.retain(|(outcome, _)| outcome != "agrees");
    assert_eq!(found, [("differs".to_string(), "comparative".to_string())]);
}

#[test]
fn measures_of_two_organisations_are_never_one() {
    let a = keys::number(&["north borough", "ferry", "crossings", "", "", "amount"]);
    let b = keys::number(&["south borough", "ferry", "crossings", "", "", "amount"]);
    assert_ne!(a, b);
}
