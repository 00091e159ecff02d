//! Comparing facts by value: the same number in other words, units, clock forms and calendars.

use super::fact::{Amount, Fact, FactKind, Qualifier};

/// How two facts agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// Different values.
    None,
    /// The same within the rounding that the coarser form shows, or after converting units.
    Converted,
    /// The same amount, but of another thing (7 per cent and 7 hours).
    Amount,
    /// The same value of the same kind.
    Equal,
}

/// How the two facts agree.
pub fn agreement(a: &Fact, b: &Fact) -> Agreement {
    use FactKind as K;
    let rough = a.qualifier != Qualifier::Exact || b.qualifier != Qualifier::Exact;
    match (&a.kind, &b.kind) {
        (K::Name | K::Quotation { .. } | K::Link(_), _)
        | (_, K::Name | K::Quotation { .. } | K::Link(_)) => Agreement::None,
        (
            K::Time {
                minutes: x,
                half_known: p,
                zone: from,
            },
            K::Time {
                minutes: y,
                half_known: q,
                zone: to,
            },
        ) => {
            let around = if *p && *q { 1440 } else { 720 };
            let ahead = (i32::from(*y) - i32::from(*x)).rem_euclid(around);
            let same = ahead == 0 && from.is_none_or(|f| to.is_none_or(|t| f == t))
                || matches!((from, to), (Some(f), Some(t)) if f != t
                    && in_zone(i32::from(*t) - i32::from(*f), ahead, around));
            if same {
                Agreement::Equal
            } else {
                Agreement::None
            }
        }
        (
            K::Date {
                year: y1,
                month: m1,
                day: d1,
            },
            K::Date {
                year: y2,
                month: m2,
                day: d2,
            },
        ) => {
            let fits = |p: Option<i32>, q: Option<i32>| p.is_none() || q.is_none() || p == q;
            let small = |p: Option<u8>, q: Option<u8>| fits(p.map(i32::from), q.map(i32::from));
            let years = fits(*y1, *y2) || matches!((y1, y2), (Some(p), Some(q)) if era(*p, *q));
            if years && small(*m1, *m2) && small(*d1, *d2) {
                Agreement::Equal
            } else {
                Agreement::None
            }
        }
        // Countries count the classes of their schools differently.
        (K::Grade(x), K::Grade(y)) => {
            if x == y {
                Agreement::Equal
            } else {
                Agreement::Converted
            }
        }
        (K::Weekday(x), K::Weekday(y)) => equal(x == y),
        (K::RelativeDay(x), K::RelativeDay(y)) => equal(x == y),
        (K::Identifier(x), K::Identifier(y)) => equal(x == y),
        (K::Ratio(p, q), K::Ratio(r, s)) => equal((p, q) == (r, s) || (p, q) == (s, r)),
        (K::Ratio(p, q), _) if ratio_as_number(*p, *q, b) => Agreement::Amount,
        (_, K::Ratio(p, q)) if ratio_as_number(*p, *q, a) => Agreement::Amount,
        // One number does not say a score: see `shows`.
        (K::Ratio(..), k) | (k, K::Ratio(..))
            if !matches!(k, K::Time { .. } | K::Date { .. } | K::Identifier(_)) =>
        {
            Agreement::None
        }
        (K::Quantity { amount: x, unit: u }, K::Quantity { amount: y, unit: v }) => {
            if u == v && *u != "degree" {
                // "6-foot-6" is often written 6.6 feet.
                let feet = *u == "foot" && (x.step < 1.0 || y.step < 1.0);
                return if feet && (x.value - y.value).abs() < 0.11 {
                    Agreement::Converted
                } else {
                    amounts(a, b, *x, *y, Agreement::Equal)
                };
            }
            if *u == "degree" || *v == "degree" {
                // The scale is not named on one side or both.
                let celsius = |value: f64| (value - 32.0) / 1.8;
                let same = amounts(a, b, *x, *y, Agreement::Equal);
                // "almost 30 degrees" for 80 Fahrenheit
                let slack = if rough { 3.5 } else { 1.1 };
                let near = |p: f64, q: f64| (p - q).abs() <= slack;
                let other = near(celsius(x.value), y.value) || near(x.value, celsius(y.value));
                return if same == Agreement::None && other {
                    Agreement::Converted
                } else {
                    same
                };
            }
            match (base_unit(u, x.value), base_unit(v, y.value)) {
                (Some((du, vx)), Some((dv, vy))) if du == dv => {
                    // A British gallon holds more, and so takes the car further.
                    let british = |unit: &str, v: f64| if unit == "mpg" { v / 1.2009 } else { v };
                    let (bx, by) = (british(u, vx), british(v, vy));
                    let level = converted(vx, vy, x, y, (u, v), rough);
                    match level.max(converted(bx, by, x, y, (u, v), rough)) {
                        Agreement::None => amounts(a, b, *x, *y, Agreement::Amount),
                        level => level,
                    }
                }
                (Some((du, vx)), Some((dv, vy))) if also(du, dv) => {
                    let in_km = |d, v: f64| if d == "length" { v / 1000.0 } else { v };
                    let (vx, vy) = (in_km(du, vx), in_km(dv, vy));
                    if (vx - vy).abs() <= 0.06 * vx.max(vy) {
                        Agreement::Converted
                    } else {
                        amounts(a, b, *x, *y, Agreement::Amount)
                    }
                }
                _ => amounts(a, b, *x, *y, Agreement::Amount),
            }
        }
        // "550 pound": money or weight.
        (
            K::Money {
                amount: x,
                currency: "GBP",
            },
            K::Quantity { amount: y, unit: v },
        )
        | (
            K::Quantity { amount: y, unit: v },
            K::Money {
                amount: x,
                currency: "GBP",
            },
        ) => match (base_unit("pound", x.value), base_unit(v, y.value)) {
            (Some((du, vx)), Some((dv, vy))) if du == dv => {
                converted(vx, vy, x, y, ("pound", v), rough)
            }
            _ => amounts(a, b, *x, *y, Agreement::Amount),
        },
        (
            K::Money {
                amount: x,
                currency: "GBP",
            },
            K::Number(y),
        )
        | (
            K::Number(y),
            K::Money {
                amount: x,
                currency: "GBP",
            },
        ) => amounts(a, b, *x, *y, Agreement::Amount).max(unnamed_conversion(*x, "pound", *y)),
        (K::Quantity { amount: x, unit }, other) | (other, K::Quantity { amount: x, unit })
            if matches!(other, K::Number(_) | K::Year(_) | K::Duration { .. }) =>
        {
            let y = numbers_in(if matches!(a.kind, K::Quantity { .. }) {
                b
            } else {
                a
            })[0];
            y.map_or(Agreement::None, |y| {
                amounts(a, b, *x, y, Agreement::Amount).max(unnamed_conversion(*x, unit, y))
            })
        }
        (K::Percent(x), K::Number(y)) | (K::Number(y), K::Percent(x))
            if (x.value / 100.0 - y.value).abs() < 0.0051 && y.value < 1.0 =>
        {
            Agreement::Converted
        }
        (
            K::Duration {
                amount: x,
                unit_seconds: u,
            },
            K::Duration {
                amount: y,
                unit_seconds: v,
            },
        ) => {
            if (u - v).abs() < 1.0 {
                return amounts(a, b, *x, *y, Agreement::Equal);
            }
            let (p, q) = (x.value * u, y.value * v);
            if p > 0.0 && (p / q - 1.0).abs() < 0.03 {
                Agreement::Converted
            } else {
                amounts(a, b, *x, *y, Agreement::Amount)
            }
        }
        (
            K::Money {
                amount: x,
                currency: c,
            },
            K::Money {
                amount: y,
                currency: d,
            },
        ) => {
            let level = if same_currency(c, d) {
                Agreement::Equal
            } else {
                Agreement::Amount
            };
            amounts(a, b, *x, *y, level)
        }
        _ => {
            let level = if same_kind(&a.kind, &b.kind) {
                Agreement::Equal
            } else {
                Agreement::Amount
            };
            let (xs, ys) = (numbers_in(a), numbers_in(b));
            let several = |n: &[Option<Amount>; 3]| n.iter().flatten().count() > 1;
            let mut best = Agreement::None;
            if several(&xs) && several(&ys) {
                best = all_of_either(a, b, xs, ys).min(level);
            } else {
                for x in xs.into_iter().flatten() {
                    for y in ys.into_iter().flatten() {
                        best = best.max(amounts(a, b, x, y, level));
                    }
                }
            }
            if best == Agreement::None && (same_decade(a, b) || same_decade(b, a)) {
                best = Agreement::Amount;
            }
            best
        }
    }
}

