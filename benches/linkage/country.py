#!/usr/bin/env python3
"""Two registers of persons who do not exist, and the truth: a second, independent opinion on the coupling engine.

    country.py --size 1000000 --seed 1 --out FOLDER [--overlap 0.9] [--duplicates 0.008] [--moved 0.2 ...] [--all-errors 2]

Writes left.csv, right.csv (the columns of parameters/coupling-flat.toml) and truth.csv (person_id, cpr_number, culture,
shares_identifier, kinds). It shares no code, list or rate with crates/generator. All rates are assumptions, and arguments with
the values below. Rates of name errors, date errors and moves were raised, in four tries on 50,000 persons of seed 2, until Splink
(stock and expert) found about what it found on an earlier, third set of two such registers; README.md gives the figures.

No number can be a real person's: the day of the birth date has 60 added (61-91), which CPR has never issued.
The same arguments give the same bytes.
"""

import argparse
import json
import os
import random
from types import SimpleNamespace

import numpy as np

import names
from persons import TODAY, Families, Persons, places
from recording import (
    BIT,
    KINDS,
    addresses,
    cpr_numbers,
    dates,
    entry_lag,
    iso,
    other_numbers,
    recorded_dates,
)
from wording import Spelling, Words, compose, name_flags

# Every rate: share of persons (or of what the text says), and what it means.
RATES = {
    # numbers
    "cpr_known": (0.42, "CARL2 knows a CPR number"),
    "cpr_typo": (0.02, "of those: one digit wrong or two swapped"),
    "id_typed": (0.45, "the municipality typed a person-id"),
    "id_typo": (0.03, "of those: one digit wrong or two swapped"),
    "number_of_relative": (0.002, "of either number: a family member's instead"),
    "number_changed": (0.01, "has had another CPR number; half of CARL2's numbers are then the former"),
    "former_in_cpr": (0.9, "of those: CPR's row has the former number"),
    # names
    "spelling_scale": (2.6, "factor on each culture's chance that a word is romanised anew"),
    "family_spelling": (0.92, "a family's shared names are spelt alike within a register"),
    "other_layout": (0.7, "families whose names are cut into parts anew in the other register"),
    "own_layout": (0.12, "persons cut otherwise than their family"),
    "second_dropped": (0.25, "second given name missing on one side"),
    "middle_dropped": (0.25, "middle names missing on one side"),
    "swap_scale": (1.0, "factor on each culture's chance that given name and surname are swapped"),
    "merged": (0.03, "two name words written as one, or with a hyphen, on one side"),
    "name_typo": (0.032, "a letter wrong, missing, doubled or swapped, in each of given name and surname"),
    "marriage": (0.08, "adult women: CPR has the married name, CARL2 the former"),
    "marriage_former": (0.6, "of those: CPR's row has the former name"),
    "surname_missing": (0.008, "no surname on one side"),
    "name_replaced": (0.006, "another given name altogether on one side"),
    "capitals": (0.12, "CARL2 in capitals"),
    "ascii": (0.35, "CARL2 without marks on letters"),
    # birth date and sex
    "january_scale": (1.0, "factor on each culture's share of unknown birth dates set to 1 January"),
    "january_one_side": (0.15, "of those: the other register has another day"),
    "january_year": (0.1, "of those: the year differs by one or two"),
    "date_swapped": (0.015, "day and month swapped, where both are at most 12"),
    "date_digit": (0.016, "one digit of the date wrong"),
    "date_partial": (0.012, "day, or day and month, missing on one side"),
    "date_other": (0.004, "another year within ten, same day and month"),
    "sex_wrong": (0.005, "sex wrong on one side"),
    # other evidence
    "nationality_changed": (0.018, "nationality differs"),
    "nationality_unknown": (0.012, "nationality unknown on one side"),
    "entry_same_day": (0.25, "entry and registration the same day"),
    "entry_month": (0.43, "within 30 days"),
    "entry_quarter": (0.18, "within 120 days; the rest within six years"),
    "entry_missing": (0.04, "no date on one side"),
    "moved": (0.32, "CARL2 has another address"),
    "address_short": (0.15, "address abbreviated or without floor"),
    "address_missing": (0.03, "no address in CARL2"),
    "centre": (0.06, "CARL2 has a centre where many live"),
    "postcode_wrong": (0.015, "a digit wrong"),
    "dead": (0.025, "dead in CPR; CARL2 knows 60 % of them"),
    # persons
    "twins": (0.012, "children born together with the one before"),
    "namesakes": (0.004, "families whose head has the full name of another head"),
    "duplicates": (0.0, "persons who stand twice in CARL2"),
}
ERRORS_NOT_SCALED = {
    "cpr_known",
    "id_typed",
    "family_spelling",
    "former_in_cpr",
    "marriage_former",
    "capitals",
    "ascii",
    "january_scale",
    "entry_same_day",
    "entry_month",
    "entry_quarter",
    "twins",
    "namesakes",
    "duplicates",
    "dead",
    "january_one_side",
}
COLUMNS = (
    "person_id,cpr_number,former_numbers,given_names,middle_names,surname,former_names,birth_date,sex,nationality,entered_on,died_on,address,postcode"
)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=100_000, help="persons in each register")
    parser.add_argument("--overlap", type=float, default=0.9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", required=True)
    parser.add_argument("--all-errors", type=float, default=1.0, help="factor on every error rate")
    for name, (value, text) in RATES.items():
        parser.add_argument("--" + name.replace("_", "-"), type=float, default=None, help=f"{text} ({value})")
    given = parser.parse_args()
    for name, (value, _) in RATES.items():
        if getattr(given, name) is None:
            scale = 1.0 if name in ERRORS_NOT_SCALED else given.all_errors
            # a share ends at 1; a factor on the cultures' own shares does not
            setattr(given, name, value * scale if name.endswith("_scale") else min(1.0, value * scale))
    return given


def write(path, header, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        for start in range(0, len(lines), 50_000):
            file.write("\n".join(lines[start : start + 50_000]) + "\n")


def main():
    rate = arguments()
    rng = np.random.default_rng(rate.seed)
    cultures = names.cultures(np.random.default_rng(71))  # the pools are the same for every seed
    total = round(rate.size * (2 - rate.overlap))
    families = Families(rng, total, cultures, rate)
    persons = Persons(rng, families, cultures, total, rate)
    count = persons.count
    kinds = np.zeros(count, int)
    kinds |= np.where(persons.twin, BIT["twin"], 0) | np.where(persons.has_family, BIT["family"], 0) | np.where(persons.namesake, BIT["namesake"], 0)
    where = membership(rng, count, rate)
    # left and right hold a column for each thing that a register says; the order of draws is the order of these calls
    left, right = SimpleNamespace(), SimpleNamespace()
    january = np.array([c.january for c in cultures])[persons.culture]
    left_date, right_date = recorded_dates(rng, persons, rate, kinds, january)
    left.birth, right.birth = dates(left_date), dates(right_date)
    sexes(rng, persons, rate, kinds, left, right)
    numbers(rng, persons, rate, kinds, where, right_date, left, right)
    nationalities(rng, persons, cultures, rate, kinds, left, right)
    stays(rng, families, persons, rate, kinds, left, right)
    homes(rng, families, persons, rate, kinds, left, right)
    words = Words(rng, families, persons, cultures, rate)
    flags = name_flags(rng, persons, cultures, rate, kinds)
    men, women = (np.array([len(pool) for pool in pools])[persons.culture] for pools in ([c.male for c in cultures], [c.female for c in cultures]))
    other_given = np.array([rng.integers(len(c.male)) for c in cultures])[persons.culture]
    other_given = (other_given + rng.integers(0, 1000, count)) % np.where(persons.male, men, women)
    spelling = Spelling(cultures, 72)
    differs = (words.given[0] != words.given[1]) | (words.middle[0] != words.middle[1]) | (words.surname[0] != words.surname[1])
    kinds |= np.where(differs, BIT["spelling"], 0) | np.where(words.layout[0] != words.layout[1], BIT["layout"], 0)

    def named(side, rows, spelt=words, wrong=flags, seed=rate.seed):
        return compose(side, rows, persons, spelt, spelling, cultures, wrong, seed, other_given)

    os.makedirs(rate.out, exist_ok=True)
    rows = np.flatnonzero(where[0])
    lines = [left_line(left, row, left.id[row], left.number[row], name, left.entry[row]) for row, name in zip(rows.tolist(), named(0, rows))]
    twice = {}
    doubles = rows[rng.random(len(rows)) < rate.duplicates]
    if len(doubles):
        again = Words(rng, families, persons, cultures, rate)
        wrong = {**name_flags(rng, persons, cultures, rate, np.zeros(count, int)), "married": flags["married"]}
        kinds[doubles] |= BIT["duplicate"]
        lines += second_rows(rng, persons, left, doubles, named(0, doubles, again, wrong, f"{rate.seed}-again"), twice)
    write(f"{rate.out}/left.csv", COLUMNS, sorted(lines))
    left_rows = len(lines)
    rows = np.flatnonzero(where[1])
    lines = [right_line(right, row, name) for row, name in zip(rows.tolist(), named(1, rows))]
    write(f"{rate.out}/right.csv", COLUMNS, sorted(lines, key=lambda line: line.split(",", 2)[1]))
    del lines
    pairs, shared = true_pairs(persons, cultures, kinds, np.flatnonzero(where[0] & where[1]), left, right, twice)
    write(f"{rate.out}/truth.csv", "person_id,cpr_number,culture,shares_identifier,kinds", pairs)
    with open(f"{rate.out}/country.json", "w", encoding="utf-8") as file:
        share = round(shared / max(1, len(pairs)), 4)
        json.dump(
            {"arguments": vars(rate), "left": left_rows, "right": len(rows), "true_pairs": len(pairs), "share_with_identifier": share}, file, indent=1
        )
        file.write("\n")


def membership(rng, count, rate):
    """Who stands in the left and who in the right register; relatives need not stand in the same."""
    shuffled = rng.permutation(count)
    in_left, in_right = np.zeros(count, bool), np.zeros(count, bool)
    in_left[shuffled[: rate.size]] = True
    in_right[shuffled[: round(rate.size * rate.overlap)]] = True
    in_right[shuffled[rate.size :]] = True
    return in_left, in_right


def sexes(rng, persons, rate, kinds, left, right):
    wrong = rng.random(persons.count) < rate.sex_wrong
    on_left = persons.male ^ (wrong & (rng.random(persons.count) < 0.7))
    right.male = persons.male ^ (wrong & (on_left == persons.male))
    kinds |= np.where(wrong, BIT["sex"], 0)
    left.sex, right.sex = (["M" if male else "F" for male in side.tolist()] for side in (on_left, right.male))


def numbers(rng, persons, rate, kinds, where, right_date, left, right):
    """Both numbers as each register holds them: CARL2's id and what it knows of CPR's, CPR's number and what was typed of CARL2's."""
    count = persons.count
    changed = rng.random(count) < rate.number_changed
    rows = np.flatnonzero(changed)
    dated = [np.concatenate([column, column[rows]]) for column in right_date[:3]]
    dated[0][count:] -= rng.integers(0, 3, len(rows))
    dated[2][count:] = rng.integers(1, 29, len(rows))
    issued = cpr_numbers(rng, np.concatenate([right.male, right.male[rows]]).astype(int), *dated)
    former = [""] * count
    for place, row in enumerate(rows.tolist()):
        former[row] = issued[count + place]
    right.id = issued[:count]
    kinds |= np.where(changed, BIT["number-changed"], 0)
    order = np.lexsort((np.arange(count), persons.entry))  # ids in the order of registration, so relatives have near ones
    ids = np.empty(count, int)
    ids[order] = 100_000_000 + np.cumsum(rng.integers(1, 10, count))
    left.id = [str(i) for i in ids.tolist()]

    knows = rng.random(count) < rate.cpr_known * np.where(where[1], 1, 0.5)
    relative = knows & (rng.random(count) < rate.number_of_relative)
    mistyped = knows & (rng.random(count) < rate.cpr_typo)
    outdated = changed & (rng.random(count) < 0.5)
    current = [former[row] if old else right.id[row] for row, old in enumerate(outdated.tolist())]
    found = other_numbers(current, persons, mistyped, relative, f"{rate.seed}-cpr")
    left.number = [number if known else "" for number, known in zip(found, knows.tolist())]
    typed = rng.random(count) < rate.id_typed * np.where(where[0], 1, 0.2)
    id_relative = typed & (rng.random(count) < rate.number_of_relative)
    id_mistyped = typed & (rng.random(count) < rate.id_typo)
    found = other_numbers(left.id, persons, id_mistyped, id_relative, f"{rate.seed}-id")
    right.number = [number if known else "" for number, known in zip(found, typed.tolist())]
    kinds |= np.where((relative | id_relative) & persons.has_family, BIT["number-of-relative"], 0)
    listed = changed & (rng.random(count) < rate.former_in_cpr)
    right.former = [number if known else "" for number, known in zip(former, listed.tolist())]


def nationalities(rng, persons, cultures, rate, kinds, left, right):
    codes = [[code for code, _ in c.nationalities] for c in cultures]
    left.nation = [codes[c][n] for c, n in zip(persons.culture.tolist(), persons.nationality.tolist())]
    right.nation = list(left.nation)
    every = sorted({code for row in codes for code in row})
    pick = random.Random(f"{rate.seed}-nation")
    draws = rng.random(persons.count)
    for row in np.flatnonzero(draws < rate.nationality_changed + rate.nationality_unknown).tolist():
        kinds[row] |= BIT["nationality"]
        if draws[row] < rate.nationality_changed:
            right.nation[row] = "DNK" if pick.random() < 0.5 else pick.choice(codes[persons.culture[row]] + every[:3])
        elif pick.random() < 0.5:
            left.nation[row] = "XXX"
        else:
            right.nation[row] = "XXX"


def stays(rng, families, persons, rate, kinds, left, right):
    """Entry and death; the lag between the registers is mostly the family's."""
    count = persons.count
    lag = entry_lag(rng, families.count, rate)[persons.family]
    own = rng.random(count) < 0.15
    lag[own] = entry_lag(rng, int(own.sum()), rate)
    late = persons.entry + lag > TODAY
    lag[late] = (rng.random(late.sum()) * (TODAY - persons.entry[late])).astype(int)
    entry_left, entry_right = persons.entry.copy(), persons.entry + lag
    kinds |= np.where(np.abs(lag) > 120, BIT["entry-far"], 0)
    missing = rng.random(count) < rate.entry_missing
    entry_left[missing & (rng.random(count) < 0.5)] = 0
    entry_right[missing & (entry_left > 0)] = 0
    kinds |= np.where(missing, BIT["entry-missing"], 0)
    death = persons.death
    known = rng.random(count)
    entry_right = np.where((death > 0) & (entry_right > death), persons.entry, entry_right)
    left.entry, right.entry = iso(entry_left), iso(entry_right)
    left.death, right.death = iso(np.where((death > 0) & (known < 0.6), death + np.where(known < 0.08, 1, 0), 0)), iso(death)


def homes(rng, families, persons, rate, kinds, left, right):
    """Address and postcode: CPR's is where the person lives, CARL2's may be older, a centre, abbreviated or absent."""
    count, family = persons.count, persons.family
    alone = (rng.random(count) < 0.12) & persons.has_family  # members who live by themselves
    own = places(rng, int(alone.sum()))
    own_rows = np.flatnonzero(alone)
    moved = (rng.random(families.count) < rate.moved)[family] ^ (rng.random(count) < 0.03)
    centre = ((rng.random(families.count) < rate.centre)[family]) & ~moved
    kinds |= np.where(moved, BIT["moved"], 0) | np.where(centre, BIT["centre"], 0)
    now = {key: column[family] for key, column in families.place.items()}
    for key, column in now.items():
        column[own_rows] = own[key]
    centres = places(rng, 60)
    at = rng.integers(0, 60, families.count)[family]
    lives = {key: np.where(centre, centres[key][at], np.where(moved, families.old_place[key][family], column)) for key, column in now.items()}
    lives["floor"] = np.where(centre, 0, lives["floor"])
    absent = rng.random(count) < rate.address_missing
    kinds |= np.where(absent, BIT["address-missing"], 0)
    style = np.where(rng.random(count) < rate.address_short, rng.integers(1, 4, count), 0)
    postcode = lives["postcode"].copy()
    slip = rng.random(count) < rate.postcode_wrong
    postcode[slip] = (postcode[slip] + rng.choice([-100, -10, -1, 1, 10, 100], slip.sum())).clip(1000, 9999)
    gone = absent.tolist()
    left.address = ["" if none else text for none, text in zip(gone, addresses(lives, style))]
    left.postcode = ["" if none else code for none, code in zip(gone, postcode.tolist())]
    right.address, right.postcode = addresses(now, np.zeros(count, int)), now["postcode"].tolist()


def left_line(left, row, identity, number, name, entry):
    given, middle, surname, former = name
    who = f"{identity},{number},,{given},{middle},{surname},{former},{left.birth[row]},{left.sex[row]},{left.nation[row]}"
    return f"{who},{entry},{left.death[row]},{left.address[row]},{left.postcode[row]}"


def right_line(right, row, name):
    given, middle, surname, former = name
    who = f"{right.number[row]},{right.id[row]},{right.former[row]},{given},{middle},{surname},{former},{right.birth[row]},{right.sex[row]}"
    return f"{who},{right.nation[row]},{right.entry[row]},{right.death[row]},{right.address[row]},{right.postcode[row]}"


def second_rows(rng, persons, left, rows, spelt, twice):
    """The same persons once more: another id, registered later, spelt anew, without a number."""
    last = int(max(left.id, key=int))
    entry = iso((persons.entry + rng.integers(100, 2500, persons.count)).clip(None, TODAY))
    lines = []
    for row, name in zip(rows.tolist(), spelt):
        last += int(rng.integers(1, 10))
        twice[row] = str(last)
        lines.append(left_line(left, row, twice[row], "", name, entry[row]))
    return lines


def true_pairs(persons, cultures, kinds, rows, left, right, twice):
    """Lines of the truth, and how many of the persons share a number, current or former."""
    shared, lines, texts = 0, [], {}
    for row in rows.tolist():
        number = left.number[row]
        shares = bool(number) and number in (right.id[row], right.former[row]) or right.number[row] == left.id[row]
        shared += shares
        mask = int(kinds[row])
        if mask not in texts:
            texts[mask] = "|".join(kind for kind in KINDS if mask & BIT[kind])
        culture = cultures[persons.culture[row]].name
        lines.append(f"{left.id[row]},{right.id[row]},{culture},{int(shares)},{texts[mask]}")
        if row in twice:
            lines.append(f"{twice[row]},{right.id[row]},{culture},0,{texts[mask]}")
    return sorted(lines), shared


if __name__ == "__main__":
    main()
