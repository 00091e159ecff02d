//! Text in a wrong encoding is made here from right text, byte by byte, and must be mended to the last letter.

use copydesk::desk::{self, Family, FamilyReport, Options, TextInput};
use copydesk::document::Format;
use copydesk::finding::{Safety, Side};
use copydesk::language::Lang;
use copydesk::outcome::fix;
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1251};

/// A language, the encodings in which its texts were written before Unicode, and a paragraph.
const TEXTS: [(&str, &[&str], &str); 16] = [
    (
        "ru",
        &["windows-1251", "koi8-r"],
        "Совет города закрыл старый мост на три года. Об этом в среду сообщила мэр, и она не назвала срок.",
    ),
    (
        "uk",
        &["windows-1251"],
        "Рада міста закрила старий міст на три роки. Про це у середу сказала мерка, і вона не назвала строку.",
    ),
    (
        "el",
        &["windows-1253"],
        "Ο δήμος έκλεισε την παλιά γέφυρα για τρία χρόνια. Το είπε η δήμαρχος και δεν έδωσε άλλη εξήγηση.",
    ),
    (
        "he",
        &["windows-1255"],
        "העירייה סגרה את הגשר הישן לשלוש שנים. כך אמרה ראש העיר ולא הוסיפה דבר.",
    ),
    (
        "ar",
        &["windows-1256"],
        "أغلقت البلدية الجسر القديم لمدة ثلاث سنوات. وقالت رئيسة البلدية إن العمل يبدأ في مايو.",
    ),
    (
        "th",
        &["windows-874"],
        "เทศบาลปิดสะพานเก่าเป็นเวลาสามปี นายกเทศมนตรีแถลงเรื่องนี้",
    ),
    (
        "zh",
        &["gbk"],
        "市政府决定关闭旧桥三年。市长星期三宣布了这一消息。",
    ),
    (
        "zh-TW",
        &["big5"],
        "市政府決定關閉舊橋三年。市長星期三宣布了這個消息。",
    ),
    (
        "ja",
        &["euc-jp"],
        "市は古い橋を三年間閉鎖すると発表した。市長は水曜日に説明した。",
    ),
    (
        "ko",
        &["euc-kr"],
        "시는 낡은 다리를 삼 년 동안 닫기로 했다. 시장은 수요일에 이유를 밝혔다.",
    ),
    (
        "pl",
        &[],
        "Rada zamknęła stary most na trzy lata. Burmistrz powiedziała, że żaden kierowca już tędy nie przejedzie.",
    ),
    (
        "cs",
        &[],
        "Rada zavřela starý most na tři roky. Starostka řekla, že řidiči budou muset jezdit oklikou přes Žižkov.",
    ),
    (
        "fr",
        &[],
        "La mairie a fermé le vieux pont, « trop dangereux », a déclaré l’élue. Les travaux débuteront à l’été.",
    ),
    (
        "de",
        &[],
        "Die Stadt schließt die alte Brücke für drei Jahre. Die Bürgermeisterin sprach von „großen Schäden“.",
    ),
    (
        "hi",
        &[],
        "नगर परिषद ने पुराना पुल तीन साल के लिए बंद कर दिया। महापौर ने यह बात बुधवार को कही।",
    ),
    (
        "vi",
        &[],
        "Thành phố đóng cửa cây cầu cũ trong ba năm. Thị trưởng nói đường vòng sẽ dài hơn tám cây số.",
    ),
];

fn check(lang: &str, text: &str) -> FamilyReport {
    let version = TextInput {
        text: text.to_owned().into(),
        format: Format::Text,
        lang: Lang::from_tag(lang),
    };
    let family = Family {
        source: None,
        versions: vec![version],
    };
    desk::check(&family, &Options::default())
}

/// What stands in the text after every wrongly read word is mended.
fn mended(lang: &str, text: &str) -> String {
    let report = check(lang, text);
    let fixed = fix::apply(&report, Side::Version(0), Safety::Suggested, |f| {
        f.rule == "mojibake"
    });
    fixed.text
}

fn as_latin_1(bytes: &[u8]) -> String {
    bytes.iter().map(|b| char::from(*b)).collect()
}

/// The bytes read one by one in a code page; `None` where one of them has no character there.
fn shown_in(page: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let (text, failed) = page.decode_without_bom_handling(bytes);
    (!failed && !text.contains(|c: char| c.is_control())).then(|| text.into_owned())
}

#[test]
fn right_text_of_every_language_is_left_alone() {
    for (lang, _, text) in TEXTS {
        let report = check(lang, text);
        let found = report.findings.iter().filter(|f| f.rule == "mojibake");
        assert_eq!(found.count(), 0, "{lang}");
    }
}

#[test]
fn utf_8_read_as_latin_1_once_and_twice_comes_back() {
    for (lang, _, text) in TEXTS {
        let once = as_latin_1(text.as_bytes());
        assert_eq!(mended(lang, &once), text, "{lang}");
        let twice = as_latin_1(once.as_bytes());
        assert_eq!(mended(lang, &twice), text, "{lang}, twice");
    }
}

#[test]
fn utf_8_shown_in_other_code_pages_comes_back() {
    let mut tried = 0;
    for (lang, _, text) in TEXTS {
        for page in [MACINTOSH, WINDOWS_1251] {
            // Cyrillic shown as Cyrillic is proved by runs of letters alone: short words stay.
            let cyrillic = page == WINDOWS_1251 && matches!(lang, "ru" | "uk");
            let Some(shown) = shown_in(page, text.as_bytes()).filter(|_| !cyrillic) else {
                continue;
            };
            assert_eq!(mended(lang, &shown), text, "{lang} in {}", page.name());
            tried += 1;
        }
    }
    assert!(tried >= 12, "{tried}");
}

#[test]
fn an_older_encoding_of_the_language_comes_back_to_the_last_word() {
    for (lang, encodings, text) in TEXTS {
        for label in encodings {
            let encoding = Encoding::for_label(label.as_bytes()).expect("a known encoding");
            let (bytes, _, failed) = encoding.encode(text);
            assert!(!failed, "{lang} cannot be written in {label}");
            let shown = as_latin_1(&bytes);
            assert_eq!(mended(lang, &shown), text, "{lang} in {label}");
        }
    }
}
