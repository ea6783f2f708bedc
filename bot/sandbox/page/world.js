// The workspace as one person sees it, and the virtual clock.

import { knownZone } from "./time.js";

const SLACKBOT = "USLACKBOT";
const VIETNAMESE_LETTERS = /[ăđơưĂĐƠƯ\u1ea0-\u1ef9]/u;

/** An unchanging picture of the workspace for the person `viewerId`; made anew when either changes. */
export class World {
  constructor(state, viewerId) {
    this.team = state.team;
    this.app = state.app;
    this.people = new Map(state.people.map((person) => [person.id, person]));
    this.channels = new Map(state.channels.map((channel) => [channel.id, channel]));
    this.viewer = this.people.get(viewerId) ?? this.selectable()[0];
    this.zone = knownZone(this.viewer.tz);
    this.locale = this.viewer.locale || "en-US";
    this.signature = digest(JSON.stringify([state.people, state.channels, this.viewer.id]));
  }

  nameOf(person) {
    return person.display_name || person.name;
  }

  /** People that one can be, or choose in a list: neither bots nor deactivated. */
  selectable() {
    return [...this.people.values()].filter((person) =>
      !person.is_bot && !person.deleted && person.id !== SLACKBOT);
  }

  /** Channels that the viewer may open: all public ones and the private ones they are in. */
  openChannels() {
    return [...this.channels.values()].filter((channel) => !channel.is_private || this.isMember(channel));
  }

  isMember(channel) {
    return channel.members.includes(this.viewer.id);
  }

  isBot(message) {
    return Boolean(message.bot_id) || this.people.get(message.user)?.is_bot === true;
  }

  /** {id, name, isBot} of who wrote a message. */
  authorOf(message) {
    const isBot = this.isBot(message);
    const person = this.people.get(message.user);
    const fallback = isBot ? this.app.name : message.user === SLACKBOT ? "Slackbot" : message.user;
    return { id: message.user ?? message.bot_id, name: person ? this.nameOf(person) : fallback, isBot };
  }

  /** "vi" when a message is most likely Vietnamese, else null. What a bot says to one person is in theirs. */
  languageOf(message, isPrivate) {
    if (!this.isBot(message)) return inVietnamese(this.people.get(message.user)?.locale);
    if (isPrivate || message.ephemeral) return inVietnamese(this.locale);
    return VIETNAMESE_LETTERS.test(JSON.stringify([message.text, message.blocks])) ? "vi" : null;
  }
}

/** A short stand-in for a long text: every message that is drawn carries one. */
function digest(text) {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  return `${text.length}-${sum >>> 0}`;
}

function inVietnamese(locale) {
  return /^vi\b/i.test(locale ?? "") ? "vi" : null;
}

/** Keeps the server's virtual time between two reports of it. */
export class PageClock {
  #atReport = 0;
  #reported = new Date(0);
  running = false;

  report(now, running = this.running) {
    this.#reported = new Date(now);
    this.#atReport = performance.now();
    this.running = running;
  }

  now() {
    const since = this.running ? performance.now() - this.#atReport : 0;
    return new Date(this.#reported.getTime() + since);
  }
}
