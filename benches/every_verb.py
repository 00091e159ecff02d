#!/usr/bin/env python3
"""Sends damaged articles and random bytes through every verb of the program: none may crash or hang.

  every_verb.py EXAMPLES [--copydesk PATH] [--mutations 2000] [--random 200] [--seed 7] [--seconds 10]
                [--only 'mutation 12'] [--keep DIR]

EXAMPLES holds files ARTICLE.LANG.EXT. Every mutation is a text with cuts, copies, reversals and junk characters, written beside its
source and given to one verb after the other in turn; random files go through all of them. An exit status other than 0, 1 or 2, the word
"panicked" or a run longer than --seconds is reported with what it takes to repeat it. Exit status 1 if there was one. Standard library only.
"""
import argparse, json, os, random, shutil, subprocess, sys, tempfile, time

JUNK = ['\u202e', '\ufeff', '\u200b', '\u2028', '\r', '\n\n', '\t', '\0', '“', '”', '«', '"', '(', ')', '[[', '{{x}}', '&nbsp;', '<b>', '</',
        '<!--', '```', '---\n', '**', '. .', '..', '2:07', '9' * 30, '1.234,5', '٣٤', '二百万', 'e\u0301', '👩‍💻', 'İ', 'ﬀ', '𝄞', '¿', 'Ã©', '\ufffd']


def mutated(text, rng):
    chars = list(text)
    for _ in range(rng.randint(1, 8)):
        at = rng.randint(0, len(chars)); end = min(len(chars), at + rng.choice((1, 5, 40, 400)))
        kind = rng.randrange(6)
        if kind == 0: del chars[at:end]
        elif kind == 1:
            to = rng.randint(0, len(chars)); chars[to:to] = chars[at:end]
        elif kind == 2: chars[at:at] = list(rng.choice(JUNK))
        elif kind == 3: chars[at:end] = chars[at:end][::-1]
        elif kind == 4: chars[at:at] = list(rng.choice(JUNK)) * rng.choice((1, 30, 300))
        elif chars: chars[min(at, len(chars) - 1)] = chr(rng.choice([rng.randrange(0xD800), rng.randrange(0xE000, 0x110000)]))
    data = ''.join(chars).encode('utf-8', 'replace')
    if rng.randrange(20) == 0: data = data[:rng.randrange(len(data) + 1)]
    if rng.randrange(20) == 0: data = '\ufeff'.encode('utf-16-le') + data.decode('utf-8', 'replace').encode('utf-16-le')
    return data


def verbs(source, version, record, folder):
    """Every verb that reads texts, as arguments and standard input."""
    pair, out = [source, version], os.path.join(folder, 'out')
    check = ['check', '--fail-on', 'warning']
    return [
        (check + [version], None), (check + ['--format', 'json'] + pair, None), (check + ['--format', 'html'] + pair, None),
        (check + ['--format', 'human'] + pair, None), (check + ['--format', 'sarif'] + pair, None),
        (['fix', '--diff'] + pair, None), (['fix'] + pair, None), (['align', '--format', 'human'] + pair, None),
        (['align', '--segmented', '--format', 'json'] + pair, None), (['align', '--show', 'facts'] + pair, None),
        (['learn', '-o', out] + pair, None), (['align', '--lexicon', version] + pair, None), (['stream'], record), (['stream', '--alignment'], record)]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('examples'); ap.add_argument('--copydesk', default='target/release/copydesk'); ap.add_argument('--mutations', type=int, default=2000)
    ap.add_argument('--random', type=int, default=200); ap.add_argument('--seed', type=int, default=7); ap.add_argument('--seconds', type=float, default=10)
    ap.add_argument('--only', metavar='CASE', help='run this case alone'); ap.add_argument('--keep', metavar='DIR', help='copy the files of bad runs there')
    o = ap.parse_args(); rng = random.Random(o.seed)
    names = sorted(n for n in os.listdir(o.examples) if n.count('.') == 2 and n.rsplit('.')[-1] in ('txt', 'md', 'html'))
    read = lambda n: open(os.path.join(o.examples, n), encoding='utf-8', newline='').read()
    bad, runs, slowest, statuses = 0, 0, (0.0, ''), {}
    with tempfile.TemporaryDirectory() as tmp:
        def cases():
            for k in range(o.mutations):
                name = rng.choice(names); article, lang, ending = name.split('.')
                source = f'{article}.en.{ending}'
                files = [(source, read(source).encode()), (f'{article}.{lang if lang != "en" else "es"}.{ending}', mutated(read(name), rng))]
                if rng.randrange(4) == 0: files[0] = (source, mutated(read(source), rng))
                yield f'mutation {k}', files, [k]
            for k in range(o.random):
                ending = rng.choice(('txt', 'md', 'html'))
                data = [bytes(rng.randrange(256) for _ in range(rng.randrange(4000))) for _ in range(2)]
                yield f'random {k}', [(f'a.en.{ending}', data[0]), (f'a.es.{ending}', data[1])], None
        for title, files, turn in cases():
            if o.only and title != o.only: continue
            folder = os.path.join(tmp, 'case'); shutil.rmtree(folder, ignore_errors=True); os.mkdir(folder)
            paths = [os.path.join(folder, n) for n, _ in files]
            for path, (_, data) in zip(paths, files):
                with open(path, 'wb') as f: f.write(data)
            if turn is None: record = files[0][1]
            else:
                texts = [d.decode('utf-8', 'replace') for _, d in files]
                record = json.dumps({'id': title, 'source': {'lang': 'en', 'text': texts[0]}, 'versions': [{'text': texts[1]}]}).encode()
            todo = verbs(*paths, record, folder)
            for args, stdin in todo if turn is None else [todo[turn[0] % len(todo)], (['check', '--format', 'json'] + paths, None)]:
                began = time.perf_counter(); runs += 1
                try:
                    p = subprocess.run([o.copydesk] + args, input=stdin or b"", capture_output=True, timeout=o.seconds)
                    wrong = f'exit status {p.returncode}' if p.returncode not in (0, 1, 2) else 'panicked' if b'panicked' in p.stderr else None
                    statuses[p.returncode] = statuses.get(p.returncode, 0) + 1
                    detail = p.stderr.decode('utf-8', 'replace')[:400]
                except subprocess.TimeoutExpired:
                    wrong, detail = f'longer than {o.seconds} s', ''
                slowest = max(slowest, (time.perf_counter() - began, f'{title}: {args[0]}'))
                if wrong:
                    bad += 1
                    print(f'{title} (seed {o.seed}): {wrong}: {" ".join(args)}\n{detail}', flush=True)
                    if o.keep: shutil.copytree(folder, os.path.join(o.keep, title.replace(' ', '-')), dirs_exist_ok=True)
    print(f'{runs} runs, {bad} bad; exit statuses {dict(sorted(statuses.items()))}; slowest {slowest[0]:.2f} s ({slowest[1]})')
    sys.exit(bad > 0)


if __name__ == '__main__': main()
