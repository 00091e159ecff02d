//! Where the types of each side have partners on the other.

use super::matching::{LEARNED, LEVELS, Level, Pair};
use super::rows::Rows;
use super::vocabulary::Vocabulary;

/// Largest chance of a hit that is reckoned with.
const MAX_CHANCE: f32 = 0.98;
/// Bits of a place that hold its level.
const LEVEL_BITS: u32 = 3;
/// Share of the sentences, as a divisor, from which on walking over all of them is faster than sorting those with a partner.
const WALKED: usize = 16;

const _: () = assert!(LEVELS <= 1 << LEVEL_BITS);

/// A sentence with a partner, and the level of the best partner there. Places are in the order of their sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(u32);

impl Place {
    /// The place of a partner.
    pub(super) fn new(sentence: u32, level: Level) -> Place {
        Place(sentence << LEVEL_BITS | u32::from(level))
    }

    /// The sentence.
    pub(super) fn sentence(self) -> usize {
        (self.0 >> LEVEL_BITS) as usize
    }

    /// The level of the best partner in it.
    pub(super) fn level(self) -> Level {
        (self.0 & ((1 << LEVEL_BITS) - 1)) as Level
    }
}

/// What is known of the partners of one type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Met {
    /// For each level: share of the other side's sentences with a partner at that level or better.
    pub(super) chance: [f32; LEVELS],
    /// The best level anywhere, 0 without a partner.
    pub(super) best: Level,
}

impl Met {
    /// Of a type that has so many places of each level in a text of so many sentences.
    fn new(counts: &[u32; LEVELS], best: Level, sentences: usize) -> Met {
        let mut chance = [0.0; LEVELS];
        let mut reached = 0;
        for level in (1..LEVELS).rev() {
            reached += counts[level];
            chance[level] = (reached as f32 / sentences.max(1) as f32).min(MAX_CHANCE);
        }
        Met { chance, best }
    }
}

/// Where on the other side each type of one side has partners, and how often that happens by chance.
#[derive(Debug)]
pub(super) struct Hits {
    of: Vec<Met>,
    /// Where the places of each type are.
    ranges: Vec<(u32, u32)>,
    places: Vec<Place>,
    partners: Rows<(u32, Level)>,
    /// Places that rest on no learned word.
    plain: usize,
    /// Types with learned partners, as they were without them.
    before: Vec<(u32, Met, (u32, u32))>,
}

impl Hits {
    /// The partners of `types` types; `pairs` gives type, type of `other` and level.
    pub(super) fn new(
        types: usize,
        other: &Vocabulary,
        pairs: impl Iterator<Item = (u32, (u32, Level))> + Clone,
    ) -> Hits {
        let places = pairs
            .clone()
            .map(|(_, (partner, _))| other.places.row(partner as usize).len());
        let mut hits = Hits {
            of: Vec::with_capacity(types),
            ranges: Vec::with_capacity(types),
            places: Vec::with_capacity(places.sum()),
            partners: Rows::grouped(types, pairs),
            plain: 0,
            before: Vec::new(),
        };
        let mut gathering = Gathering::new(other);
        for index in 0..types {
            let partners = hits.partners.row(index).iter().copied();
            let start = hits.places.len() as u32;
            hits.of.push(gathering.places(partners, &mut hits.places));
            hits.ranges.push((start, hits.places.len() as u32));
        }
        hits.plain = hits.places.len();
        hits
    }

    /// The partners of the source's types in the version.
    pub(super) fn of_source(source: &Vocabulary, version: &Vocabulary, pairs: &[Pair]) -> Hits {
        let pairs = pairs.iter().map(|p| (p.source, (p.version, p.level)));
        Hits::new(source.types.len(), version, pairs)
    }

    /// The partners of the version's types in the source.
    pub(super) fn of_version(source: &Vocabulary, version: &Vocabulary, pairs: &[Pair]) -> Hits {
        let pairs = pairs.iter().map(|p| (p.version, (p.source, p.level)));
        Hits::new(version.types.len(), source, pairs)
    }

    /// Adds learned pairs of a type and one of `other`, in place of those learned before.
    pub(super) fn learn(
        &mut self,
        other: &Vocabulary,
        learned: impl Iterator<Item = (u32, u32)> + Clone,
    ) {
        for (index, met, range) in self.before.drain(..) {
            self.of[index as usize] = met;
            self.ranges[index as usize] = range;
        }
        self.places.truncate(self.plain);
        let learned = Rows::grouped(self.of.len(), learned);
        let mut gathering = Gathering::new(other);
        for index in 0..self.of.len() {
            let new = learned.row(index).iter().map(|&partner| (partner, LEARNED));
            if new.len() > 0 {
                let known = self.partners.row(index).iter().copied();
                self.before
                    .push((index as u32, self.of[index], self.ranges[index]));
                let start = self.places.len() as u32;
                self.of[index] = gathering.places(known.chain(new), &mut self.places);
                self.ranges[index] = (start, self.places.len() as u32);
            }
        }
    }

