//! The alignment of one article: rounds of estimation, then the path and its probabilities.

use super::crossed;
use super::hits::Hits;
use super::learn::Cooccurrence;
use super::model::Counts;
use super::moves;
use super::pairing::{Model, Pairing, Tables};
use super::path::Step;
use super::prior::Prior;
use super::rivals;
use super::score::Scoring;
use super::{AlignOptions, Aligned, Alignment, EvidenceKind, Link};

/// Rounds over the article.
const ROUNDS: usize = 3;
/// Least association (G²) of words learned from the article alone, for each natural logarithm of the number of links:
/// the longer the article, the more pairs meet by chance.
const ASSOCIATION: f32 = 3.0;
/// Evidence of words at which a link is as likely as not to be more than chance.
const RELATED: f32 = 4.0;

/// Aligns the sentences of two texts.
pub(super) fn align(
    source: Aligned<'_>,
    version: Aligned<'_>,
    options: &AlignOptions<'_>,
) -> Alignment {
    let pairing = Pairing::new(source, version, options, false);
    let mut model = Model::default();
    let mut tables = Tables::default();
    let mut hits = pairing.hits();
    // The best path of a short text tells as much as all of them.
    let all_paths = !pairing.is_small();
    pairing.round(&model, &hits, &mut tables, all_paths);
    let mut before: Vec<Step> = Vec::new();
    let mut learned: Vec<(u32, u32)> = Vec::new();
    let learns = pairing.is_worth_learning() && !options.without.has(EvidenceKind::Learned);
    for _ in 1..ROUNDS {
        // The same links without new words would give the same estimates again.
        if learned.is_empty() && same_links(&before, &tables.path) {
            break;
        }
        let (counted, found) = pairing.threads.join(
            || count(&pairing, &hits, &tables, all_paths),
            || learns.then(|| learn(&pairing, &tables)),
        );
        model = counted;
        if let Some(found) = found {
            learned = found;
            pairing.learn(&mut hits, &learned);
        }
        before.clone_from(&tables.path);
        pairing.round(&model, &hits, &mut tables, all_paths);
    }
    let scoring = pairing.scoring(&model, &hits, &tables.path);
    if !all_paths {
        let Tables {
            band,
            scores,
            posterior,
            ..
        } = &mut tables;
        posterior.fill(band, scores, pairing.threads);
    }
    let posterior = &tables.posterior;
    let relatedness = relatedness(&scoring, &pairing, &tables.path);
    let links: Vec<Link> = tables
        .path
        .iter()
        .map(|step| {
            let (a, b) = step.size();
            Link {
                source: step.i - a..step.i,
                version: step.j - b..step.j,
                probability: posterior.step(&tables.band, &tables.scores, step),
            }
        })
        .collect();
    let crossings = crossed::find(&tables.path, &tables.band, &tables.scores);
    let table = (&tables.band, &tables.scores);
    let (links, mut moves) = crossed::apply(&crossings, links, &pairing.source.lengths, table);
    moves.extend(moves::find(&links, &moves, &scoring));
    moves.sort_by_key(|m| (m.source, m.version));
    let alternatives = if options.alternatives {
        rivals::find(&links, posterior, &tables.band, &tables.scores)
    } else {
        Vec::new()
    };
    Alignment {
        alternatives,
        ..Alignment::new(links, moves, relatedness)
    }
}

fn same_links(a: &[Step], b: &[Step]) -> bool {
    let end = |s: &Step| (s.i, s.j, s.shape);
    a.iter().map(end).eq(b.iter().map(end))
}

/// What the path of a round shows of shapes and of how often types find their partners.
fn count(pairing: &Pairing, hits: &(Hits, Hits), tables: &Tables, all_paths: bool) -> Model {
    let mut counts = Counts::default();
    let mut prior = Prior::default();
    pairing.count(tables, all_paths, hits, &mut counts, &mut prior);
    Model {
        rates: counts.rates(),
        prior,
    }
}

/// Words that go together in this article.
fn learn(pairing: &Pairing, tables: &Tables) -> Vec<(u32, u32)> {
    let mut counts = Cooccurrence::default();
    // Two meetings, of which one is left out of the counts, reach the threshold in no article.
    let frequent = |places: usize, id: u32| (places >= 3).then_some(id);
    pairing.cooccurrences(
        &tables.path,
        &mut counts,
        |t| frequent(pairing.source.places.row(t as usize).len(), t),
        |t| frequent(pairing.version.places.row(t as usize).len(), t),
    );
    let threshold = ASSOCIATION * (tables.path.len().max(2) as f32).ln();
    let found = counts.associations(threshold, pairing.threads);
    found.iter().map(|a| (a.source, a.version)).collect()
}

