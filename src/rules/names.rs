//! Names that a translation keeps as they are written: which of a source a version has, and which stand for others.

use super::mentions::{self, Mention};
use super::page::{Article, Pair};
use crate::align::Link;
use crate::language::lexicon::bundled;
use crate::language::{Lang, Language, Place, Places, Word, WordForm, is_name_of_people};
use crate::reading::{Case, Token};
use crate::text::Span;
use crate::text::classes::Script;
use crate::text::likeness::Sketch;
use rustc_hash::FxHashMap;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// Shortest name that is compared, in letters.
const MIN_LETTERS: usize = 3;
/// Least likeness of two forms of one name in one script.
const SAME: f32 = 0.72;
/// Least likeness of a name and the same name with a slip.
const SLIP: f32 = 0.85;
/// Longest ending of a declined name, in letters.
const LONG_ENDING: usize = 4;
/// Least likeness of two forms of one name in two scripts.
const TRANSLITERATED: f32 = 0.6;
/// Least probability of a link whose names are compared.
const SURE_LINK: f32 = 0.5;
/// Shortest name of a person that may carry an ending, in letters.
const MIN_STEM: usize = 4;
/// Most words of a term.
const LONGEST_TERM: usize = 4;
/// Letters that two forms of a word share at their start.
const MIN_PREFIX: usize = 4;

/// Whether the word is a title or an office, a place or a body, and so no name of a person.
pub(super) fn is_known_name(article: &Article, form: &Form) -> bool {
    let word = article.slice(form.span);
    let mut places = Vec::new();
    if form.starts_place {
        Places::of(article.reading.lang).at(
            &[Word {
                text: word,
                joins: false,
            }],
            &mut places,
        );
    }
    !places.is_empty() || form.uses.title
}

/// A word of an article, made ready for comparison.
#[derive(Debug)]
pub(super) struct Form {
    /// Index among the words of the article.
    pub(super) index: usize,
    /// Index of its token.
    pub(super) token: usize,
    /// Where it stands.
    pub(super) span: Span,
    /// What is known of it.
    pub(super) word: Arc<WordForm>,
    /// Its script.
    pub(super) script: Option<Script>,
    /// Whether it is written like a name: with a capital, and no function word.
    pub(super) named: bool,
    /// Whether nothing but marks stands before it in its sentence, so that the capital says nothing.
    pub(super) first: bool,
}

impl Deref for Form {
    type Target = WordForm;

    fn deref(&self) -> &WordForm {
        &self.word
    }
}

/// A word that names are compared with, and so much of it that most comparisons end there.
#[derive(Debug)]
struct Candidate {
    index: usize,
    head: [u8; MIN_LETTERS],
    sketch: Sketch,
}

impl Candidate {
    /// Whether the word can be a form of a name; what is asked of words in two scripts is asked of all.
    fn can_be(&self, name: &str, sketch: Sketch) -> bool {
        name.as_bytes().starts_with(&self.head) || self.sketch.can_be_like(sketch, TRANSLITERATED)
    }
}

/// The words of an article.
#[derive(Debug)]
pub(super) struct Forms {
    all: Vec<Form>,
    /// Where the words of each sentence start.
    starts: Vec<usize>,
    /// The first of each folded word that is long enough to be a form of a name.
    distinct: Vec<Candidate>,
    /// Folded words and how often they stand with a capital inside a sentence, and in lower case.
    counts: FxHashMap<u64, (usize, usize)>,
    /// The scripts in which names are written.
    name_scripts: Vec<Script>,
}

