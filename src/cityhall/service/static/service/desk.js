// Keys of the desk: each goes to a link or a form that the page has anyway. Nothing is sent by a key.
"use strict";
(() => {
  const kept = "desk-keys";
  const toggle = document.getElementById("keys-switch");
  let on = localStorage.getItem(kept) !== "off";
  let verb = "reply"; // whose ready replies the numbers pick

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
  const enter = (wanted) => {
    const place = document.getElementById(`do-${wanted}`);
    if (!place) return false;
    verb = wanted;
    if (place.tagName === "DETAILS") place.open = true;
    const field = place.matches("button") ? place
      : place.querySelector("[data-ready]")
      || place.querySelector("textarea, select, input:not([type=hidden]), button");
    field.focus();
    place.scrollIntoView({ block: "nearest" });
    return true;
  };

  // Put a ready reply into its form; the next press of Enter sends it and takes the next case.
  const pick = (link) => {
    const field = document.getElementById(link.dataset.field);
    if (field.value.trim() && field.value !== link.dataset.text && field.dataset.picked !== field.value) {
      field.focus(); return true; // somebody's own words are never overwritten
    }
    field.value = field.dataset.picked = link.dataset.text;
    const form = field.closest("form");
    if (link.dataset.outcome) {
      const ends = form.querySelector(`[name=outcome][value="${link.dataset.outcome}"]`);
      if (ends) ends.checked = true;
    }
    const place = form.closest("details");
    if (place) place.open = true;
    verb = link.dataset.verb;
    const send = form.querySelector("[name=then][value=next]") || form.querySelector("button");
    send.focus();
    form.scrollIntoView({ block: "nearest" });
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
    keys.scrollIntoView({ block: "nearest" });
    return true;
  };

  const press = (event) => {
    if (event.key === "?" || event.key === "؟") return about();
    if (event.code === "KeyJ") return follow("next");
    if (event.code === "KeyK") return follow("previous");
    if (event.code === "KeyU") return enter("undo");
    const number = event.code.match(/^(?:Digit|Numpad)([1-9])$/);
    if (number) {
      const link = document.querySelector(`[data-ready="${number[1]}"][data-verb="${verb}"]`);
      return link ? pick(link) : false;
    }
    // By the place on the keyboard, so that a Persian layout has the same keys.
    const link = document.querySelector(`[data-key="${event.code.replace("Key", "")}"]`);
    if (!link) return false;
    if (link.hash.startsWith("#do-")) return enter(link.hash.replace("#do-", ""));
    location.assign(link.href);
    return true;
  };

  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest(
      "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key === "Escape" && writing) { writing.blur(); return; }
    const chip = event.target.closest("[data-ready]");
    const form = event.target.form || chip?.closest("form");
    const letter = event.key.length === 1 && !/[0-9۰-۹]/.test(event.key);
    if (chip && letter && !event.ctrlKey && !event.metaKey && !event.altKey) {
      document.getElementById(chip.dataset.field).focus(); // letters write, numbers pick
      return;
    }
    if (form && event.key === "Enter" && event.ctrlKey) {
      const send = event.target.closest("button")
        || form.querySelector("[name=then][value=next]") || form.querySelector("button");
      send.click();
      event.preventDefault();
      return;
    }
    if (!on || writing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (press(event)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const ready = event.target.closest("[data-ready]");
    if (ready) { pick(ready); event.preventDefault(); return; }
    const link = event.target.closest("a[href*='#do-']");
    if (link && enter(link.hash.replace("#do-", ""))) event.preventDefault();
  });

  // Who else is here, and whether something happened: asked while the page is looked at.
  const here = document.getElementById("here");
  const say = (answer) => {
    here.replaceChildren();
    here.className = answer.here || answer.changed ? "notice waiting" : "";
    for (const text of [answer.here, answer.changed]) {
      if (!text) continue;
      const line = document.createElement("p");
      line.textContent = text;
      if (text === answer.changed) {
        const link = document.createElement("a");
        link.href = location.href.split("#")[0];
        link.textContent = here.dataset.reload;
        line.append(" ", link);
      }
      here.append(line);
    }
  };
  const ask = async () => {
    if (document.hidden) return;
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (!token) return;
    const body = new URLSearchParams({ csrfmiddlewaretoken: token.value, version: here.dataset.version });
    try {
      const answer = await fetch(here.dataset.here, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.ok) say(await answer.json());
    } catch { /* the line is down: the next time */ }
  };
  if (here) {
    setInterval(ask, 20000);
    document.addEventListener("visibilitychange", ask);
  }

  // The way of an address to its form is for pages without scripts: it would take the focus away.
  for (const button of document.querySelectorAll("[formaction]")) button.removeAttribute("formaction");

  const shown = document.querySelector(".do[open] .notice, [id$=-preview]");
  if (shown) {
    shown.scrollIntoView({ block: "center" });
    const form = shown.closest("form");
    form?.querySelector("[name=then][value=next], .button:not([name])")?.focus({ preventScroll: true });
  }
  const errors = document.querySelector(".errors");
  if (errors) errors.focus();
})();
