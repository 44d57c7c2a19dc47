"""What a register makes of a person's names: spelling, layout, errors."""

import random

import numpy as np

import names
from persons import TODAY
from recording import BIT, typing_error


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
            self.surname_female.append(
                self.surname_male[-1] if c.surnames_female is c.surnames_male else [names.variants(e, c.rules, rng) for e in c.surnames_female]
            )
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
                base_right = np.where(
                    rng.random(families.count) < np.array([c.spelling for c in cultures])[families.culture] * rate.spelling_scale,
                    draw(families.count),
                    base_left,
                )
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
    columns = [
        persons.culture,
        persons.male,
        persons.given,
        persons.second,
        persons.middle,
        persons.grandfather,
        persons.surname,
        flags["married"],
        other_given,
        words.given[side],
        words.second[side],
        words.middle[side],
        words.grandfather[side],
        words.surname[side],
        words.layout[side],
        flags["bits"][side],
    ]
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


MIDDLE_DROPPED, SWAPPED, MERGED, TYPO_GIVEN, TYPO_SURNAME, NO_SURNAME, NAME_REPLACED, SECOND_DROPPED, FORMER_NAME, FOLDED, CAPITALS = (
    1 << i for i in range(11)
)


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
