//! JUnit XML, which build servers read: a suite for each document, a case for each finding and for each rule that
//! found nothing.

use super::Outcome;
use super::place::{LABEL, place, shorten};
use super::sanitize::clean;
use super::told::{Told, told};
use crate::fact::Reading;
use crate::finding::Level;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the suites; findings at `fail_from` or above are failures (none where it is `None`), lower ones passing cases
/// with their words, accepted ones skipped. Times are left out: they would differ from run to run.
pub fn write(out: &mut dyn Write, outcome: &Outcome, fail_from: Option<Level>) -> io::Result<()> {
    let told = told(outcome);
    let fails = |t: &Told<'_>| t.accepted.is_none() && fail_from.is_some_and(|l| t.test.level >= l);
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let unread = outcome.readings.iter().filter(|r| !r.unread.is_empty());
    let errors = outcome.failures.len() + unread.count();
    xml.create_element("testsuites")
        .with_attributes([
            ("name", "crossfoot"),
            (
                "failures",
                &told.iter().filter(|t| fails(t)).count().to_string(),
            ),
            ("errors", &errors.to_string()),
        ])
        .write_inner_content(|xml| {
            for reading in &outcome.readings {
                let own: Vec<&Told<'_>> = told
                    .iter()
                    .filter(|t| t.primary().is_some_and(|l| l.document == reading.document))
                    .collect();
                suite(xml, reading, &own, outcome, &fails)?;
            }
            for failure in &outcome.failures {
                xml.create_element("testsuite")
                    .with_attributes([
                        ("name", &*clean(&failure.path)),
                        ("tests", "1"),
                        ("failures", "0"),
                        ("errors", "1"),
                    ])
                    .write_inner_content(|xml| {
                        unreadable(xml, &failure.path, &failure.message())
                    })?;
            }
            Ok(())
        })?;
    out.write_all(&xml.into_inner())?;
    out.write_all(b"\n")
}

