#!/usr/bin/env python3
"""Two registers of persons who do not exist, and the truth: a second, independent opinion on the coupling engine.

    country.py --size 1000000 --seed 1 --out FOLDER [--overlap 0.9] [--duplicates 0.008] [--moved 0.2 ...] [--all-errors 2]

Writes left.csv, right.csv (the columns of parameters/coupling-flat.toml) and truth.csv (person_id, cpr_number, culture,
shares_identifier, kinds). It shares no code, list or rate with crates/generator, and was written without knowing how the
engine fares on it. All rates are assumptions; they are arguments, with the values below. They were set once, on 50,000 persons
of seed 2, so that Splink (its stock model) finds what it found on an earlier, third set of two such registers: F1 0.976, and
86 % of the pairs without a common number. The engine itself was never asked.

No number can be a real person's: the day of the birth date has 60 added (61-91), which CPR has never issued.
The same arguments give the same bytes.
"""

import argparse
import datetime
import json
import os
import random

import numpy as np

import names

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
    "swap_scale": (2.0, "factor on each culture's chance that given name and surname are swapped"),
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
ERRORS_NOT_SCALED = {"cpr_known", "id_typed", "family_spelling", "former_in_cpr", "marriage_former", "capitals", "ascii", "january_scale", "entry_same_day", "entry_month", "entry_quarter", "twins", "namesakes", "duplicates", "dead", "january_one_side"}

TODAY = datetime.date(2026, 11, 1).toordinal()
COLUMNS = "person_id,cpr_number,former_numbers,given_names,middle_names,surname,former_names,birth_date,sex,nationality,entered_on,died_on,address,postcode"
STREETS = [a + b for a in "Skov Møl Birke Kirke Bøge Ege Linde Strand Sø Eng Bakke Have Nørre Sønder Øster Vester Kloster Dal Mose Hede Rugmarks Hvede Havre Byg Lærke Sol Svane Stær Drossel Fasan Ulve Ræve Hjorte Rådyr Rosen Tulipan Syren Jasmin Lyng Fyrre Gran Elme Aske Pile Poppel Kastanje Valnødde Æble Pære Kirsebær Blomme Skole Station Jernbane Havne Fisker Smede Bager Skrædder Møller Præste Degne Kongens Dronningens Prins Viktoria Amalie Frederiks Christians Valdemars Absalons".replace("Station", "Stations").split() for b in ("vej", "gade", " Allé", "vænget", "parken", "stræde", "toften", "bakken", "svinget", "haven", "krogen")]
KINDS = ["spelling", "layout", "second-dropped", "middle-dropped", "swapped", "merged", "typo-given", "typo-surname", "marriage", "no-surname", "name-replaced",
         "january", "january-one-side", "january-year", "date-swapped", "date-digit", "date-partial", "date-other", "sex", "nationality", "entry-far", "entry-missing", "moved", "address-missing",
         "centre", "twin", "family", "namesake", "number-of-relative", "number-changed", "duplicate"]
BIT = {kind: 1 << i for i, kind in enumerate(KINDS)}


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
            setattr(given, name, min(1.0, value * scale))
    return given


def zipf(count, skew):
    weight = 1.0 / np.arange(3, count + 3) ** skew
    return weight / weight.sum()


def days_of(year, month, day):
    """Ordinals of dates, vectorised."""
    months = (np.asarray(year) - 1970) * 12 + np.asarray(month) - 1
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + np.asarray(day) - 1 + 719163


def parts_of(ordinal):
    """Year, month, day of ordinals."""
    date = (np.asarray(ordinal) - 719163).astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    return date.astype("datetime64[Y]").astype(int) + 1970, month.astype(int) % 12 + 1, (date - month).astype(int) + 1


class Families:
    """Families, and what their members share."""

    def __init__(self, rng, people, cultures, rate):
        count = int(people / 2.1) + 1000
        kind = rng.choice(5, count, p=[0.42, 0.10, 0.30, 0.10, 0.08])  # alone, couple, couple with children, one parent, siblings
        children = np.where(kind == 2, 1 + rng.poisson(1.6, count), np.where(kind == 3, 1 + rng.poisson(0.8, count), 0)).clip(0, 8)
        siblings = np.where(kind == 4, 1 + (rng.random(count) < 0.3), 0)
        spouse = ((kind == 1) | (kind == 2)).astype(int)
        size = 1 + spouse + children + siblings
        count = int(np.searchsorted(np.cumsum(size), people)) + 1
        self.count, self.kind, self.size, self.spouse = count, kind[:count], size[:count], spouse[:count]
        self.culture = rng.choice(len(cultures), count, p=[c.share for c in cultures])
        self.nationality = np.zeros(count, int)
        self.surname = np.zeros(count, int)
        self.father = np.zeros(count, int)
        self.grandfather = np.zeros(count, int)
        for number, culture in enumerate(cultures):
            here = np.flatnonzero(self.culture == number)
            weight = np.array([w for _, w in culture.nationalities], float)
            self.nationality[here] = rng.choice(len(weight), len(here), p=weight / weight.sum())
            self.surname[here] = rng.choice(len(culture.surnames_male), len(here), p=surname_weights(culture))
            chance = zipf(len(culture.male), culture.skew)
            self.father[here] = rng.choice(len(chance), len(here), p=chance)
            self.grandfather[here] = rng.choice(len(chance), len(here), p=chance)
        self.entry = entry_days(rng, self.culture, cultures)
        self.place = places(rng, count)  # where the family lives, as CPR has it
        self.old_place = places(rng, count)  # where it lived before


