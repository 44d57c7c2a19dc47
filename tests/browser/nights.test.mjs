// The nights in a real browser: a synthetic country, one night, the list and the report as a controller sees them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, follow } from "./browser.mjs";
import { night, openDesk } from "./country.mjs";

let desk, report;

before(async () => {
  desk = await openDesk({ persons: 800 });
  report = desk.report;
});

after(() => desk?.close());

const open = (path, options) => desk.enter("drift-1", path, options);
const danish = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ".");

test("the list of nights leads to the report", async () => {
  const { page, complaints } = await open("/");
  assert.equal(await page.locator("html").getAttribute("lang"), "da");
  assert.match(await page.locator("main").innerText(), /1 nat · filter: intet · sorteret efter nat, faldende/);
  await assertAccessible(page);
  await follow(page.getByRole("link", { name: "17. november 2026" }));
  await page.getByRole("heading", { level: 1, name: "Natten 17. november 2026" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Nætter" }).first().getAttribute("aria-current"), "page");
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
  assert.equal(await page.locator("svg.chart circle.mark").count(), report.trend.length);
  await assertAccessible(page);
  assert.deepEqual(complaints, []);
});

test("the report can be read on a screen of 320 pixels", async () => {
  for (const path of ["/naetter", `/naetter/${night}`, "/tilgaengelighed"]) {
    const { page } = await open(path, { viewport: { width: 320, height: 640 } });
    await assertFits(page);
    await assertAccessible(page);
  }
});

test("without JavaScript the figures of a chart can be unfolded and the language switched", async () => {
  const { page } = await open(`/naetter/${night}`, { javaScriptEnabled: false });
  await page.getByText("Vis tallene som tabel").first().click();
  await page.getByRole("rowheader", { name: "2013" }).first().waitFor();
  await follow(page.getByRole("button", { name: "English" }));
  await page.getByRole("heading", { level: 1, name: "The night of 17 November 2026" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.ok(page.url().endsWith(`/naetter/${night}`));
});

test("a night that was not run is said not to exist, with what to do", async () => {
  const { response, page } = await open("/naetter/2020-01-01");
  assert.equal(response.status(), 404);
  await page.getByRole("heading", { level: 1, name: "Siden findes ikke" }).waitFor();
  assert.match(await page.locator("main").innerText(), /Intet er ændret/);
  await assertAccessible(page);
});

test("the keyboard skips to the content", async () => {
  const { page } = await open("/naetter");
  await page.keyboard.press("Tab");
  assert.equal(await page.locator(":focus").innerText(), "Gå til sidens indhold");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main-content");
});

test("a print says when, by which method and with which filter the page was made", async () => {
  const { page } = await open("/naetter");
  await page.emulateMedia({ media: "print" });
  const line = await page.locator(".print-line").innerText();
  for (const part of ["Dannet", "Filter", "Metode", "/naetter"]) assert.ok(line.includes(part), `${part} in ${line}`);
});

test("the report as JSON is the report", async () => {
  const { page } = await open("/naetter");
  const answer = await page.request.get(`${desk.address}/api/v1/nights/${night}`);
  assert.deepEqual(await answer.json(), report);
  // Nobody who has not entered reads it.
  assert.equal((await fetch(`${desk.address}/api/v1/nights/${night}`)).status, 401);
});
