// What a keyboard does at once, without asking the server: "/" to search, arrows through rows, Escape out of
// what floats. Markup opts in: data-search, data-row, data-quantity, data-opens, data-closes.
(() => {
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent);
  const focusOf = (row) => row?.querySelector("[data-quantity]:not(:disabled)") ?? row?.querySelector("a, button");
  const isTyping = (target) => target.matches("input, textarea, select, [contenteditable]");

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

  // A page that was entered by a link is told to a screen reader, and the next Tab starts at its top.
  const arrive = () => {
    const title = document.getElementById("title");
    if (title && !document.activeElement?.matches("[data-search]")) title.focus({ preventScroll: true });
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

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    if (event.target.closest("[data-prints]")) window.print();
    const step = event.target.closest("[data-step]");
    if (step) stepQuantity(step);
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog")?.close();
    const dialog = event.target.matches("dialog") ? event.target : null;
    if (dialog) dialog.close(); // a click on the backdrop
    for (const open of document.querySelectorAll("details.pop[open]")) {
      if (!open.contains(event.target) || event.target.closest(".menu-list a, .menu-list button")) open.open = false;
    }
  });
})();
