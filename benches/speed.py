#!/usr/bin/env python3
"""Speed of `copydesk stream` on an archive and of `copydesk check` on one pair, beside other programs on the same text in the same run.

  speed.py DATA [--copydesk PATH] [--mb 20] [--langs es,de,ru,zh] [--peer 'typos -j1 {file}'] [--peer 'wc -w {file}']

DATA/clean/<article>/<lang>.txt holds one segment a line. The stream cycles over all articles and languages, English as the source; in every
round the digits are exchanged anew, so that no two rounds are equal. MB/s count the text of both sides (1 MB = 1,000,000 bytes), start-up
included; wall time depends on what else runs, processor time hardly. A pair is 5 kB a side, the median of 20 runs. A peer gets the text of
the stream in one file. Standard library only.
"""
import argparse, json, os, random, shlex, statistics, subprocess, tempfile, time


def measured(command, stdin=None):
    """Wall and processor seconds, peak megabytes and exit status of one process."""
    began = time.perf_counter()
    p = subprocess.Popen(command, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(p.pid, 0)
    p.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, p.returncode


def articles(data, langs):
    for article in sorted(os.listdir(f'{data}/clean')):
        folder = f'{data}/clean/{article}'
        if os.path.isdir(folder):
            read = lambda l: open(f'{folder}/{l}.txt', encoding='utf-8', newline='\n').read().rstrip('\n').replace('\n', '\n\n')
            yield {l: read(l) for l in ['en'] + langs}


def archive(texts, langs, target, stream, flat):
    total = rounds = records = 0
    with open(stream, 'w', encoding='utf-8') as out, open(flat, 'w', encoding='utf-8') as plain:
        while total < target:
            digits = list('0123456789')
            if rounds: random.Random(rounds).shuffle(digits)
            change = str.maketrans('0123456789', ''.join(digits)); rounds += 1
            for text in texts:
                for lang in langs:
                    a, b = text['en'].translate(change), text[lang].translate(change)
                    out.write(json.dumps({'id': str(records), 'source': {'lang': 'en', 'text': a}, 'versions': [{'lang': lang, 'text': b}]}, ensure_ascii=False) + '\n')
                    plain.write(f'{a}\n\n{b}\n\n')
                    total += len(a.encode()) + len(b.encode()); records += 1
    return total, records


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('data'); ap.add_argument('--copydesk', default='target/release/copydesk'); ap.add_argument('--mb', type=float, default=20)
    ap.add_argument('--langs', default='es,de,ru,zh'); ap.add_argument('--peer', action='append', default=[], metavar='CMD')
    o = ap.parse_args(); langs = o.langs.split(',')
    with tempfile.TemporaryDirectory() as tmp:
        texts = list(articles(o.data, langs))
        stream, flat = f'{tmp}/stream.jsonl', f'{tmp}/all.txt'
        total, records = archive(texts, langs, o.mb * 1e6, stream, flat)
        print(f'{records} pairs, {total / 1e6:.1f} MB\n\n| program | wall, MB/s | processor, MB/s | peak memory | speed against stream on one thread (processor) |\n| --- | --- | --- | --- | --- |')
        runs = [('copydesk stream --threads 1', [o.copydesk, 'stream', '--threads', '1'], True), ('copydesk stream', [o.copydesk, 'stream'], True)]
        runs += [(peer.replace('{file}', ''), [x.replace('{file}', flat) for x in shlex.split(peer)], False) for peer in o.peer]
        own = None
        for name, command, streams in runs:
            wall, cpu, peak, _ = measured(command, open(stream, 'rb') if streams else None)
            own = own or cpu
            print(f'| {os.path.basename(name).strip()} | {total / 1e6 / wall:.2f} | {total / 1e6 / cpu:.2f} | {peak:.0f} MB | {own / cpu:.2f} |', flush=True)
        for lang in ('en', langs[0]):
            text = '\n\n'.join(t[lang] for t in texts).encode()[:5000].decode('utf-8', 'ignore').rsplit(' ', 1)[0]
            with open(f'{tmp}/article.{lang}.txt', 'w', encoding='utf-8') as f: f.write(text + '\n')
        pair = [f'{tmp}/article.{l}.txt' for l in ('en', langs[0])]
        runs = [measured([o.copydesk, 'check', '--format', 'json', *pair]) for _ in range(20)]
        ms = lambda k: [1000 * r[k] for r in runs]
        print(f'\nOne pair of 2 × 5 kB, whole process: median {statistics.median(ms(0)):.1f} ms wall, {statistics.median(ms(1)):.1f} ms processor, '
              f'fastest {min(ms(0)):.1f} ms wall; {max(r[2] for r in runs):.0f} MB')


if __name__ == '__main__': main()
