//! Single values of a language file, found without parsing the whole. The build script reads its tables with it as well.

/// The values of some keys at the start of a line, each to the end of the line or of its list; empty for those missing.
pub(crate) fn values_of<'a, const N: usize>(text: &'a str, keys: [&str; N]) -> [&'a str; N] {
    let mut values = [""; N];
    let mut missing = N;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((key, _)) = line.split_once('=') else {
            continue;
        };
        let Some(i) = keys.iter().position(|k| *k == key.trim_end()) else {
            continue;
        };
        if !values[i].is_empty() {
            continue;
        }
        let value = text[start + key.len() + 1..].trim_start_matches(' ');
        let end = if value.starts_with('[') {
            value.find("]\n")
        } else {
            value.find('\n')
        };
        values[i] = &value[..end.unwrap_or(value.len())];
        missing -= 1;
        if missing == 0 {
            break;
        }
    }
    values
}

/// The strings between quotation marks, comments left out.
pub(crate) fn quoted(value: &str) -> Vec<String> {
    let mut out = Vec::new();
    for line in value
        .lines()
        .map(str::trim_start)
        .filter(|l| !l.starts_with('#'))
    {
        let mut parts = line.split('"');
        while let (Some(_), Some(word)) = (parts.next(), parts.next()) {
            out.push(word.to_owned());
        }
    }
    out
}

/// The function words of the language file `text` in lower case, or those of its base, whose file `file_of` gives.
pub(crate) fn function_words<'a>(text: &'a str, file_of: impl Fn(&str) -> &'a str) -> Vec<String> {
    let [base, function] = values_of(text, ["base", "function"]);
    let mut words = quoted(function);
    if let Some(base) = quoted(base).first().filter(|_| words.is_empty()) {
        let [function] = values_of(file_of(base), ["function"]);
        words = quoted(function);
    }
    words.iter().map(|word| word.to_lowercase()).collect()
}

/// The letters of the language file `text` beside a to z, in lower case.
pub(crate) fn letters(text: &str) -> String {
    let [letters] = values_of(text, ["letters"]);
    quoted(letters).concat()
}
