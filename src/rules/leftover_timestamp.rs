use super::Page;
use super::lines::{in_speech, is_added, whole_line};
use super::player_time::{Place, player_times, stands_alone};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::Safety;

declare_rule! {
    /// The length of a video that is no longer there.
    ///
    /// ## What it finds
    /// A time such as `7:09` that a removed player left behind a title, behind a finished sentence, alone on its line or
    /// behind a word such as "Duration".
    ///
    /// ## Why it matters
    /// Readers take it for a time of day or a misprint, and it goes into every copy of the article.
    ///
    /// ## Example
    /// ```bad
    /// This is what Putin is looking for with Ukraine and NATO, according to an expert 1:51
    /// ```
    /// ```bad fr
    /// Le ministre a répondu aux questions de la presse. Durée: 00:48
    /// ```
    /// Use instead:
    /// ```good
    /// This is what Putin is looking for with Ukraine and NATO, according to an expert
    /// ```
    ///
    /// ## What it leaves alone
    /// Times of day (`at 7:09`, `um 20:15`, `今晚 19:35`), results and race times (`clocked 2:07`), times that the source
    /// says as well, and the clock of a live report.
    /// ```good
    /// The vote is scheduled for 7:09
    /// ```
    pub static LEFTOVER_TIMESTAMP = "leftover-timestamp" {
        group: Residue, severity: Error, fix: Some(Safety::Safe), mqm: "accuracy/addition",
        explains: ["number-mismatch", "time-mismatch", "missing-end-punctuation", "truncated-text"], since: "0.1.0",
        check: Check::Document(check),
    }
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    for time in player_times(page) {
        let safety = Safety::safe_if(time.safe && !in_speech(page, time.span.start));
        let shown = time.span.of(text);
        let message = match time.place {
            Place::Alone => {
                format!("“{shown}” stands alone: the length of a video that is no longer there.")
            }
            Place::Labelled => {
                format!("“{shown}” is the length of a video that is no longer there.")
            }
            Place::Title => format!(
                "“{shown}” behind a title is the length of a video that is no longer there."
            ),
            Place::Behind => format!(
                "“{shown}” behind a finished sentence is the length of a video that is no longer there."
            ),
        };
        let alone = time.place == Place::Alone || time.span == time.line;
        let cut = if alone {
            whole_line(text, time.line)
        } else {
            time.cut
        };
        let confidence = if is_added(page, time.line.start) || time.safe {
            0.98
        } else {
            0.9
        };
        let draft = findings
            .add(time.span, message)
            .severity(time.severity)
            .confidence(confidence)
            .delete(safety, cut);
        if time.place == Place::Title && stands_alone(page, time.line) {
            draft
                .called("delete only the time")
                .or_delete("delete the whole line", whole_line(text, time.line));
        }
    }
}
