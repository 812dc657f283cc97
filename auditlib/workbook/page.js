/* A page of our own HTML: tells the kernel which place on it was chosen, by mouse or key, and keeps JupyterLab's
   single-letter shortcuts away from the frame that it stands in. */

const FRAME = ".auditlib-frame";
const FRAMES_WAITED = 600;

/* A widget is drawn before it is put into the page, so its frame is looked for until it is there. */
function hush(el, left = FRAMES_WAITED) {
  const frame = el.closest(FRAME);
  if (!frame && left) requestAnimationFrame(() => hush(el, left - 1));
  if (!frame || frame.dataset.lmSuppressShortcuts) return;
  frame.dataset.lmSuppressShortcuts = "true";
  /* JupyterLab asks the focused element before those around it, and finds a command for it first. */
  frame.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
  frame.tabIndex = -1;
  frame.style.outline = "none";
  /* A click on what takes no focus would leave it with the cell around, which takes keys for commands. */
  frame.addEventListener("click", () => {
    if (!frame.contains(document.activeElement)) frame.focus({ preventScroll: true });
  });
}

function render({ model, el }) {
  const draw = () => {
    el.innerHTML = model.get("html");
  };
  const choose = (event) => {
    const place = event.target.closest?.("[data-pick]");
    if (!place || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    model.send({ pick: place.dataset.pick });
  };
  draw();
  hush(el);
  model.on("change:html", draw);
  el.addEventListener("click", choose);
  el.addEventListener("keydown", choose);
  return () => model.off("change:html", draw);
}

export default { render };
