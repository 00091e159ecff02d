use super::Page;
use super::rule::{Check, Findings, declare_rule};
use super::seam::{block_break, parted, seams};
use super::sentence_end::is_finished;
use crate::finding::{Safety, Severity, Side};
use crate::language::is_brand;
use crate::reading::{Case, Token};
use crate::text::Span;
use rustc_hash::FxHashSet;

declare_rule! {
    /// Two blocks that ran into each other.
    ///
    /// ## What it finds
    /// A word in lower case glued to one in upper case (`combustívelO`), and in a pair a heading of the source that stands
    /// inside the version's paragraph.
    ///
    /// ## Why it matters
    /// Block tags were removed without a separator; the reader stumbles over a word that is none.
    ///
    /// ## Example
    /// ```bad pt
    /// O país aposta em um combustível mais limpoO governo anunciou a medida na quarta-feira.
    /// ```
    /// Use instead:
    /// ```good pt
    /// O país aposta em um combustível mais limpo
    ///
    /// O governo anunciou a medida na quarta-feira no WhatsApp.
    /// ```
    ///
    /// ## What it leaves alone
    /// Names in camel case, and words that the source or the rest of the text writes in the same way.
    pub static FUSED_BLOCKS = "fused-blocks" {
        group: Structure, severity: Warning, fix: Some(Safety::Suggested), mqm: "design",
        explains: ["spacing"], since: "0.1.0", check: Check::Document(check),
    }
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    if page.language().has_case() {
        glued_words(page, findings);
    }
    if page.pair.is_some() {
        headings_inside(page, findings);
    }
}

fn glued_words(page: &Page<'_>, findings: &mut Findings) {
    let mut known: Option<FxHashSet<&str>> = None;
    for token in page
        .article
        .reading
        .tokens
        .iter()
        .filter(|t| t.case == Case::Mixed)
    {
        let Some(seam) = seam(page.text(), token) else {
            continue;
        };
        let known = known.get_or_insert_with(|| words(page));
        let (head, tail) = (
            Span::new(token.span.start, seam),
            Span::new(seam, token.span.end),
        );
        let both_words = known.contains(page.lower().get(head.range()).unwrap_or(""))
            || known.contains(page.lower().get(tail.range()).unwrap_or(""))
            || page
                .language()
                .function_words
                .contains(page.lower().get(tail.range()).unwrap_or(""));
        let whole = page.article.slice(token.span);
        let elsewhere = page.text().matches(whole).count() > 1
            || page.source().is_some_and(|s| s.text().contains(whole));
        if elsewhere || !both_words || is_brand(whole) {
            continue;
        }
        let draft = findings
            .add(
                token.span,
                "Two words stand together here; a line break or a space was lost.",
            )
            .severity(Severity::Warning)
            .confidence(0.9);
        let _ = match block_break(page) {
            Some(parting) => draft
                .replace(Safety::Suggested, Span::empty(seam), parting)
                .called("break the line")
                .or_replace("put in a space", Span::empty(seam), " "),
            None => draft.replace(Safety::Suggested, Span::empty(seam), " "),
        };
    }
}

/// Where a word of three or more letters in lower case meets a capital.
fn seam(text: &str, token: &Token) -> Option<usize> {
    let mut lower = 0;
    for (at, c) in token.span.of(text).char_indices() {
        if c.is_uppercase() && lower >= 3 {
            return Some(token.span.start + at);
        }
        lower = if c.is_lowercase() { lower + 1 } else { 0 };
    }
    None
}

fn words<'a>(page: &Page<'a>) -> FxHashSet<&'a str> {
    let lower = page.lower();
    page.article
        .reading
        .tokens
        .iter()
        .filter(|t| t.is_word() && t.case != Case::Mixed)
        .map(|t| t.span.of(lower))
        .collect()
}

/// A source heading that is a block of its own and, in the version, the start of a longer sentence.
fn headings_inside(page: &Page<'_>, findings: &mut Findings) {
    let Some(pair) = page.pair else { return };
    for link in pair
        .alignment
        .links
        .iter()
        .filter(|l| l.source.len() >= 2 && l.version.len() == 1)
    {
        let blocks: Vec<_> = link
            .source
            .clone()
            .filter_map(|s| pair.source.sentences().get(s))
            .collect();
        let [first, .., last] = blocks[..] else {
            continue;
        };
        let heading = pair.source.slice(first.span);
        if first.block == last.block
            || first.block == 0
            || is_finished(heading)
            || heading.chars().count() > 100
        {
            continue;
        }
        let Some(sentence) = pair.version.sentences().get(link.version.start) else {
            continue;
        };
        let usual = heading.chars().count() as f64 * pair.lengths().usual;
        let draft = findings
            .add(
                sentence.span,
                "A heading of the source runs into the paragraph here.",
            )
            .severity(Severity::Warning)
            .confidence(0.7 * link.probability)
            .evidence(Side::Source, first.span);
        let _ = parted(page, &seams(page, link.version.clone(), usual), draft);
    }
}
