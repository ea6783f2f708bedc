// Who one is, and where one can go.

import { fill, h } from "./dom.js";
import { avatarNode } from "./messages.js";
import { createPicker } from "./picker.js";
import { hourMinute, knownZone } from "./time.js";

const LANGUAGES = new Intl.DisplayNames(["en"], { type: "language" });

function languageName(locale) {
  try {
    return LANGUAGES.of((locale || "en").split("-")[0]);
  } catch {
    return locale;
  }
}

/** "Vietnamese · 09:12" */
function personLine(person, now) {
  return `${languageName(person.locale)} · ${hourMinute(now, knownZone(person.tz))}`;
}

function avatarOf(person, world) {
  return avatarNode({ id: person.id, name: world.nameOf(person), isBot: false });
}

/** Where one can go, from top to bottom: [{channel, sign, name, group}]. */
export function placesOf(world) {
  return [
    { channel: "bot", sign: "🎯", name: world.app.name, group: "Direct message" },
    { channel: "home", sign: "🏠", name: "App Home", group: "Direct message" },
    ...world.openChannels().map((channel) => ({
      channel: channel.id, sign: channel.is_private ? "🔒" : "#", name: channel.name, group: "Channels",
    })),
  ];
}

/**
 * Draw the sidebar into `nodes` {team, person, places}. `workspaces` are all there are.
 * `unread`: set of places with news; `onTeam(id)`, `onPerson(id)`, `onPlace(channel)`.
 */
export function drawSidebar(nodes, { world, workspaces, place, unread, now, onTeam, onPerson, onPlace }) {
  drawTeam(nodes.team, workspaces, world.team, onTeam);
  drawPerson(nodes.person, world, now, onPerson);
  const items = placesOf(world);
  const groups = ["Direct message", "Channels"];
  const focused = nodes.places.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  fill(nodes.places, groups.map((group) => h("section", {}, h("h2", { class: "side-title" }, group),
    h("ul", {}, items.filter((item) => item.group === group)
      .map((item) => placeNode(item, place.channel === item.channel, unread.has(item.channel), onPlace))))));
  if (focused) nodes.places.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

function placeNode({ channel, sign, name }, current, hasNews, onPlace) {
  return h("li", {}, h("button", {
    type: "button", class: hasNews ? "place unread" : "place", "aria-current": current ? "page" : null,
    "data-focus": `place-${channel}`, onclick: () => onPlace(channel),
  }, h("span", { class: "place-sign", "aria-hidden": "true" }, sign), h("span", { class: "place-name" }, name),
  hasNews && h("span", { class: "visually-hidden" }, " (new messages)")));
}

/** The switcher of workspaces; hidden while there is only one. */
function drawTeam(node, workspaces, team, onTeam) {
  node.hidden = workspaces.length < 2;
  const line = JSON.stringify([workspaces, team.id]);
  if (node.hidden || node.dataset.drawn === line) return;
  const hadFocus = node.contains(document.activeElement);
  node.dataset.drawn = line;
  const { node: picker, button } = createPicker({
    label: "Workspace", className: "person-button", value: team.id, onPick: (option) => onTeam(option.value),
    options: workspaces.map(({ id, name }) => ({ value: id, label: name })),
    face: (option) => [h("span", { class: "option-text" }, h("span", { class: "option-note" }, "Workspace"),
      h("span", { class: "person-name" }, option?.label ?? team.name)), h("span", { class: "person-more", "aria-hidden": "true" }, "▾")],
  });
  fill(node, picker);
  if (hadFocus) button.focus();
}

function drawPerson(node, world, now, onPerson) {
  const line = JSON.stringify([world.signature, hourMinute(now, world.zone)]);
  if (node.dataset.drawn === line || node.querySelector(":popover-open")) return;
  const hadFocus = node.contains(document.activeElement);
  node.dataset.drawn = line;
  const { node: picker, button } = createPicker({
    label: "You are", className: "person-button", marks: { id: "person-button" }, value: world.viewer.id, onPick: (option) => onPerson(option.value),
    options: world.selectable().map((person) => ({
      value: person.id, label: world.nameOf(person), person, icon: avatarOf(person, world),
      description: [personLine(person, now), roleOf(person)].filter(Boolean).join(" · "),
    })),
    face: ({ person }) => [avatarOf(person, world), h("span", { class: "option-text" },
      h("span", { class: "person-name" }, world.nameOf(person)), h("span", { class: "option-note" }, personLine(person, now))),
    h("span", { class: "person-more", "aria-hidden": "true" }, "▾")],
  });
  fill(node, picker);
  if (hadFocus) button.focus();
}

function roleOf(person) {
  if (person.is_stranger) return "from another company";
  if (person.is_ultra_restricted) return "single-channel guest";
  if (person.is_restricted) return "guest";
  return person.is_admin ? "admin" : person.title;
}
