use super::Pair;
use super::page::Article;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};
use crate::language::lexicon::{Concept, bundled};
use crate::reading::FactKind;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::OnceLock;

declare_rule! {
    /// An office that drifted: the governor who became a mayor.
    ///
    /// ## What it finds
    /// A title beside a name in the source, where the translation of the sentence names another office and nowhere near the
    /// source's own. A note: countries call their offices by many names.
    ///
    /// ## Why it matters
    /// Whoever calls a governor a mayor has not understood who is speaking, and readers who know will notice.
    ///
    /// ## Example
    /// ```bad en>de
    /// The storm was discussed by Governor Smith on Monday.
    /// ---
    /// Bürgermeister Smith sprach am Montag über den Sturm.
    /// ```
    /// Use instead:
    /// ```good en>de
    /// The storm was discussed by Governor Smith on Monday.
    /// ---
    /// Gouverneur Smith sprach am Montag über den Sturm.
    /// ```
    ///
    /// ## What it leaves alone
    /// Titles that were left out, heads of government and ministers under the names that countries give them, and offices
    /// that the sentences around also name.
    pub static TITLE_MISMATCH = "title-mismatch" {
        group: Facts, severity: Note, fix: None, mqm: "accuracy/mistranslation",
        explains: [], since: "0.1.0", check: Check::Pair(check),
    }
}

/// Least probability of a link whose titles are compared.
const SURE_LINK: f32 = 0.7;

/// Offices by their concepts in the lexicon; those of one line are taken for each other in some language.
const OFFICES: [&[&str]; 13] = [
    &["prime-minister", "chancellor"],
    &["minister", "chancellor", "secretary"],
    &["president"],
    &["governor"],
    &["mayor"],
    &["senator"],
    &["ambassador"],
    &["king", "queen", "prince"],
    &["pope"],
    &["bishop"],
    &["judge"],
    &["colonel"],
    &["professor"],
];

/// Lines of [`OFFICES`], a bit for each.
type Lines = u16;

/// An office named in a text, by the lines that its word can stand for.
struct Office {
    span: Span,
    lines: Lines,
}

/// The lines that the concepts stand in.
fn lines_of(concepts: &[Concept]) -> Lines {
    static TABLE: OnceLock<FxHashMap<Concept, Lines>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: FxHashMap<Concept, Lines> = FxHashMap::default();
        for (line, ids) in OFFICES.iter().enumerate() {
            for id in *ids {
                *table.entry(Concept::of(id)).or_default() |= 1 << line;
            }
        }
        table
    });
    let lines = concepts.iter().filter_map(|c| table.get(c));
    lines.fold(0, |all, line| all | line)
}

fn check(pair: &Pair<'_>, findings: &mut Findings) {
    for link in &pair.alignment.links {
        if link.source.is_empty() || link.version.is_empty() || link.probability < SURE_LINK {
            continue;
        }
        if !may_name_title(pair.source, link.source.clone()) {
            continue;
        }
        let theirs = offices(pair.source, link.source.clone());
        let [office] = &theirs[..] else {
            continue;
        };
        if !is_title(pair.source, office.span)
            || !is_beside_name(pair.source, link.source.clone(), office.span)
        {
            continue;
        }
        let near = link.version.start.saturating_sub(1)
            ..(link.version.end + 1).min(pair.version.sentences().len());
        let around = offices(pair.version, near);
        if around.iter().any(|o| o.lines & office.lines != 0) {
            continue;
        }
        let [other] = &offices(pair.version, link.version.clone())[..] else {
            continue;
        };
        findings
            .add(
                other.span,
                format!(
                    "The source says {}; the translation says {}: another office.",
                    pair.source.slice(office.span),
                    pair.version.slice(other.span)
                ),
            )
            .severity(Severity::Note)
            .confidence(0.5 * link.probability)
            .evidence(Side::Source, office.span);
    }
}

/// Whether the sentences may name a title, by a look at each word: titles of several words have one of one word among them.
fn may_name_title(article: &Article, mut sentences: Range<usize>) -> bool {
    let language = article.language();
    if language.titles.is_empty() || language.is_unspaced() {
        return true;
    }
    sentences.any(|s| {
        let mut forms = article
            .tokens_of(s)
            .iter()
            .filter_map(|t| article.reading.form(t));
        forms.any(|form| form.uses.title)
    })
}

/// The offices that the sentences name.
fn offices(article: &Article, sentences: Range<usize>) -> Vec<Office> {
    let mut out = Vec::new();
    for sentence in sentences {
        if article.language().is_unspaced() {
            inside(article, sentence, &mut out);
        } else {
            by_words(article, sentence, &mut out);
        }
    }
    out
}

fn by_words(article: &Article, sentence: usize, out: &mut Vec<Office>) {
    let index = bundled(article.reading.lang);
    let lower = &article.document.lower;
    let tokens = article.tokens_of(sentence);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        let Some(form) = article.reading.form(token) else {
            continue;
        };
        let (mut lines, mut span) = (lines_of(&form.concepts), token.span);
        if form.starts_phrase {
            let ahead = &tokens[at - 1..];
            let mut whole = Vec::new();
            let taken = article
                .reading
                .phrases_at(ahead, lower, &[index], &mut whole);
            if taken > 0 {
                (lines, span) = (lines_of(&whole), span.cover(ahead[taken - 1].span));
                at += taken - 1;
            }
        }
        push(lines, span, out);
    }
}

fn inside(article: &Article, sentence: usize, out: &mut Vec<Office>) {
    let index = bundled(article.reading.lang);
    let Some(span) = article.sentences().get(sentence).map(|s| s.span) else {
        return;
    };
    let text = span.of(&article.document.lower);
    let mut done = 0;
    for (at, _) in text.char_indices() {
        if at < done {
            continue;
        }
        let mut found = Vec::new();
        let length = index.inside(&text[at..], &mut found);
        if length > 0 {
            let start = span.start + at;
            push(lines_of(&found), Span::new(start, start + length), out);
            done = at + length;
        }
    }
}

fn push(lines: Lines, span: Span, out: &mut Vec<Office>) {
    if lines != 0 {
        out.push(Office { span, lines });
    }
}

/// Whether the words are a title as the language lists them, and no word of its family ("senate").
fn is_title(article: &Article, span: Span) -> bool {
    let titles = &article.language().titles;
    let word = span.of(&article.document.lower);
    titles.is_empty() || titles.contains(word)
}

/// Whether a name holds the title or stands right beside it, as far as the script shows names.
fn is_beside_name(article: &Article, sentences: Range<usize>, title: Span) -> bool {
    !article.language().has_case()
        || sentences.flat_map(|s| article.facts_of(s)).any(|f| {
            let close = |a: usize, b: usize| a <= b && b - a <= 1;
            matches!(f.kind, FactKind::Name)
                && (f.span.contains(title) && f.span.len() > title.len() + 1
                    || close(title.end, f.span.start)
                    || close(f.span.end, title.start))
        })
}
