//! Lets stand what the desk has marked so, and reports the marks that nothing needs.

use crate::desk::FamilyReport;
use crate::document::Stet;
use crate::finding::{Finding, Severity, Side};
use crate::rules;

/// Drops the findings that a stet mark covers; adds one for each mark that covers nothing or gives no reason.
///
/// `level` gives the severity of a finding, `None` to leave it out; `runs` says whether a rule was run at all.
pub(super) fn let_stand(
    found: &mut Vec<Finding>,
    report: &FamilyReport,
    level: impl Fn(&Finding) -> Option<Severity>,
    runs: impl Fn(&str) -> bool,
) {
    let versions = (0..report.versions.len()).map(Side::Version);
    for side in std::iter::once(Side::Source).chain(versions) {
        let Some(article) = report.article(side) else {
            continue;
        };
        for stet in &article.document.stets {
            let before = found.len();
            if !stet.reason.is_empty() {
                found.retain(|f| !covers(stet, side, f));
            }
            if found.len() == before
                && let Some(message) = complaint(stet, &runs)
            {
                let mut finding = unused(stet, side, message);
                if let Some(severity) = level(&finding) {
                    finding.severity = severity;
                    found.push(finding);
                }
            }
        }
    }
}

/// A mark for a whole version covers what the version lacks too, which is marked in the source.
fn covers(stet: &Stet, side: Side, f: &Finding) -> bool {
    let here = f.side == side && stet.scope.contains(f.span);
    let lacking = stet.whole && side.version().is_some() && f.version == side.version();
    f.rule == stet.rule && (here || lacking)
}

/// What is wrong with a mark that let nothing stand; `None` if its rule was not run.
fn complaint(stet: &Stet, runs: &impl Fn(&str) -> bool) -> Option<String> {
    if rules::find(&stet.rule).is_none() {
        return Some(format!("There is no rule `{}`.", stet.rule));
    }
    if stet.reason.is_empty() {
        return Some("A stet mark needs a reason; without one it has no effect.".to_owned());
    }
    runs(&stet.rule).then(|| format!("Nothing of {} is left here to let stand.", stet.rule))
}

fn unused(stet: &Stet, side: Side, message: String) -> Finding {
    Finding {
        rule: "unused-stet",
        severity: Severity::Warning,
        side,
        version: side.version(),
        span: stet.span,
        message,
        evidence: Vec::new(),
        confidence: 1.0,
        fix: None,
        alternatives: Vec::new(),
    }
}
