// Casework in a real browser: each role from entering to a result, and what every page must be for everybody.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, follow } from "./browser.mjs";
import { openDesk } from "./country.mjs";

let desk;
before(async () => (desk = await openDesk({ persons: 5000, seed: 3 })));
after(() => desk?.close());

const narrow = { viewport: { width: 320, height: 640 } };
// 1280 pixels at 400 % are 320 CSS pixels wide and a quarter as high.
const zoomed = { viewport: { width: 320, height: 225 }, deviceScaleFactor: 4 };

/** The first case in the officer's list. */
async function firstCase(officer, options) {
  const opened = await desk.enter(officer, "/sager", options);
  await follow(opened.page.locator("tbody th a[href^='/sager/']").first());
  await opened.page.locator(".identity h1").waitFor();
  return opened;
}

test("each role enters and comes to its first place", async () => {
  const places = {
    "sagsbehandler-1": "/min-dag", "ydelse-1": "/min-dag", "koordinator-1": "/min-dag", "kommunal-controller-1": "/min-dag",
    "borgerservice-1": "/find", "dataafstemmer-1": "/koblinger", "visitator-1": "/min-dag", "tilsyn-1": "/min-dag",
    "controller-1": "/tilsyn", "revisor-1": "/min-dag", "drift-1": "/naetter", "rettigheder-1": "/",
  };
  for (const [officer, place] of Object.entries(places)) {
    const { page, complaints } = await desk.enter(officer);
    assert.equal(new URL(page.url()).pathname, place, officer);
    await assertAccessible(page);
    assert.deepEqual(complaints, [], officer);
    await page.context().close();
  }
});

test("a caseworker goes from the day over a duty to the case and its reasons, by keyboard alone", async () => {
  const { page, complaints } = await desk.enter("sagsbehandler-1");
  const link = page.locator("tbody th a").first();
  await link.focus();
  await page.keyboard.press("Enter");
  await page.locator(".identity h1").waitFor();
  const tab = page.getByRole("link", { name: "Program og kontrakt" });
  await tab.focus();
  await page.keyboard.press("Enter");
  const conclusion = page.locator("details.conclusion summary").first();
  await conclusion.focus();
  await page.keyboard.press("Enter");
  await page.locator("details.conclusion[open] ol.because li").first().waitFor();
  assert.match(await page.locator("details.conclusion[open]").innerText(), /§ \d+/);
  assert.deepEqual(complaints, []);
});

test("every list says its count, its filter and its sort, and goes to the first page when it is sorted", async () => {
  const { page } = await desk.enter("tilsyn-1", "/opgaver?side=2");
  const said = () => page.locator(".list-said").first().innerText();
  assert.match(await said(), /\d+ af \d+ åbne pligter · filter: intet · sorteret efter lovens frist/);
  await follow(page.getByRole("columnheader", { name: "Hvad" }).getByRole("link"));
  assert.equal(new URL(page.url()).searchParams.get("side"), null);
  assert.match(await said(), /sorteret efter hvad/);
});

test("a filter over all pages leaves what it says", async () => {
  const { page } = await desk.enter("tilsyn-1", "/opgaver");
  await page.locator("details.filter summary").click();
  await page.getByLabel("Frist", { exact: true }).selectOption("overdue");
  await follow(page.getByRole("button", { name: "Vis", exact: true }));
  const said = await page.locator(".list-said").first().innerText();
  assert.match(said, /filter: Frist: overskredet/);
  const late = page.locator("tbody .due");
  for (const due of await late.allInnerTexts()) assert.match(due, /over$/);
  assert.ok((await late.count()) > 0);
});

test("dates are told in Danish with their relation in words", async () => {
  const { page } = await desk.enter("tilsyn-1", "/opgaver");
  const due = await page.locator("tbody .due").first().innerText();
  assert.match(due, /^\d+\. [a-z]+ \d{4} – ([\d.]+ dage? over|i dag|i morgen|om [\d.]+ dage)$/);
});

