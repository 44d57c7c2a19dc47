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

// A form with a draft saves it every few seconds and when a field is left, and says when that was; what was typed is never taken away.
for (const form of document.querySelectorAll("[data-draft]")) keepDraft(form);

function keepDraft(form) {
  const everySeconds = 5;
  const said = form.querySelector("[data-draft-said]");
  let dirty = false;
  let saving = false;
  let last = "";
  const save = async () => {
    if (!dirty || saving) return;
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
      } else if (!answer.ok) {
        throw new Error(answer.statusText);
      } else {
        last = await answer.text();
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
