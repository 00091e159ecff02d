//! A finger on the places of each type: texts are gone through in order, so what is looked for next is near.

use super::hits::{Hits, Place};
use super::matching::Level;

/// For each type of a side the place that was found last. From there the next is a step away, while a search among all the
/// places of a frequent word waits for memory at every step.
#[derive(Debug, Default)]
pub(super) struct Fingers {
    at: Vec<u32>,
}

impl Fingers {
    /// Makes them ready for hits of so many types. What they point at need not be right: it is only where a search begins.
    pub(super) fn reach(&mut self, types: usize) {
        self.at.resize(types, 0);
    }

    /// The places of a type from a sentence of the other side on.
    pub(super) fn places_from<'h>(
        &mut self,
        hits: &'h Hits,
        index: u32,
        sentence: usize,
    ) -> &'h [Place] {
        let places = hits.places(index);
        let finger = &mut self.at[index as usize];
        let at = first_from(places, *finger as usize, sentence);
        *finger = at as u32;
        &places[at..]
    }

    /// The best level in a sentence of the other side, 0 if it has no partner of the type.
    pub(super) fn level_in(&mut self, hits: &Hits, index: u32, sentence: usize) -> Level {
        let first = self.places_from(hits, index, sentence).first();
        first
            .filter(|place| place.sentence() == sentence)
            .map_or(0, |place| place.level())
    }
}

/// The index of the first place from a sentence on, looked for from an index near it.
fn first_from(places: &[Place], near: usize, sentence: usize) -> usize {
    let before = |place: &Place| place.sentence() < sentence;
    let mut at = near.min(places.len());
    if at > 0 && !before(&places[at - 1]) {
        return places[..at].partition_point(before);
    }
    let mut step = 1;
    while places.get(at + step - 1).is_some_and(before) {
        at += step;
        step *= 2;
    }
    at + places[at..places.len().min(at + step)].partition_point(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_place_is_found_from_wherever_the_search_begins() {
        let places: Vec<Place> = [1, 2, 5, 6, 7, 20, 21, 40]
            .map(|sentence| Place::new(sentence, 5))
            .into();
        for sentence in 0..45 {
            let expected = places.iter().filter(|p| p.sentence() < sentence).count();
            for near in 0..12 {
                assert_eq!(first_from(&places, near, sentence), expected);
            }
        }
    }
}
