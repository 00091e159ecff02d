//! Which parts of a text are not in its language: by script, by function words, by what was copied from the source.

use super::page::{Article, Page};
use crate::language::{Lang, LangSet, Language};
use crate::reading::{Case, Token, identify_between};
use crate::text::Span;
use crate::text::classes::Script;
use rustc_hash::FxHashSet;

/// A stretch of text that is in another language.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Foreign {
    /// The words.
    pub span: Span,
    /// The language it seems to be in.
    pub lang: Lang,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// Fewest words of a sentence whose language is judged by its function words.
const SENTENCE_WORDS: usize = 5;
/// Fewest words in lower case of a sentence in which a function word of its language is missed.
const ORDINARY_WORDS: usize = 7;
/// Least strength of another language over the article's own, where that shows nowhere.
const STRANGE: f32 = 1.0;
/// Fewest kana in a sentence that should be Chinese or Korean.
const KANA_LETTERS: usize = 5;
/// Fewest words of a run copied from the source.
const COPIED_WORDS: usize = 4;
/// Fewest Latin words in lower case in a row inside a text of another script.
const LATIN_WORDS: usize = 3;

/// The sentences of an article whose words are clearly those of another language.
pub(super) fn foreign_sentences(article: &Article) -> Vec<Foreign> {
    let sentences = 0..article.sentences().len();
    sentences
        .filter_map(|i| foreign_sentence(article, i))
        .collect()
}

/// The sentence with this index as a whole, if its words are clearly those of another language.
fn foreign_sentence(article: &Article, sentence: usize) -> Option<Foreign> {
    let own = article.language();
    let span = article.sentences().get(sentence)?.span;
    let tokens = article.tokens_of(sentence);
    if is_plain(own, tokens, span.of(&article.document.text)) && !may_be_foreign(article, tokens) {
        return None;
    }
    let words: Vec<&Token> = tokens.iter().filter(|t| t.is_word()).collect();
    if let Some(foreign) = by_script(article, own, &words, span) {
        return Some(foreign);
    }
    if words.len() < SENTENCE_WORDS || own.is_unspaced() || !own.has_case() {
        return None;
    }
    let (strengths, own_alone) = strengths(article, &words);
    let rivals = Lang::all()
        .zip(strengths.into_iter().zip(own_alone))
        .filter(|(l, _)| !l.same_language(own.lang) && l.profile().script == own.script);
    let (lang, (strength, own_alone)) =
        rivals.max_by(|(l, (a, _)), (m, (b, _))| a.total_cmp(b).then(m.cmp(l)))?;
    // A sentence of so many ordinary words without one that its language writes needs fewer of another's.
    let strange = own_alone == 0 && ordinary(&words) >= ORDINARY_WORDS;
    if strength < if strange { STRANGE } else { 3.0 } {
        return None;
    }
    // The statistics of letters must agree with the words, unless these are overwhelming.
    let (seen, reliable) = identify_between(span.of(&article.document.text), own.lang, lang)
        .unwrap_or((lang, strength >= 5.0));
    let sure = reliable || strength >= if strange { 3.0 } else { 4.0 };
    (seen == lang && sure).then_some(Foreign {
        span,
        lang,
        confidence: if reliable { 0.97 } else { 0.85 },
    })
}

/// Whether every word is written in the one script of the language, so that a look at the script tells nothing.
fn is_plain(own: &Language, tokens: &[Token], text: &str) -> bool {
    // Hiragana and katakana give Japanese away among Han and Hangul.
    let kana = |pair: &[u8]| pair[0] == 0xE3 && matches!(pair[1], 0x81..=0x83);
    match script_of_language(own) {
        None | Some(Script::Kana) => false,
        Some(Script::Han | Script::Hangul) if text.as_bytes().windows(2).any(kana) => false,
        Some(script) => {
            let mut words = tokens.iter().filter(|t| t.is_word());
            words.all(|t| t.script == Some(script))
        }
    }
}

/// Whether enough words are of another language and not of the article's own; all that [`strengths`] can add up at most.
fn may_be_foreign(article: &Article, tokens: &[Token]) -> bool {
    let own = article.reading.lang;
    let other = |of: LangSet| !of.is_empty() && !of.contains(own);
    let forms = tokens
        .iter()
        .filter_map(|t| Some((t, article.reading.form(t)?)));
    let most = forms.map(|(token, form)| {
        let letters = token.case == Case::Lower && other(form.writing);
        f32::from(u8::from(other(form.functions))) + if letters { 1.5 } else { 0.0 }
    });
    most.sum::<f32>() >= STRANGE
}