def surname_weights(culture):
    known, count = culture.known_surnames, len(culture.surnames_male)
    if not known or known >= count:
        return zipf(count, culture.surname_skew)
    return np.concatenate([zipf(known, 0.7) * culture.known_weight, zipf(count - known, 0.25) * (1 - culture.known_weight)])


def entry_days(rng, culture, cultures):
    """Entry dates 1996-2026, with the waves of 2014-2016 and, for Ukrainians, of 2022-2023."""
    count = len(culture)
    start, end = datetime.date(1996, 1, 1).toordinal(), TODAY - 30
    days = rng.integers(start, end, count)
    wave = rng.random(count) < 0.25
    days[wave] = rng.integers(datetime.date(2014, 6, 1).toordinal(), datetime.date(2016, 6, 1).toordinal(), wave.sum())
    ukrainian = (culture == [c.name for c in cultures].index("Ukrainian")) & (rng.random(count) < 0.8)
    days[ukrainian] = datetime.date(2022, 2, 26).toordinal() + rng.exponential(220, ukrainian.sum()).astype(int)
    return days.clip(start, end)


def places(rng, count):
    """Postcode, street, house, letter, floor and door as numbers; towns of unequal size."""
    towns = np.unique(np.concatenate([np.arange(1500, 2990, 25), np.arange(3000, 9990, 17)]))
    town = rng.choice(len(towns), count, p=np.random.default_rng(5).permutation(zipf(len(towns), 0.6)))
    street = (town * 37 + (rng.random(count) ** 1.5 * 70).astype(int) * 11) % len(STREETS)
    flats = rng.random(count) < 0.45
    return {
        "postcode": towns[town],
        "street": street,
        "house": 1 + (rng.random(count) ** 1.4 * 130).astype(int),
        "letter": np.where(rng.random(count) < 0.12, rng.integers(1, 5, count), 0),
        "floor": np.where(flats, rng.integers(1, 7, count), 0),
        "door": rng.integers(0, 3, count),
    }