/// Whether a clock that is `ahead` shows the other zone's time; summer time may be in force in one of them.
fn in_zone(offset: i32, ahead: i32, around: i32) -> bool {
    [-60, 0, 60]
        .iter()
        .any(|summer| (offset + summer - ahead).rem_euclid(around) == 0)
}

/// How far the values of two facts that agree lie apart, as a share of the larger; 0 where they are not measured alike.
pub fn distance(a: &Fact, b: &Fact) -> f64 {
    use FactKind as K;
    let apart = |p: f64, q: f64| (p - q).abs() / p.abs().max(q.abs()).max(f64::MIN_POSITIVE);
    match (&a.kind, &b.kind) {
        (K::Quantity { amount: x, unit: u }, K::Quantity { amount: y, unit: v }) => {
            match (base_unit(u, x.value), base_unit(v, y.value)) {
                (Some((du, p)), Some((dv, q))) if du == dv => apart(p, q),
                _ => 0.0,
            }
        }
        (
            K::Duration {
                amount: x,
                unit_seconds: u,
            },
            K::Duration {
                amount: y,
                unit_seconds: v,
            },
        ) => apart(x.value * u, y.value * v),
        (j, k) => match (j.amount(), k.amount()) {
            (Some(x), Some(y)) if j.name() == k.name() => apart(x.value, y.value),
            _ => 0.0,
        },
    }
}

