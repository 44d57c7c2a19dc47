// The review of couplings as a data steward works through it: by keyboard, without script, on a narrow screen, two at once.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, follow } from "./browser.mjs";
import { openDesk } from "./country.mjs";

let desk;
before(async () => (desk = await openDesk({ persons: 5000, seed: 3 })));
after(() => desk?.close());

const focused = (page) => page.evaluate(() => document.activeElement.id);
const heading = (page) => page.locator("h1").innerText();
const place = (page) => page.locator(".pair-said strong").first().innerText();

/** The first pair of the queue. */
async function firstPair(officer = "dataafstemmer-1", options) {
  const opened = await desk.enter(officer, "/koblinger", options);
  await follow(opened.page.locator(".begin a"));
  await opened.page.locator(".compare").waitFor();
  return opened;
}

/** Rejects the pair on the page by keyboard. */
async function reject(page) {
  await page.keyboard.press("a");
  await page.keyboard.press("Space");
  const before = page.url();
  await Promise.all([page.waitForURL((url) => url.href !== before && /afgjort/.test(url.href)), page.keyboard.press("Enter")]);
}

test("the queue says count, filter and sort, keeps a choice, and is accessible with every part of it", async () => {
  const { page, complaints } = await desk.enter("dataafstemmer-1", "/koblinger");
  assert.match(await page.locator(".begin .list-said").innerText(), /\d+ af \d+ par · filter: intet · sorteret efter kræver/);
  for (const part of ["", "?del=lagt-til-side", "?del=til-godkendelse", "?del=i-tvivl", "?del=afgjort"]) {
    await page.goto(`${desk.address}/koblinger${part}`);
    await assertAccessible(page);
  }
  await page.goto(`${desk.address}/koblinger?krav=godkendelse`);
  await page.getByText("Gem dette valg").click();
  await page.getByLabel("Navn på valget").fill("De risikable");
  await follow(page.getByRole("button", { name: "Gem valget" }));
  await follow(page.getByRole("link", { name: "De risikable" }));
  assert.match(await page.locator(".begin .list-said").innerText(), /kræver begrundelse og en anden/);
  await follow(page.getByRole("button", { name: /Glem/ }));
  assert.deepEqual(complaints, []);
});

test("several pairs are worked through by keyboard alone, each told of and with the undo of the one before", async () => {
  const { page, complaints } = await firstPair();
  const [first, of] = [await heading(page), Number((await place(page)).split(" ").pop())];
  assert.equal(await place(page), `1 af ${of}`);
  await assertAccessible(page);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("j")]);
  assert.equal(await place(page), `2 af ${of}`);
  await Promise.all([page.waitForNavigation(), page.keyboard.press("k")]);
  assert.equal(await heading(page), first);

  await reject(page);
  assert.equal(await focused(page), "pair", "the heading of the next pair has the focus");
  assert.equal(await place(page), `1 af ${of - 1}`);
  assert.match(await page.locator(".alert").innerText(), /koblingen er afvist/);
  await page.locator("[data-announce]", { hasText: `1 af ${of - 1}` }).waitFor({ state: "attached" });
  await assertAccessible(page);
  await reject(page);
  assert.equal(await place(page), `1 af ${of - 2}`);

  await Promise.all([page.waitForNavigation(), page.keyboard.press("u")]);
  assert.match(await page.locator(".alert").innerText(), /er tilbage i køen/);
  assert.match(await page.locator(".history").innerText(), /afvisningen taget tilbage/);

  await page.keyboard.press("n");
  assert.equal(await focused(page), "note-ord");
  await page.keyboard.type("ring til kommunen: bj a u?");
  assert.equal(await page.locator("#note-ord").inputValue(), "ring til kommunen: bj a u?", "letters are letters in a field");
  await page.getByRole("button", { name: "Gem note" }).click();
  await page.locator(".note-line", { hasText: "ring til kommunen" }).waitFor();

  await page.keyboard.press("?");
  const help = page.getByRole("dialog");
  await help.waitFor();
  assert.match(await help.innerText(), /Bekræft eller godkend/);
  await assertAccessible(page);
  const before = page.url();
  await page.keyboard.press("j");
  assert.equal(page.url(), before, "no letter works behind the help");
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  assert.deepEqual(complaints, []);
});

