use super::Page;
use super::quotes::{Quoted, quotes_of};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::Severity;
use crate::text::classes::is_quote;

declare_rule! {
    /// Quotation marks of several kinds in one text.
    ///
    /// ## What it finds
    /// One note a text: the quotations that are set in other marks than most, straight beside curly ones among them, and
    /// quotations that open in one kind and close in another.
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
    /// Quotations inside quotations, which take other marks; apostrophes; which kind a house uses.
    pub static MIXED_QUOTE_STYLE = "mixed-quote-style" {
        group: Punctuation, severity: Note, fix: None, mqm: "linguistic-conventions/punctuation",
        explains: [], since: "0.1.0", check: Check::Document(check),
    }
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    if !page.text().chars().any(is_quote) {
        return;
    }
    let quotes = quotes_of(page);
    let style = |q: &Quoted| (q.open.mark, q.close.mark);
    let mut styles: Vec<((char, char), usize)> = Vec::new();
    let outer = || quotes.pairs.iter().filter(|q| q.depth == 0);
    for quoted in outer() {
        match styles.iter_mut().find(|(s, _)| *s == style(quoted)) {
            Some((_, n)) => *n += 1,
            None => styles.push((style(quoted), 1)),
        }
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