class Persons:
    """Everything true of the persons, as columns."""

    def __init__(self, rng, families, cultures, people, rate):
        family = np.repeat(np.arange(families.count), families.size)[:people]
        first = np.concatenate([[0], np.cumsum(families.size)[:-1]])
        position = np.arange(len(family)) - first[family]
        self.family, self.count = family, len(family)
        count = self.count
        kind = families.kind[family]
        self.head_row = first[family]
        self.is_head = position == 0
        self.is_spouse = (position == 1) & (families.spouse[family] == 1)
        self.is_sibling = (kind == 4) & (position > 0)
        self.is_child = ~(self.is_head | self.is_spouse | self.is_sibling)
        self.culture = families.culture[family]
        self.nationality = families.nationality[family]
        self.has_family = families.size[family] > 1
        male = rng.random(count) < np.where(self.is_head, np.where(kind == 3, 0.2, np.where(families.spouse[family] == 1, 0.97, 0.6)), 0.5)
        male[self.is_spouse] = ~male[self.head_row[self.is_spouse]]
        self.male = male
        self.births(rng, rate)
        self.draw_names(rng, families, cultures, rate)
        entry = families.entry[family].copy()
        later = (self.is_spouse | self.is_child) & (rng.random(count) < 0.25)
        group_lag = rng.integers(60, 1200, families.count)[family]  # those who follow, follow together
        entry[later] += group_lag[later]
        born_here = entry < self.birth
        entry[born_here] = self.birth[born_here] + rng.integers(0, 40, born_here.sum())
        self.entry = entry.clip(None, TODAY - 2)
        dead = rng.random(count) < rate.dead * np.where(TODAY - self.birth > 60 * 365, 4, 0.5)
        span = np.maximum(TODAY - self.entry, 2)
        self.death = np.where(dead, self.entry + 1 + (rng.random(count) * (span - 1)).astype(int), 0)

    def births(self, rng, rate):
        count = self.count
        year = np.where(rng.random(count) < 0.15, rng.integers(1935, 1965, count), rng.integers(1962, 2004, count))
        birth = days_of(year, np.ones(count, int), np.ones(count, int)) + rng.integers(0, 365, count)
        parent = np.zeros(count, bool)
        parent[self.head_row[self.is_child]] = True
        young = parent & (birth > datetime.date(1994, 12, 31).toordinal())
        birth[young] -= rng.integers(10 * 365, 25 * 365, young.sum())
        near = self.is_spouse | self.is_sibling
        birth[near] = birth[self.head_row[near]] + rng.normal(400, 1300, near.sum()).astype(int)
        gap = rng.integers(320, 1500, count)
        twin = self.is_child & np.roll(self.is_child, 1) & (np.roll(self.family, 1) == self.family) & (rng.random(count) < rate.twins)
        gap[twin] = 0
        gap[~self.is_child] = 0
        first_child = self.is_child & ~(np.roll(self.is_child, 1) & (np.roll(self.family, 1) == self.family))
        gap[first_child] = rng.integers(19 * 365, 31 * 365, first_child.sum())
        total = np.cumsum(gap)
        before = total[self.head_row] - gap[self.head_row]
        child = self.is_child
        birth[child] = birth[self.head_row[child]] + (total - before)[child]
        late = birth > TODAY - 60
        birth[late] = TODAY - 60 - rng.integers(0, 3000, late.sum())
        same = np.flatnonzero(twin)
        birth[same] = birth[same - 1]
        self.birth, self.twin = birth, twin | np.roll(twin, -1)

    def draw_names(self, rng, families, cultures, rate):
        count, family = self.count, self.family
        self.given = np.zeros(count, int)
        self.second = np.full(count, -1)
        self.middle = np.zeros(count, int)
        self.grandfather = families.grandfather[family].copy()
        self.surname = families.surname[family].copy()
        for number, culture in enumerate(cultures):
            for male in (True, False):
                here = np.flatnonzero((self.culture == number) & (self.male == male))
                pool = culture.male if male else culture.female
                self.given[here] = rng.choice(len(pool), len(here), p=zipf(len(pool), culture.skew))
                two = here[rng.random(len(here)) < culture.second_given]
                self.second[two] = rng.choice(len(pool), len(two), p=zipf(len(pool), culture.skew * 0.6))
                if isinstance(culture.middles, tuple):
                    middle = culture.middles[0 if male else 1]
                    self.middle[here] = rng.choice(len(middle), len(here), p=zipf(len(middle), 0.8))
        for _ in range(3):  # no two children of one family are given the same name, where it can be helped
            order = np.lexsort((self.given, self.male, self.is_child, family))
            same = (family[order][1:] == family[order][:-1]) & (self.given[order][1:] == self.given[order][:-1]) & (self.male[order][1:] == self.male[order][:-1]) & self.is_child[order][1:] & self.is_child[order][:-1]
            again = order[1:][same]
            for row in again:
                culture = cultures[self.culture[row]]
                self.given[row] = rng.integers(len(culture.male if self.male[row] else culture.female))
        chain = np.array([not isinstance(c.middles, tuple) for c in cultures])[self.culture]
        # the father is the head, if he is a man and a parent; else the family's absent father
        head_male = self.male[self.head_row]
        by_head = chain & self.is_child & head_male
        other = chain & ~by_head
        self.middle[other] = families.father[family[other]]
        self.middle[by_head] = self.given[self.head_row[by_head]]
        self.grandfather[by_head] = families.father[family[by_head]]
        absent = chain & self.is_child & ~head_male
        self.middle[absent] = families.grandfather[family[absent]]
        self.grandfather[absent] = (families.grandfather[family[absent]] * 7 + 3) % np.array([len(c.male) for c in cultures])[self.culture[absent]]
        spouse = np.flatnonzero(self.is_spouse)
        for number, culture in enumerate(cultures):
            here = spouse[self.culture[spouse] == number]
            if not isinstance(culture.middles, tuple):
                self.middle[here] = rng.choice(len(culture.male), len(here), p=zipf(len(culture.male), culture.skew))
                self.grandfather[here] = rng.choice(len(culture.male), len(here), p=zipf(len(culture.male), culture.skew))
            keeps = here[rng.random(len(here)) < culture.wife_keeps]
            self.surname[keeps] = rng.choice(len(culture.surnames_male), len(keeps), p=surname_weights(culture))
        self.namesake = np.zeros(count, bool)
        heads = np.flatnonzero(self.is_head)
        chosen = heads[rng.random(len(heads)) < rate.namesakes]
        for number in range(len(cultures)):
            for male in (True, False):
                like = heads[(self.culture[heads] == number) & (self.male[heads] == male)]
                here = chosen[(self.culture[chosen] == number) & (self.male[chosen] == male)]
                if not len(like):
                    continue
                model = like[rng.integers(len(like), size=len(here))]
                for column in (self.given, self.second, self.middle, self.grandfather, self.surname):
                    column[here] = column[model]
                near = rng.random(len(here)) < 0.1
                self.birth[here[near]] = self.birth[model[near]]
                self.namesake[here] = True


def digits_wrong(rng, text):
    """A number mistyped: one digit wrong, or two neighbours swapped."""
    at = rng.randrange(len(text) - 1)
    if rng.random() < 0.3 and text[at] != text[at + 1]:
        return text[:at] + text[at + 1] + text[at] + text[at + 2:]
    at = rng.randrange(len(text))
    return text[:at] + rng.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1:]


LETTERS = "abcdefghijklmnorstuvyz"


def typing_error(rng, text):
    if len(text) < 3:
        return text
    at = rng.randrange(1, len(text))
    how = rng.random()
    if how < 0.35:
        return text[:at] + rng.choice(LETTERS) + text[at + 1:]
    if how < 0.6:
        return text[:at] + text[at + 1:]
    if how < 0.8:
        return text[:at] + rng.choice(LETTERS) + text[at:]
    return text[:at - 1] + text[at] + text[at - 1] + text[at + 1:] if at > 1 else text[:1] + text[2] + text[1] + text[3:]


