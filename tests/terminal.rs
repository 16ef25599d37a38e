//! What stands beside a check on the command line: pages of rules inline, completions, the manual, settings in force.

mod support;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

fn run(folder: &PathBuf, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_crossfoot"))
        .args(args)
        .current_dir(folder)
        .output()
        .expect("crossfoot runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn scratch(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("crossfoot-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join("drafts/june")).expect("a scratch folder");
    path
}

#[test]
fn the_page_of_a_rule_stands_beneath_its_first_finding_only() {
    let work = scratch("explain");
    let draft = "# Parks report 2024/25\n\nVisits rose from 52 in 2023/24 to 47 in 2024/25.\n\n\
                 Letters rose from 61 in 2023/24 to 58 in 2024/25.\n";
    fs::write(work.join("parks.md"), draft).expect("the draft is written");
    let plain = run(&work, &["check", "parks.md"]);
    let explained = run(&work, &["check", "--explain", "parks.md"]);
    assert_eq!(plain.matches("error[direction]").count(), 2);
    assert_eq!(explained.matches("error[direction]").count(), 2);
    assert_eq!(explained.matches("  | # Direction").count(), 1);
    let page = explained.find("  | # Direction").expect("the page");
    let second = explained.rfind("error[direction]").expect("a finding");
    assert!(page < second, "{explained}");
    let without: String = explained
        .lines()
        .filter(|l| !l.starts_with("  |"))
        .map(|l| format!("{l}\n"))
        .collect();
    assert_eq!(without.replace("\n\n\n", "\n\n"), plain);
    fs::remove_dir_all(&work).expect("the scratch folder goes");
}

#[test]
fn every_shell_completes_and_every_command_has_a_page_in_the_manual() {
    let work = scratch("manual");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = run(&work, &["completions", shell]);
        assert!(
            script.contains("fail-on") && script.contains("baseline"),
            "{shell}"
        );
    }
    run(&work, &["manual", "man1"]);
    let help = run(&work, &["--help"]);
    let commands = help
        .lines()
        .skip_while(|l| !l.starts_with("Commands:"))
        .skip(1);
    let commands: Vec<&str> = commands
        .take_while(|l| l.starts_with("  "))
        .filter(|l| !l.starts_with("   "))
        .filter_map(|l| l.split_whitespace().next())
        .filter(|c| *c != "help")
        .collect();
    assert!(commands.len() > 9, "{commands:?}");
    for command in commands {
        let page = fs::read_to_string(work.join(format!("man1/crossfoot-{command}.1")));
        let page = page.unwrap_or_else(|e| panic!("{command}: {e}"));
        assert!(
            page.contains(&format!(".TH crossfoot-{command} 1")),
            "{page}"
        );
    }
    let all = run(&work, &["manual"]);
    let pages = fs::read_dir(work.join("man1")).expect("pages").count();
    assert_eq!(all.matches("\n.TH ").count(), pages);
    fs::remove_dir_all(&work).expect("the scratch folder goes");
}

#[test]
fn settings_in_force_are_listed_with_their_file_found_from_the_document_upwards() {
    let work = scratch("settings");
    fs::create_dir_all(work.join("rules")).expect("a folder");
    let settings = "# ours\nmateriality: £1,000\n\nlevel of numbering: off   # for now\n";
    fs::write(work.join("rules/settings.rules"), settings).expect("it is written");
    fs::write(
        work.join("rules/measures.rules"),
        "lettings: also homes let\n",
    )
    .expect("it is written");
    fs::write(work.join("drafts/june/report.md"), "# Report\n").expect("it is written");
    let listed = run(&work, &["rules", "list", "drafts/june/report.md"]);
    let (_, own) = listed
        .split_once("\nSettings, in ")
        .expect("settings are listed");
    let lines: Vec<&str> = own.lines().collect();
    assert!(lines[0].ends_with("rules:"), "{own}");
    assert_eq!(
        lines[1],
        "  materiality: £1,000         settings.rules, line 2"
    );
    assert_eq!(
        lines[2],
        "  level of numbering: off     settings.rules, line 4"
    );
    assert_eq!(lines[3], "  1 measure with other names  measures.rules");
    assert_eq!(
        run(&work, &["rules", "list"])
            .split_once("\nSettings, in ")
            .map(|s| s.1),
        Some(own.replace(lines[0], "rules:").as_str())
    );
    fs::remove_dir_all(&work).expect("the scratch folder goes");
}
