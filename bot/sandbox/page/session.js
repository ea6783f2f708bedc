// What this page knows of the sandbox: the place the reader is at, and what was read from the server.

import { Api, coalesce } from "./api.js";
import { placeHash, readPlace } from "./place.js";
import { PageClock, World } from "./world.js";

/** How many messages are read at first, and how many more when the reader goes back. */
const WINDOW = 100;
const STEP = 200;

export class Session {
  api = new Api();
  clock = new PageClock();
  /** {team, as, channel: "bot" | "home" | a channel's id, thread} */
  place = null;
  state = null;
  /** The calls that the sandbox has, by name. */
  calls = new Set();
  world = null;
  /** The newest messages of the open place, without the replies in threads. */
  conversation = { channel: null, messages: [], has_more: false };
  /** The open thread with its parent; null before it has been read. */
  threadMessages = null;
  views = [];
  home = null;
  /** Places with news: "bot" or ids of channels. */
  unread = new Set();
  #local = new Map();
  /** The ts of ephemeral messages that the viewer has put away; like Slack's, they do not come back. */
  #dismissed = new Set();
  /** The id of the viewer's DM with the bot. */
  #direct = null;
  #hangUp = () => {};
  #connected = true;
  #windowSize = WINDOW;

  /** `changed(what)` is called after each change: state, place, messages, views, home, clock, unread, line, returned, log. */
  constructor(changed) {
    this.changed = changed;
    this.readState = coalesce(() => this.#readState());
    this.readMessages = coalesce(() => this.#readMessages());
    this.readViews = coalesce(() => this.#readViews());
    this.readHome = coalesce(() => this.#readHome());
  }

  get me() {
    return this.world.viewer.id;
  }

  get atHome() {
    return this.place.channel === "home";
  }

  get connected() {
    return this.#connected;
  }

  /** The messages of the open place, those that only this page knows among them. */
  get messages() {
    return this.#withLocal(this.conversation.messages, (message) => !message.thread_ts);
  }

  /** The same of the open thread. */
  get thread() {
    return this.#withLocal(this.threadMessages, (message) => message.thread_ts === this.place.thread);
  }

  #withLocal(messages, isHere) {
    const local = (this.#local.get(this.#localKey) ?? []).filter(isHere);
    return [...messages, ...local].filter(({ ts }) => !this.#dismissed.has(ts)).sort((left, right) => Number(left.ts) - Number(right.ts));
  }

  get #localKey() {
    return placeHash({ ...this.place, thread: null });
  }

  /** Read further back than before. */
  showEarlier() {
    if (!this.conversation.has_more) return null;
    this.#windowSize = this.conversation.messages.length + STEP;
    return this.readMessages();
  }

  addLocal(message) {
    this.#local.set(this.#localKey, [...(this.#local.get(this.#localKey) ?? []), message]);
    this.changed("messages");
  }

  dismiss(message) {
    this.#dismissed.add(message.ts);
    this.changed("messages");
  }

  /** Go to the place that the address bar names. */
  async arrive(hash) {
    const wanted = readPlace(hash);
    await this.#enterTeam(wanted.team);
    const before = this.place;
    this.world = new World(this.state, wanted.as);
    const exists = ["bot", "home"].includes(wanted.channel) || this.world.channels.has(wanted.channel);
    this.place = {
      team: this.api.team, as: this.me, channel: exists ? wanted.channel : "bot", thread: wanted.thread,
    };
    if (before?.as !== this.me || before.team !== this.place.team) this.#becomeViewer();
    if (before?.thread !== this.place.thread) this.threadMessages = null;
    if (!before || placeHash({ ...before, thread: null }) !== this.#localKey) this.#leaveConversation();
    this.unread.delete(this.place.channel);
    this.changed("place");
    if (this.atHome) await this.api.openHome(this.me);
    await Promise.all([this.#readPlace(), this.readViews()]);
    this.#direct ??= (await this.api.messages("bot", this.me, { limit: 1 })).channel;
  }

  #leaveConversation() {
    this.#windowSize = WINDOW;
    this.conversation = { channel: null, messages: [], has_more: false };
    this.threadMessages = null;
  }

  /** Read the workspace that is wanted; the first one has no name in the address. */
  async #enterTeam(wanted) {
    if (!this.state) {
      this.calls = await this.api.calls();
      await this.readState();
    }
    const known = this.workspaces.slice(1).some(({ id }) => id === wanted);
    const [before, team] = [this.api.team, known ? wanted : null];
    if (team === before) return;
    this.#hangUp();
    this.api.team = team;
    try {
      this.#takeState(await this.api.state());
    } catch (error) {
      this.api.team = before;
      throw error;
    }
  }

  /** [{id, name}] of every workspace here, or [] from a sandbox that has only one. */
  get workspaces() {
    return this.state.workspaces ?? [];
  }

  #readPlace() {
    return this.atHome ? this.readHome() : this.readMessages();
  }

  #becomeViewer() {
    this.unread.clear();
    this.home = null;
    this.#direct = null;
    this.#hangUp();
    this.#hangUp = this.api.follow(this.me, {
      onEvent: (event) => this.#heard(event), onStatus: (connected) => this.#lineChanged(connected),
    });
  }

  #lineChanged(connected) {
    const returned = connected && !this.#connected;
    this.#connected = connected;
    this.changed("line");
    // The server may have been started anew while the line was lost.
    if (!returned) return;
    this.changed("returned");
    this.#heard({ type: "state" });
  }