/// Two facts of several numbers each (a time and a score) agree only if all numbers of one are among those of the other.
fn all_of_either(
    a: &Fact,
    b: &Fact,
    xs: [Option<Amount>; 3],
    mut ys: [Option<Amount>; 3],
) -> Agreement {
    let (n, m) = (xs.iter().flatten().count(), ys.iter().flatten().count());
    let mut found = 0;
    for x in xs.into_iter().flatten() {
        let partner = ys.iter().position(|y| {
            y.is_some_and(|y| amounts(a, b, x, y, Agreement::Equal) == Agreement::Equal)
        });
        if let Some(j) = partner {
            ys[j] = None;
            found += 1;
        }
    }
    if found >= n.min(m) {
        Agreement::Amount
    } else {
        Agreement::None
    }
}

/// Whether `part` states a number that `whole`, a date, time, ratio or identifier, shows among others.
pub fn shows(whole: &Fact, part: &Fact) -> bool {
    use FactKind as K;
    if let K::Date { month, day, .. } = part.kind {
        // 9/11 and 11 September
        return matches!((&whole.kind, month, day), (K::Ratio(p, q), Some(m), Some(d))
            if (*p, *q) == (f64::from(m), f64::from(d)) || (*q, *p) == (f64::from(m), f64::from(d)));
    }
    if matches!(part.kind, K::Time { .. } | K::Ratio(..) | K::Identifier(_)) {
        return false;
    }
    let shown: &[Option<Amount>] = match &whole.kind {
        K::Date { .. } | K::Time { .. } | K::Ratio(..) => &numbers_in(whole),
        K::Identifier(raw) => {
            let mut groups = raw
                .split(|c: char| !c.is_ascii_digit())
                .filter(|g| !g.is_empty());
            return numbers_in(part)
                .into_iter()
                .flatten()
                .any(|p| groups.any(|g| g.parse::<f64>().is_ok_and(|v| v == p.value)));
        }
        _ => return false,
    };
    let mut parts = numbers_in(part).into_iter().flatten().peekable();
    parts.peek().is_some()
        && parts.all(|p| {
            shown
                .iter()
                .flatten()
                .any(|s| amounts(whole, part, *s, p, Agreement::Equal) == Agreement::Equal)
        })
}

