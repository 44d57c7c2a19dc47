"""Who the persons of country.py are: families, names, dates, places. Knows nothing of registers or errors."""

import datetime

import numpy as np

TODAY = datetime.date(2026, 11, 1).toordinal()
STREETS = [
    a + b
    for a in "Skov Møl Birke Kirke Bøge Ege Linde Strand Sø Eng Bakke Have Nørre Sønder Øster Vester Kloster Dal Mose Hede Rugmarks Hvede Havre Byg Lærke Sol Svane Stær Drossel Fasan Ulve Ræve Hjorte Rådyr Rosen Tulipan Syren Jasmin Lyng Fyrre Gran Elme Aske Pile Poppel Kastanje Valnødde Æble Pære Kirsebær Blomme Skole Station Jernbane Havne Fisker Smede Bager Skrædder Møller Præste Degne Kongens Dronningens Prins Viktoria Amalie Frederiks Christians Valdemars Absalons".replace(
        "Station", "Stations"
    ).split()
    for b in ("vej", "gade", " Allé", "vænget", "parken", "stræde", "toften", "bakken", "svinget", "haven", "krogen")
]


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
            same = (
                (family[order][1:] == family[order][:-1])
                & (self.given[order][1:] == self.given[order][:-1])
                & (self.male[order][1:] == self.male[order][:-1])
                & self.is_child[order][1:]
                & self.is_child[order][:-1]
            )
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
