use super::Page;
use super::rule::{Check, Findings, declare_rule};

declare_rule! {
    /// A stet mark that nothing needs.
    ///
    /// ## What it finds
    /// A comment `<!-- stet: rule reason -->` before a block in which the rule finds nothing, one without a reason, and one
    /// for a rule that does not exist.
    ///
    /// ## Why it matters
    /// A mark that has outlived its slip hides the next one.
    ///
    /// ## Example
    /// ```bad en markdown
    /// <!-- stet: doubled-word the poet's own words -->
    ///
    /// The mayor opened the bridge on Friday.
    /// ```
    /// Use instead:
    /// ```good en markdown
    /// <!-- stet: doubled-word the poet's own words -->
    ///
    /// The mayor opened the the bridge on Friday.
    /// ```
    ///
    /// ## What it leaves alone
    /// Marks for rules that were not run.
    pub static UNUSED_STET = "unused-stet" {
        group: Bookkeeping, severity: Warning, fix: None, mqm: "other",
        explains: [], since: "0.1.0", check: Check::Document(check),
    }
}

/// Nothing: the marks are compared with what all rules found, after they have run.
fn check(_: &Page<'_>, _: &mut Findings) {}
