//! Makes the tables of the forms of each language of `data/lexicon` and `data/names`.

use crate::key::{Kind, OPEN, hash};
use crate::languages::Languages;
use crate::spelling::{Form, Lengths};
use crate::tables::{Record, buckets, slots};
use crate::{Folders, Made};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

/// The concepts of all languages, numbered from 1 as they come.
#[derive(Default)]
struct Concepts {
    numbers: HashMap<u64, usize>,
    keys: Vec<u8>,
}

impl Concepts {
    fn number(&mut self, id: &str) -> usize {
        let key = hash(Kind::Id, id);
        let next = self.numbers.len() + 1;
        *self.numbers.entry(key).or_insert_with(|| {
            self.keys.extend(key.to_le_bytes());
            next
        })
    }
}

/// The forms of one language.
#[derive(Default)]
struct Forms {
    words: Vec<(u64, usize)>,
    lengths_inside: BTreeMap<char, Lengths>,
    phrases: BTreeMap<u64, Vec<Record>>,
    longest_phrase: usize,
}

impl Forms {
    fn add(&mut self, form: &str, concept: usize) {
        match Form::read(form) {
            Some(Form::Inside(spellings)) => {
                for form in spellings {
                    for first in form.chars().take(1) {
                        self.lengths_inside.entry(first).or_default().add(&form);
                    }
                    self.words.push((hash(Kind::Inside, &form), concept));
                }
            }
            Some(Form::Phrase {
                head,
                rest,
                words,
                open,
            }) => {
                self.longest_phrase = self.longest_phrase.max(words);
                let bucket = self.phrases.entry(hash(Kind::Phrase, &head)).or_default();
                bucket.push(Record {
                    flags: if open { OPEN } else { 0 },
                    value: concept,
                    text: rest,
                });
            }
            Some(Form::Prefix(form)) => self.words.push((hash(Kind::Prefix, &form), concept)),
            Some(Form::Whole(form)) => self.words.push((hash(Kind::Whole, &form), concept)),
            None => {}
        }
    }

    /// Writes the tables; gives the code that includes them.
    fn write(self, tag: &str, folders: &Folders) -> Made<String> {
        let mut lengths: Vec<Lengths> = self.lengths_inside.values().copied().collect();
        lengths.sort_unstable();
        lengths.dedup();
        let starts = self.lengths_inside.iter().map(|(first, set)| {
            let number = lengths.partition_point(|s| s < set) + 1;
            (hash(Kind::Start, first.encode_utf8(&mut [0; 4])), number)
        });
        let starts = slots(starts)?;
        let lengths = lengths.into_iter().flat_map(|l| [l.run, l.mixed]);
        let lengths: Vec<u8> = lengths.flat_map(u128::to_le_bytes).collect();
        let (heads, phrases) = buckets(self.phrases)?;
        let table = |name: &str, bytes: &[u8]| {
            folders.write(&format!("{tag}.{name}"), "include_bytes", bytes)
        };
        Ok(format!(
            "    Bundled {{ forms: slots({}), starts: slots({}), lengths: {}.as_chunks().0, heads: slots({}), phrases: {}, longest_phrase: {} }},\n",
            table("forms", &slots(self.words)?)?,
            table("starts", &starts)?,
            table("lengths", &lengths)?,
            table("heads", &heads)?,
            table("phrases", &phrases)?,
            self.longest_phrase,
        ))
    }
}

/// Writes the tables of all languages; gives the code that includes them.
pub(crate) fn tables(folders: &Folders, languages: &Languages) -> Made<String> {
    let mut concepts = Concepts::default();
    let mut code = String::from(
        "/// The forms of each language.\npub(in crate::language) static FORMS: [Bundled; COUNT] = [\n",
    );
    let mut written: HashMap<[String; 2], String> = HashMap::new();
    for tag in &languages.tags {
        let texts = [
            languages.or_of_base(folders, "lexicon", tag)?,
            languages.or_of_base(folders, "names", tag)?,
        ];
        // A variant without files of its own has the tables of its base.
        if let Some(same) = written.get(&texts) {
            code.push_str(same);
            continue;
        }
        let mut forms = Forms::default();
        let lines = texts.iter().flat_map(|text| text.lines());
        for (id, listed) in lines
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| l.split_once('\t'))
        {
            let concept = concepts.number(id);
            for form in listed.split(',') {
                forms.add(form.trim(), concept);
            }
        }
        let tables = forms.write(tag, folders)?;
        code.push_str(&tables);
        written.insert(texts, tables);
    }
    let keys = folders.write("concepts", "include_bytes", &concepts.keys)?;
    writeln!(
        code,
        "];\n/// The keys of the identifiers of the concepts, by number.\n\
         pub(in crate::language) static CONCEPTS: Slots = slots({keys});"
    )?;
    Ok(code)
}
