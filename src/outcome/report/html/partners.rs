//! Which words of the two sides say the same: numbers and dates by value, names by sound, quotations by their order.

use crate::align::Alignment;
use crate::reading::value::{Agreement, agreement};
use crate::reading::{Fact, FactKind};
use crate::rules::Article;
use crate::text::Span;
use crate::text::fold::folded;
use crate::text::likeness::Shape;
use std::ops::Range;

/// Least likeness of the words of one name in two texts.
const SAME_NAME: f32 = 0.68;
/// Shortest folded word that is compared by sound.
const MIN_LETTERS: usize = 3;

/// The kind of numbers, dates, times and amounts.
pub(super) const FIGURE: &str = "figure";

/// Whether the fact is compared by value.
pub(super) fn is_figure(fact: &Fact) -> bool {
    kind(fact) == FIGURE
}

/// Two stretches of visible text that say the same.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Partners {
    /// Words of the source.
    pub(super) source: Span,
    /// Words of the version.
    pub(super) version: Span,
    /// `figure`, `name`, `quotation` or `link`.
    pub(super) kind: &'static str,
}

/// The partners in all linked and moved sentences.
pub(super) fn partners(
    source: &Article,
    version: &Article,
    alignment: &Alignment,
) -> Vec<Partners> {
    let mut out = Vec::new();
    for link in &alignment.links {
        between(
            source,
            link.source.clone(),
            version,
            link.version.clone(),
            &mut out,
        );
    }
    for moved in &alignment.moves {
        let (s, v) = (moved.source, moved.version);
        between(source, s..s + 1, version, v..v + 1, &mut out);
    }
    out
}

fn kind(fact: &Fact) -> &'static str {
    match fact.kind {
        FactKind::Name => "name",
        FactKind::Quotation { .. } => "quotation",
        FactKind::Link(_) => "link",
        _ => FIGURE,
    }
}

fn between(
    source: &Article,
    theirs: Range<usize>,
    version: &Article,
    ours: Range<usize>,
    out: &mut Vec<Partners>,
) {
    let facts = |article, sentences: Range<usize>| -> Vec<&Fact> {
        let article: &Article = article;
        sentences.flat_map(|s| article.facts_of(s)).collect()
    };
    let (left, right) = (facts(source, theirs), facts(version, ours.clone()));
    let of = |facts: &[&'_ Fact], wanted: &str| -> Vec<Fact> {
        facts
            .iter()
            .filter(|f| kind(f) == wanted)
            .map(|f| (*f).clone())
            .collect()
    };
    for wanted in [FIGURE, "name", "link"] {
        let (a, b) = (of(&left, wanted), of(&right, wanted));
        let before = out.len();
        best_first(&a, &b, wanted, |x, y| score(x, y, source, version), out);
        if wanted == "name" && !version.language().has_case() && !version.language().is_unspaced() {
            // Without capitals no names are read: their sound is looked for among the words.
            let words: Vec<Span> = ours
                .clone()
                .flat_map(|s| version.tokens_of(s))
                .filter(|t| t.is_word())
                .map(|t| t.span)
                .collect();
            let known: Vec<Span> = out[before..].iter().map(|p| p.source).collect();
            for name in a.iter().filter(|n| !known.contains(&n.span)) {
                if let Some(span) = by_sound(source.slice(name.span), &words, version) {
                    out.push(Partners {
                        source: name.span,
                        version: span,
                        kind: "name",
                    });
                }
            }
        }
    }
    let (a, b) = (of(&left, "quotation"), of(&right, "quotation"));
    if a.len() == b.len() {
        out.extend(a.iter().zip(&b).map(|(x, y)| Partners {
            source: x.span,
            version: y.span,
            kind: "quotation",
        }));
    }
}

/// How well two facts fit, above 0 if at all.
fn score(a: &Fact, b: &Fact, source: &Article, version: &Article) -> f32 {
    match (&a.kind, &b.kind) {
        (FactKind::Name, FactKind::Name) => {
            let form =
                |article: &Article, fact: &Fact| Shape::new(&folded(article.slice(fact.span)));
            let likeness = form(source, a).likeness(&form(version, b));
            if likeness >= SAME_NAME { likeness } else { 0.0 }
        }
        (FactKind::Link(x), FactKind::Link(y)) => f32::from(u8::from(x == y)),
        _ => match agreement(a, b) {
            Agreement::Equal => 3.0,
            Agreement::Converted => 2.0,
            Agreement::Amount => 1.0,
            Agreement::None => 0.0,
        },
    }
}

