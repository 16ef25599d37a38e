//! The words that outputs use for roles, kinds and parts.

use crate::claim::{Direction, Kind, Part};
use crate::layout::Role;
use crate::table::{CellRole, Line};

/// What a block is.
pub fn block(role: Role) -> &'static str {
    match role {
        Role::Heading(_) => "heading",
        Role::Paragraph => "paragraph",
        Role::ListItem => "list item",
        Role::Table => "table",
        Role::Caption => "caption",
        Role::Note => "note",
        Role::Contents => "contents",
        Role::Furniture => "furniture",
        Role::Chart => "chart",
        Role::Hidden => "hidden",
        Role::Code => "code",
    }
}

/// What a cell is for.
pub fn cell(role: CellRole) -> &'static str {
    match role {
        CellRole::Header => "header",
        CellRole::Label => "label",
        CellRole::Figure => "figure",
        CellRole::Note => "note",
    }
}

/// What a row or column is.
pub fn line(line: &Line) -> &'static str {
    match line {
        Line::Body => "body",
        Line::Header => "header",
        Line::Section => "section",
        Line::Total => "total",
        Line::OfWhich => "of which",
        Line::Note => "note",
    }
}

/// What a claim asserts.
pub fn claim(kind: Kind) -> &'static str {
    match kind {
        Kind::Change => "change",
        Kind::ShareOfCount => "share of count",
        Kind::Parts => "parts",
        Kind::Target => "target",
        Kind::Complement => "complement",
        Kind::Average => "average",
        Kind::Rank => "rank",
        Kind::ListCount => "list count",
        Kind::Stated => "stated",
    }
}

/// What part a figure plays in a claim.
pub fn part(part: Part) -> &'static str {
    match part {
        Part::Current => "current",
        Part::Previous => "previous",
        Part::Change => "change",
        Part::Share => "share",
        Part::Count => "count",
        Part::Base => "base",
        Part::Whole => "whole",
        Part::Member => "member",
        Part::Target => "target",
        Part::Stated => "stated",
    }
}

/// Up, down or level.
pub fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Up => "up",
        Direction::Down => "down",
        Direction::Level => "level",
    }
}
