//! Fixing in memory: rounds of edits and checks, until nothing is left to fix. An edit can bring a further one to light.

use super::fix::{Fixed, apply};
use crate::desk::{Family, FamilyReport};
use crate::finding::{Finding, Safety, Severity, Side};
use std::convert::Infallible;
use std::sync::Arc;

/// Most rounds of fixing and checking again.
const MAX_ROUNDS: usize = 8;

/// The new text of a version and the edits that lead to it; `None` where it is left as it is.
pub type Edited<E> = Option<(Arc<str>, E)>;

/// Who makes the edits and hears what becomes of them.
pub trait Editor {
    /// The edits that are made to a version in one round.
    type Edits;
    /// Why the work cannot go on.
    type Error;

    /// Checks the family as it is now.
    fn check(&mut self, family: &Family) -> FamilyReport;

    /// Edits a version in a round.
    ///
    /// # Errors
    /// The work cannot go on.
    fn edit(
        &mut self,
        family: &Family,
        report: &FamilyReport,
        version: usize,
        round: usize,
    ) -> Result<Edited<Self::Edits>, Self::Error>;

    /// The edits stand.
    ///
    /// # Errors
    /// The work cannot go on.
    fn stand(&mut self, version: usize, edits: Self::Edits) -> Result<(), Self::Error>;

    /// The edits left more findings than before and are taken back. Whether they are: a person who makes them sees to the rest.
    fn withdraw(&mut self, version: usize, edits: &Self::Edits) -> bool;
}

/// A version before its last edits, and how much was wrong with it.
struct Before<E> {
    text: Arc<str>,
    wrong: usize,
    edits: E,
}

