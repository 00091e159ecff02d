//! Reports to the terminal and, with `--output`, to files; there the name says the format.

use super::args::FormatArg;
use super::checkout;
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::outcome::report::json::Summary;
use crate::outcome::report::links::RulePages;
use crate::outcome::report::named::NamedReport;
use crate::outcome::report::{
    checkstyle, concise, csv, github, gitlab, html, human, json, jsonl, junit, markdown, rdjson,
    sarif,
};
use clap::ValueEnum;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// A report to be written.
#[derive(Debug)]
pub(super) struct Output {
    path: PathBuf,
    /// `None` for a folder with a page for each article and `index.html`.
    format: Option<FormatArg>,
}

/// Endings of file names and the formats that they stand for; the first that fits counts.
const ENDINGS: [(&str, FormatArg); 14] = [
    (".sarif", FormatArg::Sarif),
    (".sarif.json", FormatArg::Sarif),
    (".gitlab.json", FormatArg::Gitlab),
    (".rdjson", FormatArg::Rdjson),
    (".rdjson.json", FormatArg::Rdjson),
    (".jsonl", FormatArg::Jsonl),
    (".json", FormatArg::Json),
    (".junit.xml", FormatArg::Junit),
    (".checkstyle.xml", FormatArg::Checkstyle),
    (".md", FormatArg::Markdown),
    (".csv", FormatArg::Csv),
    (".txt", FormatArg::Human),
    (".html", FormatArg::Html),
    (".htm", FormatArg::Html),
];

/// Versions from which on only those are named of which not every sentence was aligned.
const MANY: usize = 12;

/// Articles from which on one page for all is slow to open.
const HEAVY: usize = 60;

/// What the names ask for, so that a wrong one is said before the work is done.
///
/// # Errors
/// Names the first path whose format is not known.
pub(super) fn outputs(paths: &[PathBuf]) -> Result<Vec<Output>> {
    paths.iter().map(|path| output(path)).collect()
}

fn output(path: &Path) -> Result<Output> {
    let name = path.to_string_lossy();
    let of = |path: &Path, format| Output {
        path: path.to_owned(),
        format,
    };
    if name.ends_with(['/', std::path::MAIN_SEPARATOR]) {
        return Ok(of(path, None));
    }
    if let Some((format, file)) = name.split_once('=')
        && let Ok(format) = FormatArg::from_str(format, false)
        && !file.is_empty()
    {
        return Ok(of(Path::new(file), Some(format)));
    }
    let lower = name.to_ascii_lowercase();
    let ending = ENDINGS.iter().find(|(ending, _)| lower.ends_with(ending));
    ending.map(|(_, format)| of(path, Some(*format))).ok_or_else(|| {
        Error::at(
            path,
            "no known format: say it as in `sarif=FILE`, or name the file `.html`, `.sarif`, `.json`, `.jsonl`, \
             `.gitlab.json`, `.junit.xml`, `.checkstyle.xml`, `.rdjson`, `.md`, `.csv` or `.txt`, or a folder with `/` behind it",
        )
    })
}

/// Whether a page is among the reports, which offers the cleaned texts.
pub(super) fn show_cleaned(outputs: &[Output], printed: FormatArg) -> bool {
    let pages = |output: &Output| matches!(output.format, None | Some(FormatArg::Html));
    printed == FormatArg::Html || outputs.iter().any(pages)
}

