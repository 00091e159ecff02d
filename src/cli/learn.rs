//! `copydesk learn`: makes a bilingual lexicon from articles and their versions.

use super::align::{read, tags};
use super::args::LearnArgs;
use crate::align::{Aligned, learn};
use crate::error::{Error, Result};
use crate::rules::Article;
use rayon::prelude::*;
use std::fmt::Write;
use std::process::ExitCode;

pub(super) fn run(args: &LearnArgs) -> Result<ExitCode> {
    if args.texts.len() % 2 == 1 {
        return Err(Error::new(
            "learn: texts come in pairs: SOURCE VERSION [SOURCE VERSION ...]",
        ));
    }
    let pair = &args.pair;
    let articles: Vec<(Article, Article)> = args
        .texts
        .par_chunks_exact(2)
        .map(|paths| {
            let source = read(&paths[0], pair.segmented, pair.source_lang.as_deref())?;
            let version = read(&paths[1], pair.segmented, pair.version_lang.as_deref())?;
            Ok((source, version))
        })
        .collect::<Result<_>>()?;
    let aligned: Vec<(Aligned<'_>, Aligned<'_>)> = articles
        .iter()
        .map(|(source, version)| (source.aligned(), version.aligned()))
        .collect();
    let mut text = match articles.first() {
        Some((source, version)) => format!("# {}\n", tags(pair, source, version).join(" ")),
        None => String::new(),
    };
    for pair in learn(&aligned) {
        let _ = writeln!(
            text,
            "{}\t{}\t{:.1}",
            pair.source, pair.version, pair.weight
        );
    }
    std::fs::write(&args.output, text)
        .map_err(|e| Error::at(&args.output, format!("cannot write the lexicon: {e}")))?;
    Ok(ExitCode::SUCCESS)
}
