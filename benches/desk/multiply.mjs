// Makes as many cases as are wanted out of a country's: each copy is about other persons of the alien register, under other numbers.
// node multiply.mjs COUNTRY WANTED > cases.jsonl

import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";

const [country, wanted] = [process.argv[2], Number(process.argv[3])];
const [first] = readdirSync(join(country, "carl2")).sort();
const lines = (file) => createInterface({ input: createReadStream(file), crlfDelay: Infinity });

const used = new Set();
for await (const line of lines(join(country, "cases.jsonl"))) JSON.parse(line).persons.forEach(({ id }) => used.add(id));
const rows = readFileSync(join(country, "carl2", first, "persons.csv"), "utf8").split("\n").slice(1);
const free = rows.map((row) => row.slice(0, row.indexOf(","))).filter((id) => id && !used.has(id));

let made = 0, taken = 0;
for (let copy = 0; made < wanted; copy++) {
  const before = made;
  for await (const line of lines(join(country, "cases.jsonl"))) {
    if (made >= wanted) break;
    let text = line;
    if (copy > 0) {
      const { persons, case: number } = JSON.parse(line);
      if (taken + persons.length > free.length) taken = 0;
      for (const { id } of persons) text = text.replaceAll(`"${id}"`, `"${free[taken++]}"`);
      text = text.replace(`"case":"${number}"`, `"case":"${number}-${copy}"`);
    }
    process.stdout.write(text + "\n") || (await new Promise((drained) => process.stdout.once("drain", drained)));
    made++;
  }
  if (made === before) break;
}
process.stderr.write(`${made} cases\n`);
