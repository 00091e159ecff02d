#!/usr/bin/env python3
"""How right the aligner is, set by set: strict F1 of the links, F1 of dropped and added sentences, documents with a false drop.

  quality.py DATA [--copydesk PATH] [--sets drop-,mix-] [--learn]

With --learn a lexicon is learned first from the set's own texts, gold unseen. Standard library only; the folder is described in
alignments.py.
"""
import argparse, os, subprocess, tempfile
import alignments as al


def learned(copydesk, about, documents, path):
    texts = [os.path.join(d, side) for d in documents for side in ('src.txt', 'tgt.txt')]
    command = [copydesk, 'learn', '--segmented', '--source-lang', about['source_lang'], '--version-lang', about['version_lang'], '-o', path, *texts]
    subprocess.run(command, check=True, capture_output=True)
    return ['--lexicon', path]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('data'); ap.add_argument('--copydesk', default='target/release/copydesk'); ap.add_argument('--sets', default='')
    ap.add_argument('--learn', action='store_true'); o = ap.parse_args()
    print('| set | documents | strict F1 | dropped F1 | added F1 | documents with a false drop |\n| --- | --- | --- | --- | --- | --- |')
    with tempfile.TemporaryDirectory() as tmp:
        for name, about in al.sets_of(o.data, o.sets).items():
            documents = al.documents(o.data, name)
            extra = learned(o.copydesk, about, documents, f'{tmp}/{name}.tsv') if o.learn else []
            outputs = al.run_all([al.command(o.copydesk, about, d, '--format', 'tsv', *extra) for d in documents])
            r = al.score([(al.gold(d), al.parse(t)) for d, t in zip(documents, outputs)])
            drops = f"{r['drop']:.3f}" if about['kind'] != 'gold' else '–'
            adds = f"{r['add']:.3f}" if about['kind'] == 'mix' else '–'
            wrong = f"{100 * r['false_drop']:.1f} %" if about['kind'] != 'gold' else '–'
            print(f"| {name} | {len(documents)} | {r['strict']:.3f} | {drops} | {adds} | {wrong} |", flush=True)


if __name__ == '__main__': main()
