//! How sentences begin and end: what opens a quotation renders one that opens, a question a question, a colon a colon.
//!
//! Nothing says which ends of one language go with which of the other: beside the ends that are the same, the tables learn
//! from the links of the round before. A text that is cut at semicolons, one without full stops and one with other quotation
//! marks are no special cases so.

use super::blocks::{BLOCK, Block, block};
use super::evidence::MAX_SPAN;
use super::keys::shared_mark;
use crate::text::classes::{
    is_closing_bracket, is_dash, is_quote, is_sentence_end, is_single_quote,
};

/// Weight of what is expected against what the links of a text show, in links.
const USUAL_LINKS: f32 = 20.0;
/// Share of the links whose edges are expected to be of one kind because one renders the other, 0 to 1.
const ALIKE: f32 = 0.3;
/// Most that one edge can say for or against a link.
const LIMIT: f32 = 3.0;
/// Kinds of beginnings, or of ends.
const KINDS: usize = 16;
/// Added to the number of sentences of each kind.
const UNSEEN: f32 = 0.5 / KINDS as f32;

/// The first and the last of a sentence, as kinds below [`KINDS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edges {
    start: u8,
    end: u8,
}

impl Edges {
    /// The edges of a sentence.
    pub(super) fn of(sentence: &str) -> Edges {
        Edges {
            start: start(sentence),
            end: end(sentence),
        }
    }
}

fn is_mark_of_quotation(c: char) -> bool {
    is_quote(c) || is_single_quote(c)
}

/// The kind of a beginning.
fn start(sentence: &str) -> u8 {
    match sentence.trim_start().chars().next() {
        Some(c) if is_mark_of_quotation(c) => 1,
        Some(c) if is_dash(c, true) => 2,
        Some(c) if c.is_numeric() => 3,
        Some(c) if c.is_lowercase() => 4,
        Some('(' | '（' | '[' | '［') => 5,
        _ => 0,
    }
}

/// The kind of an end: its mark, and whether a quotation closes behind it.
fn end(sentence: &str) -> u8 {
    let mut quoted = 0;
    for c in sentence.chars().rev() {
        if is_mark_of_quotation(c) {
            quoted = 1;
        } else if !c.is_whitespace() && !is_closing_bracket(c) {
            let mark = match shared_mark(c).unwrap_or(c) {
                '?' => 1,
                '!' => 2,
                ':' => 3,
                ';' => 4,
                ',' | '，' | '、' | '،' => 5,
                '…' => 6,
                c if is_dash(c, true) => 6,
                c if is_sentence_end(c) => 0,
                _ => 7,
            };
            return 2 * mark + quoted;
        }
    }
    14 + quoted
}

/// For each kind of an edge of the source and of the version: the logarithm of how much oftener a link has both than chance.
#[derive(Debug)]
struct Table([[f32; KINDS]; KINDS]);

impl Table {
    /// The table of the kinds of all sentences of both sides, and of the links that are known.
    fn new(
        source: impl Iterator<Item = u8> + Clone,
        version: impl Iterator<Item = u8> + Clone,
        links: impl Iterator<Item = (u8, u8)>,
    ) -> Table {
        let (source, version) = (shares(source), shares(version));
        let both = |a: usize, b: usize| (source[a] * version[b]).sqrt();
        let overlap: f32 = (0..KINDS).map(|kind| both(kind, kind)).sum();
        let mut joint = [[0.0; KINDS]; KINDS];
        for (a, row) in joint.iter_mut().enumerate() {
            for (b, cell) in row.iter_mut().enumerate() {
                let alike = if a == b { both(a, a) } else { 0.0 };
                let by_chance = (1.0 - ALIKE * overlap) * source[a] * version[b];
                *cell = USUAL_LINKS * (by_chance + ALIKE * alike);
            }
        }
        let mut all = USUAL_LINKS;
        for (a, b) in links {
            joint[usize::from(a)][usize::from(b)] += 1.0;
            all += 1.0;
        }
        for (row, share) in joint.iter_mut().zip(source) {
            for (cell, other) in row.iter_mut().zip(version) {
                *cell = (*cell / (all * share * other)).ln().clamp(-LIMIT, LIMIT);
            }
        }
        Table(joint)
    }
}

/// The share of each kind.
fn shares(kinds: impl Iterator<Item = u8>) -> [f32; KINDS] {
    let mut counts = [UNSEEN; KINDS];
    for kind in kinds {
        counts[usize::from(kind)] += 1.0;
    }
    let all: f32 = counts.iter().sum();
    counts.map(|count| count / all)
}

