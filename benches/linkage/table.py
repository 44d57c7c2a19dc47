#!/usr/bin/env python3
"""Prints what benches/linkage/run measured: a line a figure, a column an engine and seed, with the bar and whether it is met."""

import json
import sys

# (what is printed, the figure, the bar that must be met, whether more is better)
FIGURES = [
    ("F1, own threshold", "f1", 0.9972, True),
    ("precision, own threshold", "precision", 0.9999, True),
    ("wrong", "wrong", None, False),
    ("recall, own threshold", "recall", None, True),
    ("F1, even odds", "f1_even_odds", 0.9972, True),
    ("F1, best threshold (oracle)", "f1_best_threshold", None, True),
    ("recall at precision 0.9999", "recall_at_precision_0.9999", 0.97, True),
    ("recall without identifier", "recall_without_identifier", 0.990, True),
    ("the same at even odds", "recall_without_identifier_even_odds", 0.990, True),
    ("recall, 1 January", "recall_1_january", None, True),
    ("recall, worst culture", "recall_worst_culture", 0.990, True),
    ("the same at even odds", "recall_worst_culture_even_odds", 0.990, True),
    ("worst culture", "worst_culture", None, None),
    ("review, share of left", "review_share_of_left", 0.01, False),
    ("uncoupled true in review", "uncoupled_true_in_review", 0.80, True),
    ("seconds", "seconds", 20, False),
    ("processor seconds", "processor", None, False),
    ("peak MiB", "mebibytes", 1536, False),
]


def read(path, keyed):
    columns = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            *names, spent, result = line.rstrip("\n").split("\t")
            seconds, user, system, kibibytes = (float(value) for value in spent.split())
            columns.append(
                (
                    " ".join(reversed(names)) if keyed else names[0],
                    {**json.loads(result), "seconds": seconds, "processor": user + system, "mebibytes": round(kibibytes / 1024)},
                )
            )
    return columns


def text(key, value):
    if value is None or isinstance(value, str):
        return value or "-"
    if key in ("seconds", "processor"):
        return f"{value:.1f}"
    return f"{value:.5f}" if isinstance(value, float) else f"{value:,}"


def show(rows):
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
    print()


def main():
    if sys.argv[1] == "--febrl4":
        rows = [["FEBRL 4", "F1", "precision", "recall", "seconds", "processor", "MiB"], ["---"] * 7]
        for name, figures in read(sys.argv[2], False):
            rows.append(
                [
                    name,
                    *(f"{figures[key]:.4f}" for key in ("f1", "precision", "recall")),
                    f"{figures['seconds']:.2f}",
                    f"{figures['processor']:.2f}",
                    str(figures["mebibytes"]),
                ]
            )
        rows.append(["must", "1.0000", "", "", "0.50", "", ""])
        show(rows)
        return
    columns = read(sys.argv[1], True)
    rows = [["", "must", *(name for name, _ in columns)], ["---"] * (2 + len(columns))]
    for title, key, bar, more in FIGURES:
        cells = []
        for name, figures in columns:
            value = figures[key]
            missed = bar is not None and name.startswith("ankomst") and (value < bar if more else value > bar)
            cells.append(text(key, value) + (" MISSED" if missed else ""))
        rows.append([title, "" if bar is None else f"{'>=' if more else '<='} {bar}", *cells])
    show(rows)


if __name__ == "__main__":
    main()
