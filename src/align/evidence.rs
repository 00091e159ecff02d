//! What each sentence of one side says about spans of the other: log-likelihoods against chance.

use super::blocks::{BLOCK, Block, block};
use super::fingers::Fingers;
use super::hits::Place;
use super::matching::LEVELS;
use super::voices::{Gains, Voices, weight_of};
use std::ops::Range;

/// Longest span that one link takes of a side.
pub(super) const MAX_SPAN: usize = 5;

/// Evidence of some sentences of a side for spans of the other side that start in a range.
///
/// Of a long text no more is held at a time than fits into the cache.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// The first of the sentences.
    first: usize,
    rows: Vec<Row>,
    values: Vec<f32>,
    fingers: Fingers,
    levels: Vec<i32>,
    said: Vec<f32>,
}

/// The values of one sentence: those for the shortest spans by their places, then those for the longer ones.
#[derive(Clone, Debug)]
struct Row {
    /// Where the spans start that are looked at.
    places: Range<usize>,
    /// Where the first value is.
    start: usize,
}

impl Row {
    /// From a value for spans of one length to that for spans of the next.
    fn stride(&self) -> usize {
        self.places.len().next_multiple_of(BLOCK)
    }
}

impl Evidence {
    /// Fills the table for some sentences; the spans looked at start in `range(sentence)`.
    pub(super) fn fill(
        &mut self,
        voices: &Voices<'_>,
        sentences: Range<usize>,
        range: impl Fn(usize) -> Range<usize>,
    ) {
        self.first = sentences.start;
        self.rows.clear();
        self.values.clear();
        self.fingers.reach(voices.types());
        let mut near: Vec<(&[Place], &Gains)> = Vec::new();
        for sentence in sentences {
            let range = range(sentence);
            let row = Row {
                places: range.start..range.end.min(voices.others).max(range.start),
                start: self.values.len(),
            };
            near.clear();
            let mut base = [0.0; MAX_SPAN];
            let mut telling = 0;
            for (index, gains) in voices.of(sentence) {
                telling += 1;
                for (sum, gain) in base.iter_mut().zip(gains.none) {
                    *sum += gain;
                }
                let places = self
                    .fingers
                    .places_from(voices.hits, index, row.places.start);
                let is_near = |place: &Place| place.sentence() < row.places.end + MAX_SPAN - 1;
                if places.first().is_some_and(is_near) {
                    near.push((places, gains));
                }
            }
            let stride = row.stride();
            for gain in base {
                self.values.extend(std::iter::repeat_n(gain, stride));
            }
            let values = &mut self.values[row.start..];
            for (places, gains) in &near {
                add_hits(places, gains, &row.places, values, &mut self.levels);
            }
            let weight = weight_of(telling);
            for value in values {
                *value *= weight;
            }
            self.rows.push(row);
        }
        // Whole blocks are taken from the last places as well.
        self.values.extend([0.0; BLOCK]);
    }

    /// Evidence of `sentence` for one span of the other side, without the table.
    pub(super) fn gain(&mut self, voices: &Voices<'_>, sentence: usize, span: Range<usize>) -> f32 {
        self.fingers.reach(voices.types());
        self.said.clear();
        let more = span.len() - 1;
        let mut sum = 0.0;
        let mut telling = 0;
        for (index, gains) in voices.of(sentence) {
            telling += 1;
            sum += gains.none[more];
            let places = self.fingers.places_from(voices.hits, index, span.start);
            let inside = places.iter().take_while(|p| p.sentence() < span.end);
            if let Some(best) = inside.map(|p| gains.level_of(*p)).max() {
                self.said.push(gains.over[usize::from(best)][more]);
            }
        }
        // In the order of the table, so that both are equal to the last bit.
        for gain in &self.said {
            sum += gain;
        }
        sum * weight_of(telling)
    }

    /// Evidence of `sentence` for all spans from `at` on; zero where spans are not looked at.
    #[inline]
    pub(super) fn gains_from(&self, sentence: usize, at: usize) -> Heard<'_> {
        let row = sentence.checked_sub(self.first);
        match row.and_then(|row| self.rows.get(row)) {
            Some(row) if row.places.contains(&at) => Heard {
                values: &self.values[row.start + at - row.places.start..],
                stride: row.stride(),
            },
            _ => Heard::default(),
        }
    }
}

/// What a sentence says of the spans that start from one place on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Heard<'a> {
    values: &'a [f32],
    stride: usize,
}

impl Heard<'_> {
    /// Of the first span that is longer than one sentence by `more`.
    #[inline]
    pub(super) fn first(&self, more: usize) -> f32 {
        self.values.get(more * self.stride).copied().unwrap_or(0.0)
    }

    /// Of such spans from the place `ahead` on. Behind the last place that is looked at stands anything.
    #[inline]
    pub(super) fn block(&self, ahead: usize, more: usize) -> &Block {
        block(self.values, more * self.stride + ahead)
    }
}

