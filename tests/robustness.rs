//! Any bytes in: no panic, every span on character boundaries, every fix applicable, a second run of safe fixes changes nothing.
//!
//! `COPYDESK_MUTATIONS=2000 cargo test --release --test robustness` runs more than the usual number.

use copydesk::desk::{Family, FamilyReport, Options, TextInput, check};
use copydesk::document::{Format, decode};
use copydesk::finding::{Safety, Side};
use copydesk::language::Lang;
use copydesk::outcome::fingerprint::fingerprints;
use copydesk::outcome::fix::{Choice, apply, choose};
use std::fs;
use std::path::Path;

/// A small generator of pseudo-random numbers, so that a failure can be repeated.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

/// What editing accidents put into texts.
const JUNK: [&str; 40] = [
    "\u{202e}",
    "\u{feff}",
    "\u{200b}",
    "\u{2028}",
    "\r",
    "\n\n",
    "\t",
    "\0",
    "“",
    "”",
    "«",
    "»",
    "\"",
    "(",
    ")",
    "[[",
    "{{x}}",
    "&nbsp;",
    "<b>",
    "</",
    "<!--",
    "```",
    "**",
    ". .",
    "..",
    "2:07",
    "7:09",
    "99999999999999999999999999",
    "1.234,5",
    "٣٤",
    "二百万",
    "e\u{301}",
    "\u{1f469}\u{200d}\u{1f4bb}",
    "ß",
    "İ",
    "ﬀ",
    "𝄞",
    "¿",
    "Ã©",
    "\u{fffd}",
];

fn mutate(text: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=random.next(6) {
        let at = random.next(chars.len() + 1);
        let len = random.next(40).min(chars.len() - at);
        match random.next(5) {
            0 => drop(chars.drain(at..at + len)),
            1 => {
                let copy: Vec<char> = chars[at..at + len].to_vec();
                let to = random.next(chars.len() + 1);
                chars.splice(to..to, copy);
            }
            2 => drop(chars.splice(at..at, JUNK[random.next(JUNK.len())].chars())),
            3 => chars[at..at + len].reverse(),
            _ => {
                if let Some(c) = chars.get_mut(at) {
                    *c = char::from_u32(random.next(0x11_0000) as u32).unwrap_or('x');
                }
            }
        }
    }
    chars.into_iter().collect()
}

fn examples() -> Vec<(String, Option<Lang>, Format)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples/slips");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let lang = name.split('.').nth(1).and_then(Lang::from_tag);
            let format = match name.rsplit('.').next() {
                Some("md") => Format::Markdown,
                Some("html") => Format::Html,
                _ => Format::Text,
            };
            (fs::read_to_string(path).unwrap(), lang, format)
        })
        .collect()
}

fn run(source: Option<&str>, version: &str, lang: Option<Lang>, format: Format) -> FamilyReport {
    let input = |text: &str, lang| TextInput {
        text: text.into(),
        format,
        lang,
    };
    let family = Family {
        source: source.map(|s| input(s, Some(Lang::EN))),
        versions: vec![input(version, lang)],
    };
    check(&family, &Options::default())
}

#[track_caller]
fn assert_sound(report: &FamilyReport) {
    let text = |side: Side| &*report.article(side).unwrap().document.original;
    for finding in &report.findings {
        let spans = std::iter::once((finding.side, finding.span))
            .chain(finding.evidence.iter().map(|e| (e.side, e.span)))
            .chain(
                finding
                    .ways()
                    .flat_map(|way| &way.edits)
                    .map(|e| (e.side, e.span)),
            );
        for (side, span) in spans {
            assert!(
                text(side).get(span.range()).is_some(),
                "{}: {span:?} of {} bytes",
                finding.rule,
                text(side).len()
            );
        }
        assert!(
            (0.0..=1.0).contains(&finding.confidence) && !finding.message.is_empty(),
            "{finding:?}"
        );
    }
    assert_eq!(fingerprints(report).len(), report.findings.len());
    assert_ways_sound(report);
}

