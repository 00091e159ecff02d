//! The rules' part of the guide: a page for each rule, made from its documentation, and the lists that lead to them.

use crate::finding::Safety;
use crate::language::{Lang, Language};
use crate::rules::{self, Group, RULES, Rule};
use std::fmt::Write;

/// The file name of a rule's page.
pub fn page_name(rule: &Rule) -> String {
    format!("{}.md", rule.name)
}

/// The rules in the order of their groups.
pub fn by_group() -> impl Iterator<Item = &'static Rule> {
    Group::ALL
        .into_iter()
        .flat_map(|group| RULES.iter().copied().filter(move |r| r.group == group))
}

/// The word for what a rule's fixes are.
pub const fn fix_word(rule: &Rule) -> &'static str {
    match rule.fix {
        Some(Safety::Safe) => "safe",
        Some(Safety::Suggested) => "suggested",
        None => "none",
    }
}

/// The lines of the table of contents that lead to the pages in the folder `rules/`.
pub fn contents() -> String {
    let mut out = String::from("- [Rules](rules/index.md)\n");
    for rule in by_group() {
        let _ = writeln!(out, "  - [{0}](rules/{0}.md)", rule.name);
    }
    out
}

/// A table of contents with its part about the rules brought up to date.
pub fn with_contents(summary: &str) -> String {
    let mut out = String::new();
    for line in summary.lines() {
        if line.contains("(rules/index.md)") {
            out.push_str(&contents());
        } else if !line.contains("(rules/") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The page that lists all rules.
pub fn index() -> String {
    let mut out = String::from(
        "# Rules\n\nA rule's severity is the one that most of its findings have: `error` is surely wrong, `warning` very \
         probably, `note` a hint. Safe fixes are made by `copydesk fix`, suggested ones on request.\n",
    );
    for group in Group::ALL {
        let mut rules = RULES.iter().filter(|r| r.group == group).peekable();
        if rules.peek().is_none() {
            continue;
        }
        let _ = writeln!(
            out,
            "\n## {}\n\n| rule | default | fix | what it finds |\n| --- | --- | --- | --- |",
            group.name()
        );
        for rule in rules {
            let _ = writeln!(
                out,
                "| [{0}]({0}.md) | {1} | {2} | {3} |",
                rule.name,
                rule.severity,
                fix_word(rule),
                rule.summary()
            );
        }
    }
    out
}

/// The page of one rule.
pub fn page(rule: &Rule) -> String {
    let mut out = format!(
        "# {}\n\n<p class=\"facts\">{} · {} by default · fix: {} · MQM {} · since {}</p>\n\n",
        rule.name,
        rule.group.name(),
        rule.severity,
        fix_word(rule),
        rule.mqm,
        rule.since
    );
    let docs = rule.page();
    let mut lines = docs.lines();
    while let Some(line) = lines.next() {
        match line.strip_prefix("```").map(Fence::of) {
            Some(Some(fence)) => {
                let body: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
                fence.write(&body, &mut out);
            }
            _ if line == "Use instead:" => {}
            _ => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    let _ = write!(
        out,
        "\n## Settings\n```toml\n[rules]\n{} = \"off\"      # or \"note\", \"warning\", \"error\"\n```\nA single finding is let stand by a \
         [stet](../exceptions.md).\n",
        rule.name
    );
    let links: Vec<String> = rule
        .explains
        .iter()
        .filter(|name| rules::find(name).is_some())
        .map(|r| format!("[{r}]({r}.md)"))
        .collect();
    if !links.is_empty() {
        let _ = writeln!(
            out,
            "\nWhere it finds something, these say nothing about the same words: {}.",
            links.join(", ")
        );
    }
    out
}

/// What an example's fence says: whether it is right, and the languages.
struct Fence {
    title: &'static str,
    langs: String,
}

impl Fence {
    fn of(info: &str) -> Option<Fence> {
        let mut words = info.split(' ');
        let title = match words.next() {
            Some("bad") => "Wrong",
            Some("good") => "Right",
            _ => return None,
        };
        let langs = words.next().unwrap_or("en");
        let names: Vec<String> = langs.split('>').map(name_of).collect();
        Some(Fence {
            title,
            langs: names.join(" → "),
        })
    }

    fn write(&self, body: &[&str], out: &mut String) {
        // A longer fence, since an example can hold one.
        let _ = write!(out, "\n**{}** ({})\n\n````text\n", self.title, self.langs);
        for line in body {
            let bar = line.trim() == "---" && self.langs.contains('→');
            out.push_str(if bar { "" } else { line });
            out.push('\n');
        }
        out.push_str("````\n");
    }
}

fn name_of(tag: &str) -> String {
    let name = Lang::from_tag(tag).map_or("", |lang| Language::of(lang).name.as_str());
    if name.is_empty() {
        tag.to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_shows_both_sides_of_an_example() {
        let page = page(rules::find("number-mismatch").unwrap());
        assert!(page.starts_with("# number-mismatch\n"));
        let wrong = "**Wrong** (English → Spanish)\n\n````text\nThe chain runs 281 stores in Wales.\n\nLa cadena";
        assert!(page.contains(wrong), "{page}");
        assert!(page.contains("**Right** (English → Spanish)"));
        assert!(!page.contains("```bad"));
    }

    #[test]
    fn every_rule_is_in_the_lists() {
        let (contents, index) = (contents(), index());
        for rule in RULES {
            assert!(contents.contains(&format!("(rules/{})", page_name(rule))));
            assert!(index.contains(&format!("({})", page_name(rule))));
        }
    }
}
