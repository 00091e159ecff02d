use super::Page;
use super::legacy::legacy_words;
use super::marks::ENOUGH;
use super::misread::{self, Misread};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::text::Span;

declare_rule! {
    /// Text that was read in the wrong character encoding.
    ///
    /// ## What it finds
    /// UTF-8 shown as Windows-1252 or Latin-1 (`prÃ©sident`, `â€œ`, `Ð½Ð°`), as Windows-1251 (`РїСЂРёРІРµС‚`) or in the code page
    /// of old Macs (`pr√©sident`), once or twice over; and older encodings of the language shown as Latin-1 (`´º½º`,
    /// `Ïðèâåò`). All are told by their way back: the characters taken as bytes give letters of the language or a usual mark.
    ///
    /// ## Why it matters
    /// The words cannot be read, searched or spoken.
    ///
    /// ## Example
    /// ```bad fr
    /// Le prÃ©sident a parlÃ©.
    /// ```
    /// ```bad ru
    /// Он всегда Ð½Ð° связи.
    /// ```
    /// ```bad ko
    /// ´º½º 전해드립니다.
    /// ```
    /// Use instead:
    /// ```good fr
    /// Le président a parlé.
    /// ```
    ///
    /// ## What it leaves alone
    /// Letters that only look like it: `NÃO`, `ÂM NHẠC`, `« liberté »`.
    /// ```good vi
    /// Ông ấy nói: ÂM NHẠC và CÂU CHUYỆN
    /// ```
    pub static MOJIBAKE = "mojibake" {
        group: Encoding, severity: Error, fix: Some(Safety::Safe), mqm: "design/character-encoding",
        explains: ["invisible-character", "replacement-character", "mixed-script-word", "stray-punctuation", "spacing", "unbalanced-quotes", "mixed-quote-style",
            "number-mismatch", "currency-mismatch", "untranslated-text", "wrong-language", "fused-blocks", "name-mismatch", "html-entity"],
        since: "0.1.0", check: Check::Document(check),
    }
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let mut found: Vec<Misread> = Vec::new();
    for code_page in misread::Page::ALL {
        misread::utf8_shown_in(code_page, page.text(), page.language(), &mut found);
    }
    found.extend(legacy_words(page));
    // Of two ways back the one that explains more is right.
    found.sort_by_key(|m| std::cmp::Reverse(m.span.len()));
    let mut taken: Vec<Span> = Vec::new();
    found.retain(|m| {
        let free = !taken.iter().any(|t| t.overlaps(m.span));
        if free {
            taken.push(m.span);
        }
        free
    });
    found.sort_by_key(|m| m.span.start);
    for misread in found.into_iter().take(ENOUGH) {
        report(page, misread, findings);
    }
}

fn report(page: &Page<'_>, misread: Misread, findings: &mut Findings) {
    let shown = page.article.slice(misread.span);
    let Some(repaired) = misread.repaired else {
        findings
            .add(
                misread.span,
                "The word looks like text read in the wrong encoding.",
            )
            .severity(Severity::Warning)
            .confidence(0.8);
        return;
    };
    let message = format!("“{shown}” is “{repaired}” read in the wrong encoding.");
    let (severity, confidence, safety) = if misread.sure {
        (Severity::Error, 0.98, Safety::Safe)
    } else {
        (Severity::Warning, 0.8, Safety::Suggested)
    };
    findings
        .add(misread.span, message)
        .severity(severity)
        .confidence(confidence)
        .replace(safety, misread.span, repaired);
}
