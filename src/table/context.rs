//! What stands around a table and speaks of it: caption, heading, units, notes.

use super::Table;
use crate::figure::Unit;
use crate::layout::{Block, Role};

/// Gives every table the caption or heading above it as title, and the unit lines and notes around it as notes. A table
/// that brought its own title keeps it.
pub fn attach(blocks: &[Block], tables: &mut [Table]) {
    for (i, block) in blocks.iter().enumerate() {
        let above = blocks[..i].iter().rfind(|b| b.role != Role::Furniture);
        let shared = above
            .and_then(|b| b.table)
            .and_then(|t| tables.get(t as usize))
            .and_then(tables_named);
        let Some(table) = block.table.and_then(|t| tables.get_mut(t as usize)) else {
            continue;
        };
        let before = blocks[..i]
            .iter()
            .rev()
            .filter(|b| b.role != Role::Furniture)
            .take_while(|b| b.role != Role::Table)
            .take(3);
        let mut heading = None;
        for b in before {
            match b.role {
                Role::Caption if table.title.is_none() && is_title(&b.text) => {
                    table.title = Some(b.text.clone());
                }
                Role::Caption => table.notes.push(b.text.clone()),
                Role::Heading(_) => {
                    heading.get_or_insert(&b.text);
                    break;
                }
                // "The table below shows the costs in £000:" names the table, a paragraph of prose does not.
                Role::Paragraph | Role::ListItem if b.text.ends_with(':') && b.text.len() < 300 => {
                    heading.get_or_insert(&b.text);
                    break;
                }
                _ => break,
            }
        }
        if table.title.is_none() {
            table.title = heading.cloned();
        }
        // "The following tables show ... (in millions):" speaks of what follows the first of them, too.
        if table.title.is_none() && table.notes.is_empty() {
            table.notes.extend(shared);
        }
        let after = blocks[i + 1..]
            .iter()
            .filter(|b| b.role != Role::Furniture)
            .take_while(|b| b.role != Role::Table)
            .take(4);
        for b in after {
            let rounding = b.text.len() < 400 && b.text.to_lowercase().contains("rounding");
            match b.role {
                Role::Note => table.notes.push(b.text.clone()),
                Role::Paragraph | Role::Caption if rounding => table.notes.push(b.text.clone()),
                _ => break,
            }
        }
    }
}

/// The words of a table that speak of several tables.
fn tables_named(table: &Table) -> Option<String> {
    let plural = |t: &&String| t.contains("tables ") || t.contains("Tables ");
    table.title.iter().chain(&table.notes).find(plural).cloned()
}

/// Marks the tables of money that give no scale, where three others or more do and no fewer than one for each three of
/// them: "amounts in millions" is said once for a whole set of accounts. For tables whose headers were read.
pub fn share_rounding(tables: &mut [Table]) {
    let scaled = |t: &Table| {
        t.scale.is_some_and(|s| s >= 3)
            || t.columns
                .iter()
                .chain(&t.rows)
                .any(|a| a.scale.is_some_and(|s| s >= 3))
    };
    let money = |t: &Table| {
        let mut figures = t.cells.iter().flat_map(|c| c.reading.figures());
        t.unit.is_some_and(Unit::is_money) || figures.any(|f| f.unit.is_money())
    };
    let with = tables.iter().filter(|t| scaled(t)).count();
    let bare: Vec<usize> = (0..tables.len())
        .filter(|i| !scaled(&tables[*i]) && money(&tables[*i]))
        .collect();
    if with < 3 || with * 3 < bare.len() {
        return;
    }
    for i in bare {
        tables[i].rounded = true;
    }
}

/// "Table 2: Age" names the table, however short; other captions do when they are longer than a line that gives a unit.
fn is_title(caption: &str) -> bool {
    const UNIT_LINE: usize = 24;
    ["Table ", "Figure ", "Chart "]
        .iter()
        .any(|w| caption.starts_with(w))
        || caption.len() > UNIT_LINE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numbered_caption_is_the_title_even_when_short() {
        let block = |role, text: &str, table| Block {
            role,
            text: text.to_string(),
            pieces: Default::default(),
            table,
        };
        let blocks = [
            block(Role::Heading(2), "4. Ages", None),
            block(Role::Caption, "Table 2: Age", None),
            block(Role::Caption, "All figures in £m", None),
            block(Role::Table, "", Some(0)),
        ];
        let mut tables = [Table::default()];
        attach(&blocks, &mut tables);
        assert_eq!(tables[0].title.as_deref(), Some("Table 2: Age"));
        assert_eq!(tables[0].notes, ["All figures in £m"]);
    }

    #[test]
    fn tables_of_money_are_rounded_where_several_others_are_in_thousands() {
        let table =
            |head: &str| crate::table::tabbed(&format!("Fund\t{head}\nHill\t£12\nDale\t£7"));
        let rounded = |scaled: usize| {
            let mut tables: Vec<Table> = (0..scaled).map(|_| table("£000")).collect();
            tables.push(table("Paid"));
            share_rounding(&mut tables);
            tables.iter().map(|t| t.rounded).collect::<Vec<_>>()
        };
        assert_eq!(rounded(3), [false, false, false, true]);
        assert_eq!(rounded(2), [false; 3]);
    }

    #[test]
    fn what_is_said_of_several_tables_is_said_of_the_next_one_too() {
        let block = |role, text: &str, table| Block {
            role,
            text: text.to_string(),
            pieces: Default::default(),
            table,
        };
        let said = "The following tables give the catch by harbour (in tonnes):";
        let blocks = [
            block(Role::Paragraph, said, None),
            block(Role::Table, "", Some(0)),
            block(Role::Table, "", Some(1)),
            block(Role::Paragraph, "More was landed in spring.", None),
            block(Role::Table, "", Some(2)),
        ];
        let mut tables = [Table::default(), Table::default(), Table::default()];
        attach(&blocks, &mut tables);
        assert_eq!(tables[0].title.as_deref(), Some(said));
        assert_eq!(tables[1].notes, [said]);
        assert!(tables[2].notes.is_empty());
    }
}