/// Ways to put a finding right are told apart by what they do and by what comes of them, and each can be taken.
#[track_caller]
fn assert_ways_sound(report: &FamilyReport) {
    for finding in &report.findings {
        let ways: Vec<_> = finding.ways().collect();
        for (at, way) in ways.iter().enumerate() {
            let twin = ways[..at].iter().any(|other| other.edits == way.edits);
            assert!(!twin, "two ways do the same: {finding:#?}");
            let named = ways.len() < 2 || !way.label.is_empty();
            assert!(named, "nothing says what a way does: {finding:#?}");
            let choice = at > 0 || finding.fix.is_none();
            assert!(!choice || way.safety == Safety::Suggested, "{finding:#?}");
            let Some(side) = way.edits.first().map(|e| e.side) else {
                panic!("a way that does nothing: {finding:#?}");
            };
            let fixed = choose(report, side, Safety::Suggested, |f, _| {
                if std::ptr::eq(f, finding) {
                    Choice::Take(way)
                } else {
                    Choice::Leave
                }
            });
            assert_eq!(fixed.applied.len(), way.edits.len(), "{finding:#?}");
        }
    }
}

/// Fixes until nothing is left to fix; the fixes must come to an end.
#[track_caller]
fn fixed(source: Option<&str>, version: &str, lang: Option<Lang>, format: Format) -> String {
    let mut text = version.to_owned();
    for _ in 0..12 {
        let report = run(source, &text, lang, format);
        let next = apply(&report, Side::Version(0), Safety::Safe, |_| true);
        if next.applied.is_empty() {
            return text;
        }
        text = next.text;
    }
    panic!("the fixes of this text do not come to an end: {version:?}");
}

fn mutations() -> usize {
    std::env::var("COPYDESK_MUTATIONS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(60)
}

#[test]
fn mutated_articles_are_checked_and_fixed() {
    let examples = examples();
    let mut random = Random(0x5eed_cafe);
    for round in 0..mutations() {
        let (text, lang, format) = &examples[random.next(examples.len())];
        let (other, ..) = &examples[random.next(examples.len())];
        let version = mutate(text, &mut random);
        let lang = if random.next(4) == 0 { None } else { *lang };
        let format = [*format, Format::Text, Format::Markdown, Format::Html][random.next(4)];
        let source = if random.next(3) == 0 {
            None
        } else {
            Some(other.as_str())
        };
        assert_sound(&run(source, &version, lang, format));
        if round % 4 == 0 {
            fixed(source, &version, lang, format);
        }
    }
}

#[test]
fn random_bytes_are_an_error_or_a_text() {
    let mut random = Random(0xb17e5);
    for _ in 0..mutations() {
        let bytes: Vec<u8> = (0..random.next(3_000))
            .map(|_| random.next(256) as u8)
            .collect();
        match decode(&bytes) {
            Ok((text, _)) => assert_sound(&run(None, &text, None, Format::Text)),
            Err(error) => assert!(error.contains("byte"), "{error}"),
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for format in [Format::Text, Format::Markdown, Format::Html] {
            assert_sound(&run(Some(&text), &text, None, format));
        }
    }
}

#[test]
fn hostile_shapes_end_in_time() {
    let deep = "<div>".repeat(20_000);
    let quotes = "“".repeat(5_000);
    let digits = "1,".repeat(20_000);
    let words = "word ".repeat(8_000);
    let brackets = "[".repeat(20_000);
    let stars = "*a ".repeat(8_000);
    let stops = ". ".repeat(8_000);
    let times = "Title 2:07\n\n".repeat(1_000);
    for text in [deep, quotes, digits, words, brackets, stars, stops, times] {
        for format in [Format::Text, Format::Markdown, Format::Html] {
            assert_sound(&run(
                Some("One sentence.\n\nTwo sentences."),
                &text,
                Some(Lang::EN),
                format,
            ));
        }
    }
}

#[test]
fn nothing_is_checked_without_failing() {
    for (source, version) in [
        ("", ""),
        ("A headline\n\nA sentence.\n\nMore.\n\nAnd more.", ""),
        ("", "A sentence."),
        ("\u{feff}", "\n\n"),
    ] {
        assert_sound(&run(Some(source), version, Some(Lang::EN), Format::Text));
    }
}
