use super::Page;
use super::headings::headings;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::Safety;
use crate::text::Span;

declare_rule! {
    /// A heading that starts in lower case while the others do not.
    ///
    /// ## What it finds
    /// A heading whose first letter is small, in an article that has a heading with a capital or no other at all.
    ///
    /// ## Why it matters
    /// Subheads of a source set in small letters are translated as they were; the page looks unfinished.
    ///
    /// ## Example
    /// ```bad
    /// Council reopens the bridge
    ///
    /// The bridge in Oakford was reopened on Friday after eleven months.
    ///
    /// insistence on tolls
    ///
    /// The council will charge drivers two pounds.
    /// ```
    /// Use instead:
    /// ```good
    /// Council reopens the bridge
    ///
    /// The bridge in Oakford was reopened on Friday after eleven months.
    ///
    /// Insistence on tolls
    ///
    /// The council will charge drivers two pounds.
    /// ```
    ///
    /// ## What it leaves alone
    /// Brands (`iPhone`), names with a small particle, headings all in small letters as a house style, scripts without case.
    pub static HEADING_CASE = "heading-case" {
        group: Structure, severity: Warning, fix: Some(Safety::Suggested), mqm: "locale-convention",
        explains: [], since: "0.1.0", check: Check::Document(check),
    }
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let language = page.language();
    if !language.has_case() {
        return;
    }
    let headings = headings(page.article);
    let starts_upper = |span: &Span| {
        page.article
            .slice(*span)
            .chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_uppercase)
    };
    let alone = headings.len() == 1;
    if !alone && !headings.iter().any(starts_upper) {
        return;
    }
    for span in headings {
        let text = page.article.slice(span);
        let Some(first) = text.chars().next().filter(|c| c.is_lowercase()) else {
            continue;
        };
        let word: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
        let brand = word.chars().skip(1).any(char::is_uppercase)
            || text.starts_with(['#', '@'])
            || text.contains("://");
        // "von der Leyen", "de Volkskrant": a name follows.
        let mut words = text.split_whitespace();
        let name = words.find(|w| !language.words.particles.iter().any(|p| p == w));
        let particle = language.words.particles.contains(&word)
            && name.is_some_and(|w| w.starts_with(char::is_uppercase));
        let hyphenated = text[word.len()..].starts_with(['-', '\'', '’', '.', '‑']);
        if brand || particle || hyphenated {
            continue;
        }
        let capital = if first == 'i' && language.tag == "tr" {
            "İ".to_owned()
        } else {
            first.to_uppercase().collect()
        };
        let at = Span::new(span.start, span.start + first.len_utf8());
        let (message, confidence) = if alone {
            ("This heading starts in lower case.", 0.7)
        } else {
            (
                "This heading starts in lower case; the others of the article do not.",
                0.85,
            )
        };
        findings
            .add(span, message)
            .confidence(confidence)
            .replace(Safety::Suggested, at, capital);
    }
}