test("a decision that asks for a reason is not made by its letter, nor without one", async () => {
  const { page } = await firstPair("dataafstemmer-2");
  const before = page.url();
  await page.keyboard.press("a");
  assert.equal(await focused(page), "afvis-other-person");
  assert.equal(await page.locator("input[type=radio]:checked").count(), 0, "nothing is chosen beforehand");
  await page.locator("h1").focus();
  await follow(page.getByRole("button", { name: "Afvis kobling" }));
  await page.getByRole("alert").waitFor();
  assert.match(await page.getByRole("alert").innerText(), /Vælg en grund\. Intet er gemt\./);
  await assertAccessible(page);
  await page.goto(before);
  const sizes = await page.locator(".decision .button").evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));
  const widths = new Set(sizes.map(({ width }) => Math.round(width)));
  const styles = await page.locator(".decision .button").evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
  assert.equal(widths.size, 1, "the buttons are of one size");
  assert.equal(new Set(styles).size, 1, "and of one colour");
});

test("a risky pair goes to another data steward, who alone can approve it", async () => {
  const { page } = await desk.enter("dataafstemmer-1", "/koblinger?krav=godkendelse");
  await follow(page.locator("tbody th a").first());
  await page.getByRole("button", { name: "Send til godkendelse" }).waitFor();
  await page.keyboard.press("b");
  await page.keyboard.press("Space");
  await Promise.all([page.waitForURL(/afgjort/), page.keyboard.press("Enter")]);
  assert.match(await page.locator(".alert").first().innerText(), /er sendt til godkendelse/);
  await page.goto(`${desk.address}/koblinger?del=til-godkendelse`);
  assert.match(await page.locator("main").innerText(), /Ingen forslag venter på din godkendelse/);
  assert.match(await page.locator("main").innerText(), /1 af dine egne forslag venter/);

  const other = await desk.enter("dataafstemmer-2", "/koblinger?del=til-godkendelse");
  await follow(other.page.getByRole("link", { name: "Begynd godkendelsen" }));
  assert.match(await other.page.locator(".proposal").innerText(), /Dataafstemmer 1 foreslår koblingen/);
  await assertAccessible(other.page);
  await Promise.all([other.page.waitForURL(/afgjort/), other.page.keyboard.press("b")]);
  assert.match(await other.page.locator(".alert").first().innerText(), /er koblet/);
});

test("of two data stewards at once the second is told who decided what, and goes on", async () => {
  const one = await firstPair("dataafstemmer-1");
  const two = await desk.enter("dataafstemmer-2", new URL(one.page.url()).pathname);
  await reject(one.page);
  await two.page.keyboard.press("a");
  await two.page.keyboard.press("Space");
  await Promise.all([two.page.waitForNavigation(), two.page.keyboard.press("Enter")]);
  const said = await two.page.locator("main").innerText();
  for (const part of ["Dataafstemmer 1", "koblingen afvist", "Det står ved magt", "Din afgørelse er ikke gemt"]) assert.ok(said.includes(part), `${part} in ${said}`);
  await assertAccessible(two.page);
  await follow(two.page.getByRole("link", { name: "Gå til det næste par" }));
  await two.page.locator(".compare").waitFor();
});

test("the letters can be switched off and changed", async () => {
  const { page } = await desk.enter("dataafstemmer-2", "/koblinger/taster");
  await assertAccessible(page);
  await page.getByLabel("Næste par").fill("x");
  await Promise.all([page.waitForURL(/gemt/), page.getByRole("button", { name: "Gem taster" }).click()]);
  await page.goto(`${desk.address}/koblinger`);
  await follow(page.locator(".begin a"));
  const first = await place(page);
  await page.keyboard.press("j");
  assert.equal(await place(page), first, "the old letter does nothing");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("x")]);
  assert.notEqual(await place(page), first);

  await page.goto(`${desk.address}/koblinger/taster`);
  await page.getByLabel("slået fra").check();
  await Promise.all([page.waitForURL(/gemt/), page.getByRole("button", { name: "Gem taster" }).click()]);
  await page.goto(`${desk.address}/koblinger`);
  await follow(page.locator(".begin a"));
  const before = page.url();
  for (const letter of "xjkbaun?") await page.keyboard.press(letter);
  assert.equal(page.url(), before);
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.equal(await page.locator("kbd").count(), 0, "and no letter is promised");
});

