//! Which language a text is in, with an honest "do not know".

use crate::language::Lang;
use crate::text::classes::{Script, script_of};
use whatlang::{Detector, Lang as Code};

/// Characters of a text that are looked at; more does not make the answer better.
const SAMPLE_BYTES: usize = 4_000;

/// Letters of a text by script, most frequent first.
pub fn script_profile(text: &str) -> Vec<(Script, usize)> {
    let latin = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let mut counts: Vec<(Script, usize)> = vec![(Script::Latin, latin)];
    let others = text.chars().filter(|c| !c.is_ascii());
    for script in others.filter_map(script_of) {
        match counts.iter_mut().find(|(s, _)| *s == script) {
            Some((_, n)) => *n += 1,
            None => counts.push((script, 1)),
        }
    }
    counts.retain(|(_, n)| *n > 0);
    counts.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    counts
}

/// The language of a whole text; [`Lang::UNKNOWN`] if it has none or one without data.
pub fn identify(text: &str) -> Lang {
    let sample = sample(text);
    let profile = script_profile(sample);
    let count = |wanted: Script| {
        profile
            .iter()
            .find(|(s, _)| *s == wanted)
            .map_or(0, |(_, n)| *n)
    };
    let Some(&(script, letters)) = profile.first() else {
        return Lang::UNKNOWN;
    };
    // Scripts of one language need no statistics.
    match script {
        Script::Hangul => return tag("ko"),
        Script::Thai => return tag("th"),
        Script::Hebrew => return tag("he"),
        Script::Greek => return tag("el"),
        Script::Bengali => return tag("bn"),
        Script::Kana => return tag("ja"),
        Script::Devanagari => return tag("hi"),
        Script::Han => {
            if count(Script::Kana) * 10 >= letters {
                return tag("ja");
            }
            return if traditional_share(sample) > 0.5 {
                tag("zh-TW")
            } else {
                tag("zh")
            };
        }
        Script::Arabic => {
            let persian = sample
                .chars()
                .filter(|c| matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی'))
                .count();
            return if persian * 20 > letters {
                tag("fa")
            } else {
                tag("ar")
            };
        }
        Script::Latin | Script::Cyrillic | Script::Other => {}
    }
    let Some(info) = whatlang::detect(sample) else {
        return by_function_words(sample, script);
    };
    let found = from_code(info.lang());
    if found.is_known() && (info.is_reliable() || sample.chars().count() >= 200) {
        found
    } else {
        by_function_words(sample, script)
    }
}

/// Which of two languages a text is in, and whether that is reliable; `None` if the library knows only one of them.
///
/// Two-way choices need far less text than open ones: eight words give reliable answers (see ARCHITECTURE.md).
pub fn identify_between(text: &str, a: Lang, b: Lang) -> Option<(Lang, bool)> {
    let (code_a, code_b) = (to_code(a)?, to_code(b)?);
    if code_a == code_b {
        return None;
    }
    let info = Detector::with_allowlist(vec![code_a, code_b]).detect(sample(text))?;
    let lang = if info.lang() == code_a { a } else { b };
    Some((lang, info.is_reliable()))
}

fn tag(tag: &str) -> Lang {
    Lang::from_tag(tag).unwrap_or(Lang::UNKNOWN)
}

fn sample(text: &str) -> &str {
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The language whose function words cover most of the text; for texts too short for statistics.
fn by_function_words(text: &str, script: Script) -> Lang {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .collect();
    let score = |lang: Lang| {
        words
            .iter()
            .filter(|w| lang.profile().function_words.contains(**w))
            .count()
    };
    let name = match script {
        Script::Latin => "Latin",
        Script::Cyrillic => "Cyrillic",
        _ => return Lang::UNKNOWN,
    };
    Lang::all()
        .filter(|l| l.profile().script == name)
        .map(|l| (score(l), l))
        .filter(|(n, _)| *n > 0)
        .max_by_key(|&(n, l)| (n, std::cmp::Reverse(l)))
        .map_or(Lang::UNKNOWN, |(_, l)| l)
}

/// Share of traditional among the characters that differ between the two ways of writing Chinese.
fn traditional_share(text: &str) -> f64 {
    const TRADITIONAL: &str = "們這國來時說會對為學過個後點麼開與從當種實進還發經頭樣條關長門間問電話員題業務區東車馬見親觀記許論議軍戰總統選黨聯盟報導總將據證權歲萬億幾錢銀機場飛號體醫護環";
    const SIMPLIFIED: &str = "们这国来时说会对为学过个后点么开与从当种实进还发经头样条关长门间问电话员题业务区东车马见亲观记许论议军战总统选党联盟报导总将据证权岁万亿几钱银机场飞号体医护环";
    let traditional = text
        .chars()
        .filter(|c| TRADITIONAL.contains(*c) && !SIMPLIFIED.contains(*c))
        .count();
    let simplified = text
        .chars()
        .filter(|c| SIMPLIFIED.contains(*c) && !TRADITIONAL.contains(*c))
        .count();
    if traditional + simplified == 0 {
        0.0
    } else {
        traditional as f64 / (traditional + simplified) as f64
    }
}

fn to_code(lang: Lang) -> Option<Code> {
    Code::from_code(lang.profile().whatlang)
}

fn from_code(code: Code) -> Lang {
    Lang::all()
        .find(|l| l.profile().whatlang == code.code())
        .unwrap_or(Lang::UNKNOWN)
}
