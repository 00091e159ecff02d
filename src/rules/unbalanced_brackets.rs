use super::Page;
use super::marks::{ENOUGH, Gap, Tokens, is_text};
use super::partner::bracket_partner;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::reading::Token;
use crate::text::Span;
use crate::text::classes::{closing_bracket, is_closing_bracket};

declare_rule! {
    /// A bracket that is opened and never closed, or closed and never opened.
    ///
    /// ## What it finds
    /// A bracket without its partner in the same paragraph or the next ones.
    ///
    /// ## Why it matters
    /// The reader does not know where the remark ends; often words were lost with the bracket.
    ///
    /// ## Example
    /// ```bad
    /// The senator (a Republican from Arizona said he would vote no.
    /// ```
    /// ```bad zh-TW
    /// 參議員費拉克 Flake)星期五表示反對。
    /// ```
    /// Use instead:
    /// ```good
    /// The senator (a Republican from Arizona) said he would vote no.
    /// ```
    ///
    /// ## What it leaves alone
    /// The bracket behind the letter or figure of a list (`a)`, `1)`), emoticons, a half-width bracket closed by a full-width one.
    pub static UNBALANCED_BRACKETS = "unbalanced-brackets" {
        group: Punctuation, severity: Warning, fix: Some(Safety::Suggested), mqm: "linguistic-conventions/punctuation",
        explains: [], since: "0.1.0", check: Check::Document(check),
    }
}

/// How many blocks a remark in brackets may go on for.
const BLOCKS: usize = 3;

/// The shape of a bracket whatever its width: `(` for both `(` and `（`.
fn shape(c: char) -> Option<(char, bool)> {
    let open = closing_bracket(c).is_some();
    let shape = match c {
        '(' | ')' | '（' | '）' => '(',
        '[' | ']' | '［' | '］' => '[',
        '【' | '】' => '【',
        '《' | '》' => '《',
        _ => return None,
    };
    (open || is_closing_bracket(c)).then_some((shape, open))
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let tokens = Tokens::of(page);
    let document = &page.article.document;
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut lone: Vec<usize> = Vec::new();
    for (i, token) in tokens.all.iter().enumerate() {
        let Some((shape, opens)) = token.mark(page.text()).and_then(shape) else {
            continue;
        };
        if is_emoticon(&tokens, i) {
            continue;
        }
        let block = document.block_at(token.span.start).unwrap_or(0);
        if opens {
            open.push((shape, i, block));
        } else if let Some(at) = open
            .iter()
            .rposition(|&(s, _, b)| s == shape && block <= b + BLOCKS)
        {
            lone.extend(open.drain(at..).skip(1).map(|(_, i, _)| i));
        } else if !is_list_item(&tokens, i) {
            lone.push(i);
        }
    }
    lone.extend(open.iter().map(|&(_, i, _)| i));
    lone.sort_unstable();
    // Several of a kind are a habit of the text (lists, code), not slips.
    let habit = lone.len() > 3;
    for i in lone.into_iter().take(ENOUGH) {
        let Token { span, .. } = tokens.all[i];
        let opens = tokens.mark(i).and_then(closing_bracket).is_some();
        let message = if opens {
            "This bracket is never closed."
        } else {
            "This bracket closes none that is open."
        };
        let mut draft = findings.add(span, message).confidence(0.9);
        let close = tokens.mark(i).and_then(closing_bracket);
        let sentence = page.article.reading.sentence_at(span.start);
        let partner = close
            .zip(sentence)
            .and_then(|(close, sentence)| bracket_partner(page, span, close, sentence));
        if let Some(partner) = partner {
            draft = draft
                .or_replace(
                    format!("close the bracket {}", partner.place),
                    Span::empty(partner.at),
                    partner.mark,
                )
                .or_delete("delete the lone bracket", partner.lone);
        }
        if habit {
            draft.severity(Severity::Note);
        }
    }
}

/// `:)`, `;-(`, `=)`.
fn is_emoticon(tokens: &Tokens<'_>, i: usize) -> bool {
    let eyes = |k: usize| matches!(tokens.mark(k), Some(':' | ';' | '=' | '^'));
    let tight = tokens.gap(i) == Gap::None;
    tight
        && i > 0
        && (eyes(i - 1) || (i > 1 && matches!(tokens.mark(i - 1), Some('-' | '\'')) && eyes(i - 2)))
        && !tokens.tight_after(i).is_some_and(is_text)
}

/// `a)`, `12)`, `Б)` at the start of a line or behind a mark or a space.
fn is_list_item(tokens: &Tokens<'_>, i: usize) -> bool {
    let Some(label) = tokens.tight_before(i) else {
        return false;
    };
    is_text(label)
        && label.span.of(tokens.text).chars().count() <= 3
        && (label.span.of(tokens.text).chars().count() <= 1
            || label.kind == crate::reading::TokenKind::Number
            || label
                .span
                .of(tokens.text)
                .chars()
                .all(|c| matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X')))
        && tokens.tight_before(i - 1).is_none()
}
