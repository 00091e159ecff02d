"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement;
  root.classList.add("lively");
  for (const tool of $$("[data-script]")) tool.hidden = false;

  // What a reader chose is kept where the browser allows it, and nowhere else.
  const keep = (key, value) => { try { localStorage.setItem("copydesk " + key, value); } catch { /* not here */ } };
  const kept = (key) => { try { return localStorage.getItem("copydesk " + key); } catch { return null; } };
  const say = (text) => {
    const said = $("#said");
    said.textContent = text;
    said.classList.add("shown");
    clearTimeout(say.timer);
    say.timer = setTimeout(() => said.classList.remove("shown"), 2500);
  };

  // Light or dark
  const theme = $("#theme");
  const isDark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const showTheme = () => { if (theme) theme.textContent = isDark() ? "Light" : "Dark"; };
  if (["light", "dark"].includes(kept("theme"))) root.dataset.theme = kept("theme");
  showTheme();
  theme?.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    keep("theme", root.dataset.theme);
    showTheme();
  });

  // Filters and folding
  const cards = $$(".card");
  const shown = new Set($$("[data-show][aria-pressed=true]").map((b) => b.dataset.show));
  const rule = $("#rule");
  const fold = $("#fold");
  const opened = new Set();
  let current = null;
  const visible = () => cards.filter((card) => !card.hidden);
  const passes = (element) => shown.has(element.dataset.severity) && (!rule.value || rule.value === element.dataset.rule);

  const foldRows = () => {
    for (const old of $$("li.fold")) old.remove();
    const folding = fold.getAttribute("aria-pressed") === "true";
    for (const list of $$("ol.rows")) {
      const rows = $$(".row", list);
      const busy = rows.map((row) => $$(".card", row).some((card) => !card.hidden));
      // The neighbours of a gap show where in the text it is.
      const near = (i) => [i - 1, i + 1].some((j) => busy[j] && rows[j].classList.contains("gap"));
      let run = [];
      const close = () => {
        if (run.length > 1) {
          const item = document.createElement("li");
          const button = document.createElement("button");
          item.className = "fold";
          button.type = "button";
          button.textContent = run.length + " rows without findings";
          const folded = run;
          button.addEventListener("click", () => {
            for (const row of folded) { opened.add(row); row.hidden = false; }
            item.remove();
            $("[data-p]", folded[0])?.focus();
          });
          item.append(button);
          run[0].before(item);
          for (const row of run) row.hidden = true;
        }
        run = [];
      };
      rows.forEach((row, i) => {
        row.classList.toggle("busy", busy[i]);
        row.hidden = false;
        if (folding && !busy[i] && !near(i) && !opened.has(row)) run.push(row);
        else close();
      });
      close();
      // Heads of columns over nothing but a fold say nothing.
      const heads = list.previousElementSibling;
      if (heads?.classList.contains("heads")) heads.hidden = rows.every((row) => row.hidden);
    }
  };
  const showPosition = () => {
    const all = visible();
    const at = all.indexOf(current);
    $("#position").textContent = at < 0 ? all.length + " shown" : at + 1 + " of " + all.length;
  };
  const filter = () => {
    const seen = new Set();
    for (const card of cards) {
      card.hidden = !passes(card);
      if (!card.hidden) seen.add(card.dataset.n);
    }
    for (const mark of $$("[data-f]")) mark.classList.toggle("quiet", !mark.dataset.f.split(" ").some((n) => seen.has(n)));
    for (const mark of $$(".evidence")) mark.classList.toggle("quiet", !mark.dataset.e.split(" ").some((n) => seen.has(n)));
    for (const list of $$(".todo")) {
      const items = $$("li", list);
      for (const item of items) item.hidden = !passes(item);
      const left = items.filter((item) => !item.hidden && !$("input", item).checked).length;
      $(".left", list).textContent = left ? String(left) : "done";
      list.hidden = items.every((item) => item.hidden);
    }
    for (const section of $$("section.source")) section.hidden = !$(".card:not([hidden])", section);
    foldRows();
    showPosition();
  };

  // Sections far away are measured when they come near, which moves what lies below them.
  const goTo = (element, block, times = 8) => {
    element.scrollIntoView({ block });
    const { top } = element.getBoundingClientRect();
    const settled = () => Math.abs(element.getBoundingClientRect().top - top) < 1;
    if (times) requestAnimationFrame(() => requestAnimationFrame(() => settled() || goTo(element, block, times - 1)));
  };

  // From finding to finding
  const show = (card, quietly) => {
    current?.classList.remove("current");
    current = card;
    card.classList.add("current");
    card.focus({ preventScroll: true });
    goTo(card.closest(".row"), "center");
    if (!quietly) history.replaceState(null, "", "#" + card.id);
    showPosition();
  };
  const step = (by) => {
    const all = visible();
    if (!all.length) return;
    let at = all.indexOf(current);
    if (at < 0) {
      // From where the reader is, not from the top.
      const below = all.findIndex((card) => card.getBoundingClientRect().top > 80);
      at = by > 0 ? (below < 0 ? all.length : below) - 1 : below < 0 ? all.length : below;
    }
    show(all[(at + by + all.length) % all.length]);
  };
  const toHash = () => {
    let id;
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = id && document.getElementById(id);
    if (!target) return;
    // Whoever follows a link wants to be there and not where the page was left the last time.
    history.scrollRestoration = "manual";
    if (target.classList.contains("card")) {
      if (target.hidden) {
        shown.add(target.dataset.severity);
        rule.value = "";
        for (const b of $$("[data-show]")) b.setAttribute("aria-pressed", String(shown.has(b.dataset.show)));
        filter();
      }
      show(target, true);
    } else {
      if (target.classList.contains("row") && target.hidden) {
        opened.add(target);
        foldRows();
      }
      // Folding has moved what the browser had found by itself.
      goTo(target, target.classList.contains("row") ? "center" : "start");
    }
  };

  if (rule) {
    for (const button of $$("[data-show]")) {
      button.addEventListener("click", () => {
        const on = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(on));
        if (on) shown.add(button.dataset.show); else shown.delete(button.dataset.show);
        filter();
      });
    }
    rule.addEventListener("change", () => {
      // A rule that was asked for is shown whatever its severity.
      for (const card of cards) if (rule.value && card.dataset.rule === rule.value) shown.add(card.dataset.severity);
      for (const b of $$("[data-show]")) b.setAttribute("aria-pressed", String(shown.has(b.dataset.show)));
      filter();
    });
    const toggleFold = () => {
      fold.setAttribute("aria-pressed", String(fold.getAttribute("aria-pressed") !== "true"));
      opened.clear();
      foldRows();
    };
    fold.addEventListener("click", toggleFold);
    $("#next").addEventListener("click", () => step(1));
    $("#previous").addEventListener("click", () => step(-1));
    const keys = $("#keys");
    keys.checked = kept("keys") !== "off";
    keys.addEventListener("change", () => keep("keys", keys.checked ? "on" : "off"));
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("select, textarea, input:not([type=checkbox])");
      if (!keys.checked || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const actions = { n: () => step(1), p: () => step(-1), f: toggleFold };
      if (!Object.hasOwn(actions, event.key)) return;
      event.preventDefault();
      actions[event.key]();
    });
    for (const box of $$(".todo input")) {
      box.checked = kept("done " + box.dataset.id) === "yes";
      box.addEventListener("change", () => { keep("done " + box.dataset.id, box.checked ? "yes" : "no"); filter(); });
    }
    filter();
    addEventListener("hashchange", toHash);
    toHash();
  }

  // Partners light up
  let lit = [];
  const light = (origin) => {
    for (const element of lit) element.classList.remove("lit");
    lit = [];
    const section = origin?.closest("section");
    if (!section) return;
    const numbers = new Set();
    const card = origin.closest(".card");
    const mark = origin.closest("[data-f]");
    const evidence = origin.closest("[data-e]");
    const partner = origin.closest("[data-p]");
    if (card) numbers.add(card.dataset.n);
    for (const n of mark?.dataset.f.split(" ") ?? []) numbers.add(n);
    if (!card && !mark && !partner) for (const n of evidence?.dataset.e.split(" ") ?? []) numbers.add(n);
    for (const n of numbers) lit.push(...$$(`.cell mark[data-f~="${n}"], .cell [data-e~="${n}"]`, section));
    if (!numbers.size && partner) lit.push(...$$(`.cell [data-p="${partner.dataset.p}"]`, section));
    for (const element of lit) if (!element.classList.contains("quiet")) element.classList.add("lit");
  };
  document.addEventListener("pointerover", (event) => light(event.target));
  document.addEventListener("focusin", (event) => light(event.target));
  document.addEventListener("focusout", () => light(null));
  // One stop of the Tab key a row; the arrow keys lead from fact to fact.
  for (const row of $$(".row")) {
    $$(".cell [data-p]", row).forEach((fact, i) => { fact.tabIndex = i ? -1 : 0; });
  }
  document.addEventListener("keydown", (event) => {
    const fact = event.target.closest?.(".cell [data-p]");
    if (!fact || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const all = $$(".cell [data-p]", fact.closest(".row"));
    const backward = getComputedStyle(fact).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
    const next = all[all.indexOf(fact) + (event.key === backward ? -1 : 1)];
    if (!next) return;
    event.preventDefault();
    fact.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  // The front: only what needs work
  const busy = $("#busy");
  busy?.addEventListener("change", () => $(".front").classList.toggle("busy", busy.checked));

  // A list on paper is one to tick.
  addEventListener("beforeprint", () => { for (const list of $$(".todo")) list.open = true; });

  // Copying
  const copy = async (text, said) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      if (!done) said = "The browser does not allow copying";
    }
    say(said);
  };
  for (const button of $$(".copy-text")) {
    button.addEventListener("click", () => {
      const { path, text } = JSON.parse($("script.cleaned", button.closest("section")).textContent);
      copy(text, "Copied the cleaned text of " + path);
    });
  }
  for (const link of $$(".permalink")) {
    link.addEventListener("click", () => copy(new URL(link.getAttribute("href"), location.href).href, "Copied the link"));
  }
  for (const button of $$(".stet")) {
    button.addEventListener("click", () => copy(button.dataset.entry, "Copied an exception for copydesk.toml: give it a reason"));
  }
  for (const button of $$(".copy-list")) {
    button.addEventListener("click", () => {
      const items = $$("li", button.closest(".todo")).filter((item) => !item.hidden);
      const line = (item) => `- [${$("input", item).checked ? "x" : " "}] ${item.dataset.line}`;
      copy(items.map(line).join("\n") + "\n", "Copied " + items.length + (items.length === 1 ? " item" : " items"));
    });
  }
})();
