// What hangs below a message: uploaded files, and attachments in the older form with a coloured bar.

import { pictureNode, renderBlocks } from "./blocks.js";
import { h } from "./dom.js";
import { linkNode, renderText } from "./mrkdwn.js";
import { colorNode } from "./richtext.js";

const NAMED_COLORS = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" };
const UNITS = ["B", "kB", "MB", "GB"];

/** The files of a message; `addressOf(id)` says where the bytes are. */
export function filesNode(message, addressOf) {
  const files = message.files ?? [];
  return files.length > 0 && h("div", { class: "files" }, files.map((file) => {
    const address = addressOf(file.id);
    return file.mimetype?.startsWith("image/") ? imageFile(file, address) : fileCard(file, address);
  }));
}

function imageFile(file, address) {
  return h("figure", { class: "block-image" },
    h("figcaption", {}, file.title || file.name),
    h("a", { href: address, target: "_blank", rel: "noopener" }, pictureNode(address, file.alt_txt || file.title || file.name)));
}

function fileCard(file, address) {
  const kind = [file.pretty_type ?? file.filetype?.toUpperCase(), readableSize(file.size)].filter(Boolean).join(" · ");
  return h("a", { class: "file", href: address, target: "_blank", rel: "noopener", download: file.name },
    h("span", { class: "file-sign", "aria-hidden": "true" }, "📄"),
    h("span", { class: "option-text" }, h("strong", {}, file.title || file.name), h("span", { class: "option-note" }, kind)));
}

/** "12 kB"; nothing when the size is not known. */
function readableSize(bytes) {
  if (bytes === undefined || bytes === null) return "";
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return `${Number((bytes / 1000 ** step).toFixed(step ? 1 : 0))} ${UNITS[step]}`;
}

/** Attachments; `blockCtx` is what renderBlocks needs. */
export function attachmentsNode(message, blockCtx) {
  return (message.attachments ?? []).map((attachment) => h("div", { class: "attachment" },
    colorNode(colorOf(attachment), "attachment-bar"), h("div", { class: "attachment-body" },
      attachment.blocks ? renderBlocks(attachment.blocks, blockCtx) : olderForm(attachment, blockCtx.world))));
}

function colorOf({ color }) {
  if (!color) return "";
  return NAMED_COLORS[color] ?? (color.startsWith("#") ? color : `#${color}`);
}

function olderForm(attachment, world) {
  const text = (value, kind) => value && h("div", { class: `text ${kind}` }, renderText(value, world));
  const isEmpty = !["pretext", "title", "text", "fields", "image_url", "footer"].some((name) => attachment[name]);
  return [
    text(attachment.pretext, "pretext"),
    attachment.author_name && h("div", { class: "option-note" }, attachment.author_name),
    attachment.title && h("strong", {}, attachment.title_link ? linkNode(attachment.title_link, attachment.title) : attachment.title),
    text(attachment.text, ""),
    attachment.fields && h("div", { class: "section-fields" }, attachment.fields.map((field) =>
      h("div", { class: "text" }, h("strong", {}, field.title ?? ""), "\n", renderText(field.value ?? "", world)))),
    attachment.image_url && pictureNode(attachment.image_url, attachment.fallback ?? "Attached image"),
    isEmpty && text(attachment.fallback, ""),
    attachment.footer && h("div", { class: "option-note" }, attachment.footer),
  ];
}
