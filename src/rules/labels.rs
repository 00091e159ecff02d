//! Labels and set phrases that pages leave behind (`[phrases]` of the language data), found at a place of a text.

use super::Page;
use super::lines::behind_decoration;
use super::outlet::Outlet;
use super::page::Article;
use crate::language::{Lang, Language, Phrases, TermIndex};
use std::sync::OnceLock;

/// What a phrase is the sign of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Player,
    Caption,
    Credit,
    Agency,
    Related,
    Advert,
    ReadTime,
    CallToAction,
    Metadata,
    Notice,
    Opener,
    Closer,
    Refusal,
    Note,
    Sound,
}

const COUNT: usize = Label::Sound as usize + 1;

/// The phrases of one language, prepared once.
pub(super) type Prepared = [TermIndex<()>; COUNT];

/// The phrases that can stand in a text: its language's own, the English ones, which pages and programs leave in any, and
/// those of the outlet.
#[derive(Clone, Copy)]
pub(super) struct Labels<'a> {
    own: &'static Prepared,
    english: &'static Prepared,
    foreign: bool,
    outlet: Option<(&'a Outlet, Lang)>,
}

/// A phrase found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Offset behind it.
    pub(super) end: usize,
    /// Whether it is English in a text of another language.
    pub(super) foreign: bool,
}

impl<'a> Labels<'a> {
    /// The phrases for an article.
    pub(super) fn of(article: &'a Article) -> Labels<'a> {
        let language = article.language();
        Labels {
            own: prepared(language),
            english: prepared(Language::of(Lang::EN)),
            foreign: language.lang != Lang::EN,
            outlet: article.outlet().map(|outlet| (outlet, language.lang)),
        }
    }

    /// The longest phrase of the kind `label` at byte `at` of the lower-case text, where a word must be able to start.
    pub(super) fn at(&self, lower: &str, at: usize, label: Label) -> Option<Phrase> {
        let end = |prepared: &'static Prepared| {
            prepared[label as usize]
                .longest_at(lower, at)
                .map_or(at, |(end, _)| end)
        };
        let outlet = self.outlet.map_or(at, |(outlet, lang)| {
            let ends = outlet.labels(lang).map(|labels| {
                labels[label as usize]
                    .longest_at(lower, at)
                    .map_or(at, |(end, _)| end)
            });
            ends.max().unwrap_or(at)
        });
        let own = end(self.own).max(outlet);
        let english = if self.foreign { end(self.english) } else { at };
        (own.max(english) > at).then_some(Phrase {
            end: own.max(english),
            foreign: english > own,
        })
    }
}

/// Whether the line at `at` renders source text that starts with a label of pages as well, so that the form is the source's.
pub(super) fn source_is_labelled(page: &Page<'_>, at: usize) -> bool {
    let (Some(source), Some(sentence)) = (page.source(), page.article.reading.sentence_at(at))
    else {
        return false;
    };
    let labels = Labels::of(source);
    let kinds = [Label::Player, Label::Caption, Label::Credit, Label::Related];
    page.counterpart(sentence)
        .and_then(|range| source.span_of(range))
        .is_some_and(|span| {
            let start = behind_decoration(source.text(), span);
            kinds.iter().any(|&kind| {
                labels
                    .at(&source.document.lower, start, kind)
                    .and_then(|phrase| source.text().get(phrase.end..))
                    .is_some_and(|rest| rest.trim_start().starts_with([':', '：', ',', '.', '|']))
            })
        })
}

fn prepared(language: &'static Language) -> &'static Prepared {
    static TABLE: OnceLock<Vec<(Lang, OnceLock<Prepared>)>> = OnceLock::new();
    static NONE: OnceLock<Prepared> = OnceLock::new();
    let table = TABLE.get_or_init(|| Lang::all().map(|lang| (lang, OnceLock::new())).collect());
    table
        .iter()
        .find(|(lang, _)| *lang == language.lang)
        .map_or(&NONE, |(_, cell)| cell)
        .get_or_init(|| prepare_phrases(&language.phrases, language.morphology.attached_endings))
}

/// The phrases of one language, ready to be looked for. What a language model says is a beginning of a sentence: with
/// `attached_endings` its last word may go on (`다음은 번역입니다`).
pub(super) fn prepare_phrases(phrases: &Phrases, attached_endings: bool) -> Prepared {
    let lists: [&[String]; COUNT] = [
        &phrases.player,
        &phrases.caption,
        &phrases.credit,
        &phrases.agency,
        &phrases.related,
        &phrases.advert,
        &phrases.read_time,
        &phrases.call_to_action,
        &phrases.metadata,
        &phrases.translation_notice,
        &phrases.llm_opener,
        &phrases.llm_closer,
        &phrases.llm_refusal,
        &phrases.llm_note,
        &phrases.sound,
    ];
    let spoken = Label::Opener as usize..=Label::Note as usize;
    let mut at = 0;
    lists.map(|list| {
        let attached = attached_endings && spoken.contains(&at);
        at += 1;
        TermIndex::new(list.iter().flat_map(|term| spellings(term)), attached)
    })
}

/// The term with either apostrophe.
fn spellings(term: &str) -> Vec<(String, ())> {
    let mut out = vec![(term.to_owned(), ())];
    if term.contains('\'') {
        out.push((term.replace('\'', "’"), ()));
    } else if term.contains('’') {
        out.push((term.replace('’', "'"), ()));
    }
    out
}
