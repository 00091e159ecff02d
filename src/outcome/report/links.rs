//! Links in the human report for terminals that open them (OSC 8): from a rule's name to its page.

use std::fmt;

/// Where the pages of the rules are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RulePages {
    /// Nowhere that is known: names stay plain.
    #[default]
    None,
    /// A folder or site with a page for each rule.
    Site(String),
    /// A cleanup report, which ends with the rules that it names.
    Report(String),
}

impl RulePages {
    /// The address of a rule's page.
    pub fn address(&self, rule: &str) -> Option<String> {
        match self {
            Self::None => None,
            Self::Site(base) => Some(format!("{}/{rule}.html", base.trim_end_matches('/'))),
            Self::Report(page) => Some(format!("{page}#rule-{rule}")),
        }
    }

    /// A rule's name, as a link where there is a page.
    pub(super) fn link<'a>(&self, rule: &'a str) -> Link<'a> {
        Link {
            address: self.address(rule),
            rule,
        }
    }
}

/// A name that leads somewhere.
pub(super) struct Link<'a> {
    address: Option<String>,
    rule: &'a str,
}

impl fmt::Display for Link<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.address {
            // An address with a control character in it would end the link early.
            Some(address) if !address.chars().any(char::is_control) => {
                write!(f, "\x1b]8;;{address}\x1b\\{}\x1b]8;;\x1b\\", self.rule)
            }
            _ => f.write_str(self.rule),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_leads_to_its_page() {
        let site = RulePages::Site("https://desk.example/rules/".to_owned());
        assert_eq!(
            site.link("spacing").to_string(),
            "\x1b]8;;https://desk.example/rules/spacing.html\x1b\\spacing\x1b]8;;\x1b\\"
        );
        let report = RulePages::Report("file:///tmp/report.html".to_owned());
        assert_eq!(
            report.address("spacing").as_deref(),
            Some("file:///tmp/report.html#rule-spacing")
        );
        assert_eq!(RulePages::None.link("spacing").to_string(), "spacing");
        let broken = RulePages::Site("https://desk.example/\x1b\\".to_owned());
        assert_eq!(broken.link("spacing").to_string(), "spacing");
    }
}
