// rich_text blocks (what people's own messages are made of) and tables.

import { h } from "./dom.js";
import { emojiNode, broadcastNode, channelNode, linkNode, userNode } from "./mrkdwn.js";
import { slackDate } from "./time.js";

const CONTAINERS = {
  rich_text_section: (element, world) => h("p", {}, inlineNodes(element.elements, world)),
  rich_text_quote: (element, world) => h("blockquote", {}, inlineNodes(element.elements, world)),
  rich_text_preformatted: (element, world) => h("pre", {}, inlineNodes(element.elements, world)),
  rich_text_list: listNode,
};

/** The nodes of a rich_text block's elements. */
export function renderRichText(elements, world) {
  return elements.map((element) => CONTAINERS[element.type]?.(element, world) ?? "");
}

function listNode(element, world) {
  const tag = element.style === "ordered" ? "ol" : "ul";
  const start = tag === "ol" && element.offset ? element.offset + 1 : null;
  return h(tag, { class: `indent-${element.indent ?? 0}`, start },
    element.elements.map((item) => h("li", {}, inlineNodes(item.elements, world))));
}

const INLINE = {
  text: (element) => element.text,
  link: (element) => linkNode(element.url, element.text),
  user: (element, world) => userNode(element.user_id, world),
  channel: (element, world) => channelNode(element.channel_id, world),
  usergroup: (element) => broadcastNode(element.usergroup_id),
  broadcast: (element) => broadcastNode(element.range),
  emoji: (element) => emojiNode(element.name),
  date: (element, world) => {
    const words = h("time", { title: element.fallback }, slackDate(element.timestamp, element.format, world.zone, world.locale));
    return element.url ? linkNode(element.url, words) : words;
  },
  color: (element) => h("span", {}, colorNode(element.value), element.value),
};

const STYLE_TAGS = { bold: "strong", italic: "em", strike: "s", code: "code" };

function inlineNodes(elements, world) {
  return elements.map((element) => {
    let node = INLINE[element.type]?.(element, world) ?? "";
    for (const [style, tag] of Object.entries(STYLE_TAGS)) {
      if (element.style?.[style]) node = h(tag, {}, node);
    }
    return node;
  });
}

/** A patch of a colour such as "#36a64f"; the style sheet cannot know it. */
export function colorNode(value, className = "color") {
  const node = h("span", { class: className, "aria-hidden": "true" });
  node.style.backgroundColor = value;
  return node;
}

function cellContent(content, world) {
  if (content.type === "rich_text") return renderRichText(content.elements, world);
  return content.text ?? String(content.value ?? "");
}

/** A table block; the first row is the head, `column_settings` say how each column stands. */
export function renderTable({ rows, column_settings: columns = [] }, world) {
  const cell = (tag) => (content, index) => {
    const { align, is_wrapped: wrapped } = columns[index] ?? {};
    const kinds = [align && `align-${align}`, wrapped && "wrapped"].filter(Boolean);
    return h(tag, { class: kinds.join(" ") || null }, cellContent(content, world));
  };
  const [head = [], ...body] = rows;
  return h("table", {}, h("thead", {}, h("tr", {}, head.map(cell("th")))),
    h("tbody", {}, body.map((row) => h("tr", {}, row.map(cell("td"))))));
}
