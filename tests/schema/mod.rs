//! A small language for the facts of published formats, and what is wrong with a document by them.
//!
//! A file starts with `#` lines that name the origin. Then come types, the document's first:
//!
//! ```text
//! NAME closed|open [any-of FIELD …]      an object; other fields are wrong or not; one of these has to be there
//!   FIELD  required|optional  TYPE
//! NAME
//!   = TYPE
//! ```
//!
//! A TYPE is `any`, `bool`, `string`, `text` (not blank), `uri`, `path` (relative, in plain form), `integer`, `number` or `digits`
//! (an integer written out) with a range `1..` or `0..9`, literals `"a" "b"`, a list `[TYPE]` with a range of its length and
//! `unique`, a map `{TYPE}`, or a NAME. An XML document is read by [`xml`]: attributes are fields `@name`, elements lists.

use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(Debug)]
enum Type {
    Any,
    Bool,
    Text(&'static str, fn(&str) -> bool),
    Number(Kind, Range),
    Literals(Vec<String>),
    List(Box<Type>, Range, bool),
    Map(Box<Type>),
    Named(String),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Integer,
    Number,
    Digits,
}

type Range = (f64, f64);

#[derive(Debug)]
enum Definition {
    Alias(Type),
    Object {
        closed: bool,
        any_of: Vec<String>,
        fields: BTreeMap<String, (bool, Type)>,
    },
}

/// The facts of one format.
#[derive(Debug)]
pub(crate) struct Schema {
    root: String,
    types: BTreeMap<String, Definition>,
}

impl Schema {
    /// Reads `tests/schema/NAME.schema`.
    pub(crate) fn read(name: &str) -> Schema {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema");
        let text = fs::read_to_string(folder.join(format!("{name}.schema"))).unwrap();
        let origin = text.lines().take_while(|l| l.starts_with('#'));
        assert!(origin.into_iter().any(|l| l.starts_with("# Origin: ")));
        Schema::parse(&text)
    }

    pub(crate) fn parse(text: &str) -> Schema {
        let mut schema = Schema {
            root: String::new(),
            types: BTreeMap::new(),
        };
        let mut current = String::new();
        for line in text
            .lines()
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
        {
            let mut words = line.split_whitespace();
            let first = words.next().unwrap().to_owned();
            let rest: Vec<&str> = words.collect();
            if line.starts_with("  ") {
                schema.field(&current, first, &rest);
                continue;
            }
            if schema.root.is_empty() {
                schema.root.clone_from(&first);
            }
            let definition = Definition::Object {
                closed: rest.first() == Some(&"closed"),
                any_of: rest.iter().skip(2).map(|w| (*w).to_owned()).collect(),
                fields: BTreeMap::new(),
            };
            assert!(schema.types.insert(first.clone(), definition).is_none());
            current = first;
        }
        schema
    }

    fn field(&mut self, of: &str, name: String, rest: &[&str]) {
        let definition = self.types.get_mut(of).unwrap();
        if name == "=" {
            *definition = Definition::Alias(parse_type(rest));
        } else if let Definition::Object { fields, .. } = definition {
            assert!(matches!(rest[0], "required" | "optional"), "{of}.{name}");
            fields.insert(name, (rest[0] == "required", parse_type(&rest[1..])));
        }
    }

    /// What is wrong with a document: the place as a JSON pointer, and why.
    pub(crate) fn complaints(&self, document: &Value) -> Vec<String> {
        let mut out = Vec::new();
        self.named(&self.root, document, "", &mut out);
        out
    }

    fn named(&self, name: &str, value: &Value, at: &str, out: &mut Vec<String>) {
        let definition = self
            .types
            .get(name)
            .unwrap_or_else(|| panic!("no type {name}"));
        let (closed, any_of, fields) = match definition {
            Definition::Alias(of) => return self.check(of, value, at, out),
            Definition::Object {
                closed,
                any_of,
                fields,
            } => (closed, any_of, fields),
        };
        let Value::Object(object) = value else {
            return out.push(format!("{at}: {value} is no {name}"));
        };
        for (field, (required, of)) in fields {
            match object.get(field) {
                Some(value) => self.check(of, value, &format!("{at}/{field}"), out),
                None if *required => out.push(format!("{at}: a {name} without {field}")),
                None => {}
            }
        }
        if *closed {
            let unknown = object.keys().filter(|key| !fields.contains_key(*key));
            out.extend(unknown.map(|key| format!("{at}: a {name} with {key}")));
        }
        if !any_of.is_empty() && !any_of.iter().any(|field| object.contains_key(field)) {
            out.push(format!("{at}: a {name} with none of {any_of:?}"));
        }
    }

