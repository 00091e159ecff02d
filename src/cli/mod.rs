//! The outside world: arguments, files, exit codes. One file per verb.

mod args;
mod selection;
mod stream;

use args::{Cli, Verb};
use clap::Parser;
use std::process::ExitCode;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let outcome = match cli.verb {
        Verb::Stream(args) => stream::run(&args),
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