def cpr_numbers(rng, birth, male, year, month, day):
    """Numbers of the form of a CPR number that cannot be issued: day + 60, sex in the last digit, all different."""
    key = ((year % 100) * 10000 + month * 100 + day) * 2 + male
    order = np.lexsort((rng.random(len(key)), key))
    ranked = key[order]
    start = np.concatenate([[True], ranked[1:] != ranked[:-1]])
    rank = np.arange(len(key)) - np.maximum.accumulate(np.where(start, np.arange(len(key)), 0))
    assert rank.max() < 5000, "too many persons of one birth date"
    serial = np.empty(len(key), int)
    serial[order] = (rank * 1847 + ranked * 611) % 5000 * 2 + (ranked & 1)
    return [f"{d + 60:02}{m:02}{y % 100:02}{s:04}" for d, m, y, s in zip(day.tolist(), month.tolist(), year.tolist(), serial.tolist())]


def recorded_dates(rng, persons, rate, kinds, january):
    """Birth dates as each register has them: (year, month, day, known) twice; known 3 whole, 2 no day, 1 year only."""
    count = persons.count
    year, month, day = parts_of(persons.birth)
    unknown = rng.random(count) < january * rate.january_scale
    left = [year.copy(), month.copy(), day.copy(), np.full(count, 3)]
    right = [year.copy(), month.copy(), day.copy(), np.full(count, 3)]
    one = unknown & (rng.random(count) < rate.january_one_side)
    on_left = rng.random(count) < 0.5
    for side, chosen in ((left, unknown & ~(one & ~on_left)), (right, unknown & ~(one & on_left))):
        side[1][chosen] = 1
        side[2][chosen] = 1
    other_year = unknown & (rng.random(count) < rate.january_year)
    left[0][other_year] += rng.choice([-2, -1, 1, 2], other_year.sum())
    kinds |= np.where(unknown, BIT["january"], 0) | np.where(one, BIT["january-one-side"], 0) | np.where(other_year, BIT["january-year"], 0)
    on_left = rng.random(count) < 0.6

    def both(chosen, change):
        change(left, chosen & on_left)
        change(right, chosen & ~on_left)

    def swap(side, chosen):
        chosen = chosen & (side[1] <= 12) & (side[2] <= 12)
        side[1][chosen], side[2][chosen] = side[2][chosen].copy(), side[1][chosen].copy()

    def digit(side, chosen):
        for row in np.flatnonzero(chosen):
            for _ in range(20):
                text = digits_wrong(random.Random(int(rng.integers(1 << 62))), f"{side[0][row]:04}{side[1][row]:02}{side[2][row]:02}")
                try:
                    changed = datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
                except ValueError:
                    continue
                if 1920 <= changed.year <= 2026:
                    side[0][row], side[1][row], side[2][row] = changed.year, changed.month, changed.day
                    break

    def partial(side, chosen):
        side[3][chosen] = np.where(rng.random(chosen.sum()) < 0.5, 1, 2)

    def other(side, chosen):
        side[0][chosen] -= rng.integers(1, 10, chosen.sum())
        leap = chosen & (side[1] == 2) & (side[2] == 29)
        side[2][leap] = 28

    swapped = (rng.random(count) < rate.date_swapped) & (month != day) & (day <= 12) & ~unknown
    for name, chosen, change in (
        ("date-swapped", swapped, swap),
        ("date-digit", (rng.random(count) < rate.date_digit) & ~swapped, digit),
        ("date-partial", rng.random(count) < rate.date_partial, partial),
        ("date-other", rng.random(count) < rate.date_other, other),
    ):
        both(chosen, change)
        kinds |= np.where(chosen, BIT[name], 0)
    for side in (left, right):
        side[0] = np.minimum(side[0], 2026)
    return left, right


def dates(side):
    year, month, day, known = (column.tolist() for column in side)
    return [f"{y}-{m:02}-{d:02}" if k == 3 else f"{y}-{m:02}" if k == 2 else str(y) for y, m, d, k in zip(year, month, day, known)]


def iso(days):
    """ISO dates of ordinals, 0 empty."""
    cache = {0: ""}
    out = []
    for day in days.tolist():
        text = cache.get(day)
        if text is None:
            text = cache[day] = datetime.date.fromordinal(day).isoformat()
        out.append(text)
    return out


FLOORS = ["", "st.", "1.", "2.", "3.", "4.", "5."]
DOORS = ["tv", "mf", "th"]


def addresses(place, family, own, own_rows, style):
    """Text of each person's address; rows in `own` have a place of their own. Style 0 full, 1 abbreviated, 2 no floor, 3 floor written otherwise."""
    keys = ("street", "house", "letter", "floor", "door")
    columns = [place[key][family].copy() for key in keys]
    for column, key in zip(columns, keys):
        column[own_rows] = own[key]
    out = []
    for street, house, letter, floor, door, how in zip(*(c.tolist() for c in columns), style.tolist()):
        text = STREETS[street]
        if how == 1:
            text = text.replace("vej", "v.").replace("gade", "g.").replace(" Allé", " Alle").replace("parken", "park.")
        text = f"{text} {house}{'ABCD'[letter - 1] if letter else ''}"
        if floor and how != 2:
            text = f'"{text}, {FLOORS[floor]} {DOORS[door]}"' if how != 3 else f'"{text},{FLOORS[floor].upper().rstrip(".")}.{DOORS[door].upper()}"'
        out.append(text)
    return out


