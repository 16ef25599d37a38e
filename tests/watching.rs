//! `check --watch` as a writer meets it who saves a draft twice.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

const WAIT: Duration = Duration::from_secs(60);

/// Lines as they come.
fn lines(of: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(of).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                return;
            }
        }
    });
    receive
}

/// The first line with these words.
fn until(from: &Receiver<String>, words: &str) -> String {
    let end = Instant::now() + WAIT;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        match from.recv_timeout(left) {
            Ok(line) if line.contains(words) => return line,
            Ok(_) => {}
            Err(e) => panic!("nothing says {words}: {e}"),
        }
    }
}

fn draft(last: u32) -> String {
    format!("# Parks report 2024/25\n\nVisits rose from 52 in 2023/24 to {last} in 2024/25.\n")
}

/// Whether this process was started with interrupts ignored, as shells start what runs in the background; what it starts
/// takes that over.
fn ignores_interrupts() -> bool {
    const INTERRUPT: u64 = 1 << 1;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|l| l.strip_prefix("SigIgn:"));
    mask.and_then(|m| u64::from_str_radix(m.trim(), 16).ok())
        .is_some_and(|m| m & INTERRUPT != 0)
}

/// Gone with the test, whatever becomes of it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_draft_that_is_saved_again_is_reported_again_until_it_is_interrupted() {
    let work = std::env::temp_dir().join(format!("crossfoot-watch-{}", std::process::id()));
    fs::create_dir_all(&work).expect("a scratch folder");
    let path = work.join("parks.md");
    fs::write(&path, draft(47)).expect("the draft is written");
    let child = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
        .args([
            "check",
            "--watch",
            "--format",
            "text",
            "--format",
            "json=out.json",
            "parks.md",
        ])
        .current_dir(&work)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("crossfoot runs");
    let mut child = Running(child);
    let out = lines(child.0.stdout.take().expect("a pipe"));
    let said = lines(child.0.stderr.take().expect("a pipe"));
    until(&out, "“rose”, but 47 is 5 less than 52");
    until(&said, "watching 1 file; Ctrl-C ends");

    // Half of the file first, and the whole by another name, as editors do.
    fs::write(&path, &draft(47)[..30]).expect("half a draft is written");
    let other = work.join("parks.md.new");
    fs::write(&other, draft(49)).expect("the draft is written");
    fs::remove_file(&path).expect("the old one goes");
    fs::rename(&other, &path).expect("the new one takes its place");
    assert!(until(&said, "checking again").contains("parks.md has changed"));
    until(&out, "“rose”, but 49 is 3 less than 52");
    until(&said, "watching 1 file");

    fs::write(&path, draft(58)).expect("the draft is written");
    until(&out, "nothing that differs");
    until(&said, "watching 1 file");
    let written = fs::read_to_string(work.join("out.json")).expect("each round writes it");
    assert!(written.contains("\"findings\": []"), "{written}");

    let id = child.0.id().to_string();
    let signal = if ignores_interrupts() {
        "-TERM"
    } else {
        "-INT"
    };
    let asked = Command::new("kill").args([signal, &id]).status();
    assert!(asked.expect("kill runs").success());
    let start = Instant::now();
    while child.0.try_wait().expect("it can be asked").is_none() {
        assert!(start.elapsed() < WAIT, "Ctrl-C ends it");
        std::thread::sleep(Duration::from_millis(20));
    }
    let left: Vec<_> = fs::read_dir(&work)
        .expect("the folder is there")
        .flatten()
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .filter(|n| n.contains(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    fs::remove_dir_all(&work).expect("the scratch folder goes");
}
