//! Many councils, many years: how long it takes to add their reports to a store and to test them against each other, and
//! whether exactly what was planted is found.
//!
//! ```text
//! cargo bench --bench history                              2,000 councils x 10 years, then half of them
//! cargo bench --bench history -- 200 10                    200 councils x 10 years
//! cargo bench --bench history -- generate FOLDER 200 10    only the reports, and FOLDER/planted.csv
//! ```

// What a run says is what it is for.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod councils;

use councils::{Plan, Planted};
use crossfoot::language::Settings;
use crossfoot::pipeline::store::{Read, entries};
use crossfoot::store::file::{Store, Writer};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const SEED: u64 = 2026;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["generate", folder, councils, years] => {
            let plan = Plan {
                councils: councils.parse()?,
                years: years.parse()?,
                seed: SEED,
            };
            let planted = councils::write(Path::new(folder), plan)?;
            let mut list = String::from("file,line,later,earlier,told\n");
            for p in &planted {
                list += &format!(
                    "{},{},\"{}\",\"{}\",{}\n",
                    p.file, p.line, p.later, p.earlier, p.told
                );
            }
            std::fs::write(Path::new(folder).join("planted.csv"), list)?;
            println!(
                "{folder}: {} reports, {} planted",
                plan.councils * u32::from(plan.years),
                planted.len()
            );
        }
        [councils, years] => {
            run(Plan {
                councils: councils.parse()?,
                years: years.parse()?,
                seed: SEED,
            })?;
        }
        _ => {
            let half = run(Plan {
                councils: 1000,
                years: 10,
                seed: SEED,
            })?;
            let whole = run(Plan {
                councils: 2000,
                years: 10,
                seed: SEED,
            })?;
            println!(
                "twice the reports take {:.2} times as long to add, {:.2} times as long to test",
                whole.0.as_secs_f64() / half.0.as_secs_f64(),
                whole.1.as_secs_f64() / half.1.as_secs_f64()
            );
        }
    }
    Ok(())
}

/// Generates, adds, tests. Gives the times for adding and testing.
fn run(plan: Plan) -> Result<(Duration, Duration), Box<dyn std::error::Error>> {
    let folder = std::env::temp_dir().join(format!("crossfoot-history-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let result = measured(plan, &folder);
    std::fs::remove_dir_all(&folder)?;
    result
}

fn measured(plan: Plan, folder: &Path) -> Result<(Duration, Duration), Box<dyn std::error::Error>> {
    let planted = councils::write(&folder.join("reports"), plan)?;
    let mut paths: Vec<String> = walk(&folder.join("reports"))?
        .into_iter()
        .map(|p| p.to_string_lossy().into_owned())
        .collect();
    paths.sort();
    let file = folder.join("store.sqlite").to_string_lossy().into_owned();
    let begun = Instant::now();
    let store = Store::writable(&file, Duration::from_secs(5))?;
    let mut writer = Writer::begin(&store, "add")?;
    let known = writer.known()?;
    entries(&paths, &Settings::default(), &known, |_, read| match read {
        Read::Entry(entry) => writer.add(&entry).map(|_| ()),
        Read::Known => Ok(()),
        Read::Failed(e) => Err(e),
    })?;
    let (added, _) = writer.finish()?;
    let adding = begun.elapsed();
    let facts = store.query("SELECT count(*) FROM facts")?.rows[0][0].to_string();
    let size = std::fs::metadata(&file)?.len();
    drop(store);
    let begun = Instant::now();
    let store = Store::readable(&file)?;
    let (mut tests, mut found) = (0usize, Vec::new());
    store.across(|a| {
        tests += 1;
        if matches!(a.outcome.as_str(), "differs" | "unlikely_rounding") {
            found.push(a);
        }
    })?;
    let mut named = Vec::new();
    for a in &found {
        let (later, earlier) = (store.observation(a.fact)?, store.observation(a.earlier)?);
        named.push(Planted {
            file: later.path,
            line: later.line,
            later: later.text,
            earlier: earlier.text,
            told: a.rule == "restatement",
        });
    }
    named.sort();
    let testing = begun.elapsed();
    let missed = planted
        .iter()
        .filter(|p| named.binary_search(p).is_err())
        .count();
    let extra = named
        .iter()
        .filter(|p| planted.binary_search(p).is_err())
        .count();
    println!(
        "{added} reports, {facts} facts, {} MB: added in {:.1} s, {tests} tests across reports in {:.1} s",
        size / 1_000_000,
        adding.as_secs_f64(),
        testing.as_secs_f64()
    );
    println!(
        "    {} planted, {} found, {missed} missed, {extra} extra; most memory held {} MB",
        planted.len(),
        named.len(),
        most_memory() / 1024
    );
    for p in named
        .iter()
        .filter(|p| planted.binary_search(p).is_err())
        .take(3)
    {
        println!("    extra: {p:?}");
    }
    for p in planted
        .iter()
        .filter(|p| named.binary_search(p).is_err())
        .take(3)
    {
        println!("    missed: {p:?}");
    }
    Ok((adding, testing))
}

fn walk(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            out.extend(walk(&path)?);
        } else {
            out.push(path);
        }
    }
    Ok(out)
}

/// The most memory this process ever held, in KiB; 0 where the system does not say.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
