//! `fix --interactive`: shows each edit and asks what becomes of it.

use crate::finding::{Finding, Fix};
use crate::outcome::fix::{Choice, window};
use crate::text::LineIndex;
use rustc_hash::FxHashSet;
use std::io::{BufRead, Result, Write};
use std::path::Path;

/// Bytes of the text on each side by which a place that was left is known again after other edits.
const CONTEXT: usize = 24;

/// Asks for each fix, until the answer is to take all of the rest or to stop.
pub(super) struct Asker<'a> {
    answers: &'a mut dyn BufRead,
    all: bool,
    stopped: bool,
    left: FxHashSet<String>,
}

impl<'a> Asker<'a> {
    /// An asker that reads the answers, a line each.
    pub(super) fn new(answers: &'a mut dyn BufRead) -> Asker<'a> {
        Asker {
            answers,
            all: false,
            stopped: false,
            left: FxHashSet::default(),
        }
    }

    /// What becomes of `finding`, which can be put right in these ways, in the text of the file at `path`.
    ///
    /// The end of the answers is the answer to stop.
    ///
    /// # Errors
    /// Those of the terminal.
    pub(super) fn ask<'f>(
        &mut self,
        path: &Path,
        text: &str,
        finding: &Finding,
        ways: &[&'f Fix],
        out: &mut dyn Write,
    ) -> Result<Choice<'f>> {
        let (false, [first, ..]) = (self.stopped, ways) else {
            return Ok(Choice::Leave);
        };
        let place = place(path, text, finding, first);
        if self.left.contains(&place) {
            return Ok(Choice::Leave);
        }
        // Where no way is better than the others, "all" says nothing of this one.
        let preferred = finding.fix.is_some();
        if self.all && preferred {
            return Ok(Choice::Take(first));
        }
        show(path, text, finding, ways, out)?;
        let editable = preferred && first.edits.len() == 1;
        let question = question(ways.len(), editable);
        loop {
            write!(out, "  {question} ")?;
            out.flush()?;
            let Some(answer) = self.line()? else {
                writeln!(out)?;
                self.stopped = true;
                return Ok(Choice::Leave);
            };
            let answer = answer.trim();
            let numbered = answer.parse().ok().and_then(|n: usize| n.checked_sub(1));
            match answer {
                "y" | "yes" => return Ok(Choice::Take(first)),
                "n" | "no" => {
                    self.left.insert(place);
                    return Ok(Choice::Leave);
                }
                "e" | "edit" if editable => {
                    write!(out, "  put in instead: ")?;
                    out.flush()?;
                    if let Some(words) = self.line()? {
                        self.left.insert(place);
                        return Ok(Choice::Write(first, words));
                    }
                }
                "a" | "all" => {
                    self.all = true;
                    if preferred {
                        return Ok(Choice::Take(first));
                    }
                }
                "q" | "quit" => {
                    self.stopped = true;
                    return Ok(Choice::Leave);
                }
                _ => {
                    if let Some(way) = numbered.and_then(|n| ways.get(n)) {
                        return Ok(Choice::Take(way));
                    }
                }
            }
        }
    }

    /// The next line without its end; `None` at the end of the answers.
    fn line(&mut self) -> Result<Option<String>> {
        let mut line = String::new();
        if self.answers.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        Ok(Some(line.trim_end_matches(['\n', '\r']).to_owned()))
    }
}

/// What can be answered; the ways behind the first by their numbers.
fn question(ways: usize, editable: bool) -> String {
    let others: String = (2..=ways).map(|n| format!(", [{n}]")).collect();
    let edit = if editable { ", [e]dit" } else { "" };
    format!("[y]es{others}, [n]o{edit}, [a]ll, [q]uit?")
}

/// The rule and the words around its first edit.
fn place(path: &Path, text: &str, finding: &Finding, fix: &Fix) -> String {
    let Some(edit) = fix.edits.first() else {
        return String::new();
    };
    let mut from = edit.span.start.saturating_sub(CONTEXT);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let mut to = (edit.span.end + CONTEXT).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    format!(
        "{}\0{}\0{}\0{}",
        path.display(),
        finding.rule,
        text.get(from..edit.span.start).unwrap_or(""),
        text.get(edit.span.start..to).unwrap_or("")
    )
}