class Spelling:
    """Every pool's spellings, made once: table[culture][pool][entry] is a list of names.VARIANTS texts."""

    def __init__(self, cultures, seed):
        rng = random.Random(seed)
        self.male = [[names.variants(e, c.rules, rng) for e in c.male] for c in cultures]
        self.female = [[names.variants(e, c.rules, rng) for e in c.female] for c in cultures]
        self.surname_male, self.surname_female = [], []
        for c in cultures:
            state = rng.getstate()
            self.surname_male.append([names.variants(e, c.rules, rng) for e in c.surnames_male])
            rng.setstate(state)
            self.surname_female.append(self.surname_male[-1] if c.surnames_female is c.surnames_male else [names.variants(e, c.rules, rng) for e in c.surnames_female])
        self.middle_male, self.middle_female = [], []
        for number, c in enumerate(cultures):
            if c.middles == "father":
                self.middle_male.append(self.male[number])
                self.middle_female.append(self.male[number])
            elif c.middles == "patronymic":
                self.middle_male.append([names.variants(names.patronymic(e, True), c.rules, rng) for e in c.male])
                self.middle_female.append([names.variants(names.patronymic(e, False), c.rules, rng) for e in c.male])
            else:
                self.middle_male.append([names.variants(e, c.rules, rng) if e else [""] * names.VARIANTS for e in c.middles[0]])
                self.middle_female.append([names.variants(e, c.rules, rng) if e else [""] * names.VARIANTS for e in c.middles[1]])


VARIANT_WEIGHTS = np.array([0.42, 0.2, 0.12, 0.09, 0.06, 0.05, 0.03, 0.03])


class Words:
    """Which spelling and which layout each register has of each person's names."""

    def __init__(self, rng, families, persons, cultures, rate):
        count, family = persons.count, persons.family
        anew = np.array([c.spelling for c in cultures])[persons.culture] * rate.spelling_scale
        cumulative = np.cumsum(VARIANT_WEIGHTS)
        cumulative[-1] = 1.0

        def draw(size):
            return np.searchsorted(cumulative, rng.random(size))

        def pair_of(shared):
            if shared:
                base_left = draw(families.count)
                base_right = np.where(rng.random(families.count) < np.array([c.spelling for c in cultures])[families.culture] * rate.spelling_scale, draw(families.count), base_left)
                left, right = base_left[family], base_right[family]
                alone = rng.random(count) > rate.family_spelling
                own = draw(count)
                left = np.where(alone, own, left)
                right = np.where(alone, np.where(rng.random(count) < anew, draw(count), own), right)
                return left, right
            left = draw(count)
            return left, np.where(rng.random(count) < anew, draw(count), left)

        self.given, self.second = pair_of(False), pair_of(False)
        self.middle, self.grandfather, self.surname = pair_of(True), pair_of(True), pair_of(True)
        self.layout = [np.zeros(count, int), np.zeros(count, int)]
        base = [np.zeros(families.count, int), np.zeros(families.count, int)]
        for number, culture in enumerate(cultures):
            here = np.flatnonzero(families.culture == number)
            weight = np.array([w for _, w in culture.layouts], float)
            weight /= weight.sum()
            base[0][here] = rng.choice(len(weight), len(here), p=weight)
            base[1][here] = np.where(rng.random(len(here)) < rate.other_layout, rng.choice(len(weight), len(here), p=weight), base[0][here])
            mine = np.flatnonzero(persons.culture == number)
            for side in (0, 1):
                own = rng.random(len(mine)) < rate.own_layout / 2
                self.layout[side][mine] = np.where(own, rng.choice(len(weight), len(mine), p=weight), base[side][family[mine]])


def compose(side, rows, persons, words, spelling, cultures, flags, seed, other_given):
    """(given, middle, surname, former) of each row, as the side writes them. Index 0 is CARL2, 1 is CPR."""
    rng = random.Random(f"{seed}-{side}-names")
    layouts = [[layout.split("|") for layout, _ in culture.layouts] for culture in cultures]
    columns = [persons.culture, persons.male, persons.given, persons.second, persons.middle, persons.grandfather, persons.surname, flags["married"], other_given,
               words.given[side], words.second[side], words.middle[side], words.grandfather[side], words.surname[side], words.layout[side], flags["bits"][side]]
    fold = names.latin1 if side == 1 else names.ascii_fold
    out = []
    take = [column[rows].tolist() for column in columns]
    for culture, male, given, second, middle, grandfather, surname, married, replaced, vg, v2, vm, vf, vs, layout, bits in zip(*take):
        pool = spelling.male[culture] if male else spelling.female[culture]
        own = pool[given if not bits & NAME_REPLACED else replaced][vg]
        if second >= 0 and not bits & SECOND_DROPPED:
            own = f"{own} {pool[second][v2]}"
        middle_text = (spelling.middle_male if male else spelling.middle_female)[culture][middle][vm]
        surnames = spelling.surname_male[culture] if male else spelling.surname_female[culture]
        former = ""
        surname_text = surnames[surname][vs]
        if married >= 0 and side == 1:
            if bits & FORMER_NAME:
                former = surname_text
            surname_text = surnames[married % len(surnames)][vs]
        fields = []
        for part in layouts[culture][layout]:
            texts = []
            for letter in part:
                if letter == "o":
                    texts.append(own)
                elif letter == "f":
                    texts.append(middle_text)
                elif letter == "g":
                    texts.append(spelling.male[culture][grandfather][vf])
                else:
                    texts.append(surname_text)
            fields.append(" ".join(text for text in texts if text))
        if married >= 0 and side == 1 and "s" not in layouts[culture][layout][2]:
            fields[2] = surname_text
        if bits & ~(NAME_REPLACED | SECOND_DROPPED | FORMER_NAME):
            fields = spoil(rng, fields, bits)
        if bits & FOLDED or side == 1:
            fields = [fold(text) for text in fields]
            former = fold(former)
        if bits & CAPITALS:
            fields = [text.upper() for text in fields]
        out.append((fields[0], fields[1], fields[2], former))
    return out


