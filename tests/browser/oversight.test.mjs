// Oversight in a real browser: figures of every case, open to the cases behind them, for who may see which; samples judged by two.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, follow } from "./browser.mjs";
import { openDesk } from "./country.mjs";

let desk;
before(async () => (desk = await openDesk({ persons: 5000, seed: 3 })));
after(() => desk?.close());

const narrow = { viewport: { width: 320, height: 640 } };
const whole = "fra=1999-01-01&til=2026-11-17";
const pages = ["/tilsyn", "/tilsyn/med-og-uden", "/tilsyn/revision", "/tilsyn/ventetid", "/tilsyn/indtastning"];

/** A number as Danes write it. */
const number = (text) => Number(text.match(/[\d.]+/)[0].replaceAll(".", ""));

test("every page of oversight is accessible, fits a narrow screen, and works without script, for each who reads it", async () => {
  for (const officer of ["tilsyn-1", "kommunal-controller-1", "controller-1"]) {
    for (const options of [{}, narrow, { javaScriptEnabled: false }]) {
      const { page, complaints } = await desk.enter(officer, `/tilsyn?${whole}`, options);
      for (const path of pages) {
        await page.goto(`${desk.address}${path}?${whole}`);
        await page.locator("table").first().waitFor();
        if (options.javaScriptEnabled !== false) await assertAccessible(page);
        if (options === narrow) await assertFits(page);
      }
      assert.deepEqual(complaints, [], officer);
      await page.context().close();
    }
  }
});

test("a supervisor opens a figure to exactly as many cases as it counts", async () => {
  const { page, complaints } = await desk.enter("tilsyn-1", `/tilsyn?${whole}`);
  assert.match(await page.locator(".list-said").innerText(), /\d+ pligter i loven · filter: .* til .* · sorteret efter pligt/);
  const row = page.locator("tbody tr", { hasText: "udarbejd integrationskontrakten" }).first();
  const missing = row.locator("td.n").nth(2);
  const counted = number(await missing.innerText());
  assert.ok(counted > 0, "the country has contracts that are missing");
  await follow(missing.locator("a"));
  await page.locator("h1", { hasText: "Mangler" }).waitFor();
  assert.equal(number(await page.locator(".list-said").innerText()), counted);
  await assertAccessible(page);
  await follow(page.locator("tbody th a").first());
  await page.locator(".identity h1").waitFor();
  assert.deepEqual(complaints, []);
});

test("sorting and narrowing keep each other, and the figures are of the filter", async () => {
  const { page } = await desk.enter("tilsyn-1", `/tilsyn?${whole}&hvis=municipality`);
  const all = number(await page.locator(".lead").innerText().then((text) => text.split(": ")[1]));
  await follow(page.getByRole("columnheader", { name: "Mangler" }).first().getByRole("link"));
  assert.match(page.url(), /hvis=municipality/);
  assert.match(await page.locator(".list-said").innerText(), /sorteret efter mangler/);
  await page.goto(`${desk.address}/tilsyn?${whole}&hvis=municipality&grundlag=refugee`);
  const refugees = number(await page.locator(".lead").innerText().then((text) => text.split(": ")[1]));
  assert.ok(refugees > 0 && refugees < all, `${refugees} of ${all}`);
});

test("a municipal controller sees the own municipality, and a controller of the ministry no persons", async () => {
  const own = await desk.enter("kommunal-controller-1", `/tilsyn?${whole}`);
  const municipalities = own.page.locator("table").last().locator("tbody th");
  assert.deepEqual(await municipalities.allInnerTexts(), ["Aarhus"]);
  await own.page.goto(`${desk.address}/tilsyn?${whole}&kommune=101`);
  assert.deepEqual(await municipalities.allInnerTexts(), ["Aarhus"]);
  const ministry = await desk.enter("controller-1", `/tilsyn?${whole}`);
  assert.equal(await ministry.page.locator("main tbody a").count(), 0, "no number opens to cases");
  assert.match(await ministry.page.locator("main").innerText(), /ser tal og ingen personer/);
  const refused = await ministry.page.goto(`${desk.address}/tilsyn/sager?${whole}`);
  assert.equal(refused.status(), 404, "what is forbidden is told as what does not exist");
});

test("the figures come as CSV and as a workbook that say how they came about", async () => {
  const { page } = await desk.enter("tilsyn-1", `/tilsyn?${whole}`);
  const csv = await page.request.get(`${desk.address}/tilsyn.csv?${whole}`);
  const text = await csv.text();
  for (const part of ["Dannet", "1999-01-01", "sager er set igennem", "pligt;§ 19"]) assert.ok(text.includes(part), part);
  const book = await page.request.get(`${desk.address}/tilsyn.xlsx?${whole}`);
  assert.match(book.headers()["content-type"], /spreadsheetml/);
  assert.equal((await book.body()).subarray(0, 2).toString(), "PK");
});

