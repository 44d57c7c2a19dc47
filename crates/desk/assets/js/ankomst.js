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
