//! Language tags: which languages there are and how their tags are written.

use super::files::TAGS;
use std::fmt;

pub(super) use super::files::COUNT;

/// For each tag the index of the first one with the same primary part.
const LANGUAGE_OF: [u8; COUNT + 1] = {
    let mut out = [COUNT as u8; COUNT + 1];
    let mut i = 0;
    while i < COUNT {
        let mut first = 0;
        while !same_primary(TAGS[first], TAGS[i]) {
            first += 1;
        }
        out[i] = first as u8;
        i += 1;
    }
    out
};

/// Whether two tags are equal up to their first hyphen; primary parts have two letters.
const fn same_primary(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    a[0] == b[0] && a[1] == b[1]
}

/// A language with data, or the unknown language.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang(u8);

impl Lang {
    /// A language that is not known or has no data.
    pub const UNKNOWN: Lang = Lang(COUNT as u8);
    /// English.
    pub const EN: Lang = Lang(0);

    /// Every language with data.
    pub fn all() -> impl Iterator<Item = Lang> {
        (0..COUNT as u8).map(Lang)
    }

    /// The language of a BCP 47 tag such as `es`, `es-MX`, `zh-Hant` or `pt_BR`; `None` without data for it.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let tag = tag.trim().replace('_', "-").to_ascii_lowercase();
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let rest: Vec<&str> = parts.collect();
        let name = match primary {
            "zh" | "cmn"
                if rest
                    .iter()
                    .any(|p| matches!(*p, "hant" | "tw" | "hk" | "mo")) =>
            {
                "zh-TW"
            }
            "pt" | "por" if rest.contains(&"br") => "pt-BR",
            "cmn" => "zh",
            "iw" => "he",
            "in" => "id",
            "pes" | "prs" => "fa",
            "eng" => "en",
            "spa" => "es",
            "fra" | "fre" => "fr",
            "deu" | "ger" => "de",
            other => other,
        };
        TAGS.iter().position(|t| *t == name).map(|i| Lang(i as u8))
    }

    /// The tag, `und` for the unknown language.
    pub fn tag(self) -> &'static str {
        TAGS.get(self.index()).copied().unwrap_or("und")
    }

    /// Whether this is a language with data.
    pub fn is_known(self) -> bool {
        self != Self::UNKNOWN
    }

    /// Whether both are the same language, variants of it included (pt and pt-BR).
    pub fn same_language(self, other: Lang) -> bool {
        self == other || LANGUAGE_OF[self.index()] == LANGUAGE_OF[other.index()]
    }

    /// The tag without region or script.
    pub fn primary(self) -> &'static str {
        self.tag().split('-').next().unwrap_or("und")
    }

    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }
}

impl Default for Lang {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_in_their_usual_spellings() {
        for (tag, lang) in [
            ("en-US", "en"),
            ("pt_BR", "pt-BR"),
            ("pt-PT", "pt"),
            ("zh-Hant-HK", "zh-TW"),
            ("zh-CN", "zh"),
            ("ES", "es"),
            ("iw", "he"),
        ] {
            assert_eq!(Lang::from_tag(tag).map(Lang::tag), Some(lang), "{tag}");
        }
        assert_eq!(Lang::from_tag("is"), None);
    }

    #[test]
    fn variants_are_the_same_language() {
        for (a, b) in Lang::all().flat_map(|a| Lang::all().map(move |b| (a, b))) {
            assert_eq!(a.same_language(b), a.primary() == b.primary(), "{a} {b}");
        }
        assert!(!Lang::UNKNOWN.same_language(Lang::EN));
    }
}