test("with and without: the numbers open to the lists that they count", async () => {
  const { page } = await desk.enter("tilsyn-1", "/sager");
  const cell = page.getByRole("row", { name: /^kontrakt/ }).getByRole("link").nth(1);
  const number = (await cell.innerText()).match(/[\d.]+/)[0];
  await follow(cell);
  assert.match(await page.locator(".list-said").innerText(), new RegExp(`^${number.replace(".", "\\.")} af .* uden kontrakt`));
});

test("a saved choice is there again in another session, and can be forgotten", async () => {
  const first = await desk.enter("tilsyn-1", "/opgaver?tid=overdue");
  await first.page.getByText("Gem dette valg").click();
  await first.page.getByLabel("Navn på valget").fill("De overskredne <b>");
  await follow(first.page.getByRole("button", { name: "Gem valget" }));
  await first.page.context().close();
  const second = await desk.enter("tilsyn-1", "/opgaver");
  await follow(second.page.getByRole("link", { name: "De overskredne <b>" }));
  assert.equal(new URL(second.page.url()).searchParams.get("tid"), "overdue");
  await follow(second.page.getByRole("button", { name: "Glem De overskredne <b>" }));
  assert.equal(await second.page.getByRole("link", { name: "De overskredne <b>" }).count(), 0);
});

test("a coordinator gives cases away after a look at what happens, and takes them back", async () => {
  const { page, complaints } = await desk.enter("koordinator-1", "/opgaver");
  const boxes = page.locator("input.choose");
  const cases = new Set();
  for (const box of (await boxes.all()).slice(0, 3)) {
    cases.add(await box.getAttribute("value"));
    await box.check();
  }
  await page.getByLabel("Giv de valgte sager til").selectOption("sagsbehandler-2");
  await follow(page.getByRole("button", { name: "Se, hvad der sker" }));
  assert.match(await page.locator("main").innerText(), new RegExp(`${cases.size} sag(er)? vil gå til Sagsbehandler 2`));
  await assertAccessible(page);
  await follow(page.getByRole("button", { name: "Fordel sagerne" }));
  await page.getByText(/gået til Sagsbehandler 2/).first().waitFor();
  const [one] = cases;
  await follow(page.getByRole("button", { name: "Giv sagerne tilbage" }));
  await page.getByText(/givet tilbage/).first().waitFor();
  await page.goto(`${desk.address}/sager/${one}`);
  assert.match(await page.locator(".identity").innerText(), /Sagsbehandler\s+ingen/);
  assert.deepEqual(complaints, []);
});

test("choosing nothing is answered with what to do, not with a button that cannot be pressed", async () => {
  const { page } = await desk.enter("koordinator-1", "/opgaver");
  await follow(page.getByRole("button", { name: "Se, hvad der sker" }));
  assert.match(await page.getByRole("alert").innerText(), /ikke valgt nogen sager[\s\S]*Intet er ændret/);
});

test("a person is found by another spelling and by number, and a municipality's case is not found from another", async () => {
  const { page } = await firstCase("sagsbehandler-3");
  const facts = await page.locator(".identity").innerText();
  const name = await page.locator(".identity h1").innerText();
  const personId = facts.match(/Person-id\s+(\S+)/)[1];
  const number = facts.match(/Sag\s+(\S+)/)[1];
  for (const typed of [personId, number, name.toUpperCase()]) {
    await page.goto(`${desk.address}/find?q=${encodeURIComponent(typed)}`);
    assert.ok((await page.locator("tbody").innerText()).includes(personId), typed);
  }
  const other = await desk.enter("sagsbehandler-1", `/find?q=${number}`);
  const nothing = await other.page.locator("main").innerText();
  await other.page.goto(`${desk.address}/find?q=I-2026-999999999`);
  assert.equal((await other.page.locator("main").innerText()).replace("I-2026-999999999", ""), nothing.replace(number, ""));
  const refused = await other.page.goto(`${desk.address}/sager/${number}`);
  const missing = await other.page.goto(`${desk.address}/sager/I-2026-999999999`);
  assert.deepEqual([refused.status(), missing.status()], [404, 404]);
});

