/* Dialogs inside the walker: the keys, deciding on all filtered, and what another auditor decided meanwhile. */

/* A layer over the walker. While a dialog is open, what is behind it (`behind`) can neither be clicked nor reached. */
function dialogLayer(behind, refocus) {
  const layer = element("div", { class: "layer", hidden: "" });
  let closed = null;

  function open(label, content, onclose = () => {}) {
    closed = onclose;
    const box = element("div", { class: "dialog", role: "dialog", "aria-modal": "true", "aria-label": label, tabindex: "-1" }, content);
    layer.replaceChildren(box);
    layer.hidden = false;
    behind.forEach((each) => each.setAttribute("inert", ""));
    (box.querySelector("[data-first]") ?? box).focus({ preventScroll: true });
  }

  function close() {
    if (layer.hidden) return;
    layer.hidden = true;
    layer.replaceChildren();
    behind.forEach((each) => each.removeAttribute("inert"));
    refocus();
    closed?.();
  }

  /* Tab goes round inside the dialog, Escape closes it. */
  function pressed(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") {
      const stops = [...layer.querySelectorAll("button, textarea, input")].filter((each) => !each.disabled);
      const edge = event.shiftKey ? stops[0] : stops.at(-1);
      if (document.activeElement === edge || !stops.includes(document.activeElement)) {
        event.preventDefault();
        (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
      }
    }
  }

  layer.addEventListener("mousedown", (event) => event.target === layer && close());
  return { layer, open, close, pressed, isOpen: () => !layer.hidden };
}

/* The list of keys. */
function keysPage(say, keys, close) {
  return element(
    "div",
    { class: "keys" },
    element("h3", {}, say("walker.keys")),
    element(
      "dl",
      {},
      ...keys.flatMap(([key, label]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, say(label))]),
    ),
    element("p", { class: "quiet" }, say("walker.keys_note")),
    element("div", { class: "buttons" }, element("button", { type: "button", "data-first": "", onclick: close }, say("walker.close"))),
  );
}

/* Deciding on all filtered: which decision, on which of them, and why. `send` is asked with what was chosen. */
function allPage(say, statuses, counts, send, close) {
  let status = null;
  const note = element("textarea", { rows: "3", "data-first": "", "aria-label": say("walker.all_note"), placeholder: say("walker.all_note"), oninput: () => draw() });
  const told = element("p", { class: "told", role: "status", "aria-live": "polite" });
  const go = element("button", { type: "button", class: "go", onclick: () => decide() });
  const choices = statuses.map(([name, label]) =>
    element("button", { type: "button", class: `choice ${name}`, role: "radio", "aria-checked": "false", onclick: () => choose(name) }, label),
  );
  const onlyLeft = element("input", { type: "checkbox", onchange: () => draw() });
  onlyLeft.checked = counts.left > 0;
  const count = () => (onlyLeft.checked ? counts.left : counts.all);

  function choose(name) {
    status = name;
    choices.forEach((each, index) => each.setAttribute("aria-checked", String(statuses[index][0] === name)));
    draw();
  }

  function draw() {
    go.textContent = say("walker.all_go", { count: count() });
    go.disabled = !status || !note.value.trim() || count() === 0;
    const others = !onlyLeft.checked && counts.others ? say("walker.all_others", { count: counts.others }) : "";
    told.textContent = [say("walker.all_says", { count: count() }), others].filter(Boolean).join(" ");
  }

  async function decide() {
    go.disabled = true;
    const answer = await send({ status, note: note.value, left: onlyLeft.checked, expected: count(), seen: counts.seen });
    if (!answer) return;
    counts = { ...counts, ...answer.counts };
    draw();
    told.textContent = answer.refused;
  }

  draw();
  return element(
    "div",
    { class: "all" },
    element("h3", {}, say("walker.all_title", { count: counts.all })),
    element("div", { class: "choices", role: "radiogroup", "aria-label": say("walker.all_which") }, ...choices),
    note,
    element("label", { hidden: counts.left === 0 || counts.left === counts.all }, onlyLeft, say("walker.all_left", { count: counts.left })),
    told,
    element("div", { class: "buttons" }, go, element("button", { type: "button", onclick: close }, say("walker.cancel"))),
  );
}

/* Another auditor decided meanwhile: what they said, and whether to decide nonetheless. */
function askPage(say, decisions, count, force, close) {
  return element(
    "div",
    { class: "ask" },
    element("h3", {}, say("walker.asks", { count })),
    ...decisions.map(({ who, at, status, note }) =>
      element("p", {}, element("b", {}, who), ` · ${at} · `, element("b", {}, status), note ? `：${note}` : ""),
    ),
    element("p", { class: "quiet" }, say("walker.asks_note")),
    element(
      "div",
      { class: "buttons" },
      element("button", { type: "button", "data-first": "", onclick: close }, say("walker.asks_leave")),
      element("button", { type: "button", class: "go", onclick: force }, say("walker.asks_force")),
    ),
  );
}

