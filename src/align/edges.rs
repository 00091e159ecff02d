//! How sentences begin and end: what opens a quotation renders one that opens, a question a question, a colon a colon.
//!
//! Nothing says which ends of one language go with which of the other: beside the ends that are the same, the tables learn
//! from the links of the round before. A text that is cut at semicolons, one without full stops and one with other quotation
//! marks are no special cases so.

use crate::text::classes::{
    is_closing_bracket, is_dash, is_quote, is_sentence_end, is_single_quote,
};

/// Weight of what is expected against what the links of a text show, in links.
const USUAL_LINKS: f32 = 20.0;
/// How much likelier than by chance an edge is expected to render one of the same kind, 0 to 1.
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
            let mark = match c {
                '?' | '？' | '؟' => 1,
                '!' | '！' => 2,
                ':' | '：' => 3,
                ';' | '；' | '؛' => 4,
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

    fn of(&self, source: u8, version: u8) -> f32 {
        self.0[usize::from(source)][usize::from(version)]
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

/// What beginnings and ends say of links.
#[derive(Debug)]
pub(super) struct EdgeModel<'a> {
    source: &'a [Edges],
    version: &'a [Edges],
    starts: Table,
    ends: Table,
}

impl<'a> EdgeModel<'a> {
    /// The model of the sentences of two texts; `links` are the sentences behind which, and the sizes with which, links with
    /// both sides end.
    pub(super) fn new(
        source: &'a [Edges],
        version: &'a [Edges],
        links: impl Iterator<Item = ((usize, usize), (usize, usize))> + Clone,
    ) -> EdgeModel<'a> {
        let starts = |edges: &'a [Edges]| edges.iter().map(|e| e.start);
        let ends = |edges: &'a [Edges]| edges.iter().map(|e| e.end);
        let first = links
            .clone()
            .map(|((i, j), (a, b))| (source[i - a].start, version[j - b].start));
        let last = links.map(|((i, j), _)| (source[i - 1].end, version[j - 1].end));
        EdgeModel {
            source,
            version,
            starts: Table::new(starts(source), starts(version), first),
            ends: Table::new(ends(source), ends(version), last),
        }
    }

    /// Log-likelihood ratio of two sentences as the first ones of a link.
    #[inline]
    pub(super) fn start(&self, x: usize, y: usize) -> f32 {
        self.starts.of(self.source[x].start, self.version[y].start)
    }

    /// Log-likelihood ratio of two sentences as the last ones of a link.
    #[inline]
    pub(super) fn end(&self, x: usize, y: usize) -> f32 {
        self.ends.of(self.source[x].end, self.version[y].end)
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
        assert!(table.of(2, 2) > 0.3 && table.of(2, 8) < 0.0 && table.of(0, 2) < 0.0);
    }

    #[test]
    fn other_ends_are_learned_from_links() {
        let before = table(&[]).of(0, 8);
        let after = table(&[(0, 8); 40]).of(0, 8);
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