/// Fixes the versions of a family until there is nothing left to fix; `first` is what is found in them as they are, if that is
/// known. The source is not ours to change, nor are the versions that `closed` names.
///
/// # Errors
/// Those of the editor.
pub fn run<E: Editor>(
    family: &mut Family,
    mut first: Option<&FamilyReport>,
    mut closed: Vec<bool>,
    editor: &mut E,
) -> Result<(), E::Error> {
    let count = family.versions.len();
    closed.resize(count, false);
    let mut last: Vec<Option<Before<E::Edits>>> = Vec::new();
    last.resize_with(count, || None);
    for round in 1..=MAX_ROUNDS {
        let checked;
        let report = match first.take() {
            Some(report) => report,
            None => {
                checked = editor.check(family);
                &checked
            }
        };
        let mut changed = false;
        for version in 0..count {
            let wrong = wrong_in(report, version);
            if let Some(before) = last[version].take() {
                if wrong > before.wrong && editor.withdraw(version, &before.edits) {
                    family.versions[version].text = before.text;
                    closed[version] = true;
                    changed = true;
                    continue;
                }
                editor.stand(version, before.edits)?;
            }
            if closed[version] {
                continue;
            }
            if let Some((text, edits)) = editor.edit(family, report, version, round)? {
                last[version] = Some(Before {
                    text: std::mem::replace(&mut family.versions[version].text, text),
                    wrong,
                    edits,
                });
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    for (version, before) in last.into_iter().enumerate() {
        if let Some(before) = before {
            editor.stand(version, before.edits)?;
        }
    }
    Ok(())
}

/// How many findings of a warning or worse are about a version.
fn wrong_in(report: &FamilyReport, version: usize) -> usize {
    let about = |f: &&Finding| f.version == Some(version) && f.severity >= Severity::Warning;
    report.findings.iter().filter(about).count()
}

/// A version as `copydesk fix` leaves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The text.
    pub text: Arc<str>,
    /// How many edits stand.
    pub edits: usize,
    /// Whether those of the first round do: the ones that the report before them shows.
    pub first_stands: bool,
}

/// The versions of a family with their safe fixes, made in rounds. `report` is what is found in them as they are, and `check`
/// finds it in them as they come to be.
pub fn cleaned(
    family: &Family,
    report: &FamilyReport,
    check: impl FnMut(&Family) -> FamilyReport,
) -> Vec<Cleaned> {
    let versions = family.versions.iter().map(|version| Cleaned {
        text: version.text.clone(),
        edits: 0,
        first_stands: true,
    });
    let mut cleaner = Cleaner {
        check,
        cleaned: versions.collect(),
    };
    let is_safe = |f: &Finding| f.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
    if report.findings.iter().any(is_safe) {
        let mut family = family.clone();
        let Ok(()) = run(&mut family, Some(report), Vec::new(), &mut cleaner);
        for (cleaned, version) in cleaner.cleaned.iter_mut().zip(family.versions) {
            cleaned.text = version.text;
        }
    }
    cleaner.cleaned
}

/// Makes all safe fixes.
struct Cleaner<C> {
    check: C,
    cleaned: Vec<Cleaned>,
}

impl<C: FnMut(&Family) -> FamilyReport> Editor for Cleaner<C> {
    /// The round and how many.
    type Edits = (usize, usize);
    type Error = Infallible;

    fn check(&mut self, family: &Family) -> FamilyReport {
        (self.check)(family)
    }

    fn edit(
        &mut self,
        _: &Family,
        report: &FamilyReport,
        version: usize,
        round: usize,
    ) -> Result<Edited<Self::Edits>, Infallible> {
        let Fixed { text, applied } = apply(report, Side::Version(version), Safety::Safe, |_| true);
        Ok((!applied.is_empty()).then(|| (text.into(), (round, applied.len()))))
    }

    fn stand(&mut self, version: usize, (_, edits): Self::Edits) -> Result<(), Infallible> {
        self.cleaned[version].edits += edits;
        Ok(())
    }

    fn withdraw(&mut self, version: usize, (round, _): &Self::Edits) -> bool {
        self.cleaned[version].first_stands &= *round != 1;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{Options, TextInput, check};
    use crate::document::Format;
    use crate::language::Lang;

    fn family(text: &str) -> Family {
        Family {
            source: None,
            versions: vec![TextInput {
                text: text.into(),
                format: Format::Text,
                lang: Lang::from_tag("es"),
            }],
        }
    }

    /// The cleaned text; `more` is what a check finds in every text that was edited.
    fn clean(text: &str, mut more: impl FnMut(&mut FamilyReport)) -> Cleaned {
        let family = family(text);
        let first = check(&family, &Options::default());
        let cleaned = cleaned(&family, &first, |now| {
            let mut report = check(now, &Options::default());
            if now.versions[0].text != family.versions[0].text {
                more(&mut report);
            }
            report
        });
        cleaned.into_iter().next().unwrap()
    }

    const SLIP: &str = "El alcalde inauguró el puente. .\n\nCostó 48 millones de euros .\n";

    #[test]
    fn fixes_are_made_until_nothing_is_left() {
        let cleaned = clean(SLIP, |_| {});
        assert_eq!(
            &*cleaned.text,
            "El alcalde inauguró el puente.\n\nCostó 48 millones de euros.\n"
        );
        assert_eq!((cleaned.edits, cleaned.first_stands), (2, true));
        // A further edit that only the first brings to light.
        let twice = clean("El alcalde inauguró el puente. .\n", |report| {
            let fix = |text: &str| crate::finding::Fix {
                safety: Safety::Safe,
                label: "".into(),
                edits: vec![crate::finding::Edit {
                    side: Side::Version(0),
                    span: crate::text::Span::new(0, 2),
                    replacement: text.into(),
                }],
            };
            if report.versions[0].document.text.starts_with("El") {
                report.findings = check(&family("El puente. ."), &Options::default()).findings;
                report.findings[0].fix = Some(fix("Un"));
            }
        });
        assert_eq!(&*twice.text, "Un alcalde inauguró el puente.\n");
        assert_eq!((twice.edits, twice.first_stands), (2, true));
    }

    #[test]
    fn edits_that_leave_more_findings_are_taken_back() {
        let cleaned = clean(SLIP, |report| {
            let worse = check(&family(&SLIP.repeat(3)), &Options::default());
            report.findings = worse.findings;
        });
        assert_eq!(&*cleaned.text, SLIP);
        assert_eq!((cleaned.edits, cleaned.first_stands), (0, false));
    }
}