MIDDLE_DROPPED, SWAPPED, MERGED, TYPO_GIVEN, TYPO_SURNAME, NO_SURNAME, NAME_REPLACED, SECOND_DROPPED, FORMER_NAME, FOLDED, CAPITALS = (1 << i for i in range(11))


def spoil(rng, fields, bits):
    given, middle, surname = fields
    if bits & MIDDLE_DROPPED:
        middle = ""
    if bits & TYPO_GIVEN:
        given = typing_error(rng, given)
    if bits & TYPO_SURNAME:
        surname = typing_error(rng, surname)
    if bits & MERGED:
        joint = rng.choice(["", "-"])
        if " " in given:
            given = given.replace(" ", joint, 1)
        elif " " in surname or "-" in surname:
            surname = surname.replace("-", " ", 1) if "-" in surname else surname.replace(" ", joint, 1)
        elif middle:
            given, middle = f"{given}{joint}{middle}", ""
    if bits & SWAPPED and surname:
        given, surname = surname, given
    if bits & NO_SURNAME and surname:
        given, surname = (f"{given} {surname}", "") if rng.random() < 0.4 else (given, "")
    return [given, middle, surname]


def name_flags(rng, persons, cultures, rate, kinds):
    """Which error each side's name has; each error falls on one side."""
    count = persons.count
    bits = [np.zeros(count, int), np.zeros(count, int)]

    def put(flag, chance, kind, left_share=0.5, where=True):
        chosen = (rng.random(count) < chance) & where
        on_left = rng.random(count) < left_share
        bits[0][:] |= np.where(chosen & on_left, flag, 0)
        bits[1][:] |= np.where(chosen & ~on_left, flag, 0)
        if kind:
            kinds[:] |= np.where(chosen, BIT[kind], 0)

    put(MIDDLE_DROPPED, rate.middle_dropped, "middle-dropped", 0.6)
    put(SECOND_DROPPED, rate.second_dropped, "second-dropped", 0.5, persons.second >= 0)
    put(SWAPPED, np.array([c.swapped for c in cultures])[persons.culture] * rate.swap_scale, "swapped", 0.6)
    put(MERGED, rate.merged, "merged")
    put(TYPO_GIVEN, rate.name_typo, "typo-given", 0.6)
    put(TYPO_SURNAME, rate.name_typo, "typo-surname", 0.6)
    put(NO_SURNAME, rate.surname_missing, "no-surname", 0.6)
    put(NAME_REPLACED, rate.name_replaced, "name-replaced", 0.5)
    adult = TODAY - persons.birth > 20 * 365
    married = (rng.random(count) < rate.marriage) & adult & ~persons.male
    kinds |= np.where(married, BIT["marriage"], 0)
    surname = np.where(persons.is_spouse, persons.surname[persons.head_row], rng.integers(0, 1 << 30, count))
    new = np.where(married, surname, -1)
    bits[1] |= np.where(married & (rng.random(count) < rate.marriage_former), FORMER_NAME, 0)
    bits[0] |= np.where(rng.random(count) < rate.ascii, FOLDED, 0) | np.where(rng.random(count) < rate.capitals, CAPITALS, 0)
    return {"bits": bits, "married": new}


