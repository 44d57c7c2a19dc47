#!/usr/bin/env python3
"""The peer: Splink 5.0.0 on DuckDB 1.4, from the two CSV files to a written one-to-one file, in one process.

    splink_expert.py FOLDER LINKS.csv [--model stock|expert] [--threads 2]

`stock` is what Splink's documentation shows: its name and date comparisons, six blocking rules. `expert` is a model written for
these registers: consonant skeletons for romanised names, words compared wherever they stand, levels for 1 January, for a
swapped day and month and for partial dates, term frequencies, an address ladder, 24 blocking rules. Weights are learnt
(u by sampling, m by EM); nothing looks at the truth. LINKS gets id_a, id_b, score (match weight, bits), outcome: `couple` from
probability 0.5 on, as Splink's own one-to-one finds it, `review` for the one-to-one pairs below. Prints one line of JSON.
"""

import argparse
import json
import logging
import resource
import time

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule

SEED = 7
LOWEST = -4.0  # bits; pairs below are not one-to-one candidates
SAME_CONSONANTS = [
    "sch:s",
    "tch:s",
    "tsh:s",
    "sh:s",
    "ch:s",
    "kh:h",
    "gh:g",
    "ph:f",
    "th:t",
    "dh:d",
    "dj:j",
    "zh:j",
    "tz:s",
    "ts:s",
    "ck:k",
    "x:h",
    "q:k",
    "c:k",
    "w:v",
    "z:s",
    "g:k",
    "j:k",
    "y:i",
]


def cleaning(connection):
    """SQL macros: text folded, and the skeleton of a word."""
    connection.execute(
        """CREATE MACRO fold(t) AS trim(regexp_replace(regexp_replace(strip_accents(replace(replace(replace(replace(replace(lower(t), 'ø', 'o'), 'æ', 'ae'), 'ł', 'l'), 'đ', 'd'), 'ı', 'i')), '[''`’.]', '', 'g'), '[^a-z]+', ' ', 'g'))"""
    )
    chain = "regexp_replace(t, '^c([aeiou])', '\\1')"
    for pair in SAME_CONSONANTS:
        source, target = pair.split(":")
        chain = f"replace({chain}, '{source}', '{target}')"
    chain = f"regexp_replace({chain}, '^[aeiou]+', 'a')"
    chain = f"left({chain}, 1) || regexp_replace(substr({chain}, 2), '[aeiouh]', '', 'g')"
    for letter in "bdfklmnprstv":
        chain = f"replace({chain}, '{letter * 2}', '{letter}')"
    connection.execute(f"CREATE MACRO skeleton(t) AS {chain}")


PARTICLES = "('al','el','abd','abdul','abdel','abu','abo','ibn','bin','de','del','la','ben','van','von')"


