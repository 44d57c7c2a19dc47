// Goals in a real browser: from the plan over a goal to the cases behind its figure, frozen and compared, recorded, reported.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, follow } from "./browser.mjs";
import { openDesk } from "./country.mjs";

let desk;
before(async () => (desk = await openDesk({ flowYears: "2023..2024" })));
after(() => desk?.close());

const plan = "/maal/udlaendingestyrelsen-2024";

test("both plans of 2024 have a hundred points, and each goal says figure, requirement, points and state", async () => {
  const { page, complaints } = await desk.enter("controller-1", "/maal");
  const rows = page.locator("tbody tr");
  assert.equal(await rows.count(), 2);
  for (const row of await rows.allInnerTexts()) assert.match(row, /[\d,.]+ af 100/);
  await assertAccessible(page);
  await follow(page.getByRole("link", { name: /Udlændingestyrelsen/ }));
  assert.match(await page.locator(".lead").innerText(), /Opgjort pr. 17. november 2026/);
  const weights = (await page.locator("tbody tr td.n").allInnerTexts()).map((text) => text.match(/af ([\d,.]+)$/)?.[1]).filter(Boolean);
  const sum = weights.reduce((sum, weight) => sum + Number(weight.replace(",", ".")), 0);
  assert.equal(sum, 100);
  await assertAccessible(page);
  assert.deepEqual(complaints, []);
});

test("a figure opens to its cases, a case is explained, and both stand in the read log", async () => {
  const { page, complaints } = await desk.enter("controller-1", `${plan}/1.2.a`);
  assert.match(await page.locator("main").innerText(), /Median i dage/);
  assert.match(await page.locator("main").innerText(), /Opgjort pr. 31. december 2024/, "the figure's own last day");
  await assertAccessible(page);
  await follow(page.getByRole("link", { name: "Åbn tallet til sagerne" }).first());
  assert.match(await page.locator(".list-said").first().innerText(), /\d+ af [\d.]+ sager · filter: intet/);
  await assertAccessible(page);
  await follow(page.getByRole("columnheader", { name: "Dage" }).getByRole("link"));
  await follow(page.locator("tbody th a").first());
  assert.match(await page.locator("ol.because").last().innerText(), /uret starter/);
  await assertAccessible(page);
  assert.deepEqual(complaints, []);
});

test("a figure that is frozen is kept with signer and hash, and compared with what is known now", async () => {
  const { page, complaints } = await desk.enter("controller-1", `${plan}/1.2.a?pr=2024-06-30&kendt=2024-06-30`);
  const hash = await page.locator("code").first().innerText();
  await page.locator("summary", { hasText: "Frys tallet" }).first().click();
  await follow(page.getByRole("button", { name: "Frys tallet" }).first());
  assert.match(await page.getByRole("alert").innerText(), /skal udfyldes/);
  await page.locator("summary", { hasText: "Frys tallet" }).first().click();
  await page.getByLabel("Anledning").first().fill("Opfølgning II <b>");
  await follow(page.getByRole("button", { name: "Frys tallet" }).first());
  assert.match(page.url(), /\/frosset\/\d+/, "whoever freezes a figure is led to it");
  const main = () => page.locator("main").innerText();
  assert.match(await main(), /Tallet er fastfrosset/);
  assert.ok((await main()).includes(hash));
  assert.match(await main(), /Controller 1/);
  assert.match(await main(), /kl\. \d\d\.\d\d/, "by Denmark's clock");
  assert.doesNotMatch(await main(), /UTC|åååå/);
  assert.match(await main(), /Mindst 90 %[\s\S]*Var kravet opfyldt/, "what was required, and whether it was met");
  assert.match(await main(), /sket siden/, "since June cases were decided");
  const heads = await page.locator("thead").first().locator("th").allInnerTexts();
  assert.deepEqual(heads.slice(1), ["Opfølgning II <b>", "Nu"], "the earlier first, by its occasion");
  await assertAccessible(page);
  await follow(page.getByRole("link", { name: "Åbn sagerne bag det fastfrosne tal" }));
  assert.match(await main(), /Fastfrosset: Opfølgning II <b>/);
  await page.goto(`${desk.address}${plan}/1.2.a`);
  await follow(page.getByRole("link", { name: /Opfølgning II <b>: Controller 1/ }));
  assert.match(page.url(), /\/frosset\/\d+$/);
  assert.doesNotMatch(await main(), /Tallet er fastfrosset/, "the receipt is given once");
  await page.goto(`${desk.address}${plan}`);
  await follow(page.getByRole("row", { name: /Opfølgning II <b>/ }).getByRole("link"));
  assert.deepEqual(complaints.filter((complaint) => !complaint.includes("422")), []);
});

