//! GitHub workflow commands: annotations on the lines of a pull request.

use super::named::NamedReport;
use super::place::{Place, Places};
use super::plural::counted;
use crate::finding::{Finding, Severity};
use std::io::{self, Write};

/// Annotations of each severity that the platform shows for one step; the rest vanish unseen.
const PER_SEVERITY: usize = 10;

/// Writes the findings at `shown` or above as annotations: the surest first, as many as are shown, then how many more there are.
///
/// # Errors
/// Only those of the writer.
pub fn write(reports: &[NamedReport<'_>], shown: Severity, out: &mut dyn Write) -> io::Result<()> {
    let places: Vec<Places<'_>> = reports.iter().map(Places::new).collect();
    let mut more = 0;
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        if severity < shown {
            break;
        }
        let mut found: Vec<(&Finding, &NamedReport<'_>, &Places<'_>)> = reports
            .iter()
            .zip(&places)
            .flat_map(|(named, places)| {
                named
                    .report
                    .findings
                    .iter()
                    .map(move |f| (f, named, places))
            })
            .filter(|(f, ..)| f.severity == severity)
            .collect();
        found.sort_by(|a, b| b.0.confidence.total_cmp(&a.0.confidence));
        // One notice is kept for the count of the rest.
        let room = PER_SEVERITY - usize::from(severity == Severity::Note);
        more += found.len().saturating_sub(room);
        for (f, named, places) in found.into_iter().take(room) {
            annotation(named, f, &places.of(f.side, f.span), out)?;
        }
    }
    if more > 0 {
        writeln!(
            out,
            "::notice title=copydesk::Not shown here: {}; see the report.",
            counted(more, "more finding")
        )?;
    }
    Ok(())
}

fn annotation(
    named: &NamedReport<'_>,
    f: &Finding,
    place: &Place<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let command = match f.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    write!(
        out,
        "::{command} file={},line={},endLine={}",
        property(place.path),
        place.start.line,
        place.end.line
    )?;
    // Columns of spans over several lines are refused.
    if place.start.line == place.end.line {
        write!(
            out,
            ",col={},endColumn={}",
            place.start.column, place.end.column
        )?;
    }
    writeln!(
        out,
        ",title={}::{}",
        property(f.rule),
        data(&named.message(f))
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
