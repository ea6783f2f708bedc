// Wall-clock time in a person's zone. The page's own chrome is English.

const formatters = new Map();

/** Formatters are slow to make and few, and a long list of messages needs them often. */
function formatter(locale, options) {
  const key = JSON.stringify([locale, options]);
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(locale, options));
  return formatters.get(key);
}

const PART_NAMES = ["year", "month", "day", "hour", "minute", "second"];

/** The zone itself, or UTC when this browser does not know it. */
export function knownZone(zone) {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: zone });
    return zone || "UTC";
  } catch {
    return "UTC";
  }
}

/** {year, month, day, hour, minute, second} that a clock in `zone` shows at `instant`. */
export function wallParts(instant, zone) {
  const format = formatter("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric", second: "numeric",
  });
  const parts = {};
  for (const { type, value } of format.formatToParts(instant)) {
    if (PART_NAMES.includes(type)) parts[type] = Number(value);
  }
  return parts;
}

function wallAsUtc(parts) {
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second ?? 0);
}

/** The instant at which a clock in `zone` shows `parts`. */
export function instantOf(parts, zone) {
  const wanted = wallAsUtc(parts);
  let instant = wanted;
  // Twice, because the first guess may lie on the other side of a daylight-saving change.
  for (let round = 0; round < 2; round += 1) {
    instant += wanted - wallAsUtc(wallParts(new Date(instant), zone));
  }
  return new Date(instant);
}

/** The next time after `now` that it is `hour`:`minute` on `weekday` (0 = Sunday) in `zone`. */
export function nextWeekday(now, zone, weekday, hour, minute = 0) {
  const today = wallParts(now, zone);
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const day = new Date(Date.UTC(today.year, today.month - 1, today.day + ahead));
    if (day.getUTCDay() !== weekday) continue;
    const instant = instantOf({
      year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate(), hour, minute,
    }, zone);
    if (instant > now) return instant;
  }
  throw new RangeError(`no such weekday: ${weekday}`);
}

export function instantOfTs(ts) {
  return new Date(Number(ts) * 1000);
}

function text(instant, zone, options, locale = "en-GB") {
  return formatter(locale, { timeZone: zone, ...options }).format(instant);
}

const HOUR_MINUTE = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

export const hourMinute = (instant, zone) => text(instant, zone, HOUR_MINUTE);

export const hourMinuteSecond = (instant, zone) => text(instant, zone, { ...HOUR_MINUTE, second: "2-digit" });

export const fullDateTime = (instant, zone) => text(instant, zone, {
  weekday: "long", day: "numeric", month: "long", year: "numeric", ...HOUR_MINUTE,
});

export const shortDateTime = (instant, zone) => text(instant, zone, {
  weekday: "short", day: "numeric", month: "short", year: "numeric", ...HOUR_MINUTE,
});

/** "2026-11-23" and "2026-11-23T09:00", as date inputs want them. */
export function inputDate(instant, zone) {
  const { year, month, day } = wallParts(instant, zone);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

export function inputDateTime(instant, zone) {
  return `${inputDate(instant, zone)}T${hourMinute(instant, zone)}`;
}

/** Read the value of a datetime-local input as wall time in `zone`; null when it is not filled in. */
export function readInputDateTime(value, zone) {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(value);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number);
  return instantOf({ year, month, day, hour, minute }, zone);
}

function daysBetween(earlier, later, zone) {
  const midnight = (instant) => Date.parse(inputDate(instant, zone));
  return Math.round((midnight(later) - midnight(earlier)) / 86400000);
}

/** "Today", "Yesterday", "Monday 23 November" as seen from `now`. */
export function dayName(instant, now, zone) {
  const ago = daysBetween(instant, now, zone);
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  const sameYear = wallParts(instant, zone).year === wallParts(now, zone).year;
  const year = sameYear ? {} : { year: "numeric" };
  return text(instant, zone, { weekday: "long", day: "numeric", month: "long", ...year });
}

const DATE_TOKENS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { month: "long", day: "numeric", year: "numeric" },
  date_short: { month: "short", day: "numeric", year: "numeric" },
  date_long: { weekday: "long", month: "long", day: "numeric", year: "numeric" },
  date_pretty: { month: "long", day: "numeric", year: "numeric" },
  date_short_pretty: { month: "short", day: "numeric", year: "numeric" },
  date_long_pretty: { weekday: "long", month: "long", day: "numeric", year: "numeric" },
  time: HOUR_MINUTE,
  time_secs: { ...HOUR_MINUTE, second: "2-digit" },
};

/** Fill Slack's date format, e.g. "{date_short} at {time}", in the reader's zone and language. */
export function slackDate(epochSeconds, format, zone, locale) {
  const instant = new Date(epochSeconds * 1000);
  return format.replace(/\{(\w+)\}/g, (token, name) =>
    DATE_TOKENS[name] ? text(instant, zone, DATE_TOKENS[name], locale) : token);
}
