use super::Page;
use super::lines::after;
use super::marks::{ENOUGH, Gap, Role, Tokens, in_link, is_abbreviation, is_text, role_of};
use super::rule::{Check, Findings, declare_rule};
use crate::document::BlockKind;
use crate::finding::{Safety, Severity};
use crate::language::Language;
use crate::reading::{Case, Token, TokenKind};
use crate::text::Span;
use crate::text::classes::{
    Script, closing_bracket, is_cjk, is_closing, is_combining, is_dash, is_quote, is_space,
};

declare_rule! {
    /// A space too many or too few.
    ///
    /// ## What it finds
    /// A space before a comma or a full stop (`said , that`); no space behind the end of a sentence (`bereikt.Ik`). As notes, once
    /// a text with their number: two spaces in a row, a space at the start of a line, a space inside brackets.
    ///
    /// ## Why it matters
    /// Where the space before a mark is, a link or a name was often cut out; where it is missing, two blocks were joined.
    ///
    /// ## Example
    /// ```bad
    /// The report , which came on Monday, was reported .
    /// ```
    /// ```bad fi
    /// Joukkue ei ole muuttunut korkeimmalle sarjatasolle.Holtille on annettava tunnustusta.
    /// ```
    /// Use instead:
    /// ```good fr
    /// Il a demandé : pourquoi ? Il n’a pas répondu !
    /// ```
    ///
    /// ## What it leaves alone
    /// The spaces that French sets before `; : ! ?`, an ellipsis, `.NET`, web addresses (`LiverpoolFC.com`), abbreviations
    /// (`Prof.Dr.`), ratios (`3 : 1`), a text that always writes that way.
    pub static SPACING = "spacing" {
        group: Punctuation, severity: Warning, fix: Some(Safety::Safe), mqm: "linguistic-conventions/whitespace",
        explains: [], since: "0.1.0", check: Check::Document(check),
    }
}

/// Last parts of web addresses that may be written with a capital letter.
const DOMAINS: [&str; 8] = ["com", "net", "org", "io", "gov", "edu", "uk", "ru"];

fn check(page: &Page<'_>, findings: &mut Findings) {
    let tokens = Tokens::of(page);
    let language = page.language();
    let mut before = BeforeMarks::default();
    for i in 0..tokens.all.len() {
        let Some(mark) = tokens.mark(i) else {
            continue;
        };
        let Some(role) = role_of(mark, language) else {
            continue;
        };
        before.look(page, &tokens, i, mark, role);
        if matches!(role, Role::Stop | Role::Ask) && findings.len() < ENOUGH {
            missing(page, &tokens, i, mark, findings);
        }
    }
    before.report(findings);
    extra_spaces(page, findings);
    line_starts(page, findings);
}

/// Marks with a space before them, and how many of the same kind have none.
#[derive(Default)]
struct BeforeMarks {
    spaced: Vec<(char, Span)>,
    tight: Vec<(char, usize)>,
}

impl BeforeMarks {
    fn look(&mut self, page: &Page<'_>, tokens: &Tokens<'_>, i: usize, mark: char, role: Role) {
        if role == Role::Ellipsis || page.language().punctuation.space_before.contains(mark) {
            return;
        }
        match tokens.gap(i) {
            Gap::Break => return,
            Gap::None => {
                match self.tight.iter_mut().find(|(c, _)| *c == mark) {
                    Some((_, n)) => *n += 1,
                    None => self.tight.push((mark, 1)),
                }
                return;
            }
            Gap::Space => {}
        }
        let Some(previous) = tokens.before(i) else {
            return;
        };
        let text = page.text();
        let joined = match previous.mark(text) {
            None => true,
            Some(c) => {
                is_closing(c) && !is_opening(c, tokens, i - 1)
                    || matches!(c, '%' | '°' | '€' | '$' | '£')
            }
        };
        let next = tokens.tight_after(i);
        let goes_on = next.is_some_and(|n| {
            is_text(n)
                || n.mark(text).is_some_and(|c| {
                    role_of(c, page.language()).is_some()
                        || matches!(c, ')' | '(' | '-' | '/' | '\\' | '@' | '<' | '>')
                })
        });
        let ratio = mark == ':'
            && previous.kind == TokenKind::Number
            && tokens.after(i).is_some_and(|n| n.kind == TokenKind::Number);
        // A run of marks is for stray-punctuation.
        let run = tokens.after(i).and_then(|n| n.mark(text)).is_some_and(|c| {
            tokens.gap(i + 1) != Gap::Break
                && matches!(
                    role_of(c, page.language()),
                    Some(Role::Stop | Role::Ellipsis | Role::Comma)
                )
        });
        if joined && !goes_on && !ratio && !run {
            let space = Span::new(previous.span.end, tokens.all[i].span.end);
            self.spaced.push((mark, space));
        }
    }

