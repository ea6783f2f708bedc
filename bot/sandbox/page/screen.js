// The parts of the page, and which of them is drawn anew when something changed.

import { ChatPane } from "./chatpane.js";
import { ClockBar } from "./clockbar.js";
import { suggestionsFor } from "./composer.js";
import { askConfirmation } from "./dialog.js";
import { fill, h } from "./dom.js";
import { editLast } from "./editing.js";
import { HomePane } from "./homepane.js";
import { repliesOf } from "./messages.js";
import { ModalStack } from "./modal.js";
import { placeHash } from "./place.js";
import { drawSidebar, placesOf } from "./sidebar.js";

const $ = (id) => document.getElementById(id);
const plain = (text) => ({ type: "plain_text", text });
const DELETE_QUESTION = {
  title: plain("Delete this message?"), text: plain("The app hears that it was deleted."),
  confirm: plain("Delete"), deny: plain("Cancel"), style: "danger",
};
const NO_ANSWER = "The app did not answer within three seconds.";

export class Screen {
  /** The ts of the thread that is shown. */
  #openThread = null;

  /** `go(change)` moves the reader: {as?, channel?, thread?}. */
  constructor({ session, actions, go }) {
    this.session = session;
    this.actions = actions;
    this.go = go;
    this.#buildMain();
    this.#buildThread();
    this.home = new HomePane({ root: this.homeRoot, click: (...action) => this.#act("clickView", action) });
    this.modals = new ModalStack({
      world: () => session.world, refresh: () => session.readViews(),
      api: {
        click: (...action) => actions.clickView(...action),
        submit: (...given) => actions.submit(...given),
        close: (...given) => actions.close(...given),
      },
    });
    this.clockBar = new ClockBar({
      root: $("clock"), clock: session.clock, zone: () => session.world?.zone ?? "UTC", move: (to) => actions.moveClock(to),
    });
  }

  #buildMain() {
    this.title = h("h1", { id: "main-title" });
    this.note = h("p", { class: "pane-note" });
    this.trouble = h("p", { class: "trouble pane-trouble", role: "alert" });
    this.chatRoot = h("div", { class: "pane" });
    this.homeRoot = h("div", { class: "home", hidden: true, tabindex: "0", role: "region", "aria-label": "App Home" });
    $("main").append(h("header", { class: "pane-head" }, this.title, this.note), this.trouble, this.chatRoot, this.homeRoot);
    this.chat = this.#chatPane(this.chatRoot, null, "Message", () => null);
  }

  #buildThread() {
    this.threadNote = h("p", { class: "pane-note" });
    const head = h("header", { class: "pane-head" }, h("h2", {}, "Thread"), this.threadNote,
      h("button", { type: "button", class: "tool", "aria-label": "Close thread", onclick: () => this.go({ thread: null }) }, "✕"));
    this.thread = this.#chatPane($("thread"), head, "Reply", () => this.session.place.thread);
  }

