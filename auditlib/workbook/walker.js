/* The walker's face. What it shows comes from Session (session.py), by message, as it is needed: the queue in pages,
   a report once, a finding at a time and the next one ahead. A decision goes on to the finding known to be next while
   the kernel writes; “saved” is said once the kernel says so, and where it could not write, the walker goes back. */

const ROW_HEIGHT = 46;
const ROWS_A_PAGE = 100;
const ROWS_BEYOND_VIEW = 6;
const SLOW_MS = 10000;
const TYPING_MS = 400;
const PAGES_KEPT = 200;
const REPORTS_KEPT = 30;
const VIEWS_KEPT = 8;
const DECISIONS = [
  ["confirmed", "confirm", "C"],
  ["dismissed", "dismiss", "D"],
  ["explain", "explain", "E"],
];
const DECIDED = DECISIONS.map(([status]) => status);
const CHOICES = ["status", "severity", "family", "rule", "agency", "year", "assignee"];
const WRITES = ["decide", "assign", "all", "undo", "redo", "draft"];
const KEYS = [
  ["C", "walker.confirm"],
  ["D", "walker.dismiss"],
  ["E", "walker.explain"],
  ["N", "walker.next_undecided"],
  ["J / K", "walker.next_previous"],
  ["H / L", "walker.within_case"],
  ["O", "walker.only_this"],
  ["B", "walker.write_note"],
  ["M", "walker.assign"],
  ["F", "walker.search"],
  ["G", "walker.all_filtered"],
  ["U / R", "walker.undo_redo"],
  ["Esc", "walker.leave_field"],
  ["?", "walker.keys"],
];

/* A map that forgets what was put in first. */
function bounded(limit) {
  const entries = new Map();
  return {
    get: (key) => entries.get(key),
    delete: (key) => entries.delete(key),
    clear: () => entries.clear(),
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > limit) entries.delete(entries.keys().next().value);
    },
  };
}

/* Questions to the kernel. `slow` is called when an answer is long in coming; it may still come. */
function connect(model, slow) {
  const view = Math.random().toString(36).slice(2);
  const waiting = new Map();
  let last = 0;
  const receive = (answer) => {
    if (answer.view !== view || !waiting.has(answer.ack)) return;
    const { resolve, timer } = waiting.get(answer.ack);
    waiting.delete(answer.ack);
    clearTimeout(timer);
    resolve(answer);
  };
  model.on("msg:custom", receive);
  return {
    ask(op, fields = {}) {
      const number = ++last;
      return new Promise((resolve) => {
        waiting.set(number, { resolve, timer: setTimeout(() => slow(op), SLOW_MS) });
        model.send({ op, view, number, ...fields });
      });
    },
    close() {
      model.off("msg:custom", receive);
      waiting.forEach(({ timer }) => clearTimeout(timer));
    },
  };
}

/* Notes that the kernel has not acknowledged, kept by the browser: they outlive a kernel that is gone. */
function shelf(name) {
  const prefix = `auditlib ${name} `;
  const safely = (action) => {
    try {
      return action(window.localStorage);
    } catch {
      return null; // a browser may keep nothing; the kernel still does
    }
  };
  return {
    put: (id, text) => safely((store) => store.setItem(prefix + id, text)),
    drop: (id) => safely((store) => store.removeItem(prefix + id)),
    get: (id) => safely((store) => store.getItem(prefix + id)),
  };
}