    fn report(&self, findings: &mut Findings) {
        for (k, &(mark, span)) in self.spaced.iter().enumerate().take(ENOUGH) {
            let same = self.spaced.iter().filter(|(c, _)| *c == mark).count();
            let tight = self
                .tight
                .iter()
                .find(|(c, _)| *c == mark)
                .map_or(0, |(_, n)| *n);
            // A text that always writes so has a habit, not a slip.
            let habit = same >= 3 && same * 2 >= tight;
            if habit && self.spaced[..k].iter().any(|(c, _)| *c == mark) {
                continue;
            }
            let hard = matches!(mark, ',' | '.' | '。' | '，' | '、');
            let message = if habit {
                format!("A space stands before “{mark}” {same} times in this text.")
            } else {
                format!("A space before “{mark}”; perhaps words were removed before it.")
            };
            let space = Span::new(span.start, span.end - mark.len_utf8());
            let safety = Safety::safe_if(hard && !habit);
            let draft = findings
                .add(span, message)
                .confidence(0.9)
                .delete(safety, space);
            if habit || !hard {
                draft.severity(Severity::Note);
            }
        }
    }
}

/// Whether a straight quotation mark before the mark opens: then the space is inside the quotation.
fn is_opening(c: char, tokens: &Tokens<'_>, i: usize) -> bool {
    is_quote(c) && tokens.gap(i) != Gap::None && !matches!(c, '”' | '»' | '」' | '』')
}

/// No space behind the end of a sentence.
fn missing(page: &Page<'_>, tokens: &Tokens<'_>, i: usize, mark: char, findings: &mut Findings) {
    let text = page.text();
    let Some(left) = tokens.tight_before(i) else {
        return;
    };
    // Closing and opening quotation marks may stand between the stop and the next word.
    let mut k = i + 1;
    let mut quotes = 0;
    while tokens.gap(k) == Gap::None
        && quotes < 2
        && tokens
            .mark(k)
            .is_some_and(|c| is_quote(c) || matches!(c, '’' | '‘'))
    {
        k += 1;
        quotes += 1;
    }
    if tokens.gap(k) != Gap::None {
        return;
    }
    let Some(right) = tokens.all.get(k).filter(|t| t.is_word()) else {
        return;
    };
    if !is_sentence_break(page, tokens, i, left, right, mark, quotes) {
        return;
    }
    let whole = Span::new(left.span.start, right.span.end);
    let shown = whole.of(text);
    if in_link(page, whole) || page.source().is_some_and(|s| s.text().contains(shown)) {
        return;
    }
    let at = if quotes == 0 || opens_at(tokens, k - 1) {
        tokens.all[i].span.end
    } else {
        tokens.all[k - 1].span.end
    };
    let known = |t: &Token| is_known_word(page, t);
    let plain = left.case != Case::Upper
        && left.is_word()
        && letters(left.span.of(text)) >= 3
        && matches!(right.case, Case::Capital | Case::None)
        && (letters(right.span.of(text)) >= 2 || is_short_word(page, tokens, right));
    let safe = quotes == 0 && (plain || known(left) && known(right));
    let safety = Safety::safe_if(safe);
    findings
        .add(
            whole,
            format!("No space behind the end of the sentence: “{shown}”."),
        )
        .confidence(0.92)
        .replace(safety, Span::empty(at), " ");
}

/// Whether the quotation mark right behind a stop opens the next sentence.
fn opens_at(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.mark(i), Some('«' | '“' | '„' | '‘')) && tokens.tight_after(i).is_some()
}

fn is_sentence_break(
    page: &Page<'_>,
    tokens: &Tokens<'_>,
    i: usize,
    left: &Token,
    right: &Token,
    mark: char,
    quotes: usize,
) -> bool {
    let text = page.text();
    let language = page.language();
    let (l, r) = (left.span.of(text), right.span.of(text));
    if right.script.is_some_and(|s| s.is_unspaced()) || left.script.is_some_and(|s| s.is_unspaced())
    {
        return false;
    }
    if !mark.is_ascii() {
        return is_text(left) && letters(r) >= 1 && !is_cjk(mark);
    }
    // "www.a.b", "U.S.A.", "a.B/c": another joint in the same run of characters.
    let joint = |t: Option<&Token>| {
        t.and_then(|t| t.mark(text))
            .is_some_and(|c| matches!(c, '.' | '@' | '/' | '_' | '#' | '\\' | '='))
    };
    let end = right_index(tokens, right);
    let dotted = joint(tokens.tight_after(end)) && tokens.tight_after(end + 1).is_some_and(is_text);
    if dotted || (i > 0 && joint(tokens.tight_before(i - 1))) {
        return false;
    }
    if DOMAINS.contains(&r.to_lowercase().as_str()) && quotes == 0 {
        return false;
    }
    if left.is_word() && (letters(l) < 2 || is_abbreviation(l, language)) {
        return false;
    }
    if left
        .mark(text)
        .is_some_and(|c| !is_closing(c) && !matches!(c, '%' | '°'))
    {
        return false;
    }
    // "라고" and other endings are written as one with the quotation.
    if quotes > 0 && right.case == Case::None {
        return false;
    }
    let short_capital = left.case == Case::Capital && letters(l) <= 2;
    let number = left.kind == TokenKind::Number;
    match right.case {
        // "1930.O" is a sentence end where the letter is a word of its own.
        Case::Capital => {
            let word = letters(r) >= 2 || (l.len() >= 4 && tokens.gap(end + 1) == Gap::Space);
            !short_capital && (!number || word || quotes > 0)
        }
        Case::Upper => {
            !short_capital
                && letters(r) <= 5
                && language.has_case()
                && letters(l) >= 3
                && left.case == Case::Lower
        }
        Case::Mixed => left.case == Case::Lower && letters(l) >= 3,
        Case::Lower => {
            quotes == 0
                && mark == '.'
                && letters(l) >= 3
                && letters(r) >= 3
                && left.case == Case::Lower
                && language.function_words.contains(r)
        }
        Case::None => {
            let hangul = right.script == Some(Script::Hangul);
            left.case != Case::Upper
                && left.kind == TokenKind::Word
                && letters(l) >= 2
                && (letters(r) >= 2 || hangul)
                && tokens.tight_after(end).and_then(|t| t.mark(text)) != Some('.')
                && !language.has_case()
        }
    }
}

