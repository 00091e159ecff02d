//! `copydesk fix`: applies what is safe, says what it did, and checks again.

mod ask;
mod log;
mod rounds;
mod write;

use super::args::{FixArgs, FormatArg};
use super::check::{self, Checked, check_all, fails, load, name_all};
use super::discover::FamilyFiles;
use super::files::LoadedFamily;
use super::selection;
use super::{cleaned, output};
use crate::document::{Encoding, encode};
use crate::error::{Error, Result};
use crate::finding::Side;
use crate::outcome::report::json::Summary;
use crate::outcome::report::plural::counted;
use ask::Asker;
use rounds::Rounds;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

pub(super) fn run(args: &FixArgs) -> Result<ExitCode> {
    for name in &args.rule {
        selection::known(name)?;
    }
    if args.interactive && !std::io::stdin().is_terminal() {
        return Err(Error::new(
            "--interactive needs a terminal to ask on; --diff shows the edits without asking",
        ));
    }
    let stdout_is_taken = one_thing_to_stdout(args)?;
    let outputs = output::outputs(&args.check.output)?;
    let (mut houses, mut families) = load(&args.check)?;
    let mut terminal = std::io::stdin().lock();
    let mut rounds = Rounds::new(
        args,
        standard_input(args),
        // What is said goes where nothing else is written.
        if stdout_is_taken {
            Box::new(anstream::AutoStream::auto(std::io::stderr()))
        } else {
            Box::new(anstream::AutoStream::auto(std::io::stdout()))
        },
        args.interactive.then(|| Asker::new(&mut terminal)),
    );
    let mut changed = 0;
    for family in &mut families {
        let before: Vec<Arc<str>> = sides(family).map(|side| text_of(family, side)).collect();
        rounds.run(family, &mut houses)?;
        for (side, before) in sides(family).zip(before) {
            let after = text_of(family, side);
            changed += usize::from(after != before);
            if !args.diff {
                put(args, family, side, &before, &after)?;
            }
        }
    }
    let (edits, log, mut out) = (rounds.edits, rounds.log, rounds.out);
    if let Some(path) = &args.log {
        log.write(path)?;
    }
    let reports = check_all(&families, &mut houses);
    let mut checked = Checked {
        houses,
        families,
        reports,
    };
    let mut named = name_all(&checked.families, &checked.reports);
    if output::show_cleaned(&outputs, args.check.format) {
        cleaned::put(&mut named, &checked.families, &mut checked.houses);
    }
    let shown = check::shown(&args.check);
    output::write_all(&outputs, &named, shown)?;
    if args.check.format != FormatArg::Human {
        output::write(&named, args.check.format, shown, &mut std::io::stdout())
            .map_err(|e| Error::new(format!("cannot write the report: {e}")))?;
    }
    let summary = Summary::of(&named);
    writeln!(
        out,
        "{} {} in {}; left: {}, {}, {}.",
        if args.diff { "Would make" } else { "Made" },
        counted(edits, "edit"),
        counted(changed, "file"),
        counted(summary.error, "error"),
        counted(summary.warning, "warning"),
        counted(summary.note, "note")
    )
    .map_err(cannot_write)?;
    if args.diff {
        return Ok(ExitCode::from(u8::from(edits > 0)));
    }
    Ok(ExitCode::from(u8::from(fails(&args.check, &checked))))
}

/// The path that the text on standard input has, if there is one.
fn standard_input(args: &FixArgs) -> Option<&Path> {
    let named = args.check.paths.iter().any(|p| p.as_os_str() == "-");
    let path = args.check.families.stdin_path.as_deref();
    path.filter(|_| named)
}

/// Whether something goes to standard output that is read by a program: the fixed text, a report or the log.
///
/// # Errors
/// More than one of them does.
fn one_thing_to_stdout(args: &FixArgs) -> Result<bool> {
    let things = [
        (
            standard_input(args).is_some() && !args.diff,
            "the fixed text",
        ),
        (args.check.format != FormatArg::Human, "the report"),
        (args.log.as_deref().is_some_and(log::is_stdout), "the log"),
    ];
    let taken: Vec<&str> = things.iter().filter(|t| t.0).map(|t| t.1).collect();
    if let [one, other, ..] = taken[..] {
        return Err(Error::new(format!(
            "{one} and {other} cannot both go to standard output; write one to a file (--output, --log)"
        )));
    }
    Ok(!taken.is_empty())
}

fn cannot_write(e: std::io::Error) -> Error {
    Error::new(format!("cannot write: {e}"))
}

/// Puts a text where it belongs: the one that came in on standard input to standard output, changed or not, others into
/// their files.
fn put(args: &FixArgs, family: &LoadedFamily, side: Side, before: &str, after: &str) -> Result<()> {
    let path = path_of(family, side);
    let encoding = encoding_of(family, side);
    match standard_input(args) {
        Some(named) if same(named, path) => write::stdout(&encode(after, encoding)),
        None if before != after => {
            write::replace(path, &encode(before, encoding), &encode(after, encoding))
        }
        _ => Ok(()),
    }
}

/// The texts of a family.
fn sides(family: &LoadedFamily) -> impl Iterator<Item = Side> + use<> {
    let source = family.files.source.iter().map(|_| Side::Source);
    let versions = (0..family.files.versions.len()).map(Side::Version);
    source.chain(versions).collect::<Vec<_>>().into_iter()
}

fn path_of(family: &LoadedFamily, side: Side) -> &Path {
    path_in(&family.files, side)
}

fn path_in(files: &FamilyFiles, side: Side) -> &Path {
    let file = match side {
        Side::Source => files.source.as_ref(),
        Side::Version(i) => files.versions.get(i),
    };
    file.map_or(Path::new(""), |f| &f.path)
}

fn encoding_of(family: &LoadedFamily, side: Side) -> Encoding {
    match side {
        Side::Source => family.source_encoding,
        Side::Version(i) => family.version_encodings[i],
    }
}

fn text_of(family: &LoadedFamily, side: Side) -> Arc<str> {
    let input = match side {
        Side::Source => family.family.source.as_ref(),
        Side::Version(i) => family.family.versions.get(i),
    };
    input.map_or_else(|| "".into(), |t| t.text.clone())
}

/// Whether two paths name one file as far as their names tell.
fn same(a: &Path, b: &Path) -> bool {
    super::paths::absolute(a) == super::paths::absolute(b)
}
