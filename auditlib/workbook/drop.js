/* A place to drop files on. Too much is refused here already: what is too large for one message would only break the
   connection to the kernel. */

function render({ model, el }) {
  const zone = document.createElement("div");
  zone.className = "auditlib-drop";
  zone.textContent = model.get("text");
  const over = (on) => zone.classList.toggle("over", on);
  const stop = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const take = async (files) => {
    const { files: most, bytes } = model.get("limits");
    if (files.length > most || files.reduce((sum, file) => sum + file.size, 0) > bytes) {
      model.send({ refused: files.map((file) => [file.name, file.size]) });
      return;
    }
    try {
      const contents = await Promise.all(files.map((file) => file.arrayBuffer()));
      model.send({ names: files.map((file) => file.name) }, undefined, contents);
    } catch {
      /* A folder cannot be read as a file. */
      model.send({ unread: files.map((file) => file.name) });
    }
  };
  zone.addEventListener("dragover", (event) => (stop(event), over(true)));
  zone.addEventListener("dragleave", () => over(false));
  zone.addEventListener("drop", (event) => {
    stop(event);
    over(false);
    take([...event.dataTransfer.files]);
  });
  el.append(zone);
}

export default { render };
