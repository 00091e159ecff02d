use super::Page;
use super::lines::source_has;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Safety, Severity};
use crate::reading::TokenKind;
use crate::text::classes::{Script, is_word_char, script_of};

declare_rule! {
    /// A word written in two scripts.
    ///
    /// ## What it finds
    /// A Latin letter in a Cyrillic or Greek word or the other way round (`Пражi` with a Latin i, `pаper` with a Cyrillic а),
    /// half a word in another script (`Натayла`), a Chinese character inside a Latin or Cyrillic word.
    ///
    /// ## Why it matters
    /// It looks right or nearly so, and no search finds it; half words are a translation that broke off.
    ///
    /// ## Example
    /// ```bad uk
    /// Він живе в Пражi.
    /// ```
    /// ```bad ru
    /// Встречу провела Натayла.
    /// ```
    /// Use instead:
    /// ```good uk
    /// Він живе в Празі.
    /// ```
    ///
    /// ## What it leaves alone
    /// Words joined by a hyphen (`IT-компания`), names with an ending (`Volkswagenу`), units (`μm`), scripts set side by
    /// side as in Japanese.
    /// ```good ru
    /// Акции Apple и IT-компаний выросли.
    /// ```
    pub static MIXED_SCRIPT_WORD = "mixed-script-word" {
        group: Encoding, severity: Error, fix: Some(Safety::Safe), mqm: "linguistic-conventions/spelling",
        explains: ["untranslated-text", "wrong-language", "name-mismatch", "spacing"], since: "0.1.0", check: Check::Document(check),
    }
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let text = page.text();
    let language = page.language();
    let cased = language.has_case();
    let tokens = &page.article.reading.tokens;
    for (i, token) in tokens.iter().enumerate() {
        if token.kind != TokenKind::Word {
            continue;
        }
        let word = token.span.of(text);
        if word.is_ascii() {
            continue;
        }
        if cased && token.script.is_some_and(is_foreign_block) {
            let glued = |t: Option<&crate::reading::Token>| {
                t.is_some_and(|t| t.is_word() && t.script.is_some_and(Script::has_case))
            };
            let left = !token.spaced
                && glued(
                    i.checked_sub(1)
                        .and_then(|i| tokens.get(i))
                        .filter(|t| t.span.end == token.span.start),
                );
            let right = glued(
                tokens
                    .get(i + 1)
                    .filter(|t| !t.spaced && t.span.start == token.span.end),
            );
            if left || right {
                findings.add(
                    token.span,
                    format!("“{word}” of another script stands inside a word."),
                );
            }
            continue;
        }
        if let Some(severity) = mixed(word, cased && language.script != "Latin") {
            let pure = pure_word(word, &language.script);
            let known = pure.is_none() && source_has(page, word);
            if known {
                continue;
            }
            let draft = findings
                .add(
                    token.span,
                    match &pure {
                        Some(_) => {
                            format!("“{word}” mixes letters of two scripts that look alike.")
                        }
                        None => format!("“{word}” mixes two scripts."),
                    },
                )
                .severity(severity);
            if let Some(pure) = pure {
                // More than one odd letter may be a letter-by-letter slip of another kind (Натayла).
                let several = word
                    .chars()
                    .zip(pure.chars())
                    .filter(|(a, b)| a != b)
                    .count()
                    > 1;
                let safety = Safety::safe_if(!several);
                draft.confidence(0.99).replace(safety, token.span, pure);
            }
        }
    }
}

/// Scripts whose characters never stand inside a word of a script with case.
fn is_foreign_block(script: Script) -> bool {
    matches!(
        script,
        Script::Han | Script::Kana | Script::Hangul | Script::Thai
    )
}

