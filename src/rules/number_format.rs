use super::Page;
use super::rule::{Check, Findings, declare_rule};
use crate::finding::{Severity, Side};
use crate::language::Language;
use crate::reading::Fact;
use crate::text::classes::digit_value;

declare_rule! {
    /// A number written in another language's form.
    ///
    /// ## What it finds
    /// A decimal or grouping mark that means something else in the language of the text, where the source shows what the
    /// number should say: 2.8 in Swedish for 2,8, 10.000 in Hindi for 10,000.
    ///
    /// ## Why it matters
    /// 1,234 kilometres are more than a thousand in English and less than two in German.
    ///
    /// ## Example
    /// ```bad en>sv
    /// The market grew by 2.8 per cent.
    /// ---
    /// Marknaden växte med 2.8 procent.
    /// ```
    /// Use instead:
    /// ```good en>sv
    /// The market grew by 2.8 per cent.
    /// ---
    /// Marknaden växte med 2,8 procent.
    /// ```
    ///
    /// ## What it leaves alone
    /// Times, dates, versions and scores, and texts that write all their numbers in the other form.
    pub static NUMBER_FORMAT = "number-format" {
        group: Language, severity: Warning, fix: None, mqm: "locale/number-format",
        explains: [], since: "0.1.0", check: Check::Document(check),
    }
}

/// Which way a number with one mark is written.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// As the language does.
    Own,
    /// As languages do that swap the decimal and the grouping mark.
    Foreign,
}

fn check(page: &Page<'_>, findings: &mut Findings) {
    let Some(pair) = page.pair else {
        return;
    };
    let language = page.language();
    let numbers = || {
        page.article.reading.facts.iter().filter_map(|fact| {
            let amount = fact.kind.amount()?;
            let form = form(page.article.slice(fact.span), language)?;
            fact.digits.then_some((fact, amount, form))
        })
    };
    if !numbers().any(|(.., form)| form == Form::Foreign) {
        return;
    }
    let own = numbers().filter(|(.., form)| *form == Form::Own).count();
    let foreign = numbers()
        .filter(|(.., form)| *form == Form::Foreign)
        .count();
    // A language whose press writes both forms is wrong only against the text's own habit; one number is no habit.
    let habit = foreign > 2 && foreign > 2 * own
        || language.numbers.loose && own <= foreign && (own > 0 || foreign > 1);
    for (fact, amount, _) in numbers().filter(|(.., form)| *form == Form::Foreign) {
        let Some(sentence) = page.article.reading.sentence_at(fact.span.start) else {
            continue;
        };
        let Some(range) = page.counterpart(sentence) else {
            continue;
        };
        let same = range
            .clone()
            .flat_map(|s| pair.source.facts_of(s))
            .find(|s| {
                s.digits
                    && s.kind.amount().is_some_and(|a| {
                        let equal = |x: f64| (a.value - x).abs() <= 1e-9 * x.abs().max(1.0);
                        equal(amount.value) || amount.alternate.is_some_and(equal)
                    })
            });
        let Some(source) = same else {
            if amount.value >= 1.0 && ends_in_zeros(page.article.slice(fact.span)) {
                add_by_form(page, fact, habit, findings);
            }
            continue;
        };
        let message = format!(
            "{} is written in another language's form; the source says {}.",
            page.article.slice(fact.span),
            pair.source.slice(source.span)
        );
        findings
            .add(fact.span, message)
            .severity(if habit {
                Severity::Note
            } else {
                Severity::Warning
            })
            .confidence(if habit { 0.5 } else { 0.85 })
            .evidence(Side::Source, source.span);
    }
}

/// Whether three zeros stand behind the one mark: nobody writes that many as decimals.
fn ends_in_zeros(text: &str) -> bool {
    let number: String = text
        .chars()
        .skip_while(|c| digit_value(*c).is_none())
        .take_while(|c| digit_value(*c).is_some() || matches!(c, '.' | ','))
        .collect();
    number.rsplit(['.', ',']).next().is_some_and(|tail| {
        tail.chars().count() == 3 && tail.chars().all(|c| digit_value(c) == Some(0))
    })
}

fn add_by_form(page: &Page<'_>, fact: &Fact, habit: bool, findings: &mut Findings) {
    let severity = if habit || page.language().numbers.loose {
        Severity::Note
    } else {
        Severity::Warning
    };
    findings
        .add(
            fact.span,
            format!(
                "{} is written in another language's form: three zeros are no decimals.",
                page.article.slice(fact.span)
            ),
        )
        .severity(severity)
        .confidence(0.7);
}

/// How the first number of `text` is written; `None` if it has no mark or more than one, or either way would be read alike.
fn form(text: &str, language: &Language) -> Option<Form> {
    let start = text.find(|c| digit_value(c).is_some())?;
    let mut mark = None;
    let (mut whole, mut tail) = (0, 0);
    for c in text[start..].chars() {
        if digit_value(c).is_some() {
            if mark.is_some() {
                tail += 1;
            } else {
                whole += 1;
            }
            continue;
        }
        let c = match c {
            '٫' | '٬' | '،' => return None,
            '，' => ',',
            '．' => '.',
            c => c,
        };
        if !matches!(c, '.' | ',') || tail > 0 && mark.is_some() && matches!(c, '.' | ',') {
            if tail > 0 && matches!(c, '.' | ',') {
                return None;
            }
            break;
        }
        mark = Some(c);
    }
    let mark = mark.filter(|_| tail > 0)?;
    let decimal = language.numbers.decimal.starts_with(mark);
    let group = language.numbers.group.iter().any(|g| g.starts_with(mark));
    let grouped = tail == 3 && whole <= 3;
    Some(match (grouped, decimal, group) {
        (false, true, _) | (true, false, true) => Form::Own,
        (false, false, _) | (true, true, false) => Form::Foreign,
        _ => return None,
    })
}
