//! Whether rule names are links on the terminal, and where they lead.

use super::args::HyperlinksArg;
use crate::outcome::report::links::RulePages;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

/// The variable that names the folder or site with the pages of the rules.
const VARIABLE: &str = "COPYDESK_RULE_PAGES";

/// Where rule names lead: to the pages that the environment names, else to the HTML report that this run writes.
pub(super) fn rule_pages(when: HyperlinksArg, reports: &[PathBuf]) -> RulePages {
    let wanted = match when {
        HyperlinksArg::Always => true,
        HyperlinksArg::Never => false,
        HyperlinksArg::Auto => {
            std::io::stdout().is_terminal()
                && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout)
        }
    };
    if !wanted {
        return RulePages::None;
    }
    if let Some(site) = std::env::var_os(VARIABLE).filter(|v| !v.is_empty()) {
        return RulePages::Site(site.to_string_lossy().into_owned());
    }
    let page = |path: &&PathBuf| {
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        matches!(ending.as_deref(), Some("html" | "htm"))
    };
    let report = reports.iter().find(page).and_then(|p| file_address(p));
    report.map_or(RulePages::None, RulePages::Report)
}

/// The `file:` address of a path.
fn file_address(path: &Path) -> Option<String> {
    let name = path.to_string_lossy().into_owned();
    let path = match name.split_once('=') {
        Some(("html", file)) => Path::new(file).to_owned(),
        _ => path.to_owned(),
    };
    let absolute = std::path::absolute(path).ok()?;
    let mut out = String::from("file://");
    for byte in absolute.to_string_lossy().replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(out)
}
