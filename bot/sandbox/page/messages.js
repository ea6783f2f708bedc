// A list of messages: day separators, grouping, and the messages themselves.

import { attachmentsNode, filesNode } from "./attachments.js";
import { renderBlocks } from "./blocks.js";
import { asTyped } from "./composer.js";
import { h, reconcile, uniqueId } from "./dom.js";
import { editInPlace } from "./editing.js";
import { emojiNode, renderText } from "./mrkdwn.js";
import { createPicker } from "./picker.js";
import { dayName, fullDateTime, hourMinute, inputDate, instantOfTs } from "./time.js";

const GROUP_SECONDS = 300;
const AVATAR_TINTS = 8;
const REACTIONS = ["+1", "white_check_mark", "eyes", "tada", "pray", "heart", "joy", "thinking_face"];

/** {count, last} of the thread under a message, or null when it has none. */
export function repliesOf(message) {
  return message.reply_count ? { count: message.reply_count, last: message.latest_reply } : null;
}

/**
 * Draw `rows` ([{message, replies?}]) into `container`.
 * ctx: {world, now, isPrivate, act(message, block, element, value), edit(message, text), remove(message),
 * dismiss(message), react?(message, name), fileAddress(id), onThread?(ts)}.
 */
export function drawMessages(container, rows, ctx) {
  const items = [];
  let before = null;
  for (const row of rows) {
    const instant = instantOfTs(row.message.ts);
    const day = inputDate(instant, ctx.world.zone);
    if (!before || before.day !== day) items.push(dayItem(day, dayName(instant, ctx.now, ctx.world.zone)));
    const compact = before?.day === day && continues(before.message, row.message);
    items.push(messageItem(row, compact, ctx));
    before = { message: row.message, day };
  }
  reconcile(container, items);
}

function continues(before, message) {
  return before.user === message.user && !before.ephemeral === !message.ephemeral
    && Number(message.ts) - Number(before.ts) < GROUP_SECONDS && !before.local && !message.local;
}

function dayItem(day, name) {
  return {
    key: `day-${day}`, signature: name,
    build: () => h("div", { class: "day", role: "separator", "aria-label": name }, h("span", {}, name)),
  };
}

function messageItem({ message, replies }, compact, ctx) {
  return {
    key: `${message.ephemeral ? "e" : "m"}-${message.ts}`,
    signature: JSON.stringify([message, replies, compact, ctx.world.signature]),
    build: () => messageNode(message, { compact, replies, ctx }),
  };
}

function messageNode(message, { compact, replies, ctx }) {
  const author = ctx.world.authorOf(message);
  const headId = uniqueId("head");
  const kinds = ["message", compact && "compact", message.ephemeral && "ephemeral"].filter(Boolean);
  return h("article", { class: kinds.join(" "), "aria-labelledby": headId, tabindex: "-1", "data-ts": message.ts },
    compact ? timeNode(message, ctx, "gutter-time") : avatarNode(author),
    h("div", { class: "message-body" },
      message.ephemeral && h("p", { class: "only-you" }, h("span", { "aria-hidden": "true" }, "👁"), " Only visible to you · ",
        h("button", { type: "button", class: "link", onclick: () => ctx.dismiss(message) }, "Dismiss message")),
      headNode(message, author, { compact, headId, ctx }),
      contentNode(message, compact, ctx),
      reactionsNode(message, ctx),
      replies && ctx.onThread && repliesButton(message, replies, ctx)),
    !message.ephemeral && toolbarNode(message, author, ctx));
}

function headNode(message, author, { compact, headId, ctx }) {
  return h("div", { id: headId, class: compact ? "message-head visually-hidden" : "message-head" },
    h("span", { class: "author" }, author.name), author.isBot && h("span", { class: "badge" }, "APP"),
    timeNode(message, ctx, "time"), message.edited && h("span", { class: "edited" }, "(edited)"));
}

function timeNode(message, ctx, className) {
  const instant = instantOfTs(message.ts);
  const { zone } = ctx.world;
  const hidden = className === "gutter-time" ? "true" : null;
  return h("time", {
    class: className, datetime: instant.toISOString(), title: fullDateTime(instant, zone), "aria-hidden": hidden,
  }, hourMinute(instant, zone));
}

