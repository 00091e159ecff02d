//! What a rule is: metadata, documentation and one plain function.

use super::page::{Page, Pair};
use crate::finding::{Edit, Evidence, Finding, Fix, Safety, Severity, Side};
use crate::text::Span;
use std::borrow::Cow;

/// The group that a rule belongs to, as in the rule table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Group {
    Residue,
    Encoding,
    Punctuation,
    Repetition,
    Structure,
    Facts,
    Language,
    Terms,
    Bookkeeping,
}

impl Group {
    /// Every group in the order of the rule table.
    pub const ALL: [Group; 9] = [
        Self::Residue,
        Self::Encoding,
        Self::Punctuation,
        Self::Repetition,
        Self::Structure,
        Self::Facts,
        Self::Language,
        Self::Terms,
        Self::Bookkeeping,
    ];

    /// The name in the machine interface.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Residue => "residue",
            Self::Encoding => "encoding",
            Self::Punctuation => "punctuation",
            Self::Repetition => "repetition",
            Self::Structure => "structure",
            Self::Facts => "facts",
            Self::Language => "language",
            Self::Terms => "terms",
            Self::Bookkeeping => "bookkeeping",
        }
    }
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// One text; where there is a pair, [`Page::pair`] shows the other side.
    Document(fn(&Page<'_>, &mut Findings)),
    /// A source and one version with their alignment.
    Pair(fn(&Pair<'_>, &mut Findings)),
}

/// One rule. Its documentation is its doc comment; see `rules/rule.rs` for the form.
pub struct Rule {
    /// Kebab-case name; reads well after "allow".
    pub name: &'static str,
    /// The group.
    pub group: Group,
    /// The severity of most of its findings; a finding can be less.
    pub severity: Severity,
    /// The best safety that its fixes have, if it has any.
    pub fix: Option<Safety>,
    /// The MQM category of what it finds.
    pub mqm: &'static str,
    /// Rules whose findings on the same words have the same cause and are dropped.
    pub explains: &'static [&'static str],
    /// The version of the program that it came with.
    pub since: &'static str,
    /// The doc comment: Markdown with the sections *What it finds*, *Why it matters*, *Example* and *What it leaves alone*.
    pub docs: &'static str,
    /// The source file.
    pub file: &'static str,
    /// The function.
    pub check: Check,
}

impl Rule {
    /// The page of the rule in Markdown: its doc comment without the space that every line starts with.
    pub fn page(&self) -> String {
        let lines = self.docs.lines().map(|l| l.strip_prefix(' ').unwrap_or(l));
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    /// What the rule finds, in a sentence.
    pub fn summary(&self) -> &'static str {
        self.docs.lines().next().unwrap_or("").trim()
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// Declares a rule: its doc comment, its metadata and its function.
macro_rules! declare_rule {
    (
        $(#[doc = $doc:expr])+
        pub static $ident:ident = $name:literal {
            group: $group:ident, severity: $severity:ident, fix: $fix:expr, mqm: $mqm:literal,
            explains: [$($explained:literal),* $(,)?], since: $since:literal, check: $check:expr $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        pub(crate) static $ident: $crate::rules::Rule = $crate::rules::Rule {
            name: $name,
            group: $crate::rules::Group::$group,
            severity: $crate::finding::Severity::$severity,
            fix: $fix,
            mqm: $mqm,
            explains: &[$($explained),*],
            since: $since,
            docs: concat!($($doc, "\n"),+),
            file: file!(),
            check: $check,
        };
    };
}
pub(crate) use declare_rule;

/// Collects the findings of one rule on one text or pair.
#[derive(Debug)]
pub struct Findings {
    rule: &'static Rule,
    side: Side,
    version: Option<usize>,
    found: Vec<Finding>,
}

impl Findings {
    /// A collector for `rule`, whose findings are on `side` unless they say otherwise and are about `version`.
    pub fn new(rule: &'static Rule, side: Side, version: Option<usize>) -> Self {
        Self {
            rule,
            side,
            version,
            found: Vec::new(),
        }
    }

    /// Reports `span` with a message; the draft takes what else is known.
    pub fn add(&mut self, span: Span, message: impl Into<String>) -> Draft<'_> {
        self.found.push(Finding {
            rule: self.rule.name,
            severity: self.rule.severity,
            side: self.side,
            version: self.version,
            span,
            message: message.into(),
            evidence: Vec::new(),
            confidence: 0.9,
            fix: None,
            alternatives: Vec::new(),
        });
        let at = self.found.len() - 1;
        Draft {
            finding: &mut self.found[at],
        }
    }

    /// How many findings there are so far.
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Where the findings so far are.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        self.found.iter().map(|f| f.span)
    }

    /// The findings.
    pub fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}

/// A finding that is being described.
#[derive(Debug)]
pub struct Draft<'a> {
    finding: &'a mut Finding,
}

impl Draft<'_> {
    /// Another severity than the rule's own.
    pub fn severity(self, severity: Severity) -> Self {
        self.finding.severity = severity;
        self
    }

    /// The probability that the finding is right, 0 to 1.
    pub fn confidence(self, confidence: f32) -> Self {
        self.finding.confidence = confidence.clamp(0.0, 1.0);
        self
    }

    /// Puts the primary span on another side of the family.
    pub fn on(self, side: Side) -> Self {
        self.finding.side = side;
        self
    }

    /// Adds a span that shows why.
    pub fn evidence(self, side: Side, span: Span) -> Self {
        self.finding.evidence.push(Evidence { side, span });
        self
    }

    /// Offers to replace `span` on the finding's own side. A second call adds an edit to the same fix.
    pub fn replace(self, safety: Safety, span: Span, replacement: impl Into<String>) -> Self {
        let edit = self.edit(span, replacement);
        match &mut self.finding.fix {
            Some(fix) => {
                fix.safety = fix.safety.max(safety);
                fix.edits.push(edit);
            }
            None => {
                self.finding.fix = Some(Fix {
                    safety,
                    label: Cow::Borrowed(""),
                    edits: vec![edit],
                })
            }
        }
        self
    }

    /// Offers to delete `span` on the finding's own side.
    pub fn delete(self, safety: Safety, span: Span) -> Self {
        self.replace(safety, span, "")
    }

    /// Says what the fix does, for those who have to choose.
    pub fn called(self, label: impl Into<Cow<'static, str>>) -> Self {
        if let Some(fix) = &mut self.finding.fix {
            fix.label = label.into();
        }
        self
    }

    /// Offers another way, to replace `span` on the finding's own side, where two are right and only a person can tell.
    pub fn or_replace(
        self,
        label: impl Into<Cow<'static, str>>,
        span: Span,
        replacement: impl Into<String>,
    ) -> Self {
        let edit = self.edit(span, replacement);
        self.finding.alternatives.push(Fix {
            safety: Safety::Suggested,
            label: label.into(),
            edits: vec![edit],
        });
        self
    }

    /// Offers another way, to delete `span` on the finding's own side.
    pub fn or_delete(self, label: impl Into<Cow<'static, str>>, span: Span) -> Self {
        self.or_replace(label, span, "")
    }

    fn edit(&self, span: Span, replacement: impl Into<String>) -> Edit {
        Edit {
            side: self.finding.side,
            span,
            replacement: replacement.into(),
        }
    }
}
