//! For people: what changed, measure by measure, then rows, then text.

mod passages;

use super::{Compared, at, head, percent, signed};
use crate::report::sanitize::clean;
use crate::report::text::Style;
use crate::store::compare::{Change, Kind, Pair, Passage, PassageKind, RowChange, RowKind, Within};
use passages::{passages, short};
use std::io::{self, Write};

/// Of one kind of row or passage so many are listed, unless all are wanted.
const LISTED: usize = 20;
/// Longest label of a column.
const HEAD: usize = 44;

/// Writes the comparison; `all` lists every passage.
pub fn write(out: &mut dyn Write, compared: &Compared, style: Style, all: bool) -> io::Result<()> {
    for pair in &compared.comparison.pairs {
        self::pair(out, compared, pair, style, all)?;
    }
    let only = |out: &mut dyn Write, what: &str, list: Vec<&str>| -> io::Result<()> {
        if !list.is_empty() {
            writeln!(out, "{}", style.strong(what))?;
            for path in list {
                writeln!(out, "  {}", clean(path))?;
            }
            writeln!(out)?;
        }
        Ok(())
    };
    let paths = |of: &[crate::fact::Reading], list: &[usize]| -> Vec<String> {
        list.iter()
            .filter_map(|i| of.get(*i))
            .map(|r| r.path.clone())
            .collect()
    };
    let (gone, come) = (
        paths(&compared.old, &compared.comparison.only_old),
        paths(&compared.new, &compared.comparison.only_new),
    );
    only(out, "only old", gone.iter().map(String::as_str).collect())?;
    only(out, "only new", come.iter().map(String::as_str).collect())
}

fn pair(
    out: &mut dyn Write,
    compared: &Compared,
    pair: &Pair,
    style: Style,
    all: bool,
) -> io::Result<()> {
    let path = |of: &[crate::fact::Reading], i: usize| {
        of.get(i)
            .map(|r| clean(&r.path).into_owned())
            .unwrap_or_default()
    };
    let names = format!(
        "old  {}\nnew  {}",
        path(&compared.old, pair.old),
        path(&compared.new, pair.new)
    );
    for line in names.lines() {
        writeln!(out, "{}", style.strong(line))?;
    }
    writeln!(out, "     {}", style.faint(&summary(pair)))?;
    if let Some(w) = &pair.within {
        writeln!(out, "     {}", style.faint(&part(w)))?;
    }
    writeln!(out)?;
    let of = |kinds: &[Kind]| -> Vec<&Change> {
        pair.changes
            .iter()
            .filter(|c| kinds.contains(&c.kind))
            .collect()
    };
    figures(
        out,
        "figures changed",
        &of(&[Kind::Changed, Kind::Appeared, Kind::Vanished]),
        style,
    )?;
    figures(
        out,
        "figures of earlier periods, restated",
        &of(&[Kind::Restated]),
        style,
    )?;
    figures(out, "year on year", &of(&[Kind::Next]), style)?;
    rows(out, &pair.rows, style, all)?;
    for (kind, title) in [
        (
            PassageKind::Number,
            "numbers changed in sentences that are otherwise the same",
        ),
        (
            PassageKind::StaleYear,
            "carried over, and still speaks of the earlier year",
        ),
        (
            PassageKind::StaleNumbers,
            "the year was updated, the numbers were not",
        ),
        (PassageKind::Wording, "wording changed"),
        (
            PassageKind::Numbering,
            "only the number of a paragraph or table changed",
        ),
        (PassageKind::Moved, "moved"),
        (PassageKind::Dropped, "dropped"),
        (PassageKind::Added, "added"),
    ] {
        let list: Vec<&Passage> = pair.passages.iter().filter(|p| p.kind == kind).collect();
        passages(out, title, &list, style, all)?;
    }
    Ok(())
}