impl Forms {
    /// The words of an article, sentence by sentence.
    pub(super) fn of(article: &Article) -> Forms {
        let language = article.language();
        let text = article.text();
        let mut out = Forms {
            all: Vec::new(),
            starts: Vec::new(),
            distinct: Vec::new(),
            counts: FxHashMap::default(),
            name_scripts: Vec::new(),
        };
        for index in 0..article.sentences().len() {
            out.starts.push(out.all.len());
            let offset = article.sentences()[index].tokens.start;
            let tokens = article.tokens_of(index);
            let mut first = true;
            for (i, token) in tokens.iter().enumerate() {
                if token.mark(text).is_some_and(|c| {
                    matches!(
                        c,
                        ':' | '.' | '?' | '!' | '«' | '"' | '“' | '„' | '‘' | '-' | '–' | '—' | '('
                    )
                }) && token.spaced
                {
                    first = true;
                }
                if !token.is_word() {
                    continue;
                }
                let surface = token.span.of(text);
                let named = is_named(token, surface, language, &article.document.lower);
                let Some(word) = article.reading.form(token).cloned() else {
                    continue;
                };
                let count = match out.counts.get_mut(&word.fold_key) {
                    Some(count) => count,
                    None => {
                        let head = word.folded.as_bytes().first_chunk();
                        if let Some(head) = head.filter(|_| named || word.folded.len() > MIN_PREFIX)
                        {
                            out.distinct.push(Candidate {
                                index: out.all.len(),
                                head: *head,
                                sketch: word.shape().sketch(),
                            });
                        }
                        out.counts.entry(word.fold_key).or_default()
                    }
                };
                if token.case == Case::Lower {
                    count.1 += 1;
                } else if !first {
                    count.0 += 1;
                }
                if let Some(script) = token
                    .script
                    .filter(|s| named && !out.name_scripts.contains(s))
                {
                    out.name_scripts.push(script);
                }
                out.all.push(Form {
                    index: out.all.len(),
                    token: offset + i,
                    span: token.span,
                    word,
                    script: token.script,
                    named,
                    first,
                });
                first = false;
            }
        }
        out.starts.push(out.all.len());
        out
    }

    /// The words of some consecutive sentences.
    pub(super) fn within(&self, sentences: Range<usize>) -> &[Form] {
        let at = |i: usize| self.starts.get(i).copied().unwrap_or(self.all.len());
        self.all
            .get(at(sentences.start)..at(sentences.end))
            .unwrap_or(&[])
    }

    /// How often a word stands with a capital inside a sentence, and in lower case.
    pub(super) fn count(&self, word: &WordForm) -> (usize, usize) {
        self.counts.get(&word.fold_key).copied().unwrap_or_default()
    }

    /// The word so many words before (negative) or behind another, and whether it is a name.
    pub(super) fn neighbour(&self, form: &Form, by: isize) -> Option<(&str, bool)> {
        let other = self.all.get(form.index.checked_add_signed(by)?)?;
        // A mark may stand before every word.
        let near = other.token.abs_diff(form.token) <= 2 * by.unsigned_abs();
        near.then_some((&other.folded, other.named))
    }

    /// All words in order.
    pub(super) fn all(&self) -> &[Form] {
        &self.all
    }
}

fn is_named(token: &Token, word: &str, language: &Language, lower: &str) -> bool {
    token.is_capitalised()
        && token.case != Case::None
        && word.chars().count() >= MIN_LETTERS
        && !language.function_words.contains(token.span.of(lower))
}

/// Whether two words can be forms of one name: equal, with an ending, or alike.
pub(super) fn is_alike(a: &Form, b: &Form) -> bool {
    if a.fold_key == b.fold_key {
        return true;
    }
    let head = |form: &Form| form.folded.as_bytes().first_chunk::<MIN_LETTERS>().copied();
    if head(a).is_some() && head(a) == head(b) {
        let shared = shared_start(a, b);
        let (short, long) = (
            a.folded.len().min(b.folded.len()),
            a.folded.len().max(b.folded.len()),
        );
        if shared >= MIN_PREFIX && shared * 10 >= long * 5 || shared == short {
            return true;
        }
    }
    let least = if a.script == b.script {
        SAME
    } else {
        TRANSLITERATED
    };
    a.shape().is_like(b.shape(), least)
}

/// Letters that two words share at their start.
fn shared_start(a: &Form, b: &Form) -> usize {
    let letters = a.folded.bytes().zip(b.folded.bytes());
    letters.take_while(|(x, y)| x == y).count()
}