test("a milestone counts once it is recorded with evidence, and no longer when it is withdrawn", async () => {
  const { page } = await desk.enter("controller-1", `${plan}/2.3`);
  const points = () => page.locator("main p").nth(1).innerText();
  assert.match(await points(), /0 af 5/);
  await page.locator('input[name="part"]').first().check();
  await page.getByLabel("milepælen er nået").check();
  await page.locator("#day").fill("30.09.2024");
  await page.locator("#assessor").fill("Udlændingestyrelsen");
  await follow(page.getByRole("button", { name: "Registrér" }));
  assert.match(await page.getByRole("alert").innerText(), /skal udfyldes/, "no evidence, no record");
  await page.locator("#evidence").fill("Dok. 2024-17");
  await follow(page.getByRole("button", { name: "Registrér" }));
  assert.match(await points(), /5 af 5/);
  await assertAccessible(page);
  await page.locator("summary", { hasText: "Træk tilbage" }).click();
  await page.locator('input[name="reason"]').fill("forkert mål");
  await follow(page.getByRole("button", { name: "Træk tilbage" }));
  assert.match(await points(), /0 af 5/);
  assert.match(await page.locator("main").innerText(), /Trukket tilbage af Controller 1: forkert mål/);
});

test("a plan with wrong weights is refused with the sum, and a right one is tried on a real case before it is saved", async () => {
  const { page } = await desk.enter("controller-1", `${plan}/ret`);
  const text = await page.locator("#text").inputValue();
  await page.locator("#text").fill(text.replace("weight = 15", "weight = 16"));
  await follow(page.getByRole("button", { name: "Efterse uden at gemme" }));
  assert.match(await page.getByRole("alert").innerText(), /Linje \d+: .*101.*Der står: »/);
  assert.match(await page.locator("#text-error").innerText(), /101/);
  assert.equal(await page.locator("#text").getAttribute("rows"), "40");
  await page.locator("#text").fill(text.replace("limit = { months = 7 }", "limit = { months = 6 }"));
  await follow(page.getByRole("button", { name: "Efterse uden at gemme" }));
  assert.match(await page.locator("main").innerText(), /får en anden definition[\s\S]*1\.2\.a/);
  await assertAccessible(page);
  await page.locator("#reason").fill("prøve");
  await follow(page.getByRole("button", { name: "Gem som ny udgave" }));
  assert.match(await page.getByRole("alert").innerText(), /nyt nummer/, "a changed definition is another version");
});

test("the yearly report is fetched as PDF and workbook, and says itself what it lacks", async () => {
  const { page } = await desk.enter("controller-1", `${plan}/rapport?anledning=aarsrapport`);
  await assertAccessible(page);
  for (const [name, begins] of [["Hent som PDF", "%PDF"], ["Hent som Excel", "PK"], ["PDF til offentliggørelse", "%PDF"]]) {
    const href = await page.getByRole("link", { name, exact: true }).getAttribute("href");
    const file = await page.request.get(desk.address + href);
    const edition = name.includes("offentliggørelse") ? "offentlig" : "intern";
    assert.match(file.headers()["content-disposition"], new RegExp(`-${edition}\\.(pdf|xlsx)"`));
    assert.equal(file.status(), 200, name);
    assert.equal((await file.body()).subarray(0, begins.length).toString(), begins);
  }
});

