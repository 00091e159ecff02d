#!/usr/bin/env python3
"""Times and scores `copydesk align --segmented` against hunalign on the same files in one run: short documents and long texts.

  against_hunalign.py DATA --hunalign PATH [--copydesk PATH] [--sets drop-] [--documents N] [--sentences N] [--langs es,de,ru]

hunalign gets an empty dictionary and words separated by spaces; it runs with and without -realign. Short: the first N documents of every
set, each program once a document, in turn. Long: DATA/clean/<article>/{en,LANG}.txt one after the other until there are N sentences; after
each round of all articles the digits are exchanged anew, so that no two rounds are equal. Peak memory is that of the process. Standard
library only.
"""
import argparse, os, random, re, subprocess, sys, tempfile, time
import alignments as al


def measured(command, out):
    """Wall and processor seconds and peak megabytes of one process; hunalign leaves a file where it runs."""
    with open(out, 'wb') as f:
        began = time.perf_counter()
        p = subprocess.Popen(command, stdout=f, stderr=subprocess.DEVNULL, cwd=os.path.dirname(out))
        _, status, usage = os.wait4(p.pid, 0)
        wall = time.perf_counter() - began
    p.returncode = os.waitstatus_to_exitcode(status)
    if p.returncode: sys.exit(f'exit status {p.returncode}: {" ".join(command)}')
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def tokenised(path, out):
    """hunalign takes words and marks apart by spaces."""
    with open(path, encoding='utf-8') as f: text = f.read()
    with open(out, 'w', encoding='utf-8') as f: f.write('\n'.join(' '.join(re.findall(r'\w+|[^\w\s]', l)) for l in text.rstrip('\n').split('\n')) + '\n')


def ladder(text):
    """The links between the rungs that hunalign prints."""
    rungs = [tuple(int(x) for x in line.split('\t')[:2]) for line in text.split('\n') if line.strip()]
    return [(tuple(range(a, c)), tuple(range(b, d))) for (a, b), (c, d) in zip(rungs, rungs[1:])]


def exchanged(text, seed):
    """The text with other digits, the same ones on every call with `seed`."""
    if seed == 0: return text
    digits = list('0123456789'); random.Random(seed).shuffle(digits)
    return text.translate(str.maketrans('0123456789', ''.join(digits)))


def long_text(data, lang, sentences, folder):
    articles = sorted(d for d in os.listdir(f'{data}/clean') if os.path.isdir(f'{data}/clean/{d}'))
    sides, seed = ([], []), 0
    read = lambda d, l: open(f'{data}/clean/{d}/{l}.txt', encoding='utf-8').read().rstrip('\n').split('\n')
    while len(sides[0]) < sentences:
        for d in articles:
            for side, l in zip(sides, ('en', lang)): side.extend(exchanged(line, seed) for line in read(d, l))
        seed += 1
    for side, name in zip(sides, ('src.txt', 'tgt.txt')):
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as f: f.write('\n'.join(side[:sentences]) + '\n')


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('data'); ap.add_argument('--hunalign', required=True); ap.add_argument('--copydesk', default='target/release/copydesk')
    ap.add_argument('--sets', default='drop-'); ap.add_argument('--documents', type=int, default=10)
    ap.add_argument('--sentences', type=int, default=7000); ap.add_argument('--langs', default='es,de,ru')
    o = ap.parse_args()
    o.data, o.hunalign, o.copydesk = map(os.path.abspath, (o.data, o.hunalign, o.copydesk))
    with tempfile.TemporaryDirectory() as tmp:
        empty, out = f'{tmp}/empty.dic', f'{tmp}/out'
        open(empty, 'w').close()
        pre = [f'{tmp}/src.tok', f'{tmp}/tgt.tok']
        programs = {
            'copydesk align': lambda about, d: al.command(o.copydesk, about, d, '--format', 'tsv'),
            'hunalign': lambda about, d: [o.hunalign, empty, *pre],
            'hunalign -realign': lambda about, d: [o.hunalign, '-realign', empty, *pre]}
        times, links = {p: [] for p in programs}, {p: [] for p in programs}
        for name, about in al.sets_of(o.data, o.sets).items():
            for d in al.documents(o.data, name)[:o.documents]:
                for x, y in zip(('src.txt', 'tgt.txt'), pre): tokenised(os.path.join(d, x), y)
                for p, c in programs.items():
                    times[p].append(measured(c(about, d), out))
                    with open(out, encoding='utf-8') as f: links[p].append((al.gold(d), (ladder if 'hunalign' in p else al.parse)(f.read())))
        table('short documents', times, len(times['copydesk align']))
        print('\n| right on these documents | strict F1 | F1 of dropped sentences | documents with a false drop |\n| --- | --- | --- | --- |')
        for p, pairs in links.items():
            r = al.score(pairs)
            print(f"| {p} | {r['strict']:.3f} | {r['drop']:.3f} | {100 * r['false_drop']:.1f} % |")
        for lang in o.langs.split(','):
            long_text(o.data, lang, o.sentences, tmp)
            for x, y in zip(('src.txt', 'tgt.txt'), pre): tokenised(os.path.join(tmp, x), y)
            about = {'source_lang': 'en', 'version_lang': lang}
            # The faster programs run three times and count by their best.
            times = {p: [min(measured(c(about, tmp), out) for _ in range(3 if p == 'copydesk align' else 1))] for p, c in programs.items()}
            table(f'{o.sentences} sentences, en-{lang}', times, 1)


def table(title, times, count):
    print(f'\n| {title} | wall, ms each | processor, ms each | peak memory | times as long as copydesk (wall) |\n| --- | --- | --- | --- | --- |')
    own = sum(t[0] for t in times['copydesk align'])
    for program, t in times.items():
        wall, cpu, peak = sum(x[0] for x in t), sum(x[1] for x in t), max(x[2] for x in t)
        print(f'| {program} ({count} runs) | {1000 * wall / count:.1f} | {1000 * cpu / count:.1f} | {peak:.0f} MB | {wall / own:.1f} |', flush=True)


if __name__ == '__main__': main()
