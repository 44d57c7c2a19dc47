// Every part that pages are built of, in a real browser.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, test } from "node:test";
import { assertAccessible, assertFits, launch, open } from "./browser.mjs";

let server, address, browser;

before(async () => {
  assert.ok(process.env.ANKOMST_GALLERY, "ANKOMST_GALLERY must name the gallery of parts");
  server = spawn(process.env.ANKOMST_GALLERY, ["127.0.0.1:0"]);
  address = await new Promise((resolve, reject) => {
    server.stderr.on("data", (part) => {
      const found = String(part).match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) resolve(found[0]);
    });
    server.on("exit", (code) => reject(new Error(`the gallery ended with ${code}`)));
  });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.kill();
});

test("every part is accessible, wide and narrow, in both languages", async () => {
  for (const width of [1280, 320]) {
    for (const language of ["da", "en"]) {
      const cookie = { name: "sprog", value: language, domain: "127.0.0.1", path: "/", expires: -1, httpOnly: true, secure: false, sameSite: "Lax" };
      const options = { viewport: { width, height: 800 }, storageState: { cookies: [cookie], origins: [] } };
      const { page, complaints } = await open(browser, address, "/", options);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      await assertAccessible(page);
      await assertFits(page);
      assert.deepEqual(complaints, []);
    }
  }
});

test("a form with errors begins at its list, whose points lead to the fields", async () => {
  const { page } = await open(browser, address, "/");
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains("error-summary")));
  await page.getByRole("link", { name: "Skriv en dato, der findes" }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "day");
});

test("a filter narrows without JavaScript, is told above the list, and sorting keeps it", async () => {
  const { page } = await open(browser, address, "/?side=3", { javaScriptEnabled: false });
  await page.getByText("Filter", { exact: true }).first().click();
  await page.getByLabel("Kommune", { exact: true }).selectOption("Aarhus");
  await page.getByRole("button", { name: "Vis", exact: true }).click();
  await page.getByRole("link", { name: "Pligt", exact: true }).click();
  const said = await page.locator(".list-said").innerText();
  assert.equal(said, "1.200 pligter · filter: Kommune: Aarhus · sorteret efter pligt");
  assert.equal(await page.getByRole("link", { name: "Side 1", exact: true }).getAttribute("aria-current"), "page");
});
