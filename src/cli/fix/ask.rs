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

    /// What becomes of the fix of `finding` in the text of the file at `path`.
    ///
    /// The end of the answers is the answer to stop.
    ///
    /// # Errors
    /// Those of the terminal.
    pub(super) fn ask(
        &mut self,
        path: &Path,
        text: &str,
        finding: &Finding,
        out: &mut dyn Write,
    ) -> Result<Choice> {
        let Some(fix) = finding.fix.as_ref().filter(|_| !self.stopped) else {
            return Ok(Choice::Leave);
        };
        let place = place(path, text, finding, fix);
        if self.left.contains(&place) {
            return Ok(Choice::Leave);
        }
        if self.all {
            return Ok(Choice::Apply);
        }
        show(path, text, finding, fix, out)?;
        let single = fix.edits.len() == 1;
        loop {
            let edit = if single { ", [e]dit" } else { "" };
            write!(out, "  [y]es, [n]o{edit}, [a]ll, [q]uit? ")?;
            out.flush()?;
            let Some(answer) = self.line()? else {
                writeln!(out)?;
                self.stopped = true;
                return Ok(Choice::Leave);
            };
            match answer.trim() {
                "y" | "yes" => return Ok(Choice::Apply),
                "n" | "no" => {
                    self.left.insert(place);
                    return Ok(Choice::Leave);
                }
                "e" | "edit" if single => {
                    write!(out, "  put in instead: ")?;
                    out.flush()?;
                    if let Some(words) = self.line()? {
                        self.left.insert(place);
                        return Ok(Choice::Write(words));
                    }
                }
                "a" | "all" => {
                    self.all = true;
                    return Ok(Choice::Apply);
                }
                "q" | "quit" => {
                    self.stopped = true;
                    return Ok(Choice::Leave);
                }
                _ => {}
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

fn show(path: &Path, text: &str, finding: &Finding, fix: &Fix, out: &mut dyn Write) -> Result<()> {
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
    for edit in &fix.edits {
        writeln!(out, "  {}", window(text, edit.span, &edit.replacement))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Edit, Safety, Severity, Side};
    use crate::text::Span;

    const TEXT: &str = "One . Two . Three .";

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
            fix: Some(Fix {
                safety: Safety::Safe,
                edits: vec![Edit {
                    side: Side::Version(0),
                    span: Span::new(at, at + 1),
                    replacement: String::new(),
                }],
            }),
        }
    }

    /// The choices for three findings, asked with these answers.
    fn choices(answers: &str) -> (Vec<Choice>, String) {
        let mut answers = answers.as_bytes();
        let mut asker = Asker::new(&mut answers);
        let mut said = Vec::new();
        let path = Path::new("a.txt");
        let ask = |at| asker.ask(path, TEXT, &finding(at), &mut said).unwrap();
        let choices = [3, 9, 17].map(ask).to_vec();
        (choices, String::from_utf8(said).unwrap())
    }

    #[test]
    fn each_answer_does_what_it_says() {
        use Choice::{Apply, Leave, Write};
        let (chosen, said) = choices("y\nn\ne\n—\n");
        assert_eq!(chosen, [Apply, Leave, Write("—".into())]);
        assert!(
            said.contains("a.txt:1:4: spacing: A space.\n  One[- -]. Two"),
            "{said}"
        );
        assert_eq!(choices("a\n").0, [Apply, Apply, Apply]);
        assert_eq!(choices("n\na\n").0, [Leave, Apply, Apply]);
        assert_eq!(choices("y\nq\n").0, [Apply, Leave, Leave]);
        assert_eq!(
            choices("what?\ny\n").0,
            [Apply, Leave, Leave],
            "the end of the answers stops"
        );
    }

    #[test]
    fn what_was_left_is_not_asked_again() {
        let mut answers = "n\n".as_bytes();
        let mut asker = Asker::new(&mut answers);
        let mut said = Vec::new();
        for _ in 0..2 {
            let path = Path::new("a.txt");
            let choice = asker.ask(path, TEXT, &finding(3), &mut said).unwrap();
            assert_eq!(choice, Choice::Leave);
        }
        let said = String::from_utf8(said).unwrap();
        assert_eq!(said.matches("[y]es").count(), 1, "{said}");
    }
}
