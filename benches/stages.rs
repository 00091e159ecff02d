//! How long each stage of the line takes, with the texts already in memory.
//!
//! `COPYDESK_BENCH_DATA=FOLDER cargo bench --bench stages` takes other articles than those of `data/examples/clean`.
#![allow(missing_docs)]

mod newsroom;

use copydesk::align::{AlignOptions, Alignment, align};
use copydesk::desk::{self, Family, FamilyReport, Options};
use copydesk::document::Document;
use copydesk::finding::{Severity, Side};
use copydesk::outcome::report::links::RulePages;
use copydesk::outcome::report::named::NamedReport;
use copydesk::outcome::report::{html, human, json};
use copydesk::reading::Reading;
use copydesk::rules::{Article, Check, Findings, Page, Pair, RULES};
use divan::Bencher;
use divan::counter::BytesCount;
use std::path::PathBuf;
use std::sync::LazyLock;

/// The articles at every stage of the line.
struct Newsroom {
    families: Vec<Family>,
    bytes: BytesCount,
    articles: Vec<(Article, Vec<Article>)>,
    alignments: Vec<Vec<Alignment>>,
    reports: Vec<FamilyReport>,
}

static NEWSROOM: LazyLock<Newsroom> = LazyLock::new(|| {
    let folder = std::env::var_os("COPYDESK_BENCH_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/examples/clean"),
        PathBuf::from,
    );
    let families: Vec<Family> = newsroom::families(&folder, None).into_values().collect();
    let bytes = families
        .iter()
        .flat_map(texts)
        .map(|t| t.text.len())
        .sum::<usize>();
    let articles: Vec<_> = families
        .iter()
        .map(|f| {
            let source = f.source.as_ref().expect("families have a source");
            (
                desk::read(source),
                f.versions.iter().map(desk::read).collect::<Vec<_>>(),
            )
        })
        .collect();
    Newsroom {
        bytes: BytesCount::new(bytes),
        alignments: articles
            .iter()
            .map(|(s, versions)| aligned(s, versions))
            .collect(),
        reports: families.iter().map(checked).collect(),
        families,
        articles,
    }
});

fn texts(family: &Family) -> impl Iterator<Item = &desk::TextInput> {
    family.source.iter().chain(&family.versions)
}

fn aligned(source: &Article, versions: &[Article]) -> Vec<Alignment> {
    let options = AlignOptions::default();
    let versions = versions.iter();
    versions
        .map(|v| align(source.aligned(), v.aligned(), &options))
        .collect()
}

fn checked(family: &Family) -> FamilyReport {
    desk::check(family, &Options::default())
}

fn main() {
    LazyLock::force(&NEWSROOM);
    divan::main();
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    bencher.counter(NEWSROOM.bytes).bench(|| {
        for text in NEWSROOM.families.iter().flat_map(texts) {
            divan::black_box(Document::parse(text.text.clone(), text.format));
        }
    });
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    bencher.counter(NEWSROOM.bytes).bench(|| {
        for (source, versions) in &NEWSROOM.articles {
            for article in std::iter::once(source).chain(versions) {
                divan::black_box(Reading::new(&article.document, article.reading.lang));
            }
        }
    });
}

#[divan::bench(name = "align")]
fn align_pairs(bencher: Bencher<'_, '_>) {
    bencher.counter(NEWSROOM.bytes).bench(|| {
        for (source, versions) in &NEWSROOM.articles {
            divan::black_box(aligned(source, versions));
        }
    });
}

#[divan::bench]
fn rules(bencher: Bencher<'_, '_>) {
    bencher.counter(NEWSROOM.bytes).bench(|| {
        for ((source, versions), alignments) in NEWSROOM.articles.iter().zip(&NEWSROOM.alignments) {
            run_rules(&Page::new(source, Side::Source, None), None);
            for (index, (version, alignment)) in versions.iter().zip(alignments).enumerate() {
                let pair = Pair::new(source, version, index, alignment);
                run_rules(
                    &Page::new(version, Side::Version(index), Some(&pair)),
                    Some(&pair),
                );
            }
        }
    });
}

fn run_rules(page: &Page<'_>, pair: Option<&Pair<'_>>) {
    for rule in RULES {
        let mut findings = Findings::new(rule, page.side, None);
        match (rule.check, pair) {
            (Check::Document(check), _) => check(page, &mut findings),
            (Check::Pair(check), Some(pair)) => check(pair, &mut findings),
            (Check::Pair(_), None) => {}
        }
        divan::black_box(findings);
    }
}

#[divan::bench]
fn whole_check(bencher: Bencher<'_, '_>) {
    bencher.counter(NEWSROOM.bytes).bench(|| {
        for family in &NEWSROOM.families {
            divan::black_box(checked(family));
        }
    });
}

#[divan::bench(args = ["human", "json", "html"])]
fn report(bencher: Bencher<'_, '_>, format: &str) {
    let named = |report| NamedReport {
        id: "article".to_owned(),
        source: Some("article.en.txt".to_owned()),
        versions: Vec::new(),
        report,
        cleaned: Vec::new(),
    };
    let reports: Vec<NamedReport<'_>> = NEWSROOM.reports.iter().map(named).collect();
    let pages = RulePages::default();
    bencher.counter(NEWSROOM.bytes).bench(|| {
        let mut out = Vec::new();
        let written = match format {
            "human" => reports
                .iter()
                .try_for_each(|r| human::write(r, Severity::Note, &pages, &mut out)),
            "json" => json::write(&reports, &mut out),
            _ => html::write(&reports, &mut out),
        };
        written.expect("memory takes everything");
        out
    });
}
