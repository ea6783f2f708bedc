// The address bar keeps where the reader is: #team=T1&as=U1&channel=bot|C…|home&thread=TS

/** {team, as, channel, thread}; missing parts are null, the channel is the DM with the bot. */
export function readPlace(hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  return {
    team: values.get("team"),
    as: values.get("as"),
    channel: values.get("channel") || "bot",
    thread: values.get("thread") || null,
  };
}

export function placeHash({ team, as, channel, thread }) {
  const values = new URLSearchParams({ ...(team ? { team } : {}), as: as ?? "", channel });
  if (thread) values.set("thread", thread);
  return `#${values}`;
}