/// For each language how much more the words look like it than like `own`: function words of one and not of the other,
/// and words with letters that only one of them writes.
///
/// With them, for each, how many words are function words of `own` and not of it.
fn strengths(article: &Article, words: &[&Token]) -> (Vec<f32>, Vec<usize>) {
    let own = article.reading.lang;
    let (mut own_functions, mut shared) = (0, vec![0; Lang::all().count()]);
    let mut out = vec![0.0; Lang::all().count()];
    // What counts against all other languages is taken off at the end.
    let mut own_words = 0.0;
    let mut add = |of: LangSet, mine: f32, theirs: f32| {
        let is_own = of.contains(own);
        own_words += if is_own { mine } else { 0.0 };
        for index in of.indices() {
            out[index] += if is_own { -mine } else { theirs };
        }
    };
    for token in words {
        let form = article.reading.form(token);
        let languages = form.map_or_else(LangSet::default, |f| f.functions);
        if !languages.is_empty() {
            add(languages, -2.0, 1.0);
            if languages.contains(own) {
                own_functions += 1;
                languages.indices().for_each(|i| shared[i] += 1);
            }
        }
        let word = token.span.of(&article.document.lower);
        // Foreign names keep their letters; only words in lower case count.
        if token.case == Case::Lower && !word.is_ascii() {
            let writing = form.map_or(LangSet::ALL, |f| f.writing);
            add(writing, -2.0, 1.5);
        }
    }
    for strength in &mut out {
        *strength += own_words;
    }
    (out, shared.iter().map(|n| own_functions - n).collect())
}

/// Words in lower case.
fn ordinary(words: &[&Token]) -> usize {
    words.iter().filter(|t| t.case == Case::Lower).count()
}

/// A sentence written in a script that its language does not use.
fn by_script(article: &Article, own: &Language, words: &[&Token], span: Span) -> Option<Foreign> {
    let text = span.of(&article.document.text);
    let profile = crate::reading::script_profile(text);
    let total: usize = profile.iter().map(|(_, n)| n).sum();
    let (script, letters) = *profile.first()?;
    if own.tag == "ja" && matches!(script, Script::Han | Script::Kana) {
        // Han without any kana is no Japanese sentence.
        let kana = profile.iter().any(|(s, _)| *s == Script::Kana);
        let unfinished = !text.contains(['。', '，']);
        return (script == Script::Han && !kana && letters >= 12 && !unfinished).then_some(
            Foreign {
                span,
                lang: Lang::from_tag("zh").unwrap_or_default(),
                confidence: 0.9,
            },
        );
    }
    let kana = profile
        .iter()
        .find(|(s, _)| *s == Script::Kana)
        .map_or(0, |(_, n)| *n);
    if matches!(own.script.as_str(), "Han" | "Hangul") && kana >= KANA_LETTERS && kana * 5 >= total
    {
        return Some(Foreign {
            span,
            lang: Lang::from_tag("ja").unwrap_or_default(),
            confidence: 0.95,
        });
    }
    let expected = script_of_language(own)?;
    if script == expected || letters * 10 < total * 8 || letters < 12 {
        return None;
    }
    let lower_case = words.iter().filter(|t| t.case == Case::Lower).count();
    if script.has_case() && lower_case < LATIN_WORDS {
        return None; // names, titles, an agency line
    }
    let lang = crate::reading::identify(text);
    Some(Foreign {
        span,
        lang,
        confidence: 0.97,
    })
}

/// The script that tells whether a text is the language's.
fn script_of_language(language: &Language) -> Option<Script> {
    Some(match language.script.as_str() {
        "Latin" => Script::Latin,
        "Cyrillic" => Script::Cyrillic,
        "Greek" => Script::Greek,
        "Arabic" => Script::Arabic,
        "Hebrew" => Script::Hebrew,
        "Devanagari" => Script::Devanagari,
        "Bengali" => Script::Bengali,
        "Thai" => Script::Thai,
        "Han" => Script::Han,
        "Hangul" => Script::Hangul,
        "Japanese" => Script::Kana,
        _ => return None,
    })
}

