//! Path patterns such as `{lang}/{id}.{ext}`: which article and which language a file is.

use crate::language::Lang;

/// What a path says about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PathParts {
    /// The article.
    pub(super) id: String,
    /// The language.
    pub(super) lang: Lang,
}

/// The file name endings that are read.
pub(super) const EXTENSIONS: [&str; 6] = ["txt", "text", "md", "markdown", "html", "htm"];

/// The patterns that are tried where none is given.
pub(super) const DEFAULT_PATTERNS: [&str; 2] = ["{id}.{lang}.{ext}", "{lang}/{id}.{ext}"];

/// Matches a relative path with `/` against a pattern.
///
/// `{lang}` is a language tag, `{ext}` an ending that is read, `{id}` anything, also with `/`.
pub(super) fn match_path(pattern: &str, path: &str) -> Option<PathParts> {
    let mut id = None;
    let mut lang = None;
    fits(pattern, path, &mut id, &mut lang).then_some(())?;
    Some(PathParts {
        id: id.unwrap_or_default(),
        lang: lang?,
    })
}

/// Whether files can be found by a pattern.
///
/// # Errors
/// Says what it lacks or what of it is not known.
pub(super) fn check(pattern: &str) -> Result<(), String> {
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            return Err(format!("{pattern:?}: a `{{` is not closed"));
        };
        let name = &rest[open + 1..open + close];
        if !["lang", "id", "ext"].contains(&name) {
            return Err(format!(
                "{pattern:?}: `{{{name}}}` is none of {{lang}}, {{id}} and {{ext}}"
            ));
        }
        rest = &rest[open + close + 1..];
    }
    for part in ["{lang}", "{id}"] {
        if !pattern.contains(part) {
            return Err(format!("{pattern:?} has no {part}"));
        }
    }
    Ok(())
}

fn fits(pattern: &str, path: &str, id: &mut Option<String>, lang: &mut Option<Lang>) -> bool {
    let Some(open) = pattern.find('{') else {
        return pattern == path;
    };
    let Some(rest) = path.strip_prefix(&pattern[..open]) else {
        return false;
    };
    let Some(close) = pattern[open..].find('}') else {
        return pattern == path;
    };
    let name = &pattern[open + 1..open + close];
    let after = &pattern[open + close + 1..];
    // The longest value first, so that `{id}` takes whole folders.
    for end in (1..=rest.len())
        .rev()
        .filter(|&end| rest.is_char_boundary(end))
    {
        let (value, tail) = rest.split_at(end);
        let (saved_id, saved_lang) = (id.clone(), *lang);
        let accepted = match name {
            "lang" => tag(value).is_some_and(|l| {
                *lang = Some(l);
                true
            }),
            "ext" => EXTENSIONS.contains(&value.to_ascii_lowercase().as_str()),
            "id" => {
                *id = Some(value.to_owned());
                true
            }
            _ => false,
        };
        if accepted && fits(after, tail, id, lang) {
            return true;
        }
        (*id, *lang) = (saved_id, saved_lang);
    }
    false
}

/// A language tag as it stands in a path: a known one, no longer than tags are.
fn tag(value: &str) -> Option<Lang> {
    let shaped = value.len() <= 10
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    Lang::from_tag(value).filter(|_| shaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, path: &str, expected: Option<(&str, &str)>) {
        let seen = match_path(pattern, path);
        assert_eq!(
            seen.as_ref().map(|p| (p.id.as_str(), p.lang.tag())),
            expected,
            "{pattern} {path}"
        );
    }

    #[test]
    fn paths_name_article_and_language() {
        check(
            "{id}.{lang}.{ext}",
            "2022/blinken.en.txt",
            Some(("2022/blinken", "en")),
        );
        check("{lang}/{id}.{ext}", "pt-BR/a/b.md", Some(("a/b", "pt-BR")));
        check(
            "content/{lang}/{id}.md",
            "content/es/x.md",
            Some(("x", "es")),
        );
        check("{id}.{lang}.{ext}", "notes.txt", None);
        check("{lang}/{id}.{ext}", "archive/x.txt", None);
    }
}
