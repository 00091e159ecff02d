#!/usr/bin/env python3
"""Measures what `copydesk fix` does to articles with known slips and to clean ones.

  fixes.py DATA [--copydesk PATH] [--list N]

DATA/injected/<article>/ holds en.txt and <lang>.txt, one segment a line, and labels.jsonl: for each slip its language, type, line,
start and end (code points), the words `span` that stand there and the `original` ones. DATA/clean/<article>/ holds the articles
without slips, DATA/clean/known_errors.jsonl the slips that they have all the same.

Reported: for every kind of slip the share that the safe fixes put right; edits of clean articles away from known errors; letters and
digits that clean articles lost; whether a second run changes anything. Exit status 1 if a bar is missed. Standard library only.
"""
import argparse, collections, json, os, re, subprocess, sys, tempfile

# Slips whose mend needs no judgement. Of the others a part is safe too; they are reported without a bar.
SAFE = ('stray_punct', 'punct_double_inside', 'space_before_punct', 'missing_space_sent', 'html_entity', 'mojibake', 'homoglyph',
        'invisible_char', 'advert_line')
ADVERTS = ('advertisement', 'story continues below advertisement')
# Between two letters these may stand for a space, which needs judgement.
SEPARATORS = '\u2028\u2029\x0b\x0c'
LEAST = 0.95
CONTEXT = 10


def lines_of(path):
    with open(path, encoding='utf-8', newline='') as f:
        return f.read().split('\n')[:-1]


