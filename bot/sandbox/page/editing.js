// Changing one's own message in place.

import { h } from "./dom.js";

/** Put an editor with `text` where the content of `article` is; `save(text)` is a promise that may fail. */
export function editInPlace(article, text, save) {
  const content = article.querySelector(".content");
  const trouble = h("p", { class: "trouble", role: "alert" });
  const box = h("textarea", {
    class: "field", rows: 3, "aria-label": "Edit message", value: text,
    onkeydown: (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") stop();
      else if (event.key === "Enter" && !event.shiftKey) finish();
      else return;
      event.preventDefault();
      event.stopPropagation();
    },
  });
  const editor = h("div", { class: "editor" }, box, trouble, h("div", { class: "block-actions" },
    h("button", { type: "button", class: "button small", onclick: () => stop() }, "Cancel"),
    h("button", { type: "button", class: "button small primary", onclick: () => finish() }, "Save")));

  function stop() {
    editor.replaceWith(content);
    article.focus({ preventScroll: true });
  }
  async function finish() {
    if (!box.value.trim()) return;
    try {
      await save(box.value);
      stop();
    } catch (error) {
      trouble.textContent = error.message;
    }
  }
  content.replaceWith(editor);
  box.focus();
}

/** Open the editor of the person's newest message in `list`; tells whether there is one. */
export function editLast(list) {
  const button = [...list.querySelectorAll("[data-focus^='edit-']")].at(-1);
  button?.click();
  return Boolean(button);
}
