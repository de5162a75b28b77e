// The field page with scripts: an outcome goes to the phone's own list first and from there to the
// city, in order and one at a time, under a key made here. Without this script the forms are plain.
"use strict";
(() => {
  const line = document.getElementById("line");
  const words = line.dataset;
  const [said, list] = line.children;
  const CACHE = "divan-field-1";
  const MOST_PIXELS = 1600; // of the longer side of a photo, as the city keeps it
  let trouble = ""; // why nothing is being sent: "", "line", "later", "signed-out", "foreign"
  let sending = false;
  let tapped = 0; // the report whose outcome was given last on this page

  const shown = (text) => [...String(text)].map((sign) =>
    /[0-9]/.test(sign) ? String.fromCodePoint(words.digits.codePointAt(0) + Number(sign)) : sign).join("");
  const filled = (text, value) => text.replace("%s", shown(value));
  const made = (tag, text = "", more = {}) => Object.assign(document.createElement(tag), { textContent: text }, more);
  const mine = async () => (await fieldStore.all()).filter((one) => one.owner === words.owner);

  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  };

  // A photo as small as the city keeps it, without what the camera wrote into it; as it is where
  // the browser cannot draw it.
  const smaller = async (file) => {
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, MOST_PIXELS / Math.max(picture.width, picture.height));
      const canvas = made("canvas", "", {
        width: Math.round(picture.width * scale), height: Math.round(picture.height * scale),
      });
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const drawn = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.85); });
      if (drawn) return { type: "image/jpeg", bytes: await drawn.arrayBuffer() };
    } catch { /* kept as it is */ }
    return { type: file.type, bytes: await file.arrayBuffer() };
  };

  // ---- Keeping

  const missing = (form, button) => {
    const hasWords = form.elements.text.value.trim() !== "";
    const hasPhoto = [...form.querySelectorAll("[type=file]")].some((one) => one.files.length);
    if (button.dataset.needs === "words" && !hasWords) return words.needWords;
    if (button.dataset.needs === "photo" && !hasWords && !hasPhoto) return words.needPhoto;
    return "";
  };

  const keep = async (form, button) => {
    const error = form.querySelector(".error");
    error.textContent = missing(form, button);
    error.hidden = !error.textContent;
    if (error.textContent) {
      form.querySelector("details").open = true; // the words may be what is missing
      return;
    }
    tapped = Number(form.dataset.outcome);
    const files = [...form.querySelectorAll("[type=file]")].flatMap((one) => [...one.files]);
    const outcome = {
      key: newKey(),
      owner: words.owner,
      number: Number(form.dataset.outcome),
      reopened: form.elements.reopened.value,
      outcome: button.value,
      label: button.firstChild.textContent.trim(),
      text: form.elements.text.value,
      seen_at: new Date().toISOString(),
      state: "waiting",
    };
    try {
      outcome.photos = await Promise.all(files.slice(0, 5).map(smaller));
      await fieldStore.add(outcome);
    } catch { // a phone that keeps nothing: the plain form does it
      form.append(made("input", "", { type: "hidden", name: "outcome", value: button.value }));
      form.submit();
      return;
    }
    navigator.storage?.persist?.().catch(() => {});
    form.reset();
    send();
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-outcome]") || !event.submitter) return;
    event.preventDefault();
    if (form.inert) return;
    form.inert = true; // a second tap is no second outcome
    keep(form, event.submitter).finally(() => { form.inert = false; });
  });

  // ---- Sending

  const ask = (address, options) => fetch(address, {
    headers: { Accept: "application/json" },
    cache: "no-store",
    redirect: "manual",
    signal: AbortSignal.timeout?.(90000),
    ...options,
  });

  const read = (answer) => answer.json().catch(() => null);

  // What to send an outcome with; `null` when it cannot be sent now, and `trouble` says why.
  const token = async () => {
    const answer = await ask(words.state);
    if (answer.status === 401 || answer.type === "opaqueredirect") { trouble = "signed-out"; return null; }
    const who = answer.ok ? await read(answer) : null;
    if (!who) { trouble = "later"; return null; }
    if (who.owner !== words.owner) { trouble = "signed-out"; return null; }
    return who.token;
  };

  const sent = async (outcome, csrf) => {
    const form = new FormData();
    form.set("csrfmiddlewaretoken", csrf);
    for (const name of ["key", "reopened", "outcome", "text", "seen_at"]) form.set(name, outcome[name]);
    outcome.photos.forEach((photo, number) => {
      form.append("photos", new Blob([photo.bytes], { type: photo.type }), `${number + 1}.jpg`);
    });
    const answer = await ask(`${words.page}${outcome.number}/outcome/`, { method: "POST", body: form });
    const told = await read(answer);
    if (answer.ok && told) {
      await fieldStore.remove(outcome.seq);
      done(outcome);
      return true;
    }
    if (answer.status === 401 || answer.type === "opaqueredirect") trouble = "signed-out";
    else if (told?.error) {
      await fieldStore.change({ ...outcome, state: "refused", why: told.error.message, meanwhile: told.meanwhile ?? [] });
      return true;
    } else trouble = "later";
    return false;
  };

  const sendAll = async () => {
    let csrf = null;
    for (;;) {
      const next = (await mine()).find((one) => one.state === "waiting");
      if (!next) break;
      csrf ??= await token();
      if (csrf === null || !(await sent(next, csrf))) return;
      await draw();
    }
    if (csrf !== null) await keepPage();
  };

  const send = async () => {
    if (sending) return draw();
    sending = true;
    trouble = "";
    await draw();
    try {
      // Of several open tabs one sends; the key makes a second sending harmless even so.
      if (navigator.locks) await navigator.locks.request("divan-field", sendAll);
      else await sendAll();
    } catch {
      trouble = "line";
    } finally {
      sending = false;
      await draw();
    }
  };

  // ---- Showing

  const done = (outcome) => {
    const stop = document.getElementById(`stop-${outcome.number}`);
    const news = made("div", "", { className: "notice done", tabIndex: -1 });
    const noted = outcome.outcome === "note";
    const said = filled(noted ? words.noted : words.sent, outcome.number);
    news.append(made("p", noted ? said : `${said} ${outcome.label}`));
    if (!stop) {
      line.after(news);
    } else if (noted) {
      stop.querySelector(".notice")?.remove();
      stop.querySelector("form").before(news);
    } else {
      stop.replaceChildren(news);
      stop.removeAttribute("aria-labelledby");
      delete stop.dataset.point;
      document.querySelector(`.map a[href="#${stop.id}"]`)?.remove();
      count();
    }
    if (tapped !== outcome.number) return;
    news.focus({ preventScroll: true });
    news.scrollIntoView({ block: "center" }); // at the edge it would go with the line above it
  };

  // How many are left, in the sentence above the list.
  const count = () => {
    const left = document.querySelectorAll("#stops [data-outcome]").length;
    const sentence = document.getElementById("left");
    sentence.textContent = left === 1 ? words.oneLeft : left ? filled(words.left, left) : words.noneLeft;
  };

  const drawWaiting = (waiting, foreign) => {
    const count = waiting.length;
    const parts = [];
    if (count) parts.push(count === 1 ? words.oneWaits : filled(words.waits, count));
    if (count && sending) parts.push(words.sending);
    else if (trouble === "line" || (count && !navigator.onLine)) parts.push(words.noLine);
    else if (count && trouble === "later") parts.push(words.later);
    else if (count && trouble === "signed-out") parts.push(words.signedOut);
    if (foreign) parts.push(words.foreign);
    line.hidden = parts.length === 0;
    line.classList.toggle("waiting", !line.hidden);
    said.textContent = parts.join(" ");
    if (trouble === "signed-out") said.append(" ", made("a", words.signInWords, { href: words.signIn }));
    list.hidden = count === 0;
    list.replaceChildren(...waiting.map((one) => {
      const item = made("li", `${filled(words.report, one.number)}: ${one.label} `);
      const back = made("button", words.takeBack, { type: "button", className: "link" });
      back.addEventListener("click", async () => { await fieldStore.remove(one.seq); draw(); });
      if (!sending) item.append(back);
      return item;
    }));
    for (const form of document.querySelectorAll("[data-outcome]")) {
      const own = waiting.find((one) => one.number === Number(form.dataset.outcome) && one.outcome !== "note");
      form.hidden = Boolean(own);
      form.parentElement.querySelector("[data-kept]")?.remove();
      if (own) {
        const note = made("p", "", { className: "badge waiting" });
        note.dataset.kept = "";
        note.textContent = `${own.label}: ${words.waiting}`;
        form.before(note);
      }
    }
  };

  const picture = async (photo) => new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(new Blob([photo.bytes], { type: photo.type }));
  });

  const drawRefused = async (refused) => {
    const sections = await Promise.all(refused.map(async (one) => {
      const section = made("section", "", { className: "errors" });
      section.append(
        made("h2", `${filled(words.refused, one.number)} (${one.label})`), made("p", one.why));
      if (one.meanwhile.length) {
        const story = made("ul");
        story.append(...one.meanwhile.map((happened) => made("li", happened.text)));
        section.append(story);
      }
      if (one.text) {
        const quote = made("blockquote", "", { className: "reply" });
        quote.append(made("p", one.text, { dir: "auto" }));
        section.append(quote);
      }
      const row = made("p", "", { className: "row" });
      for (const photo of one.photos) {
        row.append(made("a", words.photo, { href: await picture(photo), download: `${one.number}.jpg` }));
      }
      if (one.text && one.outcome !== "note") {
        const note = made("button", words.asNote, { type: "button", className: "button secondary small" });
        note.addEventListener("click", async () => {
          await fieldStore.change({ ...one, key: newKey(), outcome: "note", photos: [], state: "waiting" });
          send();
        });
        row.append(note);
      }
      const remove = made("button", words.remove, { type: "button", className: "button quiet small" });
      remove.addEventListener("click", async () => { await fieldStore.remove(one.seq); draw(); });
      row.append(remove);
      section.append(made("p", words.kept), row);
      return section;
    }));
    document.getElementById("refused").replaceChildren(...sections);
  };

  const draw = async () => {
    const all = await fieldStore.all();
    const own = all.filter((one) => one.owner === words.owner);
    drawWaiting(own.filter((one) => one.state === "waiting"), all.length > own.length);
    await drawRefused(own.filter((one) => one.state === "refused"));
  };

  // ---- The page without a line

  // The page and its files as they are now; whatever an older page needed goes.
  const keepPage = async () => {
    if (!("caches" in window) || !navigator.serviceWorker) return;
    const page = await fetch(words.page, { cache: "no-store", redirect: "manual" });
    if (!page.ok) return;
    const cache = await caches.open(CACHE);
    await cache.put(words.page, page);
    const files = performance.getEntriesByType("resource").map((one) => new URL(one.name))
      .filter((one) => one.origin === location.origin && (one.pathname.startsWith("/static/") || one.pathname === "/accent.css"))
      .map((one) => one.href);
    const wanted = new Set([...files, new URL(words.page, location).href]);
    for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
    await Promise.all(files.map(async (file) => (await cache.match(file)) || cache.add(file)));
  };

  const stayWithoutLine = async () => {
    if (!("serviceWorker" in navigator)) return;
    await navigator.serviceWorker.register(words.worker);
    await keepPage();
  };

  // ---- The way from where the phone is; the city is not told

  const reorder = (latitude, longitude) => {
    const stops = document.getElementById("stops");
    const left = [...stops.children].filter((one) => one.dataset.point);
    const far = (one) => {
      const [north, east] = one.dataset.point.split(",").map(Number);
      return Math.hypot(north - latitude, (east - longitude) * Math.cos(latitude * Math.PI / 180));
    };
    const walk = [];
    while (left.length) {
      left.sort((one, other) => far(one) - far(other));
      const next = left.shift();
      [latitude, longitude] = next.dataset.point.split(",").map(Number);
      walk.push(next);
    }
    stops.prepend(...walk);
    stops.querySelectorAll("[data-place]").forEach((badge, place) => {
      const stop = badge.closest("article");
      badge.textContent = shown(place + 1);
      const mark = document.querySelector(`.map a[href="#${stop.id}"] text`);
      if (mark) mark.textContent = place + 1;
    });
  };

  const here = document.getElementById("here");
  if (here && "geolocation" in navigator) {
    const [button, status] = here.children;
    here.hidden = false;
    button.addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => { status.textContent = ""; reorder(coords.latitude, coords.longitude); },
        () => { status.textContent = status.dataset.failed; },
        { timeout: 15000, maximumAge: 60000 },
      );
    });
  }

  window.addEventListener("online", send);
  window.addEventListener("offline", draw);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  setInterval(async () => { if ((await mine()).some((one) => one.state === "waiting")) send(); }, 30000);
  stayWithoutLine().catch(() => {}).finally(send);
})();