/// A fraction (1/3) or a decimal written with a stroke (2/8) as the number that the other fact states.
fn ratio_as_number(p: f64, q: f64, other: &Fact) -> bool {
    let Some(amount) = other.kind.amount() else {
        return false;
    };
    let decimals = if q >= 10.0 { 100.0 } else { 10.0 };
    (q > 0.0 && (p / q - amount.value).abs() < 0.006)
        || (p + q / decimals - amount.value).abs() < 1e-9
}

/// "1980s" and "the eighties", "1950-53" and "1953", "19th century" and "1800-talet".
fn same_decade(a: &Fact, b: &Fact) -> bool {
    let FactKind::Year(year) = a.kind else {
        return false;
    };
    let year = f64::from(year);
    numbers_in(b).into_iter().flatten().any(|n| {
        (n.value < 100.0 && year % 100.0 == n.value)
            || (year % 100.0 == 0.0 && year == (n.value - 1.0) * 100.0)
            || (year - n.value).abs() == 543.0
    })
}

/// Whether amounts of the two dimensions are taken for each other where a unit is only half read ("km per uur").
fn also(a: &str, b: &str) -> bool {
    matches!((a, b), ("length", "speed") | ("speed", "length"))
}

/// The amount of a known unit beside a bare number whose unit was not read: equal after some conversion of the dimension.
fn unnamed_conversion(x: Amount, unit: &str, y: Amount) -> Agreement {
    let Some((dimension, _)) = base_unit(unit, x.value) else {
        return Agreement::None;
    };
    let others: &[&str] = match dimension {
        "length" | "speed" => &["mm", "cm", "m", "km", "inch", "foot", "yard", "mile"],
        "area" => &["m2", "km2", "hectare", "acre", "square_foot", "square_mile"],
        "mass" => &["g", "kg", "tonne", "pound"],
        "volume" => &["litre", "ml", "gallon"],
        "temperature" => &["celsius", "fahrenheit"],
        _ => &[],
    };
    let unit = match unit {
        "mph" => "mile",
        "kmh" => "km",
        unit => unit,
    };
    let Some((_, vx)) = base_unit(unit, x.value) else {
        return Agreement::None;
    };
    others
        .iter()
        .filter(|o| **o != unit)
        .filter_map(|o| {
            base_unit(o, y.value).map(|(_, vy)| converted(vx, vy, &x, &y, (unit, o), false))
        })
        .max()
        .unwrap_or(Agreement::None)
}

/// Whether two facts with equal numbers measure the same thing, as far as their units are known.
pub fn same_measure(a: &FactKind, b: &FactKind) -> bool {
    use FactKind as K;
    match (a, b) {
        (
            K::Duration {
                unit_seconds: u, ..
            },
            K::Duration {
                unit_seconds: v, ..
            },
        ) => (u - v).abs() < 1.0,
        (K::Quantity { unit: u, amount }, K::Quantity { unit: v, .. }) => {
            let (Some((du, x)), Some((dv, y))) =
                (base_unit(u, amount.value), base_unit(v, amount.value))
            else {
                return true;
            };
            u == v || also(du, dv) || du == dv && (x / y - 1.0).abs() < 0.15
        }
        _ => true,
    }
}

/// Whether both measure the same dimension, as far as it is known.
pub fn same_dimension(a: &FactKind, b: &FactKind) -> bool {
    let dimension = |kind: &FactKind| match kind {
        FactKind::Quantity { unit, .. } => base_unit(unit, 1.0).map(|b| b.0),
        _ => None,
    };
    match (dimension(a), dimension(b)) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    }
}

/// Whether the measure is one of some other unit: 1.6 km is a mile, which no figure need say.
pub fn is_one_of_a_unit(kind: &FactKind) -> bool {
    match kind {
        FactKind::Quantity { amount, unit } => {
            amount.value == 1.0
                || unnamed_conversion(*amount, unit, Amount::whole(1.0)) != Agreement::None
        }
        FactKind::Number(amount) | FactKind::Duration { amount, .. } => amount.value == 1.0,
        _ => false,
    }
}

