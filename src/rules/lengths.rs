//! What the lengths of linked sentences tell: how long a translation of this pair usually is, and whether a sentence that seems
//! unlinked stands in a neighbour after all.

use super::page::{Article, Pair};
use crate::align::Link;
use std::ops::Range;

/// The least spread that lengths are taken to have, as a standard deviation of the logarithm of their ratio.
const LEAST_SPREAD: f64 = 0.12;
/// The spread where there are too few links to measure it.
const USUAL_SPREAD: f64 = 0.25;
/// So few links are too few.
const FEW: usize = 4;
/// How much the fit of a neighbour counts against the aligner's own judgement: translators join and split sentences more often
/// than they leave one out or add one.
const WEIGHT: f64 = 6.0;

/// The lengths of the one-to-one links of a pair, or of all with both sides where these are few; version to source in
/// characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lengths {
    /// The median ratio; 1 if there is no such link.
    pub(super) usual: f64,
    /// How far ratios usually are from it, as a standard deviation of their logarithm.
    spread: f64,
}

impl Lengths {
    /// The lengths of a pair.
    pub(super) fn of(pair: &Pair<'_>) -> Lengths {
        let ratios = |wanted: &dyn Fn(&Link) -> bool| -> Vec<f64> {
            let links = pair.alignment.links.iter().filter(|l| wanted(l));
            links.map(|link| length_ratio(pair, link)).collect()
        };
        let mut ratios = match ratios(&|l| l.source.len() == 1 && l.version.len() == 1) {
            few if few.len() < FEW => ratios(&|l| !l.is_drop() && !l.is_addition()),
            enough => enough,
        };
        ratios.sort_by(f64::total_cmp);
        let usual = ratios.get(ratios.len() / 2).copied().unwrap_or(1.0);
        let spread = if ratios.len() < FEW {
            USUAL_SPREAD
        } else {
            let squares = ratios.iter().map(|r| (r / usual).ln().powi(2));
            (squares.sum::<f64>() / ratios.len() as f64).sqrt()
        };
        Lengths {
            usual,
            spread: spread.max(LEAST_SPREAD),
        }
    }

    /// The usual ratio of the lengths, version to source.
    pub(super) fn usual(&self) -> f32 {
        self.usual as f32
    }

    /// How far a ratio of lengths is from the usual, squared and in the measure of the spread.
    fn off(&self, ratio: f64) -> f64 {
        ((ratio / self.usual).ln() / self.spread).powi(2) / 2.0
    }
}

/// The probability that the unlinked sentences of the link `at` have no counterpart indeed: less than the aligner's where a
/// neighbour is too long for its own counterpart by just as much as they take.
pub(super) fn probability_of_gap(pair: &Pair<'_>, at: usize) -> f32 {
    let links = &pair.alignment.links;
    let link = &links[at];
    let lengths = pair.lengths();
    let own = if link.is_drop() {
        chars_of(pair.source, link.source.clone())
    } else {
        chars_of(pair.version, link.version.clone())
    };
    let neighbours = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let gain = neighbours
        .filter_map(|i| links.get(i))
        .filter(|l| !l.is_drop() && !l.is_addition() && !pair.is_residue(l.version.clone()))
        .map(|l| {
            let source = chars_of(pair.source, l.source.clone());
            let version = chars_of(pair.version, l.version.clone());
            let together = if link.is_drop() {
                version / (source + own)
            } else {
                (version + own) / source
            };
            lengths.off(version / source) - lengths.off(together)
        })
        .fold(0.0, f64::max);
    let probability = f64::from(link.probability).clamp(1e-4, 1.0 - 1e-4);
    let odds = (probability / (1.0 - probability)).ln() - WEIGHT * gain;
    (1.0 / (1.0 + (-odds).exp())) as f32
}

/// Characters of some consecutive sentences, at least one.
pub(super) fn chars_of(article: &Article, sentences: Range<usize>) -> f64 {
    article.span_of(sentences).map_or(1.0, |span| {
        article.slice(span).chars().count().max(1) as f64
    })
}

/// Ratio of the lengths of the two sides of a link in characters, version to source.
pub(super) fn length_ratio(pair: &Pair<'_>, link: &Link) -> f64 {
    chars_of(pair.version, link.version.clone()) / chars_of(pair.source, link.source.clone())
}
