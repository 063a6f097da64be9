export type Role =
  | 'finance-officer'
  | 'finance-controller'
  | 'finance-controller-2'
  | 'project-officer'
  | 'project-officer-2'
  | 'secretariat'
  | 'committee-presidency'
  | 'presidency'
  | 'bureau-secretary'
  | 'administrator'
  | 'city'
  | 'auditor';

/** What a script gets back when the platform refuses. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    call: string,
    body: unknown,
  ) {
    super(`${call} answered ${status}: ${JSON.stringify(body)}`);
    this.name = 'Refused';
  }
}

const RENEW_BEFORE_MS = 30_000;
/** A service that is not ready for a call says so; every command has its key, so asking again is safe. */
const NOT_READY = 503;
const READY_WITHIN_MS = 30_000;
const ASK_AGAIN_AFTER_MS = 250;

/** Calls the platform's public API as the demonstration's persons, each command with an idempotency key of its own. */
export class ApiClient {
  private readonly tokens = new Map<string, { token: Promise<string>; expires: number }>();

  constructor(readonly base: string) {}

  get<T>(role: Role, path: string): Promise<T> {
    return this.call<T>(role, 'GET', path);
  }

  /** `key` makes a second run of the same script change nothing. */
  post<T>(role: Role, path: string, body: unknown, key: string): Promise<T> {
    return this.call<T>(role, 'POST', path, JSON.stringify(body), {
      'content-type': 'application/json',
      'idempotency-key': `scenario:${key}`,
    });
  }

  /** Says what is, whatever it was: a second run changes nothing. */
  put<T>(role: Role, path: string, body: unknown): Promise<T> {
    return this.call<T>(role, 'PUT', path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  upload<T>(
    role: Role,
    path: string,
    name: string,
    content: string | Uint8Array<ArrayBuffer>,
    type: string,
    fields: Record<string, string> = {},
  ): Promise<T> {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append('file', new Blob([content], { type }), name);
    return this.call<T>(role, 'POST', path, form, { 'idempotency-key': `scenario:${path}:${name}` });
  }

  private async call<T>(
    role: Role,
    method: string,
    path: string,
    body?: string | FormData,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const response = await this.answered(path, {
      method,
      headers: { ...headers, authorization: `Bearer ${await this.token(role)}` },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    const answer: unknown = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
    if (!response.ok)
      throw new Refused(response.status, (answer as { code?: string }).code, `${method} ${path}`, answer);
    return answer as T;
  }

  private async answered(path: string, request: RequestInit): Promise<Response> {
    const deadline = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const response = await fetch(`${this.base}${path}`, request);
      if (response.status !== NOT_READY || Date.now() > deadline) return response;
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_AFTER_MS));
    }
  }

  private token(role: Role): Promise<string> {
    const known = this.tokens.get(role);
    if (known && known.expires > Date.now() + RENEW_BEFORE_MS) return known.token;
    const asked = this.ask(role);
    this.tokens.set(role, { token: asked.then(({ token }) => token), expires: Date.now() + 10 * 60_000 });
    return asked.then(({ token }) => token);
  }

  private async ask(role: Role): Promise<{ token: string }> {
    const response = await fetch(`${this.base}/oidc/token`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(`demo-${role}:demo`).toString('base64')}`,
      },
      body: 'grant_type=client_credentials&scope=decide',
    });
    if (!response.ok) throw new Refused(response.status, undefined, 'POST /oidc/token', await response.text());
    return { token: ((await response.json()) as { access_token: string }).access_token };
  }
}

/** Refusals that time may cure: what a command needs is still on its way from another service. */
const passing = new Set([404, 409, 422, 503]);

/** Polls until `probe` gives something; what crosses services takes a moment. @throws when nothing came in time, with what was seen last */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
  milliseconds = 30_000,
): Promise<T> {
  const deadline = Date.now() + milliseconds;
  let seen: unknown;
  let pause = 10;
  while (Date.now() < deadline) {
    try {
      const found = await probe();
      if (found) return found;
    } catch (error) {
      if (!(error instanceof Refused) || !passing.has(error.status)) throw error;
      seen = error.message;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 1.5, 200);
  }
  throw new Error(`${what}: nothing after ${milliseconds / 1000} s${seen ? ` (last: ${String(seen)})` : ''}`);
}
