use super::Page;
use super::rule::{Check, Findings, declare_rule};

declare_rule! {
    /// Text in a language that is neither the source's nor the translation's.
    ///
    /// ## What it finds
    /// Sentences in a third language; in a text without a source, sentences in any other language than the rest.
    ///
    /// ## Why it matters
    /// Neighbouring languages get mixed up in translation systems: Ukrainian in Russian, Dutch in German, Chinese in Japanese.
    ///
    /// ## Example
    /// ```bad en>de
    /// The council met on Monday in Madrid. Some residents complained about the lack of parking in the old town.
    /// ---
    /// Der Rat trat am Montag in Madrid zusammen. Sommige bewoners klaagden over het gebrek aan parkeerplaatsen in de oude stad.
    /// ```
    /// Use instead:
    /// ```good en>de
    /// The council met on Monday in Madrid. Some residents complained about the lack of parking in the old town.
    /// ---
    /// Der Rat trat am Montag in Madrid zusammen. Einige Anwohner beklagten den Mangel an Parkplätzen in der Altstadt.
    /// ```
    ///
    /// ## What it leaves alone
    /// Names, titles and short quotations; sentences too short to tell.
    pub static WRONG_LANGUAGE = "wrong-language" {
        group: Language, severity: Error, fix: None, mqm: "accuracy/mistranslation",
        explains: ["added-sentence"], since: "0.1.0", check: Check::Document(check),
    }
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    for foreign in page.foreign_sentences() {
        let source_language = page
            .source()
            .is_some_and(|s| s.reading.lang.same_language(foreign.lang));
        if source_language {
            continue; // untranslated-text
        }
        let (name, own) = (&foreign.lang.profile().name, &page.language().name);
        let message = if name.is_empty() {
            format!("This sentence is not in {own}.")
        } else {
            format!("This sentence seems to be in {name}, not in {own}.")
        };
        findings
            .add(foreign.span, message)
            .confidence(foreign.confidence);
    }
}
