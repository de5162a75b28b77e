// Keys of the desk: each goes to a link or a form that the page has anyway. Nothing is sent by a key.
"use strict";
(() => {
  const kept = "desk-keys";
  const toggle = document.getElementById("keys-switch");
  let on = localStorage.getItem(kept) !== "off";

  const show = () => { if (toggle) toggle.textContent = on ? toggle.dataset.on : toggle.dataset.off; };
  if (toggle) {
    toggle.hidden = false;
    show();
    toggle.addEventListener("click", () => {
      on = !on;
      localStorage.setItem(kept, on ? "on" : "off");
      show();
    });
  }

  // Into the form of a verb: unfold it and put the cursor into its first field, or on its button.
  const enter = (verb) => {
    const place = document.getElementById(`do-${verb}`);
    if (!place) return false;
    if (place.tagName === "DETAILS") place.open = true;
    const field = place.matches("button") ? place
      : place.querySelector("textarea, select, input:not([type=hidden]), button");
    field.focus();
    place.scrollIntoView({ block: "nearest" });
    return true;
  };

  const follow = (id) => {
    const link = document.getElementById(id);
    if (link) location.assign(link.href);
    return Boolean(link);
  };

  const about = () => {
    const keys = document.getElementById("all-keys");
    if (!keys) return false;
    keys.open = true;
    keys.querySelector("summary").focus();
    return true;
  };

  const press = (event) => {
    if (event.key === "?" || event.key === "؟") return about();
    if (event.code === "KeyJ") return follow("next");
    if (event.code === "KeyK") return follow("previous");
    // By the place on the keyboard, so that a Persian layout has the same keys.
    const link = document.querySelector(`[data-key="${event.code.replace("Key", "")}"]`);
    return link ? enter(link.hash.replace("#do-", "")) : false;
  };

  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && writing) { writing.blur(); return; }
    if (!on || writing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (press(event)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href*='#do-']");
    if (link && enter(link.hash.replace("#do-", ""))) event.preventDefault();
  });

  const errors = document.querySelector(".errors");
  if (errors) errors.focus();
})();