/// Whether two words of one script are one name as a language declines it, or with a slip in it.
fn is_variant(a: &Form, b: &Form) -> bool {
    if a.script != b.script {
        return is_alike(a, b);
    }
    let shared = shared_start(a, b);
    let long = a.folded.len().max(b.folded.len());
    shared >= MIN_LETTERS && long - shared <= LONG_ENDING || a.shape().is_like(b.shape(), SLIP)
}

/// A name of the version without a partner, and the name of the source that it was likely put for.
#[derive(Debug)]
pub(super) struct Replaced<'f> {
    /// The name of the source; `None` where none is missing.
    pub(super) source: Option<&'f Form>,
    /// The name of the version.
    pub(super) version: &'f Form,
    /// Probability of the link.
    pub(super) link: f32,
    /// What speaks for it.
    pub(super) signs: Signs,
}

/// What speaks for and against one name having been put for another.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs {
    /// The version is in another script, in which it keeps this name in Latin letters.
    pub(super) kept_script: bool,
    /// The name next to both is the same.
    pub(super) adjacent: bool,
    /// The version has the name of the source elsewhere, as the source writes it.
    pub(super) kept: bool,
    /// The name of the source is a word of no lexicon, or a place that the version names nowhere near.
    pub(super) rare: bool,
    /// The name of the source stands nowhere near in the version.
    pub(super) gone: bool,
    /// Neither name owes its capital to the start of a sentence.
    pub(super) inside: bool,
    /// The name of the source does not.
    pub(super) source_inside: bool,
    /// The name of the version is in capitals throughout.
    pub(super) upper: bool,
    /// The name of the version is one of people and nothing else, and no part of a longer name that the source has.
    pub(super) person: bool,
}

impl Signs {
    fn weight(self) -> usize {
        let signs = [
            (self.adjacent, 3),
            (self.kept, 2),
            (self.gone, 2),
            (self.rare, 1),
            (self.source_inside, 1),
        ];
        signs.iter().filter(|s| s.0).map(|s| s.1).sum()
    }
}

/// What can stand for something else in the names of a pair.
pub(super) fn replaced<'f>(
    pair: &Pair<'_>,
    source: &'f Forms,
    version: &'f Forms,
) -> Vec<Replaced<'f>> {
    let mut out = Vec::new();
    let mut known = FxHashMap::default();
    for link in &pair.alignment.links {
        if !link.source.is_empty() && !link.version.is_empty() && link.probability >= SURE_LINK {
            in_link(pair, link, source, version, &mut known, &mut out);
        }
    }
    out
}

fn in_link<'f>(
    pair: &Pair<'_>,
    link: &Link,
    source: &'f Forms,
    version: &'f Forms,
    known: &mut FxHashMap<u64, bool>,
    out: &mut Vec<Replaced<'f>>,
) {
    let theirs = source.within(link.source.clone());
    let ours = version.within(link.version.clone());
    let near = version.within(around(&link.version));
    let comparable = |w: &&Form| w.script.is_some_and(|s| source.name_scripts.contains(&s));
    let new: Vec<&Form> = ours
        .iter()
        .filter(|w| comparable(w) && is_new(source, version, w, known))
        .collect();
    let mut lost: Option<Vec<(&Form, bool)>> = None;
    for w in new {
        let word = pair.version.slice(w.span);
        let general = Signs {
            kept_script: pair.version.language().script != "Latin"
                && w.script == Some(Script::Latin),
            upper: word.chars().all(char::is_uppercase),
            person: is_person(w, pair),
            ..Signs::default()
        };
        let lost = lost.get_or_insert_with(|| lost_names(pair.source, theirs, ours, near));
        let best = lost
            .iter()
            .filter(|(s, _)| s.script == w.script)
            .map(|&(s, gone)| {
                let adjacent = neighbours_agree(source, version, s, w);
                let signs = Signs {
                    person: general.person && (adjacent || !extends_name(source, version, w)),
                    adjacent,
                    kept: version.counts.contains_key(&s.fold_key),
                    rare: s.concepts.is_empty() || is_lost_place(pair, link, s),
                    gone,
                    inside: !w.first && !s.first,
                    source_inside: !s.first,
                    ..general
                };
                (signs, s)
            })
            .reduce(|a, b| if b.0.weight() > a.0.weight() { b } else { a });
        if best.is_some_and(|(_, s)| is_name_abroad(pair, link, s, w)) {
            continue;
        }
        out.push(Replaced {
            source: best.map(|b| b.1),
            version: w,
            link: link.probability,
            signs: best.map_or(general, |b| b.0),
        });
    }
}

