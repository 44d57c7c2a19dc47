"""One goal's figure over millions of cases: this program and DuckDB on the same Parquet, in turn, in one run.

Makes the flow with DuckDB (so that the maker of the data knows nothing of the reader), runs the goal "family
reunification within 7 months" on both sides, and prints times, their ratio, and whether every number is the same.
DuckDB is asked for the numbers only; this program also lists every case and hashes the list.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import duckdb

ON, KNOWN = "2024-12-31", "2025-01-31"
KEEP, FROM, TO = 90, "2024-01-01", "2024-12-31"

MAKE = """
copy (
  with cases as (
    select i as case_number, hash(i * 7 + 1) as h, hash(i * 13 + 5) as g, hash(i * 31 + 3) as k from range(1, {cases} + 1) t(i)
  ), drawn as (
    select case_number, h, k,
      date '2023-09-01' + cast(h % 420 as integer) as opened,
      cast(20 + g % 140 + (g // 1000) % 90 + case when g % 23 = 0 then 200 else 0 end as integer) as days,
      k % 100 as fate
    from cases
  ), events as (
    select case_number, 'opened' as kind, opened as day, opened as recorded from drawn where h % 2003 <> 0
    union all select case_number, 'first-time', opened, opened from drawn where k % 11 <> 0
    union all select case_number, 'decided', opened + days, opened + days + cast(k // 100 % 9 as integer) from drawn where fate < 93
    union all select case_number, 'reopened', opened + days + 20, opened + days + 20 from drawn where fate < 3
    union all select case_number, 'decided', opened + days + 60, opened + days + 61 from drawn where fate < 2
    union all select case_number, 'closed', opened + days // 2, opened + days // 2 from drawn where fate = 95
    union all select case_number, 'decided', opened - 3, opened - 3 from drawn where h % 1009 = 0
  )
  select cast(case_number as bigint) as case_number, 'family-reunification' as area,
    cast(case when case_number % 2 = 0 then case_number + 1000000000 end as bigint) as person,
    kind, cast(day as date) as day, cast(recorded as date) as recorded, cast(null as integer) as value
  from events order by case_number, day, kind
) to '{path}' (format parquet, compression zstd, row_group_size 524288)
"""

ASK = """
with cases as (
  select case_number,
    min(day) filter (kind = 'opened') as opened,
    min(day) filter (kind = 'first-time') as first_time,
    count(*) filter (kind = 'opened') as openings,
    min(day) filter (kind in ('decided', 'closed')) as first_end,
    max(day) filter (kind = 'decided') as decided,
    max(day) filter (kind = 'closed') as closed,
    max(day) filter (kind = 'reopened') as reopened,
    count(*) filter (kind in ('decided', 'closed')) - count(*) filter (kind = 'reopened') as ends,
    max(day) filter (kind = 'first-time') as marked,
    count(*) filter (day between date '{start}' and date '{end}') as within
  from read_parquet('{path}')
  where recorded <= date '{known}' and day <= date '{on}' and area = 'family-reunification'
  group by case_number
), read as (
  select *, openings <> 1 or ends not in (0, 1) or coalesce(first_end < opened, false)
      or coalesce(marked > coalesce(decided, closed), false) as faulty,
    case when ends = 1 and decided is not null and (closed is null or decided > closed)
      and (reopened is null or decided > reopened) then decided end as stop
  from cases
), counted as (
  select stop - opened as days, stop <= opened + interval 7 month as in_time
  from read where not faulty and stop between date '{start}' and date '{end}' and first_time <= stop
), steps as (
  select days, count(*) as n, count(*) filter (in_time) as in_time from counted group by days
), ranked as (
  select *, coalesce(sum(n) over (order by days rows between unbounded preceding and 1 preceding), 0) as before,
    sum(n) over () as whole
  from steps
), kept as (
  select *, whole - (whole * (100 - {keep})) // 100 as keeps from ranked
)
select sum(n), sum(in_time), -- What contradicts itself clouds the figure where it could be of it: marked, and with something in the window.
  (select count(*) from read where faulty and marked is not null and within > 0),
  max(whole - keeps), sum(days * least(n, greatest(keeps - before, 0))), max(keeps),
  sum(days) filter (before <= (whole - 1) // 2 and (whole - 1) // 2 < before + n)
    + sum(days) filter (before <= whole // 2 and whole // 2 < before + n),
  (select count(*) from read where not faulty and openings = 1 and ends = 0 and first_time <= date '{on}')
from kept
"""


def duck(connection, path):
    begun = time.perf_counter()
    ask = ASK.format(path=path, known=KNOWN, on=ON, start=FROM, end=TO, keep=KEEP)
    row = [int(value) for value in connection.execute(ask).fetchone()]
    return time.perf_counter() - begun, row


def numbers(answer):
    mean, median = answer["trimmed_mean"], answer["median"]
    return [
        answer["counted"], answer["in_time"], answer["faulty"], answer["trimmed"], mean[0], mean[1],
        median[0] * 2 // median[1], answer["open"],
    ]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("program", help="the bench `figures` of crates/registers, built for release")
    options.add_argument("--cases", type=int, default=5_000_000)
    options.add_argument("--repeats", type=int, default=7)
    options.add_argument("--folder", default="target/bench-goals")
    given = options.parse_args()
    os.makedirs(given.folder, exist_ok=True)
    path = os.path.join(given.folder, f"flow-{given.cases}.parquet")
    connection = duckdb.connect(config={"threads": 2})
    if not os.path.exists(path):
        connection.execute(MAKE.format(cases=given.cases, path=path))
    ours = subprocess.Popen(
        [given.program, path, "1.2.a", ON, KNOWN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        env={**os.environ, "RAYON_NUM_THREADS": "2"},
    )
    pairs, same = [], True
    for turn in range(given.repeats + 1):
        ours.stdin.write("\n")
        answer = json.loads(ours.stdout.readline())
        seconds, row = duck(connection, path)
        same = same and numbers(answer) == row
        if numbers(answer) != row:
            print("differs:", numbers(answer), row)
        if turn > 0:  # The first turn brings the file into memory.
            pairs.append((answer["seconds"], seconds))
            print(f"{answer['seconds']:.3f} s, DuckDB {seconds:.3f} s (read {answer['read']:.3f}, merged {answer['merged']:.3f})")
    ours.stdin.close()
    ours.wait()
    mine, theirs = (statistics.median(side) for side in zip(*pairs))
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    print(f"{given.cases} cases, {answer['events']} events, {os.path.getsize(path) >> 20} MiB; DuckDB {duckdb.__version__}")
    print(f"median {mine:.3f} s against {theirs:.3f} s; ratio {ratio:.2f}; identical: {'yes' if same else 'no'}")
    print("counted, in time, faulty, trimmed, sum, kept, twice the median, open:", row)
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
