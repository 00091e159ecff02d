//! JUnit XML: a suite for each family, a failed test for each finding, a passed one for each clean text.

use super::named::NamedReport;
use super::place::Places;
use super::xml::escaped;
use crate::finding::{Finding, Severity, Side};
use std::io::{self, Write};

/// Writes the findings at `shown` or above.
///
/// # Errors
/// Only those of the writer.
pub fn write(reports: &[NamedReport<'_>], shown: Severity, out: &mut dyn Write) -> io::Result<()> {
    let suites: Vec<Suite<'_>> = reports
        .iter()
        .map(|named| Suite::of(named, shown))
        .collect();
    let (tests, failures) = suites.iter().fold((0, 0), |(t, f), suite| {
        (t + suite.tests(), f + suite.failures.len())
    });
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<testsuites name=\"copydesk\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    )?;
    for suite in &suites {
        suite.write(out)?;
    }
    writeln!(out, "</testsuites>")
}

struct Suite<'a> {
    named: &'a NamedReport<'a>,
    failures: Vec<&'a Finding>,
    clean: Vec<&'a str>,
}

impl<'a> Suite<'a> {
    fn of(named: &'a NamedReport<'a>, shown: Severity) -> Suite<'a> {
        let findings = named.report.findings.iter();
        let failures: Vec<&Finding> = findings.filter(|f| f.severity >= shown).collect();
        let source = named.report.source.iter().map(|_| Side::Source);
        let versions = (0..named.report.versions.len()).map(Side::Version);
        let clean = source
            .chain(versions)
            .filter(|side| !failures.iter().any(|f| f.side == *side))
            .map(|side| named.name(side))
            .collect();
        Suite {
            named,
            failures,
            clean,
        }
    }

    fn tests(&self) -> usize {
        self.failures.len() + self.clean.len()
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">",
            escaped(&self.named.id),
            self.tests(),
            self.failures.len()
        )?;
        let places = Places::new(self.named);
        for f in &self.failures {
            let place = places.of(f.side, f.span);
            let at = format!("{}:{}:{}", place.path, place.start.line, place.start.column);
            writeln!(
                out,
                "    <testcase classname=\"{}\" name=\"{} {}:{}\">\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>",
                escaped(place.path),
                f.rule,
                place.start.line,
                place.start.column,
                f.severity,
                escaped(&self.named.message(f)),
                escaped(&format!("{at}: {}\n{}", self.named.message(f), place.text)),
            )?;
        }
        for path in &self.clean {
            writeln!(
                out,
                "    <testcase classname=\"{0}\" name=\"{0}\"/>",
                escaped(path)
            )?;
        }
        writeln!(out, "  </testsuite>")
    }
}
