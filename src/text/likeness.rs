//! How like two folded words are, by their common subsequences.

use super::fold::skeleton;

/// Longest form that is compared, in letters: what a machine word holds.
const MAX_LETTERS: usize = 64;

/// The letters of a word and where each stands, for counting common subsequences bit by bit.
#[derive(Clone, Debug)]
pub struct Pattern {
    word: Box<[u8]>,
    at: [u64; 26],
    outline: Outline,
}

impl Pattern {
    /// The pattern of the Latin letters of a folded word.
    pub fn new(folded: &str) -> Pattern {
        let mut pattern = Pattern {
            word: compared(folded).collect(),
            at: [0; 26],
            outline: Outline::new(folded),
        };
        for (place, &letter) in pattern.word.iter().enumerate() {
            pattern.at[usize::from(letter - b'a')] |= 1 << place;
        }
        pattern
    }

    /// The letters that are compared.
    pub fn letters(&self) -> &[u8] {
        &self.word
    }

    /// Length of the longest common subsequence (Hyyrö's bit-parallel recurrence).
    pub fn common(&self, other: &Pattern) -> u32 {
        let mut state = u64::MAX;
        for &letter in &other.word {
            let hits = state & self.at[usize::from(letter - b'a')];
            state = state.wrapping_add(hits) | (state - hits);
        }
        let mask = if self.word.len() == MAX_LETTERS {
            u64::MAX
        } else {
            (1 << self.word.len()) - 1
        };
        (!state & mask).count_ones()
    }

    /// What [`Pattern::likeness`] can be at most, from the letters that only one of the words has.
    pub fn likeness_at_most(&self, other: &Pattern) -> f32 {
        let (common, all) = self.outline.common_at_most(other.outline);
        2.0 * common / all
    }

    /// Twice the common letters by all letters, 0 to 1.
    pub fn likeness(&self, other: &Pattern) -> f32 {
        2.0 * self.common(other) as f32 / (self.word.len() + other.word.len()).max(1) as f32
    }
}

/// The letters of a folded word that are compared.
fn compared(folded: &str) -> impl Iterator<Item = u8> {
    let letters = folded.bytes().filter(u8::is_ascii_lowercase);
    letters.take(MAX_LETTERS)
}

/// What two ways to reckon one likeness differ by at most.
const ROUNDING: f32 = 1e-4;

/// So much of a [`Shape`] that most pairs of words are told apart by it, in few bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sketch {
    /// The letters that occur in the word and among its consonants, a bit for each.
    letters: u32,
    bones: u32,
    /// How many letters and how many consonants there are.
    counts: [u8; 2],
}

/// The letters that occur, a bit for each, and how many there are.
#[derive(Clone, Copy, Debug, Default)]
struct Outline {
    occurring: u32,
    count: u32,
}

impl Outline {
    /// The outline of the Latin letters of a folded word.
    fn new(folded: &str) -> Outline {
        let mut outline = Outline::default();
        for letter in compared(folded) {
            outline.occurring |= 1 << (letter - b'a');
            outline.count += 1;
        }
        outline
    }

    /// How many letters can be common to two words at most, from those that only one of them has, and how many there are.
    fn common_at_most(self, other: Outline) -> (f32, f32) {
        let shared = |a: Outline, b: Outline| a.count - (a.occurring & !b.occurring).count_ones();
        let common = shared(self, other).min(shared(other, self));
        (common as f32, (self.count + other.count).max(1) as f32)
    }
}

impl Sketch {
    /// The sketch of the shape of a folded word.
    pub fn new(folded: &str) -> Sketch {
        let letters = Outline::new(folded);
        let bones = Outline::new(&skeleton(folded));
        Sketch {
            letters: letters.occurring,
            bones: bones.occurring,
            counts: [letters.count as u8, bones.count as u8],
        }
    }

    fn outlines(self) -> [Outline; 2] {
        let [letters, bones] = self.counts.map(u32::from);
        [(self.letters, letters), (self.bones, bones)]
            .map(|(occurring, count)| Outline { occurring, count })
    }

    /// Whether the likeness of the shapes can be `least` or more.
    pub fn can_be_like(self, other: Sketch, least: f32) -> bool {
        let ([letters, bones], [theirs, their_bones]) = (self.outlines(), other.outlines());
        let [(common, all), (their_common, their_all)] = [
            letters.common_at_most(theirs),
            bones.common_at_most(their_bones),
        ];
        // The sum of two fractions against a number, without dividing.
        let sum = common * their_all + their_common * all;
        sum >= (least - ROUNDING) * all * their_all
    }
}

/// A folded word and its consonants, made ready for comparison with others.
#[derive(Clone, Debug)]
pub struct Shape {
    letters: Pattern,
    bones: Pattern,
}

impl Shape {
    /// The shape of a folded word.
    pub fn new(folded: &str) -> Shape {
        Shape {
            letters: Pattern::new(folded),
            bones: Pattern::new(&skeleton(folded)),
        }
    }

    /// Number of letters.
    pub fn len(&self) -> usize {
        self.letters.word.len()
    }

    /// Whether there is no letter.
    pub fn is_empty(&self) -> bool {
        self.letters.word.is_empty()
    }

    /// The mean of the likeness of the letters and of the consonants, 0 to 1: about 0.65 and more for one name in two scripts.
    pub fn likeness(&self, other: &Shape) -> f32 {
        (self.letters.likeness(&other.letters) + self.bones.likeness(&other.bones)) / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_subsequences_are_counted() {
        assert_eq!(Pattern::new("trump").common(&Pattern::new("toranpu")), 3);
        assert_eq!(Pattern::new("abc").common(&Pattern::new("xyz")), 0);
        let long = "ab".repeat(50);
        assert_eq!(Pattern::new(&long).common(&Pattern::new(&long)), 64);
    }

    #[test]
    fn no_likeness_is_above_its_bound() {
        let words = [
            "washington",
            "vashington",
            "merkel",
            "pravitelstvo",
            "aaa",
            "",
            "trump",
        ];
        for (a, b) in words.iter().flat_map(|a| words.iter().map(move |b| (a, b))) {
            let (p, q) = (Pattern::new(a), Pattern::new(b));
            assert!(p.likeness(&q) <= p.likeness_at_most(&q), "{a} {b}");
            let (s, t) = (Shape::new(a), Shape::new(b));
            let can_be = Sketch::new(a).can_be_like(Sketch::new(b), 0.7);
            assert!(can_be || s.likeness(&t) < 0.7, "{a} {b}");
        }
    }

    #[test]
    fn transliterated_names_are_like_and_others_are_not() {
        let like = |a: &str, b: &str| Shape::new(a).likeness(&Shape::new(b));
        assert!(like("washington", "vashington") > 0.74);
        assert!(like("merkel", "pravitelstvo") < 0.5);
        assert!(like("", "") <= 1.0);
    }
}