/// Runs of words inside sentences of the page that stand word for word in the source.
///
/// A run counts if it has words in lower case that are ordinary in the source's language and not in the page's.
pub(super) fn copied_runs(page: &Page<'_>) -> Vec<Foreign> {
    let Some(source) = page.source() else {
        return Vec::new();
    };
    let (own, theirs) = (page.language(), source.language());
    if own.lang.same_language(theirs.lang) {
        return Vec::new();
    }
    let source_lower = &source.document.lower;
    let mut pairs: Option<FxHashSet<(&str, &str)>> = None;
    let lower = page.lower();
    let mut out = Vec::new();
    for sentence in page.article.sentences() {
        let tokens = &page.article.reading.tokens[sentence.tokens.clone()];
        // No clause is without a function word.
        let function = |t: &Token| {
            let form = page
                .article
                .reading
                .form(t)
                .filter(|_| t.case == Case::Lower);
            form.is_some_and(|f| {
                f.functions.contains(theirs.lang) && !f.functions.contains(own.lang)
            })
        };
        if !tokens.iter().any(function) {
            continue;
        }
        let pairs = pairs.get_or_insert_with(|| word_pairs(source, source_lower).collect());
        let words: Vec<&Token> = tokens.iter().filter(|t| t.is_word()).collect();
        let mut start = 0;
        while start + 1 < words.len() {
            let mut end = start + 1;
            while end < words.len()
                && pairs.contains(&(words[end - 1].span.of(lower), words[end].span.of(lower)))
            {
                end += 1;
            }
            let run = &words[start..end];
            let enough = if own.script == theirs.script {
                COPIED_WORDS
            } else {
                LATIN_WORDS
            };
            if run.len() >= enough && is_running_text(run, lower, own, theirs) {
                let span = run[0].span.cover(run[run.len() - 1].span);
                out.push(Foreign {
                    span,
                    lang: theirs.lang,
                    confidence: if run.len() > enough { 0.95 } else { 0.85 },
                });
            }
            start = end;
        }
    }
    out
}

/// Whether a run of the other language's words is a clause and not a name, a title or a term.
///
/// A clause has function words and other words in lower case; a title writes most of its words with a capital, and a term
/// is often joined with hyphens (`just-in-time`), which makes it one word.
fn is_running_text(run: &[&Token], lower: &str, own: &Language, theirs: &Language) -> bool {
    let (mut function, mut content, mut capital, mut native, mut small) = (0, 0, 0, 0, 0);
    let mut end = None;
    for token in run {
        let joined = end.replace(token.span.end) == Some(token.span.start.saturating_sub(1));
        let word = token.span.of(lower);
        if joined && !token.spaced {
            continue;
        }
        if own.function_words.contains(word) && !theirs.function_words.contains(word) {
            native += usize::from(word.chars().count() > 1);
            continue;
        }
        small += usize::from(token.case == Case::Lower);
        match (
            token.case == Case::Lower,
            theirs.function_words.contains(word),
        ) {
            (true, true) => function += usize::from(!own.function_words.contains(word)),
            (true, false) => content += usize::from(word.chars().count() > 1),
            (false, _) => capital += 1,
        }
    }
    let clause = content * 2 > capital || function >= 2 && small > capital;
    function >= 1
        && content >= 1
        && function + content >= 3
        && clause
        && native * 4 <= function + content
}

fn word_pairs<'a>(
    article: &'a Article,
    lower: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    article.sentences().iter().flat_map(move |s| {
        let words: Vec<&str> = article.reading.tokens[s.tokens.clone()]
            .iter()
            .filter(|t| t.is_word())
            .map(|t| t.span.of(lower))
            .collect();
        words.windows(2).map(|w| (w[0], w[1])).collect::<Vec<_>>()
    })
}

/// Runs of Latin words in lower case inside sentences of a text in another script.
pub(super) fn latin_runs(page: &Page<'_>) -> Vec<Foreign> {
    let own = page.language();
    if own.script == "Latin" || own.script.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for sentence in page.article.sentences() {
        let tokens = &page.article.reading.tokens[sentence.tokens.clone()];
        let mut run: Option<(Span, usize)> = None;
        for token in tokens
            .iter()
            .filter(|t| t.is_word())
            .map(Some)
            .chain([None])
        {
            match token {
                Some(t) if t.script == Some(Script::Latin) => {
                    let lower = usize::from(t.case == Case::Lower && t.span.len() > 1);
                    run = Some(
                        run.map_or((t.span, lower), |(span, n)| (span.cover(t.span), n + lower)),
                    );
                }
                _ => {
                    if let Some((span, lower)) = run.take()
                        && lower >= LATIN_WORDS
                    {
                        let lang = page.source().map_or(Lang::EN, |s| s.reading.lang);
                        out.push(Foreign {
                            span,
                            lang,
                            confidence: 0.9,
                        });
                    }
                }
            }
        }
    }
    out
}
