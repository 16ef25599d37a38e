use super::*;

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
    assert!(w.contains("the store has version 4, newer than"), "{w}");
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
