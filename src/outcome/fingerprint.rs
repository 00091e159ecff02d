//! A name for a finding that survives edits elsewhere in the text.

use crate::desk::FamilyReport;
use crate::finding::Finding;
use rustc_hash::FxHashMap;

/// The fingerprints of the findings of a family, in their order: 16 hexadecimal digits each.
///
/// Made of the rule, the language, the normalised text of the finding and of its evidence, and an ordinal among equals;
/// never of offsets or lines, so that a text edited elsewhere keeps its fingerprints.
pub fn fingerprints(report: &FamilyReport) -> Vec<String> {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    report
        .findings
        .iter()
        .map(|finding| {
            let base = content_hash(finding, report);
            let ordinal = seen.entry(base).or_insert(0);
            *ordinal += 1;
            format!("{:016x}", mix(base, u64::from(*ordinal)))
        })
        .collect()
}

fn content_hash(finding: &Finding, report: &FamilyReport) -> u64 {
    let mut hash = fnv(0xcbf2_9ce4_8422_2325, finding.rule.as_bytes());
    let lang = finding
        .version
        .and_then(|v| report.versions.get(v))
        .map_or("", |a| a.reading.lang.tag());
    hash = fnv(hash, lang.as_bytes());
    let spans = std::iter::once((finding.side, finding.span))
        .chain(finding.evidence.iter().map(|e| (e.side, e.span)));
    for (side, span) in spans {
        hash = fnv(hash, side.name().as_bytes());
        let text = report
            .article(side)
            .map_or("", |a| span.of(&a.document.original));
        for word in text.split_whitespace() {
            hash = fnv(hash, word.as_bytes());
            hash = fnv(hash, b" ");
        }
    }
    hash
}

/// A fingerprint that is unique among families as well, for services that know only one list.
pub fn in_family(family: &str, fingerprint: &str) -> String {
    let hash = fnv(0xcbf2_9ce4_8422_2325, family.as_bytes());
    format!("{:016x}", fnv(fnv(hash, b"\0"), fingerprint.as_bytes()))
}

fn mix(hash: u64, ordinal: u64) -> u64 {
    fnv(hash, &ordinal.to_le_bytes())
}

/// FNV-1a, 64 bits: stable across machines and versions of the compiler.
fn fnv(mut hash: u64, bytes: &[u8]) -> u64 {
    for byte in bytes {
        hash ^= u64::from(*byte);
        hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}
