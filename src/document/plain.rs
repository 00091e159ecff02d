//! Plain text to blocks, and what kind each block is by the evidence of its form.

use super::block::{Block, BlockKind};
use crate::text::classes::{is_cjk, is_closing, is_dash, is_sentence_end};
use crate::text::{Span, line_spans};

/// Longest headline or subheading, in characters, of which a Chinese or Japanese one counts as two; anything longer is
/// running text.
const HEADING_CHARS: usize = 160;
/// Longest guessed subheading inside the article, in characters.
const SUBHEADING_CHARS: usize = 90;

/// The blocks of a plain text: separated by blank lines, or one a line if there is no blank line.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines = line_spans(text);
    let blank = |line: &Span| line.of(text).trim_matches(is_padding).is_empty();
    let inner = lines
        .iter()
        .position(|l| !blank(l))
        .zip(lines.iter().rposition(|l| !blank(l)));
    let Some((first, last)) = inner else {
        return Vec::new();
    };
    let separated = lines[first..=last].iter().any(blank);
    let mut spans: Vec<Span> = Vec::new();
    let mut open = false;
    for line in &lines[first..=last] {
        if blank(line) {
            open = false;
        } else if open && separated {
            if let Some(block) = spans.last_mut() {
                block.end = line.end;
            }
        } else {
            spans.push(*line);
            open = true;
        }
    }
    classify(
        text,
        spans
            .into_iter()
            .map(|s| s.trimmed(text))
            .filter(|s| !s.is_empty())
            .collect(),
    )
}

/// One paragraph a line, empty lines kept as empty blocks, for text that is segmented already.
pub(super) fn lines_as_blocks(text: &str) -> Vec<Block> {
    let mut lines = line_spans(text);
    if lines.last().is_some_and(|l| l.is_empty()) {
        lines.pop();
    }
    lines
        .into_iter()
        .map(|line| Block {
            kind: BlockKind::Paragraph,
            span: line.trimmed(text),
            marked: true,
        })
        .collect()
}

fn is_padding(c: char) -> bool {
    c.is_whitespace() || c == '\u{FEFF}' || c == '\u{200B}'
}

fn classify(text: &str, spans: Vec<Span>) -> Vec<Block> {
    let many = spans.len() > 2;
    let count = spans.len();
    let forms: Vec<Form> = spans.iter().map(|s| Form::of(s.of(text))).collect();
    spans
        .iter()
        .enumerate()
        .map(|(i, &span)| {
            let form = &forms[i];
            let kind = if form.bullet {
                BlockKind::ListItem
            } else if i == 0 && many && form.chars <= HEADING_CHARS && !form.ends_sentence {
                BlockKind::Headline
            } else if i > 0
                && i + 1 < count
                && many
                && form.chars <= SUBHEADING_CHARS
                && !form.ends_sentence
                && !form.open_ended
            {
                BlockKind::Subheading(2)
            } else {
                BlockKind::Paragraph
            };
            Block {
                kind,
                span,
                marked: false,
            }
        })
        .collect()
}

/// The outward form of a block, on which its kind is guessed.
struct Form {
    /// Its characters, those of CJK twice; of a text that is too long for a heading only that it is.
    chars: usize,
    ends_sentence: bool,
    open_ended: bool,
    bullet: bool,
}

impl Form {
    fn of(text: &str) -> Form {
        let mut ends_sentence = false;
        let mut open_ended = false;
        for c in text.chars().rev() {
            if is_closing(c) || c.is_whitespace() {
                continue;
            }
            // A question can be a heading, a full stop ends a sentence.
            ends_sentence = is_sentence_end(c) && !matches!(c, '?' | '!' | '？' | '！' | '؟');
            open_ended = matches!(c, ',' | ':' | ';' | '，' | '：' | '；' | '、' | '،' | '؛');
            break;
        }
        let mut head = text.chars();
        let first = head.next();
        let bullet = first.is_some_and(|c| {
            matches!(c, '•' | '·' | '◦' | '▪' | '●' | '*' | '-') || is_dash(c, false)
        }) && head.next().is_some_and(char::is_whitespace);
        Form {
            // No character has more than four bytes.
            chars: if text.len() > 4 * HEADING_CHARS {
                text.len()
            } else {
                let double = |c: &char| is_cjk(*c);
                // Every character of CJK starts with 0xE2 or a higher byte.
                let twice = if text.bytes().any(|b| b >= 0xE2) {
                    text.chars().filter(double).count()
                } else {
                    0
                };
                text.chars().count() + twice
            },
            ends_sentence,
            open_ended,
            bullet,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&str, BlockKind)> {
        blocks(text)
            .into_iter()
            .map(|b| (b.span.of(text), b.kind))
            .collect()
    }

    #[test]
    fn blank_lines_separate_blocks_of_any_line_ending() {
        for end in ["\n", "\r\n", "\r", "\u{85}"] {
            let text = format!("A headline{end}{end}One.{end}Two.{end} \t{end}Three.");
            let seen = kinds(&text);
            assert_eq!(seen.len(), 3, "{end:?}: {seen:?}");
            assert_eq!(seen[0], ("A headline", BlockKind::Headline));
        }
    }

    #[test]
    fn without_blank_lines_every_line_is_a_block() {
        assert_eq!(kinds("Headline\nFirst one.\nSecond one.\n").len(), 3);
    }

    #[test]
    fn a_line_separator_does_not_split_a_block() {
        assert_eq!(kinds("One\u{2028}two.").len(), 1);
    }

    #[test]
    fn nothing_gives_no_block() {
        assert!(kinds(" \n\n\u{FEFF}").is_empty());
    }
}