export function avatarNode({ id, name, isBot }) {
  if (isBot) return h("span", { class: "avatar avatar-bot", "aria-hidden": "true" }, "🎯");
  const sum = [...(id ?? name)].reduce((total, letter) => total + letter.codePointAt(0), 0);
  const initials = (name.match(/(?<=^|\s)[\p{L}\p{N}]/gu) ?? []).slice(0, 2).join("").toUpperCase();
  return h("span", { class: `avatar tint-${sum % AVATAR_TINTS}`, "aria-hidden": "true" }, initials);
}

function contentNode(message, compact, ctx) {
  const edited = compact && message.edited && h("span", { class: "edited", "aria-hidden": "true" }, "(edited)");
  const lang = ctx.world.languageOf(message, ctx.isPrivate);
  const blockCtx = {
    world: ctx.world, act: (block, element, value) => ctx.act(message, block, element, value),
  };
  const below = [attachmentsNode(message, blockCtx), filesNode(message, ctx.fileAddress)];
  // What people type arrives as text too, and the text still has its marks for bold and the like.
  if (!message.blocks?.length || !ctx.world.isBot(message)) {
    const text = message.text && h("div", { class: "text" }, renderText(message.text, ctx.world), edited && " ", edited);
    return h("div", { class: "content", lang }, text, ...below);
  }
  return h("div", { class: "content", lang }, renderBlocks(message.blocks, blockCtx), ...below, edited);
}

function reactionsNode(message, ctx) {
  const reactions = message.reactions ?? [];
  return reactions.length > 0 && h("div", { class: "reactions" }, reactions.map((reaction) => reactionNode(message, reaction, ctx)));
}

function reactionNode(message, { name, count, users }, ctx) {
  const label = `${count} × ${name}`;
  if (!ctx.react || message.ephemeral) return h("span", { class: "reaction", role: "img", "aria-label": label }, emojiNode(name), ` ${count}`);
  return h("button", {
    type: "button", class: "reaction", "aria-label": label, "aria-pressed": String(users.includes(ctx.world.viewer.id)),
    "data-focus": `reaction-${name}`, onclick: () => ctx.react(message, name),
  }, emojiNode(name), ` ${count}`);
}

/** The tool that opens a short list of reactions. */
function reactTool(message, author, ctx) {
  const { node, button } = createPicker({
    label: `React to ${author.name}`, className: "tool", marks: { "data-focus": `react-${message.ts}`, tabindex: "-1" },
    options: REACTIONS.map((name) => ({ value: name, label: name, icon: emojiNode(name) })),
    face: () => h("span", { "aria-hidden": "true" }, "🙂"), onPick: ({ value }) => ctx.react(message, value),
  });
  button.title = "React";
  return node;
}

function repliesButton(message, { count, last }, ctx) {
  const words = count === 1 ? "1 reply" : `${count} replies`;
  return h("button", {
    type: "button", class: "replies", "data-focus": `replies-${message.ts}`, onclick: () => ctx.onThread(message.thread_ts ?? message.ts),
  }, h("strong", {}, words), h("span", { class: "replies-last" }, `last at ${hourMinute(instantOfTs(last), ctx.world.zone)}`));
}

function toolbarNode(message, author, ctx) {
  const isOwn = message.user === ctx.world.viewer.id;
  const edit = (event) => editInPlace(
    event.currentTarget.closest("article"), asTyped(message.text, ctx.world), (text) => ctx.edit(message, text),
  );
  return h("div", { class: "message-tools" },
    ctx.react && reactTool(message, author, ctx),
    ctx.onThread && toolNode("💬", "Reply", `Reply in thread to ${author.name}`, `thread-${message.ts}`,
      () => ctx.onThread(message.thread_ts ?? message.ts)),
    isOwn && toolNode("✏️", "Edit", "Edit message", `edit-${message.ts}`, edit),
    isOwn && toolNode("🗑️", "Delete", "Delete message", `delete-${message.ts}`, () => ctx.remove(message)));
}

function toolNode(sign, words, label, mark, onclick) {
  return h("button", { type: "button", class: "tool", tabindex: "-1", "data-focus": mark, title: label, "aria-label": label, onclick },
    h("span", { "aria-hidden": "true" }, sign), h("span", { class: "tool-label" }, words));
}

/** One line for the screen reader about a message that has just come. */
export function spokenMessage(message, world) {
  const scratch = h("div", {}, renderText(message.text ?? "", world));
  return `${world.authorOf(message).name}: ${scratch.textContent}`;
}
