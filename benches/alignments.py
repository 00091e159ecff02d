"""Reads sets of aligned documents, runs aligners on them and scores what they say. Used by the scripts beside it.

A data folder holds align/sets.json (for each set source_lang, version_lang, kind) and align/<set>/<document>/ with src.txt and tgt.txt
(one sentence a line) and gold.tsv (source indices, tab, version indices; empty = none). Standard library only.
"""
import concurrent.futures, json, os, subprocess


def sets_of(data, wanted=''):
    """Names and descriptions of the sets whose names start with one of the comma-separated beginnings."""
    with open(os.path.join(data, 'align', 'sets.json'), encoding='utf-8') as f: sets = json.load(f)
    beginnings = tuple(w for w in wanted.split(',') if w) or ('',)
    return {name: s for name, s in sets.items() if name.startswith(beginnings)}


def documents(data, name):
    folder = os.path.join(data, 'align', name)
    return [os.path.join(folder, d) for d in sorted(os.listdir(folder)) if os.path.isdir(os.path.join(folder, d))]


def parse(text):
    indices = lambda side: tuple(int(x) for x in side.split(',') if x.strip())
    links = []
    for line in text.split('\n'):
        if line.strip():
            source, _, version = line.partition('\t')
            links.append((indices(source), indices(version.split('\t')[0])))
    return links


def gold(document):
    with open(os.path.join(document, 'gold.tsv'), encoding='utf-8') as f: return parse(f.read())


def command(copydesk, about, document, *options):
    return [copydesk, 'align', '--segmented', '--source-lang', about['source_lang'], '--version-lang', about['version_lang'], *options,
            os.path.join(document, 'src.txt'), os.path.join(document, 'tgt.txt')]


def run_all(commands, jobs=2):
    run = lambda c: subprocess.run(c, check=True, capture_output=True, text=True).stdout
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool: return list(pool.map(run, commands))


def single_nulls(links):
    """Links with one empty side as one link a sentence."""
    out = []
    for source, version in links:
        if source and version: out.append((source, version))
        else: out += [((i,), ()) for i in source] + [((), (j,)) for j in version]
    return out


def dropped(links):
    return {i for source, version in links if not version for i in source}


def added(links):
    return {j for source, version in links if not source for j in version}


def f1(right, predicted, true):
    return 2 * right / (predicted + true) if predicted + true else 0.0


def score(pairs):
    """Strict F1 as Sennrich and Volk (2010) count it, F1 of drops and additions, share of documents with a false drop."""
    right = predicted = found = true = wrong = 0
    drop, add = [0, 0, 0], [0, 0, 0]
    for golden, links in pairs:
        golden, links = single_nulls(golden), single_nulls(links)
        want, have = set(golden), set(links)
        right += len(want & have); predicted += len(have)
        filled = {link for link in want if link[0] and link[1]}
        found += len(filled & have); true += len(filled)
        for counts, of in ((drop, dropped), (add, added)):
            w, h = of(golden), of(links)
            counts[0] += len(w & h); counts[1] += len(h); counts[2] += len(w)
        wrong += bool(dropped(links) - dropped(golden))
    precision, recall = right / max(predicted, 1), found / max(true, 1)
    return {'strict': 2 * precision * recall / (precision + recall) if right else 0.0, 'drop': f1(*drop), 'add': f1(*add),
            'false_drop': wrong / max(len(pairs), 1)}
