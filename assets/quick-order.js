// The entry of the quick order: nothing that is typed, scanned, pasted or dropped waits for the server, and nothing
// is lost when it is slow or away. Rows wait here (and outlive a reload) until the API has them; then the page is
// told to show them. Markup opts in: data-quick-order, data-entry, data-lookup, data-row-form, data-list-file.
(() => {
  const KEPT = "quick-order-waiting";
  const LARGEST = 2_000_000;
  const ANSWERED_WITHIN = 20_000;
  const LIST_ANSWERED_WITHIN = 120_000;
  const PAUSE = 120;

  const page = () => document.querySelector("[data-quick-order]");
  const entry = () => document.querySelector("[data-entry]");
  const outlet = () => location.pathname.split("/")[2] ?? "";
  const api = (where, path) => `/api/v1/outlets/${where}/${path}`;
  const put = (selector, words) => {
    const place = document.querySelector(selector);
    if (place && place.textContent !== words) place.textContent = words;
  };
  const tell = (words) => put("[data-told]", words);
  const note = (words) => put("[data-noted]", words);

  // ---- what waits for the server

  const kept = () => {
    try {
      return JSON.parse(sessionStorage.getItem(KEPT)) ?? [];
    } catch {
      return [];
    }
  };
  let waiting = kept();
  let isSending = false;

  const keep = () => {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(waiting.filter((item) => !item.file)));
    } catch {
      // Full or forbidden: what waits is still in memory.
    }
  };

  const announce = () => {
    const rows = waiting.reduce((sum, item) => sum + (item.rows?.length ?? 1), 0);
    put("[data-under-way]", rows ? `${rows} on the way to the server\u2026` : "");
  };

  // Not randomUUID: browsers have that on secure addresses only.
  const newName = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const send = (item) => {
    waiting.push({ id: newName(), outlet: outlet(), ...item });
    keep();
    deliver();
  };

  // Rows typed while another request is under way go together; what was tried once stays as it is under its name.
  const nextItem = () => {
    const [first, ...rest] = waiting;
    if (first.rows && !first.isTried) {
      while (rest[0]?.rows && rest[0].outlet === first.outlet) first.rows.push(...rest.shift().rows);
      waiting = [first, ...rest];
    }
    first.isTried = true;
    keep();
    return first;
  };

  // A request that a bad line swallowed is given up and made again: under its name it counts once.
  const post = (item) => {
    const headers = { "Idempotency-Key": item.id };
    if (item.rows) {
      headers["Content-Type"] = "application/json";
      return fetch(api(item.outlet, "quick-order/rows"), {
        method: "POST", headers, body: JSON.stringify({ rows: item.rows }), signal: AbortSignal.timeout(ANSWERED_WITHIN),
      });
    }
    let body = item.text;
    if (item.file) {
      body = new FormData();
      body.append("file", item.file);
    } else headers["Content-Type"] = "text/plain; charset=utf-8";
    return fetch(api(item.outlet, "quick-order/list"), {
      method: "POST", headers, body, signal: AbortSignal.timeout(LIST_ANSWERED_WITHIN),
    });
  };

  const named = (item) => item.file?.name ?? (item.rows ? item.rows.map((row) => row.sku).join(", ") : "the pasted rows");

  // Whether the item is done with: taken, or refused for good.
  const isSettled = async (item, answer) => {
    if (answer.ok) {
      const { added, notes } = await answer.json();
      if (!item.rows) added ? note(notes.join(" ")) : tell("There is no row in it.");
      return true;
    }
    if (answer.status >= 500 || answer.status === 429) return false;
    const problem = await answer.json().catch(() => ({}));
    if (answer.status === 401) {
      tell("Your session has ended. Sign in again in this tab; what you typed is kept.");
      return false;
    }
    const why = problem.detail ?? (answer.status === 413 ? "This is too large." : "This was refused.");
    tell(`${why} Not taken: ${named(item).slice(0, 200)}`);
    return true;
  };

  const deliver = async () => {
    if (isSending) return;
    isSending = true;
    const late = setTimeout(announce, 400);
    let failures = 0;
    while (waiting.length) {
      const item = nextItem();
      // Whatever breaks, the request or the answer on its way: it is tried again.
      const isDone = await post(item).then((answer) => isSettled(item, answer)).catch(() => false);
      if (isDone) {
        waiting = waiting.filter((other) => other.id !== item.id);
        keep();
        failures = 0;
        show();
      } else {
        announce();
        await new Promise((wake) => setTimeout(wake, Math.min(500 * 2 ** failures++, 8000)));
      }
    }
    clearTimeout(late);
    isSending = false;
    announce();
  };

  let isShowing = false;
  const show = () => {
    if (isShowing) return;
    isShowing = true;
    setTimeout(() => {
      isShowing = false;
      document.querySelector("[data-refresh]")?.click();
    }, 60);
  };

  const begin = () => {
    tell("");
    note("");
  };

  const take = (form) => {
    const { sku, quantity } = form.elements;
    if (sku.value.trim()) {
      begin();
      const { catalog, seller } = sku.dataset;
      send({ rows: [{ sku: sku.value.slice(0, 500), quantity: quantity.value.slice(0, 500), catalog, seller }] });
      sku.value = quantity.value = "";
      forget(sku);
    }
    sku.focus();
  };

  const takeText = (text) => {
    begin();
    if (new Blob([text]).size > LARGEST) tell("This is too large. At most 2 MB are read.");
    else send({ text });
  };

  const takeFile = (file) => {
    begin();
    if (file.size > LARGEST) tell("This file is too large. At most 2 MB are read.");
    else send({ file });
  };

  // ---- suggestions, a combobox by the book

  const list = () => document.getElementById("lookup");
  let field = null;
  let found = [];
  let active = -1;
  let timer = 0;
  let asked = 0;

  const forget = (input) => {
    clearTimeout(timer);
    asked += 1;
    delete input.dataset.catalog;
    delete input.dataset.seller;
    close();
  };

  const close = () => {
    const options = list();
    if (options) {
      options.hidden = true;
      options.replaceChildren();
    }
    field?.setAttribute("aria-expanded", "false");
    field?.removeAttribute("aria-activedescendant");
    found = [];
    active = -1;
  };

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  };

  const optionOf = (item, place) => {
    const option = element("li", "lookup-option", "");
    option.id = `lookup-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const level = item.availability === "out_of_stock" ? "out of stock" : `${item.available.toLocaleString("en-GB")} available`;
    option.append(
      element("span", "lookup-name clip", item.name),
      element("span", "money", item.price_words),
      element("span", "sku clip", `${item.sku} \u00b7 ${item.seller_name}`),
      element("span", "sku numbers", level),
    );
    option.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      choose(item);
    });
    return option;
  };

  const open = (input, items) => {
    field = input;
    found = items;
    active = -1;
    if (!items.length) return close();
    const options = list();
    options.replaceChildren(...items.map(optionOf));
    options.hidden = false; // what is hidden has no parent to be placed in
    const [box, around] = [input.getBoundingClientRect(), options.offsetParent.getBoundingClientRect()];
    options.style.left = `${Math.max(0, Math.min(box.left - around.left, around.width - options.offsetWidth))}px`;
    options.style.top = `${box.bottom - around.top}px`;
    input.setAttribute("aria-expanded", "true");
  };

  const mark = (place) => {
    const options = [...list().children];
    options[active]?.setAttribute("aria-selected", "false");
    active = (place + options.length) % options.length;
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", options[active].id);
  };

  const choose = (item) => {
    const input = field;
    input.value = item.sku;
    forget(input);
    const form = input.form;
    if (form.matches("[data-entry]")) {
      input.dataset.catalog = item.catalog;
      input.dataset.seller = item.seller;
      form.elements.quantity.value = String(item.standard);
      form.elements.quantity.focus();
      form.elements.quantity.select();
    } else {
      form.elements.catalog.value = item.catalog;
      form.elements.seller.value = item.seller;
      form.requestSubmit();
      isKept(form);
      // The field is made anew with what the server keeps; the one beside it is not.
      form.elements.quantity.focus();
      form.elements.quantity.select();
    }
  };

  const lookUp = async (input) => {
    const mine = (asked += 1);
    const text = input.value.trim();
    if (text.length < 2) return close();
    const answer = await fetch(api(outlet(), `lookup?q=${encodeURIComponent(text.slice(0, 200))}`)).catch(() => null);
    const items = answer?.ok ? (await answer.json()).items : [];
    if (mine === asked && document.activeElement === input) open(input, items);
  };

  // ---- rows that are there already

  const valuesOf = (form) => `${form.elements.sku.value}\n${form.elements.quantity.value}`;
  const isKept = (form) => {
    form.dataset.kept = valuesOf(form);
  };

  const keepRow = (form) => {
    const before = form.dataset.kept ?? `${form.elements.sku.defaultValue}\n${form.elements.quantity.defaultValue}`;
    if (valuesOf(form) === before) return;
    isKept(form);
    form.requestSubmit();
  };

  const goOn = (input) => {
    const all = [...document.querySelectorAll(`[data-row-form] [name="${input.name}"]`)];
    const next = all[all.indexOf(input) + 1] ?? entry()?.elements.sku;
    next?.focus();
    next?.select();
  };

  // ---- keys, in front of everybody else's

  const onLookupKey = (event) => {
    const isOpen = field === event.target && found.length > 0;
    if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (isOpen && event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (isOpen && event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(found[active]);
    }
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!page() || event.isComposing) return;
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      document.querySelector("[data-add-all]:not(:disabled)")?.click();
      return;
    }
    if (!target.matches?.("input")) return;
    if (target.matches("[data-lookup]")) onLookupKey(event);
    if (event.defaultPrevented || key !== "Enter") return;
    if (target.form?.matches("[data-entry]")) {
      event.preventDefault();
      take(target.form);
    } else if (target.form?.matches("[data-row-form]")) {
      event.preventDefault();
      close();
      keepRow(target.form);
      goOn(target);
    }
  }, { capture: true });

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-entry]")) return;
    event.preventDefault();
    take(event.target);
  }, { capture: true });

  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("[data-lookup]")) return;
    forget(target);
    if (target.form.matches("[data-row-form]")) {
      target.form.elements.catalog.value = target.form.elements.seller.value = "";
    }
    field = target;
    timer = setTimeout(() => lookUp(target), PAUSE);
  });

  document.addEventListener("focusout", ({ target }) => {
    if (target.matches?.("[data-lookup]")) {
      clearTimeout(timer);
      asked += 1;
      close();
    }
    const form = target.form;
    if (form?.matches?.("[data-row-form]") && target.matches("[name=sku], [name=quantity]")) keepRow(form);
  });

  // What was clicked goes away with the row or its choices: the keyboard stays where the next thing is to do.
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-removes], [data-replaces]");
    if (!button) return;
    const row = button.closest("li");
    const field = button.matches("[data-replaces]")
      ? row.querySelector("[name=quantity]")
      : (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("[name=sku]");
    (field ?? entry()?.elements.sku)?.focus();
  });

  // ---- pasting, dropping, choosing a file

  document.addEventListener("paste", (event) => {
    const { target, clipboardData } = event;
    if (!page() || !(page().contains(target) || target === document.body)) return;
    const file = clipboardData.files[0];
    const text = clipboardData.getData("text/plain");
    const isField = target.matches("input");
    const rows = target.name === "sku" ? /[\t\n;,]/ : /[\t\n]/;
    if (!text.trim() && file) takeFile(file);
    else if (text.trim() && (!isField || rows.test(text.trim()))) takeText(text);
    else return;
    event.preventDefault();
  }, { capture: true });

  document.addEventListener("change", ({ target }) => {
    if (!target.matches("[data-list-file]") || !target.files[0]) return;
    takeFile(target.files[0]);
    target.value = "";
  });

  document.addEventListener("dragover", (event) => {
    if (page() && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const file = event.dataTransfer?.files[0];
    if (!page() || !file) return;
    event.preventDefault();
    takeFile(file);
  });

  if (waiting.length) deliver();
})();
