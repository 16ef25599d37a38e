use super::*;

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
    old.execute_batch(include_str!("../old/version_1.sql"))
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

/// What a database holds: names of tables, indexes and views with their columns.
fn shape(store: &Store) -> String {
    let sql = "select group_concat(type || ' ' || name || ' ' || coalesce((select group_concat(c.name || ' ' || c.type
        || ' ' || c.\"notnull\" || ' ' || c.pk) from pragma_table_info(m.name) as c), ''), '; ')
        from (select * from sqlite_master order by type, name) as m where name not like 'sqlite_stat%'";
    one(store, sql)
}

#[test]
fn a_store_of_version_2_gets_what_a_new_one_has_and_keeps_its_own() {
    let folder = Folder::new("migrate-2");
    let path = folder.file("s");
    let old = rusqlite::Connection::open(&path).expect("a file");
    old.execute_batch(include_str!("../old/version_2.sql"))
        .expect("version 2");
    drop(old);
    let store = Store::writable(&path, SHORT).expect("it is migrated");
    let fresh = Store::writable(&folder.file("new"), SHORT).expect("a new one");
    assert_eq!(shape(&store), shape(&fresh));
    assert!(shape(&store).contains("table passages"));
    assert_eq!(one(&store, "select value from facts"), "4120");
    add(&store, &[entry("new.txt", 2024, &[("Crossings", 1)])]);
    assert_eq!(one(&store, "select count(*) from documents"), "2");
}