fn suite(
    xml: &mut Writer<Vec<u8>>,
    reading: &Reading,
    told: &[&Told<'_>],
    outcome: &Outcome,
    fails: &dyn Fn(&Told<'_>) -> bool,
) -> io::Result<()> {
    let mut clean_rules: BTreeMap<&str, usize> = BTreeMap::new();
    for test in &outcome.tests {
        if test
            .locations
            .first()
            .is_some_and(|l| l.document == reading.document)
        {
            *clean_rules.entry(test.rule).or_default() += 1;
        }
    }
    for t in told {
        clean_rules.remove(t.test.rule);
    }
    let failures = told.iter().filter(|t| fails(t)).count();
    let skipped = told.iter().filter(|t| t.accepted.is_some()).count();
    let tests = told.len() + clean_rules.len() + reading.unread.len();
    let path = clean(&reading.path);
    xml.create_element("testsuite")
        .with_attributes([
            ("name", &*path),
            ("tests", &tests.to_string()),
            ("failures", &failures.to_string()),
            ("errors", &reading.unread.len().to_string()),
            ("skipped", &skipped.to_string()),
        ])
        .write_inner_content(|xml| {
            for t in told {
                finding(xml, t, outcome, fails(t), &path)?;
            }
            for (rule, made) in &clean_rules {
                let made = format!(
                    "{rule} ({made} {})",
                    if *made == 1 { "test" } else { "tests" }
                );
                xml.create_element("testcase")
                    .with_attributes([("classname", &*path), ("name", &*made)])
                    .write_empty()?;
            }
            for place in &reading.unread {
                unreadable(xml, &reading.path, place)?;
            }
            Ok(())
        })?;
    Ok(())
}

fn finding(
    xml: &mut Writer<Vec<u8>>,
    told: &Told<'_>,
    outcome: &Outcome,
    fails: bool,
    path: &str,
) -> io::Result<()> {
    let test = told.test;
    let at = told
        .primary()
        .map(|l| place(l, &outcome.readings, false))
        .unwrap_or_default();
    let message = clean(&test.message);
    let mut words = format!("{message}\n{at}\n");
    for line in &test.sum {
        let label = shorten(&clean(&line.label), LABEL);
        let text = format!(
            "  {label}  {}  {}",
            clean(&line.figure),
            clean(&line.remark)
        );
        words.push_str(text.trim_end());
        words.push('\n');
    }
    if let Some(cause) = &test.cause {
        words.push_str(&format!("likely cause: {}\n", clean(cause)));
    }
    words.push_str(&told.id);
    let name = format!("{}: {at}", test.rule);
    xml.create_element("testcase")
        .with_attributes([("classname", path), ("name", &*name)])
        .write_inner_content(|xml| {
            match told.accepted {
                Some(accepted) => {
                    let why = format!("{} ({})", accepted.because, accepted.agreed_by);
                    xml.create_element("skipped")
                        .with_attribute(("message", &*clean(&why)))
                        .write_empty()?;
                }
                None if fails => {
                    xml.create_element("failure")
                        .with_attributes([("message", &*message), ("type", test.level.name())])
                        .write_text_content(BytesText::new(&words))?;
                }
                None => {
                    xml.create_element("system-out")
                        .write_text_content(BytesText::new(&words))?;
                }
            }
            Ok(())
        })?;
    Ok(())
}

/// A file, or a page of one, that could not be read.
fn unreadable(xml: &mut Writer<Vec<u8>>, path: &str, message: &str) -> io::Result<()> {
    let message = clean(message);
    xml.create_element("testcase")
        .with_attributes([
            ("classname", &*clean(path)),
            ("name", "reading the document"),
        ])
        .write_inner_content(|xml| {
            xml.create_element("error")
                .with_attributes([("message", &*message), ("type", "unread")])
                .write_empty()?;
            Ok(())
        })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::told;

    fn written(fail_from: Option<Level>) -> String {
        let mut out = Vec::new();
        write(&mut out, &told::tests::outcome(), fail_from).expect("memory is written to");
        String::from_utf8(out).expect("XML is UTF-8")
    }

    #[test]
    fn findings_fail_from_the_level_asked_for_and_accepted_ones_are_skipped() {
        let xml = written(Some(Level::Error));
        assert_eq!(xml.matches("<failure ").count(), 1, "{xml}");
        assert_eq!(xml.matches("<skipped ").count(), 1, "{xml}");
        assert_eq!(xml.matches("<error ").count(), 1, "{xml}");
        assert_eq!(written(Some(Level::Note)).matches("<failure ").count(), 2);
        assert_eq!(written(None).matches("<failure ").count(), 0);
    }

    #[test]
    fn every_suite_has_what_the_schema_requires_and_its_counts_hold() {
        use quick_xml::events::Event;
        let xml = written(Some(Level::Error));
        let mut reader = quick_xml::Reader::from_str(&xml);
        let (mut suites, mut promised, mut cases) = (0, 0, 0);
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(e) | Event::Empty(e) => {
                    let value = |name: &str| -> Option<String> {
                        let found = e.try_get_attribute(name).expect("well-formed")?;
                        Some(found.value.into_owned())
                    };
                    match e.name().as_ref() {
                        "testsuite" => {
                            suites += 1;
                            for required in ["name", "tests", "failures", "errors"] {
                                assert!(value(required).is_some(), "{required} in {xml}");
                            }
                            promised += value("tests").map_or(0, |n| n.parse().expect("a count"));
                        }
                        "testcase" => {
                            cases += 1;
                            assert!(value("name").is_some_and(|n| !n.is_empty()), "{xml}");
                        }
                        _ => {}
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!((suites, promised), (3, cases));
    }

    #[test]
    fn text_of_documents_stays_text() {
        let xml = written(Some(Level::Note));
        assert!(xml.contains("&lt;b&gt; &amp; "), "{xml}");
        assert!(!xml.contains("<script") && !xml.contains('\u{1b}') && !xml.contains('\u{202e}'));
    }
}
