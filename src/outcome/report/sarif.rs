//! SARIF 2.1.0, for code scanning: columns in code points, the other language as a related location.

use super::choice::sentence;
use super::named::NamedReport;
use super::place::{Place, Places};
use crate::finding::{Finding, Fix, Safety, Severity, Side};
use crate::outcome::fingerprint::fingerprints;
use crate::rules::{RULES, Rule};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Where the schema is published.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// Most results that services take in one run.
const MAX_RESULTS: usize = 25_000;

/// Writes one run with all findings, the most severe ones if there are more than services take in.
///
/// # Errors
/// Only those of the writer.
pub fn write(reports: &[NamedReport<'_>], out: &mut dyn Write) -> io::Result<()> {
    let occurring: Vec<&Rule> = RULES
        .iter()
        .copied()
        .filter(|rule| {
            let mut findings = reports.iter().flat_map(|n| &n.report.findings);
            findings.any(|f| f.rule == rule.name)
        })
        .collect();
    let mut results: Vec<(Severity, Value)> = reports
        .iter()
        .flat_map(|named| results(named, &occurring))
        .collect();
    if results.len() > MAX_RESULTS {
        // What is cut off is what matters least.
        results.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
    }
    let results = results.into_iter().map(|(_, result)| result);
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "copydesk",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": occurring.iter().map(|r| rule(r)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "results": results.take(MAX_RESULTS).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log).map_err(io::Error::from)?;
    writeln!(out)
}

const fn level(severity: Severity) -> &'static str {
    severity.name()
}

fn rule(rule: &Rule) -> Value {
    let page = rule.page();
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary() },
        "fullDescription": { "text": rule.summary() },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": [rule.group.name(), rule.mqm] },
    })
}

fn results<'a>(
    named: &'a NamedReport<'a>,
    occurring: &'a [&Rule],
) -> impl Iterator<Item = (Severity, Value)> + 'a {
    let places = Places::new(named);
    named
        .report
        .findings
        .iter()
        .zip(fingerprints(named.report))
        .map(move |(f, print)| (f.severity, result(named, f, &print, &places, occurring)))
}

fn result(
    named: &NamedReport<'_>,
    f: &Finding,
    print: &str,
    places: &Places<'_>,
    occurring: &[&Rule],
) -> Value {
    let related: Vec<Value> = f
        .evidence
        .iter()
        .enumerate()
        .map(|(id, e)| {
            let mut location = location(&places.of(e.side, e.span));
            location["id"] = json!(id);
            location["message"] = json!({ "text": format!("The {} says: {}", e.side.name(), places.of(e.side, e.span).text) });
            location
        })
        .collect();
    let mut value = json!({
        "ruleId": f.rule,
        "ruleIndex": occurring.iter().position(|r| r.name == f.rule),
        "level": level(f.severity),
        "rank": (f64::from(f.confidence) * 1000.0).round() / 10.0,
        "message": { "text": named.message(f) },
        "locations": [location(&places.of(f.side, f.span))],
        "partialFingerprints": { "copydesk/v1": print },
        "properties": { "family": named.id },
    });
    if !related.is_empty() {
        value["relatedLocations"] = json!(related);
    }
    let safe = f.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
    if safe || !f.alternatives.is_empty() {
        let ways: Vec<Value> = f.ways().map(|way| fix(named, f, way, places)).collect();
        value["fixes"] = json!(ways);
    }
    value
}

/// A way to put a finding right, with what it does in words.
fn fix(named: &NamedReport<'_>, f: &Finding, way: &Fix, places: &Places<'_>) -> Value {
    let mut sides: Vec<Side> = way.edits.iter().map(|edit| edit.side).collect();
    sides.sort();
    sides.dedup();
    let change = |side: &Side| {
        let edits = way.edits.iter().filter(|edit| edit.side == *side);
        let replacements: Vec<Value> = edits
            .map(|edit| {
                json!({
                    "deletedRegion": region(&places.of(edit.side, edit.span)),
                    "insertedContent": { "text": edit.replacement },
                })
            })
            .collect();
        let uri = uri(named.name(*side));
        json!({ "artifactLocation": { "uri": uri }, "replacements": replacements })
    };
    let changes: Vec<Value> = sides.iter().map(change).collect();
    let what = if way.label.is_empty() {
        format!("What `copydesk fix` does about {}.", f.rule)
    } else {
        sentence(&way.label)
    };
    json!({ "description": { "text": what }, "artifactChanges": changes })
}

fn location(place: &Place<'_>) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(place.path) },
        "region": region(place),
    }})
}

fn region(place: &Place<'_>) -> Value {
    json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    })
}

/// A path as a URI reference, relative if the path is: everything but unreserved characters and `/` as percent escapes.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.trim_start_matches("./").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char);
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_become_uri_references() {
        assert_eq!(super::uri("./a b/ñ.txt"), "a%20b/%C3%B1.txt");
        assert_eq!(super::uri("x:y?z"), "x%3Ay%3Fz");
        assert_eq!(super::uri("/news/a.txt"), "file:///news/a.txt");
    }
}