/// How bad it is that the word mixes scripts with case; `None` if it does not, or may.
fn mixed(word: &str, foreign_names: bool) -> Option<Severity> {
    let scripts = || {
        let scripts = word.chars().filter_map(script_of);
        scripts.filter(|s| s.has_case())
    };
    let first = scripts().next()?;
    if word.is_ascii() || scripts().all(|s| s == first) {
        return None;
    }
    let mut runs: Vec<(Script, usize)> = Vec::new();
    for script in scripts() {
        match runs.last_mut() {
            Some((last, n)) if *last == script => *n += 1,
            _ => runs.push((script, 1)),
        }
    }
    let has = |script: Script| runs.iter().any(|(s, _)| *s == script);
    // μm, β2, Ωm: a single Greek letter as a sign.
    let sign = has(Script::Greek)
        && has(Script::Latin)
        && runs.iter().all(|(s, n)| *s == Script::Latin || *n == 1)
        && word.chars().any(|c| {
            matches!(
                c,
                'μ' | 'α'
                    | 'β'
                    | 'γ'
                    | 'δ'
                    | 'λ'
                    | 'π'
                    | 'σ'
                    | 'ω'
                    | 'Ω'
                    | 'Δ'
                    | 'Σ'
                    | 'Φ'
                    | 'ψ'
                    | 'Ψ'
            )
        });
    if sign {
        return (runs.len() > 2).then_some(Severity::Note);
    }
    // Volkswagenу, SMSки, VIPы: a foreign name with an ending.
    if let [(Script::Latin, name), (_, ending)] = runs[..]
        && foreign_names
        && name >= 2
        && ending <= 6
        && !looks_native(word, name)
    {
        return None;
    }
    Some(Severity::Error)
}

/// Whether the Latin letters at the start of the word could all be look-alikes ("Pe" before "монт") and are no acronym.
fn looks_native(word: &str, letters: usize) -> bool {
    let head: Vec<char> = word
        .chars()
        .filter(|c| c.is_alphabetic())
        .take(letters)
        .collect();
    head.iter().any(|c| c.is_lowercase())
        && head
            .iter()
            .all(|&c| twin(c, Script::Cyrillic).is_some() || twin(c, Script::Greek).is_some())
}

/// The word in one script, if its odd letters all look like letters of that script.
fn pure_word(word: &str, own: &str) -> Option<String> {
    let scripts = match own {
        "Cyrillic" => [Script::Cyrillic, Script::Latin, Script::Greek],
        "Greek" => [Script::Greek, Script::Latin, Script::Cyrillic],
        _ => [Script::Latin, Script::Cyrillic, Script::Greek],
    };
    let count = |script: Script| {
        word.chars()
            .filter(|&c| script_of(c) == Some(script))
            .count()
    };
    // The script of the language wins a tie.
    let main = scripts.into_iter().rev().max_by_key(|&s| count(s))?;
    [main, scripts[0]].into_iter().find_map(|target| {
        word.chars()
            .map(|c| match script_of(c) {
                Some(s) if s != target && is_word_char(c) && s.has_case() => twin(c, target),
                _ => Some(c),
            })
            .collect()
    })
}

/// The letter of `target` that looks like `c`.
fn twin(c: char, target: Script) -> Option<char> {
    const LATIN: &str = "aceopxyijsABCEHIKMOPTXYSJkmnvu";
    const CYRILLIC: &str = "асеорхуіјѕАВСЕНІКМОРТХУЅЈкмпѵц";
    const SURE: usize = 25;
    const GREEK: &str = "αcεορχγιjsΑΒCΕΗΙΚΜΟΡΤΧΥSJ";
    let table = |s: Script| match s {
        Script::Latin => LATIN,
        Script::Cyrillic => CYRILLIC,
        _ => GREEK,
    };
    let own = script_of(c)?;
    let at = table(own)
        .chars()
        .take(SURE)
        .position(|t| t == c)
        .or_else(|| {
            // Further Greek and Latin letters that pass for each other.
            (c == 'ν' && target == Script::Latin).then_some(usize::MAX)
        })?;
    if at == usize::MAX {
        return Some('v');
    }
    let found = table(target).chars().take(SURE).nth(at)?;
    (script_of(found) == Some(target)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_twin_is_a_letter_of_the_other_script_that_looks_the_same() {
        assert_eq!(pure_word("Пражi", "Cyrillic").as_deref(), Some("Пражі"));
        assert_eq!(pure_word("pаper", "Latin").as_deref(), Some("paper"));
        assert_eq!(pure_word("Натayла", "Cyrillic").as_deref(), Some("Натаула"));
        assert_eq!(pure_word("Спиллane", "Cyrillic"), None);
    }

    #[test]
    fn a_name_with_an_ending_is_no_mixture() {
        assert_eq!(mixed("Volkswagenу", true), None);
        assert_eq!(mixed("μm", false), None);
        assert!(mixed("Пражi", true).is_some());
    }
}
