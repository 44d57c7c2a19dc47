// What pages can do better with a script. Everything works without: this only adds comfort.
"use strict";

// The design system's parts come to life; again for whatever htmx puts into the page.
DKFDS.init();
document.addEventListener("htmx:after:swap", (event) => DKFDS.init({ scope: event.target }));

// A form with errors begins at its list of errors.
document.querySelector("[data-focus]")?.focus();

// What is folded away is printed all the same.
const folded = () => document.querySelectorAll("details:not([open])");
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...folded()];
  opened.forEach((details) => (details.open = true));
});
addEventListener("afterprint", () => opened.forEach((details) => (details.open = false)));

// The session: five minutes before it ends whoever still sits here is asked, and can go on with one key.
(() => {
  const dialog = document.getElementById("session-end");
  if (!dialog) return;
  const warnSeconds = 5 * 60;
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => dialog.open || dialog.showModal(), (Number(dialog.dataset.seconds) - warnSeconds) * 1000);
  };
  dialog.addEventListener("close", async () => {
    // Any page of the session keeps it alive; this one holds nobody's data.
    const answer = await fetch("/session", { headers: { accept: "text/plain" } }).catch(() => null);
    if (answer && answer.ok) wait();
    else dialog.querySelector("[data-ended]").hidden = false, dialog.showModal();
  });
  document.addEventListener("htmx:after:request", wait);
  wait();
})();

// What is told after a decision is read aloud: a live region speaks only of what comes into it.
for (const region of document.querySelectorAll("[data-announce]")) {
  setTimeout(() => (region.textContent = region.dataset.announce), 100);
}

// Dialogs that only tell: a link leads to the same on a page of its own where there is no script.
for (const link of document.querySelectorAll("[data-opens]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById(link.dataset.opens).showModal();
  });
}
for (const button of document.querySelectorAll("[data-closes]")) {
  button.addEventListener("click", () => document.getElementById(button.dataset.closes).close());
}

// Letters to work with, chosen by the user (`next:j previous:k …`); none where they are switched off.
const letters = new Map(
  (document.querySelector("[data-keys]")?.dataset.keys ?? "")
    .split(" ")
    .filter(Boolean)
    .map((pair) => [pair.slice(pair.indexOf(":") + 1), pair.slice(0, pair.indexOf(":"))]),
);
const isFilledIn = (element) => element.closest("input, select, textarea, [contenteditable]") !== null;

// A decision that asks for a reason is not made by a letter: the letter leads to the reasons.
const decide = (button) =>
  "asks" in button.dataset ? button.form.querySelector("input[type=radio], textarea").focus() : button.click();
const does = (what) => {
  const button = document.querySelector(`[data-decides="${what}"]`);
  if (button) return () => decide(button);
  const element = document.querySelector(`[data-does="${what}"]`);
  if (element) return () => (element.matches("textarea") ? element.focus() : element.click());
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (event.defaultPrevented || isFilledIn(event.target) || document.querySelector("dialog[open]")) return;
  const act = does(letters.get(event.key.toLowerCase()));
  if (!act) return;
  event.preventDefault();
  act();
});
// A form with a draft saves it every few seconds and when a field is left, and says when that was; what was typed is never taken away.
for (const form of document.querySelectorAll("[data-draft]")) keepDraft(form);

function keepDraft(form) {
  const everySeconds = 5;
  const said = form.querySelector("[data-draft-said]");
  let dirty = false;
  let saving = false;
  let stopped = false;
  let last = "";
  const save = async () => {
    if (!dirty || saving || stopped) return;
    saving = true;
    dirty = false;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        headers: { Accept: "text/plain" },
        body: new URLSearchParams(new FormData(form)),
      });
      if (answer.status === 401) {
        dirty = true;
        said.textContent = form.dataset.draftEnded;
      } else if (answer.status === 409) {
        // There is another draft: only the button saves now, and shows both.
        stopped = true;
        said.textContent = form.dataset.draftOther;
      } else if (!answer.ok) {
        throw new Error(answer.statusText);
      } else {
        last = await answer.text();
        const version = answer.headers.get("Draft-Version");
        if (version) form.elements.draft.value = version;
        said.textContent = form.dataset.draftSaved.replace("%", last);
      }
    } catch {
      dirty = true;
      said.textContent = last ? form.dataset.draftLost.replace("%", last) : form.dataset.draftNever;
    } finally {
      saving = false;
    }
  };
  form.addEventListener("input", () => (dirty = true));
  form.addEventListener("focusout", save);
  const timer = setInterval(save, everySeconds * 1000);
  form.addEventListener("submit", () => clearInterval(timer));
}