function render({ model, el }) {
  const texts = model.get("texts");
  const about = model.get("about");
  const say = (key, fields = {}) =>
    Object.entries(fields).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), texts[key] ?? key);
  const when = (at) =>
    new Date(at).toLocaleString(texts.language, { dateStyle: "short", timeStyle: "short", hour12: false });

  const kernel = connect(model, (op) => {
    const key = WRITES.includes(op) ? "walker.unsaved" : "walker.not_loaded";
    tellState("failed", say(key, { reason: say("walker.no_answer") }));
  });
  const unsent = shelf(`${about.file} ${about.auditor}`);

  const pages = bounded(PAGES_KEPT);
  const reports = bounded(REPORTS_KEPT);
  const views = bounded(VIEWS_KEPT);
  const drafts = new Map();
  const chosen = { status: "all", severity: "", family: "", rule: "", agency: "", year: "", assignee: "", text: "" };
  let queue = { total: 0, matched: 0, rows: new Map(), asked: new Set(), known: new Map() };
  let current = null;
  let ahead = null;
  let toBeTold = null; // the finding whose next one comes with the answer to a decision
  let onlyThis = false;
  let waiting = false;
  let unwritten = 0;
  let people = [about.auditor];

  /* -- the frame, made once -- */

  const bar = element("div", { class: "bar", role: "img" });
  const counts = element("span", { class: "counts" });
  const news = element("span", { class: "news", role: "status", "aria-live": "polite" });
  const state = element("span", { class: "state", role: "status", "aria-live": "polite" });
  const statusButtons = ["all", "undecided", "decided"].map((status) =>
    element(
      "button",
      { type: "button", "data-status": status, "aria-pressed": String(status === "all"), onclick: () => choose({ status }) },
      say(status === "all" ? "walker.all" : `status.${status}`),
    ),
  );
  let typing = null;
  const search = element("input", {
    type: "search",
    class: "search",
    placeholder: say("walker.search_hint"),
    "aria-label": say("walker.search"),
    "aria-keyshortcuts": "F",
    oninput: (event) => {
      clearTimeout(typing);
      // What an input method composes is no word yet.
      if (!event.isComposing) typing = setTimeout(searched, TYPING_MS);
    },
    oncompositionend: () => {
      clearTimeout(typing);
      typing = setTimeout(searched, TYPING_MS);
    },
  });
  const searched = () => chosen.text !== search.value && choose({ text: search.value }, false);
  const choices = Object.fromEntries(
    CHOICES.map((name) => [
      name,
      element("select", {
        "data-choice": name,
        "aria-label": say(`walker.filter_${name}`),
        onchange: (event) => choose({ [name]: event.target.value }),
      }),
    ]),
  );
  const clear = element("button", { type: "button", class: "plain", onclick: () => chooseNothing() }, say("walker.clear"));
  const filterRow = element("div", { class: "filters", hidden: "" }, ...CHOICES.map((name) => choices[name]), clear);
  const filterButton = element(
    "button",
    { type: "button", class: "filter", "aria-expanded": "false", onclick: () => openFilters(filterRow.hidden) },
    say("walker.filters"),
  );
  const help = element("button", { type: "button", class: "help", "aria-label": say("walker.keys"), title: say("walker.keys"), onclick: () => showKeys() }, "?");
  const top = element(
    "div",
    { class: "top" },
    element("div", { class: "segments", role: "group", "aria-label": say("walker.filter_status") }, ...statusButtons),
    search,
    filterButton,
    bar,
    counts,
    element("span", { class: "grow" }),
    news,
    about.gaps ? element("span", { class: "gaps", title: about.gaps }, about.gaps) : null,
    element("span", { class: "auditor" }, say("walker.auditor", { auditor: about.auditor })),
    state,
    help,
  );

  const matched = element("span", { class: "matched", "aria-live": "polite" });
  const actAll = element("button", { type: "button", class: "act-all", "aria-keyshortcuts": "G", onclick: () => decideAll() }, say("walker.all_filtered"));
  const lines = element("div", { class: "lines" });
  const list = element(
    "div",
    { class: "queue", role: "listbox", tabindex: "0", "aria-label": say("walker.queue"), onscroll: () => drawQueue() },
    lines,
  );
  const side = element("div", { class: "side" }, element("div", { class: "side-head" }, matched, actAll), list);

  const head = element("div", { class: "head" });
  const panes = [pane(), pane()];
  const evidence = element("div", { class: "evidence" }, ...panes.map(({ section }) => section));
  const note = element("textarea", {
    rows: "2",
    placeholder: say("walker.note_hint"),
    "aria-label": say("walker.note"),
    "aria-keyshortcuts": "B",
    oninput: () => keepDraft(),
    onblur: () => sendDraft(),
  });
  const draftSign = element("span", { class: "draft-sign", hidden: "" }, say("walker.draft"));
  const button = (name, key, label, action, attributes = {}) =>
    element(
      "button",
      {
        type: "button",
        class: name,
        "aria-keyshortcuts": key,
        ...attributes,
        onclick: (event) => {
          if (event.detail > 1 && name.startsWith("decide")) return; // a double click decides once
          action();
          if (!dialogs.isOpen()) focusRoot();
        },
      },
      element("span", {}, label),
      element("kbd", {}, key),
    );
  const decisionButtons = DECISIONS.map(([status, name, key]) =>
    button(`decide ${status}`, key, say(`walker.${name}`), () => decide(status)),
  );
  const actions = element(
    "div",
    { class: "actions" },
    element("div", { class: "note-field" }, note, element("span", { class: "note-key" }, element("kbd", {}, "B")), draftSign),
    element("div", { class: "buttons deciding" }, ...decisionButtons),
    element(
      "div",
      { class: "buttons moving" },
      button("previous", "K", say("walker.previous"), () => step(-1)),
      button("next", "J", say("walker.next"), () => step(1)),
      button("next-undecided", "N", say("walker.next_undecided"), () => nextUndecided()),
      button("undo", "U", say("walker.undo"), () => undo()),
      button("redo", "R", say("walker.redo"), () => redo()),
    ),
  );
  const main = element("div", { class: "main" }, head, evidence, actions);
  const empty = element("div", { class: "empty", hidden: "" });
  const body = element("div", { class: "body" }, side, main, empty);
  const dialogs = dialogLayer([top, filterRow, body], () => focusRoot());
  const datalist = element("datalist", { id: `people-${Math.random().toString(36).slice(2)}` });
  const root = element(
    "div",
    {
      class: "auditlib-walker",
      tabindex: "0",
      role: "application",
      "aria-label": say("walker.label"),
      lang: texts.language,
      "data-lm-suppress-shortcuts": "true",
      onkeydown: (event) => pressed(event),
    },
    top,
    filterRow,
    body,
    datalist,
    element("div", { class: "keys-off", "aria-hidden": "true" }, say("walker.keys_off")),
    dialogs.layer,
  );
  el.append(root);

  function pane() {
    const title = element("h4");
    const hint = element("span", { class: "hint" });
    const places = element("div", { class: "places" });
    const scroller = element("div", { class: "scroller", tabindex: "0", role: "region" });
    const header = element("header", {}, title, hint, places);
    return { title, hint, places, scroller, header, section: element("section", { class: "pane" }, header, scroller) };
  }

  function focusRoot() {
    root.focus({ preventScroll: true });
  }

  function tellState(kind, text) {
    state.className = `state ${kind}`;
    state.textContent = text;
    state.title = kind === "saved" ? say("walker.saved_in", { file: about.file }) : text;
  }

  /* What every answer may bring: rows that look otherwise now, and that others were at work. */
  function take(answer) {
    if (answer.progress) drawProgress(answer.progress);
    if (answer.others) {
      const told = Object.entries(answer.others).map(([who, count]) => say("walker.others", { who, count }));
      news.textContent = told.join("；");
    }
    if (!answer.changed) return;
    if (answer.stale) {
      queue.rows.clear();
      queue.asked.clear();
      pages.clear();
      if (current) pages.set(current.id, current);
    }
    for (const row of answer.changed) {
      queue.rows.set(row.row, row);
      for (const name of queue.known.get(row.row) ?? []) if (name !== current?.id) pages.delete(name);
      queue.known.delete(row.row);
      if (row.assignee && !people.includes(row.assignee)) people = [...people, row.assignee];
    }
    const told = answer.open?.id === current?.id || answer.fresh?.id === current?.id;
    if (current && !told && answer.op !== "open" && answer.changed.some(({ row }) => row === current.row)) freshen(current);
    drawQueue();
  }

  async function ask(op, fields = {}) {
    const answer = await kernel.ask(op, fields);
    if (!answer.error) take(answer);
    return answer;
  }

  function failed(answer) {
    if (answer.error) tellState("failed", say("walker.not_loaded", { reason: answer.error }));
    return Boolean(answer.error);
  }

  /* -- the queue -- */

  async function choose(change, refocus = true) {
    Object.assign(chosen, change);
    sendDraft();
    if (refocus) focusRoot();
    const wanted = JSON.stringify(chosen);
    const answer = await kernel.ask("filter", { ...chosen, keep: current?.id ?? "" });
    if (failed(answer) || wanted !== JSON.stringify(chosen)) return;
    queue = { total: answer.total, matched: answer.matched, rows: new Map(), asked: new Set([0]), known: new Map() };
    pages.clear();
    ahead = null;
    takeRows(answer);
    drawChoices(answer.choices);
    drawProgress(answer.progress);
    lines.style.height = `${queue.total * ROW_HEIGHT}px`;
    if (answer.open) {
      keep(answer.open);
      // The finding in view stays as it is, with the note that is being written.
      if (answer.open.id === current?.id) {
        again(answer.open);
        revealLine();
        drawQueue();
        prefetch(current);
      } else {
        show(answer.open);
      }
    } else {
      current = null;
      drawQueue();
    }
    drawEmpty(answer);
  }

  function chooseNothing() {
    search.value = "";
    choose({ status: "all", text: "", ...Object.fromEntries(CHOICES.slice(1).map((name) => [name, ""])) });
  }

  function openFilters(open) {
    filterRow.hidden = !open;
    filterButton.setAttribute("aria-expanded", String(open));
    fit();
    // The queue stays as it is while deciding, so what the choices would leave is asked for anew.
    if (open) ask("choices", chosen).then((answer) => failed(answer) || drawChoices(answer.choices));
  }

  function drawChoices(told) {
    for (const each of statusButtons) each.setAttribute("aria-pressed", String(each.dataset.status === chosen.status));
    for (const name of CHOICES) {
      const none = name === "status" ? "all" : "";
      const options = told[name].filter(([value, , count]) => count || name === "status" || value === chosen[name]);
      if (chosen[name] !== none && !options.some(([value]) => value === chosen[name])) options.push([chosen[name], chosen[name], 0]);
      choices[name].replaceChildren(
        element("option", { value: none }, say(`walker.any_${name}`)),
        ...options.map(([value, label, count]) => element("option", { value, title: value }, `${label}（${count}）`)),
      );
      choices[name].value = chosen[name];
      choices[name].classList.toggle("chosen", chosen[name] !== none);
    }
    people = [...new Set([...people, ...told.assignee.map(([value]) => value).filter((value) => value !== "-")])];
    datalist.replaceChildren(...people.map((value) => element("option", { value })));
    const active = CHOICES.filter((name) => name !== "status" && chosen[name]).length;
    filterButton.replaceChildren(say("walker.filters"), active ? element("b", {}, ` ${active}`) : "");
    matched.textContent = say("walker.matched", { cases: queue.total, count: queue.matched });
    actAll.disabled = queue.matched === 0;
  }

  function takeRows(answer) {
    answer.rows.forEach((row) => queue.rows.set(row.row, row));
    drawQueue();
  }

  async function fetchRows(start) {
    if (queue.asked.has(start)) return;
    queue.asked.add(start);
    const asked = queue;
    const answer = await ask("rows", { start });
    if (asked !== queue) return;
    if (failed(answer)) queue.asked.delete(start);
    else takeRows(answer);
  }

  function drawQueue() {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW_HEIGHT) - ROWS_BEYOND_VIEW);
    const last = Math.min(queue.total, Math.ceil((list.scrollTop + list.clientHeight) / ROW_HEIGHT) + ROWS_BEYOND_VIEW);
    const shown = [];
    for (let row = first; row < last; row++) {
      const told = queue.rows.get(row);
      if (!told) fetchRows(row - (row % ROWS_A_PAGE));
      shown.push(line(row, told));
    }
    lines.replaceChildren(...shown);
  }

  function line(row, told) {
    const here = current?.row === row;
    const made = element("div", {
      class: `line ${told?.standing ?? ""}${here ? " here" : ""}${told?.conflict ? " conflict" : ""}`,
      role: "option",
      "aria-selected": String(here),
      style: `top: ${row * ROW_HEIGHT}px`,
      onclick: () => {
        focusRoot();
        open(row);
      },
    });
    if (!told) return made;
    const mark = element("span", { class: `mark ${told.standing}`, title: say(`status.${told.standing}`) }, say(`status.mark.${told.standing}`));
    const tags = [
      told.conflict ? element("span", { class: "tag conflict" }, say("status.conflict")) : null,
      told.size > 1 ? element("span", { class: "tag", title: say("walker.case_size", { count: told.size }) }, `×${told.size}`) : null,
    ];
    made.append(
      mark,
      element(
        "span",
        { class: "words" },
        element("b", { title: told.title }, severityChip(told.severity), told.title),
        element("small", {}, told.subject, told.assignee ? ` · ${told.assignee}` : ""),
      ),
      ...tags.filter(Boolean),
    );
    return made;
  }

  const severityChip = (severity) => element("span", { class: `severity ${severity}` }, say(`severity.${severity}`));

  function revealLine() {
    if (!current || current.row < 0) return;
    const y = current.row * ROW_HEIGHT;
    if (y < list.scrollTop || y + ROW_HEIGHT > list.scrollTop + list.clientHeight) {
      list.scrollTop = Math.max(0, y - list.clientHeight / 3);
    }
  }

  function drawProgress(progress) {
    const decided = DECIDED.reduce((sum, status) => sum + progress[status], 0);
    const shares = [...DECIDED, "again"].map((status) =>
      element("i", { class: status, style: `width: ${(100 * progress[status]) / Math.max(1, progress.total)}%` }),
    );
    bar.replaceChildren(...shares);
    const told = [...DECIDED, "again", "conflict"]
      .filter((status) => progress[status])
      .map((status) => element("span", { class: `count ${status}` }, element("i"), `${say(status === "again" ? "walker.again_count" : `status.${status}`)} ${progress[status]}`));
    const summary = say("walker.progress", { decided, total: progress.total });
    bar.setAttribute("aria-label", summary);
    counts.replaceChildren(element("b", {}, summary), ...told);
  }

  function drawEmpty({ total, progress }) {
    main.hidden = total === 0;
    side.hidden = progress.total === 0;
    empty.hidden = total !== 0;
    const nothing = progress.total === 0;
    empty.replaceChildren(
      element("strong", {}, say(nothing ? "walker.nothing_found" : "walker.none_match")),
      ...(nothing
        ? [element("p", {}, say("walker.nothing_found_hint", { reports: about.reports })), element("p", { class: "quiet" }, about.gaps)]
        : [element("button", { type: "button", onclick: () => chooseNothing() }, say("walker.clear"))]),
    );
  }

  /* -- one finding -- */

  function keep(page) {
    pages.set(page.id, page);
    const known = queue.known.get(page.row) ?? [];
    if (page.row >= 0 && !known.includes(page.id)) queue.known.set(page.row, [...known, page.id]);
    if (drafts.has(page.id)) return;
    const left = unsent.get(page.id) ?? page.draft;
    if (left !== null && left !== undefined) drafts.set(page.id, left);
  }

  async function load(fields, known) {
    const page = known && pages.get(known);
    if (page) return page;
    const asked = queue;
    const answer = await ask("open", fields);
    if (asked !== queue || failed(answer)) return null;
    keep(answer.open);
    return answer.open;
  }

  let wanted = null;

  async function open(row, finding = undefined) {
    if (row < 0 || row >= queue.total) return;
    sendDraft();
    const mine = (wanted = { row, finding });
    const known = finding ?? queue.known.get(row)?.[0];
    const cached = Boolean(known && pages.get(known));
    const page = await load(finding ? { finding } : { row }, known);
    if (!page || wanted !== mine) return;
    show(page);
    if (cached) freshen(page, true);
  }

  /* Look again at the finding in view; the note that is being written stays. What comes while the auditor reads is
     shown, but counts as not seen: a decision will ask. */
  async function freshen(page, justOpened = false) {
    const answer = await ask("open", { finding: page.id });
    if (answer.error || current?.id !== page.id) return;
    again(justOpened ? answer.open : { ...answer.open, seen: current.seen });
  }

  function again(page) {
    Object.assign(current, { differing: undefined }, page);
    keep(current);
    drawHead();
  }

  function fetchReport(id) {
    const known = reports.get(id);
    if (known) return known;
    const coming = kernel.ask("report", { report: id }).then((answer) => {
      if (!failed(answer)) return answer.report;
      reports.delete(id);
      return null;
    });
    reports.set(id, coming);
    return coming;
  }

  function viewOf(report, kind) {
    const key = `${kind} ${report.report}`;
    let view = views.get(key);
    if (!view) {
      view = kind === "span" ? proseView(report) : tablesView(report, (number) => say("walker.table", { number }));
    }
    views.set(key, view);
    return view;
  }

  function show(page) {
    if (page.id !== current?.id) onlyThis = false;
    current = page;
    wanted = null;
    const own = page.decision?.who === about.auditor && page.standing !== "again" ? page.decision.note : "";
    note.value = drafts.get(page.id) ?? own;
    drawDraftSign();
    drawHead();
    revealLine();
    drawQueue();
    drawEvidence(page);
    setTimeout(() => prefetch(page), 0);
  }

  /* The finding that a decision on this one leads to, and its report, so that they are there at the click. */
  async function prefetch(page) {
    if (current !== page || toBeTold === page.id) return;
    if (ahead?.of === page.id) {
      if (ahead.page) fetchReport(ahead.page.report);
      return;
    }
    const asked = queue;
    const answer = await ask("ahead", { finding: page.id });
    if (answer.error || asked !== queue || current !== page) return;
    if (answer.ahead) keep(answer.ahead);
    ahead = { of: page.id, page: answer.ahead };
    if (answer.ahead) fetchReport(answer.ahead.report);
  }

  const told = ({ who, at, status, note: said }) => ({ who, at: when(at), status: say(`status.${status}`), note: said });

  function drawHead() {
    const { decision, standing, differing } = current;
    const last = decision && told(decision);
    const badge =
      standing === "undecided"
        ? element("span", { class: "badge undecided" }, say("status.undecided"))
        : standing === "again"
          ? element("span", { class: "badge again" }, say("status.again"))
          : element("span", { class: `badge ${standing}` }, last.status, element("small", {}, say("walker.decided_by", last)));
    const mine = decision && decision.who === about.auditor;
    const assignee = element("input", {
      class: "assignee",
      "aria-label": say("walker.assignee"),
      "aria-keyshortcuts": "M",
      placeholder: say("walker.nobody"),
      list: datalist.id,
      value: current.assignee,
      onchange: (event) => assign(event.target.value),
    });
    const figures = current.figures.map(({ label, value, difference, before }) =>
      element(
        "div",
        { class: `figure${difference ? " difference" : ""}${before ? " before" : ""}`, title: label },
        element("span", { class: "label" }, label),
        element("span", { class: "value" }, value),
      ),
    );
    head.replaceChildren(
      element(
        "div",
        { class: "title", "data-finding": current.id },
        severityChip(current.severity),
        element("h3", { title: current.title }, current.title),
        badge,
        mine
          ? element("button", { type: "button", class: "withdraw plain", onclick: () => undo(current.id) }, say("walker.withdraw"))
          : null,
        element("span", { class: "grow" }),
        element("label", { class: "assigned" }, say("walker.assignee"), assignee),
      ),
      element("div", { class: "subject" }, element("span", {}, current.subject), element("code", {}, current.rule)),
      ...banners(standing, last, differing),
      ...(current.members ? [members()] : []),
      element(
        "div",
        { class: "substance" },
        figures.length ? element("div", { class: "figures" }, ...figures) : null,
        element(
          "div",
          { class: "words" },
          element("p", { class: "message" }, current.message),
          current.repairs.length
            ? element("p", { class: "aside" }, element("em", {}, say("walker.repairs")), current.repairs.join("；"))
            : null,
          current.clause ? element("p", { class: "aside" }, element("em", {}, say("walker.clause")), current.clause) : null,
        ),
      ),
    );
  }

  /* What the auditor has to know before deciding: others differ, the evidence has changed, another has a note. */
  function banners(standing, last, differing = []) {
    const said = (each) => `${say("walker.said", each)}${each.note ? `：${each.note}` : ""}`;
    const found = [];
    if (differing.length) {
      found.push(element("p", { class: "banner conflict" }, element("b", {}, say("walker.differ")), differing.map((each) => said(told(each))).join("；")));
    }
    if (standing === "again") {
      found.push(element("p", { class: "banner again" }, element("b", {}, say("walker.last_time")), said(last)));
    } else if (last?.note && last.who !== about.auditor && !differing.length) {
      found.push(element("p", { class: "banner" }, said(last)));
    }
    return found;
  }

  /* The findings of the case; a decision is on all of them, or with “only this” on the one in view. */
  function members() {
    const total = current.case.length;
    const listed = current.members.map(({ id, severity, title, standing, conflict }) =>
      element(
        "button",
        {
          type: "button",
          class: `member ${standing}${conflict ? " conflict" : ""}`,
          "aria-pressed": String(id === current.id),
          title,
          onclick: () => openMember(id),
        },
        element("span", { class: `mark ${standing}`, title: say(`status.${standing}`) }, say(`status.mark.${standing}`)),
        severityChip(severity),
        element("span", { class: "name" }, title),
      ),
    );
    const scope = [false, true].map((only) =>
      element(
        "button",
        { type: "button", "aria-pressed": String(onlyThis === only), "aria-keyshortcuts": only ? "O" : null, onclick: () => scopeTo(only) },
        say(only ? "walker.only_this" : "walker.whole_case", { count: total }),
      ),
    );
    return element(
      "div",
      { class: "case" },
      element("div", { class: "segments scope", role: "group", "aria-label": say("walker.scope") }, ...scope),
      element("div", { class: "members", role: "group", "aria-label": say("walker.case_size", { count: total }) }, ...listed),
      total > listed.length ? element("span", { class: "hint" }, say("walker.more_findings", { count: total - listed.length })) : null,
    );
  }

  function scopeTo(only) {
    if (!current?.case) return;
    onlyThis = only;
    drawHead();
    focusRoot();
  }

  async function openMember(id) {
    const kept = onlyThis;
    await open(Math.max(0, current.row), id);
    if (kept) scopeTo(true);
    focusRoot();
  }

  function withinCase(by) {
    const names = current?.case ?? [];
    const id = names[names.indexOf(current?.id) + by];
    if (id) openMember(id);
  }

  /* -- its evidence -- */

  /* Prose left, tables right. Where one side has nothing to show and the other has two reports, each gets one. */
  function drawEvidence(page) {
    const pieces = page.evidence.map((piece, number) => ({ ...piece, number, report: piece.report ?? page.report }));
    const own = { span: pieces.filter(({ kind }) => kind === "span"), cell: pieces.filter(({ kind }) => kind === "cell") };
    const others = (kind) => own[kind].filter(({ report }) => report !== page.report);
    const sides = [
      { kind: "span", own: own.span },
      { kind: "cell", own: own.cell },
    ];
    if (!own.span.length && others("cell").length && others("cell").length < own.cell.length) {
      sides[0] = { kind: "cell", own: others("cell") };
      sides[1].own = own.cell.filter(({ report }) => report === page.report);
    } else if (!own.cell.length && others("span").length && others("span").length < own.span.length) {
      sides[1] = { kind: "span", own: others("span") };
      sides[0].own = own.span.filter(({ report }) => report === page.report);
    }
    const bare = sides.map((each) => !each.own.length);
    sides.forEach((each, index) => {
      const part = panes[index];
      part.section.className = `pane ${each.kind}${bare[index] ? " bare" : ""}`;
      part.scroller.setAttribute("aria-label", say(each.kind === "span" ? "walker.prose" : "walker.tables"));
      part.hint.textContent = bare[index] ? say(each.kind === "span" ? "walker.no_prose_evidence" : "walker.no_table_evidence") : "";
      drawPlaces(part, each, page);
      drawSide(part, each, each.own[0] ?? { report: page.report, number: null }, page);
    });
    evidence.dataset.lean = bare[0] === bare[1] ? "both" : bare[0] ? "cell" : "span";
  }

  function drawPlaces(part, { kind, own }, page) {
    const named = own.filter(({ place }) => place);
    const more = own.length - named.length + (own.length ? page.unlisted : 0);
    part.places.replaceChildren(
      ...named.map((piece) =>
        element(
          "button",
          {
            type: "button",
            title: [piece.label, piece.place].filter(Boolean).join("\n"),
            onclick: () => drawSide(part, { kind, own }, piece, page),
          },
          element("span", {}, piece.place),
          piece.text && kind === "cell" ? element("b", {}, piece.text) : null,
        ),
      ),
      more ? element("span", { class: "hint" }, say("walker.more_places", { count: more })) : "",
    );
  }

  /* Show one side of the evidence, at one piece of it; the piece may stand in another report than the finding. */
  async function drawSide(part, { kind, own }, piece, page) {
    const coming = fetchReport(piece.report);
    const slow = setTimeout(() => part.scroller.replaceChildren(element("p", { class: "quiet" }, say("walker.loading"))), 120);
    const report = await coming;
    clearTimeout(slow);
    if (!report || current?.id !== page.id) return;
    const elsewhere = report.report !== page.report;
    part.title.textContent = [say(kind === "span" ? "walker.prose" : "walker.tables"), elsewhere ? report.name : ""].filter(Boolean).join(" · ");
    part.section.classList.toggle("elsewhere", elsewhere);
    const there = kind === "span" ? report.text.trim() : report.tables.length;
    if (!there) {
      part.hint.textContent = "";
      part.scroller.replaceChildren(element("p", { class: "quiet" }, say(kind === "span" ? "walker.no_prose" : "walker.no_tables")));
      return;
    }
    const view = viewOf(report, kind);
    view.mark(own.filter((each) => each.report === report.report));
    if (part.scroller.firstChild !== view.node || part.scroller.childNodes.length !== 1) part.scroller.replaceChildren(view.node);
    point(part, piece.number);
  }

  function point(part, number) {
    part.pointed = number;
    const all = [...part.scroller.querySelectorAll("[data-piece]")];
    all.forEach((each) => each.classList.remove("pointed"));
    const pointed = all.filter((each) => each.dataset.piece.split(" ").includes(String(number)));
    pointed.forEach((each) => each.classList.add("pointed"));
    if (pointed.length) centre(part.scroller, all, pointed[0]);
    else part.scroller.scrollTop = part.scroller.scrollLeft = 0;
  }

  /* -- notes -- */

  let draftTimer = null;

  function keepDraft() {
    if (!current) return;
    drafts.set(current.id, note.value);
    unsent.put(current.id, note.value);
    drawDraftSign();
    clearTimeout(draftTimer);
    draftTimer = setTimeout(sendDraft, TYPING_MS);
  }

  function drawDraftSign() {
    draftSign.hidden = !(drafts.get(current.id) ?? "").trim();
  }

  const sent = new Map();

  async function sendDraft() {
    clearTimeout(draftTimer);
    if (!current || !drafts.has(current.id)) return;
    const { id } = current;
    const text = drafts.get(id);
    if (text === (sent.get(id) ?? current.draft ?? "")) return;
    sent.set(id, text);
    const answer = await ask("draft", { finding: id, note: text });
    if (answer.error) {
      sent.delete(id);
      tellState("failed", say("walker.draft_unsaved", { reason: answer.error }));
    } else if (drafts.get(id) === text) {
      unsent.drop(id);
    }
  }

  function forgetDraft(id) {
    clearTimeout(draftTimer);
    drafts.delete(id);
    sent.delete(id);
    unsent.drop(id);
  }

  /* -- deciding -- */

  async function decide(status, force = false) {
    if (!current || waiting) return;
    const page = current;
    const names = page.case && !onlyThis ? page.case : [page.id];
    const whole = names.length === (page.case?.length ?? 1);
    const onward = whole && ahead?.of === page.id ? ahead.page : null;
    ahead = null; // what was next before this decision may be decided after it
    const text = note.value;
    forgetDraft(page.id);
    const asked = write("decide", { findings: names, status, note: text, seen: page.seen, then: onward?.id, force });
    if (onward) {
      toBeTold = onward.id;
      show(onward);
    } else {
      waiting = true;
    }
    const answer = await asked;
    waiting = false;
    if (toBeTold === onward?.id) toBeTold = null;
    if (!answer || answer.asks) {
      drafts.set(page.id, text);
      unsent.put(page.id, text);
      if (current?.id !== page.id || answer) show(answer?.open ?? page);
      if (answer) askNonetheless(answer, () => decide(status, true));
      return;
    }
    page.draft = null;
    if (answer.fresh && current?.id === answer.fresh.id) {
      Object.assign(current, { differing: undefined }, answer.fresh);
      drawHead();
    }
    if ("ahead" in answer) {
      if (answer.ahead) keep(answer.ahead);
      if (onward && current?.id === onward.id) {
        ahead = { of: onward.id, page: answer.ahead };
        if (answer.ahead) fetchReport(answer.ahead.report);
      }
    }
    if (answer.open && !onward) {
      answer.open.draft = drafts.get(answer.open.id) ?? answer.open.draft;
      pages.delete(page.id);
      keep(answer.open);
      show(answer.open);
    }
    if (answer.finished) tellState("saved", `${say("walker.saved")} · ${say("walker.finished")}`);
  }

  function askNonetheless(answer, force) {
    tellState("", "");
    const decisions = answer.asks.map(told);
    const go = () => {
      dialogs.close();
      force();
    };
    dialogs.open(say("walker.asks", { count: answer.of }), askPage(say, decisions, answer.of, go, dialogs.close));
  }

  /* Ask for a change; “saved” is said only when the answers say that all is on disk. Null where it is not. */
  async function write(op, fields) {
    unwritten += 1;
    tellState("busy", say("walker.saving"));
    const answer = await ask(op, fields);
    unwritten -= 1;
    if (answer.error) {
      tellState("failed", say("walker.unsaved", { reason: answer.error }));
      return null;
    }
    if (unwritten === 0 && !state.classList.contains("failed")) tellState("saved", say("walker.saved"));
    return answer;
  }

  async function undo(finding = undefined) {
    await backOrForth("undo", finding ? { finding } : {}, "walker.undone");
  }

  async function redo() {
    await backOrForth("redo", {}, "walker.redone");
  }

  async function backOrForth(op, fields, done) {
    if (waiting) return;
    sendDraft();
    const answer = await write(op, fields);
    if (!answer) return;
    if (answer.nothing) {
      tellState("", answer.nothing);
      return;
    }
    if (answer.open) {
      drafts.delete(answer.open.id);
      unsent.drop(answer.open.id);
      sent.delete(answer.open.id);
      pages.clear();
      ahead = null;
      keep(answer.open);
      show(answer.open);
    }
    tellState("saved", `${say(done, { count: answer.count })} · ${say("walker.saved")}`);
  }

  async function assign(name) {
    if (!current) return;
    const page = current;
    const names = page.case && !onlyThis ? page.case : [page.id];
    focusRoot();
    const answer = await write("assign", { findings: names, assignee: name });
    if (answer) page.assignee = name.trim();
    else if (current === page) drawHead();
    if (name.trim() && !people.includes(name.trim())) people = [...people, name.trim()];
    datalist.replaceChildren(...people.map((value) => element("option", { value })));
  }

  async function decideAll() {
    sendDraft();
    const answer = await ask("count");
    if (failed(answer)) return;
    const statuses = DECISIONS.map(([status, name]) => [status, say(`walker.${name}`)]);
    const send = async (fields) => {
      const given = await write("all", { ...fields, keep: current?.id ?? "" });
      if (!given) {
        dialogs.close();
        return null;
      }
      if (given.refused) return { refused: given.refused, counts: given.all === undefined ? {} : given };
      if (given.asks) {
        dialogs.close();
        askNonetheless(given, () => send({ ...fields, force: true }));
        return null;
      }
      dialogs.close();
      pages.clear();
      ahead = null;
      keep(given.open);
      show(given.open);
      tellState("saved", `${say("walker.all_done", { count: given.count })} · ${say("walker.saved")}`);
      return null;
    };
    dialogs.open(say("walker.all_title", { count: answer.all }), allPage(say, statuses, answer, send, dialogs.close));
  }

  function showKeys() {
    dialogs.open(say("walker.keys"), keysPage(say, KEYS, dialogs.close));
  }

  /* -- moving -- */

  const step = (by) => current && open(current.row + by);

  async function nextUndecided() {
    if (!current) return;
    sendDraft();
    const answer = await ask("next", { row: current.row, finding: current.id });
    if (failed(answer)) return;
    if (!answer.open) {
      tellState("", say("walker.finished"));
      return;
    }
    keep(answer.open);
    show(answer.open);
  }

  const focusOn = (field) => {
    field.focus();
    field.select?.();
  };
  const keys = {
    c: () => decide("confirmed"),
    d: () => decide("dismissed"),
    e: () => decide("explain"),
    j: () => step(1),
    k: () => step(-1),
    l: () => withinCase(1),
    h: () => withinCase(-1),
    n: () => nextUndecided(),
    u: () => undo(),
    r: () => redo(),
    o: () => scopeTo(!onlyThis),
    b: () => note.focus(),
    m: () => focusOn(head.querySelector(".assignee")),
    f: () => focusOn(search),
    g: () => !actAll.disabled && decideAll(),
    "?": () => showKeys(),
    "？": () => showKeys(),
  };
  const HELD = ["j", "k", "h", "l"];

  function pressed(event) {
    event.stopPropagation();
    // While an input method composes, keys belong to it; 229 is how older engines say so.
    if (event.isComposing || event.keyCode === 229) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === "s") {
      event.preventDefault(); // all is saved already; the browser's own “save page” helps nobody
      return;
    }
    if (dialogs.isOpen()) {
      dialogs.pressed(event);
      return;
    }
    if (["TEXTAREA", "SELECT", "INPUT"].includes(event.target.tagName)) {
      if (event.key === "Escape" || (event.key === "Enter" && event.target.tagName === "INPUT")) {
        event.preventDefault();
        if (event.target === search && event.key === "Enter") searched();
        focusRoot();
      }
      return;
    }
    if (event.target === list && (key === "arrowdown" || key === "arrowup")) {
      event.preventDefault();
      step(key === "arrowdown" ? 1 : -1);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, key)) return;
    event.preventDefault();
    // A key held down walks, but never decides twice.
    if (current || key === "f" || key === "?") if (!event.repeat || HELD.includes(key)) keys[key]();
  }

  /* -- its size: the whole walker fits the notebook's view -- */

  let outer = null;
  const fit = () => {
    const height = outer ? outer.clientHeight : window.innerHeight - 120;
    root.style.setProperty("--height", `${Math.min(1100, Math.max(480, height - 36))}px`);
    drawQueue();
    for (const part of panes) {
      const all = [...part.scroller.querySelectorAll("[data-piece]")];
      const pointed = part.scroller.querySelector(".pointed");
      if (pointed) centre(part.scroller, all, pointed);
    }
  };
  const watcher = new ResizeObserver(fit);
  const leave = () => sendDraft();
  window.addEventListener("pagehide", leave);

  requestAnimationFrame(async () => {
    outer = root.closest(".jp-WindowedPanel-outer, .jp-Notebook");
    if (outer) watcher.observe(outer);
    fit();
    await choose({});
    requestAnimationFrame(() => {
      root.scrollIntoView({ block: "center" });
      const active = document.activeElement;
      const editing = active && (active.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(active.tagName));
      if (!editing) focusRoot();
    });
  });

  return () => {
    sendDraft();
    window.removeEventListener("pagehide", leave);
    kernel.close();
    watcher.disconnect();
  };
}

export default { render };
