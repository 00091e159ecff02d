//! "Did you mean": the name that is most like a wrong one.

/// The candidate with the fewest edits from `wrong`, if it is near enough to have been meant.
pub(super) fn nearest_name<'a>(
    wrong: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates
        .map(|candidate| (edit_distance(wrong, candidate), candidate))
        .min()
        .filter(|(distance, _)| *distance <= wrong.len() / 2)
        .map(|(_, candidate)| candidate)
}

/// Number of insertions, deletions and substitutions that make `a` into `b`.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != *y))
                .min(row[j] + 1)
                .min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}