    fn check(&self, of: &Type, value: &Value, at: &str, out: &mut Vec<String>) {
        let fine = match (of, value) {
            (Type::Any, _) | (Type::Bool, Value::Bool(_)) => true,
            (Type::Named(name), _) => return self.named(name, value, at, out),
            (Type::Text(_, fits), Value::String(text)) => fits(text),
            (Type::Literals(all), Value::String(text)) => all.contains(text),
            (Type::Number(Kind::Digits, range), Value::String(text)) => {
                let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
                plain && within(*range, text.parse().unwrap())
            }
            (Type::Number(kind, range), Value::Number(n)) if *kind != Kind::Digits => {
                (n.is_i64() || n.is_u64() || *kind == Kind::Number)
                    && within(*range, n.as_f64().unwrap())
            }
            (Type::Map(inner), Value::Object(map)) => {
                for (key, value) in map {
                    self.check(inner, value, &format!("{at}/{key}"), out);
                }
                true
            }
            (Type::List(inner, range, unique), Value::Array(list)) => {
                for (i, value) in list.iter().enumerate() {
                    self.check(inner, value, &format!("{at}/{i}"), out);
                }
                // As texts, because lists of a thousand rules are compared.
                let mut texts: Vec<String> = list.iter().map(Value::to_string).collect();
                texts.sort();
                texts.dedup();
                within(*range, list.len() as f64) && (!unique || texts.len() == list.len())
            }
            _ => false,
        };
        if !fine {
            let mut shown = value.to_string();
            if let Some((cut, _)) = shown.char_indices().nth(80) {
                shown.truncate(cut);
            }
            let wanted = match of {
                Type::Text(what, _) => (*what).to_owned(),
                of => format!("{of:?}"),
            };
            out.push(format!("{at}: {shown} is not {wanted}"));
        }
    }
}

fn within((low, high): Range, n: f64) -> bool {
    low <= n && n <= high
}

fn parse_type(words: &[&str]) -> Type {
    let (first, rest) = words.split_first().unwrap();
    if first.starts_with('"') {
        let text = |word: &&str| serde_json::from_str(word).unwrap();
        return Type::Literals(words.iter().map(text).collect());
    }
    // Literals inside a list stand in several words.
    if first.starts_with('[') {
        let end = words.iter().position(|w| w.ends_with(']')).unwrap();
        let inner = words[..=end].join(" ");
        let inner: Vec<&str> = inner[1..inner.len() - 1].split(' ').collect();
        let rest = &words[end + 1..];
        let unique = rest.contains(&"unique");
        return Type::List(Box::new(parse_type(&inner)), range(rest), unique);
    }
    if let Some(inner) = first.strip_prefix('{') {
        return Type::Map(Box::new(parse_type(&[inner.trim_end_matches('}')])));
    }
    match *first {
        "any" => Type::Any,
        "bool" => Type::Bool,
        "string" => Type::Text("text", |_| true),
        "text" => Type::Text("text that is not blank", |t| !t.trim().is_empty()),
        "uri" => Type::Text("a URI reference", is_uri),
        "path" => Type::Text("a relative path", is_plain_path),
        "integer" => Type::Number(Kind::Integer, range(rest)),
        "number" => Type::Number(Kind::Number, range(rest)),
        "digits" => Type::Number(Kind::Digits, range(rest)),
        name => Type::Named(name.to_owned()),
    }
}

fn range(words: &[&str]) -> Range {
    let Some((low, high)) = words.iter().find_map(|w| w.split_once("..")) else {
        return (f64::NEG_INFINITY, f64::INFINITY);
    };
    let bound = |text: &str, none| {
        if text.is_empty() {
            none
        } else {
            text.parse().unwrap()
        }
    };
    (bound(low, f64::NEG_INFINITY), bound(high, f64::INFINITY))
}

/// RFC 3986: only its characters, and `%` only before two hexadecimal digits.
fn is_uri(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(c);
    let hex =
        |rest: &str| rest.len() >= 2 && rest.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit);
    text.chars().all(allowed) && text.split('%').skip(1).all(hex)
}

fn is_plain_path(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(['/', '\\'])
        && !text.split('/').any(|part| matches!(part, "" | "." | ".."))
}

/// An XML document as a value: of an element its attributes as `@name`, its elements by name, its text as `#text`.
pub(crate) fn xml(text: &str) -> Value {
    let document = roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{e}:\n{text}"));
    let root = document.root_element();
    Value::Object(Map::from_iter([(
        root.tag_name().name().to_owned(),
        element(root),
    )]))
}

fn element(node: roxmltree::Node<'_, '_>) -> Value {
    let mut out = Map::new();
    for attribute in node.attributes() {
        out.insert(format!("@{}", attribute.name()), attribute.value().into());
    }
    for child in node.children() {
        if child.is_element() {
            let list = out
                .entry(child.tag_name().name())
                .or_insert_with(|| Value::Array(Vec::new()));
            list.as_array_mut().unwrap().push(element(child));
        } else if child.text().is_some_and(|t| !t.trim().is_empty()) {
            out.insert("#text".to_owned(), child.text().unwrap().into());
        }
    }
    Value::Object(out)
}
