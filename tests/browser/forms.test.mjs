// Forms that follow the Act, in a real browser: what is asked, what it would change, saved once, undone, two at once.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, follow } from "./browser.mjs";
import { openDesk } from "./country.mjs";

let desk;
before(async () => (desk = await openDesk({ persons: 5000, seed: 3 })));
after(() => desk?.close());

/** The first case in the officer's list; answers its address. */
async function firstCase(officer, options) {
  const opened = await desk.enter(officer, "/sager", options);
  await follow(opened.page.locator("tbody th a[href^='/sager/']").first());
  await opened.page.locator(".identity h1").waitFor();
  return { ...opened, address: opened.page.url().split("?")[0], person: new URL(opened.page.url()).searchParams.get("person") };
}

const form = ({ address, person }, key) => `${address}/handlinger/${key}?person=${encodeURIComponent(person)}`;

for (const [name, options] of [["with a script", {}], ["without JavaScript", { javaScriptEnabled: false }]]) {
  test(`housing is recorded after a look at what it changes, and taken back, ${name}`, async () => {
    const opened = await firstCase("sagsbehandler-1", options);
    const { page, complaints } = opened;
    await page.goto(form(opened, "bolig"));
    await follow(page.getByRole("button", { name: "Se følgerne" }));
    assert.match(await page.locator("main").innerText(), /boligform/i, "what is missing is told, and the form is still there");
    await page.getByLabel("midlertidig").check();
    await follow(page.getByRole("button", { name: "Se følgerne" }));
    assert.match(await page.locator("main").innerText(), /Det registreres\s+Bolig: midlertidig/);
    if (options.javaScriptEnabled !== false) await assertAccessible(page);
    await follow(page.getByRole("button", { name: "Gem", exact: true }));
    await page.getByText("Oplysningen er registreret").waitFor();
    await follow(page.getByRole("button", { name: "Fortryd" }));
    await page.goto(`${opened.address}/forloeb`);
    assert.match(await page.locator(".timeline").innerText(), /Trukket tilbage af Sagsbehandler 1/);
    assert.deepEqual(complaints.filter((complaint) => !complaint.includes("422")), []);
  });
}

test("of two who have the same form open the second is told what the first recorded, and nothing is overwritten", async () => {
  const first = await firstCase("sagsbehandler-1");
  const second = await desk.enter("sagsbehandler-2", form(first, "bolig").slice(desk.address.length));
  for (const { page } of [first, second]) {
    await page.goto(form(first, "bolig"));
    await page.getByLabel("fundet af udlændingen selv").check();
  }
  await follow(first.page.getByRole("button", { name: "Se følgerne" }));
  await follow(first.page.getByRole("button", { name: "Gem", exact: true }));
  await first.page.getByText("Oplysningen er registreret").waitFor();
  await follow(second.page.getByRole("button", { name: "Se følgerne" }));
  const save = second.page.getByRole("button", { name: "Gem", exact: true });
  if (await save.count()) await follow(save);
  const told = await second.page.locator("main").innerText();
  assert.match(told, /Sagsbehandler 1/);
  assert.match(told, /fundet af udlændingen selv/);
});

test("the contract says by provision what it lacks", async () => {
  const opened = await firstCase("sagsbehandler-1");
  await opened.page.goto(form(opened, "kontrakt"));
  await follow(opened.page.getByRole("button", { name: "Se følgerne" }));
  assert.match(await opened.page.locator("main").innerText(), /sanktioner[\s\S]*§ 19, stk\. 5/);
  await assertAccessible(opened.page);
});

test("the list of actions and the forms fit a narrow screen and are accessible", async () => {
  const opened = await firstCase("sagsbehandler-1", { viewport: { width: 320, height: 640 } });
  for (const path of [`${opened.address}/handlinger`, form(opened, "bolig"), form(opened, "kontrakt"), `${opened.address}/breve`]) {
    await opened.page.goto(path);
    await assertFits(opened.page);
    await assertAccessible(opened.page);
  }
});
