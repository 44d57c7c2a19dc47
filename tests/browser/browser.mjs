// The browser of the tests: Debian's Chromium, what it complains of, and what a page must be for everybody.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });

/** Opens a page and collects what the browser complains of: errors, requests that fail or go elsewhere. */
export async function open(browser, address, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  // What the browser breaks off because the next page is asked for has not failed.
  const isBrokenOff = (request) => request.failure()?.errorText === "net::ERR_ABORTED";
  page.on("requestfailed", (request) => isBrokenOff(request) || complaints.push(`failed: ${request.url()}`));
  page.on("response", (response) => response.status() >= 400 && complaints.push(`${response.status()}: ${response.url()}`));
  page.on("request", (request) => request.url().startsWith(address) || complaints.push(`outside: ${request.url()}`));
  const response = await page.goto(address + path);
  return { page, response, complaints };
}

/** Clicks what leads to another page, and waits until the browser is there. */
export async function follow(locator) {
  // A click returns before the new page has come: the next step would read the old one, or break the request off.
  await Promise.all([locator.page().waitForNavigation(), locator.click()]);
}

/** No violation of WCAG 2.0, 2.1 and 2.2 at level AA that a machine can find. */
export async function assertAccessible(page) {
  // Evaluated by the debugger, which the page's own policy against scripts does not bind.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (values) => globalThis.axe.run(document, { resultTypes: ["violations"], runOnly: { type: "tag", values } }),
    rules,
  );
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target).join(", ")})`);
  assert.deepEqual(told, []);
}

/** Nothing is wider than the screen, and a table that is passes its columns beside heads that leave room for them. */
export async function assertFits(page) {
  // The design system hides what would stick out of the body, so the elements are asked, not the document.
  const wide = await page.evaluate(() => {
    // What is folded away has no size of its own: unfolded it must fit too.
    document.querySelectorAll("details").forEach((details) => (details.open = true));
    const width = document.documentElement.clientWidth;
    const isScrolled = (element) => element.closest(".scroll, .sr-only, svg, .skipnav") !== null;
    const stickingOut = [...document.body.querySelectorAll("*")].filter(
      (element) => !isScrolled(element) && element.getBoundingClientRect().right > width + 1,
    );
    return stickingOut.map((element) => `${element.tagName}.${element.className}`);
  });
  assert.deepEqual(wide, []);
  const hidden = await page.evaluate(() => {
    const rows = [...document.querySelectorAll(".scroll > table tbody tr:first-child")].filter((row) => row.cells.length > 1);
    const isHidden = (row) => {
      const scroll = row.closest(".scroll");
      const window = scroll.getBoundingClientRect();
      // A table that fits hides nothing, wherever its columns stand.
      return scroll.scrollWidth > scroll.clientWidth && window.width > 0 && row.cells[1].getBoundingClientRect().left > window.left + window.width * 0.6;
    };
    return rows.filter(isHidden).map((row) => row.innerText.slice(0, 80));
  });
  assert.deepEqual(hidden, [], "the second column begins where it is seen");
}
