// The sandbox's control API. Shapes are those of /_sandbox/openapi.json.

const BASE = "/_sandbox";
const RETRY_MS = 1500;

/** The server refused a call; `message` says what to do about it. */
export class ApiError extends Error {
  constructor(code, detail) {
    super(detail || code);
    this.code = code;
  }
}

async function request(path, options) {
  let response;
  try {
    response = await fetch(`${BASE}${path}`, options);
  } catch {
    throw new ApiError("unreachable", "The sandbox does not answer. Is it still running?");
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) {
    throw new ApiError(body?.error ?? `http_${response.status}`, body?.detail ?? body?.error);
  }
  return body;
}

function queryOf(values) {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return given.length ? `?${new URLSearchParams(given)}` : "";
}

/** The calls of one workspace; `team` is its id, or null for the first one. */
export class Api {
  team = null;

  #get(path, query = {}) {
    return request(`${path}${queryOf({ ...query, team: this.team })}`, { cache: "no-store" });
  }

  #post(path, body) {
    return request(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(this.team ? { ...body, team: this.team } : body),
    });
  }

  state = () => this.#get("/state");
  /** `part`: {limit, before, thread}. */
  messages = (channel, as, part = {}) => this.#get("/messages", { channel, as, ...part });
  views = (user) => this.#get("/views", { user });
  home = (user) => this.#get("/home", { user });
  openHome = (user) => this.#post("/home", { user });
  say = (body) => this.#post("/say", body);
  edit = (body) => this.#post("/edit", body);
  remove = (body) => this.#post("/delete", body);
  command = (body) => this.#post("/command", body);
  click = (body) => this.#post("/click", body);
  submit = (body) => this.#post("/submit", body);
  close = (body) => this.#post("/close", body);
  moveClock = (body) => this.#post("/clock", body);
  log = async (after, limit) => (await this.#get("/log", { after, limit })).calls;
  deliveries = async (after, limit) => (await this.#get("/deliveries", { after, limit })).deliveries;
  faults = () => this.#get("/faults");
  setFaults = (body) => this.#post("/faults", body);
  limits = () => this.#get("/limits");
  setLimits = (body) => this.#post("/limits", body);
  connections = (body) => this.#post("/connections", body);

  upload = (body) => this.#post("/upload", body);
  react = (body) => this.#post("/react", body);

  /** The names of the calls that this sandbox has. */
  async calls() {
    const { paths } = await this.#get("/openapi.json");
    return new Set(Object.keys(paths).map((path) => path.slice(BASE.length + 1)));
  }

  /** Where the bytes of an uploaded file are. */
  fileAddress(id) {
    return `${BASE}/files/${encodeURIComponent(id)}${queryOf({ team: this.team })}`;
  }

  /**
   * Follow the server's events for one person. `onEvent(event)` gets each one, `onStatus(connected)` each
   * change of the line. Returns a function that hangs up.
   */
  follow(user, { onEvent, onStatus }) {
    const address = `${BASE}/stream${queryOf({ user, team: this.team })}`;
    let source = null;
    let timer = null;
    function connect() {
      source = new EventSource(address);
      source.onopen = () => onStatus(true);
      source.onmessage = (message) => onEvent(JSON.parse(message.data));
      source.onerror = () => {
        onStatus(false);
        // The browser gives up for good after an HTTP error, so retry ourselves in every case.
        source.close();
        clearTimeout(timer);
        timer = setTimeout(connect, RETRY_MS);
      };
    }
    connect();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }
}

/** Wrap an async task so that it never runs twice at a time; calls during a run cause one more run. */
export function coalesce(task) {
  let running = null;
  let again = false;
  async function loop() {
    do {
      again = false;
      await task();
    } while (again);
  }
  return () => {
    if (running) again = true;
    else running = loop().finally(() => { running = null; });
    return running;
  };
}