/// Adds what a type's hits say over "no hit" to the spans from `range` that hold them; `levels` is room to work in.
fn add_hits(
    places: &[Place],
    gains: &Gains,
    range: &Range<usize>,
    values: &mut [f32],
    levels: &mut Vec<i32>,
) {
    let mut count = 0;
    let mut seen = 0u32;
    for place in places {
        if place.sentence() >= range.end + MAX_SPAN - 1 {
            break;
        }
        count += 1;
        seen |= 1 << gains.level_of(*place);
    }
    let places = &places[..count];
    let stride = range.len().next_multiple_of(BLOCK);
    // Where no more than one place in a block has a partner they are gone through one by one.
    if seen.count_ones() == 1 && count * BLOCK <= stride {
        let over = &gains.over[seen.trailing_zeros() as usize];
        add_places(places, over, range, values);
        return;
    }
    levels.clear();
    levels.resize(stride + BLOCK, 0);
    for place in places {
        levels[place.sentence() - range.start] = i32::from(gains.level_of(*place));
    }
    let mut steps = [(i32::MAX, [0.0; MAX_SPAN]); LEVELS];
    let mut met = 0;
    while seen != 0 {
        let level = seen.trailing_zeros();
        steps[met] = (level as i32, gains.over[level as usize]);
        met += 1;
        seen &= seen - 1;
    }
    match met {
        1 => add_levels::<1>(levels, &steps, stride, values),
        2 => add_levels::<2>(levels, &steps, stride, values),
        3 => add_levels::<3>(levels, &steps, stride, values),
        _ => add_levels::<LEVELS>(levels, &steps, stride, values),
    }
}

/// Adds to every span what its best level says: `levels` are those of the sentences, `steps` the first `N` that there are,
/// the lowest first, and what they say.
fn add_levels<const N: usize>(
    levels: &[i32],
    steps: &[(i32, [f32; MAX_SPAN]); LEVELS],
    stride: usize,
    values: &mut [f32],
) {
    for at in (0..stride).step_by(BLOCK) {
        // The best level in a span is the best of the shorter span and of its last sentence.
        let mut best = [0; BLOCK];
        for more in 0..MAX_SPAN {
            let ahead = levels[at + more..].first_chunk::<BLOCK>();
            let cells = values[more * stride + at..].first_chunk_mut::<BLOCK>();
            let (Some(ahead), Some(cells)) = (ahead, cells) else {
                return;
            };
            for place in 0..BLOCK {
                best[place] = best[place].max(ahead[place]);
            }
            let mut gain = [0.0; BLOCK];
            for (level, over) in &steps[..N] {
                // Looked up for all places: no place is then a case of its own.
                let (level, over) = (*level, over[more]);
                for place in 0..BLOCK {
                    gain[place] = if best[place] >= level {
                        over
                    } else {
                        gain[place]
                    };
                }
            }
            for place in 0..BLOCK {
                cells[place] += gain[place];
            }
        }
    }
}

/// The same for few places of one level.
fn add_places(places: &[Place], over: &[f32; MAX_SPAN], range: &Range<usize>, values: &mut [f32]) {
    let stride = range.len().next_multiple_of(BLOCK);
    let mut from = range.start;
    for place in places {
        let place = place.sentence();
        let end = (place + 1).min(range.end);
        for (more, gain) in over.iter().enumerate() {
            // A span holds the place if it starts no farther before it than it is long.
            let start = from.max(place.saturating_sub(more));
            if start < end {
                let row = more * stride;
                for value in &mut values[row + start - range.start..row + end - range.start] {
                    *value += gain;
                }
            }
        }
        from = from.max(place + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::matching::Level;

    #[test]
    fn hits_are_added_to_every_span_that_holds_them() {
        let gains = Gains {
            none: [0.0; MAX_SPAN],
            over: std::array::from_fn(|level| [level as f32; MAX_SPAN]),
            only: None,
        };
        let spans = |sentences: usize, places: &[(u32, Level)]| {
            let places: Vec<Place> = places.iter().map(|&(s, l)| Place::new(s, l)).collect();
            let stride = sentences.next_multiple_of(BLOCK);
            let mut values = vec![0.0; MAX_SPAN * stride];
            add_hits(
                &places,
                &gains,
                &(0..sentences),
                &mut values,
                &mut Vec::new(),
            );
            move |at: usize| -> Vec<f32> {
                (0..MAX_SPAN)
                    .map(|more| values[more * stride + at])
                    .collect()
            }
        };
        // In few places one by one, in many all at once.
        for sentences in [6, 80] {
            let of = spans(sentences, &[(2, 5), (3, 5), (9, 5)]);
            assert_eq!(of(0), [0.0, 0.0, 5.0, 5.0, 5.0]);
            assert_eq!(of(2), [5.0; 5]);
            assert_eq!(of(3), [5.0; 5]);
            assert_eq!(of(4), [0.0; 5]);
            assert_eq!(of(5), [0.0, 0.0, 0.0, 0.0, 5.0]);
        }
        let of = spans(6, &[(1, 1), (2, 4), (3, 2)]);
        assert_eq!(of(0), [0.0, 1.0, 4.0, 4.0, 4.0]);
        assert_eq!(of(3), [2.0; 5]);
    }
}
