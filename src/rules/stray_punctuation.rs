use super::Page;
use super::lines::after;
use super::marks::{ENOUGH, Gap, Role, Tokens, is_abbreviation, is_text, role_of};
use super::rule::{Check, Findings, declare_rule};
use crate::finding::Safety;
use crate::reading::{Case, TokenKind};
use crate::text::Span;
use crate::text::classes::{closing_bracket, is_closing, is_closing_bracket, is_line_break};

declare_rule! {
    /// A mark that stands twice, or beside a mark that it cannot stand beside.
    ///
    /// ## What it finds
    /// A full stop or comma left behind where a link, a tag or a quotation was cut: `. .`, `..`, `。。`, `, ,`, `,.`, `.” .`,
    /// a line or a bracket that begins with a comma.
    ///
    /// ## Why it matters
    /// Readers see it at once and take it for carelessness; often words were lost beside it.
    ///
    /// ## Example
    /// ```bad
    /// They will never admit Ukraine. .
    /// ```
    /// ```bad zh
    /// 这是他罪有应得的惩罚。。
    /// ```
    /// ```bad es
    /// Según el informe,. el acuerdo entrará en vigor en mayo.
    /// ```
    /// Use instead:
    /// ```good
    /// They will never admit Ukraine.
    /// ```
    ///
    /// ## What it leaves alone
    /// Every ellipsis (`...`, `…`, `. . .`, `、、、`), `?!`, `!?`, a comma behind an abbreviation (`D.C.,`) or behind a question
    /// in quotation marks, the dash of a dateline (`(EFE).-`), a low quotation mark typed with commas (`,,Ne`), `.NET`.
    pub static STRAY_PUNCTUATION = "stray-punctuation" {
        group: Punctuation, severity: Warning, fix: Some(Safety::Safe), mqm: "linguistic-conventions/punctuation",
        explains: ["spacing", "missing-end-punctuation"], since: "0.1.0", check: Check::Document(check),
    }
}

/// One mark of a run, or an ellipsis of several.
#[derive(Clone, Copy)]
struct Piece {
    role: Role,
    mark: char,
    span: Span,
    spaced: bool,
    token: usize,
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let tokens = Tokens::of(page);
    let language = page.language();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < tokens.all.len() && findings.len() < ENOUGH {
        if tokens.all[at].kind != TokenKind::Mark
            || tokens.mark(at).and_then(|c| role_of(c, language)).is_none()
        {
            at += 1;
            continue;
        }
        let start = at;
        pieces.clear();
        while let Some((mark, role)) = tokens
            .mark(at)
            .and_then(|c| Some((c, role_of(c, language)?)))
        {
            if at > start && tokens.gap(at) == Gap::Break {
                break;
            }
            pieces.push(Piece {
                role,
                mark,
                span: tokens.all[at].span,
                spaced: tokens.gap(at) == Gap::Space,
                token: at,
            });
            at += 1;
        }
        merge_ellipses(&mut pieces, language.script == "Cyrillic");
        judge(page, &tokens, &pieces, findings);
    }
}

/// Makes one piece of three marks or more that stand for an ellipsis; with `trails_off` also of two full stops behind `?` or
/// `!`, as Russian and Ukrainian write a question that trails off (`Где?..`).
fn merge_ellipses(pieces: &mut Vec<Piece>, trails_off: bool) {
    let mut out: usize = 0;
    let mut i = 0;
    while i < pieces.len() {
        let first = pieces[i];
        let same = |j: &usize| pieces.get(*j).is_some_and(|p| p.mark == first.mark);
        let run = |spaced: bool| {
            let more = (i + 1..)
                .take_while(|j| same(j) && pieces[*j].spaced == spaced)
                .count();
            more + 1
        };
        let dots = matches!(first.mark, '.' | '。' | '、' | '・' | ',');
        let asked = i > 0 && pieces[i - 1].role == Role::Ask && !first.spaced;
        let length = if trails_off && asked && first.mark == '.' && run(false) == 2 {
            2
        } else if first.role == Role::Ellipsis || (dots && run(false) >= 3) {
            run(false)
        } else if first.mark == '.' && run(true) >= 3 {
            run(true)
        } else {
            1
        };
        let last = pieces[i + length - 1];
        pieces[out] = Piece {
            role: if length > 1 {
                Role::Ellipsis
            } else {
                first.role
            },
            span: first.span.cover(last.span),
            token: last.token,
            ..first
        };
        out += 1;
        i += length;
    }
    pieces.truncate(out);
}

