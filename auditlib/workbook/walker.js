/* The walker's face. What it shows comes from Session (session.py), by message, as it is needed: the queue in
   pages, a report once, a finding at a time. Texts of reports enter the page as text nodes only, never as HTML. */

const ROW_HEIGHT = 46;
const ROWS_A_PAGE = 100;
const ROWS_BEYOND_VIEW = 6;
const SLOW_MS = 10000;
const FINDINGS_KEPT = 200;
const REPORTS_KEPT = 30;
const DECISIONS = [
  ["confirmed", "confirm", "C"],
  ["dismissed", "dismiss", "D"],
  ["explain", "explain", "E"],
];
const DECIDED = DECISIONS.map(([status]) => status);
const NUMBER = /^[+\-−]?\d[\d,，.]*\s*[%％]?$/;
const MARK = /^[/／\-—–]+$/;

/* ---- small helpers ---- */

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/* A map that forgets what was put in first. */
function bounded(limit) {
  const entries = new Map();
  return {
    get: (key) => entries.get(key),
    delete: (key) => entries.delete(key),
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

/* ---- prose and tables ---- */

/* A paragraph's text nodes, with every stretch that a span covers marked. */
function markedText(text, offset, spans) {
  const end = offset + text.length;
  const touching = spans.filter(({ at: [from, to] }) => from < end && to > offset);
  const cuts = new Set([offset, end]);
  for (const { at } of touching) for (const cut of at) if (cut > offset && cut < end) cuts.add(cut);
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(1).map((to, index) => {
    const from = edges[index];
    const piece = text.slice(from - offset, to - offset);
    const covering = touching.filter(({ at }) => at[0] <= from && at[1] >= to);
    if (!covering.length) return document.createTextNode(piece);
    const numbers = covering.map(({ number }) => number).join(" ");
    return element("mark", { "data-piece": numbers, class: covering.length > 1 ? "nested" : null }, piece);
  });
}

function proseBody(report, spans) {
  const body = element("div", { class: "prose" });
  let offset = 0;
  for (const line of report.text.split("\n")) {
    const end = offset + line.length;
    if (line.trim()) {
      const heading = report.headings.some(([from, to]) => from >= offset && to <= end && (to - from) * 2 > line.trim().length);
      const kind = heading ? "heading" : /^\s/.test(line) ? null : "flush";
      body.append(element("p", { class: kind }, ...markedText(line, offset, spans)));
    }
    offset = end + 1;
  }
  return body;
}

/* A label keeps its indent of ideographic spaces, and its further lines begin under its first word. */
function hangingIndent(text) {
  const indent = [...text.match(/^\s*/)[0]].reduce((sum, space) => sum + (space === "\u3000" ? 1 : 0.3), 0);
  return indent ? `padding-left: calc(10px + ${indent}em); text-indent: -${indent}em` : null;
}

const isNumber = (text) => NUMBER.test(text.trim()) || MARK.test(text.trim());

const widthOf = (rows) =>
  Math.max(0, ...rows.map((row) => row.reduce((sum, cell) => sum + cell.span[1], 0)));

/* How many rows at the top hold no number: they head the columns. */
function headRows(rows) {
  if (widthOf(rows) <= 4) return Math.min(1, rows.length);
  const first = rows.findIndex((cells) => cells.some(({ text }) => isNumber(text)));
  return first < 0 ? 0 : Math.min(first, 4);
}

function tableBody(rows, number, cells, caption) {
  const heads = headRows(rows);
  const pieces = new Map(cells.filter(({ at }) => at[0] === number).map((cell) => [cell.at.slice(1).join(), cell.number]));
  /* A merged cell is evidence when any position that it covers is. */
  const pieceOf = ({ at, span }) => {
    for (let row = at[0]; row < at[0] + span[0]; row++)
      for (let column = at[1]; column < at[1] + span[1]; column++)
        if (pieces.has(`${row},${column}`)) return pieces.get(`${row},${column}`);
    return null;
  };
  const made = rows.map((row, index) => {
    const line = element("tr");
    for (const cell of row) {
      const piece = pieceOf(cell);
      const head = index < heads;
      const kind = [piece !== null && "cited", !head && isNumber(cell.text) && "number", !cell.text.trim() && "blank"];
      line.append(
        element(
          head ? "th" : "td",
          {
            class: kind.filter(Boolean).join(" ") || null,
            rowspan: cell.span[0] > 1 ? cell.span[0] : null,
            colspan: cell.span[1] > 1 ? cell.span[1] : null,
            "data-piece": piece,
            style: head ? null : hangingIndent(cell.text),
          },
          cell.text.replace(/\s+$/, ""),
        ),
      );
    }
    if (row.some((cell) => pieceOf(cell) !== null)) line.className = "touched";
    return line;
  });
  const table = element("table", { class: `${widthOf(rows) > 6 ? "wide" : "narrow"}${heads === 1 ? " one-head" : ""}` });
  table.append(element("caption", {}, caption));
  table.append(element("thead", {}, ...made.slice(0, heads)), element("tbody", {}, ...made.slice(heads)));
  return table;
}

/* Bring a place into the middle of its pane, without moving the notebook around it. */
function centre(pane, place) {
  const inner = place.getBoundingClientRect();
  const outer = pane.getBoundingClientRect();
  pane.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
  if (inner.right > outer.right || inner.left < outer.left) {
    pane.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  }
}

/* ---- the widget ---- */

function render({ model, el }) {
  const texts = model.get("texts");
  const about = model.get("about");
  const say = (key, fields = {}) =>
    Object.entries(fields).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), texts[key] ?? key);
  const when = (at) =>
    new Date(at).toLocaleString(texts.language, { dateStyle: "short", timeStyle: "short", hour12: false });

  const kernel = connect(model, (op) => {
    const reason = say("walker.no_answer");
    if (op === "decide" || op === "undo") tellState("failed", say("walker.unsaved", { reason }));
    else tellState("failed", say("walker.not_loaded", { reason }));
  });

  const findings = bounded(FINDINGS_KEPT);
  const reports = bounded(REPORTS_KEPT);
  const drafts = new Map();
  const chosen = { status: "all", severity: "" };
  let queue = { total: 0, rows: new Map(), asked: new Set() };
  let current = null;
  let writing = false;

  /* -- the frame, made once -- */

  const bar = element("div", { class: "bar", role: "img" });
  const counts = element("span", { class: "counts" });
  const state = element("span", { class: "state", role: "status", "aria-live": "polite" });
  const statusButtons = ["all", "undecided", "decided"].map((status) =>
    element(
      "button",
      { type: "button", "data-status": status, "aria-pressed": String(status === "all"), onclick: () => choose({ status }) },
      say(status === "all" ? "walker.all" : `status.${status}`),
    ),
  );
  const severityChoice = element(
    "select",
    { "aria-label": say("walker.filter_severity"), onchange: (event) => choose({ severity: event.target.value }) },
    element("option", { value: "" }, say("walker.all_severities")),
    ...["error", "warning", "note"].map((name) => element("option", { value: name }, say(`severity.${name}`))),
  );
  const top = element(
    "div",
    { class: "top" },
    element("div", { class: "segments", role: "group", "aria-label": say("walker.filter_status") }, ...statusButtons),
    severityChoice,
    bar,
    counts,
    element("span", { class: "grow" }),
    about.gaps ? element("span", { class: "gaps", title: about.gaps }, about.gaps) : null,
    element("span", { class: "auditor" }, say("walker.auditor", { auditor: about.auditor })),
    state,
  );

  const lines = element("div", { class: "lines" });
  const list = element(
    "div",
    { class: "queue", role: "listbox", tabindex: "0", "aria-label": say("walker.queue"), onscroll: () => drawQueue() },
    lines,
  );

  const head = element("div", { class: "head" });
  const panes = { span: pane("span", "walker.prose"), cell: pane("cell", "walker.tables") };
  const evidence = element("div", { class: "evidence" }, panes.span.section, panes.cell.section);
  const note = element("textarea", {
    rows: "2",
    placeholder: say("walker.note_hint"),
    "aria-label": say("walker.note"),
    oninput: () => keepDraft(),
    onblur: () => sendDraft(),
  });
  const draftSign = element("span", { class: "draft-sign", hidden: "" }, say("walker.draft"));
  const button = (name, key, label, action) =>
    element(
      "button",
      {
        type: "button",
        class: name,
        "aria-keyshortcuts": key,
        onclick: () => {
          action();
          focusRoot();
        },
      },
      label,
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
    ),
  );
  const main = element("div", { class: "main" }, head, evidence, actions);
  const empty = element("div", { class: "empty", hidden: "" });
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
    element("div", { class: "body" }, list, main, empty),
    element("div", { class: "keys-off", "aria-hidden": "true" }, say("walker.keys_off")),
  );
  el.append(root);

  function pane(kind, label) {
    const hint = element("span", { class: "hint" });
    const places = element("div", { class: "places" });
    const scroller = element("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": say(label) });
    const header = element("header", {}, element("h4", {}, say(label)), hint, places);
    return { kind, hint, places, scroller, section: element("section", { class: `pane ${kind}` }, header, scroller) };
  }

  const focusRoot = () => root.focus({ preventScroll: true });

  function tellState(kind, text) {
    state.className = `state ${kind}`;
    state.textContent = text;
    state.title = kind === "saved" ? say("walker.saved_in", { file: about.file }) : text;
  }

  /* -- the queue -- */

  async function choose(change) {
    Object.assign(chosen, change);
    for (const each of statusButtons) each.setAttribute("aria-pressed", String(each.dataset.status === chosen.status));
    sendDraft();
    focusRoot();
    const answer = await kernel.ask("filter", { ...chosen, keep: current?.id ?? "" });
    if (failed(answer)) return;
    queue = { total: answer.total, rows: new Map(), asked: new Set([0]) };
    takeRows(answer);
    drawProgress(answer.progress);
    lines.style.height = `${queue.total * ROW_HEIGHT}px`;
    if (answer.open) {
      keep(answer.open);
      show(answer.open);
    } else {
      current = null;
      drawQueue();
    }
    drawEmpty(answer);
  }

  function takeRows({ start, rows }) {
    rows.forEach((row, index) => queue.rows.set(start + index, row));
  }

  async function fetchRows(start) {
    if (queue.asked.has(start)) return;
    const asked = queue;
    asked.asked.add(start);
    const answer = await kernel.ask("rows", { start });
    if (asked !== queue || failed(answer)) return;
    takeRows(answer);
    drawQueue();
  }

  function drawQueue() {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW_HEIGHT) - ROWS_BEYOND_VIEW);
    const shown = Math.ceil((list.clientHeight || 600) / ROW_HEIGHT) + 2 * ROWS_BEYOND_VIEW;
    const last = Math.min(queue.total, first + shown);
    for (let row = first; row < last; row++) {
      if (!queue.rows.has(row)) fetchRows(row - (row % ROWS_A_PAGE));
    }
    lines.replaceChildren(
      ...Array.from({ length: Math.max(0, last - first) }, (_, index) => queueLine(first + index)),
    );
  }

  function queueLine(row) {
    const told = queue.rows.get(row);
    const here = current?.row === row;
    const line = element("div", {
      class: `line ${here ? "here" : ""} ${told?.standing ?? ""}`,
      role: "option",
      "aria-selected": String(here),
      "data-row": row,
      style: `top: ${row * ROW_HEIGHT}px`,
      onclick: () => {
        open(row);
        focusRoot();
      },
    });
    if (!told) return line;
    line.title = `${told.title}\n${told.subject}\n${say(`status.${told.standing}`)}`;
    line.append(
      element(
        "span",
        { class: "words" },
        element("b", {}, told.title),
        element("small", {}, severityChip(told.severity), told.subject),
      ),
      element("span", { class: `mark ${told.standing}`, "aria-label": say(`status.${told.standing}`) }, say(`status.mark.${told.standing}`)),
    );
    return line;
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
    const told = [...DECIDED, "again"]
      .filter((status) => progress[status])
      .map((status) => element("span", { class: `count ${status}` }, element("i"), `${say(status === "again" ? "walker.again_count" : `status.${status}`)} ${progress[status]}`));
    const summary = say("walker.progress", { decided, total: progress.total });
    bar.setAttribute("aria-label", summary);
    counts.replaceChildren(element("b", {}, summary), ...told);
  }

  function drawEmpty({ total, progress }) {
    main.hidden = total === 0;
    list.hidden = progress.total === 0;
    empty.hidden = total !== 0;
    empty.replaceChildren(
      ...(progress.total === 0
        ? [
            element("strong", {}, say("walker.nothing_found")),
            element("p", {}, say("walker.nothing_found_hint", { reports: about.reports })),
            about.gaps ? element("p", { class: "quiet" }, about.gaps) : null,
          ].filter(Boolean)
        : [element("strong", {}, say("walker.none_match"))]),
    );
  }

  /* -- one finding -- */

  function keep(finding) {
    findings.set(finding.row, finding);
    if (finding.draft !== null && finding.draft !== undefined && !drafts.has(finding.id)) {
      drafts.set(finding.id, finding.draft);
    }
  }

  async function load(row) {
    const known = findings.get(row);
    if (known && known.queue === queue) return known;
    const asked = queue;
    const answer = await kernel.ask("open", { row });
    if (asked !== queue || failed(answer)) return null;
    answer.open.queue = queue;
    keep(answer.open);
    return answer.open;
  }

  let wanted = null;

  async function open(row) {
    if (row < 0 || row >= queue.total) return;
    sendDraft();
    wanted = row;
    const finding = await load(row);
    if (finding && wanted === row) show(finding);
  }

  async function prefetch(row) {
    if (row < 0 || row >= queue.total) return;
    const finding = await load(row);
    if (finding) fetchReport(finding.report);
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

  function show(finding) {
    finding.queue = queue;
    current = finding;
    wanted = finding.row;
    note.value = drafts.get(finding.id) ?? finding.decision?.note ?? "";
    drawDraftSign();
    drawHead();
    revealLine();
    drawQueue();
    drawEvidence(finding);
    prefetch(finding.row + 1);
  }

  function drawHead() {
    const { decision, standing } = current;
    const told = decision && {
      who: decision.who,
      at: when(decision.at),
      status: say(`status.${decision.status}`),
    };
    const badge =
      standing === "undecided"
        ? element("span", { class: "badge undecided" }, say("status.undecided"))
        : standing === "again"
          ? element("span", { class: "badge again" }, say("walker.again", told))
          : element("span", { class: `badge ${standing}` }, told.status, element("small", {}, say("walker.decided_by", told)));
    const mine = decision && decision.who === about.auditor;
    const figures = current.figures.map(({ label, value, difference }) =>
      element(
        "div",
        { class: `figure ${difference ? "difference" : ""}`, title: label },
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
          ? element("button", { type: "button", class: "withdraw", onclick: () => undo(current.id) }, say("walker.withdraw"))
          : null,
      ),
      element("div", { class: "subject" }, element("span", {}, current.subject), element("code", {}, current.rule)),
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

  /* -- its evidence -- */

  function drawEvidence(finding) {
    const pieces = finding.evidence.map((piece, number) => ({ ...piece, number, report: piece.report ?? finding.report }));
    const sides = Object.values(panes);
    for (const side of sides) {
      const own = pieces.filter(({ kind }) => kind === side.kind);
      const nothing = side.kind === "span" ? "walker.no_prose_evidence" : "walker.no_table_evidence";
      side.hint.textContent = own.length ? "" : say(nothing);
      side.section.classList.toggle("bare", !own.length);
      drawPlaces(side, own, finding);
      drawSide(side, own, own[0] ?? { report: finding.report, number: null }, finding);
    }
    const [prose, tables] = sides.map(({ section }) => section.classList.contains("bare"));
    evidence.dataset.lean = prose === tables ? "both" : prose ? "cell" : "span";
  }

  function drawPlaces(side, own, finding) {
    const told = own.filter(({ place }) => place);
    side.places.replaceChildren(
      ...told.map((piece) =>
        element(
          "button",
          {
            type: "button",
            title: [piece.label, piece.place].filter(Boolean).join("\n"),
            onclick: () => drawSide(side, own, piece, finding),
          },
          element("span", {}, piece.place),
          piece.text ? element("b", {}, piece.text) : null,
        ),
      ),
      ...(own.length > told.length || finding.unlisted
        ? [element("span", { class: "hint" }, say("walker.more_places", { count: own.length - told.length + finding.unlisted }))]
        : []),
    );
  }

  /* Show one side of the evidence, at one piece of it; the piece may stand in another report than the finding. */
  async function drawSide(side, own, piece, finding) {
    const coming = fetchReport(piece.report);
    const slow = setTimeout(() => side.scroller.replaceChildren(element("p", { class: "quiet" }, say("walker.loading"))), 120);
    const report = await coming;
    clearTimeout(slow);
    if (!report || current !== finding) return;
    const here = own.filter((each) => each.report === report.report);
    const elsewhere = report.report === finding.report ? [] : [element("p", { class: "elsewhere" }, report.name)];
    side.scroller.replaceChildren(...elsewhere, ...(side.kind === "span" ? prose(report, here) : tables(report, here)));
    side.scroller.scrollTop = 0;
    side.scroller.scrollLeft = 0;
    const place = side.scroller.querySelector(`[data-piece~="${piece.number}"]`);
    if (!place) return;
    side.scroller.querySelectorAll(`[data-piece~="${piece.number}"]`).forEach((each) => each.classList.add("pointed"));
    centre(side.scroller, place);
  }

  const prose = (report, spans) =>
    report.text.trim() ? [proseBody(report, spans)] : [element("p", { class: "quiet" }, say("walker.no_prose"))];

  const tables = (report, cells) =>
    report.tables.length
      ? report.tables.map((rows, number) => tableBody(rows, number, cells, say("walker.table", { number: number + 1 })))
      : [element("p", { class: "quiet" }, say("walker.no_tables"))];

  /* -- notes -- */

  function keepDraft() {
    if (!current) return;
    if (note.value === (current.decision?.note ?? "")) drafts.delete(current.id);
    else drafts.set(current.id, note.value);
    drawDraftSign();
  }

  function drawDraftSign() {
    draftSign.hidden = !drafts.has(current.id);
  }

  /* The kernel keeps drafts too, so that they outlive a reload of the page. */
  const sent = new Map();

  function sendDraft() {
    if (!current) return;
    const text = drafts.get(current.id) ?? null;
    if (text === (sent.get(current.id) ?? null)) return;
    sent.set(current.id, text);
    kernel.ask("draft", { finding: current.id, note: text ?? note.value }).then(failed);
  }

  /* -- deciding -- */

  async function decide(status) {
    if (!current || writing) return;
    const { id } = current;
    const answer = await write("decide", { finding: id, status, note: note.value });
    if (!answer) return;
    drafts.delete(id);
    sent.delete(id);
    changed(answer);
    if (answer.finished) tellState("saved", `${say("walker.saved")} · ${say("walker.finished")}`);
  }

  async function undo(finding = undefined) {
    if (writing) return;
    sendDraft();
    const answer = await write("undo", finding ? { finding } : {});
    if (!answer) return;
    if (answer.nothing) {
      tellState("", answer.nothing);
      return;
    }
    findings.delete(answer.open.row);
    changed(answer);
    tellState("saved", `${say("walker.undone")} · ${say("walker.saved")}`);
  }

  /* Ask for a change; “saved” is said only when the answer says that it is on disk. */
  async function write(op, fields) {
    writing = true;
    tellState("busy", say("walker.saving"));
    const answer = await kernel.ask(op, fields);
    writing = false;
    if (answer.error) {
      tellState("failed", say("walker.unsaved", { reason: answer.error }));
      return null;
    }
    tellState("saved", say("walker.saved"));
    return answer;
  }

  function changed(answer) {
    const { row, standing, decision } = answer.changed;
    const told = queue.rows.get(row);
    if (told) told.standing = standing;
    const known = findings.get(row);
    if (known?.id === answer.changed.id) Object.assign(known, { standing, decision });
    drawProgress(answer.progress);
    keep(answer.open);
    show(answer.open);
  }

  function failed(answer) {
    if (answer.error) tellState("failed", say("walker.not_loaded", { reason: answer.error }));
    return Boolean(answer.error);
  }

  /* -- moving -- */

  const step = (by) => current && open(current.row + by);

  async function nextUndecided() {
    if (!current) return;
    sendDraft();
    const answer = await kernel.ask("next", { row: current.row });
    if (failed(answer)) return;
    if (!answer.open) {
      tellState("", say("walker.finished"));
      return;
    }
    keep(answer.open);
    show(answer.open);
  }

  const keys = {
    c: () => decide("confirmed"),
    d: () => decide("dismissed"),
    e: () => decide("explain"),
    j: () => step(1),
    k: () => step(-1),
    n: () => nextUndecided(),
    u: () => undo(),
    b: () => note.focus(),
  };

  function pressed(event) {
    event.stopPropagation();
    // While an input method composes, keys belong to it; 229 is how older engines say so.
    if (event.isComposing || event.keyCode === 229) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === "s") {
      event.preventDefault(); // all is saved already; the browser's own “save page” helps nobody
      return;
    }
    const typing = ["TEXTAREA", "SELECT", "INPUT"].includes(event.target.tagName);
    if (typing) {
      if (event.key === "Escape") {
        event.preventDefault();
        focusRoot();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, key)) return;
    event.preventDefault();
    // A key held down walks, but never decides twice.
    if (!event.repeat || key === "j" || key === "k") keys[key]();
  }

  /* -- its size: the whole walker fits the notebook's view -- */

  let outer = null;
  const fit = () => {
    const height = outer ? outer.clientHeight : window.innerHeight - 120;
    root.style.setProperty("--height", `${Math.min(1100, Math.max(480, height - 36))}px`);
    drawQueue();
    for (const { scroller } of Object.values(panes)) {
      const place = scroller.querySelector(".pointed");
      if (place) centre(scroller, place);
    }
  };
  const watcher = new ResizeObserver(fit);

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
    kernel.close();
    watcher.disconnect();
  };
}

export default { render };
