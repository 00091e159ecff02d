use super::Page;
use super::marks::ENOUGH;
use super::outlet::QuoteStyle;
use super::quotes::{QuoteMark, Quoted, Quotes};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::text::Span;
use crate::text::classes::{is_quote, is_space};

declare_rule! {
    /// Quotation marks of several kinds in one text.
    ///
    /// ## What it finds
    /// One note a text: the quotations that are set in other marks than most, straight beside curly ones among them, and
    /// quotations that open in one kind and close in another. Where the configuration says which marks a language is set in
    /// (`[quotes]`), the quotations in other marks than these, with a fix to apply on request.
    ///
    /// ## Why it matters
    /// One text, one kind of marks; a change shows where text was pasted from elsewhere.
    ///
    /// ## Example
    /// ```bad
    /// “We will come,” he said. “Tomorrow,” he added. "Or on Friday."
    /// ```
    /// Use instead:
    /// ```good
    /// “We will come,” he said. “Tomorrow,” he added. “Or on Friday.”
    /// ```
    ///
    /// ## What it leaves alone
    /// Quotations inside quotations, which take other marks; apostrophes; which kind a house uses, unless it says it.
    pub static MIXED_QUOTE_STYLE = "mixed-quote-style" {
        group: Punctuation, severity: Note, fix: Some(Safety::Suggested), mqm: "linguistic-conventions/punctuation",
        explains: [], since: "0.1.0", check: Check::Document(check),
    }
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    if !page.text().chars().any(is_quote) {
        return;
    }
    let quotes = page.article.quotes();
    for quoted in quotes
        .pairs
        .iter()
        .filter(|q| q.mixes_families())
        .take(ENOUGH)
    {
        let (open, close) = (quoted.open.mark, quoted.close.mark);
        findings
            .add(
                quoted.close.span,
                format!("A quotation that opens with {open} closes with {close} here."),
            )
            .severity(Severity::Warning)
            .confidence(0.8)
            .evidence(page.side, quoted.open.span);
    }
    let style = |q: &Quoted| (q.open.mark, q.close.mark);
    let mut styles: Vec<((char, char), usize)> = Vec::new();
    let outer = || quotes.pairs.iter().filter(|q| q.depth == 0);
    for quoted in outer() {
        match styles.iter_mut().find(|(s, _)| *s == style(quoted)) {
            Some((_, n)) => *n += 1,
            None => styles.push((style(quoted), 1)),
        }
    }
    if let Some(house) = page
        .article
        .outlet()
        .and_then(|o| o.quotes(page.language().lang))
    {
        return by_house(page, house, quotes, findings);
    }
    let Some(&(main, most)) = styles.iter().max_by_key(|(_, n)| *n) else {
        return;
    };
    let others: usize = styles.iter().map(|(_, n)| n).sum::<usize>() - most;
    if others == 0 {
        return;
    }
    let Some(first) = outer().find(|q| style(q) != main) else {
        return;
    };
    findings
        .add(
            first.open.span.cover(first.close.span),
            format!(
                "{most} quotations of this text are set in {}{}, {others} in other marks.",
                main.0, main.1
            ),
        )
        .severity(Severity::Note)
        .confidence(0.7);
}

/// The quotations that are not set in the marks of the house, in one finding with all their edits.
fn by_house(page: &Page<'_>, house: QuoteStyle, quotes: &Quotes, findings: &mut Findings) {
    let style = |quoted: &&Quoted| match quoted.depth {
        0 => Some(house.outer),
        _ => house.inner,
    };
    let wrong: Vec<(&Quoted, (char, char))> = quotes
        .pairs
        .iter()
        .filter_map(|q| Some((q, style(&q)?)))
        .filter(|(q, marks)| (q.open.mark, q.close.mark) != *marks)
        .collect();
    let Some((first, marks)) = wrong.first() else {
        return;
    };
    let mut draft = findings
        .add(
            first.open.span.cover(first.close.span),
            format!(
                "The house sets {}{}; {} of this text in other marks.",
                marks.0,
                marks.1,
                match wrong.len() {
                    1 => "a quotation stands".to_owned(),
                    n => format!("{n} quotations stand"),
                }
            ),
        )
        .confidence(0.95);
    for (quoted, (open, close)) in wrong {
        let (left, right) = (
            inside(page, quoted.open, true),
            inside(page, quoted.close, false),
        );
        let spaced = page.language().punctuation.space_before.contains(close);
        let space = if spaced { "\u{a0}" } else { "" };
        draft = draft
            .replace(Safety::Suggested, left, format!("{open}{space}"))
            .replace(Safety::Suggested, right, format!("{space}{close}"));
    }
}

/// The mark with the white space on the side of the quoted words.
fn inside(page: &Page<'_>, mark: QuoteMark, opens: bool) -> Span {
    let text = page.text();
    if opens {
        let rest = text.get(mark.span.end..).unwrap_or("");
        let space = rest.len() - rest.trim_start_matches(is_space).len();
        Span::new(mark.span.start, mark.span.end + space)
    } else {
        let head = text.get(..mark.span.start).unwrap_or("");
        Span::new(head.trim_end_matches(is_space).len(), mark.span.end)
    }
}
