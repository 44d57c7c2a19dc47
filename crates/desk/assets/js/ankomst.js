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
