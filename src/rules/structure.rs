//! What the markup of a pair comes to: which blocks change their role, which elements only one side has.

use super::page::{Article, Pair};
use crate::document::{Block, BlockKind, Element, ElementKind, Format};
use crate::text::Span;

/// Least probability of the links by which blocks are compared.
const SURE: f32 = 0.5;

/// What a block is for the reader, whatever its markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Heading(u8),
    Text,
    Item,
    Quotation,
    Row,
    Caption,
}

impl Role {
    fn of(block: &Block) -> Option<Role> {
        Some(match block.kind {
            BlockKind::Headline => Role::Heading(1),
            BlockKind::Subheading(level) => Role::Heading(level),
            BlockKind::Paragraph => Role::Text,
            BlockKind::ListItem => Role::Item,
            BlockKind::Quotation => Role::Quotation,
            BlockKind::TableRow => Role::Row,
            BlockKind::Caption => Role::Caption,
            BlockKind::Code | BlockKind::Metadata => return None,
        })
    }

    /// The role with its article.
    pub(super) fn name(self) -> String {
        match self {
            Self::Heading(level) => format!("a heading of level {level}"),
            Self::Text => "a paragraph".to_owned(),
            Self::Item => "a list item".to_owned(),
            Self::Quotation => "a block quotation".to_owned(),
            Self::Row => "a table row".to_owned(),
            Self::Caption => "a caption".to_owned(),
        }
    }

    /// Whether only the level differs.
    pub(super) fn is_like(self, other: Role) -> bool {
        self == other || matches!((self, other), (Self::Heading(_), Self::Heading(_)))
    }
}

/// Blocks of the source that have another role in the version.
#[derive(Clone, Debug)]
pub(super) struct Changed {
    pub(super) source: Span,
    pub(super) version: Span,
    pub(super) was: Role,
    pub(super) is: Role,
    /// How many blocks in a row.
    pub(super) blocks: usize,
}

/// Whether the markup of the text says what its blocks are.
pub(super) fn is_marked_up(article: &Article) -> bool {
    matches!(article.document.format, Format::Markdown | Format::Html)
}

/// The blocks whose roles differ, neighbours with the same change together.
pub(super) fn changed_roles(pair: &Pair<'_>) -> Vec<Changed> {
    let mut out: Vec<Changed> = Vec::new();
    let mut last = None;
    let blocks = &pair.source.document.blocks;
    for (index, block) in blocks.iter().enumerate() {
        let Some((role, (other, theirs))) = Role::of(block).zip(counterpart(pair, index)) else {
            last = None;
            continue;
        };
        if role == theirs {
            last = None;
            continue;
        }
        let span = pair.version.document.blocks[other].span;
        match out.last_mut() {
            Some(change) if last == Some((role, theirs)) => {
                change.source = change.source.cover(block.span);
                change.version = change.version.cover(span);
                change.blocks += 1;
            }
            _ => out.push(Changed {
                source: block.span,
                version: span,
                was: role,
                is: theirs,
                blocks: 1,
            }),
        }
        last = Some((role, theirs));
    }
    out
}

/// The one block of the version that renders the source block and nothing of another role.
fn counterpart(pair: &Pair<'_>, block: usize) -> Option<(usize, Role)> {
    let home = |sentence: usize| pair.version.sentences().get(sentence).map(|s| s.block);
    let mut found = None;
    for sentence in pair.source.reading.sentences_of_block(block) {
        let link = pair.alignment.link_of_source(sentence)?;
        if link.probability < SURE || link.version.is_empty() {
            return None;
        }
        for other in link.version.clone().filter_map(home) {
            if found.is_some_and(|f| f != other) {
                return None;
            }
            found = Some(other);
        }
    }
    let found = found?;
    let role = Role::of(pair.source.document.blocks.get(block)?)?;
    let alike = rendered_by(pair, found).into_iter().all(|b| {
        let other = pair.source.document.blocks.get(b).and_then(Role::of);
        other.is_some_and(|other| other == role)
    });
    let theirs = Role::of(pair.version.document.blocks.get(found)?)?;
    alike.then_some((found, theirs))
}

/// The source blocks of what a version block renders.
fn rendered_by(pair: &Pair<'_>, block: usize) -> Vec<usize> {
    let sentences = pair.version.reading.sentences_of_block(block);
    let linked = sentences.filter_map(|s| pair.alignment.link_of_version(s));
    linked
        .flat_map(|link| link.source.clone())
        .filter_map(|s| pair.source.sentences().get(s))
        .map(|s| s.block)
        .collect()
}

/// Elements of one kind that only one side has: lost ones, and new ones.
pub(super) fn unmatched<'a>(
    pair: &Pair<'a>,
    kind: ElementKind,
) -> (Vec<&'a Element>, Vec<&'a Element>) {
    let of = |article: &'a Article| -> Vec<&'a Element> {
        let elements = article.document.elements.iter();
        elements.filter(|e| e.kind == kind).collect()
    };
    let (mut lost, mut new) = (of(pair.source), of(pair.version));
    lost.retain(|a| {
        let same = new.iter().position(|b| is_same(kind, &a.value, &b.value));
        same.map(|at| new.remove(at)).is_none()
    });
    (lost, new)
}

fn is_same(kind: ElementKind, a: &str, b: &str) -> bool {
    match kind {
        ElementKind::Image | ElementKind::Embed => file_name(a) == file_name(b),
        _ => a.trim_end_matches('/') == b.trim_end_matches('/'),
    }
}

/// The last part of an address, without what follows a question mark.
pub(super) fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    path.trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(path)
}

/// The block that an element stands in, or else the last one before it, or the first.
pub(super) fn home(article: &Article, element: &Element) -> Option<usize> {
    let (blocks, map) = (&article.document.blocks, &article.document.map);
    let before = |b: &&Block| map.original(b.span).start <= element.original.end;
    let count = blocks.iter().take_while(before).count();
    (!blocks.is_empty()).then(|| count.saturating_sub(1))
}

/// A visible span that shows where a source element stands: its own text, or a sentence of its block that the version
/// renders; `None` if all that stands around it is missing, which is a finding of its own.
pub(super) fn anchor(pair: &Pair<'_>, element: &Element) -> Option<Span> {
    let own = pair.source.document.map.visible(element.original);
    let block = home(pair.source, element)?;
    let span = pair.source.document.blocks.get(block)?.span;
    if own == span || element.kind == ElementKind::Image && span.contains(own) && !own.is_empty() {
        return Some(own);
    }
    let mut sentences = pair.source.reading.sentences_of_block(block);
    if sentences.is_empty() {
        return Some(span);
    }
    let kept = |s: &usize| {
        pair.alignment
            .link_of_source(*s)
            .is_some_and(|l| !l.is_drop())
    };
    let sentence = sentences.find(kept)?;
    pair.source.sentences().get(sentence).map(|s| s.span)
}
