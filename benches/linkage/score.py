#!/usr/bin/env python3
"""Measures a file of links against the truth of country.py.

    score.py FOLDER LINKS [--json] [--kinds]

LINKS is CSV or Parquet with id_a, id_b, score, outcome (`couple` or `review`). The threshold is the engine's
own: what it calls `couple`. At even odds stand the pairs of the ranked list whose score is at least 0 bits, coupled or for
review: where Splink's own one-to-one at 0.5 draws its line. The ranked list is couple and review together, greedily one to one by score; pairs of equal
score stand or fall together. A share counts true pairs, unless it says otherwise.
"""

import argparse
import csv
import json
from collections import Counter, defaultdict


def read_links(path):
    if path.endswith(".parquet"):
        import duckdb

        return duckdb.sql(f"SELECT id_a, id_b, score, outcome FROM read_parquet('{path}')").fetchall()
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        a, b, score, outcome = (header.index(name) for name in ("id_a", "id_b", "score", "outcome"))
        return [(row[a], row[b], float(row[score]), row[outcome]) for row in rows]


def read_truth(folder):
    with open(f"{folder}/truth.csv", encoding="utf-8", newline="") as file:
        return {(row["person_id"], row["cpr_number"]): row for row in csv.DictReader(file)}


def january(folder):
    """Ids on each side whose birth date is 1 January, and how many rows the left has."""
    found, rows = set(), 0
    for name, key in (("left", "person_id"), ("right", "cpr_number")):
        with open(f"{folder}/{name}.csv", encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            header = next(reader)
            identity, birth = header.index(key), header.index("birth_date")
            for row in reader:
                rows += name == "left"
                if row[birth].endswith("-01-01"):
                    found.add((name, row[identity]))
    return found, rows


def one_to_one(links):
    """Greedy by score; ties by id, so that the figure can be repeated."""
    left, right, kept = set(), set(), []
    for link in sorted(links, key=lambda link: (-link[2], link[0], link[1])):
        if link[0] in left or link[1] in right:
            continue
        left.add(link[0])
        right.add(link[1])
        kept.append(link)
    return kept


def recall_at(ranked, truth, precision):
    """The greatest recall of a prefix (whole groups of equal score) whose precision is at least this; and its score."""
    right = wrong = best = 0
    at = None
    for place, (a, b, score, _) in enumerate(ranked):
        if (a, b) in truth:
            right += 1
        else:
            wrong += 1
        last = place + 1 == len(ranked) or ranked[place + 1][2] != score
        if last and right >= precision * (right + wrong) and right > best:
            best, at = right, score
    return best / max(1, len(truth)), at


def best_f1(ranked, truth):
    right, best = 0, 0.0
    for place, (a, b, _, _) in enumerate(ranked):
        right += (a, b) in truth
        best = max(best, 2 * right / (place + 1 + len(truth)))
    return best


def share(pairs, found):
    return sum(pair in found for pair in pairs) / max(1, len(pairs))


def measure(folder, links):
    truth = read_truth(folder)
    birth, left_rows = january(folder)
    coupled = {(a, b) for a, b, _, outcome in links if outcome == "couple"}
    review = {(a, b) for a, b, _, outcome in links if outcome == "review"}
    correct = coupled & truth.keys()
    precision, recall = len(correct) / max(1, len(coupled)), len(correct) / max(1, len(truth))
    ranked = one_to_one(links)
    everywhere = {(a, b) for a, b, _, _ in links}
    groups = defaultdict(list)
    for pair, row in truth.items():
        groups[row["culture"]].append(pair)
    cultures = {name: share(pairs, correct) for name, pairs in groups.items()}
    worst = min(cultures, key=cultures.get)
    even = {(a, b) for a, b, score, _ in ranked if score >= 0}
    even_correct = even & truth.keys()
    even_cultures = [share(pairs, even_correct) for pairs in groups.values()]
    without = [pair for pair, row in truth.items() if row["shares_identifier"] == "0"]
    uncoupled = [pair for pair in truth if pair not in coupled]
    kinds_all, kinds_missed = Counter(), Counter()
    for pair, row in truth.items():
        for kind in row["kinds"].split("|"):
            kinds_all[kind] += 1
            kinds_missed[kind] += pair not in coupled
    couple_left, couple_right = [pair[0] for pair in coupled], [pair[1] for pair in coupled]
    to_review = {a for a, _ in review} - set(couple_left)
    at_9999, score_9999 = recall_at(ranked, truth, 0.9999)
    return {
        "true_pairs": len(truth),
        "coupled": len(coupled),
        "wrong": len(coupled) - len(correct),
        "one_to_one": len(set(couple_left)) == len(couple_left) and len(set(couple_right)) == len(couple_right),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-12, precision + recall),
        "f1_best_threshold": best_f1(ranked, truth),
        "f1_even_odds": 2 * len(even_correct) / max(1, len(even) + len(truth)),
        "recall_without_identifier_even_odds": share(without, even_correct),
        "recall_worst_culture_even_odds": min(even_cultures),
        "recall_at_precision_0.999": recall_at(ranked, truth, 0.999)[0],
        "recall_at_precision_0.9999": at_9999,
        "score_at_precision_0.9999": score_9999,
        "recall_without_identifier": share(without, correct),
        "recall_1_january": share([pair for pair in truth if ("left", pair[0]) in birth or ("right", pair[1]) in birth], correct),
        "worst_culture": worst,
        "recall_worst_culture": cultures[worst],
        "recall_by_culture": dict(sorted(cultures.items())),
        "recall_in_list": share(truth, everywhere),
        "review_rows": len(review),
        "review_share_of_left": len(to_review) / max(1, left_rows),
        "uncoupled_true": len(uncoupled),
        "uncoupled_true_in_review": share(uncoupled, review),
        "missed_by_kind": {kind or "nothing": [missed, kinds_all[kind]] for kind, missed in kinds_missed.most_common()},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("links")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    parser.add_argument("--kinds", action="store_true", help="also which kinds of error the missed pairs have")
    given = parser.parse_args()
    result = measure(given.folder, read_links(given.links))
    if given.json:
        print(json.dumps(result))
        return
    cultures, kinds = result.pop("recall_by_culture"), result.pop("missed_by_kind")
    for name, value in result.items():
        print(f"{name:28} {value:.6f}" if isinstance(value, float) else f"{name:28} {value}")
    print("recall by culture            " + ", ".join(f"{name} {value:.4f}" for name, value in sorted(cultures.items(), key=lambda item: item[1])))
    if given.kinds:
        for kind, (missed, count) in sorted(kinds.items(), key=lambda item: -item[1][0] / item[1][1]):
            print(f"  {kind:22} missed {missed:7} of {count:8}  {missed / count:.4f}")


if __name__ == "__main__":
    main()