test("a sample is drawn, judged by two who do not see each other, and settled by a third", async () => {
  const { page, complaints } = await desk.enter("tilsyn-1", "/tilsyn/stikproever");
  await assertAccessible(page);
  await follow(page.getByRole("button", { name: "Træk en stikprøve" }));
  await page.getByRole("alert").waitFor();
  await assertAccessible(page);
  await page.getByLabel("Formål").fill("Kontrakter");
  await page.getByLabel("Antal sager").fill("3");
  await page.getByLabel("Frø").fill("2015");
  await page.getByLabel("Del sagerne op efter").selectOption("none");
  await page.getByLabel("Fordeling").selectOption("simple");
  await follow(page.getByRole("button", { name: "Træk en stikprøve" }));
  await page.locator("h1", { hasText: "Kontrakter" }).waitFor();
  assert.match(await page.locator("main").innerText(), /3 af [\d.]+ sager; simpel tilfældig/);
  await assertAccessible(page);
  const address = page.url();

  const answer = async (judge, goal) => {
    await judge.goto(address);
    await follow(judge.locator("tbody th a").first());
    await judge.locator("fieldset").first().waitFor();
    assert.equal(await judge.locator("input[type=radio]:checked").count(), 0, "nothing is chosen beforehand");
    assert.equal(await judge.locator("h2", { hasText: "Svarene" }).count(), 0, "nobody sees the other's answers");
    await assertAccessible(judge);
    for (const field of await judge.locator("fieldset").all()) {
      const choice = (await field.getAttribute("id")) === "contract-goal" ? goal : "Holdt";
      await field.getByLabel(choice, { exact: true }).check({ force: true });
    }
    await follow(judge.getByRole("button", { name: "Gem bedømmelsen" }));
    await judge.waitForURL(address);
  };
  await answer(page, "Holdt");
  const auditor = await desk.enter("revisor-1", "/tilsyn/stikproever");
  await answer(auditor.page, "Ikke holdt");
  assert.match(await auditor.page.locator("tbody tr").first().innerText(), /to er uenige/);
  await follow(auditor.page.locator("tbody th a").first());
  assert.match(await auditor.page.locator("main").innerText(), /En tredje skal afgøre det/);
  await assertAccessible(auditor.page);
  assert.deepEqual(complaints.filter((said) => !said.includes("422")), [], "the form that lacked its fields aside");
});

test("a period that is none stays in its field with what is wrong, and the page says which period it shows", async () => {
  const { page } = await desk.enter("tilsyn-1", "/tilsyn?fra=2024-02-30&til=2024-12-31", narrow);
  assert.match(await page.getByRole("alert").innerText(), /2024-02-30.*ikke en dato/);
  assert.equal(await page.locator("#filter-fra").inputValue(), "2024-02-30");
  await assertAccessible(page);
  const csv = await page.request.get(`${desk.address}/tilsyn.csv?fra=2024-02-30`);
  assert.equal(csv.status(), 422, "no file of another period");
});

test("a sample whose groups get too few for an interval is drawn only by whoever says so", async () => {
  const { page } = await desk.enter("tilsyn-1", "/tilsyn/stikproever");
  await page.getByLabel("Formål").fill("For lille");
  await page.getByLabel("Antal sager").fill("5");
  await page.getByLabel("Frø").fill("7");
  await page.getByLabel("Del sagerne op efter").selectOption("municipality");
  await page.getByLabel("Fordeling").selectOption("equal");
  await follow(page.getByRole("button", { name: "Træk en stikprøve" }));
  assert.match(await page.locator(".alert").innerText(), /for få sager til et interval.*Intet er trukket/s);
  await assertAccessible(page);
  await follow(page.getByRole("button", { name: "Træk alligevel" }));
  await page.locator("h1", { hasText: "For lille" }).waitFor();
  assert.match(await page.locator("main").innerText(), /grupper har færre/);
});

test("what became of each duty stands as a bar whose parts differ by pattern", async () => {
  const { page } = await desk.enter("tilsyn-1", `/tilsyn?${whole}`);
  const figure = page.locator("figure", { hasText: "Udfald, pligt for pligt" });
  assert.match(await figure.locator("figcaption p").innerText(), /Størst andel mangler: §/);
  const fills = await figure.locator("svg rect.part").evaluateAll((parts) => new Set(parts.map((part) => part.getAttribute("fill").replace(/-\d+-fill/, "")))
    .size);
  assert.equal(fills, 5, "in time, late, missing, excused, undecidable");
});