test("the CPR number is masked until it is shown, and showing it stands in the log that the person can see", async () => {
  const { page } = await firstCase("sagsbehandler-1");
  const bar = page.locator(".identity");
  assert.match(await bar.innerText(), /\d{6}-••••/);
  await follow(bar.getByRole("link", { name: "Vis CPR-nummer" }));
  assert.match(await bar.innerText(), /\d{6}-\d{4}/);
  await follow(page.getByRole("link", { name: "Hvem har set sagen" }));
  const rows = await page.locator("tbody tr").allInnerTexts();
  assert.ok(rows.some((row) => row.includes("hele CPR-nummeret") && row.includes("Sagsbehandler 1") && row.includes("sagsbehandling, sag")));
  assert.doesNotMatch(page.url(), /\d{6}-?\d{4}/);
});

test("a note with script, formula and right-to-left text is shown as it was typed", async () => {
  const { page, complaints } = await firstCase("sagsbehandler-1");
  const text = `<script>alert(1)</script> =HYPERLINK("x") \u202eivyrtsab\u202c مرحبا`;
  await page.getByText("Skriv et notat").click();
  await page.getByLabel("Notatet").fill(text);
  await follow(page.getByRole("button", { name: "Gem notatet" }));
  await page.getByText("Notatet er gemt").waitFor();
  assert.ok((await page.locator(".timeline").innerText()).includes("<script>alert(1)</script>"));
  assert.deepEqual(complaints, []);
});

test("a session that has ended sends back to the entrance, and after entering to the page", async () => {
  const { page } = await firstCase("sagsbehandler-1");
  const path = new URL(page.url()).pathname;
  await page.context().clearCookies({ name: "ankomst" });
  await page.reload();
  await follow(page.locator('button[value="sagsbehandler-1"]'));
  assert.equal(new URL(page.url()).pathname, path);
});

test("who may not read nights or couplings is told the same as of what does not exist", async () => {
  const { page } = await desk.enter("sagsbehandler-1", "/find");
  const pages = [];
  for (const path of ["/naetter", "/findes-ikke"]) {
    const response = await page.goto(desk.address + path);
    pages.push([response.status(), await page.locator("main").innerText()]);
  }
  assert.deepEqual(pages[0], pages[1]);
});

for (const [name, options] of [["320 pixels wide", narrow], ["at 400 %", zoomed], ["without JavaScript", { javaScriptEnabled: false }]]) {
  test(`every page can be used ${name}`, async () => {
    const { page } = await firstCase("sagsbehandler-1", options);
    const number = new URL(page.url()).pathname.split("/")[2];
    const tabs = ["", "/program", "/dansk", "/ydelse", "/bolig", "/afgoerelser", "/oplysninger", "/forloeb", "/log"];
    for (const path of ["/min-dag", "/opgaver", "/opgaver?art=missing", "/opgaver?art=judgements", "/sager", "/find?q=ali", ...tabs.map((tab) => `/sager/${number}${tab}`)]) {
      await page.goto(desk.address + path);
      await assertFits(page);
      if (options.javaScriptEnabled !== false) await assertAccessible(page);
    }
  });
}

test("every page passes the machine's test of accessibility, in both languages", async () => {
  const { page, complaints } = await firstCase("sagsbehandler-1");
  const number = new URL(page.url()).pathname.split("/")[2];
  for (const language of ["da", "en"]) {
    await follow(page.locator(`button[name="language"][value="${language}"]`));
    for (const path of ["/min-dag", "/opgaver", "/sager", "/find?q=ali", `/sager/${number}`, `/sager/${number}/program`, `/sager/${number}/forloeb`, `/sager/${number}/log`]) {
      await page.goto(desk.address + path);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      await assertAccessible(page);
    }
  }
  assert.deepEqual(complaints, []);
});

test("nothing on a page moves while it loads", async () => {
  const { page } = await desk.enter("sagsbehandler-1", "/min-dag");
  await page.addInitScript(() => {
    globalThis.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.shift += entry.value))).observe({ type: "layout-shift", buffered: true });
  });
  for (const path of ["/min-dag", "/opgaver", "/sager"]) {
    await page.goto(desk.address + path, { waitUntil: "load" });
    assert.equal(await page.evaluate(() => globalThis.shift), 0, path);
  }
});
