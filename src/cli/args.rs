//! The command line as types; no logic.

use crate::finding::Severity;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// The copy desk for translated news.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, about, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Check records from standard input: JSON Lines in, JSON Lines out
    Stream(StreamArgs),
}

#[derive(Debug, Args)]
pub(super) struct StreamArgs {
    /// Number of threads [default: all cores]
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<usize>,
    /// Also give the alignment of each version
    #[arg(long)]
    pub(super) alignment: bool,
    /// Exit with status 2 at the end if any record could not be read
    #[arg(long)]
    pub(super) strict: bool,
    #[command(flatten)]
    pub(super) rules: RuleArgs,
}

/// Which rules run.
#[derive(Debug, Args)]
pub(super) struct RuleArgs {
    /// Run only these rules or groups
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Leave these rules or groups out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Report nothing below this severity
    #[arg(long, value_name = "SEVERITY")]
    pub(super) min_severity: Option<SeverityArg>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SeverityArg {
    Note,
    Warning,
    Error,
}

impl From<SeverityArg> for Severity {
    fn from(arg: SeverityArg) -> Severity {
        match arg {
            SeverityArg::Note => Severity::Note,
            SeverityArg::Warning => Severity::Warning,
            SeverityArg::Error => Severity::Error,
        }
    }
}