def other_numbers(rng, own, persons, mistyped, relative, seed):
    """Numbers as the other register holds them: mostly right, some mistyped, some a relative's."""
    values = list(own)
    spell = random.Random(f"{seed}-numbers")
    for row in np.flatnonzero(mistyped).tolist():
        values[row] = digits_wrong(spell, values[row])
    size = np.bincount(persons.family)
    for row in np.flatnonzero(relative & persons.has_family).tolist():
        first, members = int(persons.head_row[row]), int(size[persons.family[row]])
        others = [r for r in range(first, first + members) if r != row]
        if others:
            values[row] = own[spell.choice(others)]
    return values


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
    count, family = persons.count, persons.family
    kinds = np.zeros(count, int)
    kinds |= np.where(persons.twin, BIT["twin"], 0) | np.where(persons.has_family, BIT["family"], 0) | np.where(persons.namesake, BIT["namesake"], 0)

    # who stands where
    shuffled = rng.permutation(count)
    both = round(rate.size * rate.overlap)
    in_left, in_right = np.zeros(count, bool), np.zeros(count, bool)
    in_left[shuffled[: rate.size]] = True
    in_right[shuffled[:both]] = True
    in_right[shuffled[rate.size :]] = True

    # birth dates, sex, numbers
    january = np.array([c.january for c in cultures])[persons.culture]
    left_date, right_date = recorded_dates(rng, persons, rate, kinds, january)
    wrong = rng.random(count) < rate.sex_wrong
    sex_left = persons.male ^ (wrong & (rng.random(count) < 0.7))
    sex_right = persons.male ^ (wrong & (sex_left == persons.male))
    kinds |= np.where(wrong, BIT["sex"], 0)
    changed = rng.random(count) < rate.number_changed
    rows = np.flatnonzero(changed)
    former_birth = [np.concatenate([column, column[rows]]) for column in right_date[:3]]
    former_birth[0][count:] -= rng.integers(0, 3, len(rows))
    former_birth[2][count:] = rng.integers(1, 29, len(rows))
    numbers = cpr_numbers(rng, None, np.concatenate([sex_right, sex_right[rows]]).astype(int), *former_birth)
    former = [""] * count
    for place, row in enumerate(rows.tolist()):
        former[row] = numbers[count + place]
    numbers = numbers[:count]
    kinds |= np.where(changed, BIT["number-changed"], 0)
    # person-ids in the order of registration, so relatives have near ones
    order = np.lexsort((np.arange(count), persons.entry))
    ids = np.empty(count, int)
    ids[order] = 100_000_000 + np.cumsum(rng.integers(1, 10, count))
    ids = [str(i) for i in ids.tolist()]

    knows = rng.random(count) < rate.cpr_known * np.where(in_right, 1, 0.5)
    relative = knows & (rng.random(count) < rate.number_of_relative)
    mistyped = knows & (rng.random(count) < rate.cpr_typo)
    outdated = changed & (rng.random(count) < 0.5)
    known_numbers = [former[row] if old else numbers[row] for row, old in enumerate(outdated.tolist())]
    cpr_in_left = other_numbers(rng, known_numbers, persons, mistyped, relative, f"{rate.seed}-cpr")
    typed = rng.random(count) < rate.id_typed * np.where(in_left, 1, 0.2)
    id_relative = typed & (rng.random(count) < rate.number_of_relative)
    id_mistyped = typed & (rng.random(count) < rate.id_typo)
    id_in_right = other_numbers(rng, ids, persons, id_mistyped, id_relative, f"{rate.seed}-id")
    kinds |= np.where((relative | id_relative) & persons.has_family, BIT["number-of-relative"], 0)
    former_in_right = changed & (rng.random(count) < rate.former_in_cpr)

    # nationality, entry, death
    codes = [[code for code, _ in c.nationalities] for c in cultures]
    nation_left = [codes[c][n] for c, n in zip(persons.culture.tolist(), persons.nationality.tolist())]
    nation_right = list(nation_left)
    every = sorted({code for row in codes for code in row})
    pick = random.Random(f"{rate.seed}-nation")
    draws = rng.random(count)
    for row in np.flatnonzero(draws < rate.nationality_changed + rate.nationality_unknown).tolist():
        kinds[row] |= BIT["nationality"]
        if draws[row] < rate.nationality_changed:
            nation_right[row] = "DNK" if pick.random() < 0.5 else pick.choice(codes[persons.culture[row]] + every[:3])
        elif pick.random() < 0.5:
            nation_left[row] = "XXX"
        else:
            nation_right[row] = "XXX"
    lag = entry_lag(rng, families.count, rate)[family]
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
    death_right = persons.death
    known_death = rng.random(count)
    death_left = np.where((death_right > 0) & (known_death < 0.6), np.maximum(death_right + np.where(known_death < 0.08, 1, 0), 0), 0)
    entry_right = np.where((death_right > 0) & (entry_right > death_right), persons.entry, entry_right)

    # addresses
    alone = (rng.random(count) < 0.12) & persons.has_family  # members who live by themselves
    own_right = places(rng, int(alone.sum()))
    right_rows = np.flatnonzero(alone)
    moved = (rng.random(families.count) < rate.moved)[family] ^ (rng.random(count) < 0.03)
    centre = ((rng.random(families.count) < rate.centre)[family]) & ~moved
    kinds |= np.where(moved, BIT["moved"], 0) | np.where(centre, BIT["centre"], 0)
    lives = {key: np.where(moved, families.old_place[key][family], families.place[key][family]) for key in families.place}
    stays = alone & ~moved
    for key in lives:
        lives[key][stays] = own_right[key][stays[right_rows]]
    centres = places(rng, 60)
    at = rng.integers(0, 60, families.count)[family]
    for key in lives:
        lives[key] = np.where(centre, centres[key][at], lives[key])
    lives["floor"] = np.where(centre, 0, lives["floor"])
    none = rng.random(count) < rate.address_missing
    kinds |= np.where(none, BIT["address-missing"], 0)
    style = np.where(rng.random(count) < rate.address_short, rng.integers(1, 4, count), 0)
    every_row = np.arange(count)
    nobody = np.zeros(0, int)
    empty = {key: nobody for key in lives}
    address_left = addresses(lives, every_row, empty, nobody, style)
    address_right = addresses(families.place, family, own_right, right_rows, np.zeros(count, int))
    post_left = lives["postcode"].copy()
    post_right = families.place["postcode"][family].copy()
    post_right[right_rows] = own_right["postcode"]
    slip = rng.random(count) < rate.postcode_wrong
    post_left[slip] = (post_left[slip] + rng.choice([-100, -10, -1, 1, 10, 100], slip.sum())).clip(1000, 9999)

    # names
    words = Words(rng, families, persons, cultures, rate)
    flags = name_flags(rng, persons, cultures, rate, kinds)
    other_given = np.array([rng.integers(len(c.male)) for c in cultures])[persons.culture]
    other_given = (other_given + rng.integers(0, 1000, count)) % np.where(persons.male, np.array([len(c.male) for c in cultures])[persons.culture], np.array([len(c.female) for c in cultures])[persons.culture])
    spelling = Spelling(cultures, 72)
    differs = (words.given[0] != words.given[1]) | (words.middle[0] != words.middle[1]) | (words.surname[0] != words.surname[1])
    kinds |= np.where(differs, BIT["spelling"], 0) | np.where(words.layout[0] != words.layout[1], BIT["layout"], 0)

    os.makedirs(rate.out, exist_ok=True)
    texts = {"birth": dates(left_date), "entry": iso(entry_left), "death": iso(death_left)}
    rows_left = np.flatnonzero(in_left)
    names_left = compose(0, rows_left, persons, words, spelling, cultures, flags, rate.seed, other_given)

    def left_line(row, identity, name, number, address, postcode, nation, entry, birth):
        given, middle, surname, former_name = name
        return f"{identity},{number},,{given},{middle},{surname},{former_name},{birth},{'M' if sex_left[row] else 'F'},{nation},{entry},{texts['death'][row]},{address},{postcode}"

    lines = []
    post = post_left.tolist()
    absent = none.tolist()
    known = knows.tolist()
    for row, name in zip(rows_left.tolist(), names_left):
        lines.append((ids[row], left_line(row, ids[row], name, cpr_in_left[row] if known[row] else "", "" if absent[row] else address_left[row], "" if absent[row] else post[row], nation_left[row], texts["entry"][row], texts["birth"][row])))

    # the same person once more: another id, registered later, spelt anew, without a number
    doubles = rows_left[rng.random(len(rows_left)) < rate.duplicates]
    twice = {}
    if len(doubles):
        again = Words(rng, families, persons, cultures, rate)
        bits = name_flags(rng, persons, cultures, rate, np.zeros(count, int))
        bits["married"] = flags["married"]
        last = int(max(ids, key=int))
        entry_again = iso((persons.entry + rng.integers(100, 2500, count)).clip(None, TODAY))
        for row, name in zip(doubles.tolist(), compose(0, doubles, persons, again, spelling, cultures, bits, f"{rate.seed}-again", other_given)):
            last += int(rng.integers(1, 10))
            twice[row] = str(last)
            kinds[row] |= BIT["duplicate"]
            lines.append((str(last), left_line(row, str(last), name, "", "" if absent[row] else address_left[row], "" if absent[row] else post[row], nation_left[row], entry_again[row], texts["birth"][row])))
    lines.sort()
    write(f"{rate.out}/left.csv", COLUMNS, [line for _, line in lines])
    del lines, names_left

    rows_right = np.flatnonzero(in_right)
    birth, entry, death = dates(right_date), iso(entry_right), iso(death_right)
    names_right = compose(1, rows_right, persons, words, spelling, cultures, flags, rate.seed, other_given)
    post, has_id, has_former = post_right.tolist(), typed.tolist(), former_in_right.tolist()
    sexes = sex_right.tolist()
    lines = []
    for row, (given, middle, surname, former_name) in zip(rows_right.tolist(), names_right):
        lines.append((numbers[row], f"{id_in_right[row] if has_id[row] else ''},{numbers[row]},{former[row] if has_former[row] else ''},{given},{middle},{surname},{former_name},{birth[row]},{'M' if sexes[row] else 'F'},{nation_right[row]},{entry[row]},{death[row]},{address_right[row]},{post[row]}"))
    lines.sort()
    write(f"{rate.out}/right.csv", COLUMNS, [line for _, line in lines])
    del lines, names_right

    named, lines, shared = {}, [], 0
    for row in np.flatnonzero(in_left & in_right).tolist():
        own = known[row] and (cpr_in_left[row] == numbers[row] or (has_former[row] and cpr_in_left[row] == former[row]))
        shares = own or (has_id[row] and id_in_right[row] == ids[row])
        shared += shares
        mask = int(kinds[row])
        text = named.get(mask)
        if text is None:
            text = named[mask] = "|".join(kind for kind in KINDS if mask & BIT[kind])
        culture = cultures[persons.culture[row]].name
        lines.append(f"{ids[row]},{numbers[row]},{culture},{int(shares)},{text}")
        if row in twice:
            lines.append(f"{twice[row]},{numbers[row]},{culture},0,{text}")
    lines.sort()
    write(f"{rate.out}/truth.csv", "person_id,cpr_number,culture,shares_identifier,kinds", lines)
    with open(f"{rate.out}/country.json", "w", encoding="utf-8") as file:
        json.dump({"arguments": vars(rate), "left": len(rows_left) + len(twice), "right": len(rows_right), "true_pairs": len(lines), "share_with_identifier": round(shared / max(1, len(lines)), 4)}, file, indent=1)
        file.write("\n")


def entry_lag(rng, count, rate):
    """Days from CARL2's date to CPR's."""
    draw = rng.random(count)
    same, month, quarter = rate.entry_same_day, rate.entry_same_day + rate.entry_month, rate.entry_same_day + rate.entry_month + rate.entry_quarter
    days = np.where(draw < same, 0, np.where(draw < month, rng.integers(1, 31, count), np.where(draw < quarter, rng.integers(31, 121, count), rng.integers(121, 2200, count))))
    return np.where(rng.random(count) < 0.08, -np.minimum(days, 60), days)


if __name__ == "__main__":
    main()
