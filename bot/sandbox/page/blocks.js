// Block Kit blocks as DOM nodes.
//
// ctx: {world, act(block, element, value) -> Promise, input?(block) -> Node}: `act` sends a block action,
// `input` draws an input block (modals and App Home only).

import { createControl, isControl, optionsOf } from "./controls.js";
import { askConfirmation } from "./dialog.js";
import { h } from "./dom.js";
import { renderMarkdown } from "./markdown.js";
import { linkNode, renderPlain, renderText } from "./mrkdwn.js";
import { createPicker } from "./picker.js";
import { renderRichText, renderTable } from "./richtext.js";

const BLOCKS = {
  section: sectionBlock,
  header: (block) => h("h3", { class: "block-header" }, renderPlain(block.text)),
  context: contextBlock,
  actions: (block, ctx) => h("div", { class: "block-actions" },
    block.elements.map((element) => elementNode(element, block, ctx))),
  divider: () => h("hr", { class: "block-divider" }),
  image: imageBlock,
  input: (block, ctx) => ctx.input ? ctx.input(block) : unknownBlock(block),
  rich_text: (block, ctx) => h("div", { class: "text" }, renderRichText(block.elements, ctx.world)),
  markdown: (block, ctx) => h("div", { class: "text markdown" }, renderMarkdown(block.text, ctx.world)),
  table: (block, ctx) => h("div", { class: "block-table" }, renderTable(block, ctx.world)),
};

/** All blocks of a message or view, in order. */
export function renderBlocks(blocks, ctx) {
  return blocks.map((block) => (BLOCKS[block.type] ?? unknownBlock)(block, ctx));
}

function unknownBlock(block) {
  return h("p", { class: "note" }, `This page does not support “${block.type}”.`);
}

function sectionBlock(block, ctx) {
  const body = h("div", { class: "section-body" },
    block.text && h("div", { class: "text" }, renderText(block.text, ctx.world)),
    block.fields && h("div", { class: "section-fields" },
      block.fields.map((field) => h("div", { class: "text" }, renderText(field, ctx.world)))));
  const accessory = block.accessory
    && h("div", { class: "section-accessory" }, elementNode(block.accessory, block, ctx));
  return h("div", { class: "block-section" }, body, accessory);
}

function contextBlock(block, ctx) {
  return h("div", { class: "block-context" }, block.elements.map((element) => element.type === "image"
    ? h("img", { src: imageAddress(element), alt: element.alt_text, class: "context-image" })
    : h("span", { class: "text" }, renderText(element, ctx.world))));
}

function imageBlock(block) {
  return h("figure", { class: "block-image" },
    block.title && h("figcaption", {}, renderPlain(block.title)),
    pictureNode(imageAddress(block), block.alt_text));
}

/** Where an image block's or element's picture is, for pictures from the web and for uploaded files. */
function imageAddress(image) {
  if (image.image_url !== undefined) return image.image_url;
  const { id, url } = image.slack_file ?? {};
  // A file's own address wants the app's token; the page has a door of its own.
  const file = id ?? url?.match(/\/files-pri\/[A-Z0-9]+-([A-Z0-9]+)\//)?.[1];
  return file === undefined ? "" : `/_sandbox/files/${encodeURIComponent(file)}`;
}

/** A picture that says in words what it shows when it cannot be loaded. */
export function pictureNode(address, alternative) {
  const picture = h("img", { src: address, alt: alternative ?? "", loading: "lazy" });
  picture.addEventListener("error", () => {
    picture.replaceWith(h("p", { class: "note picture-missing" }, `Image not available: ${alternative || address}`));
  });
  return picture;
}

function elementNode(element, block, ctx) {
  const mark = `${block.block_id}|${element.action_id}`;
  if (element.type === "button") return buttonNode(element, block, ctx, mark);
  if (element.type === "overflow") return overflowNode(element, block, ctx, mark);
  if (element.type === "image") return pictureNode(imageAddress(element), element.alt_text);
  if (!isControl(element)) return unknownBlock(element);
  const label = element.placeholder?.text ?? block.text?.text ?? "Select an item";
  const control = createControl(element, {
    world: ctx.world, label, mark, value: ctx.draft?.(block, element),
    onCommit: (value) => send(element, block, ctx, value, control.node),
  });
  ctx.holds?.(block, element, control);
  return control.node;
}

function buttonNode(element, block, ctx, mark) {
  const style = element.style ? `button ${element.style}` : "button";
  const node = h("button", {
    type: "button", class: style, "aria-label": element.accessibility_label, "data-focus": mark,
    onclick: () => {
      if (element.url) openAddress(element.url);
      send(element, block, ctx, element.value ?? null, node);
    },
  }, renderPlain(element.text));
  return node;
}

function overflowNode(element, block, ctx, mark) {
  const { node } = createPicker({
    options: optionsOf(element, ctx.world), label: "More actions", className: "button overflow",
    marks: { "data-focus": mark }, face: () => "⋯",
    onPick: (option) => {
      if (option.url) openAddress(option.url);
      send(element, block, ctx, option.value, node);
    },
  });
  return node;
}

function openAddress(url) {
  const link = linkNode(url);
  if (link instanceof HTMLAnchorElement) link.click();
}

/** Ask first when the element wants it, then send the action; the element is busy meanwhile. */
async function send(element, block, ctx, value, node) {
  if (node.getAttribute("aria-busy") === "true") return;
  if (element.confirm && !(await askConfirmation(element.confirm, ctx.world, node.closest("[lang]").lang))) return;
  node.setAttribute("aria-busy", "true");
  try {
    await ctx.act(block, element, value);
  } finally {
    node.removeAttribute("aria-busy");
  }
}
