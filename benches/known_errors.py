#!/usr/bin/env python3
"""Measures which real slips of human translators copydesk reports.

  known_errors.py DATA [--copydesk PATH] [--all] [--list]

DATA/clean/<article>/ holds en.txt and <lang>.txt, one segment a line; DATA/clean/known_errors.jsonl one slip a line: article, segment
(0-based line), lang, category, the words `span` with start and end (code points; null where something is missing), the source's words
`source_span`, and how it was found. Slips found "by hand" are wrong or lost numbers, units and dates; `--all` counts the others too.

A slip is found where a warning or an error lies on its words, or, of facts, on the line or its source by a rule that compares facts or
sentences. Exit status 1 if less than LEAST of the slips are found. Standard library only.
"""
import argparse, collections, json, os, subprocess, sys

LEAST = 0.85
LOUD = ('warning', 'error')
FACTS = {'number': ('number-mismatch', 'unit-mismatch', 'currency-mismatch', 'date-mismatch', 'time-mismatch', 'dropped-sentence'),
         'scale': ('number-mismatch', 'unit-mismatch', 'currency-mismatch'),
         'time': ('time-mismatch', 'number-mismatch'),
         'date': ('date-mismatch', 'number-mismatch', 'dropped-sentence'),
         'unit': ('unit-mismatch', 'number-mismatch', 'currency-mismatch')}
SEPARATOR = '\n\n'


def lines_of(path):
    with open(path, encoding='utf-8', newline='') as f:
        return f.read().split('\n')[:-1]


class Text:
    """Lines as blocks of their own, and the bytes at which each starts."""
    def __init__(self, path):
        self.lines = lines_of(path)
        self.text = SEPARATOR.join(self.lines) + '\n'
        self.starts, at = [], 0
        for line in self.lines:
            self.starts.append(at)
            at += len((line + SEPARATOR).encode('utf-8'))

    def span(self, line, start=0, end=None):
        head = len(self.lines[line][:start].encode('utf-8'))
        return self.starts[line] + head, self.starts[line] + head + len(self.lines[line][start:end].encode('utf-8'))


def touches(finding, span):
    return finding['start'] < span[1] and span[0] < finding['end']


def run(copydesk, pairs):
    records = [json.dumps({'id': str(i), 'source': {'lang': 'en', 'text': source.text}, 'versions': [{'lang': lang, 'text': version.text}]},
                          ensure_ascii=False) for i, (source, version, lang) in enumerate(pairs)]
    out = subprocess.run([copydesk, 'stream'], input='\n'.join(records) + '\n', check=True, capture_output=True, text=True, encoding='utf-8')
    return [json.loads(line)['findings'] for line in out.stdout.splitlines()]


def is_found(slip, source, version, findings):
    rules = FACTS.get(slip['category'].split('_')[0])
    line = slip['segment']
    for f in findings:
        if f['severity'] not in LOUD: continue
        on_source = f['side'] == 'source'
        if rules is None:
            if not on_source and touches(f, version.span(line, slip['start'], slip['end'])): return True
        elif f['rule'] in rules and touches(f, (source if on_source else version).span(line)): return True
    return False


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('data')
    ap.add_argument('--copydesk', default='target/release/copydesk')
    ap.add_argument('--all', action='store_true', help='count the slips that were found automatically as well')
    ap.add_argument('--list', action='store_true', help='name every slip that is not found')
    o = ap.parse_args()
    folder = os.path.join(o.data, 'clean')
    with open(os.path.join(folder, 'known_errors.jsonl'), encoding='utf-8') as f: slips = [json.loads(line) for line in f if line.strip()]
    slips = [s for s in slips if o.all or s['found'] == 'by hand']
    keys = sorted({(s['article'], s['lang']) for s in slips})
    pairs = [(Text(os.path.join(folder, a, 'en.txt')), Text(os.path.join(folder, a, lang + '.txt')), lang) for a, lang in keys]
    found = dict(zip(keys, zip(pairs, run(o.copydesk, pairs))))
    count = collections.defaultdict(lambda: [0, 0])
    for slip in slips:
        (source, version, _), findings = found[slip['article'], slip['lang']]
        hit = is_found(slip, source, version, findings)
        count[slip['category']][0] += hit
        count[slip['category']][1] += 1
        if o.list and not hit:
            print(f"  missed {slip['article']}:{slip['segment']} {slip['lang']} {slip['category']}: {slip['source_span']!r} -> {slip['span']!r}")
    for category, (hits, n) in sorted(count.items()): print(f'  {category:18} {hits:3} of {n:3}')
    hits, n = sum(h for h, _ in count.values()), sum(n for _, n in count.values())
    share = hits / n if n else 0.0
    print(f'known slips reported at warning or above: {hits} of {n} ({100 * share:.1f} %, bar {100 * LEAST:.0f} %)')
    sys.exit(share < LEAST)


if __name__ == '__main__': main()