test("weekdays without an observation are part of the share, on the list and office by office", async () => {
  const { page } = await desk.enter("controller-1", `${plan}/1.4`);
  const main = () => page.locator("main").innerText();
  const said = (await main()).match(/Til tiden\s+([\d.]+) af ([\d.]+) \(([\d,]+) %\)(?:, heraf ([\d.]+) hverdage uden iagttagelse)?/);
  assert.ok(said, await main());
  assert.match(await page.locator(".goal-measure strong").first().innerText(), new RegExp(said[3]), "the share of the heading");
  const offices = page.getByRole("table", { name: "Sted for sted" });
  assert.equal(await offices.locator("tbody tr").count(), 4);
  assert.equal(await page.locator("#sag").count(), 1);
  await follow(page.getByRole("link", { name: "Åbn tallet til iagttagelserne" }));
  assert.match(await page.locator(".list-said").first().innerText(), /hverdage, de uden iagttagelse regnet med/);
  assert.match(await page.locator("tbody th").first().innerText(), /Næstved|Aalborg|Aarhus|Odense/);
  if (said[4]) {
    await page.goto(`${page.url()}&hvilke=mangler`);
    assert.match(await page.locator(".list-said").first().innerText(), new RegExp(`^${said[4]} af`));
    assert.match(await page.locator("tbody").innerText(), /ingen iagttagelse/);
  }
  await assertAccessible(page);
});

test("a case that is not there leads back to the form, and a goal without cases has none", async () => {
  const { page } = await desk.enter("controller-1", `${plan}/1.2.a`);
  await page.locator("#sag").fill("999999999999");
  await follow(page.getByRole("button", { name: "Forklar målet på sagen" }));
  assert.match(await page.getByRole("alert").innerText(), /Sag 999999999999 findes ikke i de indlæste forløb/);
  assert.equal(await page.locator("#sag").inputValue(), "999999999999");
  await page.goto(`${desk.address}${plan}/2.2`);
  assert.equal(await page.locator("#sag").count(), 0);
  const main = await page.locator("main").innerText();
  assert.doesNotMatch(main, /second-quarter|fourth-quarter/);
  assert.match(main, /ikke nået · senest 30\. juni 2024/);
});

test("a day that has not come is today", async () => {
  const { page } = await desk.enter("controller-1", `${plan}/1.2.a?pr=2030-01-01&kendt=2030-01-01`);
  assert.doesNotMatch(await page.locator("main").innerText(), /2030/);
});

test("a stock that grew is so many percent more, and a volume has no share in time", async () => {
  const { page } = await desk.enter("controller-1", "/maal/hjemrejsestyrelsen-og-naevn-2024/1.a");
  const parts = page.locator("section.goal-measure");
  assert.doesNotMatch(await parts.nth(0).innerText(), /Til tiden|hurtigste/);
  const stock = await parts.nth(1).innerText();
  assert.match(stock, /I åbningsbeholdningen[\s\S]*I slutbeholdningen/);
  assert.doesNotMatch(stock, /[−-]\d[\d,]* % færre|Til tiden/);
});

test("an auditor opens figures and keeps none; a caseworker has no goals", async () => {
  const { page } = await desk.enter("revisor-1", `${plan}/2.3`);
  assert.equal(await page.getByRole("button", { name: "Registrér" }).count(), 0);
  const refused = await page.goto(`${desk.address}${plan}/ret`);
  assert.equal(refused.status(), 404);
  const other = await desk.enter("sagsbehandler-1", "/find");
  assert.equal((await other.page.goto(`${desk.address}/maal`)).status(), 404);
});

test("every page of goals fits a narrow screen, in both languages, and works without JavaScript", async () => {
  const { page } = await desk.enter("controller-1", "/maal", { viewport: { width: 320, height: 640 }, javaScriptEnabled: false });
  const places = ["/maal", plan, `${plan}/1.1.a`, `${plan}/1.1.a/all/sager`, `${plan}/1.4`, `${plan}/2.4`, `${plan}/ret`, `${plan}/rapport`, "/maal/hjemrejsestyrelsen-og-naevn-2024/1.a"];
  for (const language of ["da", "en"]) {
    await follow(page.locator(`button[name="language"][value="${language}"]`));
    for (const place of places) {
      const response = await page.goto(desk.address + place);
      assert.equal(response.status(), 200, place);
      await assertFits(page);
    }
  }
});