fn judge(page: &Page<'_>, tokens: &Tokens<'_>, pieces: &[Piece], findings: &mut Findings) {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
        return;
    };
    let mut followed = tokens.tight_after(last.token).is_some_and(is_text);
    // ",,Nein" and ",Ne": a low quotation mark typed with commas.
    let mut pieces = pieces;
    let commas = pieces.iter().rev().take_while(|p| p.mark == ',').count();
    let low = |p: &Piece| p.spaced || tokens.before(p.token).is_none();
    if followed && (1..=2).contains(&commas) && pieces.get(pieces.len() - commas).is_some_and(low) {
        pieces = &pieces[..pieces.len() - commas];
        followed = false;
        if pieces.is_empty() {
            return;
        }
    }
    let mut wrong: Option<(usize, usize)> = None;
    for i in 1..pieces.len() {
        if clash(page, tokens, pieces, i, followed) {
            let from = wrong.map_or(i - 1, |(from, _)| from);
            wrong = Some((from, i));
        }
    }
    if let Some((from, to)) = wrong {
        report(page, tokens, pieces, from, to, findings);
        return;
    }
    if pieces.len() > 1 || followed {
        return;
    }
    alone(page, tokens, first, findings);
}

/// Whether the piece with this index cannot stand behind the one before it.
fn clash(page: &Page<'_>, tokens: &Tokens<'_>, pieces: &[Piece], i: usize, followed: bool) -> bool {
    let (a, b) = (pieces[i - 1], pieces[i]);
    let last = i + 1 == pieces.len();
    // ".NET", ".45 calibre", ",Ne" with a low quotation mark typed as a comma.
    if last && followed && b.spaced && b.mark.is_ascii() {
        return false;
    }
    let before = a.token.checked_sub(1).map_or("", |k| tokens.word(k));
    let wide = !a.mark.is_ascii();
    match (a.role, b.role) {
        (Role::Stop, Role::Stop) => b.spaced || wide || ends_here(tokens, b),
        (Role::Ask, Role::Stop) => b.spaced || !name_before(tokens, a),
        (Role::Ellipsis, Role::Stop) => b.spaced,
        (Role::Stop, Role::Comma) if b.mark == ':' && !b.spaced => false,
        (Role::Stop, Role::Comma) => {
            b.spaced
                || wide
                || (tight_stop_ends(before, page)
                    && tokens
                        .tight_before(a.token)
                        .is_some_and(|t| t.case != Case::Capital && t.is_word()))
        }
        (Role::Ask | Role::Ellipsis, Role::Comma) => b.spaced && !a.spaced,
        (Role::Comma, Role::Comma) => {
            // "::" of code, "^^;;" of a face.
            let code = a.mark == ':' && b.mark == ':' && last && followed;
            let face = before == "^";
            !code && !face
        }
        (Role::Comma, Role::Stop) => !followed || !last,
        (Role::Comma, Role::Ask) => matches!(a.mark, ',' | '，' | '、' | '،') && !b.spaced,
        (Role::Stop, Role::Ask) => wide,
        _ => false,
    }
}

/// Whether nothing of a word stands right behind the mark, or a new sentence does.
fn ends_here(tokens: &Tokens<'_>, mark: Piece) -> bool {
    match tokens.tight_after(mark.token) {
        None => true,
        Some(next) if is_text(next) => {
            matches!(next.case, Case::Capital | Case::Upper) && next.is_word()
        }
        Some(next) => next.mark(tokens.text).is_some_and(is_closing),
    }
}

/// "Yahoo!" and other names that end in a mark.
fn name_before(tokens: &Tokens<'_>, mark: Piece) -> bool {
    mark.mark == '!'
        && tokens
            .tight_before(mark.token)
            .is_some_and(|t| t.case == Case::Capital || t.case == Case::Upper)
}

