//! The choice between several ways to put a finding right, in words.

use crate::finding::Finding;

/// What each way does: "delete only the time, or delete the whole line". `None` where there is nothing to choose.
pub(super) fn in_words(f: &Finding) -> Option<String> {
    if f.alternatives.is_empty() {
        return None;
    }
    let labels: Vec<&str> = f.ways().map(|way| &*way.label).collect();
    Some(labels.join(", or "))
}

/// What can be done besides what the fix shows: "or: delete the whole line". Without a fix, every way.
pub(super) fn besides(f: &Finding) -> Option<String> {
    if f.fix.is_none() {
        return in_words(f).map(|ways| format!("choose: {ways}"));
    }
    let labels: Vec<&str> = f.alternatives.iter().map(|way| &*way.label).collect();
    (!labels.is_empty()).then(|| format!("or: {}", labels.join(", or ")))
}

/// A label as a sentence.
pub(super) fn sentence(label: &str) -> String {
    let mut chars = label.chars();
    let first = chars.next().map(char::to_uppercase);
    let first: String = first.into_iter().flatten().collect();
    format!("{first}{}.", chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Edit, Fix, Safety, Severity, Side};
    use crate::text::Span;

    fn way(label: &'static str) -> Fix {
        Fix {
            safety: Safety::Suggested,
            label: label.into(),
            edits: vec![Edit {
                side: Side::Version(0),
                span: Span::new(0, 1),
                replacement: String::new(),
            }],
        }
    }

    #[test]
    fn a_choice_is_named_by_what_its_ways_do() {
        let mut finding = Finding {
            rule: "leftover-timestamp",
            severity: Severity::Error,
            side: Side::Version(0),
            version: Some(0),
            span: Span::new(0, 1),
            message: "A time.".into(),
            evidence: Vec::new(),
            confidence: 1.0,
            fix: Some(way("delete only the time")),
            alternatives: Vec::new(),
        };
        assert_eq!((in_words(&finding), besides(&finding)), (None, None));
        finding.alternatives = vec![way("delete the whole line")];
        let said = in_words(&finding).unwrap();
        assert_eq!(said, "delete only the time, or delete the whole line");
        assert_eq!(
            sentence(&said),
            "Delete only the time, or delete the whole line."
        );
        assert_eq!(besides(&finding).unwrap(), "or: delete the whole line");
        finding.alternatives.insert(0, finding.fix.take().unwrap());
        assert_eq!(besides(&finding).unwrap(), format!("choose: {said}"));
    }
}