test("a plan saved anew is told among its changes, and the report's form asks who agreed", async () => {
  const { page, complaints } = await desk.enter("controller-1", `${plan}/ret`);
  const text = await page.locator("#text").inputValue();
  const shorter = text.replace("limit = { months = 7 }", "limit = { months = 6 }").replace('version = "2"', 'version = "3"');
  await page.locator("#text").fill(shorter);
  await page.locator("#reason").fill("ny aftale");
  await follow(page.getByRole("button", { name: "Gem som ny udgave" }));
  await page.goto(`${desk.address}${plan}/rapport?anledning=aarsrapport`);
  const change = page.getByRole("group", { name: "Ændring af mål 1.2.a" });
  assert.match(await change.innerText(), /Udledt af en gemt udgave/);
  assert.match(await change.getByLabel("Hvad og hvorfor").inputValue(), /målingen\. ny aftale/);
  await assertAccessible(page);
  const added = page.getByRole("group", { name: "Ny ændring" });
  await added.getByLabel("Hvad og hvorfor").fill("Planen er forlænget");
  await follow(page.getByRole("button", { name: "Gem teksterne" }));
  assert.match(await page.getByRole("alert").innerText(), /skal udfyldes/, "a day and who agreed are missing");
  await page.getByRole("group", { name: "Ændring af planen", exact: true }).getByLabel("Hvad og hvorfor").fill("");
  await page.getByRole("group", { name: "Ændring af mål 1.2.a" }).getByLabel("Hvem der har aftalt det").fill("direktøren og departementschefen");
  await follow(page.getByRole("button", { name: "Gem teksterne" }));
  const stated = page.getByRole("group", { name: "Ændring af mål 1.2.a" });
  assert.equal(await stated.getByLabel("Hvem der har aftalt det").inputValue(), "direktøren og departementschefen");
  assert.doesNotMatch(await stated.innerText(), /Udledt af en gemt udgave/);
  assert.deepEqual(complaints.filter((complaint) => !complaint.includes("422")), []);
});

test("an opening stock is read from the frozen figure, and its number is not typed", async () => {
  const stock = "/maal/hjemrejsestyrelsen-og-naevn-2024/1.a";
  const { page } = await desk.enter("controller-1", `${stock}?pr=2024-01-15&kendt=2024-01-15`);
  const section = page.locator("section.goal-measure").nth(1);
  await section.locator("summary", { hasText: "Frys tallet" }).click();
  await section.getByLabel("Anledning").fill("åbning 2024");
  await follow(section.getByRole("button", { name: "Frys tallet" }));
  await page.goto(desk.address + stock);
  assert.equal(await page.locator("#count").count(), 0, "nothing is typed where a figure is frozen");
  const frozen = page.locator("#frozen");
  assert.match(await frozen.innerText(), /sager 31\. december 2023 – åbning 2024, frosset af Controller 1/);
  await page.locator('input[name="part"][value="2"]').check();
  await page.getByLabel("åbningsbeholdningen er fastfrosset").check();
  await page.locator("#day").fill("31.12.2023");
  await page.locator("#evidence").fill("sag 24-1");
  await page.locator("#assessor").fill("Hjemrejsestyrelsen");
  await frozen.selectOption({ index: 1 });
  await follow(page.getByRole("button", { name: "Registrér" }));
  assert.match(await page.locator("main").innerText(), /åbningsbeholdningen er \d+ \(tal [0-9a-f]{16}\)/);
});

test("a share has its course against the requirement and the lengths of its cases, each with a conclusion and a table", async () => {
  const { page } = await desk.enter("controller-1", `${plan}/1.3`);
  for (const [id, said] of [["course-1", /Af alle sager talt til og med/], ["lengths-1", /Halvdelen af [\d.]+ sager tog højst/]]) {
    const figure = page.locator("figure").filter({ has: page.locator(`#${id}-title`) });
    assert.match(await figure.innerText(), said);
    assert.equal(await figure.locator("table").count(), 1, id);
  }
  await assertAccessible(page);
});
