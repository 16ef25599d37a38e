//! Makes the PDFs of `corpus/pdf` from the sources in `corpus/text`, so that both hold the same words and figures:
//! `cargo run --example make-corpus`. `tests/corpus.rs` holds the committed files against what this makes.

mod flow;
mod font;
mod grid;
mod pdf;
mod sheet;
mod source;

use flow::{Flow, Style};
use grid::Ruling;
use pdf::Variant;
use std::io;
use std::path::Path;

/// One PDF: its file, its source, its title, how it is set, and what else is done to it.
struct Plan {
    file: &'static str,
    source: &'static str,
    title: &'static str,
    style: Style,
    variant: Variant,
}

const RULED: Style = Style {
    running_head: "",
    ruling: Ruling::Full,
    landscape: false,
    tight: false,
    tagged: false,
    columns: 1,
    numbered: true,
};
const HALF_RULED: Style = Style {
    ruling: Ruling::Half,
    ..RULED
};
const BARE: Style = Style {
    ruling: Ruling::Bare,
    ..RULED
};

fn plans() -> Vec<Plan> {
    let plan = |file, source, title, style| Plan {
        file,
        source,
        title,
        style,
        variant: Variant::Plain,
    };
    let adoption = "brackenford/adoption-2023-24.txt";
    vec![
        plan(
            "brackenford/adoption-2023-24.pdf",
            adoption,
            "Adoption Service: Annual Report 2023/24",
            RULED,
        ),
        plan(
            "brackenford/adoption-2024-25.pdf",
            "brackenford/adoption-2024-25.txt",
            "Adoption Service: Annual Report 2024/25",
            Style {
                running_head: "Brackenford City Council | Adoption Service: Annual Report 2024/25",
                ..RULED
            },
        ),
        plan(
            "brackenford/fostering-2023-24.pdf",
            "brackenford/fostering-2023-24.txt",
            "Fostering Service: Annual Report 2023/24",
            Style {
                running_head: "Fostering Service: Annual Report 2023/24",
                ..BARE
            },
        ),
        plan(
            "brackenford/fostering-2024-25.pdf",
            "brackenford/fostering-2024-25.txt",
            "Fostering Service: Annual Report 2024/25",
            Style {
                running_head: "Fostering Service: Annual Report 2024/25",
                numbered: false,
                ..HALF_RULED
            },
        ),
        plan(
            "brackenford/scrutiny-pack-2025-10.pdf",
            "brackenford/scrutiny-pack-2025-10.txt",
            "Agenda, 15 October 2025",
            Style {
                numbered: false,
                ..RULED
            },
        ),
        plan(
            "brackenford/minutes-2025-10.pdf",
            "brackenford/minutes-2025-10.txt",
            "Minutes, 15 October 2025",
            RULED,
        ),
        plan(
            "tidewell/finance-q3-2023-24.pdf",
            "tidewell/finance-q3-2023-24.md",
            "Revenue and Capital Monitoring: Quarter 3 2023/24",
            Style {
                landscape: true,
                ..BARE
            },
        ),
        plan(
            "tidewell/finance-q3-2024-25.pdf",
            "tidewell/finance-q3-2024-25.md",
            "Revenue and Capital Monitoring: Quarter 3 2024/25",
            Style {
                landscape: true,
                tight: true,
                ..BARE
            },
        ),
        plan(
            "tidewell/complaints-2023-24.pdf",
            "tidewell/complaints-2023-24.md",
            "Complaints and Compliments: Annual Report 2023/24",
            Style {
                columns: 2,
                ..HALF_RULED
            },
        ),
        plan(
            "tidewell/complaints-2024-25.pdf",
            "tidewell/complaints-2024-25.md",
            "Complaints and Compliments: Annual Report 2024/25",
            Style {
                tagged: true,
                running_head: "Complaints and Compliments 2024/25",
                ..RULED
            },
        ),
        plan(
            "tidewell/school-places-2024-25.pdf",
            "tidewell/school-places-2024-25.md",
            "School Places and Admissions",
            Style {
                running_head: "School Places and Admissions",
                ..BARE
            },
        ),
        Plan {
            variant: Variant::Encrypted,
            ..plan(
                "variants/encrypted.pdf",
                adoption,
                "Adoption Service: Annual Report 2023/24",
                RULED,
            )
        },
        Plan {
            variant: Variant::Scanned,
            ..plan(
                "variants/scanned-page.pdf",
                adoption,
                "Adoption Service: Annual Report 2023/24",
                RULED,
            )
        },
    ]
}

/// Every PDF with its path below `corpus/pdf`, made from the sources below `corpus/text`.
pub fn make(corpus: &Path) -> io::Result<Vec<(&'static str, Vec<u8>)>> {
    let mut files = Vec::new();
    for plan in plans() {
        let text = std::fs::read_to_string(corpus.join("text").join(plan.source))?;
        let mut flow = Flow::new(&plan.style);
        flow.set(&source::read(&text, plan.source.ends_with(".md")));
        files.push((plan.file, pdf::write(flow, plan.title, plan.variant)?));
    }
    Ok(files)
}

fn main() -> io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for (file, bytes) in make(&corpus)? {
        let path = corpus.join("pdf").join(file);
        std::fs::create_dir_all(path.parent().unwrap_or(&corpus))?;
        std::fs::write(path, bytes)?;
    }
    Ok(())
}
