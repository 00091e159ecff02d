//! The judge: one cause, one finding; then order and original offsets.

mod signs;
mod stet;

use crate::desk::FamilyReport;
use crate::document::emptied;
use crate::finding::{Finding, Fix, Severity, Side};
use crate::rules::{self, Group};

/// Drops what is explained by something else, sets levels, and leads every span back to the original text.
///
/// `level` gives the severity that a finding is reported at, `None` to leave it out; `runs` says whether a rule was run.
pub(crate) fn judge(
    found: Vec<Finding>,
    report: &FamilyReport,
    level: impl Fn(&Finding) -> Option<Severity>,
    runs: impl Fn(&str) -> bool,
) -> Vec<Finding> {
    let found = found.into_iter().filter(|f| !is_quoted_code(f, report));
    let mut kept = drop_explained(found.collect());
    carry_over(&mut kept, report);
    signs::weigh(&mut kept, report);
    let mut out: Vec<Finding> = kept
        .into_iter()
        .filter_map(|mut finding| {
            finding.severity = level(&finding)?;
            Some(to_original(finding, report))
        })
        .collect();
    stet::let_stand(&mut out, report, &level, runs);
    out.sort_by(|a, b| place(a).cmp(&place(b)));
    out.dedup_by(|a, b| {
        a.rule == b.rule && a.side == b.side && a.span == b.span && a.version == b.version
    });
    out
}

/// Whether the finding is about code inside running text: what would be a slip in a sentence is what the code has to say.
fn is_quoted_code(f: &Finding, report: &FamilyReport) -> bool {
    let language = rules::find(f.rule).is_some_and(|rule| {
        matches!(
            rule.group,
            Group::Residue | Group::Punctuation | Group::Repetition | Group::Language
        )
    });
    let article = report.article(f.side);
    language && article.is_some_and(|a| a.document.is_inline_code(f.span))
}

fn place(f: &Finding) -> (usize, bool, usize, usize, &'static str) {
    (
        f.version.map_or(0, |v| v + 1),
        f.side != Side::Source,
        f.span.start,
        f.span.end,
        f.rule,
    )
}

/// A finding whose words lie under a finding of a rule that explains it has the same cause.
///
/// Only what is kept explains: a finding that has another cause itself says nothing of others.
fn drop_explained(found: Vec<Finding>) -> Vec<Finding> {
    let causes: Vec<Vec<usize>> = found
        .iter()
        .enumerate()
        .map(|(i, f)| {
            let others = found.iter().enumerate().filter(|(j, _)| *j != i);
            let causes = others.filter(|(_, cause)| explains(cause, f));
            causes.map(|(j, _)| j).collect()
        })
        .collect();
    let mut kept: Vec<Option<bool>> = vec![None; found.len()];
    let worst_first = {
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|&i| (std::cmp::Reverse(found[i].severity), i));
        order
    };
    while kept.contains(&None) {
        let mut settled = false;
        for i in 0..found.len() {
            if kept[i].is_some() {
                continue;
            }
            let verdict = if causes[i].iter().any(|&j| kept[j] == Some(true)) {
                Some(false)
            } else if causes[i].iter().all(|&j| kept[j] == Some(false)) {
                Some(true)
            } else {
                None
            };
            kept[i] = verdict;
            settled |= verdict.is_some();
        }
        // Where findings explain each other, the worst of them stands.
        if !settled && let Some(&i) = worst_first.iter().find(|&&i| kept[i].is_none()) {
            kept[i] = Some(true);
        }
    }
    found
        .into_iter()
        .zip(kept)
        .filter(|(_, keep)| *keep == Some(true))
        .map(|(f, _)| f)
        .collect()
}

/// Whether `cause` is why `f` was found.
fn explains(cause: &Finding, f: &Finding) -> bool {
    (covers(cause, f) || shows(cause, f))
        && rules::find(cause.rule).is_some_and(|rule| rule.explains.contains(&f.rule))
        || belongs_to_page(cause, f)
}

