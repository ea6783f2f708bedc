// Starts the page and follows the address bar.

import { Actions } from "./actions.js";
import { coalesce } from "./api.js";
import { FaultBar } from "./faultbar.js";
import { listenToKeys } from "./keys.js";
import { LogPane } from "./logpane.js";
import { placeHash } from "./place.js";
import { Screen } from "./screen.js";
import { Session } from "./session.js";

const SIDEBAR_REFRESH_MS = 20000;
const RETRY_MS = 1500;

const $ = (id) => document.getElementById(id);

const session = new Session((what) => {
  if (what === "log" && !$("log").hidden) readLog();
  if (what === "log" && !$("faults").hidden) readFaults();
  if (what === "returned") log.clear();
  if (what === "place") arrived();
  screen.update(what);
});
const screen = new Screen({ session, actions: new Actions(session), go });
const log = new LogPane({ root: $("log"), api: session.api, zone: () => session.world.zone, onClose: () => showLog(false) });
const readLog = coalesce(() => log.refresh());
const faults = new FaultBar({ root: $("faults"), toggle: $("faults-toggle"), api: session.api });
const readFaults = coalesce(() => faults.refresh());
let team;

/** Each workspace has a log and faults of its own. */
function arrived() {
  if (session.place.team === team) return;
  team = session.place.team;
  log.clear();
  readFaults();
  if (!$("log").hidden) readLog();
}

/** Go to another place; what is not named stays as it is. */
function go(change) {
  const hash = placeHash({ ...session.place, ...change });
  showMenu(false);
  if (hash === location.hash) return;
  location.hash = hash;
}

async function arrive() {
  try {
    await session.arrive(location.hash);
  } catch (error) {
    if (session.world) screen.showTrouble(error.message);
    else {
      $("line-lost").hidden = false;
      setTimeout(arrive, RETRY_MS);
    }
  }
}

function showLog(open) {
  screen.clockBar.close();
  $("log").hidden = !open;
  $("log-toggle").setAttribute("aria-expanded", String(open));
  if (open) readLog();
  else $("log-toggle").focus();
}

function showFaults(open) {
  $("faults").hidden = !open;
  $("faults-toggle").setAttribute("aria-expanded", String(open));
  if (open) {
    readFaults();
    faults.method.focus();
  } else $("faults-toggle").focus();
}

function showMenu(open) {
  $("app").classList.toggle("menu-open", open);
  $("menu-toggle").setAttribute("aria-expanded", String(open));
}

function onEscape(event) {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if ($("app").classList.contains("menu-open")) showMenu(false);
  else if (session.place.thread && $("thread").contains(document.activeElement)) go({ thread: null });
  else if (!$("faults").hidden && $("faults").contains(document.activeElement)) showFaults(false);
  else if (!$("log").hidden) showLog(false);
  else if (!$("faults").hidden) showFaults(false);
  else if (session.place.thread) go({ thread: null });
}

$("log-toggle").addEventListener("click", () => showLog($("log").hidden));
$("faults-toggle").addEventListener("click", () => showFaults($("faults").hidden));
$("menu-toggle").addEventListener("click", () => showMenu(!$("app").classList.contains("menu-open")));
$("skip").addEventListener("click", (event) => {
  event.preventDefault();
  (session.atHome ? screen.homeRoot : screen.chat.scroller).focus();
});
const help = listenToKeys({
  move: (step) => screen.movePlace(step),
  parts: () => screen.parts,
  choosePerson: () => {
    showMenu(matchMedia("(max-width: 760px)").matches);
    $("person-button")?.click();
  },
});
$("keys-toggle").addEventListener("click", () => help.open());
addEventListener("keydown", onEscape);
addEventListener("hashchange", arrive);
setInterval(() => screen.update("clock"), SIDEBAR_REFRESH_MS);

arrive();