def records(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def write_articles(data, part, folder):
    """Every line as a block of its own, one folder for each language."""
    texts = {}
    for article in sorted(os.listdir(os.path.join(data, part))):
        source = os.path.join(data, part, article)
        if not os.path.isdir(source): continue
        for name in sorted(os.listdir(source)):
            if not name.endswith('.txt'): continue
            lang = name[:-4]
            lines = lines_of(os.path.join(source, name))
            path = os.path.join(folder, lang, article + '.txt')
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', encoding='utf-8', newline='') as f: f.write('\n\n'.join(lines) + '\n')
            texts[article, lang] = lines
    return texts


def fix(copydesk, folder):
    command = [copydesk, 'fix', folder, '--source', 'en', '--fail-on', 'never']
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().split('\n')[-1]


def text_of(folder, article, lang):
    with open(os.path.join(folder, lang, article + '.txt'), encoding='utf-8', newline='') as f: return f.read()


def letters(text):
    return ''.join(c for c in text if c.isalnum())


def with_repeats(old, new):
    """The new words, and each word that stood twice in a row in the old ones and now stands once, twice again."""
    out, old = [], old.split()
    for word in new.split():
        out.append(word)
        if old[len(out):len(out) + 1] == [word]: out.append(word)
    return ' '.join(out)


def right_words(label, line, clean):
    """What stands in the clean line between the neighbours of the slip, and these neighbours; None if they are not there."""
    for context in (CONTEXT, 4):
        before, after = line[:label['start']][-context:], line[label['end']:][:context]
        found = re.search(re.escape(before) + '(.{0,60}?)' + re.escape(after) + ('' if after else '$'), clean)
        if found and (before or after): return before, found[1], after
    return None


def is_right(label, lines, clean, fixed):
    """The right words stand where the slip was; a no-break space is as good as a plain one."""
    line = lines[label['line']]
    if label['start'] == 0 and label['end'] == len(line): return line not in fixed.rstrip('\n').split('\n\n')
    if not label['source_segment']: return None
    found = right_words(label, line, ' '.join(clean[n] for n in label['source_segment']))
    if found is None: return None
    before, middle, after = (part.replace('\u00a0', ' ') for part in found)
    fixed = fixed.replace('\u00a0', ' ')
    return before + middle + after in fixed and (before + label['span'] + after not in fixed or label['span'] == middle)


def kind_of(label, lines):
    kind, span, line = label['type'], label['span'], lines[label['line']]
    if kind == 'cms_residue_line' and span.lower() in ADVERTS: return 'advert_line'
    around = line[label['start'] - 1:label['start']] + line[label['end']:label['end'] + 1]
    if kind == 'invisible_char' and span in SEPARATORS and around.isalpha(): return 'separator_in_word'
    # Behind a quotation mark the next sentence may not be one, and without an end mark two words may be one.
    if kind == 'missing_space_sent' and not (span[0] in '.!?؟।' and span[1:].isalpha()): return 'missing_space_other'
    return kind


def injected(copydesk, data, show):
    with tempfile.TemporaryDirectory() as folder:
        texts = write_articles(data, 'injected', folder)
        print('injected:', fix(copydesk, folder))
        right, all_of, left = collections.Counter(), collections.Counter(), collections.defaultdict(list)
        for article in sorted({a for a, _ in texts}):
            for label in records(os.path.join(data, 'injected', article, 'labels.jsonl')):
                if label['expect'] != 'flag' or label['line'] is None: continue
                fixed = text_of(folder, article, label['lang'])
                kind = kind_of(label, texts[article, label['lang']])
                lines, lang = texts[article, label['lang']], label['lang']
                outcome = is_right(label, lines, lines_of(os.path.join(data, 'clean', article, lang + '.txt')), fixed)
                if outcome is None: continue # two slips too near to each other
                all_of[kind] += 1
                right[kind] += outcome
                line, start, end = lines[label['line']], label['start'], label['end']
                if not outcome: left[kind].append((article, lang, label['line'], line[max(0, start - 20):start], label['span'], line[end:end + 15]))
        again = fix(copydesk, folder)
    for kind in sorted(all_of, key=lambda k: (k not in SAFE, k)):
        if right[kind] or kind in SAFE:
            print(f"  {'safe ' if kind in SAFE else '     '} {kind:24} {right[kind]:4} of {all_of[kind]:4}  {right[kind] / all_of[kind]:.3f}")
        if kind in SAFE:
            for row in left[kind][:show]: print('        left:', *map(repr, row))
    share = sum(right[k] for k in SAFE) / max(1, sum(all_of[k] for k in SAFE))
    print(f'  safe slips put right: {share:.3f}; second run: {again}')
    return share >= LEAST and again.startswith('Made 0 edits')


def clean(copydesk, data, show):
    known = collections.defaultdict(set)
    path = os.path.join(data, 'clean', 'known_errors.jsonl')
    for error in records(path) if os.path.exists(path) else []: known[error['article'], error['lang']].add(error['segment'])
    with tempfile.TemporaryDirectory() as folder:
        texts = write_articles(data, 'clean', folder)
        print('clean:', fix(copydesk, folder))
        away, lost, on_known = [], 0, 0
        for (article, lang), lines in sorted(texts.items()):
            fixed = text_of(folder, article, lang)[:-1].split('\n\n')
            # Blank lines inside a text are no blocks; a deleted one shows as a change of the lines behind it.
            before = '\n\n'.join(lines).split('\n\n')
            if fixed == before: continue
            for n in range(max(len(before), len(fixed))):
                old, new = (before[n] if n < len(before) else ''), (fixed[n] if n < len(fixed) else '')
                if old == new: continue
                if n in known[article, lang]: on_known += 1; continue
                lost += letters(old) != letters(new) and letters(old) != letters(with_repeats(old, new))
                away.append((article, lang, n, old, new))
    print(f'  lines changed on known errors {on_known}, elsewhere {len(away)}; lines that lost or gained letters or digits {lost}')
    for article, lang, n, old, new in away[:show]:
        at = next((i for i, (a, b) in enumerate(zip(old, new)) if a != b), min(len(old), len(new)))
        print('        ', article, lang, n, repr(old[max(0, at - 25):at + 25]), '->', repr(new[max(0, at - 25):at + 25]))
    return not away and not lost


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('data')
    parser.add_argument('--copydesk', default='target/release/copydesk')
    parser.add_argument('--list', type=int, default=5, metavar='N')
    args = parser.parse_args()
    copydesk = os.path.abspath(args.copydesk)
    results = [injected(copydesk, args.data, args.list), clean(copydesk, args.data, args.list)]
    sys.exit(0 if all(results) else 1)


if __name__ == '__main__':
    main()