  async #heard(event) {
    try {
      await this.#follow(event);
    } catch (error) {
      if (error.code !== "unreachable") throw error;
      this.#lineChanged(false);
    }
  }

  async #follow(event) {
    if (event.type === "messages") await this.#heardMessages(event.channel);
    else if (event.type === "views") await this.readViews();
    else if (event.type === "home") await this.readHome();
    else if (event.type === "state") await this.#readAll();
    else if (event.type === "log") this.changed("log");
    else if (event.type === "clock") {
      this.clock.report(event.now, event.clock_running);
      this.changed("clock");
    }
  }

  /** A change of the workspace may be a fresh start, so what is on the screen is read again too. */
  async #readAll() {
    await this.readState();
    await Promise.all([this.#readPlace(), this.readViews()]);
    this.changed("log");
  }

  async #heardMessages(channel) {
    const place = this.#placeOf(channel);
    if (place === this.place.channel) {
      await this.readMessages();
      return;
    }
    if (!place || this.unread.has(place)) return;
    this.unread.add(place);
    this.changed("unread");
  }

  /** Where the messages of a channel are shown; null when the viewer cannot see them. */
  #placeOf(channel) {
    if (this.world.channels.has(channel)) return channel;
    // Before the first answer one's own DM is not known from those of others.
    return channel === this.#direct || (this.#direct === null && this.place.channel === "bot") ? "bot" : null;
  }

  /** Whom an answer is about: another workspace may have a person with the same id. */
  get #asker() {
    return `${this.api.team} ${this.me}`;
  }

  async #readState() {
    const { team } = this.api;
    const state = await this.api.state();
    if (team !== this.api.team) return;
    this.#takeState(state);
    if (!this.world) return;
    this.world = new World(this.state, this.me);
    this.changed("state");
  }

  #takeState(state) {
    this.state = state;
    this.clock.report(state.now, state.clock_running);
  }

  async #readMessages() {
    const { place } = this;
    const { channel, as, thread } = place;
    if (channel === "home") return;
    const [answer, replies] = await Promise.all([
      this.api.messages(channel, as, { limit: this.#windowSize }),
      thread ? this.#readThread(place) : null,
    ]);
    // The reader may have gone elsewhere meanwhile.
    if (place !== this.place) return;
    this.conversation = answer;
    this.threadMessages = replies;
    if (channel === "bot") this.#direct = answer.channel;
    this.changed("messages");
  }

  async #readThread({ channel, as, thread }) {
    try {
      return (await this.api.messages(channel, as, { thread })).messages;
    } catch (error) {
      // The address bar may name a thread that there never was.
      if (error.code === "invalid_argument") return [];
      throw error;
    }
  }

  async #readViews() {
    const asker = this.#asker;
    const { views } = await this.api.views(this.me);
    if (asker !== this.#asker) return;
    this.views = views;
    this.changed("views");
  }

  async #readHome() {
    const asker = this.#asker;
    if (!this.atHome) return;
    const { view } = await this.api.home(this.me);
    if (asker !== this.#asker) return;
    this.home = view;
    this.changed("home");
  }
}
