// A client of the debug adapter over its standard input and output, as an editor is one.
import { spawn } from 'node:child_process';

/** How long a message may take to come; milliseconds. */
const PATIENCE = 60_000;

export class DapClient {
  #adapter;
  #received = Buffer.alloc(0);
  #seq = 0;
  #pending = new Map();
  #events = [];
  #watchers = new Set();
  #gone;

  constructor(adapter) {
    this.#adapter = spawn(process.execPath, [adapter], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#adapter.stdin.on('error', () => undefined);
    this.#adapter.stdout.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      while (this.#take());
    });
    this.#gone = new Promise((resolve) => this.#adapter.once('close', resolve));
  }

  /** Sends a request; the body of its response. Rejects with the adapter's sentence where it is refused. */
  async request(command, args = {}) {
    const text = JSON.stringify({ seq: ++this.#seq, type: 'request', command, arguments: args });
    const answered = new Promise((resolve) => this.#pending.set(this.#seq, resolve));
    this.#adapter.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    const { success, message, body = {} } = await this.#within(answered, `an answer to ${command}`);
    if (!success) throw new Error(message);
    return body;
  }

  /** The body of the first event of that name; a program that ends first is an error. */
  event(name) {
    const found = new Promise((resolve, reject) => {
      const look = () => {
        const event = this.#events.find((each) => each.event === name);
        if (event) resolve(event.body ?? {});
        else if (this.#events.some((each) => each.event === 'terminated'))
          reject(new Error(`it ended without ${name}`));
        else return;
        this.#watchers.delete(look);
      };
      this.#watchers.add(look);
      look();
    });
    return this.#within(found, `the event ${name}`);
  }

  /** What the program has written to one of its outputs. */
  output(category) {
    const isWanted = ({ event, body }) => event === 'output' && body.category === category;
    return this.#events
      .filter(isWanted)
      .map(({ body }) => body.output)
      .join('');
  }

  /** Ends the session, and with it the adapter and the program. */
  async close() {
    await this.request('disconnect', { terminateDebuggee: true }).catch(() => undefined);
    this.#adapter.stdin.end();
    await this.#within(this.#gone, 'the end of the adapter').catch(() => this.#adapter.kill());
  }

  #within(promise, what) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`waited ${PATIENCE / 1000} s in vain for ${what}`)), PATIENCE);
    });
    const gone = this.#gone.then((code) => {
      if (what !== 'the end of the adapter') throw new Error(`the debug adapter ended (${code}) before ${what}`);
    });
    gone.catch(() => undefined);
    return Promise.race([promise, late, gone]).finally(() => clearTimeout(timer));
  }

  #take() {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return false;
    const [, length] = /Content-Length: (\d+)/i.exec(this.#received.subarray(0, end).toString());
    const bodyEnd = end + 4 + Number(length);
    if (this.#received.length < bodyEnd) return false;
    const message = JSON.parse(this.#received.subarray(end + 4, bodyEnd).toString());
    this.#received = this.#received.subarray(bodyEnd);
    if (message.type === 'response') this.#pending.get(message.request_seq)?.(message);
    else if (message.type === 'event') {
      this.#events.push(message);
      for (const look of [...this.#watchers]) look();
    }
    return true;
  }
}