test("without JavaScript a pair is decided, undone and noted", async () => {
  const { page, complaints } = await firstPair("dataafstemmer-1", { javaScriptEnabled: false });
  const first = await heading(page);
  await page.getByLabel("Afvis kobling").getByText("en anden person").click();
  await follow(page.getByRole("button", { name: "Afvis kobling" }));
  assert.equal(await page.locator("h1").getAttribute("autofocus"), "");
  await follow(page.getByRole("button", { name: "Fortryd" }));
  assert.equal(await heading(page), first);
  assert.match(await page.locator(".alert").innerText(), /er tilbage i køen/);
  await page.getByRole("link", { name: "Genvejstaster" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Genvejstaster" }).waitFor();
  assert.deepEqual(complaints, []);
});

test("the whole CPR number is shown on demand, and that is logged", async () => {
  const { page } = await firstPair();
  assert.doesNotMatch(await page.locator("main").innerText(), /\d{6}-\d{4}/);
  assert.doesNotMatch(page.url(), /\d{10}/);
  await follow(page.getByRole("link", { name: "Vis hele nummeret" }));
  assert.match(await page.locator(".compare").innerText(), /\d{6}-\d{4}/);
});

test("undoing a coupling shows first what rests on it, and asks what is to become of the pair", async () => {
  const { page } = await desk.enter("dataafstemmer-1", "/koblinger?krav=begrundelse");
  await follow(page.locator("tbody th a").first());
  const coupled = page.locator("#candidates ~ div tr", { hasText: "koblet" }).getByRole("link");
  await follow(coupled.first());
  await follow(page.getByRole("link", { name: "Ophæv koblingen" }));
  await page.getByRole("heading", { level: 1, name: /Ophæv koblingen af/ }).waitFor();
  await assertAccessible(page);
  await follow(page.getByRole("button", { name: "Ophæv koblingen" }));
  assert.equal(await page.locator(".error-summary li").count(), 2);
  await page.getByLabel("Det venter i køen igen").check();
  await page.getByLabel("Hvorfor ophæves koblingen?").fill("kommunen har rettet");
  await follow(page.getByRole("button", { name: "Ophæv koblingen" }));
  await page.locator(".history", { hasText: "koblingen ophævet" }).waitFor();
});

test("on a screen of 320 pixels, in both languages, nothing sticks out", async () => {
  for (const language of ["da", "en"]) {
    const cookie = { name: "sprog", value: language, domain: "127.0.0.1", path: "/", expires: -1, httpOnly: true, secure: false, sameSite: "Lax" };
    const { page, complaints } = await desk.enter("dataafstemmer-1", "/koblinger", { viewport: { width: 320, height: 640 }, storageState: { cookies: [cookie], origins: [] } });
    await assertFits(page);
    await follow(page.locator(".begin a"));
    await page.locator(".compare").waitFor();
    await assertFits(page);
    await assertAccessible(page);
    for (const path of ["/koblinger/taster", "/koblinger/fund", "/koblinger?del=afgjort", "/kommunefejl"]) {
      await page.goto(desk.address + path);
      await assertFits(page);
      await assertAccessible(page);
    }
    assert.deepEqual(complaints, []);
    await page.context().close();
  }
});

test("an auditor reads a pair and can decide nothing", async () => {
  const { page } = await firstPair("revisor-1");
  assert.equal(await page.locator(".decision").count(), 0);
  assert.equal(await page.locator("#note-ord").count(), 0);
});

test("a municipality sees its own errors, the state everybody's, each with deadline and how to mend it", async () => {
  const { page } = await desk.enter("sagsbehandler-1", "/kommunefejl");
  await assertAccessible(page);
  const cells = await page.locator("tbody tr td:nth-of-type(3)").allInnerTexts();
  assert.ok(cells.every((municipality) => municipality === "Aarhus"), String(new Set(cells)));
  assert.equal(await page.getByLabel("Kommune", { exact: true }).count(), 0);
  const state = await desk.enter("dataafstemmer-1", "/kommunefejl");
  assert.match(await state.page.locator(".list-said").innerText(), /[\d.]+ af [\d.]+ åbne fejl · filter: intet · sorteret efter frist/);
  assert.match(await state.page.locator("tbody tr").first().innerText(), /om \d+ dage|i morgen|i dag|over/);
  assert.match(await state.page.locator("main").innerText(), /Sådan rettes de/);
  assert.doesNotMatch(await state.page.locator("main").innerText(), /\d{6}-\d{4}/);
});