/// Whether the two codes can name one currency: "$" any dollar, "¥" yen or yuan.
pub fn same_currency(a: &str, b: &str) -> bool {
    let family = |symbol: &str, code: &str| match symbol {
        "$" => matches!(
            code,
            "$" | "USD"
                | "CAD"
                | "AUD"
                | "NZD"
                | "HKD"
                | "SGD"
                | "TWD"
                | "MXN"
                | "ARS"
                | "CLP"
                | "COP"
        ),
        "¥" => matches!(code, "¥" | "JPY" | "CNY"),
        _ => false,
    };
    a == b || family(a, b) || family(b, a)
}

fn equal(same: bool) -> Agreement {
    if same {
        Agreement::Equal
    } else {
        Agreement::None
    }
}

/// Buddhist years are 543 ahead.
fn era(a: i32, b: i32) -> bool {
    (a - b).abs() == 543
}

fn same_kind(a: &FactKind, b: &FactKind) -> bool {
    use FactKind as K;
    let plain = |k: &FactKind| matches!(k, K::Number(_) | K::Ordinal(_) | K::Grade(_) | K::Year(_));
    (plain(a) && plain(b)) || a.name() == b.name()
}

/// The numbers that a fact shows: one, or two for a ratio, or the parts of a date.
fn numbers_in(fact: &Fact) -> [Option<Amount>; 3] {
    use FactKind as K;
    match &fact.kind {
        K::Ordinal(v) | K::Grade(v) => [Some(Amount::whole(*v)), None, None],
        K::Year(y) => [Some(Amount::whole(f64::from(*y))), None, None],
        K::Ratio(p, q) => [Some(Amount::whole(*p)), Some(Amount::whole(*q)), None],
        K::Date { year, day, .. } => [
            year.map(|y| Amount::whole(f64::from(y))),
            day.map(|d| Amount::whole(f64::from(d))),
            None,
        ],
        K::Time { minutes, .. } => {
            let (h, m) = (minutes / 60, minutes % 60);
            let twelve = if h > 12 {
                Some(Amount::whole(f64::from(h - 12)))
            } else {
                None
            };
            [
                Some(Amount::whole(f64::from(h))),
                twelve,
                (m > 0).then(|| Amount {
                    value: f64::from(m),
                    step: 1.0,
                    alternate: Some(f64::from(h) + f64::from(m) / 100.0),
                }),
            ]
        }
        kind => [kind.amount(), None, None],
    }
}

/// Amounts are compared without their sign: "minus 5" is often said in words.
fn unsigned(amount: Amount) -> Amount {
    Amount {
        value: amount.value.abs(),
        alternate: amount.alternate.map(f64::abs),
        ..amount
    }
}

fn amounts(a: &Fact, b: &Fact, x: Amount, y: Amount, level: Agreement) -> Agreement {
    let (x, y) = (unsigned(x), unsigned(y));
    let close = |p: f64, q: f64| (p - q).abs() <= 1e-9 * p.abs().max(q.abs()).max(1e-9);
    let same = close(x.value, y.value)
        || x.alternate.is_some_and(|v| close(v, y.value))
        || y.alternate.is_some_and(|v| close(v, x.value))
        || matches!((x.alternate, y.alternate), (Some(v), Some(w)) if close(v, w));
    if same {
        return level;
    }
    let step = x.step.max(y.step);
    let rough = a.qualifier != Qualifier::Exact || b.qualifier != Qualifier::Exact;
    let slack = if step != 1.0 { step / 2.0 } else { 0.0 }
        + if rough {
            0.02 * x.value.abs().max(y.value.abs())
        } else {
            0.0
        };
    if (x.value - y.value).abs() <= slack + 1e-9 && (x.step != y.step || rough) {
        Agreement::Converted.min(level)
    } else {
        Agreement::None
    }
}

