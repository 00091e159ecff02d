//! `--output`: reports written to files beside what goes to the terminal; the name says the format.

use crate::error::{Error, Result};
use crate::outcome::report::html;
use crate::outcome::report::named::NamedReport;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A report to be written.
#[derive(Debug)]
pub(super) struct Output {
    path: PathBuf,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// One page with everything.
    Html,
    /// A folder with a page for each article and `index.html`.
    HtmlFolder,
}

/// What the names ask for, so that a wrong one is said before the work is done.
///
/// # Errors
/// Names the first path whose format is not known.
pub(super) fn outputs(paths: &[PathBuf]) -> Result<Vec<Output>> {
    paths
        .iter()
        .map(|path| {
            let form = form(path).ok_or_else(|| {
                Error::at(
                    path,
                    "no known format: name a file `.html`, or a folder with `/` behind it",
                )
            })?;
            let path = path.clone();
            Ok(Output { path, form })
        })
        .collect()
}

fn form(path: &Path) -> Option<Form> {
    let name = path.to_string_lossy().to_ascii_lowercase();
    if name.ends_with(['/', std::path::MAIN_SEPARATOR]) {
        return Some(Form::HtmlFolder);
    }
    match name.rsplit_once('.')?.1 {
        "html" | "htm" => Some(Form::Html),
        _ => None,
    }
}

/// Writes the reports.
///
/// # Errors
/// Names the first file that cannot be written.
pub(super) fn write_all(outputs: &[Output], named: &[NamedReport<'_>]) -> Result<()> {
    for output in outputs {
        match output.form {
            Form::Html => file(&output.path, |out| html::write(named, out))?,
            Form::HtmlFolder => html_folder(&output.path, named)?,
        }
    }
    Ok(())
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
    let written = File::create(path).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush()
    });
    written.map_err(|e| Error::at(path, format!("cannot be written: {e}")))
}
