#!/usr/bin/env python3
"""Whether the probabilities of the aligner mean what they say: a reliability table of dropped and added sentences and of links.

  calibration.py DATA [--copydesk PATH] [--sets drop-,mix-]

Of all that was said with a probability between two bounds: how much, how sure on the average, how much of it is right against gold.
In a set of kind mix a sentence that was moved counts as right where gold has it dropped or added. Standard library only; the folder is
described in alignments.py.
"""
import argparse, json, sys
import alignments as al

BOUNDS = [0, .3, .5, .6, .7, .8, .9, .95, .99, 1.0001]
SURE = .9
LEAST = .9


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('data'); ap.add_argument('--copydesk', default='target/release/copydesk'); ap.add_argument('--sets', default='drop-,mix-')
    o = ap.parse_args()
    said = {'dropped': [], 'added': [], 'links': []}
    for name, about in al.sets_of(o.data, o.sets).items():
        documents = al.documents(o.data, name)
        outputs = al.run_all([al.command(o.copydesk, about, d, '--format', 'json') for d in documents])
        for document, output in zip(documents, outputs):
            links = al.single_nulls(al.gold(document))
            gold, drops, adds = set(links), al.dropped(links), al.added(links)
            for link in json.loads(output)['links']:
                source, version, p = tuple(link['source']), tuple(link['version']), link['probability']
                if not version: said['dropped'] += [(p, i in drops) for i in source]
                elif not source: said['added'] += [(p, j in adds) for j in version]
                else: said['links'].append((p, (source, version) in gold))
    said = {'dropped or added': said['dropped'] + said['added'], **said}
    missed = False
    for kind, cases in said.items():
        print(f'\n| {kind}: probability | number | mean probability | right |\n| --- | --- | --- | --- |')
        for low, high in zip(BOUNDS, BOUNDS[1:]):
            here = [c for c in cases if low <= c[0] < high]
            if here:
                print(f'| {low} to {min(high, 1)} | {len(here)} | {sum(p for p, _ in here) / len(here):.3f} | {sum(r for _, r in here) / len(here):.3f} |')
        error = sum(abs(sum(p for p, _ in here) - sum(r for _, r in here)) for low, high in zip(BOUNDS, BOUNDS[1:])
                    for here in [[c for c in cases if low <= c[0] < high]]) / max(len(cases), 1)
        sure = [r for p, r in cases if p > SURE]
        print(f'\nAbove {SURE}: {sum(sure) / max(len(sure), 1):.3f} of {len(sure)} right. Expected calibration error {error:.3f}.')
        missed |= kind != 'links' and sum(sure) < LEAST * len(sure)
    sys.exit(missed)


if __name__ == '__main__': main()
