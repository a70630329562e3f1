// The conversation with the chat API. Its id and secret live here, in memory, and nowhere else.

const PATIENCE = 15_000;

// The server said no, in a sentence for the person.
export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
    this.again = status === 429 || status >= 500;
  }
}

export class Talk {
  #id = null;
  #token = null;
  #beginning = null;
  #began;

  // `began(anew)` is called when a conversation has begun, and whether it replaces one that was forgotten.
  constructor(began) {
    this.#began = began;
  }

  // A conversation that the page came with, after a turn without script.
  adopt(id, token) {
    this.#id = id;
    this.#token = token;
    this.#began(false);
  }

  // The messages that answer `message`; the same message again gets the same answer.
  async send(message) {
    await this.#begin(false);
    let response = await this.#post(message);
    if (response.status === 401 || response.status === 404) {
      this.#id = null;
      await this.#begin(true);
      response = await this.#post(message);
    }
    return (await read(response)).messages;
  }

  // The stream of what comes later.
  events(last, signal) {
    const headers = { Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : null) };
    return this.#ask('/events', { headers, signal });
  }

  // Forget it all; goes out even when the page goes away.
  forget() {
    if (this.#id) this.#ask('', { method: 'DELETE', keepalive: true }).catch(() => {});
    this.#id = null;
  }

  #ask(path, { headers, ...options }) {
    return fetch(`/api/conversations/${encodeURIComponent(this.#id)}${path}`, {
      ...options,
      cache: 'no-store',
      credentials: 'omit',
      headers: { ...headers, Authorization: `Bearer ${this.#token}` },
    });
  }

  #post(message) {
    return patiently((signal) => this.#ask('/messages', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(message),
      signal,
    }));
  }

  async #begin(anew) {
    if (this.#id) return;
    this.#beginning = this.#beginning || this.#create().finally(() => { this.#beginning = null; });
    await this.#beginning;
    this.#began(anew);
  }

  async #create() {
    const options = { method: 'POST', cache: 'no-store', credentials: 'omit' };
    // Of the municipality whose page the chat stands in, if it does.
    const { place } = document.body.dataset;
    if (place) Object.assign(options, { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ municipality: place }) });
    const made = await read(await patiently((signal) => fetch('/api/conversations', { ...options, signal })));
    this.#id = made.conversation;
    this.#token = made.token;
  }
}

async function patiently(ask) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE);
  try {
    return await ask(control.signal);
  } finally {
    clearTimeout(timer);
  }
}

async function read(response) {
  const body = await response.json();
  if (response.ok) return body;
  throw new Refused(response.status, body.error.message);
}