/// Whether the name of the source is a place that the version does not name near the link, or not as often in it.
fn is_lost_place(pair: &Pair<'_>, link: &Link, form: &Form) -> bool {
    let theirs = pair.source.places().within(link.source.clone());
    let place = theirs.iter().find(|p| p.span.overlaps(form.span));
    place.is_some_and(|place| {
        let named = |list: &[Mention]| list.iter().filter(|m| place.is_related(m)).count();
        let near = pair.version.places().within(around(&link.version));
        let ours = pair.version.places().within(link.version.clone());
        named(near) == 0 || named(ours) < named(theirs)
    })
}

/// Whether the word of the version is a name of the place in some language: teams, hotels and papers keep it.
fn is_name_abroad(pair: &Pair<'_>, link: &Link, source: &Form, version: &Form) -> bool {
    let word = Word {
        text: pair.version.slice(version.span),
        joins: false,
    };
    let theirs = pair.source.places().within(link.source.clone());
    let mut named: Vec<Place> = Vec::new();
    let place = theirs.iter().find(|p| p.span.overlaps(source.span));
    place.is_some_and(|place| {
        let latin = Lang::all().filter(|l| l.profile().script == "Latin");
        latin.for_each(|lang| {
            Places::of(lang).at(&[word], &mut named);
        });
        named
            .iter()
            .any(|n| place.places.iter().any(|p| p.is_related(*n)))
    })
}

/// Whether the word is the name of a person that the version kept as the letters of the source spell it, with or without
/// an ending, and nothing else that is known of its language.
fn is_person(form: &Form, pair: &Pair<'_>) -> bool {
    let article = pair.version;
    let word = article.slice(form.span);
    let lower = form.span.of(&article.document.lower);
    let letters = &pair.source.reading.lang.profile().letters;
    let spelled = |c: char| c.is_ascii() || letters.contains(c);
    if !form.concepts.is_empty()
        || !lower.chars().all(spelled)
        || is_behind_hyphen(form, article)
        || starts_term(form, article)
    {
        return false;
    }
    let endings = Places::of(article.reading.lang).endings();
    let folded = &form.folded;
    let people = (0..=endings)
        .map_while(|cut| folded.len().checked_sub(cut))
        .take_while(|&end| end == folded.len() || end >= MIN_STEM)
        .any(|end| is_name_of_people(&folded[..end]));
    people
        && word.chars().any(char::is_lowercase)
        && !has_meaning(form, article)
        && !is_known_name(article, form)
        && !is_in_place(form, article)
}

/// Whether the word starts a term of several words: "Khoa học" is science and not Mr Khoa.
fn starts_term(form: &Form, article: &Article) -> bool {
    if !form.starts_phrase {
        return false;
    }
    let lower = &article.document.lower;
    let tokens = &article.reading.tokens[form.token..];
    let words: Vec<&str> = tokens
        .iter()
        .take(LONGEST_TERM)
        .map_while(|t| Some(article.reading.form(t)?.normal(t.span.of(lower))))
        .collect();
    bundled(article.reading.lang).phrase(&words, &mut Vec::new()) > 1
}

/// Whether the word is a month, a weekday or another word of figures and dates.
fn has_meaning(form: &Form, article: &Article) -> bool {
    let meanings = article.language().meanings();
    meanings
        .longest_at(&article.document.lower, form.span.start)
        .is_some()
}

