// A synthetic country with its night and cases, and the desk on it: what every file of browser tests begins with.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, open } from "./browser.mjs";

const binary = process.env.ANKOMST_BINARY;
export const night = "2026-11-17";

/** Runs the program; a night with alarms ends with code 3, which is a result. */
function ankomst(...parts) {
  try {
    return execFileSync(binary, parts, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    if (error.status === 3) return error.stdout;
    throw error;
  }
}

/** Years of case flow, delivered and brought in with the faults that deliveries have; answers the stored file. */
function caseFlow(folder, years, seed) {
  const made = join(folder, "case-flow");
  ankomst("generate", "--flow-years", years, "--flow-scale", "0.2", "--seed", String(seed), "--out", made);
  let store = null;
  for (const delivery of readdirSync(join(made, "flow")).filter((name) => /^\d/.test(name) && !name.includes(".")).sort()) {
    const next = join(folder, `flow-${delivery}.parquet`);
    const onto = store ? ["--onto", store] : [];
    ankomst("flow", "import", join(made, "flow", delivery), "--out", next, ...onto, "--quarantine", join(folder, `set-aside-${delivery}`));
    store = next;
  }
  return store;
}

/** Makes the country, runs its night, brings its cases in, serves the desk. `journal` may name another database than a new file. */
export async function openDesk({ persons = 1500, seed = 7, journal = null, flowYears = null } = {}) {
  assert.ok(binary, "ANKOMST_BINARY must name the program");
  const folder = mkdtempSync(join(tmpdir(), "ankomst-browser-"));
  const url = journal ?? `sqlite:${join(folder, "ankomst.db")}`;
  const country = join(folder, "country");
  const out = join(folder, "report");
  ankomst("generate", "--persons", String(persons), "--seed", String(seed), "--first-day", night, "--out", country);
  const report = JSON.parse(ankomst("night", "--journal", url, "--inbox", country, "--out", out, "--on", night, "--json"));
  ankomst("cases", "import", "--journal", url, join(country, "cases.jsonl"), "--by", "indlæsning");
  const serve = ["serve", "--journal", url, "--out", out, "--listen", "127.0.0.1:0", "--no-nights", "--demo-officers", "--day", night];
  if (flowYears) serve.push("--flow", caseFlow(folder, flowYears, seed));
  const server = spawn(binary, serve);
  const address = await new Promise((resolve, reject) => {
    let said = "";
    server.stderr.on("data", (part) => {
      said += part;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  const browser = await launch();
  const close = async () => {
    await browser.close();
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  /** Enters as an officer and opens a page; answers the page and what the browser complains of. */
  const enter = async (officer, path = "/", options = {}) => {
    const opened = await open(browser, address, `/ind?til=${encodeURIComponent(path)}`, options);
    const [response] = await Promise.all([opened.page.waitForNavigation(), opened.page.locator(`button[value="${officer}"]`).click()]);
    return { ...opened, response };
  };
  return { address, browser, enter, close, report, country, url, binary };
}