/// Whether a full stop behind this word ends a sentence rather than an abbreviation.
fn tight_stop_ends(word: &str, page: &Page<'_>) -> bool {
    word.chars().count() >= 6
        && word.chars().all(|c| c.is_alphabetic() && !c.is_uppercase())
        && !is_abbreviation(word, page.language())
}

fn report(
    page: &Page<'_>,
    tokens: &Tokens<'_>,
    pieces: &[Piece],
    from: usize,
    to: usize,
    findings: &mut Findings,
) {
    let (a, b) = (pieces[from], pieces[to]);
    let span = a.span.cover(b.span);
    let shown = span.of(page.text());
    let same = pieces[from..=to]
        .iter()
        .all(|p| p.mark == a.mark || (a.role == Role::Ask && p.role == Role::Stop));
    let message = if same {
        format!("“{shown}”: one mark is enough.")
    } else {
        format!(
            "“{shown}”: these marks cannot stand together; something may have been removed here."
        )
    };
    // A comma behind the last sentence of a line parts nothing.
    let ends_line = after(page.text(), b.span.end).is_none_or(is_line_break);
    let idle = a.role == Role::Stop
        && b.role == Role::Comma
        && (b.spaced || !a.mark.is_ascii())
        && ends_line;
    let safety = Safety::safe_if(same || idle);
    let draft = findings.add(span, message).confidence(0.95);
    let (first, second) = (
        Span::new(a.span.start, b.span.start),
        Span::new(a.span.end, b.span.end),
    );
    let keep = |mark: Piece| format!("keep “{}”", mark.mark);
    // Of two different marks, either may be the one that was meant where a small letter follows.
    let goes_on = tokens
        .after(b.token)
        .is_some_and(|t| t.is_word() && t.case == Case::Lower);
    let two = goes_on && to == from + 1 && a.mark != b.mark && safety == Safety::Suggested;
    let draft = if a.role == Role::Comma && b.role != Role::Comma {
        let draft = draft.delete(Safety::Suggested, first).called(keep(b));
        two.then_some((draft, keep(a), second))
    } else {
        let draft = draft.delete(safety, second).called(keep(a));
        two.then_some((draft, keep(b), first))
    };
    if let Some((draft, label, other)) = draft {
        draft.or_delete(label, other);
    }
}

/// A single mark where none can stand: at the start of a line, behind a bracket, behind a closed sentence.
fn alone(page: &Page<'_>, tokens: &Tokens<'_>, piece: &Piece, findings: &mut Findings) {
    if !matches!(piece.role, Role::Stop | Role::Comma) {
        return;
    }
    let Some(before) = tokens.before(piece.token) else {
        let behind = tokens.after(piece.token);
        if behind.is_some() && !matches!(piece.mark, ':' | '.' | '：') {
            findings
                .add(
                    piece.span,
                    "The line begins with a mark; the words before it may be lost.",
                )
                .confidence(0.8);
        }
        return;
    };
    let Some(mark) = before.mark(page.text()) else {
        return;
    };
    let comma = matches!(piece.mark, ',' | '，' | '、' | '،');
    if comma && closing_bracket(mark).is_some() && tokens.gap(piece.token) == Gap::None {
        findings
            .add(
                piece.span,
                "A mark right behind an opening bracket; words may be lost before it.",
            )
            .confidence(0.85);
        return;
    }
    if piece.role != Role::Stop || !piece.spaced || !is_closing(mark) {
        return;
    }
    // `.” .`: the sentence is closed already.
    let mut k = piece.token - 1;
    while k > 0
        && tokens.gap(k) == Gap::None
        && tokens.mark(k).is_some_and(is_closing)
        && !tokens.mark(k).is_some_and(is_closing_bracket)
    {
        k -= 1;
    }
    let closed = tokens
        .mark(k)
        .and_then(|c| role_of(c, page.language()))
        .is_some_and(|r| matches!(r, Role::Stop | Role::Ask));
    if closed {
        let span = Span::new(tokens.all[k].span.start, piece.span.end);
        findings
            .add(
                span,
                "A full stop behind a sentence that is closed already.",
            )
            .confidence(0.9)
            .delete(Safety::Safe, Span::new(before.span.end, piece.span.end));
    }
}
