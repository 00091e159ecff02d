//! The command line as types; no logic.

use crate::align::EvidenceKind;
use crate::finding::Severity;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What the help and the manual page end with.
const SURROUNDINGS: &str = "\
Exit status: 0 nothing at or above --fail-on; 1 findings; 2 could not check (usage, configuration, a file that cannot be \
read, nothing to check).

Environment: NO_COLOR and CLICOLOR_FORCE switch colours off and on; COPYDESK_RULE_PAGES names the site that rule names link \
to; GITHUB_STEP_SUMMARY is the file that --format github adds its table to.

Files: copydesk.toml, the nearest one upward; copydesk-baseline.json beside it; .copydeskignore and .gitignore.";

/// The copy desk for translated news.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, about, max_term_width = 100, after_long_help = SURROUNDINGS)]
pub(super) struct Cli {
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorArg,
    /// When rule names on a terminal are links to their pages
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) hyperlinks: HyperlinksArg,
    #[command(subcommand)]
    pub(super) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Check an article against its translations, or every article in a folder
    Check(CheckArgs),
    /// Check and apply the fixes that are safe
    Fix(FixArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Show the page of a rule
    Explain(ExplainArgs),
    /// Check records from standard input: JSON Lines in, JSON Lines out
    Stream(StreamArgs),
    /// Show which sentences of a version render which of the source
    Align(AlignArgs),
    /// Learn a bilingual lexicon from articles and their versions
    Learn(LearnArgs),
    /// Accept today's findings, so that only new ones are reported, or drop the ones that are gone
    Baseline(BaselineVerbArgs),
    /// Show the configuration that counts and where each value comes from
    Config(ConfigArgs),
    /// Write a commented copydesk.toml from what the folder shows
    Init(InitArgs),
    /// Print the completions of a shell
    Completions(CompletionsArgs),
    /// Print the manual page of the program, or of one of its verbs
    Man(ManArgs),
}

#[derive(Debug, Args)]
pub(super) struct BaselineVerbArgs {
    /// What to do
    #[arg(value_name = "ACTION")]
    pub(super) action: BaselineAction,
    #[command(flatten)]
    pub(super) check: CheckArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum BaselineAction {
    /// Take all findings of today as known
    Update,
    /// Drop the known findings that are gone
    Prune,
}

#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    /// The file or folder whose configuration is shown
    #[arg(value_name = "PATH")]
    pub(super) path: Option<PathBuf>,
    /// Configuration file [default: the nearest copydesk.toml upward]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Print the JSON Schema of the file instead
    #[arg(long)]
    pub(super) schema: bool,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder of the articles
    #[arg(value_name = "FOLDER")]
    pub(super) folder: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// The verb whose page is wanted
    #[arg(value_name = "VERB")]
    pub(super) verb: Option<String>,
}

/// What is known and not reported again.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct BaselineArgs {
    /// File of known findings [default: copydesk-baseline.json beside the configuration]
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// Report known findings too
    #[arg(long, conflicts_with_all = ["baseline", "strict_baseline"])]
    pub(super) no_baseline: bool,
    /// Exit with status 1 if the baseline has findings that are gone
    #[arg(long)]
    pub(super) strict_baseline: bool,
}

/// Which families are checked.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct FamilyArgs {
    /// Check only articles with a file that differs from this git revision
    #[arg(long, value_name = "REV")]
    pub(super) since: Option<String>,
    /// Take each path as a member of an article whose other files are looked for
    #[arg(long)]
    pub(super) family: bool,
    /// Exit with status 0 if there is nothing to check
    #[arg(long)]
    pub(super) allow_empty: bool,
    /// The path that the text on standard input has; the input is named by `-`
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_path: Option<PathBuf>,
}

