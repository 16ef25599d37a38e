use super::*;

/// An entry like [`entry`] with the figures of two years.
fn two_years(path: &str, year: i16, figures: &[(&str, i64, i64)]) -> Entry {
    let own: Vec<(&str, i64)> = figures.iter().map(|(l, _, now)| (*l, *now)).collect();
    let before: Vec<(&str, i64)> = figures.iter().map(|(l, then, _)| (*l, *then)).collect();
    let mut both = entry(path, year, &own);
    let earlier = entry(path, year - 1, &before);
    let measures: Vec<_> = both.facts.iter().map(|f| f.measure_id).collect();
    for (mut f, measure) in earlier.facts.into_iter().zip(measures) {
        f.measure_id = measure;
        both.facts.push(f);
    }
    both.sha256 = document::sha256(format!("{path} {figures:?}").as_bytes());
    both
}

#[test]
fn a_label_that_drifts_is_told_by_the_figures_it_reprints() {
    let folder = Folder::new("drift");
    let store = Store::writable(&folder.file("s"), SHORT).expect("a store");
    add(
        &store,
        &[
            two_years(
                "a.txt",
                2023,
                &[
                    ("Crossings", 400, 412),
                    ("Passes sold by the office", 90, 95),
                    ("Crew", 31, 30),
                ],
            ),
            two_years(
                "b.txt",
                2024,
                &[
                    ("Crossings", 412, 430),
                    ("Season passes sold", 95, 99),
                    ("Crew", 30, 33),
                ],
            ),
        ],
    );
    let linked: Vec<_> = store
        .measures()
        .expect("the measures")
        .into_iter()
        .filter_map(|m| Some((m.label, m.same_as?)))
        .collect();
    assert_eq!(
        linked,
        [(
            "Season passes sold".to_string(),
            "Passes sold by the office".to_string()
        )]
    );
    // The third year reprints it otherwise, and the drift does not hide that.
    add(
        &store,
        &[two_years(
            "c.txt",
            2025,
            &[
                ("Crossings", 430, 441),
                ("Season passes sold", 98, 99),
                ("Crew", 33, 30),
            ],
        )],
    );
    let mut found = Vec::new();
    store
        .across(|a| found.push((a.outcome, a.rule)))
        .expect("the tests run");
    found.retain(|(outcome, _)| outcome != "agrees");
    assert_eq!(found, [("differs".to_string(), "comparative".to_string())]);
}

#[test]
fn measures_of_two_organisations_are_never_one() {
    let a = keys::number(&["north borough", "ferry", "crossings", "", "", "amount"]);
    let b = keys::number(&["south borough", "ferry", "crossings", "", "", "amount"]);
    assert_ne!(a, b);
}

#[test]
fn labels_that_the_user_calls_one_are_one_measure() {
    let folder = Folder::new("synonyms");
    let store = Store::writable(&folder.file("s"), SHORT).expect("a store");
    let canonical = |label: &str| {
        matches!(label, "Lock-ins" | "Vessels held").then(|| "vessels held".to_string())
    };
    let mut writer = Writer::begin(&store, "add").expect("a run begins");
    writer.synonyms(&canonical);
    for entry in [
        two_years(
            "a.txt",
            2022,
            &[("Crossings", 400, 412), ("Lock-ins", 31, 35)],
        ),
        two_years(
            "b.txt",
            2023,
            &[("Crossings", 412, 430), ("Vessels held", 37, 40)],
        ),
    ] {
        writer.add(&entry).expect("it is added");
    }
    writer.finish().expect("the run ends");
    let linked: Vec<_> = store.measures().expect("a list");
    let why = linked.iter().find_map(|m| m.evidence.clone());
    assert_eq!(
        why.unwrap_or_default(),
        "both are names of “vessels held” in measures.rules; 0 of 1 earlier figures are reprinted"
    );
    let mut apart = 0;
    store
        .across(|a| apart += usize::from(a.outcome == "differs"))
        .expect("the tests");
    assert_eq!(apart, 1, "35 was published, 37 is reprinted");
}