/// Writes the reports to their files; `shown` is the severity from which people are told.
///
/// # Errors
/// Names the first file that cannot be written.
pub(super) fn write_all(
    outputs: &[Output],
    named: &[NamedReport<'_>],
    shown: Severity,
) -> Result<()> {
    for output in outputs {
        match output.format {
            Some(format) => file(&output.path, |out| write(named, format, shown, out))?,
            None => html_folder(&output.path, named)?,
        }
    }
    Ok(())
}

/// Writes one report.
///
/// # Errors
/// Only those of the writer.
pub(super) fn write(
    named: &[NamedReport<'_>],
    format: FormatArg,
    shown: Severity,
    out: &mut dyn Write,
) -> io::Result<()> {
    let read_by_platforms = matches!(
        format,
        FormatArg::Sarif | FormatArg::Github | FormatArg::Gitlab
    );
    let from_root = read_by_platforms.then(|| checkout::from_root(named));
    let from_root = from_root.flatten();
    let named = from_root.as_deref().unwrap_or(named);
    match format {
        FormatArg::Human => for_people(named, shown, &RulePages::None, out),
        FormatArg::Concise => concise::write(named, shown, out),
        FormatArg::Json => json::write(named, out),
        FormatArg::Jsonl => jsonl::write(named, out),
        FormatArg::Sarif => sarif::write(named, out),
        FormatArg::Github => github::write(named, shown, out),
        FormatArg::Gitlab => gitlab::write(named, shown, out),
        FormatArg::Junit => junit::write(named, shown, out),
        FormatArg::Checkstyle => checkstyle::write(named, shown, out),
        FormatArg::Rdjson => rdjson::write(named, out),
        FormatArg::Markdown => markdown::write(named, shown, out),
        FormatArg::Csv => csv::write(named, out),
        FormatArg::Html => html::write(named, out),
    }
}

/// Writes the human report, with links to the pages of the rules.
///
/// # Errors
/// Only those of the writer.
pub(super) fn for_people(
    named: &[NamedReport<'_>],
    shown: Severity,
    pages: &RulePages,
    out: &mut dyn Write,
) -> io::Result<()> {
    for report in named {
        human::write(report, shown, pages, out)?;
    }
    // Of a few versions all are named, of an archive those of which something is missing.
    let versions: usize = named.iter().map(|n| n.report.versions.len()).sum();
    for report in named {
        human::summary(report, versions > MANY, out)?;
    }
    human::total(&Summary::of(named), shown, out)
}

/// Tells people at a terminal where the pages are that they asked for.
pub(super) fn tell(outputs: &[Output], families: usize) {
    if !io::stderr().is_terminal() {
        return;
    }
    for output in outputs {
        let page = match output.format {
            None => output.path.join("index.html"),
            Some(FormatArg::Html) => output.path.clone(),
            Some(_) => continue,
        };
        let _ = writeln!(
            io::stderr(),
            "The cleanup report is {}: open it in a browser.",
            page.display()
        );
        if families > HEAVY && output.format.is_some() {
            let _ = writeln!(
                io::stderr(),
                "It holds {families} articles in one page; `-o report/` makes a page for each, which browsers open faster."
            );
        }
    }
}

/// Appends the table of findings to the summary of a step, where the platform asks for one.
///
/// # Errors
/// The file cannot be written.
pub(super) fn step_summary(named: &[NamedReport<'_>], shown: Severity) -> Result<()> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").map(PathBuf::from) else {
        return Ok(());
    };
    let written = File::options()
        .create(true)
        .append(true)
        .open(&path)
        .and_then(|mut file| markdown::write(named, shown, &mut file));
    written.map_err(|e| Error::at(&path, format!("cannot be written: {e}")))
}

fn html_folder(folder: &Path, named: &[NamedReport<'_>]) -> Result<()> {
    fs::create_dir_all(folder).map_err(|e| Error::at(folder, format!("cannot be made: {e}")))?;
    let pages = html::page_names(named);
    for (report, page) in named.iter().zip(&pages) {
        file(&folder.join(page), |out| {
            html::write_family(report, "index.html", out)
        })?;
    }
    file(&folder.join("index.html"), |out| {
        html::write_front(named, &pages, out)
    })
}

fn file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    let written = folder.and_then(|()| File::create(path)).and_then(|file| {
        let mut out = BufWriter::new(anstream::StripStream::new(file));
        write(&mut out)?;
        out.flush()
    });
    written.map_err(|e| Error::at(path, format!("cannot be written: {e}")))
}
