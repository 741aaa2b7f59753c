const events = new EventSource("events?after={{ live }}");
events.addEventListener("notes", event => {
  const { html, gone } = JSON.parse(event.data);
  const find = id => document.querySelector(`article[data-id="${CSS.escape(id)}"]`);
  for (const note of document.querySelectorAll(".fresh")) note.classList.remove("fresh");
  const came = new DOMParser().parseFromString(html, "text/html");
  for (const note of came.querySelectorAll("article")) {
    note.classList.add("fresh");
    const old = find(note.dataset.id);
    if (old) old.replaceWith(note);
    else document.querySelector("main").prepend(note);
  }
  for (const id of gone) find(id)?.remove();
  show();
  document.querySelector("article.fresh:not([hidden])")?.scrollIntoView({ block: "center" });
});
