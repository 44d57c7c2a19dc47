// Supervision in a real browser: who sees it, reports called in, an audit point through three parties, registers, names that are markup.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, follow } from "./browser.mjs";
import { night, openDesk } from "./country.mjs";

let desk;
before(async () => {
  desk = await openDesk({ persons: 1500, seed: 5 });
  const file = join(mkdtempSync(join(tmpdir(), "ankomst-supervision-")), "points.jsonl");
  writeFileSync(file, execFileSync(desk.binary, ["oversight", "example"], { encoding: "utf8" }));
  execFileSync(desk.binary, ["oversight", "import", "--journal", desk.url, file, "--by", "indlæsning", "--day", night, "--party", "ministry", "--party", "auditors", "--party", "state-auditors"]);
});
after(() => desk?.close());

const main = (page) => page.locator("main").innerText();
const hostile = `<img src=x onerror="document.title='broken'">`;

async function letterhead(page) {
  await page.goto(`${desk.address}/breve/afsender`);
  await page.getByLabel("Afdeling").fill("Tilsyn");
  await page.getByLabel("Adresse").fill("Gade 1\n0000 By");
  await page.getByLabel("Telefon").fill("00 00 00 00");
  await page.getByLabel("Sikker post", { exact: false }).fill("Digital Post");
  await follow(page.locator("main button.button-primary"));
}

/** Opens a step's form, fills it in, sends it. */
async function step(page, title, fields) {
  const form = page.locator("details", { has: page.locator("summary", { hasText: new RegExp(`^\\s*${title}\\s*$`) }) }).first();
  if ((await form.getAttribute("open")) === null) await form.locator("summary").click();
  for (const [label, value] of Object.entries(fields)) await form.getByLabel(label, { exact: true }).fill(value);
  await follow(form.getByRole("button", { name: title, exact: true }));
}

test("who does not supervise does not find the place", async () => {
  for (const officer of ["sagsbehandler-1", "dataafstemmer-1", "drift-1"]) {
    const { page, response } = await desk.enter(officer, "/opfoelgning");
    assert.equal(response.status(), 404, officer);
    assert.equal(await page.locator('a[href="/opfoelgning"]').count(), 0, officer);
  }
});

for (const [name, options] of [["with a script", {}], ["without JavaScript", { javaScriptEnabled: false }]]) {
  test(`a report is called in after a look at who gets a letter, ${name}`, async () => {
    const { page } = await desk.enter("tilsyn-1", "/opfoelgning", options);
    await letterhead(page);
    await page.goto(`${desk.address}/opfoelgning/danskuddannelse`);
    const box = page.locator('input[name="municipality"]').first();
    const code = await box.getAttribute("value");
    await box.check();
    await follow(page.getByRole("button", { name: "Se, hvem der indkaldes" }));
    assert.match(await main(page), /1 kommune indkaldes/);
    await follow(page.getByRole("button", { name: "Send indkaldelserne" }));
    assert.match(await main(page), /1 rapport er indkaldt/);
    await page.goto(`${desk.address}/opfoelgning/rapporter/${code}-2024-12-31`);
    assert.match(await main(page), /Indkaldelse af rapport/);
    const pdf = await page.request.get(`${desk.address}${await page.locator('a[href*="/brev/"]').first().getAttribute("href")}`);
    assert.equal(pdf.headers()["content-type"], "application/pdf");
  });
}

test("an audit point is proposed, recommended and closed by those whose step each is", async () => {
  const address = "/opfoelgning/revision/2017-4";
  const ministry = await desk.enter("controller-1", address);
  await step(ministry.page, "Foreslå afsluttet", { Begrundelse: hostile });
  const auditor = await desk.enter("revisor-1", address);
  assert.match(await main(auditor.page), /<img src=x/, "what was typed is a text");
  assert.notEqual(await auditor.page.title(), "broken");
  await step(auditor.page, "Indstil til afslutning", { Begrundelse: "Tilfredsstillende." });
  const secretary = await desk.enter("statsrevisor-1", address);
  await step(secretary.page, "Afslut", { Beslutning: "Afsluttet." });
  assert.match(await main(secretary.page), /afsluttet/);
});

test("a party is offered its own steps, and a wrong one names its field and keeps what was typed", async () => {
  const { page } = await desk.enter("revisor-1", "/opfoelgning/revision/2017-1");
  assert.doesNotMatch(await main(page), /Tilføj dokumentation|Foreslå afsluttet/, "those are the ministry's");
  await step(page, "Sæt frist", { Frist: "30.02.2027", Begrundelse: "Evalueringen ventes." });
  assert.match(await page.getByRole("alert").innerText(), /Frist: /);
  assert.equal(await page.getByLabel("Begrundelse", { exact: true }).first().inputValue(), "Evalueringen ventes.");
});

test("a processor that was used before its agreement is found", async () => {
  const { page } = await desk.enter("controller-1", "/opfoelgning/databehandlere");
  await step(page, "Registrér databehandler", { Navn: hostile, Myndighed: "Udlændingestyrelsen", Formål: "drift", Oplysninger: "navne" });
  await step(page, "Behandling begyndt", {});
  assert.match(await main(page), /databehandleraftale mangler/);
  const csv = await page.request.get(`${desk.address}/opfoelgning/databehandlere.csv`);
  const text = await csv.text();
  assert.match(text, /databehandleraftale mangler/);
  assert.match(text, /Databehandler;Myndighed;Formål/);
});

test("the pages are accessible and fit a narrow screen", async () => {
  const { page, complaints } = await desk.enter("tilsyn-1", "/opfoelgning", { viewport: { width: 320, height: 640 } });
  for (const path of ["/opfoelgning", "/opfoelgning/danskuddannelse", "/opfoelgning/rapporter", "/opfoelgning/revision", "/opfoelgning/revision/2017-2", "/opfoelgning/raadighed", "/opfoelgning/stikproeve", "/opfoelgning/databehandlere", "/opfoelgning/koncernmaal", "/opfoelgning/dokumentation"]) {
    await page.goto(desk.address + path);
    await assertFits(page);
    await assertAccessible(page);
  }
  assert.deepEqual(complaints, []);
});

test("on paper a page is its content in the house's letters, without what only a screen has", async () => {
  const { page } = await desk.enter("tilsyn-1", "/tilsyn?fra=1999-01-01&til=2026-11-17");
  await page.emulateMedia({ media: "print" });
  const shown = await page.evaluate(() =>
    [".navigation-menu", ".skipnav", ".filter", "details.figures-table > summary"].filter((selector) =>
      [...document.querySelectorAll(selector)].some((element) => getComputedStyle(element).display !== "none"),
    ),
  );
  assert.deepEqual(shown, []);
  assert.match(await page.evaluate(() => getComputedStyle(document.querySelector("main p")).fontFamily), /IBM Plex Sans/);
});
