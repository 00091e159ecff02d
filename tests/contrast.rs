//! The colours of the cleanup report against each other, computed from the variables of the style: WCAG 2 level AA.

use std::collections::BTreeMap;

const STYLE: &str = include_str!("../src/outcome/report/html/style.css");

type Palette = BTreeMap<String, [f64; 3]>;

/// Text and what it stands on: at least 4.5 to 1.
const TEXT: &[(&str, &[&str])] = &[
    (
        "ink",
        &[
            "paper",
            "sheet",
            "faint",
            "trace",
            "match",
            "error-bg",
            "warning-bg",
            "note-bg",
            "del",
            "ins",
        ],
    ),
    ("soft", &["paper", "sheet", "faint", "trace"]),
    ("accent", &["paper", "sheet", "faint"]),
    ("error", &["paper", "sheet", "error-bg"]),
    ("warning", &["paper", "sheet", "warning-bg"]),
    ("note", &["paper", "sheet", "note-bg"]),
    ("clean", &["paper", "sheet", "faint"]),
    ("paper", &["ink"]),
];

/// Marks, lines that mean something and bars: at least 3 to 1.
const GRAPHIC: &[(&str, &[&str])] = &[
    ("soft", &["paper", "sheet"]),
    ("accent", &["paper", "sheet"]),
    ("match-line", &["paper", "sheet", "match"]),
    ("error-fill", &["paper", "sheet"]),
    ("warning-fill", &["paper", "sheet"]),
    ("note-fill", &["paper", "sheet"]),
];

/// The palettes of the style: every block that sets `--paper` and `--ink`.
fn palettes() -> Vec<Palette> {
    STYLE
        .split('{')
        .filter(|block| block.contains("--paper:") && block.contains("--ink:"))
        .map(|block| {
            let body = block.split('}').next().unwrap();
            let all = body
                .split(';')
                .filter_map(|line| line.trim().strip_prefix("--")?.split_once(':'));
            all.filter_map(|(name, value)| Some((name.to_owned(), rgb(value.trim())?)))
                .collect()
        })
        .collect()
}

fn rgb(hex: &str) -> Option<[f64; 3]> {
    let digits = hex.strip_prefix('#')?;
    let digits = match digits.len() {
        3 => digits.chars().flat_map(|c| [c, c]).collect(),
        6 => digits.to_owned(),
        _ => return None,
    };
    let part = |i: usize| Some(f64::from(u8::from_str_radix(&digits[i..i + 2], 16).ok()?) / 255.0);
    Some([part(0)?, part(2)?, part(4)?])
}

fn luminance(colour: [f64; 3]) -> f64 {
    let linear = |v: f64| {
        if v <= 0.040_45 {
            v / 12.92
        } else {
            ((v + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_computed_as_the_guideline_says() {
    let of = |a, b| contrast(rgb(a).unwrap(), rgb(b).unwrap());
    assert!((of("#000", "#fff") - 21.0).abs() < 1e-9);
    assert!((of("#777777", "#ffffff") - 4.478).abs() < 0.001);
}

#[test]
fn text_and_marks_can_be_read_in_every_palette() {
    let palettes = palettes();
    assert_eq!(
        palettes.len(),
        4,
        "light, dark by the system, dark by choice, print"
    );
    assert_eq!(palettes[1], palettes[2], "both dark palettes are the same");
    let mut low = Vec::new();
    for (index, palette) in palettes.iter().enumerate() {
        for (pairs, least) in [(TEXT, 4.5), (GRAPHIC, 3.0)] {
            for (front, backs) in pairs {
                for back in *backs {
                    let ratio = contrast(palette[*front], palette[*back]);
                    if ratio < least {
                        low.push(format!(
                            "palette {index}: {front} on {back} {ratio:.2} < {least}"
                        ));
                    }
                }
            }
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}
