//! Articles made of right sentences in twelve languages, with slips at known places.

mod slips;

use copydesk::document::Format;
use slips::SENTENCE_SLIPS;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A piece of an article: words that are right, or a slip with what should stand there.
#[derive(Debug)]
pub(crate) enum Piece {
    Right(String),
    Slip {
        kind: &'static str,
        wrong: String,
        right: String,
    },
}

/// An article with slips.
#[derive(Debug)]
pub(crate) struct Article {
    pub(crate) lang: String,
    pub(crate) format: Format,
    /// The same article in English.
    pub(crate) source: Option<String>,
    pub(crate) pieces: Vec<Piece>,
}

impl Article {
    /// The article as it came in.
    pub(crate) fn wrong(&self) -> String {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Right(text) | Piece::Slip { wrong: text, .. } => text.as_str(),
        });
        pieces.collect()
    }

    /// The article as it should be.
    pub(crate) fn right(&self) -> String {
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Right(text) | Piece::Slip { right: text, .. } => text.as_str(),
        });
        pieces.collect()
    }

    /// The slips, each with its kind.
    pub(crate) fn slips(&self) -> impl Iterator<Item = &'static str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Slip { kind, .. } => Some(*kind),
            Piece::Right(_) => None,
        })
    }
}

/// Pseudo-random numbers that a seed repeats.
struct Random(u64);