fn plural(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

fn summary(pair: &Pair) -> String {
    let relation = match pair.years {
        0 => "two versions of one report".to_string(),
        1 => "successive years".to_string(),
        n if n < 0 => format!(
            "the new one reports on an earlier year ({} before)",
            -i32::from(n)
        ),
        n => format!("{n} years apart"),
    };
    let changed = pair.changes.iter().filter(|c| c.kind != Kind::Next).count();
    let mut parts = vec![relation];
    let verb = if pair.years == 0 {
        "changed"
    } else {
        "restated"
    };
    parts.push(format!(
        "{} compared, {changed} {verb}",
        plural(pair.compared, "figure")
    ));
    for (kind, word) in [
        (RowKind::Dropped, "dropped"),
        (RowKind::Added, "added"),
        (RowKind::Renamed, "renamed"),
        (RowKind::Moved, "moved"),
        (RowKind::Renumbered, "renumbered"),
    ] {
        let n = pair.rows.iter().filter(|r| r.kind == kind).count();
        if n > 0 {
            parts.push(format!("{} {word}", plural(n, "row")));
        }
    }
    let texts = pair.passages.len();
    parts.push(format!(
        "{} carried over, {texts} not",
        plural(pair.carried, "sentence")
    ));
    parts.join("; ")
}

/// Which part of a pack was compared, and what else it holds.
fn part(within: &Within) -> String {
    let side = if within.new { "new" } else { "old" };
    let quoted = |t: &String| format!("“{}”", short(&clean(t), 80));
    let compared: Vec<String> = within.compared.iter().map(quoted).collect();
    format!(
        "the {side} document is a pack; compared with its part {}; {} not looked at",
        compared.join(" and "),
        plural(within.others.len(), "other part")
    )
}

/// Old, new, change and percent in columns, under the label of each row.
fn figures(out: &mut dyn Write, title: &str, list: &[&Change], style: Style) -> io::Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", style.strong(title))?;
    let lines: Vec<[String; 5]> = list
        .iter()
        .map(|c| {
            let text = |cell: &Option<crate::store::compare::Cell>| {
                let printed = cell.as_ref().map_or("–", |c| c.text.trim());
                short(&clean(printed), 24)
            };
            [
                head(&clean(&c.column), HEAD),
                text(&c.old),
                text(&c.new),
                c.change.map(signed).unwrap_or_default(),
                c.percent.map(|p| percent(p, c.change)).unwrap_or_default(),
            ]
        })
        .collect();
    let width = |i: usize| {
        lines
            .iter()
            .map(|l| l[i].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths = [
        width(0),
        width(1).max(3),
        width(2).max(3),
        width(3),
        width(4),
    ];
    let mut last = None;
    for (c, line) in list.iter().zip(&lines) {
        let place = c.new.as_ref().or(c.old.as_ref());
        let row = place.map(|p| (p.at.0, p.at.1));
        if row != last {
            let label = if c.measure.trim().is_empty() {
                "(no label)"
            } else {
                &c.measure
            };
            let told = if c.told { ", said to be restated" } else { "" };
            let here = at(place.map(|p| p.place));
            let here = if here.is_empty() {
                here
            } else {
                format!(" ({here}{told})")
            };
            writeln!(out, "  {}{}", short(&clean(label), 90), style.faint(&here))?;
            last = row;
        }
        let [column, old, new, change, percent] = line;
        let [a, b, c, d, e] = widths;
        let text = format!("    {column:<a$}  {old:>b$}  {new:>c$}  {change:>d$}  {percent:>e$}");
        writeln!(out, "{}", text.trim_end())?;
    }
    writeln!(out)
}

fn rows(out: &mut dyn Write, list: &[RowChange], style: Style, all: bool) -> io::Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", style.strong("rows"))?;
    let mut listed = 0;
    let plain: Vec<&RowChange> = list
        .iter()
        .filter(|r| r.kind != RowKind::Renumbered)
        .collect();
    for r in &plain {
        listed += 1;
        if listed > LISTED * 3 && !all {
            break;
        }
        let quoted = |t: &str| format!("“{}”", short(&clean(t), 80));
        let (old, new) = (at(r.old_place), at(r.new_place));
        let figures = || {
            let parts: Vec<String> = r
                .figures
                .iter()
                .map(|(head, text)| match self::head(&clean(head), 24) {
                    head if head.is_empty() => clean(text).into_owned(),
                    head => format!("{head} {}", clean(text)),
                })
                .collect();
            if parts.is_empty() {
                String::new()
            } else {
                format!(": {}", parts.join("; "))
            }
        };
        let line = match r.kind {
            RowKind::Dropped => format!("dropped   {} ({old}){}", quoted(&r.old), figures()),
            RowKind::Added => format!("added     {} ({new}){}", quoted(&r.new), figures()),
            RowKind::Renamed => {
                format!("renamed   {} to {} ({new})", quoted(&r.old), quoted(&r.new))
            }
            _ => format!("moved     {} from {old} to {new}", quoted(&r.new)),
        };
        writeln!(out, "  {}", line.replace(" ()", ""))?;
    }
    if plain.len() > LISTED * 3 && !all {
        writeln!(
            out,
            "  and {} more (--all lists them)",
            plain.len() - LISTED * 3
        )?;
    }
    renumbered(out, list)?;
    writeln!(out)
}

/// Rows that only got another number: one line for each stretch moved by the same step.
fn renumbered(out: &mut dyn Write, list: &[RowChange]) -> io::Result<()> {
    let numbers = |r: &RowChange| Some((r.old.parse::<i64>().ok()?, r.new.parse::<i64>().ok()?));
    let list: Vec<(i64, i64, &RowChange)> = list
        .iter()
        .filter(|r| r.kind == RowKind::Renumbered)
        .filter_map(|r| numbers(r).map(|(a, b)| (a, b, r)))
        .collect();
    let step = |x: &(i64, i64, &RowChange), y: &(i64, i64, &RowChange)| x.1 - x.0 == y.1 - y.0;
    for stretch in list.chunk_by(step) {
        let [first, .., last] = stretch else {
            let (a, b, r) = stretch[0];
            writeln!(
                out,
                "  renumbered  {a} is now {b}: “{}” ({})",
                short(&clean(&r.label), 60),
                at(r.new_place)
            )?;
            continue;
        };
        writeln!(
            out,
            "  renumbered  {} to {} are now {} to {} ({} to {})",
            first.0,
            last.0,
            first.1,
            last.1,
            at(first.2.new_place),
            at(last.2.new_place)
        )?;
    }
    Ok(())
}