def read(connection, folder, expert):
    """Both files as tables with the columns that the model needs."""
    for name, key in (("left", "person_id"), ("right", "cpr_number")):
        raw = f"read_csv('{folder}/{name}.csv', all_varchar = true, header = true)"
        columns = f"""{key} AS unique_id, nullif(person_id, '') AS person_id, nullif(cpr_number, '') AS cpr_number,
            nullif(fold(given_names), '') AS given, nullif(fold(surname), '') AS surname, nullif(birth_date, '') AS birth, sex,
            nullif(nullif(nationality, ''), 'XXX') AS nationality, nullif(entered_on, '') AS entry, nullif(postcode, '') AS postcode,
            nullif(regexp_replace(replace(replace(lower(address), 'v. ', 'vej '), 'g. ', 'gade '), '[^a-z0-9æøåé]+', ' ', 'g'), '') AS address"""
        if not expert:
            connection.execute(f"CREATE TABLE {name}_register AS SELECT {columns} FROM {raw}")
            continue
        connection.execute(f"""
            CREATE TABLE {name}_register AS
            WITH named AS (
              SELECT {columns}, nullif(former_numbers, '') AS former_number, nullif(fold(middle_names), '') AS middle, fold(former_names) AS former_name FROM {raw}
            ), worded AS (
              SELECT *, list_transform(list_filter(string_split(coalesce(given, ''), ' '), w -> w <> '' AND w NOT IN {PARTICLES}), w -> skeleton(w)) AS given_bones,
                list_transform(list_filter(string_split(coalesce(surname, ''), ' '), w -> w <> '' AND w NOT IN {PARTICLES}), w -> skeleton(w)) AS surname_bones,
                list_transform(list_filter(string_split(coalesce(middle, ''), ' '), w -> w <> '' AND w NOT IN {PARTICLES}), w -> skeleton(w)) AS middle_bones,
                list_transform(list_filter(string_split(former_name, ' '), w -> w <> '' AND w NOT IN {PARTICLES}), w -> skeleton(w)) AS former_bones
              FROM named)
            SELECT * EXCLUDE (former_name, middle_bones),
              given_bones[1] AS given_bone, surname_bones[len(surname_bones)] AS surname_bone, list_sort(list_distinct(list_concat(given_bones, middle_bones, surname_bones, former_bones))) AS bones,
              array_to_string(list_concat(given_bones, middle_bones, surname_bones), '') AS joined,
              nullif(middle_bones, []) AS middle_bones, nullif(former_bones[len(former_bones)], '') AS former_bone,
              left(birth, 4) AS year, substr(birth, 6, 5) AS day, CASE WHEN length(birth) = 10 THEN left(birth, 4) || '-' || substr(birth, 9, 2) || '-' || substr(birth, 6, 2) END AS birth_swapped,
              left(given_bones[1], 1) AS initial, regexp_extract(address, '^([^0-9]+ [0-9]+[a-d]?)', 1) || ' ' || postcode AS house
            FROM worded""")


