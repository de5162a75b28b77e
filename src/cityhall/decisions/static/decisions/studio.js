// The charter's text checked while it is typed: posts the form as its "check" button does, and asks
// for JSON. Without this script the button does the same.
"use strict";
(() => {
  const form = document.querySelector("[data-studio]");
  if (!form) return;
  const text = form.elements.text;
  const place = (name) => form.querySelector(`[data-${name}]`);
  const [verdict, findings, drawings, parts, changes] =
    ["verdict", "findings", "drawings", "parts", "changes"].map(place);
  const digits = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: false });
  let timer = 0;
  let asked = 0;

  const made = (tag, words, kind) => {
    const element = document.createElement(tag);
    if (words) element.textContent = words;
    if (kind) element.className = kind;
    return element;
  };

  const code = (words) => {
    const element = made("bdi", words, "code");
    element.dir = "ltr";
    return element;
  };

  // A line's number as a button that puts the cursor there.
  const line = (number) => {
    const button = made("button", `${form.dataset.line} ${digits.format(number)}`, "link");
    button.type = "button";
    button.addEventListener("click", () => {
      const before = text.value.split("\n").slice(0, number - 1).join("\n").length;
      const start = number > 1 ? before + 1 : 0;
      const end = text.value.indexOf("\n", start);
      text.focus();
      text.setSelectionRange(start, end < 0 ? text.value.length : end);
    });
    return button;
  };

  const finding = (one) => {
    const item = made("li");
    const said = made("p");
    const word = one.error ? findings.dataset.error : findings.dataset.warning;
    said.append(made("span", word, `badge ${one.error ? "danger" : "waiting"}`), ` ${one.text} `);
    if (one.witness) said.append(code(one.witness));
    const where = made("p", "", "meta");
    if (one.line) where.append(line(one.line), " ");
    where.append(code(one.path));
    item.append(said, where);
    return item;
  };

  const drawing = (one) => {
    const figure = made("figure");
    const picture = new DOMParser().parseFromString(one.svg, "image/svg+xml").documentElement;
    figure.append(document.adoptNode(picture));
    figure.append(made("figcaption", one.title || drawings.dataset.bodies));
    return figure;
  };

  const part = (one, open) => {
    const details = made("details");
    details.open = open.has(one.title);
    const list = made("ul");
    for (const rule of one.rules) {
      const item = made("li", `${rule.text} `);
      item.append(made("span", `${form.dataset.line} ${digits.format(rule.line)}`, "soft small"));
      list.append(item);
    }
    details.append(made("summary", one.title), list);
    return details;
  };

  const change = (one) => {
    const item = made("li");
    if (one.title) item.append(made("strong", `${one.title}:`), " ");
    item.append(one.text);
    return item;
  };

  const show = (draft) => {
    const state = draft.errors ? "faulty" : draft.warnings ? "open" : "clean";
    if (verdict.textContent !== verdict.dataset[state]) verdict.textContent = verdict.dataset[state];
    findings.replaceChildren(...draft.findings.map(finding));
    if (!draft.readable) return; // the last drawing stays while a line is half typed
    if (changes) {
      const found = draft.changes.map(change);
      changes.replaceChildren(...found);
      place("none").hidden = found.length > 0;
      place("some").hidden = found.length === 0;
      place("count").textContent = `(${digits.format(found.length)})`;
    }
    if (drawings) drawings.replaceChildren(...draft.drawings.map(drawing));
    const open = new Set([...parts.querySelectorAll("[open] > summary")].map((one) => one.textContent));
    parts.replaceChildren(...draft.parts.map((one) => part(one, open)));
  };

  const ask = async () => {
    const number = ++asked;
    const sent = new FormData(form);
    sent.set("do", "check");
    const answer = await fetch(location.pathname, {
      method: "POST", body: sent, headers: { Accept: "application/json" },
    }).catch(() => null);
    if (answer && answer.ok && number === asked) show(await answer.json());
  };

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 500);
  });
})();
