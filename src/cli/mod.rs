//! The outside world: arguments, files, exit codes. One file per verb.

mod align;
mod args;
mod baseline;
mod check;
mod checkout;
mod cleaned;
mod config;
mod config_file;
mod discover;
mod files;
mod fix;
mod house;
mod houses;
mod hyperlinks;
mod infer;
mod init;
mod input;
mod learn;
mod manual;
mod nearest;
mod output;
mod paths;
mod pattern;
mod policy;
mod progress;
mod rules;
mod selection;
mod settings;
mod stets;
mod stream;
mod touched;

use args::{Cli, ColorArg, Verb};
use clap::Parser;
use std::process::ExitCode;

/// Runs the program with the arguments of the process.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match cli.color {
        ColorArg::Auto => {}
        ColorArg::Always => anstream::ColorChoice::Always.write_global(),
        ColorArg::Never => anstream::ColorChoice::Never.write_global(),
    }
    let outcome = match cli.verb {
        Verb::Check(args) => check::run(&args, cli.hyperlinks),
        Verb::Fix(args) => fix::run(&args),
        Verb::Rules(args) => rules::list(&args),
        Verb::Explain(args) => rules::explain(&args),
        Verb::Stream(args) => stream::run(&args),
        Verb::Align(args) => align::run(&args),
        Verb::Learn(args) => learn::run(&args),
        Verb::Baseline(args) => baseline::run(&args),
        Verb::Config(args) => settings::show(&args),
        Verb::Init(args) => init::run(&args),
        Verb::Completions(args) => manual::completions(&args),
        Verb::Man(args) => manual::page(&args),
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
