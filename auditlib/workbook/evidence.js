/* A report's prose and tables as elements, made once a report; what a finding rests on is marked in them and unmarked
   again. Texts of reports enter the page as text nodes only, never as HTML. Stands before walker.js in one module. */

const NUMBER = /^[+\-−]?\d[\d,，.]*\s*[%％]?$/;
const MARK = /^[/／\-—–]+$/;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/* A paragraph's text nodes, with every stretch that a span covers marked. */
function markedText(text, offset, spans) {
  const end = offset + text.length;
  const cuts = new Set([offset, end]);
  for (const { at } of spans) for (const cut of at) if (cut > offset && cut < end) cuts.add(cut);
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(1).map((to, index) => {
    const from = edges[index];
    const piece = text.slice(from - offset, to - offset);
    const covering = spans.filter(({ at }) => at[0] <= from && at[1] >= to);
    if (!covering.length) return document.createTextNode(piece);
    const numbers = covering.map(({ number }) => number).join(" ");
    return element("mark", { "data-piece": numbers, class: covering.length > 1 ? "nested" : null }, piece);
  });
}

function proseView(report) {
  const node = element("div", { class: "prose" });
  const lines = [];
  let offset = 0;
  for (const text of report.text.split("\n")) {
    const end = offset + text.length;
    if (text.trim()) {
      const heading = report.headings.some(([from, to]) => from >= offset && to <= end && (to - from) * 2 > text.trim().length);
      const line = element("p", { class: heading ? "heading" : /^\s/.test(text) ? null : "flush" }, text);
      node.append(line);
      lines.push({ line, text, offset, end });
    }
    offset = end + 1;
  }
  let marked = [];
  return {
    node,
    mark(spans) {
      for (const { line, text } of marked) line.replaceChildren(text);
      marked = lines.filter(({ offset, end }) => spans.some(({ at }) => at[0] < end && at[1] > offset));
      for (const { line, text, offset, end } of marked) {
        const touching = spans.filter(({ at }) => at[0] < end && at[1] > offset);
        line.replaceChildren(...markedText(text, offset, touching));
      }
    },
  };
}

/* A label keeps its indent of ideographic spaces, and its further lines begin under its first word. */
function hangingIndent(text) {
  const indent = [...text.match(/^\s*/)[0]].reduce((sum, space) => sum + (space === "\u3000" ? 1 : 0.3), 0);
  return indent ? `padding-left: calc(10px + ${indent}em); text-indent: -${indent}em` : null;
}

const isNumber = (text) => NUMBER.test(text.trim()) || MARK.test(text.trim());

const widthOf = (rows) =>
  Math.max(0, ...rows.map((row) => row.reduce((sum, { span = [1, 1] }) => sum + span[1], 0)));

/* How many rows at the top hold no number: they head the columns. */
function headRows(rows) {
  if (widthOf(rows) <= 4) return Math.min(1, rows.length);
  const first = rows.findIndex((cells) => cells.some(({ text }) => isNumber(text)));
  return first < 0 ? 0 : Math.min(first, 4);
}

/* One table; `at` takes every position that a cell covers to its element. */
function tableOf(rows, number, caption, at) {
  const heads = headRows(rows);
  const made = rows.map((row, index) => {
    const line = element("tr");
    for (const cell of row) {
      const head = index < heads;
      const [height, width] = cell.span ?? [1, 1];
      const kind = [!head && isNumber(cell.text) && "number", !cell.text.trim() && "blank"];
      const place = element(
        head ? "th" : "td",
        {
          class: kind.filter(Boolean).join(" ") || null,
          rowspan: height > 1 ? height : null,
          colspan: width > 1 ? width : null,
          style: head ? null : hangingIndent(cell.text),
        },
        cell.text.replace(/\s+$/, ""),
      );
      line.append(place);
      for (let down = 0; down < height; down++)
        for (let right = 0; right < width; right++) at.set([number, index + down, cell.at + right].join(), place);
    }
    return line;
  });
  const table = element("table", { class: `${widthOf(rows) > 6 ? "wide" : "narrow"}${heads === 1 ? " one-head" : ""}` });
  table.append(element("caption", {}, caption));
  table.append(element("thead", {}, ...made.slice(0, heads)), element("tbody", {}, ...made.slice(heads)));
  return table;
}

function tablesView(report, captionOf) {
  const at = new Map();
  const node = element("div", { class: "tables" }, ...report.tables.map((rows, number) => tableOf(rows, number, captionOf(number + 1), at)));
  let marked = [];
  return {
    node,
    mark(cells) {
      for (const place of marked) {
        place.classList.remove("cited", "pointed");
        place.parentElement.classList.remove("touched");
        delete place.dataset.piece;
      }
      marked = [];
      for (const cell of cells) {
        const place = at.get(cell.at.join());
        if (!place) continue;
        place.classList.add("cited");
        place.parentElement.classList.add("touched");
        place.dataset.piece = [place.dataset.piece, cell.number].filter((each) => each !== undefined).join(" ");
        marked.push(place);
      }
    },
  };
}

/* Bring places into the middle of their pane, all of them where they fit, without moving the notebook around it. */
function centre(pane, places, pointed) {
  const outer = pane.getBoundingClientRect();
  const box = (each) => each.getBoundingClientRect();
  const boxes = places.map(box);
  const top = Math.min(...boxes.map((each) => each.top));
  const bottom = Math.max(...boxes.map((each) => each.bottom));
  const aim = bottom - top <= outer.height - 16 ? { top, bottom } : box(pointed);
  // What is higher than the pane is shown from its beginning.
  pane.scrollTop += aim.top - outer.top - Math.max(8, (outer.height - (aim.bottom - aim.top)) / 2);
  const left = Math.min(...boxes.map((each) => each.left));
  const right = Math.max(...boxes.map((each) => each.right));
  const across = right - left <= outer.width - 16 ? { left, right } : box(pointed);
  if (across.right > outer.right || across.left < outer.left) {
    pane.scrollLeft += across.left - outer.left - (outer.width - (across.right - across.left)) / 2;
  }
}

