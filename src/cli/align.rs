//! `copydesk align`: shows which sentences of a version render which of the source.

use super::args::{AlignArgs, AlignFormat, PairArgs, Show};
use super::files;
use crate::align::{AlignOptions, Alignment, Alternative, Link, align};
use crate::desk::{self, TextInput};
use crate::document::Format;
use crate::error::{Error, Result};
use crate::language::Lang;
use crate::language::lexicon::Lexicon;
use crate::reading::Fact;
use crate::rules::Article;
use serde_json::json;
use std::io::{BufWriter, IsTerminal, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Width of the table if the terminal does not say.
const WIDTH: usize = 120;
/// Least probability of another explanation that people are shown.
const WORTH_TELLING: f32 = 0.05;
/// Bytes from which on a text is long. To start threads would cost shorter ones time that they do not have.
const LONG_FILE: u64 = 50_000;
/// Width of the column between the two texts.
const MIDDLE: usize = 8;

pub(super) fn run(args: &AlignArgs) -> Result<ExitCode> {
    let terminal = std::io::stdout().is_terminal();
    let format = args.format.unwrap_or(if terminal {
        AlignFormat::Human
    } else {
        AlignFormat::Tsv
    });
    let (source, version, alignment) = aligned(args, format)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let written = match (args.show, format) {
        (Show::Links, AlignFormat::Tsv) => tsv(&alignment, &mut out),
        (Show::Links, AlignFormat::Json) => json_links(&source, &version, &alignment, &mut out),
        (Show::Links, AlignFormat::Human) => human(&source, &version, &alignment, &mut out),
        (show, AlignFormat::Json) => json_texts(&source, &version, show, &mut out),
        (show, _) => texts(&source, &version, show, &mut out),
    };
    match written.and_then(|()| out.flush()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::new(format!("cannot write the alignment: {e}")))
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// The two texts and their alignment. Where both are long, several threads work on them.
fn aligned(args: &AlignArgs, format: AlignFormat) -> Result<(Article, Article, Alignment)> {
    let is_long = |path: &Path| std::fs::metadata(path).is_ok_and(|file| file.len() > LONG_FILE);
    let parallel = is_long(&args.source) && is_long(&args.version);
    let side =
        |path: &Path, lang: &Option<String>| read(path, args.pair.segmented, lang.as_deref());
    let source = || side(&args.source, &args.pair.source_lang);
    let version = || side(&args.version, &args.pair.version_lang);
    let lexicons = || load_lexicons(&args.lexicon);
    let align = |source: Result<Article>, version: Result<Article>| {
        let (source, version, lexicons) = (source?, version?, lexicons()?);
        let options = AlignOptions {
            lexicons: &lexicons,
            without: args.without.iter().copied().collect(),
            alternatives: args.show == Show::Links && format != AlignFormat::Tsv,
            parallel,
        };
        let alignment = align(source.aligned(), version.aligned(), &options);
        Ok((source, version, alignment))
    };
    if parallel {
        // All inside the pool: what its threads gave back they take again.
        rayon::scope(|_| {
            let (source, version) = rayon::join(source, version);
            align(source, version)
        })
    } else {
        align(source(), version())
    }
}

/// Reads one text; a language without data is read as the unknown one.
pub(super) fn read(path: &Path, segmented: bool, lang: Option<&str>) -> Result<Article> {
    let (text, _) = files::read_text(path)?;
    let format = if segmented {
        Format::Lines
    } else {
        files::format_of(path)
    };
    let lang = lang.map(|tag| Lang::from_tag(tag).unwrap_or_default());
    Ok(desk::read(&TextInput {
        text: text.into(),
        format,
        lang,
    }))
}

/// Reads the lexicons of the user.
pub(super) fn load_lexicons(paths: &[PathBuf]) -> Result<Vec<Lexicon>> {
    paths
        .iter()
        .map(|path| files::read_text(path).map(|(text, _)| Lexicon::parse(&text)))
        .collect()
}

/// The sides of a pair by their names in the output.
pub(super) fn tags(pair: &PairArgs, source: &Article, version: &Article) -> [String; 2] {
    let tag = |given: &Option<String>, article: &Article| {
        given
            .clone()
            .unwrap_or_else(|| article.reading.lang.tag().to_owned())
    };
    [
        tag(&pair.source_lang, source),
        tag(&pair.version_lang, version),
    ]
}

fn tsv(alignment: &Alignment, out: &mut impl Write) -> std::io::Result<()> {
    for link in &alignment.links {
        let [source, version] = [&link.source, &link.version].map(|side| numbers(side, ","));
        writeln!(out, "{source}\t{version}")?;
    }
    Ok(())
}

/// The numbers of some sentences.
fn numbers(sentences: &Range<usize>, separator: &str) -> String {
    let numbers: Vec<String> = sentences.clone().map(|i| i.to_string()).collect();
    numbers.join(separator)
}

fn json_links(
    source: &Article,
    version: &Article,
    alignment: &Alignment,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let record = |source: &Range<usize>, version: &Range<usize>, probability: f32| {
        json!({
            "source": source.clone().collect::<Vec<_>>(),
            "version": version.clone().collect::<Vec<_>>(),
            "probability": probability,
        })
    };
    let links: Vec<_> = alignment
        .links
        .iter()
        .zip(&alignment.alternatives)
        .map(|(l, other)| {
            let mut link = record(&l.source, &l.version, l.probability);
            if let Some(other) = other {
                link["alternative"] = record(&other.source, &other.version, other.probability);
            }
            link
        })
        .collect();
    let moves: Vec<_> = alignment
        .moves
        .iter()
        .map(|m| json!({"source": m.source, "version": m.version, "probability": m.probability}))
        .collect();
    let whole = json!({
        "schema": 1,
        "relatedness": alignment.relatedness,
        "source_sentences": spans(source),
        "version_sentences": spans(version),
        "links": links,
        "moves": moves,
    });
    writeln!(out, "{whole}")
}

/// The sentences as byte ranges of the original.
fn spans(article: &Article) -> Vec<[usize; 2]> {
    let map = &article.document.map;
    let sentences = article.reading.sentences.iter();
    sentences
        .map(|s| {
            let original = map.original(s.span);
            [original.start, original.end]
        })
        .collect()
}

fn facts(article: &Article, sentence: usize) -> impl Iterator<Item = (&Fact, &str)> {
    let facts = article.reading.facts_of(sentence).iter();
    facts.map(|f| (f, article.document.slice(f.span)))
}

fn texts(
    source: &Article,
    version: &Article,
    show: Show,
    out: &mut impl Write,
) -> std::io::Result<()> {
    for (name, article) in [("source", source), ("version", version)] {
        for (index, sentence) in article.reading.sentences.iter().enumerate() {
            let text = one_line(article.document.slice(sentence.span));
            if show == Show::Sentences {
                writeln!(out, "{name}\t{index}\t{}\t{text}", sentence.block)?;
                continue;
            }
            for (fact, text) in facts(article, index) {
                writeln!(
                    out,
                    "{name}\t{index}\t{}\t{}",
                    fact.kind.name(),
                    one_line(text)
                )?;
            }
        }
    }
    Ok(())
}

fn json_texts(
    source: &Article,
    version: &Article,
    show: Show,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let side = |article: &Article| -> Vec<_> {
        let sentences = article
            .reading
            .sentences
            .iter()
            .zip(spans(article))
            .enumerate();
        sentences
            .map(|(index, (sentence, [start, end]))| {
                let mut record = json!({
                    "start": start,
                    "end": end,
                    "block": sentence.block,
                    "text": article.document.slice(sentence.span),
                });
                if show == Show::Facts {
                    record["facts"] = facts(article, index)
                        .map(|(fact, text)| json!({"kind": fact.kind.name(), "text": text}))
                        .collect();
                }
                record
            })
            .collect()
    };
    writeln!(
        out,
        "{}",
        json!({"schema": 1, "source": side(source), "version": side(version)})
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The two texts side by side, one link after the other.
fn human(
    source: &Article,
    version: &Article,
    alignment: &Alignment,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let width = std::env::var("COLUMNS")
        .ok()
        .and_then(|c| c.parse().ok())
        .unwrap_or(WIDTH);
    let column = (width.max(40) - MIDDLE) / 2;
    for (link, other) in alignment.links.iter().zip(&alignment.alternatives) {
        let side = |article: &Article, range: &Range<usize>| {
            let texts = article.reading.sentences[range.clone()].iter();
            let joined: Vec<_> = texts
                .map(|s| one_line(article.document.slice(s.span)))
                .collect();
            wrap(&joined.join(" ¦ "), column)
        };
        let (left, right) = (side(source, &link.source), side(version, &link.version));
        for line in 0..left.len().max(right.len()) {
            let text = |side: &[String]| side.get(line).cloned().unwrap_or_default();
            let left = text(&left);
            let padding = " ".repeat(column.saturating_sub(left.width()));
            let middle = if line == 0 { sign(link) } else { String::new() };
            writeln!(out, "{left}{padding} {middle:^6} {}", text(&right))?;
        }
        if let Some(other) = other.as_ref().filter(|o| o.probability >= WORTH_TELLING) {
            writeln!(out, "{:column$}  or {}", "", explained(other))?;
        }
    }
    for m in &alignment.moves {
        writeln!(
            out,
            "moved: source {} is version {} ({:.0} %)",
            m.source,
            m.version,
            m.probability * 100.0
        )?;
    }
    writeln!(out, "relatedness {:.2}", alignment.relatedness)
}

/// What else could explain a sentence of a link, in words; sentences are counted from 0, as in the other formats.
fn explained(other: &Alternative) -> String {
    let [source, version] = [&other.source, &other.version].map(|side| numbers(side, ", "));
    let what = match (other.source.is_empty(), other.version.is_empty()) {
        (_, true) => format!("source {source} is left out"),
        (true, _) => format!("version {version} is added"),
        _ => format!("source {source} is version {version}"),
    };
    format!("{what} ({:.0} %)", other.probability * 100.0)
}

/// What stands between the two texts of a link: its kind and how sure it is, in per cent.
fn sign(link: &Link) -> String {
    let mark = match (link.is_drop(), link.is_addition()) {
        (true, _) => '-',
        (_, true) => '+',
        _ => '=',
    };
    format!("{mark} {:.0}", link.probability * 100.0)
}

/// Lines of at most `width` columns, broken at spaces where there are any.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let wide = word.width();
        if used > 0 && used + 1 + wide <= width {
            line.push(' ');
            used += 1;
        } else if used > 0 {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or(0);
            if used + wide > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += wide;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_as_wide_as_they_look() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("美国总统说", 4), ["美国", "总统", "说"]);
        assert!(wrap("", 4).is_empty());
    }
}