/// What one edge of the sentences says of links: for each kind of the source the values of all sentences of the version.
#[derive(Debug)]
struct Said {
    source: Vec<u8>,
    values: Vec<f32>,
    /// From a kind to the next.
    stride: usize,
}

impl Said {
    fn new(table: &Table, source: Vec<u8>, version: &[u8]) -> Said {
        // Whole blocks are taken from the last sentences as well.
        let stride = version.len() + MAX_SPAN + BLOCK;
        let mut values = vec![0.0; KINDS * stride];
        for (row, kinds) in values.chunks_exact_mut(stride).zip(&table.0) {
            for (value, kind) in row.iter_mut().zip(version) {
                *value = kinds[usize::from(*kind)];
            }
        }
        Said {
            source,
            values,
            stride,
        }
    }

    #[inline]
    fn of(&self, x: usize, from: usize) -> &Block {
        block(
            &self.values,
            usize::from(self.source[x]) * self.stride + from,
        )
    }
}

/// What beginnings and ends say of links.
#[derive(Debug)]
pub(super) struct EdgeModel {
    starts: Said,
    ends: Said,
}

impl EdgeModel {
    /// The model of the sentences of two texts; `links` are the sentences behind which, and the sizes with which, links with
    /// both sides end.
    pub(super) fn new(
        source: &[Edges],
        version: &[Edges],
        links: impl Iterator<Item = ((usize, usize), (usize, usize))> + Clone,
    ) -> EdgeModel {
        let said = |kind: fn(&Edges) -> u8, links: &mut dyn Iterator<Item = (usize, usize)>| {
            let kinds = |edges: &[Edges]| edges.iter().map(kind).collect::<Vec<u8>>();
            let (source, version) = (kinds(source), kinds(version));
            let links = links.map(|(x, y)| (source[x], version[y]));
            let table = Table::new(source.iter().copied(), version.iter().copied(), links);
            Said::new(&table, source, &version)
        };
        let mut first = links.clone().map(|((i, j), (a, b))| (i - a, j - b));
        let mut last = links.map(|((i, j), _)| (i - 1, j - 1));
        EdgeModel {
            starts: said(|edges| edges.start, &mut first),
            ends: said(|edges| edges.end, &mut last),
        }
    }

    /// Log-likelihood ratios of a sentence of the source and each of the version's from one on as the first ones of a link.
    #[inline]
    pub(super) fn starts(&self, x: usize, from: usize) -> &Block {
        self.starts.of(x, from)
    }

    /// The same as the last ones of a link.
    #[inline]
    pub(super) fn ends(&self, x: usize, from: usize) -> &Block {
        self.ends.of(x, from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_any_language_are_of_one_kind() {
        let same = |a: &str, b: &str| assert_eq!(Edges::of(a), Edges::of(b), "{a} {b}");
        same("Why?", "为什么？");
        same("“I will.”", "«Lo haré.»");
        same("He said:", "他说：");
        same("It ended.)", "Il prit fin.");
        same("Budget", "预算");
        assert_ne!(Edges::of("“I will.”").end, Edges::of("I will.").end);
        assert_ne!(Edges::of("“I will.”").start, Edges::of("I will.").start);
        assert!(Edges::of("").start < KINDS as u8 && Edges::of(" ” ").end < KINDS as u8);
    }

    fn table(links: &[(u8, u8)]) -> Table {
        let source = [0, 0, 0, 0, 0, 0, 2, 2];
        let version = [8, 8, 8, 8, 8, 8, 2, 2];
        Table::new(
            source.into_iter(),
            version.into_iter(),
            links.iter().copied(),
        )
    }

    #[test]
    fn questions_render_questions() {
        let table = table(&[]);
        assert!(table.0[2][2] > 0.3 && table.0[2][8] < 0.0 && table.0[0][2] < 0.0);
    }

    #[test]
    fn other_ends_are_learned_from_links() {
        let before = table(&[]).0[0][8];
        let after = table(&[(0, 8); 40]).0[0][8];
        assert!(before < 0.0 && after > 0.2, "{before} {after}");
    }

    #[test]
    fn what_is_expected_adds_up_to_one() {
        let counts = [0u8, 0, 0, 2, 4, 4];
        let shares = shares(counts.into_iter());
        let table = Table::new(counts.into_iter(), counts.into_iter(), std::iter::empty());
        let joint = |a: usize, b: usize| table.0[a][b].exp() * shares[a] * shares[b];
        let sum: f32 = (0..KINDS)
            .flat_map(|a| (0..KINDS).map(move |b| joint(a, b)))
            .sum();
        // The limit takes a little from kinds that neither text has.
        assert!((0.98..1.001).contains(&sum), "{sum}");
    }
}
