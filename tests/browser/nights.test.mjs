// The nights in a real browser: a synthetic country, one night, the list and the report as a controller sees them.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const binary = process.env.ANKOMST_BINARY;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "ankomst-browser-"));
const journal = `sqlite:${join(folder, "ankomst.db")}`;
const night = "2026-11-17";
let server, address, browser, report;

/** Runs the program; a night with alarms ends with code 3, which is a result. */
function ankomst(...parts) {
  try {
    return execFileSync(binary, parts, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    if (error.status === 3) return error.stdout;
    throw error;
  }
}

before(async () => {
  assert.ok(binary, "ANKOMST_BINARY must name the program");
  const country = join(folder, "country");
  ankomst("generate", "--persons", "800", "--seed", "7", "--first-day", night, "--out", country);
  const out = join(folder, "report");
  report = JSON.parse(ankomst("night", "--journal", journal, "--inbox", country, "--out", out, "--on", night, "--json"));
  server = spawn(binary, ["serve", "--journal", journal, "--out", out, "--listen", "127.0.0.1:0", "--no-nights"]);
  address = await new Promise((resolve, reject) => {
    let said = "";
    server.stderr.on("data", (part) => {
      said += part;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page and collects what the browser complains of. */
async function open(path) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("requestfailed", (request) => complaints.push(request.url()));
  page.on("request", (request) => request.url().startsWith(address) || complaints.push(`outside: ${request.url()}`));
  const response = await page.goto(address + path);
  return { page, response, complaints };
}

async function assertAccessible(page) {
  // Evaluated by the debugger, which the page's own policy against scripts does not bind.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  assert.deepEqual(violations.map((violation) => `${violation.id}: ${violation.help}`), []);
}

const danish = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ".");

test("the list of nights leads to the report", async () => {
  const { page, complaints } = await open("/");
  assert.equal(await page.locator("html").getAttribute("lang"), "da");
  await assertAccessible(page);
  await page.getByRole("link", { name: "17-11-2026" }).click();
  await page.getByRole("heading", { level: 1, name: "Natten 17-11-2026" }).waitFor();
  assert.deepEqual(complaints, []);
});

test("the report shows the figures of the journal and every alarm", async () => {
  const { page, complaints } = await open(`/naetter/${night}`);
  const text = await page.locator("main").innerText();
  assert.ok(text.includes(`${danish(report.uncoupled.all.uncoupled)} af ${danish(report.uncoupled.all.permits)} tilladelser er ukoblede`));
  assert.equal(await page.getByRole("alert").locator("li").count(), report.alarms.length);
  const proofs = page.getByRole("row").filter({ has: page.getByRole("cell", { name: "ja", exact: true }) });
  assert.equal(await proofs.count(), report.proofs.length);
  assert.equal(await page.locator("svg.chart rect.bar").count(), Object.keys(report.uncoupled.by_year).length);
  await assertAccessible(page);
  assert.deepEqual(complaints, []);
});

test("the report can be read on a narrow screen", async () => {
  const { page } = await open(`/naetter/${night}`);
  await page.setViewportSize({ width: 390, height: 800 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than the screen`);
});

test("a night that was not run is said to be missing", async () => {
  const { response, page } = await open("/naetter/2020-01-01");
  assert.equal(response.status(), 404);
  assert.match(await page.locator("body").innerText(), /ingen afsluttet nat/);
});

test("the report as JSON is the report", async () => {
  const answer = await fetch(`${address}/api/v1/nights/${night}`);
  assert.deepEqual(await answer.json(), report);
});
