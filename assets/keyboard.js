// What a keyboard does at once, without asking the server: "/" to search, arrows through rows, Escape out of
// what floats. Markup opts in: data-search, data-row, data-quantity, data-opens, data-awaits, data-closes, data-shown.
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent);
  const focusOf = (row) => row?.querySelector("[data-quantity]:not(:disabled)") ?? row?.querySelector("a, button");
  const isTyping = (target) => target.matches("input, textarea, select, [contenteditable]");

  // What the server fills hides until it is filled: its answer would take what was typed before with it. Each opening
  // asks for one filling; a sheet shows after the last that was asked for, and closes when that is refused.
  const waits = new Map();
  const timesFilled = (dialog) => Number(dialog.dataset.filled) || 0;

  const openDialog = (dialog, isAwaited) => {
    dialog?.showModal();
    if (!dialog || !isAwaited) return;
    if (!waits.has(dialog)) dialog.addEventListener("close", () => dialog.removeAttribute("aria-busy"));
    waits.set(dialog, Math.max(waits.get(dialog) ?? 0, timesFilled(dialog)) + 1);
    dialog.setAttribute("aria-busy", "true");
  };

  const onFilled = (dialog, before) => {
    if (timesFilled(dialog) < before) waits.set(dialog, timesFilled(dialog)); // the page was loaded anew
    if (timesFilled(dialog) < waits.get(dialog) || !dialog.hasAttribute("aria-busy")) return;
    dialog.removeAttribute("aria-busy");
    // Not where a finger taps: a keyboard would cover what it is about.
    if (matchMedia("(pointer: fine)").matches) dialog.querySelector("textarea, input:not([type=hidden])")?.focus();
  };

  const onRefused = () => {
    for (const [dialog, awaited] of waits) {
      if (!dialog.isConnected) waits.delete(dialog);
      else if (awaited > timesFilled(dialog)) {
        waits.set(dialog, awaited - 1);
        if (awaited - 1 === timesFilled(dialog) && dialog.hasAttribute("aria-busy")) dialog.close();
      }
    }
  };

  let refusals = "";
  new MutationObserver((changes) => {
    for (const { target, attributeName, oldValue } of changes) {
      if (attributeName === "data-filled" && waits.has(target)) onFilled(target, Number(oldValue) || 0);
      else if (attributeName === "data-refusals" && target.dataset.refusals !== refusals) {
        refusals = target.dataset.refusals;
        onRefused();
      }
    }
  }).observe(document, { attributes: true, attributeFilter: ["data-filled", "data-refusals"], attributeOldValue: true, subtree: true });

  const focusRow = (row) => {
    const target = focusOf(row);
    target?.focus();
    target?.select?.();
    row?.scrollIntoView({ block: "nearest" });
    return Boolean(target);
  };

  const searchField = () => [...document.querySelectorAll("[data-search]")].find((field) => field.offsetParent);

  const stepFrom = (target, by) => {
    const all = rows();
    const here = target.closest("[data-row]");
    if (!here) return by > 0 && target.matches("[data-search]") && focusRow(all[0]);
    const next = all.indexOf(here) + by;
    if (next < 0) {
      const field = searchField();
      field?.focus();
      return Boolean(field);
    }
    return focusRow(all[next]);
  };

  // React never hears of this: the field keeps its own value until its form is submitted.
  const stepQuantity = (button) => {
    const field = button.parentElement.querySelector("[data-quantity]");
    const by = Number(button.dataset.step);
    const [least, step] = [Number(field.min) || 1, Number(field.step) || 1];
    const now = Number(field.value) || 0;
    const next = by > 0 ? (Math.floor(now / step) + 1) * step : (Math.ceil(now / step) - 1) * step;
    const most = Number(field.max) || Infinity;
    field.value = String(Math.min(Math.max(next, Math.ceil(least / step) * step), most));
  };

  // All boxes of the form, or none when all are ticked already; the form reads them when it is submitted.
  const tickAll = (button) => {
    const boxes = [...button.form.querySelectorAll("input[type=checkbox]:not(:disabled)")];
    const wanted = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = wanted;
  };

  const closeFloating = (target) => {
    const open = target.closest?.("details.pop[open]") ?? document.querySelector("details.pop[open]");
    if (!open) return false;
    open.open = false;
    open.querySelector("summary")?.focus();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const { key, target } = event;
    if (key === "/" && !isTyping(target)) {
      const field = searchField();
      if (!field) return;
      event.preventDefault();
      field.focus();
      field.select();
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      if (target.matches("textarea, select") || target.closest("dialog")) return;
      if (stepFrom(target, key === "ArrowDown" ? 1 : -1)) event.preventDefault();
    } else if (key === "Escape") {
      if (closeFloating(target)) return;
      if (target.closest?.("[data-row]")) searchField()?.focus();
      else if (target.matches("[data-search]")) target.blur();
    }
  });

  // A field that suggests keeps the focus: the arrows mark one of its options, Enter follows it, Escape closes them.
  const optionsOf = (field) =>
    [...document.querySelectorAll(`#${field.getAttribute("aria-controls")} [role=option]`)].filter((each) => each.offsetParent);
  const markOption = (field, option) => {
    for (const each of optionsOf(field)) each.setAttribute("aria-selected", String(each === option));
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  };
  const closeOptions = (field) => {
    markOption(field, null);
    field.closest("[data-picker]").dataset.closed = "";
  };
  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches?.("[data-picks]") || event.isComposing) return;
    const options = optionsOf(field);
    const marked = options.findIndex((each) => each.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      delete field.closest("[data-picker]").dataset.closed;
      const next = event.key === "ArrowDown" ? marked + 1 : marked < 0 ? options.length - 1 : marked - 1;
      if (options.length) markOption(field, options[(next + options.length) % options.length]);
    } else if (event.key === "Escape" && options.length) {
      event.preventDefault();
      closeOptions(field);
    } else if (event.key === "Enter" && marked >= 0) {
      event.preventDefault();
      options[marked].click();
    }
  }, { capture: true });
  document.addEventListener("input", ({ target }) => {
    if (!target.matches("[data-picks]")) return;
    markOption(target, null);
    delete target.closest("[data-picker]").dataset.closed;
  });
  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches("[data-picks]")) return;
    delete target.closest("[data-picker]").dataset.closed;
    target.select();
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest("[data-picker] [role=option]")) event.preventDefault();
  });
  document.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    const field = option?.closest("[data-picker]")?.querySelector("[data-picks]");
    if (!field) return;
    if (option.dataset.fills) field.value = option.dataset.fills;
    closeOptions(field);
  });

  // A page that was entered by a link is told to a screen reader, and the next Tab starts at its top.
  const arrive = () => {
    const title = document.getElementById("title");
    if (title && !document.activeElement?.matches("[data-search], [data-first]")) title.focus({ preventScroll: true });
  };
  let shown = document.title;
  new MutationObserver(() => {
    if (document.title === shown) return;
    shown = document.title;
    requestAnimationFrame(arrive);
  }).observe(document.head, { subtree: true, childList: true, characterData: true });

  // Before the router sees it: to the router "#content" is a page to load, and it leaves the focus where it was.
  const skip = (event) => {
    if (!event.target.closest(".skip")) return;
    event.preventDefault();
    document.getElementById("content")?.focus();
  };
  document.addEventListener("click", skip, { capture: true });

  // A dialog that the server opens and closes says so in data-shown; whoever closes it here presses its own button.
  const told = new WeakMap();
  const mind = () => {
    for (const dialog of document.querySelectorAll("dialog[data-shown]")) {
      const isWanted = dialog.dataset.shown === "true";
      if (told.get(dialog) === isWanted) continue; // closed here already; the server will hear of it
      told.set(dialog, isWanted);
      if (isWanted && !dialog.open) dialog.showModal();
      if (!isWanted && dialog.open) dialog.close();
    }
  };
  // Where the entries of a desk do not fit side by side, the one of this page is in sight.
  let entry = null;
  const showEntry = () => {
    const current = document.querySelector("header .nav-desk [aria-current=page]");
    if (current === entry) return;
    entry = current;
    const bar = current?.closest(".nav-desk");
    if (bar) bar.scrollLeft = current.offsetLeft - (bar.clientWidth - current.offsetWidth) / 2;
  };
  new MutationObserver(() => {
    mind();
    showEntry();
  }).observe(document.documentElement, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-shown", "aria-current"],
  });
  const leave = (dialog) => {
    if (dialog.dataset.shown === "true") dialog.querySelector("[data-closes]")?.click();
    else dialog.close();
  };
  document.addEventListener("cancel", (event) => {
    if (!event.target.matches("dialog[data-shown]")) return;
    event.preventDefault();
    leave(event.target);
  }, { capture: true });

  // A chosen list goes into the field that it names, as the API reads it; what it cannot read is said there.
  const readList = async (file) => {
    const form = new FormData();
    form.append("file", file);
    const outlet = location.pathname.split("/")[2] ?? "";
    const answer = await fetch(`/api/v1/outlets/${outlet}/lists/read`, { method: "POST", body: form });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.detail);
    const plain = (row) => [row.sku, row.quantity, row.catalog ?? "", row.seller ?? ""].join("\t");
    // A row that cannot be read stays one: its text stands where the number should be.
    const rows = body.rows.map((row) => (row.problem ? `${row.sku}\t${row.text.replaceAll("\t", " ")}` : plain(row)));
    return ["sku\tquantity\tcatalog\tseller", ...rows].join("\n");
  };
  // Any other CSV file or workbook goes into its field as rows of text; what they mean is told there.
  const readRows = async (file, most) => {
    const form = new FormData();
    form.append("file", file);
    const answer = await fetch(`/api/v1/files/read?most=${most}`, { method: "POST", body: form });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.detail);
    return body.text;
  };
  document.addEventListener("change", async (event) => {
    if (!event.target.matches("[data-reads-into], [data-reads-rows]") || !event.target.files[0]) return;
    const { readsInto, readsRows } = event.target.dataset;
    const field = document.getElementById(readsInto ?? readsRows);
    const [file] = event.target.files;
    event.target.value = "";
    field.setCustomValidity("");
    try {
      field.value = await (readsInto ? readList(file) : readRows(file, field.dataset.most));
    } catch (error) {
      field.setCustomValidity(`${file.name}: ${error.message}`);
    }
    field.reportValidity();
    field.focus();
  });

  document.addEventListener("input", ({ target }) => {
    if (target.matches("[data-most]")) target.setCustomValidity("");
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) openDialog(document.getElementById(opener.dataset.opens), opener.dataset.awaits !== undefined);
    if (event.target.closest("[data-prints]")) window.print();
    const step = event.target.closest("[data-step]");
    if (step) stepQuantity(step);
    const ticker = event.target.closest("[data-ticks]");
    if (ticker) tickAll(ticker);
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog")?.close();
    const dialog = event.target.matches("dialog") ? event.target : null;
    if (dialog) leave(dialog); // a click on the backdrop
    for (const open of document.querySelectorAll("details.pop[open]")) {
      if (!open.contains(event.target) || event.target.closest(".menu-list a, .menu-list button")) open.open = false;
    }
  });
})();
