use super::Page;
use super::lines::{after, before};
use super::rule::{Check, Findings, declare_rule};
use crate::document::{BlockKind, Format};
use crate::finding::{Safety, Severity};
use crate::text::Span;
use crate::text::classes::{Script, is_invisible, is_word_char, script_of};

declare_rule! {
    /// A character that shows nothing and does not belong there.
    ///
    /// ## What it finds
    /// Zero-width spaces and joiners, byte order marks, soft hyphens, marks and overrides of the writing direction, line
    /// separators and control characters, where the script has no use for them.
    ///
    /// ## Why it matters
    /// Searches do not find the word, spelling checks fail, and an override turns the rest of the line round.
    ///
    /// ## Example
    /// ```bad nl
    /// De politie was bezig met het i\u{200b}dentificeren van de man.
    /// ```
    /// Use instead:
    /// ```good fa
    /// می‌دانم که بعضی از همکارانم خوش‌حال‌اند.
    /// ```
    ///
    /// ## What it leaves alone
    /// The joiners of Persian, Hindi and Bengali, the zero-width space of Thai, marks of direction in texts that mix
    /// directions, joiners between emoji, soft hyphens in a text that has them throughout.
    pub static INVISIBLE_CHARACTER = "invisible-character" {
        group: Encoding, severity: Warning, fix: Some(Safety::Safe), mqm: "design/character-encoding",
        explains: ["spacing", "name-mismatch", "fused-blocks", "split-sentence", "structure-mismatch", "stray-punctuation"],
        since: "0.1.0", check: Check::Document(check),
    }
}

/// So many soft hyphens are the style of a page, not a slip.
const SOFT_HYPHENS: usize = 5;
/// More findings than this in one text are told as one.
const SEPARATE: usize = 20;

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    let document = &page.article.document;
    let soft = text.matches('\u{ad}').count();
    let mut behind = 0;
    for &(at, c) in page.article.marks() {
        if at < behind || !is_suspect(c) {
            continue;
        }
        let rest = text.get(at..).unwrap_or("");
        let end = at + rest.find(|c| !is_suspect(c)).unwrap_or(rest.len());
        let run = Span::new(at, end);
        behind = end;
        if run.of(text).chars().all(|c| belongs(page, run, c)) || findings.len() >= SEPARATE {
            continue;
        }
        let code = document
            .block_at(at)
            .and_then(|i| document.blocks.get(i))
            .is_some_and(|b| b.kind == BlockKind::Code);
        if code {
            continue;
        }
        let first = run
            .of(text)
            .chars()
            .find(|&c| !belongs(page, run, c))
            .unwrap_or(c);
        let many = first == '\u{ad}' && soft >= SOFT_HYPHENS;
        let edge = before(text, at).is_none_or(char::is_whitespace)
            && after(text, end).is_none_or(char::is_whitespace);
        // A mark at the very start of a file belongs to the file, not to the text.
        let head = at == 0 && first == '\u{feff}';
        let severity = if many || head || (edge && is_break(first)) {
            Severity::Note
        } else {
            Severity::Warning
        };
        // Between two letters a separator of lines may have been a space.
        let parts = is_break(first)
            && before(text, at).is_some_and(is_word_char)
            && after(text, end).is_some_and(is_word_char);
        // Web pages divide words with soft hyphens on purpose.
        let purpose = first == '\u{ad}' && document.format == Format::Html;
        let safe = !parts && !head && !purpose;
        findings
            .add(
                run,
                format!("There is {} here, which shows nothing.", name(first)),
            )
            .severity(severity)
            .confidence(0.95)
            .delete(Safety::safe_if(safe), run);
    }
}

fn is_suspect(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t');
    }
    is_invisible(c)
        || is_break(c)
        || (c.is_control() && c != '\u{85}')
        || matches!(c as u32, 0xE0000..=0xE007F | 0xE000..=0xF8FF)
}

fn is_break(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}')
}

/// Whether the character has its use there.
fn belongs(page: &Page<'_>, run: Span, c: char) -> bool {
    let text = page.text();
    let (previous, next) = (before(text, run.start), after(text, run.end));
    let joins = |c: char| {
        script_of(c).is_some_and(|s| {
            matches!(
                s,
                Script::Arabic | Script::Devanagari | Script::Bengali | Script::Other
            )
        })
    };
    let beside =
        |class: &dyn Fn(char) -> bool| previous.is_some_and(class) || next.is_some_and(class);
    match c {
        '\u{200c}' | '\u{200d}' => {
            let emoji = |c: char| matches!(c as u32, 0x2190..=0x2BFF | 0xFE0F | 0x1F000..=0x1FAFF | 0xE0020..=0xE007F);
            beside(&joins) || beside(&emoji)
        }
        '\u{200b}' => beside(&|c| matches!(script_of(c), Some(Script::Thai | Script::Other))),
        // Marks and isolates of direction; the overrides have no use in articles.
        '\u{200e}'
        | '\u{200f}'
        | '\u{61c}'
        | '\u{202a}'
        | '\u{202b}'
        | '\u{202c}'
        | '\u{2066}'..='\u{2069}' => page.language().is_right_to_left(),
        '\u{2029}' => false,
        '\u{e0020}'..='\u{e007f}' => true,
        _ => false,
    }
}

fn name(c: char) -> &'static str {
    match c {
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero-width space",
        '\u{200c}' | '\u{200d}' | '\u{2060}' => "a zero-width joiner",
        '\u{feff}' => "a byte order mark",
        '\u{202d}' | '\u{202e}' => "an override of the writing direction",
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}' => {
            "a mark of the writing direction"
        }
        '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => "a separator of lines",
        '\u{e000}'..='\u{f8ff}' => "a private character",
        _ => "a control character",
    }
}
