"""What a register makes of a person's dates, numbers and addresses: the errors of country.py, as columns."""

import datetime
import random

import numpy as np

from persons import STREETS, parts_of

KINDS = [
    "spelling",
    "layout",
    "second-dropped",
    "middle-dropped",
    "swapped",
    "merged",
    "typo-given",
    "typo-surname",
    "marriage",
    "no-surname",
    "name-replaced",
    "january",
    "january-one-side",
    "january-year",
    "date-swapped",
    "date-digit",
    "date-partial",
    "date-other",
    "sex",
    "nationality",
    "entry-far",
    "entry-missing",
    "moved",
    "address-missing",
    "centre",
    "twin",
    "family",
    "namesake",
    "number-of-relative",
    "number-changed",
    "duplicate",
]
BIT = {kind: 1 << i for i, kind in enumerate(KINDS)}


def digits_wrong(rng, text):
    """A number mistyped: one digit wrong, or two neighbours swapped."""
    at = rng.randrange(len(text) - 1)
    if rng.random() < 0.3 and text[at] != text[at + 1]:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    at = rng.randrange(len(text))
    return text[:at] + rng.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


LETTERS = "abcdefghijklmnorstuvyz"


def typing_error(rng, text):
    if len(text) < 3:
        return text
    at = rng.randrange(1, len(text))
    how = rng.random()
    if how < 0.35:
        return text[:at] + rng.choice(LETTERS) + text[at + 1 :]
    if how < 0.6:
        return text[:at] + text[at + 1 :]
    if how < 0.8:
        return text[:at] + rng.choice(LETTERS) + text[at:]
    return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :] if at > 1 else text[:1] + text[2] + text[1] + text[3:]


def cpr_numbers(rng, male, year, month, day):
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


def addresses(place, style):
    """Text of each person's address. Style 0 full, 1 abbreviated, 2 no floor, 3 floor written otherwise."""
    columns = [place[key].tolist() for key in ("street", "house", "letter", "floor", "door")]
    out = []
    for street, house, letter, floor, door, how in zip(*columns, style.tolist()):
        text = STREETS[street]
        if how == 1:
            text = text.replace("vej", "v.").replace("gade", "g.").replace(" Allé", " Alle").replace("parken", "park.")
        text = f"{text} {house}{'ABCD'[letter - 1] if letter else ''}"
        if floor and how == 3:
            text = f'"{text},{FLOORS[floor].upper().rstrip(".")}.{DOORS[door].upper()}"'
        elif floor and how != 2:
            text = f'"{text}, {FLOORS[floor]} {DOORS[door]}"'
        out.append(text)
    return out


def other_numbers(own, persons, mistyped, relative, seed):
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


def entry_lag(rng, count, rate):
    """Days from CARL2's date to CPR's."""
    draw = rng.random(count)
    same, month, quarter = rate.entry_same_day, rate.entry_same_day + rate.entry_month, rate.entry_same_day + rate.entry_month + rate.entry_quarter
    days = np.where(
        draw < same,
        0,
        np.where(draw < month, rng.integers(1, 31, count), np.where(draw < quarter, rng.integers(31, 121, count), rng.integers(121, 2200, count))),
    )
    return np.where(rng.random(count) < 0.08, -np.minimum(days, 60), days)