/// Whether `f` lies in what `cause` shows to be left over from the page: that is no text of the article, and nothing in it is
/// judged as such.
fn belongs_to_page(cause: &Finding, f: &Finding) -> bool {
    let group = |f: &Finding| rules::find(f.rule).map(|r| r.group);
    cause.side == f.side
        && cause.severity >= Severity::Warning
        && cause.span.start <= f.span.start
        && f.span.end <= cause.span.end
        && group(cause) == Some(Group::Residue)
        && !matches!(group(f), Some(Group::Residue | Group::Encoding))
}

/// Whether the words of the two findings overlap.
fn covers(cause: &Finding, f: &Finding) -> bool {
    cause.side == f.side && cause.span.overlaps(f.span)
}

/// Whether a finding on a version shows, as its evidence, the source sentence that another finding calls dropped.
fn shows(cause: &Finding, f: &Finding) -> bool {
    f.rule.starts_with("dropped")
        && cause.version == f.version
        && cause
            .evidence
            .iter()
            .any(|e| e.side == f.side && e.span.overlaps(f.span))
}

/// A slip that the source has too is reported once, on the source, and says so. Where no translation has it, it is a note.
fn carry_over(found: &mut Vec<Finding>, report: &FamilyReport) {
    if report.versions.is_empty() {
        return;
    }
    let mut carried: Vec<usize> = Vec::new();
    let mut origins: Vec<usize> = Vec::new();
    // Rules of repetition compare with the source themselves: another word that stands twice there is another slip.
    let compared = |f: &Finding| rules::find(f.rule).is_some_and(|r| r.group == Group::Repetition);
    for (i, f) in found.iter().enumerate().filter(|(_, f)| !compared(f)) {
        let Side::Version(version) = f.side else {
            continue;
        };
        let Some((article, alignment)) = report
            .versions
            .get(version)
            .zip(report.alignments.get(version))
        else {
            continue;
        };
        let Some(sentence) = article.reading.sentence_at(f.span.start) else {
            continue;
        };
        let Some(source) = &report.source else {
            continue;
        };
        let Some(range) = alignment
            .link_of_version(sentence)
            .map(|l| l.source.clone())
        else {
            continue;
        };
        let Some(span) = source.span_of(range) else {
            continue;
        };
        let origin = found.iter().position(|s| {
            s.side == Side::Source
                && s.version.is_none()
                && s.rule == f.rule
                && span.overlaps(s.span)
        });
        if let Some(origin) = origin {
            carried.push(i);
            origins.push(origin);
        }
    }
    for (i, f) in found.iter_mut().enumerate() {
        if f.side != Side::Source || f.version.is_some() {
            continue;
        }
        f.message.push_str(if origins.contains(&i) {
            " This stands in the source too."
        } else {
            " This stands in the source."
        });
        if !origins.contains(&i) {
            f.severity = Severity::Note;
        }
    }
    let mut index = 0;
    found.retain(|_| {
        index += 1;
        !carried.contains(&(index - 1))
    });
}

fn to_original(mut f: Finding, report: &FamilyReport) -> Finding {
    let map = |side| report.article(side).map(|a| &a.document.map);
    let intact = |fix: &Fix| {
        let mut edits = fix.edits.iter();
        edits.all(|e| map(e.side).is_none_or(|m| m.is_contiguous(e.span)))
    };
    f.fix = f.fix.filter(intact);
    f.alternatives.retain(intact);
    let ways = f.fix.iter_mut().chain(&mut f.alternatives);
    for edit in ways.flat_map(|fix| &mut fix.edits) {
        if let Some(article) = report.article(edit.side) {
            let document = &article.document;
            edit.span = document.map.original(edit.span);
            if edit.replacement.is_empty() && !edit.span.is_empty() {
                edit.span = emptied(&document.original, document.format, edit.span);
            }
        }
    }
    // What is another way in the visible text can be the same in the markup, where an element goes with its words.
    let fix = f.fix.as_ref().map(|fix| &fix.edits);
    f.alternatives.retain(|way| Some(&way.edits) != fix);
    for evidence in &mut f.evidence {
        if let Some(map) = map(evidence.side) {
            evidence.span = map.original(evidence.span);
        }
    }
    if let Some(map) = map(f.side) {
        f.span = map.original(f.span);
    }
    f
}