/// Whether a single letter is a word: before a space or an apostrophe.
fn is_short_word(page: &Page<'_>, tokens: &Tokens<'_>, letter: &Token) -> bool {
    let next = right_index(tokens, letter) + 1;
    let apostrophe = matches!(
        after(page.text(), letter.span.end),
        Some('\'' | '’' | '‘' | 'ʼ')
    );
    letter.case == Case::Capital && (tokens.gap(next) == Gap::Space || apostrophe)
}

fn right_index(tokens: &Tokens<'_>, right: &Token) -> usize {
    tokens
        .all
        .partition_point(|t| t.span.start < right.span.start)
}

fn letters(word: &str) -> usize {
    word.chars().filter(|c| !is_combining(*c)).count()
}

/// Whether the word stands elsewhere in the text too, or is a common one.
fn is_known_word(page: &Page<'_>, token: &Token) -> bool {
    let word = token.span.of(page.text());
    let language: &Language = page.language();
    if language.function_words.contains(&word.to_lowercase()) {
        return true;
    }
    page.article
        .reading
        .tokens
        .iter()
        .any(|t| t.span.start != token.span.start && t.is_word() && t.span.of(page.text()) == word)
}

/// Two spaces in a row, and spaces inside brackets: one note for the text.
fn extra_spaces(page: &Page<'_>, findings: &mut Findings) {
    let tokens = Tokens::of(page);
    let mut doubled: Option<(Span, usize)> = None;
    let mut inside: Option<(Span, usize)> = None;
    for i in 1..tokens.all.len() {
        if tokens.gap(i) != Gap::Space {
            continue;
        }
        let gap = Span::new(tokens.all[i - 1].span.end, tokens.all[i].span.start);
        if gap.of(page.text()).chars().filter(|c| is_space(*c)).count() > 1 {
            doubled = Some((doubled.map_or(gap, |d| d.0), doubled.map_or(1, |d| d.1 + 1)));
        }
        let opened = tokens
            .mark(i - 1)
            .is_some_and(|c| closing_bracket(c).is_some());
        let closed = matches!(tokens.mark(i), Some(')' | ']' | '）'))
            && !tokens
                .mark(i - 1)
                .is_some_and(|c| matches!(c, ':' | ';') || is_dash(c, true));
        if opened || closed {
            inside = Some((inside.map_or(gap, |d| d.0), inside.map_or(1, |d| d.1 + 1)));
        }
    }
    if let Some((span, times)) = doubled {
        let message = match times {
            1 => "Two spaces in a row.".to_owned(),
            n => format!("Two spaces in a row, {n} times in this text."),
        };
        findings
            .add(span, message)
            .severity(Severity::Note)
            .replace(Safety::Suggested, span, " ");
    }
    if let Some((span, _)) = inside {
        findings
            .add(span, "A space inside a bracket.")
            .severity(Severity::Note)
            .delete(Safety::Suggested, span);
    }
}

/// A space at the start of a line of running text.
fn line_starts(page: &Page<'_>, findings: &mut Findings) {
    let document = &page.article.document;
    let text = page.text();
    let mut first: Option<Span> = None;
    for block in &document.blocks {
        if matches!(
            block.kind,
            BlockKind::Code | BlockKind::ListItem | BlockKind::TableRow
        ) {
            continue;
        }
        let head = text.get(..block.span.start).unwrap_or("");
        let start = head.trim_end_matches([' ', '\u{A0}']).len();
        let at_line = start == 0 || head[..start].ends_with(['\n', '\r']);
        if at_line && start < block.span.start && first.is_none() {
            first = Some(Span::new(start, block.span.start));
        }
    }
    if let Some(span) = first {
        findings
            .add(span, "The line begins with a space.")
            .severity(Severity::Note)
            .delete(Safety::Suggested, span);
    }
}
