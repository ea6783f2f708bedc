// What the person does on the page, sent to the sandbox as theirs.

import { withTokens } from "./composer.js";
import { VALUE_FIELD } from "./controls.js";

/** What Slack itself answers about commands; only the person who typed sees it. */
const SLACKBOT_SAYS = {
  unknown: (name) => `\`${name}\` is not a valid command. A message that starts with “/” is a command; put a space in front to send it as a message.`,
  inThread: (name) => `\`${name}\` is not supported in threads. Sorry!`,
  failed: (name, error) => `${name} failed with the error "${error}"`,
};

export class Actions {
  constructor(session) {
    this.session = session;
  }

  get #api() {
    return this.session.api;
  }

  get #channel() {
    const { channel } = this.session.place;
    return channel === "bot" ? null : channel;
  }

  /** Send a typed line: a message, or a slash command. `thread` is the ts of the open thread or null. */
  async send(text, thread) {
    const { session } = this;
    const slackbot = await this.#sendTyped(text, thread);
    if (slackbot) session.addLocal(slackbotMessage(slackbot, session.clock.now(), thread));
    await session.readMessages();
  }

  async #sendTyped(text, thread) {
    const { world, me: user } = this.session;
    const name = /^\/\S+/.exec(text)?.[0];
    const body = { user, channel: this.#channel, text: withTokens(text, world) };
    if (!name) {
      await this.#api.say({ ...body, thread_ts: thread });
      return null;
    }
    if (thread) return SLACKBOT_SAYS.inThread(name);
    if (!world.app.commands.some((command) => command.name === name)) return SLACKBOT_SAYS.unknown(name);
    const result = await this.#api.command(body);
    return result.ok ? null : SLACKBOT_SAYS.failed(name, result.error);
  }

  /** Share a file with a text beside it. */
  async share(file, text, thread) {
    const { world, me: user } = this.session;
    await this.#api.upload({
      user, channel: this.#channel, name: file.name, content_base64: await base64Of(file),
      text: withTokens(text, world), thread_ts: thread,
    });
    await this.session.readMessages();
  }

  /** Give the reaction `name`, or take it back when the person has given it. */
  react(message, name) {
    const { me: user, conversation } = this.session;
    const given = message.reactions?.find((reaction) => reaction.name === name);
    return this.#api.react({
      user, channel: conversation.channel, ts: message.ts, name, remove: given?.users.includes(user) ?? false,
    });
  }

  edit(message, text) {
    const { me: user, conversation, world } = this.session;
    return this.#api.edit({ user, channel: conversation.channel, ts: message.ts, text: withTokens(text, world) });
  }

  remove(message) {
    const { me: user, conversation } = this.session;
    return this.#api.remove({ user, channel: conversation.channel, ts: message.ts });
  }

  /** Use an element of a message. */
  clickMessage(message, block, element, value) {
    return this.#click({ channel: this.session.conversation.channel, ts: message.ts }, block, element, value);
  }

  /** Use an element of a modal or of App Home; `values` is what its inputs hold. */
  clickView(view, block, element, value, values) {
    return this.#click({ view_id: view.id, values }, block, element, value);
  }

  #click(where, block, element, value) {
    const field = VALUE_FIELD[element.type];
    return this.#api.click({
      user: this.session.me, ...where, block_id: block.block_id, action_id: element.action_id,
      ...(field ? { [field]: value } : {}),
    });
  }

  submit(view, values) {
    return this.#api.submit({ user: this.session.me, view_id: view.id, values });
  }

  /** Close a modal, or with `all` every one under it too. */
  close(view, all) {
    return this.#api.close({ user: this.session.me, view_id: view.id, clear: all });
  }

  async moveClock(target) {
    const { now } = await this.#api.moveClock({ to: target.toISOString() });
    this.session.clock.report(now);
    this.session.changed("clock");
  }
}

/** A message that exists only on this page. */
function slackbotMessage(text, now, thread) {
  return {
    type: "message", user: "USLACKBOT", text, ts: (now.getTime() / 1000).toFixed(6), ephemeral: true, local: true,
    ...(thread ? { thread_ts: thread } : {}),
  };
}

/** The bytes of a file as base64, in pieces, as a long list of arguments overflows the stack. */
async function base64Of(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
