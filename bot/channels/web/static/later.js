// What comes later than the reply, from a human or a timer: server-sent events over fetch, since the secret is a header.

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
// The server gives a sign of life every 15 seconds; without any the connection is dead.
const SILENCE = 45_000;
// A page nobody looks at for this long does not listen; it catches up when it is seen again.
const HIDDEN = 5 * 60_000;

export class Later {
  #open;
  #deliver;
  #last = 0;
  #control = null;
  #pause = FIRST_PAUSE;
  #wanted = false;

  // `open(last, signal)` asks for the stream; `deliver(message)` gets each message once.
  constructor(open, deliver) {
    this.#open = open;
    this.#deliver = deliver;
    let timer = null;
    document.addEventListener('visibilitychange', () => {
      clearTimeout(timer);
      if (document.hidden) timer = setTimeout(() => this.#halt(), HIDDEN);
      else if (this.#wanted && !this.#control) this.#listen();
    });
  }

  // Listen to a conversation from its beginning, or from what the page came with.
  start(last = 0) {
    this.#halt();
    this.#wanted = true;
    this.#last = last;
    this.#listen();
  }

  stop() {
    this.#wanted = false;
    this.#halt();
  }

  #halt() {
    if (this.#control) this.#control.abort();
    this.#control = null;
  }

  async #listen() {
    const control = this.#control = new AbortController();
    this.#pause = FIRST_PAUSE;
    while (!control.signal.aborted) {
      const gone = await this.#once(control.signal).catch(() => false);
      if (gone) return this.stop();
      await rest(this.#pause * (1 + Math.random() / 2), control.signal);
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    }
  }

  // One connection, until it ends; whether the conversation is gone for good.
  async #once(outer) {
    const control = new AbortController();
    const end = () => control.abort();
    outer.addEventListener('abort', end);
    let timer = setTimeout(end, SILENCE);
    try {
      const response = await this.#open(this.#last, control.signal);
      if (!response.ok) return response.status === 401 || response.status === 404;
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      let rest = '';
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return false;
        clearTimeout(timer);
        timer = setTimeout(end, SILENCE);
        const parts = (rest + decoder.decode(value, { stream: true })).split('\n\n');
        rest = parts.pop();
        parts.forEach((part) => this.#take(part));
      }
    } finally {
      clearTimeout(timer);
      outer.removeEventListener('abort', end);
    }
  }

  #take(event) {
    const field = (name) => {
      const line = event.split('\n').find((each) => each.startsWith(`${name}: `));
      return line ? line.slice(name.length + 2) : null;
    };
    const [id, data] = [Number(field('id')), field('data')];
    if (!data || id <= this.#last) return;
    this.#last = id;
    this.#pause = FIRST_PAUSE;
    this.#deliver(JSON.parse(data));
  }
}

function rest(time, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, time);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
