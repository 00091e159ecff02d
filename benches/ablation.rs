//! Which evidence buys what: the aligner without one kind of evidence at a time, and with the lengths alone.
//!
//! `cargo bench --bench ablation -- FOLDER`, where `FOLDER/align/sets.json` names the sets of aligned documents (`source_lang`,
//! `version_lang`, `kind`: `gold`, `drop` or `mix`) and `FOLDER/align/SET/DOCUMENT/` holds `src.txt` and `tgt.txt` with one sentence a line
//! and `gold.tsv` (source indices, tab, version indices).
#![allow(missing_docs, clippy::print_stdout, clippy::print_stderr)]

use copydesk::align::{AlignOptions, EvidenceKind, EvidenceKinds, align};
use copydesk::desk::{self, TextInput};
use copydesk::document::Format;
use copydesk::language::Lang;
use copydesk::rules::Article;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Indices of the source and of the version.
type Link = (Vec<usize>, Vec<usize>);

struct Document {
    source: Article,
    version: Article,
    gold: BTreeSet<Link>,
}

/// The documents of the sets of one kind.
#[derive(Default)]
struct Group {
    sets: Vec<Vec<Document>>,
    has_drops: bool,
}

/// What is counted over the documents of one set.
#[derive(Default)]
struct Counts {
    right: usize,
    said: usize,
    found: usize,
    true_links: usize,
    drops: [usize; 3],
    documents: usize,
    with_false_drop: usize,
}

fn main() {
    let Some(folder) = std::env::args().skip(1).find(|a| !a.starts_with("--")) else {
        eprintln!("ablation: name a folder with aligned sets; see the head of benches/ablation.rs");
        return;
    };
    let groups = groups(&Path::new(&folder).join("align"));
    let titles: Vec<&str> = groups.keys().map(String::as_str).collect();
    println!("| evidence | {} |", titles.join(" | "));
    println!("|{}", " --- |".repeat(titles.len() + 1));
    for (title, without) in rows() {
        let without: EvidenceKinds = without.into_iter().collect();
        let cells: Vec<String> = groups.values().map(|g| g.cell(without)).collect();
        println!("| {title} | {} |", cells.join(" | "));
    }
}

/// The rows of the table: what they are called and what they do without.
fn rows() -> Vec<(String, Vec<EvidenceKind>)> {
    use EvidenceKind::{Cognates, Learned, Length, Lexicon, Names, SameWords};
    let mut rows = vec![("everything".to_owned(), Vec::new())];
    for kind in EvidenceKind::ALL {
        rows.push((format!("without {}", kind.name()), vec![kind]));
    }
    let spelling = vec![SameWords, Cognates, Names];
    rows.push(("without any spelling".to_owned(), spelling.clone()));
    rows.push((
        "without lexicon and learned".to_owned(),
        vec![Lexicon, Learned],
    ));
    let words = [spelling, vec![Lexicon, Learned]].concat();
    rows.push(("without any word".to_owned(), words));
    let all_but_length = EvidenceKind::ALL.into_iter().filter(|k| *k != Length);
    rows.push(("lengths alone".to_owned(), all_but_length.collect()));
    rows
}

fn groups(folder: &Path) -> BTreeMap<String, Group> {
    let sets: serde_json::Value =
        serde_json::from_str(&text(&folder.join("sets.json"))).expect("sets.json is JSON");
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for (name, about) in sets.as_object().expect("sets.json is an object") {
        let value = |key: &str| about[key].as_str().unwrap_or_default();
        let [from, to] = ["source_lang", "version_lang"]
            .map(|key| Lang::from_tag(value(key)).unwrap_or_default());
        let mut paths: Vec<PathBuf> = fs::read_dir(folder.join(name))
            .expect("every set has a folder")
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.is_dir())
            .collect();
        paths.sort();
        let documents: Vec<Document> = paths
            .iter()
            .map(|path| Document::read(path, from, to))
            .collect();
        let title = match value("kind") {
            "gold" => name.clone(),
            kind => {
                let latin = documents.first().is_some_and(|d| is_latin(&d.version));
                format!("{kind}, {} script", if latin { "Latin" } else { "other" })
            }
        };
        let group = groups.entry(title).or_default();
        group.has_drops = value("kind") != "gold";
        group.sets.push(documents);
    }
    groups
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn is_latin(article: &Article) -> bool {
    let letters = article.text().chars().filter(|c| c.is_alphabetic());
    letters.fold(0i64, |sum, c| sum + if (c as u32) < 0x250 { 1 } else { -1 }) > 0
}