/// Pairs each fact with at most one of the other side, the best pairs first, then those at like places.
fn best_first(
    a: &[Fact],
    b: &[Fact],
    kind: &'static str,
    score: impl Fn(&Fact, &Fact) -> f32,
    out: &mut Vec<Partners>,
) {
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            let score = score(x, y);
            if score > 0.0 {
                pairs.push((score, i, j));
            }
        }
    }
    pairs.sort_by(|p, q| {
        let apart = |p: &(f32, usize, usize)| p.1.abs_diff(p.2);
        q.0.total_cmp(&p.0)
            .then(apart(p).cmp(&apart(q)))
            .then((p.1, p.2).cmp(&(q.1, q.2)))
    });
    let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
    for (_, i, j) in pairs {
        if used_a[i] || used_b[j] {
            continue;
        }
        (used_a[i], used_b[j]) = (true, true);
        out.push(Partners {
            source: a[i].span,
            version: b[j].span,
            kind,
        });
    }
}

/// The words that sound like those of `name`: from the first to the last, if they stand close together.
fn by_sound(name: &str, words: &[Span], version: &Article) -> Option<Span> {
    let parts: Vec<Shape> = name
        .split_whitespace()
        .map(|w| Shape::new(&folded(w)))
        .filter(|s| s.len() >= MIN_LETTERS)
        .collect();
    let mut hits: Vec<usize> = Vec::new();
    for part in &parts {
        let best = words
            .iter()
            .enumerate()
            .map(|(i, w)| (Shape::new(&folded(version.slice(*w))), i))
            .filter(|(shape, _)| shape.len() >= MIN_LETTERS)
            .map(|(shape, i)| (part.likeness(&shape), i))
            .max_by(|p, q| p.0.total_cmp(&q.0).then(q.1.cmp(&p.1)));
        hits.extend(
            best.filter(|(likeness, _)| *likeness >= SAME_NAME)
                .map(|(_, i)| i),
        );
    }
    let (first, last) = (*hits.iter().min()?, *hits.iter().max()?);
    let close = last - first < parts.len() + 1 && hits.len() * 2 >= parts.len();
    close.then(|| words[first].cover(words[last]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{Family, Options, TextInput, check};
    use crate::document::Format;
    use crate::language::Lang;

    fn found(source: (&str, &str), version: (&str, &str)) -> Vec<(String, String)> {
        let input = |(lang, text): (&str, &str)| TextInput {
            text: text.into(),
            format: Format::Text,
            lang: Lang::from_tag(lang),
        };
        let family = Family {
            source: Some(input(source)),
            versions: vec![input(version)],
        };
        let report = check(&family, &Options::default());
        let left = report.source.as_ref().unwrap();
        let right = &report.versions[0];
        partners(left, right, &report.alignments[0])
            .into_iter()
            .map(|p| {
                (
                    left.slice(p.source).to_owned(),
                    right.slice(p.version).to_owned(),
                )
            })
            .collect()
    }

    #[test]
    fn partners_are_found_by_value_and_by_sound() {
        let pairs = found(
            (
                "en",
                "Maria Lindqvist sold 1,200 fish for $4.5 million at 7:30 p.m.",
            ),
            (
                "de",
                "Maria Lindqvist verkaufte um 19.30 Uhr 1.200 Fische für 4,5 Millionen Dollar.",
            ),
        );
        for (a, b) in [
            ("Maria Lindqvist", "Maria Lindqvist"),
            ("$4.5 million", "4,5 Millionen Dollar"),
            ("1,200", "1.200"),
        ] {
            assert!(
                pairs.contains(&(a.to_owned(), b.to_owned())),
                "{a} = {b} in {pairs:?}"
            );
        }
    }

    #[test]
    fn names_are_heard_in_scripts_without_capitals() {
        let pairs = found(
            (
                "en",
                "The harbour master Alan Whitfield thanked 85 workers.",
            ),
            ("ar", "وشكر مدير الميناء آلان ويتفيلد 85 عاملا."),
        );
        assert!(
            pairs.contains(&("Alan Whitfield".to_owned(), "آلان ويتفيلد".to_owned())),
            "{pairs:?}"
        );
    }
}
