//! Which PDF is made from which source, and how it is set.

use super::flow::Style;
use super::grid::Ruling;
use super::pdf::Variant;

/// One PDF.
#[derive(Clone, Copy)]
pub struct Plan {
    /// Path below `corpus/pdf`.
    pub file: &'static str,
    /// Path below `corpus/text`.
    pub source: &'static str,
    /// Title in the file's properties.
    pub title: &'static str,
    pub style: Style,
    pub variant: Variant,
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
const TAGGED: Style = Style {
    tagged: true,
    ..RULED
};
/// For sources that carry their own page numbers.
const UNNUMBERED: Style = Style {
    numbered: false,
    ..RULED
};

fn plan(file: &'static str, source: &'static str, title: &'static str, style: Style) -> Plan {
    Plan {
        file,
        source,
        title,
        style,
        variant: Variant::Plain,
    }
}

/// All of them.
pub fn plans() -> Vec<Plan> {
    let mut plans = reports();
    for (source, files) in [
        (
            "agreement/libraries.txt",
            [
                "agreement/libraries-ruled.pdf",
                "agreement/libraries-half-ruled.pdf",
                "agreement/libraries-bare.pdf",
                "agreement/libraries-tagged.pdf",
            ],
        ),
        (
            "agreement/parks.txt",
            [
                "agreement/parks-ruled.pdf",
                "agreement/parks-half-ruled.pdf",
                "agreement/parks-bare.pdf",
                "agreement/parks-tagged.pdf",
            ],
        ),
    ] {
        for (file, style) in files.into_iter().zip([RULED, HALF_RULED, BARE, TAGGED]) {
            plans.push(plan(file, source, "", style));
        }
    }
    plans
}

fn reports() -> Vec<Plan> {
    let adoption = plan(
        "brackenford/adoption-2023-24.pdf",
        "brackenford/adoption-2023-24.txt",
        "Adoption Service: Annual Report 2023/24",
        RULED,
    );
    vec![
        Plan {
            file: "variants/encrypted.pdf",
            variant: Variant::Encrypted,
            ..adoption
        },
        Plan {
            file: "variants/scanned-page.pdf",
            variant: Variant::Scanned,
            ..adoption
        },
        adoption,
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
                ruling: Ruling::Half,
                ..UNNUMBERED
            },
        ),
        plan(
            "brackenford/scrutiny-pack-2025-10.pdf",
            "brackenford/scrutiny-pack-2025-10.txt",
            "Agenda, 15 October 2025",
            UNNUMBERED,
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
                running_head: "Complaints and Compliments 2024/25",
                ..TAGGED
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
        plan(
            "tidewell/school-budgets-2024-25.pdf",
            "tidewell/school-budgets-2024-25.md",
            "Primary School Budgets: Outturn 2024/25",
            Style {
                running_head: "Primary School Budgets",
                ..RULED
            },
        ),
        plan(
            "brackenford/performance-2024-25.pdf",
            "brackenford/performance-2024-25.txt",
            "Council Plan: Performance Report 2024/25",
            Style {
                running_head: "Performance Report 2024/25",
                ..HALF_RULED
            },
        ),
        plan(
            "tidewell/budget-2025-26.pdf",
            "tidewell/budget-2025-26.md",
            "Budget Book 2025/26 and Medium Term Plan to 2027/28",
            Style {
                running_head: "Budget Book 2025/26",
                ..RULED
            },
        ),
        plan(
            "brackenford/directors-report-2024-25.pdf",
            "brackenford/directors-report-2024-25.txt",
            "Report on the Year 2024/25",
            Style {
                running_head: "Report on the Year 2024/25",
                ..BARE
            },
        ),
    ]
}