fn show(
    path: &Path,
    text: &str,
    finding: &Finding,
    ways: &[&Fix],
    out: &mut dyn Write,
) -> Result<()> {
    let at = LineIndex::new(text).position(text, finding.span.start);
    writeln!(
        out,
        "\n{}:{}:{}: {}: {}",
        path.display(),
        at.line,
        at.column,
        finding.rule,
        finding.message
    )?;
    for (index, way) in ways.iter().enumerate() {
        if ways.len() > 1 {
            writeln!(out, "  {} {}:", index + 1, way.label)?;
        }
        for edit in &way.edits {
            writeln!(out, "  {}", window(text, edit.span, &edit.replacement))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Edit, Safety, Severity, Side};
    use crate::text::Span;

    const TEXT: &str = "One . Two . Three .";

    fn way(at: usize, replacement: &str, label: &'static str) -> Fix {
        Fix {
            safety: Safety::Safe,
            label: label.into(),
            edits: vec![Edit {
                side: Side::Version(0),
                span: Span::new(at, at + 1),
                replacement: replacement.into(),
            }],
        }
    }

    fn finding(at: usize) -> Finding {
        Finding {
            rule: "spacing",
            severity: Severity::Warning,
            side: Side::Version(0),
            version: Some(0),
            span: Span::new(at, at + 1),
            message: "A space.".into(),
            evidence: Vec::new(),
            confidence: 1.0,
            fix: Some(way(at, "", "delete it")),
            alternatives: Vec::new(),
        }
    }

    /// What becomes of findings, asked with these answers: what is put in, `None` where the text stays.
    fn chosen(findings: &[Finding], answers: &str) -> (Vec<Option<String>>, String) {
        let mut answers = answers.as_bytes();
        let mut asker = Asker::new(&mut answers);
        let mut said = Vec::new();
        let path = Path::new("a.txt");
        let mut chosen = Vec::new();
        for finding in findings {
            let ways: Vec<&Fix> = finding.ways().collect();
            let choice = asker.ask(path, TEXT, finding, &ways, &mut said).unwrap();
            chosen.push(match choice {
                Choice::Take(way) => Some(way.edits[0].replacement.clone()),
                Choice::Write(_, words) => Some(words),
                Choice::Leave => None,
            });
        }
        (chosen, String::from_utf8(said).unwrap())
    }

    #[test]
    fn each_answer_does_what_it_says() {
        let (took, wrote, left) = (|| Some(String::new()), || Some("—".into()), || None);
        let choices = |answers| chosen(&[3, 9, 17].map(finding), answers);
        let (choice, said) = choices("y\nn\ne\n—\n");
        assert_eq!(choice, [took(), left(), wrote()]);
        assert!(
            said.contains(
                "a.txt:1:4: spacing: A space.\n  One[- -]. Two . Three .\n  [y]es, [n]o, [e]dit, [a]ll, [q]uit? "
            ),
            "{said}"
        );
        assert_eq!(choices("a\n").0, [took(), took(), took()]);
        assert_eq!(choices("n\na\n").0, [left(), took(), took()]);
        assert_eq!(choices("y\nq\n").0, [took(), left(), left()]);
        assert_eq!(
            choices("what?\ny\n").0,
            [took(), left(), left()],
            "the end of the answers stops"
        );
    }

    #[test]
    fn of_several_ways_a_person_takes_one_by_its_number() {
        let several = |fix: bool| {
            let mut finding = finding(3);
            finding.alternatives =
                vec![way(3, "—", "put in a dash"), way(3, ",", "put in a comma")];
            if !fix {
                finding.fix = None;
            }
            finding
        };
        let took = |text: &str| Some(text.to_owned());
        let (choice, said) = chosen(&[several(true)], "2\n");
        assert_eq!(choice, [took("—")]);
        assert!(
            said.contains("  1 delete it:\n  One[- -]. Two")
                && said.contains("  2 put in a dash:\n  One[- -]{+—+}. Two")
                && said.contains("  [y]es, [2], [3], [n]o, [e]dit, [a]ll, [q]uit? "),
            "{said}"
        );
        assert_eq!(chosen(&[several(true)], "y\n").0, [took("")]);
        assert_eq!(chosen(&[several(true)], "4\n0\n3\n").0, [took(",")]);
        // Without a fix nothing is preferred: the first has a number too, and "all" does not settle it.
        let (choice, said) = chosen(&[several(false), finding(9), several(false)], "a\n1\nn\n");
        assert_eq!(choice, [took("—"), took(""), None]);
        assert!(!said.contains("4 "), "{said}");
        assert!(said.contains("[y]es, [2], [n]o, [a]ll, [q]uit? "), "{said}");
    }

    #[test]
    fn what_was_left_is_not_asked_again() {
        let (choice, said) = chosen(&[finding(3), finding(3)], "n\n");
        assert_eq!(choice, [None, None]);
        assert_eq!(said.matches("[y]es").count(), 1, "{said}");
    }
}
