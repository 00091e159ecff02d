//! The outside world: arguments, files, exit codes. One file per verb.

mod align;
mod args;
mod check;
mod config;
mod discover;
mod fix;
mod learn;
mod output;
mod pattern;
mod rules;
mod selection;
mod stream;

use args::{Cli, Verb};
use clap::Parser;
use std::process::ExitCode;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.verb {
        Verb::Check(args) => check::run(&args),
        Verb::Fix(args) => fix::run(&args),
        Verb::Rules(args) => rules::list(&args),
        Verb::Explain(args) => rules::explain(&args),
        Verb::Stream(args) => stream::run(&args),
        Verb::Align(args) => align::run(&args),
        Verb::Learn(args) => learn::run(&args),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            let _ = std::io::Write::write_fmt(
                &mut std::io::stderr(),
                format_args!("copydesk: {error}\n"),
            );
            ExitCode::from(2)
        }
    }
}
