// Asks a desk for pages at a fixed pace, whether it keeps up or not, and tells how long each kind took.
// node load.mjs ADDRESS REQUESTS_A_SECOND SECONDS

import http from "node:http";

const [address, pace, seconds] = [process.argv[2], Number(process.argv[3] ?? 50), Number(process.argv[4] ?? 60)];
const agent = new http.Agent({ keepAlive: true, maxSockets: 200 });
const officers = ["sagsbehandler-1", "sagsbehandler-3", "koordinator-1", "tilsyn-1", "revisor-1"];

/** One request; answers status, headers, body and milliseconds until the last byte. */
function ask(path, { method = "GET", cookie = "", body = null } = {}) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const headers = { cookie, "accept-encoding": "gzip" };
    if (body !== null) Object.assign(headers, { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) });
    const request = http.request(address + path, { method, agent, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts), took: performance.now() - begun }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function enter(officer) {
  const { headers } = await ask("/ind", { method: "POST", body: `officer=${officer}&back=/` });
  return headers["set-cookie"][0].split(";")[0];
}

const names = ["ali", "mohamed hussein", "olena", "fatma hasan", "abdi", "khadija", "yusuf ahmed 1990", "muhamad"];
const any = (list) => list[Math.floor(Math.random() * list.length)];

const desks = [];
for (const officer of officers) {
  const cookie = await enter(officer);
  const cases = new Set();
  for (let page = 1; page <= 8; page++) {
    const answer = await ask(`/sager?side=${page}`, { cookie });
    const { gunzipSync } = await import("node:zlib");
    const text = answer.headers["content-encoding"] === "gzip" ? gunzipSync(answer.bytes).toString() : answer.bytes.toString();
    for (const [, number] of text.matchAll(/href="\/sager\/([^"?/]+)\?person=/g)) cases.add(number);
  }
  desks.push({ officer, cookie, cases: [...cases] });
}

const kinds = {
  "work list": (desk) => ask(`/opgaver?side=${1 + Math.floor(Math.random() * 20)}${any(["", "&tid=overdue", "&sorter=navn", "&tid=new"])}`, desk),
  "case": (desk) => ask(`/sager/${any(desk.cases)}${any(["", "/program", "/ydelse", "/forloeb"])}`, desk),
  "my day": (desk) => ask("/min-dag", desk),
  "find": (desk) => ask(`/find?q=${encodeURIComponent(any(names))}`, desk),
};
const mix = ["work list", "work list", "work list", "case", "case", "case", "case", "my day", "find", "find"];
const took = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
const failed = new Map();
let asked = 0;
const begun = performance.now();
const waiting = [];
while (performance.now() - begun < seconds * 1000) {
  const due = begun + (asked * 1000) / pace;
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
  const kind = any(mix);
  asked++;
  const fails = (why) => failed.set(`${kind}: ${why}`, (failed.get(`${kind}: ${why}`) ?? 0) + 1);
  waiting.push(
    kinds[kind](any(desks)).then(
      ({ status, took: milliseconds }) => (status === 200 ? took[kind].push(milliseconds) : fails(status)),
      (error) => fails(error.code ?? error.message),
    ),
  );
}
await Promise.all(waiting);
const count = [...failed.values()].reduce((sum, times) => sum + times, 0);
console.log(`${asked} requests in ${seconds} s, ${count} failed`);
for (const [why, times] of failed) console.log(`  failed: ${why} (${times})`);
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.toFixed(0) ?? "-";
for (const [kind, times] of Object.entries(took)) {
  times.sort((a, b) => a - b);
  console.log(`${kind.padEnd(10)} n ${String(times.length).padStart(5)}  median ${at(times, 0.5)} ms  p95 ${at(times, 0.95)} ms  p99 ${at(times, 0.99)} ms  max ${at(times, 1)} ms`);
}
process.exit(count ? 1 : 0);
