use super::Pair;
use super::dropped_sentence::report;
use super::gaps::{GapKind, gaps};
use super::rule::{Check, Findings, declare_rule};

declare_rule! {
    /// A run of sentences or a whole paragraph that the translation does not render.
    ///
    /// ## What it finds
    /// Three or more consecutive sentences of the source without a counterpart, or a whole paragraph of two or more.
    ///
    /// ## Why it matters
    /// A lost paragraph can hold the other side of the story. It is one finding, not one for each sentence.
    ///
    /// ## Example
    /// ```bad en>de
    /// The minister opened the bridge in Bonn on Friday.
    ///
    /// It cost 48 million euros. Residents had sued in 2016. The court in Cologne rejected the claim.
    ///
    /// Traffic starts on 4 June at 6 a.m.
    /// ---
    /// Der Minister eröffnete am Freitag die Brücke in Bonn.
    ///
    /// Der Verkehr beginnt am 4. Juni um 6 Uhr.
    /// ```
    /// Use instead:
    /// ```good en>de
    /// The minister opened the bridge in Bonn on Friday.
    ///
    /// It cost 48 million euros. Residents had sued in 2016. The court in Cologne rejected the claim.
    ///
    /// Traffic starts on 4 June at 6 a.m.
    /// ---
    /// Der Minister eröffnete am Freitag die Brücke in Bonn.
    ///
    /// Sie kostete 48 Millionen Euro. Anwohner hatten 2016 geklagt. Das Gericht in Köln wies die Klage ab.
    ///
    /// Der Verkehr beginnt am 4. Juni um 6 Uhr.
    /// ```
    ///
    /// ## What it leaves alone
    /// Single sentences (`dropped-sentence`) and the end of the text (`truncated-text`).
    pub static DROPPED_BLOCK = "dropped-block" {
        group: Structure, severity: Error, fix: None, mqm: "accuracy/omission",
        explains: ["dropped-sentence"], since: "0.1.0", check: Check::Pair(check),
    }
}

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    for gap in gaps(pair).iter().filter(|g| g.kind == GapKind::Block) {
        report(
            pair,
            gap,
            format!(
                "The translation lacks these {} sentences.",
                gap.source.len()
            ),
            findings,
        );
    }
}
