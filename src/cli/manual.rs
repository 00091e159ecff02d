//! `copydesk man` and `copydesk completions`: pages and completions made from the arguments themselves.

use super::args::{Cli, CompletionsArgs, ManArgs};
use super::nearest::nearest_name;
use crate::error::{Error, Result};
use clap::CommandFactory;
use std::io::Write;
use std::process::ExitCode;

/// Prints the completions of a shell.
pub(super) fn completions(args: &CompletionsArgs) -> Result<ExitCode> {
    let mut out = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "copydesk", &mut out);
    print(&out)
}

/// Prints the manual page of the program or of a verb.
///
/// # Errors
/// There is no such verb.
pub(super) fn page(args: &ManArgs) -> Result<ExitCode> {
    let mut whole = Cli::command();
    whole.build();
    let command = match &args.verb {
        None => whole,
        Some(verb) => {
            let found = whole.find_subcommand(verb).cloned();
            let known = whole.get_subcommands().map(|c| c.get_name());
            found.ok_or_else(|| match nearest_name(verb, known) {
                Some(near) => Error::new(format!("no verb `{verb}`; did you mean `{near}`?")),
                None => Error::new(format!("no verb `{verb}`; `copydesk --help` lists them")),
            })?
        }
    };
    let mut out = Vec::new();
    clap_mangen::Man::new(command)
        .source(concat!("copydesk ", env!("CARGO_PKG_VERSION")))
        .render(&mut out)
        .map_err(|e| Error::new(format!("cannot write: {e}")))?;
    print(&out)
}

fn print(bytes: &[u8]) -> Result<ExitCode> {
    match std::io::stdout().write_all(bytes) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::new(format!("cannot write: {e}")))
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}