impl Document {
    fn read(folder: &Path, from: Lang, to: Lang) -> Document {
        let read = |name: &str, lang| {
            desk::read(&TextInput {
                text: text(&folder.join(name)).into(),
                format: Format::Lines,
                lang: Some(lang),
            })
        };
        let indices = |side: &str| -> Vec<usize> {
            side.split(',')
                .filter_map(|i| i.trim().parse().ok())
                .collect()
        };
        let gold = text(&folder.join("gold.tsv"));
        let links = gold.lines().filter_map(|line| {
            let mut columns = line.split('\t');
            Some((indices(columns.next()?), indices(columns.next()?)))
        });
        Document {
            source: read("src.txt", from),
            version: read("tgt.txt", to),
            gold: single_nulls(links),
        }
    }

    fn align(&self, without: EvidenceKinds) -> BTreeSet<Link> {
        let options = AlignOptions {
            without,
            ..AlignOptions::default()
        };
        let alignment = align(self.source.aligned(), self.version.aligned(), &options);
        let links = alignment.links.into_iter();
        single_nulls(links.map(|l| (l.source.collect(), l.version.collect())))
    }
}

/// Links with one empty side as one link a sentence.
fn single_nulls(links: impl Iterator<Item = Link>) -> BTreeSet<Link> {
    let mut out = BTreeSet::new();
    for (source, version) in links {
        if source.is_empty() || version.is_empty() {
            out.extend(source.into_iter().map(|i| (vec![i], Vec::new())));
            out.extend(version.into_iter().map(|j| (Vec::new(), vec![j])));
        } else {
            out.insert((source, version));
        }
    }
    out
}

impl Group {
    /// Strict F1, and where sentences were dropped on purpose F1 of the drops and the share of documents with a false one:
    /// means over the sets.
    fn cell(&self, without: EvidenceKinds) -> String {
        let mut sums = [0.0; 3];
        for set in &self.sets {
            let mut counts = Counts::default();
            for document in set {
                counts.add(&document.gold, &document.align(without));
            }
            for (sum, value) in sums.iter_mut().zip(counts.scores()) {
                *sum += value / self.sets.len() as f64;
            }
        }
        let [strict, drops, wrong] = sums;
        if self.has_drops {
            format!("{strict:.3} / {drops:.3} / {:.1} %", 100.0 * wrong)
        } else {
            format!("{strict:.3}")
        }
    }
}

impl Counts {
    fn add(&mut self, gold: &BTreeSet<Link>, said: &BTreeSet<Link>) {
        let filled = gold.iter().filter(|(s, v)| !s.is_empty() && !v.is_empty());
        self.right += gold.intersection(said).count();
        self.said += said.len();
        for link in filled {
            self.true_links += 1;
            self.found += usize::from(said.contains(link));
        }
        let drops = |links: &BTreeSet<Link>| -> BTreeSet<usize> {
            links
                .iter()
                .filter(|(_, v)| v.is_empty())
                .flat_map(|(s, _)| s.clone())
                .collect()
        };
        let (true_drops, said_drops) = (drops(gold), drops(said));
        self.drops[0] += true_drops.intersection(&said_drops).count();
        self.drops[1] += said_drops.len();
        self.drops[2] += true_drops.len();
        self.documents += 1;
        self.with_false_drop += usize::from(!said_drops.is_subset(&true_drops));
    }

    fn scores(&self) -> [f64; 3] {
        let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        let (precision, recall) = (
            share(self.right, self.said),
            share(self.found, self.true_links),
        );
        let strict = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        let [both, said, truly] = self.drops;
        [
            strict,
            share(2 * both, said + truly),
            share(self.with_false_drop, self.documents),
        ]
    }
}
