// The markdown block: the small part of Markdown that bots write.

import { h } from "./dom.js";
import { emojiNode, linkNode } from "./mrkdwn.js";
import { emojiFor } from "./emoji.js";

const LINE_BLOCKS = [
  { pattern: /^(#{1,6})\s+(.*)$/, build: (match) => h("h4", { class: `level-${match[1].length}` }, inline(match[2])) },
  { pattern: /^(-{3,}|\*{3,})$/, build: () => h("hr", { class: "block-divider" }) },
];
const GROUPS = [
  { pattern: /^\s*[-*+]\s+(.*)$/, wrap: (lines) => h("ul", {}, lines.map((line) => h("li", {}, inline(line)))) },
  { pattern: /^\s*\d+[.)]\s+(.*)$/, wrap: (lines) => h("ol", {}, lines.map((line) => h("li", {}, inline(line)))) },
  { pattern: /^>\s?(.*)$/, wrap: (lines) => h("blockquote", {}, inline(lines.join("\n"))) },
  { pattern: /^\|(.*)\|\s*$/, wrap: tableNode },
  { pattern: /^(\s*\S.*)$/, wrap: (lines) => h("p", {}, inline(lines.join("\n"))) },
];

/** Render Markdown text as nodes. */
export function renderMarkdown(text) {
  return text.split(/^```\w*\n([\s\S]*?)^```$/m).flatMap((piece, index) =>
    index % 2 ? [h("pre", {}, piece.replace(/\n$/, ""))] : blockNodes(piece.split("\n")));
}

function blockNodes(lines) {
  const nodes = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    const single = LINE_BLOCKS.find(({ pattern }) => pattern.test(line));
    if (single) {
      nodes.push(single.build(single.pattern.exec(line)));
      at += 1;
      continue;
    }
    const group = GROUPS.find(({ pattern }) => pattern.test(line));
    const taken = [];
    while (group && at < lines.length && belongs(lines[at], group)) taken.push(group.pattern.exec(lines[at++])[1]);
    if (group) nodes.push(group.wrap(taken));
    else at += 1;
  }
  return nodes;
}

/** A line belongs to the first kind of group that matches it. */
function belongs(line, group) {
  if (LINE_BLOCKS.some(({ pattern }) => pattern.test(line))) return false;
  return GROUPS.find(({ pattern }) => pattern.test(line)) === group;
}

function tableNode(lines) {
  const cells = (line) => line.split("|").map((cell) => cell.trim());
  const rows = lines.filter((line) => !/^[\s|:-]+$/.test(line)).map(cells);
  const [head = [], ...body] = rows;
  return h("table", {}, h("thead", {}, h("tr", {}, head.map((cell) => h("th", {}, inline(cell))))),
    h("tbody", {}, body.map((row) => h("tr", {}, row.map((cell) => h("td", {}, inline(cell)))))));
}

const INLINE = [
  { pattern: /`([^`\n]+)`/y, build: (match) => h("code", {}, match[1]) },
  { pattern: /\[([^\]\n]+)\]\(([^)\s]+)\)/y, build: (match) => linkNode(match[2], match[1]) },
  { pattern: /\*\*(?=\S)([\s\S]+?)\*\*/y, build: (match) => h("strong", {}, inline(match[1])) },
  { pattern: /~~(?=\S)([\s\S]+?)~~/y, build: (match) => h("s", {}, inline(match[1])) },
  { pattern: /\*(?=\S)([^*\n]+)\*/y, build: (match) => h("em", {}, inline(match[1])) },
  { pattern: /(?<![\p{L}\p{N}])_(?=\S)([^_\n]+)_(?![\p{L}\p{N}])/uy, build: (match) => h("em", {}, inline(match[1])) },
  { pattern: /:([a-z0-9_+-]+):/y, build: (match) => emojiFor(match[1]) && emojiNode(match[1]) },
];

function inline(text) {
  const nodes = [];
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const hit = tokenAt(text, at);
    if (hit) {
      nodes.push(plain, hit.node);
      plain = "";
      at = hit.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  return [...nodes, plain];
}

function tokenAt(text, at) {
  for (const { pattern, build } of INLINE) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const node = match && build(match);
    if (node) return { node, end: at + match[0].length };
  }
  return null;
}
