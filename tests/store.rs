//! The store under hard use: killed at any moment it holds whole reports only, and a rerun completes it.

#[path = "../benches/history/councils.rs"]
mod councils;

use councils::Plan;
use crossfoot::store::file::Store;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A folder of its own that goes when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("crossfoot-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn crossfoot(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crossfoot"));
    command
        .current_dir(folder)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn one(store: &Store, sql: &str) -> String {
    store.query(sql).expect("the query runs").rows[0][0].to_string()
}

/// A number that looks like none before it, so that moments are spread over the run.
fn spread(n: u64) -> u64 {
    let h = n.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (h ^ (h >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 33
}

#[test]
fn killed_at_any_moment_the_store_holds_whole_reports_and_a_rerun_completes_it() {
    let folder = Folder::new("killed");
    let plan = Plan {
        councils: 14,
        years: 4,
        seed: 5,
    };
    let planted =
        councils::write(&folder.0.join("reports"), plan).expect("the reports are written");
    let path = folder.0.join("crossfoot.sqlite");
    let path = path.to_string_lossy();
    let begun = Instant::now();
    let done = crossfoot(&folder.0, &["store", "add", "reports"]).status();
    assert!(done.expect("it runs").success());
    let whole = begun.elapsed().as_micros() as u64;
    let state = |store: &Store| {
        one(
            store,
            "SELECT group_concat(f, ' ') FROM (SELECT d.sha256 || ':' || count(*) AS f FROM documents AS d
             JOIN reports AS r ON r.document_id = d.id JOIN facts AS f ON f.report_id = r.id
             GROUP BY d.id ORDER BY d.sha256)",
        )
    };
    let complete = state(&Store::readable(&path).expect("the store"));
    for round in 0..20 {
        for part in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{path}{part}"));
        }
        let mut child = crossfoot(&folder.0, &["store", "add", "reports"])
            .spawn()
            .expect("it starts");
        std::thread::sleep(Duration::from_micros(spread(round) % whole.max(1)));
        child.kill().expect("it is killed");
        child.wait().expect("it ended");
        if Path::new(&*path).exists()
            && let Ok(store) = Store::writable(&path, Duration::from_secs(5))
        {
            assert_eq!(
                one(&store, "SELECT integrity_check FROM pragma_integrity_check"),
                "ok"
            );
            assert_eq!(
                one(&store, "SELECT count(*) FROM pragma_foreign_key_check"),
                "0"
            );
            let part = state(&store);
            let known: std::collections::BTreeSet<&str> = complete.split(' ').collect();
            for document in part.split(' ').filter(|d| !d.is_empty()) {
                assert!(
                    known.contains(document),
                    "round {round}: {document} is not whole"
                );
            }
        }
        let rerun = crossfoot(&folder.0, &["store", "add", "reports"]).status();
        assert!(rerun.expect("it runs").success(), "round {round}");
        assert_eq!(
            state(&Store::readable(&path).expect("the store")),
            complete,
            "round {round}"
        );
    }
    // And what was planted in these reports is found, no more and no less.
    let store = Store::readable(&path).expect("the store");
    let mut found = Vec::new();
    store
        .across(|a| {
            if a.outcome == "differs" || a.outcome == "unlikely_rounding" {
                found.push(a);
            }
        })
        .expect("the tests run");
    let mut named: Vec<(String, u32, String)> = found
        .iter()
        .map(|a| {
            let o = store.observation(a.fact).expect("the figure");
            let file = folder.0.join(&o.path).to_string_lossy().into_owned();
            (file, o.line, o.text)
        })
        .collect();
    named.sort();
    let mut wanted: Vec<(String, u32, String)> = planted
        .into_iter()
        .map(|p| (p.file, p.line, p.later))
        .collect();
    wanted.sort();
    assert!(!wanted.is_empty());
    assert_eq!(named, wanted);
}