  #chatPane(root, head, label, thread) {
    return new ChatPane({
      root, head, label,
      announce: (words) => { $("announcer").textContent = words; },
      suggest: () => suggestionsFor(this.session.world),
      onSend: (text) => this.actions.send(text, thread()),
      onShare: (file, text) => this.actions.share(file, text, thread()),
      onRecall: (list) => editLast(list),
      onEarlier: () => this.session.showEarlier(),
    });
  }

  /** Draw what the change `what` of the session touches. */
  update(what) {
    if (what === "line") this.#drawLine();
    if (!this.session.place) return;
    if (what === "place") this.#drawPlace();
    if (["place", "state", "clock", "unread"].includes(what)) this.drawFrame();
    if (["place", "state", "messages"].includes(what)) this.#drawConversation();
    if (["place", "state", "home"].includes(what)) this.#drawHome();
    if (what === "views") this.modals.show(this.session.views);
  }

  /** What failed while the line was lost no longer holds once it is back. */
  #drawLine() {
    $("line-lost").hidden = this.session.connected;
    if (this.session.connected) this.showTrouble("");
  }

  #drawPlace() {
    this.showTrouble("");
    this.chatRoot.hidden = this.session.atHome;
    this.homeRoot.hidden = !this.session.atHome;
  }

  /** Who chooses a place wants to write there; on a touch screen the keyboard would cover it. */
  #startTyping() {
    if (matchMedia("(hover: hover)").matches && !this.session.atHome) this.chat.composer.focus();
  }

  /** Go to the place `step` below the one that is open. */
  movePlace(step) {
    const places = placesOf(this.session.world);
    const at = places.findIndex(({ channel }) => channel === this.session.place.channel);
    this.go({ channel: places[(at + step + places.length) % places.length].channel, thread: null });
  }

  /** The parts of the page in the order in which F6 visits them. */
  get parts() {
    return [$("sidebar"), this.session.atHome ? this.homeRoot : this.chat.scroller, this.chat.composer.frame,
      $("thread").hidden ? null : this.thread.composer.frame, $("faults"), $("log")];
  }

  /** Sidebar, clock and headings. */
  drawFrame() {
    const { session } = this;
    $("workspace-name").textContent = session.world.team.name;
    this.clockBar.setFixed(session.state.clock_fixed === true);
    this.clockBar.tick();
    drawSidebar({ team: $("team"), person: $("person"), places: $("places") }, {
      world: session.world, workspaces: session.workspaces, place: session.place, unread: session.unread,
      now: session.clock.now(), onTeam: (team) => this.go({ team, as: null, channel: "bot", thread: null }),
      onPerson: (as) => this.go({ as, thread: null }),
      onPlace: (channel) => {
        this.go({ channel, thread: null });
        this.#startTyping();
      },
    });
    $("away").hidden = session.state.installed !== false;
    $("alone").hidden = session.state.connections > 0 || !$("away").hidden;
    const { name, note } = this.#heading();
    fill(this.title, name);
    fill(this.note, note);
    document.title = `${name} · ${session.world.team.name} sandbox`;
  }

  #heading() {
    const { world, place, atHome } = this.session;
    if (atHome) return { name: `${world.app.name} · Home`, note: "" };
    const channel = world.channels.get(place.channel);
    if (!channel) return { name: world.app.name, note: "Direct message with the app" };
    const people = channel.members.length === 1 ? "1 member" : `${channel.members.length} members`;
    return { name: `${channel.is_private ? "🔒 " : "#"}${channel.name}`, note: people };
  }

  #drawConversation() {
    const { session } = this;
    const isThread = Boolean(session.place.thread) && !session.atHome;
    this.#showThread(isThread ? session.place.thread : null);
    if (session.atHome) return;
    const { name } = this.#heading();
    const { place, conversation } = session;
    this.chat.show({
      place: placeHash({ ...place, thread: null }), name, placeholder: `Message ${name}`,
      rows: conversation.channel && session.messages.map((message) => ({ message, replies: repliesOf(message) })),
      hasMore: conversation.has_more, intro: `This is where ${name} begins.`, reason: this.#closedReason(),
      canShare: session.calls.has("upload"),
      ctx: this.#messageContext((thread) => this.go({ thread })),
    });
    if (isThread) this.#drawThread(name);
  }

  /** Open or close the thread's column; the focus goes into it and comes back to the message. */
  #showThread(ts) {
    const before = this.#openThread;
    const hadFocus = $("thread").contains(document.activeElement);
    $("thread").hidden = !ts;
    if (ts === before) return;
    this.#openThread = ts;
    if (ts) this.thread.composer.focus();
    else if (hadFocus) this.chatRoot.querySelector(`[data-ts="${before}"]`)?.focus({ preventScroll: true });
  }

  #drawThread(name) {
    const { session } = this;
    fill(this.threadNote, name);
    this.thread.show({
      place: placeHash(session.place), name: `thread in ${name}`,
      rows: session.threadMessages && session.thread.map((message) => ({ message })),
      placeholder: "Reply …", reason: this.#closedReason(), canShare: session.calls.has("upload"), ctx: this.#messageContext(null),
    });
  }

  #messageContext(onThread) {
    const { session } = this;
    return {
      world: session.world, now: session.clock.now(), onThread,
      isPrivate: !session.world.channels.has(session.place.channel),
      act: (...action) => this.#act("clickMessage", action),
      edit: (...given) => this.actions.edit(...given),
      remove: (message) => this.#remove(message),
      dismiss: (message) => {
        session.dismiss(message);
        (message.thread_ts ? this.thread : this.chat).composer.focus();
      },
      react: session.calls.has("react") ? (message, name) => this.#act("react", [message, name]) : null,
      fileAddress: (id) => session.api.fileAddress(id),
    };
  }

  #closedReason() {
    const { world, place } = this.session;
    const channel = world.channels.get(place.channel);
    if (channel?.is_archived) return "This channel is archived.";
    if (channel && !world.isMember(channel)) return `${world.nameOf(world.viewer)} is not a member of this channel.`;
    return "";
  }

  #drawHome() {
    if (this.session.atHome) this.home.show(this.session.home, this.session.world);
  }

  async #remove(message) {
    const sure = await askConfirmation(DELETE_QUESTION, this.session.world);
    if (sure) await this.#act("remove", [message]);
  }

  async #act(kind, action) {
    this.showTrouble("");
    try {
      const result = await this.actions[kind](...action);
      if (result?.ok === false) this.showTrouble(NO_ANSWER);
    } catch (error) {
      this.showTrouble(error.code === "operation_timeout" ? NO_ANSWER : error.message);
    }
    await this.session.readViews();
  }

  showTrouble(words) {
    this.trouble.textContent = words;
  }
}
