// Slack's mrkdwn as DOM nodes. Only <…> tokens and entities are special; all other text stays text.

import { emojiFor, withEmoji } from "./emoji.js";
import { h } from "./dom.js";
import { slackDate } from "./time.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const SAFE_LINK = /^(https?:|mailto:)/i;
const WORD = /[\p{L}\p{M}\p{N}]/u;

export function decodeEntities(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** A link, or plain text when the address is not one a chat should open. */
export function linkNode(url, label) {
  if (!SAFE_LINK.test(url)) return label instanceof Node ? label : document.createTextNode(label || url);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label || url);
}

export function userNode(id, world, label) {
  const person = world.people.get(id);
  const name = person ? world.nameOf(person) : label || id;
  return h("span", { class: id === world.viewer?.id ? "mention mention-me" : "mention" }, `@${name}`);
}

export function channelNode(id, world, label) {
  return h("span", { class: "mention" }, `#${world.channels.get(id)?.name ?? (label || id)}`);
}

export function broadcastNode(range) {
  return h("span", { class: "mention mention-me" }, `@${range}`);
}

export function emojiNode(code, character = emojiFor(code)) {
  if (!character) return document.createTextNode(`:${code}:`);
  return h("span", { class: "emoji", title: `:${code}:` }, character);
}

/** Render mrkdwn text (a string) for `world.viewer`. */
export function renderMrkdwn(text, world) {
  const out = document.createDocumentFragment();
  // Odd pieces stood between two fences.
  text.split(/```([\s\S]+?)```/).forEach((piece, index) => {
    if (index % 2) out.append(h("pre", {}, decodeEntities(piece.replace(/^\n|\n$/g, ""))));
    else if (piece) appendLines(piece, world, out);
  });
  trimAroundBlocks(out);
  return out;
}

/** `plain_text` is shown as it is, but for emoji codes. */
export function renderPlain(textObject) {
  const { text = "", emoji } = textObject;
  return document.createTextNode(emoji === false ? text : withEmoji(text));
}

/** Render a text object {type, text} or a bare string of mrkdwn. */
export function renderText(textObject, world) {
  if (typeof textObject === "string") return renderMrkdwn(textObject, world);
  if (textObject.type === "plain_text") return renderPlain(textObject);
  return renderMrkdwn(textObject.text ?? "", world);
}

function appendLines(text, world, out) {
  const lines = text.split("\n");
  let plain = [];
  const flush = () => {
    if (plain.length) appendInline(plain.join("\n"), world, out);
    plain = [];
  };
  for (let index = 0; index < lines.length; index += 1) {
    const quote = /^(?:>|&gt;)(?!(?:>|&gt;){2}) ?/;
    const rest = /^(?:>|&gt;){3} ?/;
    if (rest.test(lines[index])) {
      flush();
      const quoted = [lines[index].replace(rest, ""), ...lines.slice(index + 1)];
      out.append(quoteNode(quoted, world));
      return;
    }
    if (quote.test(lines[index])) {
      flush();
      const quoted = [];
      while (index < lines.length && quote.test(lines[index])) quoted.push(lines[index++].replace(quote, ""));
      index -= 1;
      out.append(quoteNode(quoted, world));
    } else plain.push(lines[index]);
  }
  flush();
}

function quoteNode(lines, world) {
  const node = h("blockquote");
  appendInline(lines.join("\n"), world, node);
  return node;
}

/** Line breaks right before and after a block would show as empty lines. */
function trimAroundBlocks(fragment) {
  for (const block of fragment.querySelectorAll("pre, blockquote")) {
    const { previousSibling: before, nextSibling: after } = block;
    if (before?.nodeType === Node.TEXT_NODE) before.data = before.data.replace(/\n$/, "");
    if (after?.nodeType === Node.TEXT_NODE) after.data = after.data.replace(/^\n/, "");
  }
}

function appendInline(source, world, out) {
  let plain = "";
  let at = 0;
  while (at < source.length) {
    const token = tokenAt(source, at, world);
    if (token) {
      if (plain) out.append(decodeEntities(plain));
      plain = "";
      out.append(token.node);
      at = token.end;
    } else {
      plain += source[at];
      at += 1;
    }
  }
  if (plain) out.append(decodeEntities(plain));
}

function tokenAt(source, at, world) {
  const sign = source[at];
  if (sign === "`") return codeAt(source, at);
  if (sign === "<") return angleAt(source, at, world);
  if (sign === ":") return emojiAt(source, at);
  return STYLES[sign] ? styledAt(source, at, world) : null;
}

function matchAt(pattern, source, at) {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function codeAt(source, at) {
  const match = matchAt(/`([^`\n]+)`/y, source, at);
  return match && { node: h("code", {}, decodeEntities(match[1])), end: at + match[0].length };
}

function emojiAt(source, at) {
  const match = matchAt(/:([a-z0-9_+-]+):(?::skin-tone-[2-6]:)?/y, source, at);
  const character = match && emojiFor(match[1]);
  return character ? { node: emojiNode(match[1], character), end: at + match[0].length } : null;
}

function angleAt(source, at, world) {
  const match = matchAt(/<([^<>\n]+)>/y, source, at);
  return match && { node: angleNode(match[1], world), end: at + match[0].length };
}

function angleNode(inside, world) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : decodeEntities(inside.slice(bar + 1));
  if (target.startsWith("@")) return userNode(target.slice(1), world, label);
  if (target.startsWith("#")) return channelNode(target.slice(1), world, label);
  if (!target.startsWith("!")) return linkNode(decodeEntities(target), label);
  const [command, ...rest] = target.slice(1).split("^");
  if (command === "date" && rest.length >= 2) {
    return h("time", { title: label }, slackDate(Number(rest[0]), rest[1], world.zone, world.locale));
  }
  if (command === "subteam") return broadcastNode(label.replace(/^@/, "") || rest[0]);
  return broadcastNode(command);
}

function styledAt(source, at, world) {
  const mark = source[at];
  const before = source[at - 1] ?? "";
  if (WORD.test(before) || before === mark) return null;
  const end = closingMark(source, at);
  if (end < 0) return null;
  const node = document.createElement(STYLES[mark]);
  appendInline(source.slice(at + 1, end), world, node);
  return { node, end: end + 1 };
}

/** Where the mark at `at` is closed on its line; marks inside code and <…> do not count. */
function closingMark(source, at) {
  const mark = source[at];
  const first = source[at + 1] ?? " ";
  if (/\s/.test(first) || first === mark) return -1;
  for (let index = at + 1; index < source.length && source[index] !== "\n"; index += 1) {
    const skipped = matchAt(/`[^`\n]+`|<[^<>\n]+>/y, source, index);
    if (skipped) index += skipped[0].length - 1;
    else if (source[index] === mark && closes(source, index, mark)) return index;
  }
  return -1;
}

function closes(source, index, mark) {
  const after = source[index + 1] ?? "";
  return !/\s/.test(source[index - 1]) && after !== mark && !WORD.test(after);
}
