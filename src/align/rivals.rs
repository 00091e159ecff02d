//! What else could explain the sentences of a link: the likeliest link that is not in the alignment.

use super::band::Band;
use super::evidence::MAX_SPAN;
use super::posterior::Posterior;
use super::prior::SHAPES;
use super::scores::Scores;
use super::{Alternative, Link};
use std::ops::Range;

/// The likeliest other link of a sentence of each of `links`, if any is possible.
pub(super) fn find(
    links: &[Link],
    posterior: &Posterior,
    band: &Band,
    scores: &Scores,
) -> Vec<Option<Alternative>> {
    let table = Table {
        posterior,
        band,
        scores,
    };
    let best = |link: &Link| {
        let others = table.linked(link).chain(table.left_out(link));
        let others = others.filter(|other| other.probability > 0.0);
        others.max_by(|a, b| a.probability.total_cmp(&b.probability))
    };
    links.iter().map(best).collect()
}

/// The probabilities of all links of a band.
#[derive(Clone, Copy)]
struct Table<'a> {
    posterior: &'a Posterior,
    band: &'a Band,
    scores: &'a Scores,
}

impl<'a> Table<'a> {
    /// The links of sentences of both sides that share a sentence with `link` and are another.
    fn linked(self, link: &Link) -> impl Iterator<Item = Alternative> + use<'a> {
        let Link {
            source, version, ..
        } = link.clone();
        let rows = if source.is_empty() {
            let starts = self.band.source_starts(version.start, MAX_SPAN);
            starts.start..starts.end + MAX_SPAN
        } else {
            source.start + 1..source.end + MAX_SPAN
        };
        let last = self.band.rows();
        let ends = (rows.start.min(last)..rows.end.min(last))
            .flat_map(move |i| self.band.row(i).map(move |j| (i, j)));
        ends.flat_map(move |(i, j)| (0..SHAPES.len()).map(move |shape| (i, j, shape)))
            .filter_map(move |(i, j, shape)| {
                let (a, b) = SHAPES[shape];
                let (theirs, ours) = (i.checked_sub(a)?..i, j.checked_sub(b)?..j);
                let other = (&theirs, &ours) != (&source, &version);
                let shares = meet(&theirs, &source) || meet(&ours, &version);
                (a > 0 && b > 0 && other && shares).then(|| Alternative {
                    probability: self.posterior.link(self.band, self.scores, i, j, shape),
                    source: theirs,
                    version: ours,
                })
            })
    }

    /// That a sentence of a link of both sides has no counterpart.
    fn left_out(self, link: &Link) -> impl Iterator<Item = Alternative> + use<'a> {
        let Link {
            source, version, ..
        } = link.clone();
        let both = !source.is_empty() && !version.is_empty();
        let sides = move |range: Range<usize>| if both { range } else { 0..0 };
        let (i, j) = (source.start, version.start);
        let dropped = sides(source).map(move |x| Alternative {
            probability: self.posterior.dropped(self.band, self.scores, x),
            source: x..x + 1,
            version: j..j,
        });
        let added = sides(version).map(move |y| Alternative {
            probability: self.posterior.added(self.band, self.scores, y),
            source: i..i,
            version: y..y + 1,
        });
        dropped.chain(added)
    }
}

fn meet(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::threads::Threads;

    /// One source sentence and two of the version: the second belongs to the first, or is added.
    #[test]
    fn the_likeliest_other_link_of_a_sentence_is_found() {
        let band = Band::full(1, 2);
        let scores = Scores::of_links(
            &band,
            &[((1, 1), 0, 2.0), ((1, 2), 2, 0.0), ((1, 2), 3, 1.0)],
        );
        let posterior = Posterior::new(&band, &scores, Threads::One);
        let link = |source, version| Link {
            source,
            version,
            probability: 0.0,
        };
        let links = [link(0..1, 0..1), link(1..1, 1..2), link(0..1, 0..2)];
        let found = find(&links, &posterior, &band, &scores);
        let ranges: Vec<_> = found
            .iter()
            .flatten()
            .map(|o| (o.source.clone(), o.version.clone()))
            .collect();
        assert_eq!(ranges[..2], [(0..1, 0..2), (0..1, 0..2)]);
        // That the first belongs together and that the second is added is one explanation.
        assert!([(0..1, 0..1), (0..0, 1..2)].contains(&ranges[2]));
        let sum: f32 = found[1..].iter().flatten().map(|o| o.probability).sum();
        assert!((sum - 1.0).abs() < 1e-5, "one of the two explains the text");
    }
}