impl Random {
    fn of(seed: usize) -> Random {
        let mut random = Random((seed as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        // The first numbers of near seeds are alike.
        for _ in 0..4 {
            random.below(2);
        }
        random
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound
    }

    fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Headlines and sentences of a language.
#[derive(Debug, Default)]
struct Stock {
    headlines: Vec<String>,
    sentences: Vec<String>,
}

/// The sentences that articles are made of.
#[derive(Debug)]
pub(crate) struct Generator(BTreeMap<String, Stock>);

impl Generator {
    pub(crate) fn new() -> Generator {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generated/sentences.tsv");
        let mut stocks: BTreeMap<String, Stock> = BTreeMap::new();
        let text = fs::read_to_string(path).unwrap();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let stock = stocks.entry(cells[0].to_owned()).or_default();
            let list = match cells[1] {
                "h" => &mut stock.headlines,
                _ => &mut stock.sentences,
            };
            list.push(cells[2].to_owned());
        }
        Generator(stocks)
    }

    /// The article of a seed.
    pub(crate) fn article(&self, seed: usize) -> Article {
        let mut random = Random::of(seed);
        let lang = self.0.keys().nth(seed % self.0.len()).unwrap().clone();
        let format = *random.pick(&[Format::Text, Format::Text, Format::Markdown, Format::Html]);
        let paired = lang != "en" && !random.one_in(3);
        let headline = random.below(2);
        let paragraphs: Vec<Vec<(usize, usize)>> = (0..2 + random.below(3))
            .map(|_| {
                (0..1 + random.below(3))
                    .map(|_| (random.below(9), 12 + random.below(87)))
                    .collect()
            })
            .collect();
        let source = paired.then(|| {
            let mut plain = Writer::new(format, "\n");
            plain.article(&self.0["en"], "en", headline, &paragraphs, None);
            plain
                .pieces
                .iter()
                .map(|p| match p {
                    Piece::Right(text) | Piece::Slip { right: text, .. } => text.as_str(),
                })
                .collect()
        });
        let ends = if format == Format::Text && random.one_in(3) {
            "\r\n"
        } else {
            "\n"
        };
        let mut writer = Writer::new(format, ends);
        if format == Format::Text && random.one_in(5) {
            writer.right("\u{feff}");
        }
        // Some are clean.
        let slips = (!random.one_in(6)).then_some(&mut random);
        writer.article(&self.0[&lang], &lang, headline, &paragraphs, slips);
        Article {
            lang,
            format,
            source,
            pieces: writer.pieces,
        }
    }
}

struct Writer {
    format: Format,
    ends: &'static str,
    pieces: Vec<Piece>,
}

impl Writer {
    fn new(format: Format, ends: &'static str) -> Writer {
        Writer {
            format,
            ends,
            pieces: Vec::new(),
        }
    }

    fn article(
        &mut self,
        stock: &Stock,
        lang: &str,
        headline: usize,
        paragraphs: &[Vec<(usize, usize)>],
        mut slips: Option<&mut Random>,
    ) {
        let (open, close) = match self.format {
            Format::Html => ("<article>\n<h1>", "</h1>\n"),
            Format::Markdown => ("# ", "\n\n"),
            _ => ("", ""),
        };
        self.right(open);
        self.right(&stock.headlines[headline]);
        if self.chance(&mut slips, 4) {
            self.slip("the length of a video", " 7:09", "");
        }
        self.right(close);
        if self.format == Format::Text {
            self.right(&self.ends.repeat(2));
        }
        let (open, close) = match self.format {
            Format::Html => ("<p>", "</p>\n".to_owned()),
            Format::Markdown => ("", "\n\n".to_owned()),
            _ => ("", self.ends.repeat(2)),
        };
        for (i, paragraph) in paragraphs.iter().enumerate() {
            if i > 0 && self.chance(&mut slips, 6) {
                self.slip(
                    "an advertisement",
                    &format!("{open}Advertisement{close}"),
                    "",
                );
            }
            self.right(open);
            let mut clean = true;
            for (j, (sentence, number)) in paragraph.iter().enumerate() {
                let sentence = stock.sentences[*sentence].replace("{n}", &number.to_string());
                let cased = !matches!(lang, "ar" | "he" | "hi" | "zh");
                // Of two slips side by side nobody can say what was meant.
                let free = j > 0 && clean;
                if free && cased && self.chance(&mut slips, 10) {
                    self.slip("a space too few", "", " ");
                } else if free && lang != "zh" && self.chance(&mut slips, 12) {
                    self.slip("a space too many", "  ", " ");
                } else if j > 0 && lang != "zh" {
                    self.right(" ");
                }
                clean = self.sentence(&sentence, lang, &mut slips);
            }
            self.right(&close);
        }
        if self.format == Format::Html {
            self.right("</article>\n");
        }
    }

    /// Writes a sentence, and says whether it is without a slip.
    fn sentence(&mut self, sentence: &str, lang: &str, slips: &mut Option<&mut Random>) -> bool {
        if self.chance(slips, 3)
            && let Some(random) = slips
        {
            let (kind, make) = *random.pick(&SENTENCE_SLIPS);
            // An entity is markup in a text with markup, and what is done everywhere is the habit of the house.
            let fits = match kind {
                "an entity" => self.format == Format::Text,
                "a space before the stop" => !self.has(kind),
                _ => true,
            };
            if let Some((at, wrong)) = make(sentence, lang, random).filter(|_| fits) {
                self.right(&sentence[..at.start]);
                let marks = sentence[..at.start]
                    .chars()
                    .filter(|c| "“”„«»״".contains(*c));
                let kind = match kind {
                    "a word twice" if marks.count() == 1 => "a word twice in direct speech",
                    kind => kind,
                };
                self.slip(kind, &wrong, &sentence[at.clone()]);
                self.right(&sentence[at.end..]);
                return false;
            }
        }
        self.right(sentence);
        true
    }

    fn has(&self, slip: &str) -> bool {
        self.pieces
            .iter()
            .any(|p| matches!(p, Piece::Slip { kind, .. } if *kind == slip))
    }

    fn chance(&self, slips: &mut Option<&mut Random>, of: usize) -> bool {
        slips.as_mut().is_some_and(|random| random.one_in(of))
    }

    fn right(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.pieces.push(Piece::Right(text.to_owned()));
    }

    fn slip(&mut self, kind: &'static str, wrong: &str, right: &str) {
        self.pieces.push(Piece::Slip {
            kind,
            wrong: wrong.to_owned(),
            right: right.to_owned(),
        });
    }
}