    /// What is known of the partners of a type.
    pub(super) fn of(&self, index: u32) -> &Met {
        &self.of[index as usize]
    }

    /// The sentences of the other side with a partner of the type, and the best level in each.
    pub(super) fn places(&self, index: u32) -> &[Place] {
        let (start, end) = self.ranges[index as usize];
        &self.places[start as usize..end as usize]
    }
}

/// Gathers the places of partners, type by type.
struct Gathering<'a> {
    other: &'a Vocabulary,
    level_at: Vec<Level>,
    touched: Vec<u32>,
}

impl<'a> Gathering<'a> {
    fn new(other: &'a Vocabulary) -> Self {
        Gathering {
            other,
            level_at: vec![0; other.len()],
            touched: Vec::new(),
        }
    }

    /// Appends the places of a type's partners.
    fn places(
        &mut self,
        mut partners: impl Iterator<Item = (u32, Level)>,
        out: &mut Vec<Place>,
    ) -> Met {
        let mut counts = [0; LEVELS];
        let mut best = 0;
        let Some(first) = partners.next() else {
            return Met::new(&counts, best, self.level_at.len());
        };
        let Some(second) = partners.next() else {
            let (partner, level) = first;
            let places = self.other.places.row(partner as usize);
            out.extend(places.iter().map(|&place| Place::new(place, level)));
            counts[usize::from(level)] = places.len() as u32;
            return Met::new(&counts, level, self.level_at.len());
        };
        for (partner, level) in [first, second].into_iter().chain(partners) {
            best = best.max(level);
            for &place in self.other.places.row(partner as usize) {
                let seen = &mut self.level_at[place as usize];
                if *seen == 0 {
                    self.touched.push(place);
                }
                *seen = level.max(*seen);
            }
        }
        let mut give = |place: u32, level: Level| {
            counts[usize::from(level)] += 1;
            out.push(Place::new(place, level));
        };
        if self.touched.len() > self.level_at.len() / WALKED {
            self.touched.clear();
            for (place, level) in (0u32..).zip(&mut self.level_at) {
                if *level > 0 {
                    give(place, std::mem::take(level));
                }
            }
        } else {
            self.touched.sort_unstable();
            for place in self.touched.drain(..) {
                give(place, std::mem::take(&mut self.level_at[place as usize]));
            }
        }
        Met::new(&counts, best, self.level_at.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::matching::{COGNATE, EXACT};

    /// A text of `sentences` sentences whose types stand in these.
    fn text(sentences: usize, places: &[&[u32]]) -> Vocabulary {
        let mut out = Vocabulary::default();
        out.lengths.resize(sentences, 1.0);
        for places in places {
            out.places.push(places.iter().copied());
        }
        out
    }

    fn places(hits: &Hits, index: u32) -> Vec<(usize, Level)> {
        let places = hits.places(index).iter();
        places.map(|p| (p.sentence(), p.level())).collect()
    }

    #[test]
    fn of_several_partners_in_a_sentence_the_best_counts() {
        // In few sentences the places are walked over, in many they are sorted.
        for sentences in [8, 800] {
            let other = text(sentences, &[&[1, 5], &[0, 5, 7]]);
            let pairs = [(0, (0, EXACT)), (0, (1, COGNATE)), (2, (1, EXACT))];
            let hits = Hits::new(3, &other, pairs.into_iter());
            assert_eq!(
                places(&hits, 0),
                [(0, COGNATE), (1, EXACT), (5, EXACT), (7, COGNATE)]
            );
            assert_eq!(places(&hits, 2), [(0, EXACT), (5, EXACT), (7, EXACT)]);
            assert_eq!((hits.of(0).best, hits.of(1).best), (EXACT, 0));
            assert_eq!(
                hits.of(0).chance[usize::from(EXACT)],
                2.0 / sentences as f32
            );
            assert_eq!(hits.of(0).chance[1], 4.0 / sentences as f32);
        }
    }

    #[test]
    fn what_is_learned_takes_the_place_of_what_was_learned_before() {
        let other = text(9, &[&[1, 5], &[0, 5, 7]]);
        let pairs = [(0, (0, EXACT))];
        let mut hits = Hits::new(2, &other, pairs.into_iter());
        let plain = (hits.of.clone(), hits.ranges.clone(), hits.places.clone());
        hits.learn(&other, [(0, 1), (1, 1)].into_iter());
        assert_eq!(
            places(&hits, 0),
            [(0, LEARNED), (1, EXACT), (5, EXACT), (7, LEARNED)]
        );
        assert_eq!(hits.of(1).best, LEARNED);
        hits.learn(&other, [(1, 0)].into_iter());
        assert_eq!(places(&hits, 0), [(1, EXACT), (5, EXACT)]);
        assert_eq!(places(&hits, 1), [(1, LEARNED), (5, LEARNED)]);
        hits.learn(&other, [].into_iter());
        assert_eq!((hits.of, hits.ranges, hits.places), plain);
    }
}
