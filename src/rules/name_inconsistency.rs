use super::Pair;
use super::names::{Form, Forms, is_alike};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};
use crate::language::Places;

declare_rule! {
    /// One name that a translation spells in two ways.
    ///
    /// ## What it finds
    /// A name that the source always writes alike and the translation writes differently in one place: another letter inside
    /// the word, not another ending.
    ///
    /// ## Why it matters
    /// Readers wonder whether there are two people, and searching the archive for the one misses the other.
    ///
    /// ## Example
    /// ```bad en>de
    /// Judge Kavanaugh spoke. Then Kavanaugh left. Later Kavanaugh returned.
    /// ---
    /// Richter Kavanaugh sprach. Dann ging Kavanaugh. Später kam Kavenaugh zurück.
    /// ```
    /// Use instead:
    /// ```good en>pl
    /// Judge Kavanaugh spoke. They heard Kavanaugh. They went with Kavanaugh.
    /// ---
    /// Sędzia Kavanaugh przemówił. Słuchali Kavanaugha. Poszli z Kavanaughem.
    /// ```
    ///
    /// ## What it leaves alone
    /// Endings, names that the source spells in two ways too, and short names.
    pub static NAME_INCONSISTENCY = "name-inconsistency" {
        group: Facts, severity: Note, fix: None, mqm: "terminology/inconsistent-use-of-terminology",
        explains: [], since: "0.1.0", check: Check::Pair(check),
    }
}

/// Shortest name whose spellings are compared, in letters.
const MIN_LETTERS: usize = 5;
/// Most letters by which two spellings of one name differ.
const MAX_SLIP: usize = 2;

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    let (source, version) = (pair.source.forms(), pair.version.forms());
    let endings = Places::of(pair.version.reading.lang).endings().max(1);
    // The spellings are asked for only where two names of the version could be one.
    if !has_two_spellings(version, endings) {
        return;
    }
    let mut seen: Vec<&str> = Vec::new();
    for name in source.all().iter().filter(|s| is_compared(s)) {
        if seen.contains(&&*name.folded) || source.count(name).0 < 2 {
            continue;
        }
        seen.push(&name.folded);
        let spellings: Vec<&Form> = source
            .all()
            .iter()
            .filter(|s| s.fold_key == name.fold_key)
            .filter_map(|s| rendered(pair, s, version))
            .collect();
        for form in &spellings {
            let alike = |other: &&&Form| other.folded == form.folded;
            if spellings.iter().filter(alike).count() > 1 {
                continue;
            }
            let usual = spellings
                .iter()
                .find(|o| spellings.iter().filter(|p| p.folded == o.folded).count() > 1);
            let Some(usual) = usual.filter(|u| differs_inside(&u.folded, &form.folded, endings))
            else {
                continue;
            };
            if source.count(form) != (0, 0) {
                continue;
            }
            findings
                .add(
                    form.span,
                    format!(
                        "{} is written {} elsewhere.",
                        pair.version.slice(form.span),
                        pair.version.slice(usual.span)
                    ),
                )
                .severity(Severity::Note)
                .confidence(0.7)
                .evidence(Side::Version(pair.index), usual.span)
                .evidence(Side::Source, name.span);
        }
    }
}

fn is_compared(form: &Form) -> bool {
    form.named && form.folded.len() >= MIN_LETTERS && form.script.is_some_and(|s| s.has_case())
}

/// Whether two names of the article can be spellings of one, whatever stands in the source.
fn has_two_spellings(forms: &Forms, endings: usize) -> bool {
    let names = forms.all().iter().filter(|f| is_compared(f));
    // Two spellings share their first and their last letter.
    let mut names: Vec<([u8; 2], u64, &str)> = names
        .filter_map(|f| match f.folded.as_bytes() {
            [first, .., last] => Some(([*first, *last], f.fold_key, &*f.folded)),
            _ => None,
        })
        .collect();
    names.sort_unstable_by_key(|n| (n.0, n.1));
    names.dedup_by_key(|n| n.1);
    let mut groups = names.chunk_by(|a, b| a.0 == b.0);
    groups.any(|group| {
        let differ = |(at, a): (usize, &([u8; 2], u64, &str))| {
            let mut others = group[at + 1..].iter();
            others.any(|b| differs_inside(a.2, b.2, endings))
        };
        group.iter().enumerate().any(differ)
    })
}

/// The word of the version that renders a name of the source in the linked sentence.
fn rendered<'f>(pair: &Pair<'_>, name: &Form, version: &'f Forms) -> Option<&'f Form> {
    let sentence = pair.source.reading.sentence_at(name.span.start)?;
    let link = pair.alignment.link_of_source(sentence)?;
    version
        .within(link.version.clone())
        .iter()
        .filter(|v| is_compared(v) && is_alike(name, v))
        .max_by(|a, b| {
            let like = |f: &Form| f.shape().likeness(name.shape());
            like(a).total_cmp(&like(b))
        })
}

/// Whether two spellings differ by a letter or two before the ending.
fn differs_inside(a: &str, b: &str, endings: usize) -> bool {
    let shared = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let behind = a
        .bytes()
        .rev()
        .zip(b.bytes().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    long - short < MAX_SLIP
        && shared + endings < short
        && shared > 0
        && behind > 0
        && long.saturating_sub(shared + behind) <= MAX_SLIP
}
