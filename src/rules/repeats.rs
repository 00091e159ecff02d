//! Words that stand twice in a row, in one text or in the source of a sentence. Shared by the repetition rules.

use super::marks::{Gap, Tokens};
use super::{Article, Page};
use std::ops::Range;

/// Whether two words in a row are the same, and rightly so, anywhere in the sentences of the article: `to to` is a slip that
/// excuses nothing.
fn has_doubled_word(article: &Article, sentences: Range<usize>) -> bool {
    let lower = &article.document.lower;
    let language = article.language();
    let meant =
        |w: &str| language.doubled_words.contains(w) || !language.function_words.contains(w);
    sentences.into_iter().any(|s| {
        let tokens = article.tokens_of(s);
        let words: Vec<&str> = tokens
            .iter()
            .filter(|t| t.is_word())
            .map(|t| t.span.of(lower))
            .collect();
        words.windows(2).any(|w| w[0] == w[1] && meant(w[0]))
            || words.iter().any(|w| doubled_inside(w).is_some())
    })
}

/// Whether the source of the sentence has a word twice in a row.
pub(super) fn source_doubles(page: &Page<'_>, sentence: usize) -> bool {
    match (page.source(), page.counterpart(sentence)) {
        (Some(source), Some(range)) => has_doubled_word(source, range),
        _ => false,
    }
}

/// In a run of characters without spaces: the part of two characters or more that stands twice in a row, as byte ranges.
pub(super) fn doubled_inside(run: &str) -> Option<(Range<usize>, Range<usize>)> {
    if run.is_ascii() {
        return None;
    }
    let mut starts: [usize; 48] = [0; 48];
    let mut chars: [char; 48] = [' '; 48];
    let mut n = 0;
    for (at, c) in run.char_indices().take(47) {
        starts[n] = at;
        chars[n] = c;
        n += 1;
    }
    let end = |i: usize| {
        if i < n {
            starts[i]
        } else {
            starts[n - 1] + chars[n - 1].len_utf8()
        }
    };
    if n < 4 {
        return None;
    }
    for length in (2..=n / 2).rev() {
        for at in 0..=n - 2 * length {
            if chars[at..at + length] == chars[at + length..at + 2 * length]
                && chars[at..at + length].iter().any(|c| *c != chars[at])
            {
                return Some((
                    starts[at]..end(at + length),
                    end(at + length)..end(at + 2 * length),
                ));
            }
        }
    }
    None
}

/// Whether the tokens from `first` to `last` are words and numbers parted by spaces alone.
pub(super) fn is_plain_run(tokens: &Tokens<'_>, first: usize, last: usize) -> bool {
    (first..=last).all(|i| {
        tokens.all.get(i).is_some_and(super::marks::is_text)
            && (i == first || tokens.gap(i) == Gap::Space)
    })
}
