use super::Page;
use super::lines::in_speech;
use super::marks::{Gap, Tokens, is_text};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::text::Span;

declare_rule! {
    /// A dash written twice, or dashes of several kinds for the same thing.
    ///
    /// ## What it finds
    /// `––`: two dashes in a row, often left over from the dateline of an agency. As a note, once a text: a hyphen between
    /// spaces in a text that sets dashes elsewhere, and en and em dashes side by side.
    ///
    /// ## Why it matters
    /// One text, one dash.
    ///
    /// ## Example
    /// ```bad
    /// (CNN) –– The United States has provided Russia with its written responses.
    /// ```
    /// Use instead:
    /// ```good
    /// (CNN) — The United States has provided Russia with its written responses.
    /// ```
    /// ```good zh
    /// 他说——这是真的——他会来。
    /// ```
    ///
    /// ## What it leaves alone
    /// The double dash of Chinese and Japanese, `--` typed with hyphens in a dateline, rules of dashes between paragraphs.
    pub static DASH_STYLE = "dash-style" {
        group: Punctuation, severity: Warning, fix: Some(Safety::Suggested), mqm: "linguistic-conventions/punctuation",
        explains: ["stray-punctuation"], since: "0.1.0", check: Check::Document(check),
    }
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let tokens = Tokens::of(page);
    let double_allowed = page.language().is_unspaced();
    let mut hyphens: Option<(Span, usize)> = None;
    let (mut en, mut em) = ((None, 0usize), (None, 0usize));
    let mut i = 0;
    while i < tokens.all.len() {
        let Some(mark) = tokens.mark(i).filter(|c| matches!(c, '–' | '—' | '-')) else {
            i += 1;
            continue;
        };
        let start = i;
        let span = tokens.all[i].span;
        i += 1;
        while tokens.mark(i) == Some(mark) && tokens.gap(i) == Gap::None {
            i += 1;
        }
        let length = i - start;
        let between = tokens.gap(start) == Gap::Space
            && tokens.gap(i) == Gap::Space
            && tokens.all.get(i).is_some();
        match (mark, length) {
            ('–' | '—', 2) if !double_allowed => {
                let whole = span.cover(tokens.all[i - 1].span);
                let safety = Safety::Suggested;
                let speech = in_speech(page, whole.start);
                findings
                    .add(whole, "A dash written twice; one is enough.")
                    .confidence(if speech { 0.7 } else { 0.9 })
                    .replace(safety, whole, "—");
            }
            ('-', 1) if between && tokens.before(start).is_some_and(is_text) => {
                hyphens = Some((
                    hyphens.map_or(span, |h| h.0),
                    hyphens.map_or(1, |h| h.1 + 1),
                ));
            }
            ('–', 1) if between => en = (en.0.or(Some(span)), en.1 + 1),
            ('—', 1) if !double_allowed => em = (em.0.or(Some(span)), em.1 + 1),
            _ => {}
        }
    }
    if let Some((span, times)) = hyphens
        && en.1 + em.1 > times
    {
        let message = "A hyphen where this text sets a dash elsewhere.";
        findings
            .add(span, message)
            .severity(Severity::Note)
            .confidence(0.6);
    }
    if let ((Some(first), n), (Some(other), m)) = (en, em) {
        let span = if n <= m { first } else { other };
        let message = format!("This text has {n} spaced en dashes and {m} em dashes.");
        findings
            .add(span, message)
            .severity(Severity::Note)
            .confidence(0.6);
    }
}
