#!/usr/bin/env python3
"""Makes the files <tag>.tsv of this folder: the names of countries and territories in every language.

Origin: Unicode CLDR 48, package cldr-localenames-full of the npm registry, licence Unicode-3.0.

    npm pack cldr-localenames-full@48 && tar xzf cldr-localenames-full-48.*.tgz
    python3 generate.py package/main

One line a territory: `country.XX`, a tab, the name and its alternatives, separated by `, `. The line `none`, written by hand,
holds words that only look like one.
The header `# endings: N` says how many letters a declined name may have behind its stem in that language; 0 where names
are not declined.
"""
import json
import os
import re
import sys

# Tag of copydesk, locale of CLDR, letters of the longest ending behind the stem of a name.
LANGUAGES = [
    ("en", "en", 0), ("es", "es", 0), ("fr", "fr", 0), ("de", "de", 2), ("it", "it", 0), ("pt", "pt-PT", 0), ("pt-BR", "pt", 0),
    ("ru", "ru", 3), ("uk", "uk", 3), ("pl", "pl", 4), ("cs", "cs", 3), ("zh", "zh", 0), ("zh-TW", "zh-Hant", 0), ("ja", "ja", 0),
    ("ko", "ko", 5), ("ar", "ar", 0), ("he", "he", 0), ("hi", "hi", 0), ("tr", "tr", 0), ("el", "el", 3), ("nl", "nl", 1),
    ("sv", "sv", 1), ("fi", "fi", 6), ("vi", "vi", 0), ("id", "id", 0), ("ro", "ro", 4), ("hu", "hu", 6), ("da", "da", 1),
    ("fa", "fa", 0), ("th", "th", 0), ("bn", "bn", 4),
]
# No country and no territory that news names as one.
LEFT_OUT = set("AC AQ BV CP CQ DG EA EU EZ HM IC QO TA TF UM UN XA XB ZZ".split())
# Small territories that are named like churches, people or seasons.
LEFT_OUT |= set("BL CC CX GS IO MF NF NU PM PN SH SX TK WF".split())
# Words that look like a country and are none, or mean more than one thing. A longer one hides the country in it.
DECOYS = {
    "ar": "سيول, مالي, مالية, مالى, عمان, بنين", "fa": "مالی, چاد", "hi": "माली, चाड", "bn": "মালি, মালির", "he": "צד, בכיוון, לכיוון, מכיוון",
    "th": "มหาดไทย, ชาวไทยใหญ่, ลาวา, มาลีวัลย์, สุลาว, ตุลาว", "ko": "수단, 오만, 통가, 인도적, 인도주의, 인도하, 인도했, 인도된, 인도되, 인도받",
    "zh": "马里兰, 马里奥, 马里亚, 马里斯, 马里恩, 马里诺, 阿曼达, 约旦河, 古巴什, 乍得",
    "zh-TW": "馬里蘭, 馬里奧, 馬里亞, 馬里斯, 馬里恩, 馬里諾, 阿曼達, 約旦河", "tr": "Mali, Man", "fi": "Malin, Omani",
    "id": "Mali", "it": "Mali", "pl": "Mali", "cs": "Mali", "ro": "Mari",
}
# Official long names that no newspaper prints where CLDR has a short one beside it.
SHORT_ONLY = {"HK", "MO", "PS"}


def forms(territories, code):
    """The name of a territory and its alternatives as words of running text."""
    keys = [code, f"{code}-alt-short", f"{code}-alt-variant", f"{code}-alt-menu"]
    if code in SHORT_ONLY and keys[1] in territories:
        keys = keys[1:2]
    out = []
    for key in keys:
        for name in re.split(r"\s*/\s*", territories.get(key, "")):
            bracket = re.search(r"\s*[(（](.*?)[)）]", name)
            if bracket:
                # "Myanmar (Burma)" has two names; "Kongo (Demokratische Republik)" is no form of running text.
                if code in ("CD", "CG") or not bracket.group(1):
                    continue
                names = [name[: bracket.start()]] + ([bracket.group(1)] if code == "MM" else [])
            else:
                names = [name]
            for form in names:
                form = form.replace("\u200f", "").replace("\u200e", "").strip(" ,")
                if form and "," not in form and form not in out:
                    out.append(form)
    return out


def main(folder):
    here = os.path.dirname(os.path.abspath(__file__))
    for tag, locale, endings in LANGUAGES:
        with open(os.path.join(folder, locale, "territories.json"), encoding="utf-8") as f:
            territories = json.load(f)["main"][locale]["localeDisplayNames"]["territories"]
        codes = sorted(c for c in territories if re.fullmatch("[A-Z]{2}", c) and c not in LEFT_OUT)
        with open(os.path.join(here, f"{tag}.tsv"), "w", encoding="utf-8", newline="\n") as f:
            f.write("# Made by generate.py from Unicode CLDR 48 (cldr-localenames-full, npm registry), licence Unicode-3.0.\n")
            f.write(f"# endings: {endings}\n")
            for code in codes:
                names = forms(territories, code)
                if names:
                    f.write(f"country.{code}\t{', '.join(names)}\n")
            if tag in DECOYS:
                f.write(f"none\t{DECOYS[tag]}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