/// Share of the linked text whose words belong together.
fn relatedness(scoring: &Scoring<'_>, pairing: &Pairing, path: &[Step]) -> f32 {
    let words = scoring.words(path, pairing.threads);
    let (mut related, mut all) = (0.0, 0.0);
    for (step, words) in path.iter().zip(words) {
        let (a, b) = step.size();
        if a == 0 || b == 0 {
            continue;
        }
        let length: f32 = pairing.source.lengths[step.i - a..step.i].iter().sum();
        all += length;
        related += length / (1.0 + (RELATED - words).exp());
    }
    if all > 0.0 { related / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format};
    use crate::language::Lang;
    use crate::reading::Reading;
    use proptest::prelude::*;

    fn read(text: &str, lang: &str, format: Format) -> (Document, Reading) {
        let document = Document::parse(text, format);
        let reading = Reading::new(&document, Lang::from_tag(lang).unwrap_or_default());
        (document, reading)
    }

    fn aligned(source: &str, version: &str, format: Format) -> Alignment {
        let (source, version) = (read(source, "en", format), read(version, "es", format));
        align(
            Aligned {
                document: &source.0,
                reading: &source.1,
                kept: None,
            },
            Aligned {
                document: &version.0,
                reading: &version.1,
                kept: None,
            },
            &AlignOptions::default(),
        )
    }

    const SOURCE: &str = "Storm hits Lisbon\nThe mayor of Lisbon, Carlos Moedas, spoke on Friday.\n\
        About 281 shops were closed in the city.\nThe government sent 40 soldiers to Porto.\n\
        In Madrid, a hospital treated 17 people.\n";
    const VERSION: &str = "Una tormenta golpea Lisboa\nEl alcalde de Lisboa, Carlos Moedas, habló el viernes.\n\
        Unas 281 tiendas cerraron en la ciudad.\nEl Gobierno envió 40 soldados a Oporto.\n\
        En Madrid, un hospital atendió a 17 personas.\n";

    #[test]
    fn a_translation_is_linked_and_a_dropped_sentence_is_found() {
        let whole = aligned(SOURCE, VERSION, Format::Lines);
        assert_eq!(whole.links.len(), 5);
        assert!(whole.links.iter().all(|l| l.source == l.version));
        let lines: Vec<&str> = VERSION.lines().collect();
        let shorter = [&lines[..2], &lines[3..]].concat().join("\n");
        let short = aligned(SOURCE, &shorter, Format::Lines);
        let dropped: Vec<_> = short.links.iter().filter(|l| l.is_drop()).collect();
        assert_eq!(dropped.len(), 1);
        assert_eq!(dropped[0].source, 2..3);
        assert!(dropped[0].probability > 0.5);
    }

    #[test]
    fn unrelated_texts_are_less_related_than_translations() {
        let other = "Receta de la abuela\nSe pelan las patatas y se cortan en rodajas finas.\n\
            Se baten los huevos con una pizca de sal.\nDespués se cuaja la tortilla a fuego lento.\n";
        let related = aligned(SOURCE, VERSION, Format::Lines).relatedness;
        let unrelated = aligned(SOURCE, other, Format::Lines).relatedness;
        assert!(related > 0.5 && unrelated < 0.3, "{related} {unrelated}");
    }

    #[test]
    fn several_threads_find_what_one_finds() {
        let text = |line: fn(usize) -> String| (0..300).map(line).collect::<Vec<_>>().join("\n");
        let source =
            text(|k| format!("The mayor of town {k} met {} people on Friday.", k * 7 % 90));
        let version = text(|k| match k % 11 {
            0 => "El hospital estaba cerrado.".to_owned(),
            1 => format!("El alcalde. Reunió a {} personas.", k * 7 % 90),
            _ => format!("El alcalde de {k} reunió a {} personas.", k * 7 % 90),
        });
        let (source, version) = (
            read(&source, "en", Format::Lines),
            read(&version, "es", Format::Lines),
        );
        let [source, version] = [&source, &version].map(|side| Aligned {
            document: &side.0,
            reading: &side.1,
            kept: None,
        });
        let aligned = |parallel| {
            let options = AlignOptions {
                alternatives: true,
                parallel,
                ..AlignOptions::default()
            };
            format!("{:?}", align(source, version, &options))
        };
        let one = aligned(false);
        for threads in [1, 2] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let several = pool.map(|pool| pool.install(|| aligned(true)));
            assert!(several.is_ok_and(|several| several == one), "{threads}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn links_cover_both_sides_once_and_in_order(
            source in prop::collection::vec("[a-z0-9 .“”A-Zñ中и]{0,60}", 0..24),
            version in prop::collection::vec("[a-z0-9 .“”A-Zñ中и]{0,60}", 0..24),
            lines in any::<bool>(),
        ) {
            let format = if lines { Format::Lines } else { Format::Text };
            let (source, version) = (source.join("\n"), version.join("\n"));
            let sentences = |text: &str, lang| read(text, lang, format).1.sentences.len();
            let counts = (sentences(&source, "en"), sentences(&version, "es"));
            let found = aligned(&source, &version, format);
            let mut at = (0, 0);
            for link in &found.links {
                prop_assert_eq!((link.source.start, link.version.start), at);
                prop_assert!(!link.source.is_empty() || !link.version.is_empty());
                prop_assert!((0.0..=1.0).contains(&link.probability));
                at = (link.source.end, link.version.end);
            }
            prop_assert_eq!(at, counts);
            prop_assert!((0.0..=1.0).contains(&found.relatedness));
            for m in &found.moves {
                prop_assert!((0.0..=1.0).contains(&m.probability));
            }
        }
    }
}