/// The dimension of a unit and the amount in its base unit; temperatures are converted, not scaled.
fn base_unit(unit: &str, amount: f64) -> Option<(&'static str, f64)> {
    let scaled = |dimension, factor: f64| Some((dimension, amount * factor));
    match unit {
        "mm" => scaled("length", 0.001),
        "cm" => scaled("length", 0.01),
        "m" => scaled("length", 1.0),
        "km" => scaled("length", 1000.0),
        "inch" => scaled("length", 0.0254),
        "foot" => scaled("length", 0.3048),
        "yard" => scaled("length", 0.9144),
        "mile" => scaled("length", 1609.344),
        "scandinavian_mile" => scaled("length", 10_000.0),
        "nautical_mile" => scaled("length", 1852.0),
        "light_year" => scaled("length", 9.4607e15),
        "m2" => scaled("area", 1.0),
        "km2" => scaled("area", 1e6),
        "square_foot" => scaled("area", 0.092_903),
        "square_mile" => scaled("area", 2_589_988.0),
        "acre" => scaled("area", 4046.856),
        "dunam" => scaled("area", 1000.0),
        "rai" => scaled("area", 1600.0),
        "mu" => scaled("area", 666.667),
        "pyeong" => scaled("area", 3.305_785),
        "jin" => scaled("mass", 0.5),
        "hectare" => scaled("area", 1e4),
        "g" => scaled("mass", 0.001),
        "kg" => scaled("mass", 1.0),
        "tonne" => scaled("mass", 1000.0),
        "ounce" => scaled("mass", 0.028_349_5),
        "pound" => scaled("mass", 0.453_592),
        "stone" => scaled("mass", 6.350_29),
        "litre" => scaled("volume", 1.0),
        "ml" => scaled("volume", 0.001),
        "gallon" => scaled("volume", 3.785_41),
        "barrel" => scaled("volume", 158.987),
        "pint" => scaled("volume", 0.5),
        "celsius" => Some(("temperature", amount)),
        "degree" => Some(("temperature", amount)),
        "fahrenheit" => Some(("temperature", (amount - 32.0) / 1.8)),
        "kmh" => scaled("speed", 1.0),
        "ms" => scaled("speed", 3.6),
        "mph" => scaled("speed", 1.609_344),
        "knot" => scaled("speed", 1.852),
        "kw" => scaled("power", 1.0),
        "mw" => scaled("power", 1e3),
        "gw" => scaled("power", 1e6),
        "horsepower" => scaled("power", 0.745_7),
        "kwh" => scaled("energy", 1.0),
        "mwh" => scaled("energy", 1e3),
        // How far a litre takes a car.
        "km_per_l" => scaled("fuel", 1.0),
        "mpg" => scaled("fuel", 0.425_144),
        "l_per_100km" => (amount > 0.0).then(|| ("fuel", 100.0 / amount)),
        "gb" => scaled("data", 1.0),
        "mb" => scaled("data", 0.001),
        _ => None,
    }
}

/// Whether two amounts in base units are one, within the rounding that their own figures show (at least 6 %).
fn converted(
    vx: f64,
    vy: f64,
    x: &Amount,
    y: &Amount,
    (u, v): (&str, &str),
    rough: bool,
) -> Agreement {
    let unit_step = |unit: &str, amount: &Amount| {
        let at = base_unit(unit, amount.value).map_or(0.0, |b| b.1);
        let next = base_unit(unit, amount.value + amount.step).map_or(0.0, |b| b.1);
        (next - at).abs()
    };
    // Someone who writes "300 km" for 200 miles rounds to the one figure that is shown.
    let round = |amount: &Amount| amount.value >= 10.0 && one_figure(amount.value);
    let share = if round(x) || round(y) { 0.1 } else { 0.06 } + if rough { 0.04 } else { 0.0 };
    let larger = vx.abs().max(vy.abs());
    // Two inches are 5 cm, not 4, however roughly inches are counted.
    let (p, q) = (unit_step(u, x) * 0.6, unit_step(v, y) * 0.6);
    let step = p.min(q).max(p.max(q).min(0.2 * larger));
    let slack = step.max(share * larger);
    if (vx - vy).abs() <= slack {
        Agreement::Converted
    } else {
        Agreement::None
    }
}

/// Whether only the first figure of a number is not zero.
fn one_figure(value: f64) -> bool {
    let first = 10f64.powf(value.log10().floor());
    (value / first).fract() == 0.0
}
