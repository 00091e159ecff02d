//! The known phrases of a text: the one walk over the words of a sentence for all who look for them.

use super::{Reading, Token, TokenKind};
use crate::language::lexicon::{Concept, FormIndex};
use crate::text::classes::is_invisible;
use smallvec::SmallVec;

impl Reading {
    /// The phrases of `lexicons` that start with the first of `tokens`, which go on to the end of its sentence: appends their
    /// concepts, and gives how many of the tokens the longest takes, 0 if there is none.
    ///
    /// `lower` is the text in lower case. The words of a phrase stand side by side, with no more between them than a hyphen,
    /// a dash or a mark that belongs to a word ("coup d'état", "EE. UU.").
    pub fn phrases_at(
        &self,
        tokens: &[Token],
        lower: &str,
        lexicons: &[&FormIndex],
        out: &mut Vec<Concept>,
    ) -> usize {
        let most = lexicons.iter().map(|l| l.longest_phrase()).max();
        let words: SmallVec<[&str; 12]> = tokens
            .iter()
            .take_while(|t| is_part(t) || joins(t, lower))
            .filter(|t| is_part(t))
            .take(most.unwrap_or(0))
            .map(|t| {
                let word = t.span.of(lower);
                self.form(t).map_or(word, |form| form.normal(word))
            })
            .collect();
        let longest = lexicons.iter().map(|l| l.phrase(&words, out)).max();
        let Some(last) = longest.unwrap_or(0).checked_sub(1) else {
            return 0;
        };
        let mut parts = (1..).zip(tokens).filter(|(_, t)| is_part(t));
        parts.nth(last).map_or(0, |(taken, _)| taken)
    }

    /// The tokens from the one with this index to the end of its sentence.
    pub fn tokens_from(&self, token: usize) -> &[Token] {
        let start = self.tokens.get(token).map(|t| t.span.start);
        let sentence = start.and_then(|at| self.sentence_at(at));
        let end = sentence.map_or(token, |s| self.sentences[s].tokens.end);
        self.tokens.get(token..end).unwrap_or(&[])
    }
}

/// Whether the token is a part of a phrase: a word or a number.
fn is_part(token: &Token) -> bool {
    token.kind != TokenKind::Mark
}

/// Whether the words on both sides of a mark can be words of one phrase.
fn joins(token: &Token, lower: &str) -> bool {
    token.mark(lower).is_some_and(|mark| match mark {
        '-' | '\u{2010}' | '\u{2011}' | '–' | '—' | '&' => true,
        '\'' | '’' | '‘' | '"' | '״' | '׳' | '.' | '·' | ':' | '/' => !token.spaced,
        mark => is_invisible(mark),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};
    use crate::language::Lang;
    use crate::language::lexicon::Lexicon;

    /// How many tokens from the start of the text the longest of the phrases takes.
    fn taken(phrases: &[&str], text: &str) -> usize {
        let lines = phrases.iter().map(|phrase| format!("{phrase}\tx\n"));
        let lexicon = Lexicon::parse(&format!("# en es\n{}", lines.collect::<String>()));
        let es = Lang::from_tag("es").unwrap_or_default();
        let (lexicon, _) = lexicon.sides(Lang::EN, es).unwrap();
        let document = Document::parse(text, Format::Text);
        let reading = Reading::new(&document, Lang::EN);
        let mut found = Vec::new();
        let tokens = reading.tokens_from(0);
        reading.phrases_at(tokens, &document.lower, &[lexicon], &mut found)
    }

    #[test]
    fn a_phrase_is_found_as_texts_write_it() {
        let known = [
            "prime minister*",
            "vice-president",
            "coup d'état",
            "formula 1",
        ];
        assert_eq!(taken(&known, "Prime ministers met."), 2);
        assert_eq!(taken(&known, "Vice-President Smith"), 3);
        assert_eq!(taken(&known, "Vice president Smith"), 2);
        assert_eq!(taken(&known, "Coup d’État in Chad"), 4);
        assert_eq!(taken(&known, "Formula 1 starts."), 2);
        assert_eq!(taken(&known, "Prime time"), 0);
    }

    #[test]
    fn a_phrase_ends_with_its_clause_and_its_sentence() {
        let known = ["prime minister*"];
        assert_eq!(taken(&known, "Prime, minister"), 0);
        assert_eq!(taken(&known, "Prime!\n\nMinister"), 0);
        assert_eq!(taken(&known, ""), 0);
    }

    #[test]
    fn a_phrase_may_have_many_words() {
        let name = "Organisation for Economic Co-operation and Development";
        assert_eq!(taken(&[name], name), 8);
        let long = "a b c d e f g h i j k l m n o p q r s t";
        assert_eq!(taken(&[long], long), 20);
    }
}
