import { randomUUID } from 'node:crypto';
import { type Answer, type Body, eventually, httpClient, type Client } from '@abonde/testing';

/** Milliseconds in which what crosses services has to arrive, on a machine that does other things too. */
export const PATIENCE = 45_000;

interface Problem {
  status: number;
  code: string;
  [figure: string]: Body;
}

/** Somebody who uses the platform's public API through the gateway. */
export class Person {
  private readonly client: Client;
  private held?: { token: Promise<string>; until: number };

  constructor(
    private readonly base: string,
    private readonly who: string,
    private readonly stepUp: boolean,
  ) {
    this.client = httpClient({ origin: base, prefix: '', token: () => this.token() });
  }

  async get(path: string): Promise<Body> {
    return succeeded(`${this.who} GET ${path}`, await this.client.get(path));
  }

  async post(path: string, body: unknown = {}, key: string = randomUUID()): Promise<Body> {
    return succeeded(`${this.who} POST ${path}`, await this.client.post(path, body, { 'idempotency-key': key }));
  }

  async patch(path: string, body: unknown): Promise<Body> {
    return succeeded(`${this.who} PATCH ${path}`, await this.client.patch(path, body));
  }

  /** The problem that a command is answered with. @throws when it succeeds */
  async refused(path: string, body: unknown = {}): Promise<Problem> {
    const { status, body: problem } = await this.client.post<Problem>(path, body);
    if (status < 400) throw new Error(`${this.who} POST ${path} succeeded: ${JSON.stringify(problem)}`);
    return problem;
  }

  upload(
    path: string,
    name: string,
    content: string,
    fields: Record<string, string> = {},
    key?: string,
  ): Promise<Body> {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append(
      'file',
      new Blob([content], { type: name.endsWith('.pdf') ? 'application/pdf' : 'application/xml' }),
      name,
    );
    return this.post(path, form, key);
  }

  /** A command that has to succeed once what it needs has crossed from the other services. */
  postOnce(path: string, body: unknown = {}): Promise<Body> {
    return eventually(() => this.post(path, body), PATIENCE);
  }

  /** The same command, with the same key, until somebody answers it: what a client does whose service has crashed. */
  insist(send: (key: string) => Promise<Body>): Promise<Body> {
    const key = randomUUID();
    return eventually(() => send(key), PATIENCE);
  }

  async token(): Promise<string> {
    if (!this.held || this.held.until < Date.now())
      this.held = { token: this.askToken(), until: Date.now() + 30 * 60_000 };
    return this.held.token;
  }

  private async askToken(): Promise<string> {
    const response = await fetch(`${this.base}/oidc/token`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(`demo-${this.who}:demo`).toString('base64')}`,
      },
      body: `grant_type=client_credentials${this.stepUp ? '&scope=decide' : ''}`,
    });
    if (!response.ok) throw new Error(`No token for ${this.who}: ${response.status} ${await response.text()}`);
    return ((await response.json()) as { access_token: string }).access_token;
  }
}

function succeeded(call: string, { status, body }: Answer): Body {
  if (status >= 300) throw new Error(`${call} answered ${status}: ${JSON.stringify(body)}`);
  return body;
}