def stock():
    names = ["given", "surname"]
    return SettingsCreator(
        link_type="link_only",
        comparisons=[cl.NameComparison(name).configure(term_frequency_adjustments=True) for name in names]
        + [
            cl.DateOfBirthComparison("birth", input_is_string=True, datetime_format="%Y-%m-%d", invalid_dates_as_null=False).configure(
                term_frequency_adjustments=True
            ),
            cl.ExactMatch("sex"),
            cl.ExactMatch("nationality").configure(term_frequency_adjustments=True),
            cl.ExactMatch("person_id"),
            cl.ExactMatch("cpr_number"),
            cl.ExactMatch("entry"),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("address", [2, 5]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("person_id"),
            block_on("cpr_number"),
            block_on("given", "birth"),
            block_on("surname", "birth"),
            block_on("given", "surname", "nationality"),
            block_on("birth", "postcode"),
        ],
        retain_matching_columns=False,
    )


def levels(name, *conditions):
    """A comparison of (SQL, label, column of term frequency) levels after the one where nothing is known."""
    null, *rest = conditions
    made = [cll.CustomLevel(null, "unknown").configure(is_null_level=True)]
    for sql, label, frequency in rest:
        level = cll.CustomLevel(sql, label)
        if frequency:
            level = level.configure(tf_adjustment_column=frequency, disable_tf_exact_match_detection=True)
        made.append(level)
    return cl.CustomComparison(output_column_name=name, comparison_levels=[*made, cll.ElseLevel()])


def expert():
    january = "birth_l[6:] = '01-01'"
    days = "abs(date_diff('day', try_cast(entry_l AS DATE), try_cast(entry_r AS DATE)))"
    comparisons = [
        levels(
            "id",
            "person_id_l IS NULL OR person_id_r IS NULL",
            ("person_id_l = person_id_r", "equal", None),
            ("damerau_levenshtein(person_id_l, person_id_r) <= 1", "one sign", None),
        ),
        levels(
            "number",
            "cpr_number_l IS NULL OR cpr_number_r IS NULL",
            ("cpr_number_l = cpr_number_r OR cpr_number_l = former_number_r", "equal", None),
            ("damerau_levenshtein(cpr_number_l, cpr_number_r) <= 1", "one sign", None),
            ("left(cpr_number_l, 6) = left(cpr_number_r, 6)", "same day", None),
        ),
        levels(
            "given_name",
            "given_l IS NULL OR given_r IS NULL",
            ("given_l = given_r", "equal", "given"),
            ("given_bone_l = given_bone_r", "same consonants", "given_bone"),
            ("jaro_winkler_similarity(given_l, given_r) >= 0.92", "alike", None),
            ("given_bone_l = surname_bone_r AND surname_bone_l = given_bone_r", "swapped", "given_bone"),
            ("list_has_any(given_bones_l, bones_r) OR list_has_any(given_bones_r, bones_l)", "a word elsewhere", None),
            ("jaro_winkler_similarity(given_l, given_r) >= 0.82", "somewhat alike", None),
        ),
        levels(
            "family_name",
            "surname_l IS NULL OR surname_r IS NULL",
            ("surname_l = surname_r", "equal", "surname"),
            ("surname_bone_l = surname_bone_r", "same consonants", "surname_bone"),
            ("surname_bone_l = former_bone_r OR surname_bone_r = former_bone_l", "former name", None),
            ("jaro_winkler_similarity(surname_l, surname_r) >= 0.92", "alike", None),
            ("list_has_any(surname_bones_l, bones_r) OR list_has_any(surname_bones_r, bones_l)", "a word elsewhere", None),
            ("jaro_winkler_similarity(surname_l, surname_r) >= 0.82", "somewhat alike", None),
        ),
        levels(
            "middle_name",
            "middle_bones_l IS NULL OR middle_bones_r IS NULL",
            ("list_has_any(middle_bones_l, middle_bones_r)", "a word in common", None),
            ("list_has_any(middle_bones_l, bones_r) OR list_has_any(middle_bones_r, bones_l)", "a word elsewhere", None),
            ("joined_l = joined_r", "same letters", None),
        ),
        levels(
            "birth_date",
            "birth_l IS NULL OR birth_r IS NULL",
            (f"birth_l = birth_r AND {january}", "equal, 1 January", "birth"),
            ("birth_l = birth_r", "equal", "birth"),
            ("birth_l = birth_swapped_r", "day and month swapped", None),
            ("year_l = year_r AND (length(birth_l) < 10 OR length(birth_r) < 10)", "as far as known", None),
            ("year_l = year_r AND (birth_l[6:] = '01-01' OR birth_r[6:] = '01-01')", "1 January on one side, same year", None),
            ("damerau_levenshtein(birth_l, birth_r) <= 1", "one sign", None),
            ("day_l = '01-01' AND day_r = '01-01' AND abs(try_cast(year_l AS INT) - try_cast(year_r AS INT)) <= 2", "both 1 January", None),
            ("day_l = day_r AND abs(try_cast(year_l AS INT) - try_cast(year_r AS INT)) <= 10", "same day, another year", None),
            ("year_l = year_r", "same year", None),
        ),
        cl.ExactMatch("sex"),
        cl.ExactMatch("nationality").configure(term_frequency_adjustments=True),
        levels(
            "entry_date",
            "entry_l IS NULL OR entry_r IS NULL",
            ("entry_l = entry_r", "same day", "entry"),
            (f"{days} <= 7", "week", None),
            (f"{days} <= 31", "month", None),
            (f"{days} <= 122", "quarter", None),
            (f"{days} <= 366", "year", None),
        ),
        levels(
            "home",
            "address_l IS NULL OR address_r IS NULL",
            ("address_l = address_r AND postcode_l = postcode_r", "equal", "house"),
            ("house_l = house_r", "same house", "house"),
            ("postcode_l = postcode_r AND jaro_winkler_similarity(address_l, address_r) >= 0.9", "alike", None),
            ("postcode_l = postcode_r", "same postcode", "postcode"),
        ),
    ]
    known = "l.day <> '01-01' AND length(l.birth) = 10"
    rules = [
        block_on("person_id"),
        block_on("cpr_number"),
        CustomRule("l.cpr_number = r.former_number"),
        block_on("birth", "given_bone"),
        block_on("birth", "surname_bone"),
        block_on("birth", "house"),
        CustomRule(f"l.birth = r.birth AND l.initial = r.initial AND l.sex = r.sex AND {known}"),
        CustomRule("l.birth = r.birth AND l.given_bone = r.surname_bone"),
        CustomRule("l.birth = r.birth AND l.surname_bone = r.given_bone"),
        CustomRule("l.birth = r.birth AND l.given_bones[2] = r.given_bones[1]"),
        CustomRule("l.birth = r.birth AND l.given_bones[1] = r.given_bones[2]"),
        block_on("birth", "entry", "sex"),
        CustomRule("l.birth = r.birth_swapped AND l.initial = r.initial"),
        block_on("given_bone", "surname_bone", "year"),
        block_on("given_bone", "surname_bone", "nationality", "day"),
        block_on("given_bone", "surname_bone", "entry"),
        CustomRule("l.given_bone = r.surname_bone AND l.surname_bone = r.given_bone AND l.year = r.year"),
        block_on("joined", "year"),
        block_on("joined", "nationality"),
        block_on("given_bone", "house"),
        block_on("house", "year", "sex"),
        block_on("given_bone", "entry", "sex"),
        block_on("surname_bone", "entry", "initial"),
        block_on("given_bone", "surname_bone", "postcode"),
    ]
    return SettingsCreator(
        link_type="link_only", comparisons=comparisons, blocking_rules_to_generate_predictions=rules, retain_matching_columns=False, max_iterations=20
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("links")
    parser.add_argument("--model", choices=["stock", "expert"], default="expert")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    logging.getLogger("splink").setLevel(logging.ERROR)
    start, stages = time.perf_counter(), {}

    def stage(name):
        stages[name] = round(time.perf_counter() - start - sum(stages.values()), 2)

    connection = duckdb.connect(config={"threads": given.threads})
    cleaning(connection)
    read(connection, given.folder, given.model == "expert")
    stage("read")
    api = DuckDBAPI(connection)
    tables = [api.register("left_register", dataset_display_name="a"), api.register("right_register", dataset_display_name="b")]
    linker = Linker(tables, stock() if given.model == "stock" else expert(), log_level=logging.ERROR)
    names = ("given", "surname") if given.model == "stock" else ("given_bone", "surname_bone")
    linker.training.estimate_probability_two_random_records_match(
        [block_on("person_id"), block_on("cpr_number"), block_on(*names, "birth")], recall=0.9
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=SEED)
    stage("u")
    for rule in (block_on("person_id"), block_on("birth", names[0])):
        linker.training.estimate_parameters_using_expectation_maximisation(
            rule, max_pairs=5e5, record_sample_proportion=0.1, estimate_without_term_frequencies=True
        )
    stage("em")
    predicted = linker.inference.predict(threshold_match_weight=LOWEST)
    stage("predict")
    clusters = linker.clustering.cluster_using_single_best_links(predicted, duplicate_free_datasets=["a", "b"], threshold_match_weight=LOWEST)
    stage("one_to_one")
    connection.execute(f"""
        COPY (SELECT p.unique_id_l AS id_a, p.unique_id_r AS id_b, p.match_weight AS score, CASE WHEN p.match_weight >= 0 THEN 'couple' ELSE 'review' END AS outcome
          FROM {predicted.physical_name} p
          JOIN {clusters.physical_name} a ON a.source_dataset = 'a' AND a.unique_id = p.unique_id_l
          JOIN {clusters.physical_name} b ON b.source_dataset = 'b' AND b.unique_id = p.unique_id_r AND a.cluster_id = b.cluster_id
          ORDER BY id_a) TO '{given.links}' (HEADER)""")
    stage("write")
    pairs = connection.execute(f"SELECT count(*) FROM {predicted.physical_name}").fetchone()[0]
    links = connection.execute(f"SELECT count(*) FROM read_csv('{given.links}', all_varchar = true)").fetchone()[0]
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "engine": f"splink {given.model}",
                "seconds": round(time.perf_counter() - start, 2),
                "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1),
                "peak_mebibytes": usage.ru_maxrss // 1024,
                "pairs_above_lowest": pairs,
                "links": links,
                "stages": stages,
            }
        )
    )


if __name__ == "__main__":
    main()
