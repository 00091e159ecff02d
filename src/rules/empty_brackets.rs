use super::Page;
use super::lines::in_speech;
use super::marks::{ENOUGH, Gap, Tokens, is_text};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::Safety;
use crate::text::Span;
use crate::text::classes::closing_bracket;

declare_rule! {
    /// Brackets or quotation marks with nothing between them.
    ///
    /// ## What it finds
    /// `()`, `（）`, `[ ]`, `“”`, `« »`, `「」`: what is left when a link, a name in the original script or a reference is removed.
    ///
    /// ## Why it matters
    /// Something that the reader should have seen is missing.
    ///
    /// ## Example
    /// ```bad
    /// The president of the commission () signed the decree.
    /// ```
    /// ```bad ja
    /// 大統領は声明（）を発表した。
    /// ```
    /// Use instead:
    /// ```good ja
    /// 大統領は声明を発表した。
    /// ```
    ///
    /// ## What it leaves alone
    /// A function of a program (`main()`), an emoticon (`:()`), a box of a list (`[ ]`).
    pub static EMPTY_BRACKETS = "empty-brackets" {
        group: Punctuation, severity: Warning, fix: Some(Safety::Safe), mqm: "linguistic-conventions/punctuation",
        explains: ["spacing", "stray-punctuation", "unbalanced-quotes", "unbalanced-brackets", "mixed-quote-style", "locale-punctuation"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// The mark that would close `c` at once. Marks that can close as well as open are not among them.
fn closing(c: char) -> Option<char> {
    closing_bracket(c).or(match c {
        '「' => Some('」'),
        '『' => Some('』'),
        '«' => Some('»'),
        '“' => Some('”'),
        '„' => Some('“'),
        _ => None,
    })
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let tokens = Tokens::of(page);
    let text = page.text();
    for i in 1..tokens.all.len() {
        let (Some(open), Some(close)) = (tokens.mark(i - 1), tokens.mark(i)) else {
            continue;
        };
        if findings.len() >= ENOUGH {
            return;
        }
        if closing(open) != Some(close) || tokens.gap(i) == Gap::Break {
            continue;
        }
        let before = tokens.before(i - 1);
        let tight = tokens.tight_before(i - 1);
        let code =
            tight.is_some_and(|t| is_text(t) && t.span.of(text).is_ascii()) && open.is_ascii();
        let face =
            tight.is_some_and(|t| matches!(t.mark(text), Some(':' | ';' | '_' | '\\' | '¯')));
        let boxed = open == '[' && before.is_none();
        if code || face || boxed {
            continue;
        }
        let span = tokens.all[i - 1].span.cover(tokens.all[i].span);
        // The space in front goes with the brackets where another stands behind or a mark follows.
        let spaced = before.is_some() && tokens.gap(i - 1) == Gap::Space;
        let start = match before {
            Some(b) if spaced && !tokens.tight_after(i).is_some_and(is_text) => b.span.end,
            _ => span.start,
        };
        let safety = Safety::safe_if(!in_speech(page, span.start));
        findings
            .add(
                span,
                format!(
                    "“{}” holds nothing; what stood there is lost.",
                    span.of(text)
                ),
            )
            .confidence(0.95)
            .delete(safety, Span::new(start, span.end));
    }
}