/// Whether the word belongs to the name of a place.
fn is_in_place(form: &Form, article: &Article) -> bool {
    let mut places = Vec::new();
    if let Some(sentence) = article.reading.sentence_at(form.span.start) {
        mentions::in_sentence(article, sentence, &mut places);
    }
    places.iter().any(|p| p.span.overlaps(form.span))
}

/// Whether the word is a later part of a compound.
fn is_behind_hyphen(form: &Form, article: &Article) -> bool {
    article.text()[..form.span.start].ends_with(['-', '\u{2010}', '\u{2011}'])
}

/// Whether a word of the version is a name that the source has in no form.
///
/// `known` holds the answers for words that were asked about before.
fn is_new(source: &Forms, version: &Forms, w: &Form, known: &mut FxHashMap<u64, bool>) -> bool {
    let cased = w.script.is_some_and(|s| s.has_case());
    if !w.named || !cased || version.count(w).1 > 0 || source.counts.contains_key(&w.fold_key) {
        return false;
    }
    *known.entry(w.fold_key).or_insert_with(|| !is_in(source, w))
}

/// Whether a word of the source is a form of the name.
fn is_in(source: &Forms, w: &Form) -> bool {
    // Names of people are kept letter by letter where both sides write them in one script.
    let same: fn(&Form, &Form) -> bool = if is_name_of_people(&w.folded) {
        is_variant
    } else {
        is_alike
    };
    let sketch = w.shape().sketch();
    let mut candidates = source
        .distinct
        .iter()
        .filter(|s| s.can_be(&w.folded, sketch));
    candidates.any(|s| same(&source.all[s.index], w))
}

/// The names of the source sentences without a partner in the version, and whether none stands near either.
fn lost_names<'f>(
    source: &Article,
    theirs: &'f [Form],
    ours: &[Form],
    near: &[Form],
) -> Vec<(&'f Form, bool)> {
    // "una" is no form of "Yunnan", however like the two are.
    let is_form = |s: &Form, w: &Form| !w.uses.function && is_alike(s, w);
    theirs
        .iter()
        .filter(|s| s.named && !has_meaning(s, source) && !s.uses.title)
        .filter_map(|s| {
            let gone = !near.iter().any(|w| is_form(s, w)) && !renders(s, near);
            let fewer = || {
                let count = |forms: &[Form]| forms.iter().filter(|w| is_form(s, w)).count();
                count(theirs) > count(ours)
            };
            (gone || fewer()).then_some((s, gone))
        })
        .collect()
}

/// Whether a word of the version is known to render the name.
fn renders(s: &Form, near: &[Form]) -> bool {
    near.iter()
        .any(|w| w.concepts.iter().any(|c| s.concepts.contains(c)))
}

/// Whether the word before (or behind) both names is one and the same name, or a word that both have stands between:
/// "Canal de Saint-Quentin".
fn neighbours_agree(source: &Forms, version: &Forms, s: &Form, w: &Form) -> bool {
    let same = |by: isize| {
        let ours = version.neighbour(w, by)?;
        (source.neighbour(s, by)? == ours).then_some(ours.1)
    };
    [-1, 1]
        .into_iter()
        .any(|by| same(by).is_some_and(|name| name || same(2 * by) == Some(true)))
}

/// Whether the name next to this one is in the source: a first name or an office that the translator added.
fn extends_name(source: &Forms, version: &Forms, w: &Form) -> bool {
    [-1, 1].into_iter().any(|by| {
        let named = |o: &&Form| o.named && o.token.abs_diff(w.token) <= 2;
        let next = w
            .index
            .checked_add_signed(by)
            .and_then(|i| version.all.get(i))
            .filter(named);
        next.is_some_and(|next| source.counts.contains_key(&next.fold_key))
    })
}

fn around(range: &Range<usize>) -> Range<usize> {
    range.start.saturating_sub(1)..range.end + 1
}
