//! What the safe fixes may never do, tried on articles that a generator makes: lose a letter or a digit of right text, touch an
//! article without slips, go on for ever, change anything in a second run.
//!
//! `COPYDESK_ARTICLES=100000 cargo test --release --test safe_fixes` tries more than the usual number.

mod generated;

use copydesk::desk::{Family, FamilyReport, Options, TextInput, check};
use copydesk::finding::{Safety, Side};
use copydesk::language::Lang;
use copydesk::outcome::fix::apply;
use generated::{Article, Generator, Piece};
use rayon::prelude::*;
use std::collections::BTreeMap;

fn report(article: &Article, text: &str) -> FamilyReport {
    let input = |text: &str, lang: &str| TextInput {
        text: text.into(),
        format: article.format,
        lang: Lang::from_tag(lang),
    };
    let family = Family {
        source: article.source.as_deref().map(|source| input(source, "en")),
        versions: vec![input(text, &article.lang)],
    };
    check(&family, &Options::default())
}

/// The text with its safe fixes, made until there is none left.
fn fixed(article: &Article) -> String {
    let mut text = article.wrong();
    for _ in 0..8 {
        let report = report(article, &text);
        let next = apply(&report, Side::Version(0), Safety::Safe, |_| true);
        if next.applied.is_empty() {
            return text;
        }
        text = next.text;
    }
    panic!("the fixes come to no end: {:?}", article.wrong());
}

/// For every slip whether it was put right, if the text is the article with each slip either left or put right, to the byte;
/// else `None`.
fn outcomes(article: &Article, fixed: &str) -> Option<Vec<bool>> {
    // How far the text is explained, with the outcomes that explain it so.
    let mut ways: BTreeMap<usize, Vec<bool>> = BTreeMap::from([(0, Vec::new())]);
    for piece in &article.pieces {
        let mut next = BTreeMap::new();
        for (at, outcomes) in ways {
            let choices: Vec<(&str, Option<bool>)> = match piece {
                Piece::Right(text) => vec![(text, None)],
                Piece::Slip { wrong, right, .. } => vec![(wrong, Some(false)), (right, Some(true))],
            };
            for (text, outcome) in choices {
                if fixed[at..].starts_with(text) {
                    let mut outcomes = outcomes.clone();
                    outcomes.extend(outcome);
                    next.insert(at + text.len(), outcomes);
                }
            }
        }
        ways = next;
    }
    ways.remove(&fixed.len())
}

/// Slips that need no judgement; of the others a part is left to people.
const SURE: [&str; 7] = [
    "a letter of another script",
    "a space before the stop",
    "a stop too many",
    "a wrong encoding",
    "an advertisement",
    "an entity",
    "an invisible character",
];

fn number_of_articles() -> usize {
    let given = std::env::var("COPYDESK_ARTICLES").ok();
    given.map_or(10_000, |n| n.parse().unwrap())
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures, seen with --nocapture")]
fn nothing_but_slips_is_changed_and_a_second_run_changes_nothing() {
    let generator = Generator::new();
    let tried: Vec<Vec<(&str, bool)>> = (0..number_of_articles())
        .into_par_iter()
        .map(|seed| {
            let article = generator.article(seed);
            let fixed = fixed(&article);
            let outcomes = outcomes(&article, &fixed);
            let outcomes = outcomes.unwrap_or_else(|| panic!("{seed}: {article:#?}\n{fixed}"));
            article.slips().zip(outcomes).collect()
        })
        .collect();
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (kind, right) in tried.iter().flatten() {
        let (all, of_them) = kinds.entry(kind).or_default();
        *all += 1;
        *of_them += usize::from(*right);
    }
    println!("put right of all, in {} articles: {kinds:#?}", tried.len());
    let (all, right) = kinds["a word twice in direct speech"];
    assert!(
        all * 200 > tried.len() && right == 0,
        "what somebody said is theirs: {right} of {all}"
    );
    assert!(tried.iter().any(Vec::is_empty), "some articles are clean");
    for kind in SURE {
        let (all, right) = kinds[kind];
        assert!(
            all * 200 > tried.len() && right == all,
            "{kind}: {right} of {all}"
        );
    }
}

#[test]
fn a_lost_letter_would_be_seen() {
    let generator = Generator::new();
    let article = (0..)
        .map(|seed| generator.article(seed))
        .find(|a| a.slips().count() > 2)
        .unwrap();
    let right = article.right();
    assert!(outcomes(&article, &right).is_some() && outcomes(&article, &article.wrong()).is_some());
    for (at, c) in right.char_indices() {
        let lost = right[..at].to_owned() + &right[at + c.len_utf8()..];
        assert!(
            outcomes(&article, &lost).is_none(),
            "{c:?} at {at} of {right}"
        );
    }
}