/// How two texts are read that are to be aligned.
#[derive(Debug, Args)]
pub(super) struct PairArgs {
    /// Take each line of the files as one sentence
    #[arg(long)]
    pub(super) segmented: bool,
    /// Language of the source [default: detected]
    #[arg(long, value_name = "LANG")]
    pub(super) source_lang: Option<String>,
    /// Language of the version [default: detected]
    #[arg(long, value_name = "LANG")]
    pub(super) version_lang: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct AlignArgs {
    /// The source article
    #[arg(value_name = "SOURCE")]
    pub(super) source: PathBuf,
    /// Its translation
    #[arg(value_name = "VERSION")]
    pub(super) version: PathBuf,
    #[command(flatten)]
    pub(super) pair: PairArgs,
    /// Bilingual lexicon; can be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Vec<PathBuf>,
    /// Form of the output [default: human on a terminal, else tsv]
    #[arg(short, long, value_name = "FORMAT")]
    pub(super) format: Option<AlignFormat>,
    /// What to show
    #[arg(long, value_name = "WHAT", default_value = "links")]
    pub(super) show: Show,
    /// Evidence that is left out, to measure what it is worth
    #[arg(long, value_name = "KIND,…", value_delimiter = ',', value_parser = evidence_kinds())]
    pub(super) without: Vec<EvidenceKind>,
}

fn evidence_kinds() -> impl TypedValueParser<Value = EvidenceKind> {
    let names = PossibleValuesParser::new(EvidenceKind::ALL.map(EvidenceKind::name));
    names.try_map(|name| {
        let kind = EvidenceKind::ALL.into_iter().find(|k| k.name() == name);
        kind.ok_or("no kind of evidence")
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AlignFormat {
    /// One link a line: source indices, tab, version indices
    Tsv,
    /// One JSON object
    Json,
    /// The texts side by side
    Human,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Show {
    /// The sentences of both texts
    Sentences,
    /// The facts found in each sentence
    Facts,
    /// The links between the sentences
    Links,
}

#[derive(Debug, Args)]
pub(super) struct LearnArgs {
    /// Where to write the lexicon
    #[arg(short, long, value_name = "LEXICON")]
    pub(super) output: PathBuf,
    /// Articles and their versions, in turn
    #[arg(value_name = "SOURCE VERSION", required = true)]
    pub(super) texts: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) pair: PairArgs,
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
    /// Configuration file: rules, words, labels, marks and stets; its paths and patterns say nothing here
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    #[command(flatten)]
    pub(super) rules: RuleArgs,
}

#[derive(Clone, Debug, Args)]
pub(super) struct CheckArgs {
    /// The source and its versions, or folders with articles
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Language that the articles are written in
    #[arg(long, value_name = "LANG")]
    pub(super) source: Option<String>,
    /// Form of the report
    #[arg(short, long, value_name = "FORMAT", default_value = "human")]
    pub(super) format: FormatArg,
    /// Also write a report to this file, in the format of its name or as FORMAT=FILE; a folder ending in `/` gets HTML
    /// pages. Can be given several times
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Vec<PathBuf>,
    /// Severity from which the exit status is 1 [default: error]
    #[arg(long, value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOn>,
    /// Most warnings before the exit status is 1
    #[arg(long, value_name = "N")]
    pub(super) max_warnings: Option<usize>,
    /// Print to standard error how often each rule found something
    #[arg(long)]
    pub(super) statistics: bool,
    /// Number of threads [default: all cores]
    #[arg(short, long, value_name = "N")]
    pub(super) jobs: Option<usize>,
    #[command(flatten)]
    pub(super) families: FamilyArgs,
    #[command(flatten)]
    pub(super) baseline: BaselineArgs,
    /// Configuration file for all articles [default: for each the nearest copydesk.toml upward]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long, conflicts_with = "config")]
    pub(super) isolated: bool,
    #[command(flatten)]
    pub(super) rules: RuleArgs,
}

#[derive(Debug, Args)]
pub(super) struct FixArgs {
    #[command(flatten)]
    pub(super) check: CheckArgs,
    /// Apply suggested fixes too
    #[arg(long)]
    pub(super) unsafe_fixes: bool,
    /// Show what would be changed and write nothing; exit status 1 if anything would
    #[arg(long)]
    pub(super) diff: bool,
    /// Ask before each edit: yes, no, edit it, all of the rest, or quit
    #[arg(short, long, conflicts_with = "diff")]
    pub(super) interactive: bool,
    /// Apply the fixes of these rules or groups only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) rule: Vec<String>,
    /// Write what was changed and why to this file, a JSON object a line; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(super) log: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// Form of the list
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub(super) format: RulesFormat,
    /// Also write a page for each rule into the folder `rules/` of this guide
    #[arg(long, value_name = "FOLDER")]
    pub(super) pages: Option<PathBuf>,
    /// List instead what is let stand in the articles of these paths, with the reasons: stet marks and `[[stet]]`
    #[arg(long, value_name = "PATH", num_args = 0..)]
    pub(super) stets: Option<Vec<PathBuf>>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// Name of the rule
    #[arg(value_name = "RULE")]
    pub(super) rule: String,
}

/// The forms that a report can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatArg {
    /// For people, with the marked text
    Human,
    /// One line for each finding
    Concise,
    /// Everything as one JSON value
    Json,
    /// One finding a line as JSON
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub workflows
    Github,
    /// GitLab code quality
    Gitlab,
    /// JUnit XML
    Junit,
    /// Checkstyle XML
    Checkstyle,
    /// Reviewdog's diagnostics
    Rdjson,
    /// A comment for a pull request
    Markdown,
    /// A table for spreadsheets
    Csv,
    /// A page to read and print
    Html,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum RulesFormat {
    Table,
    Markdown,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ColorArg {
    /// On terminals, unless NO_COLOR is set; everywhere if CLICOLOR_FORCE is
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum HyperlinksArg {
    /// On terminals that open them
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

/// Which rules run.
#[derive(Clone, Debug, Args)]
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
    /// Bilingual lexicon that helps to align; can be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) lexicon: Vec<PathBuf>,
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
