import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Body } from '@abonde/testing';
import type { Actor, Actors, Who } from '../actors/who';
import { type Service, services } from '../start/service-processes';
import { count, type Model } from './model';
import type { Recoveries } from './recoveries';

/** Milliseconds after which a client believes that an answer is lost. */
const ANSWER_WITHIN_MS = 20_000;
/** Milliseconds in which what a command needs has to arrive from the other services, faults included. */
const PATIENCE_MS = 240_000;
const TOKEN_KEPT_MS = 20 * 60_000;

/** A definite no. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    call: string,
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`${call} was refused: ${status} ${code}, ${detail}`);
  }
}

/** Nobody said yes or no in time. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

interface Request {
  who: Who;
  method: 'GET' | 'POST';
  path: string;
  body?: unknown;
  key?: string;
}

interface Answer {
  status: number;
  body: Body;
}

/** What is cured by time: it is on its way from another service. */
const passing = new Set([404, 409, 422]);

/** People who ask the same thing, with the same key, until somebody gives a definite answer. */
export class InsistentClient implements Actors {
  private readonly tokens = new Map<Who, { token: string; until: number }>();

  constructor(
    private readonly base: string,
    private readonly model: Model,
    private readonly recoveries: Recoveries,
  ) {}

  as(who: Who): Actor {
    return {
      post: (path, body = {}, key = randomUUID()) => this.insist({ who, method: 'POST', path, body, key }),
      upload: (path, name, content, fields = {}, key = randomUUID()) =>
        this.insist({ who, method: 'POST', path, body: formOf(name, content, fields), key }),
    };
  }

  get(who: Who, path: string): Promise<Body> {
    return this.insist({ who, method: 'GET', path });
  }

  /** The same command from two windows at once. @throws when they are not told the same */
  async twice(who: Who, path: string, body: unknown): Promise<Body> {
    const key = randomUUID();
    const [one, other] = await Promise.all([0, 1].map(() => this.insist({ who, method: 'POST', path, body, key })));
    if (JSON.stringify(one) !== JSON.stringify(other))
      this.model.surprises.push(`${path} told two stories: ${JSON.stringify(one)} and ${JSON.stringify(other)}`);
    return one;
  }

  /** A command that has to be refused; a success is a surprise. */
  async refusal(who: Who, path: string, body: unknown, codes: readonly string[]): Promise<void> {
    const call = `POST ${path}`;
    const answer = await this.untilDefinite({ who, method: 'POST', path, body, key: randomUUID() }, deadline());
    const code = String(answer.body?.code);
    if (answer.status < 300) this.model.surprises.push(`${call} was accepted: ${JSON.stringify(body)}`);
    else if (!codes.includes(code)) this.model.surprises.push(`${call} was refused with ${answer.status} ${code}`);
    else count(this.model.refusals, code);
  }

  /** @throws {Refused | Unanswered} */
  private async insist(request: Request): Promise<Body> {
    const call = `${request.method} ${request.path}`;
    const until = deadline();
    for (let pause = 100; ; pause = Math.min(pause * 1.5, 2_000)) {
      const { status, body } = await this.untilDefinite(request, until);
      if (status < 300) {
        this.note(request);
        return body;
      }
      const code = String(body?.code ?? '');
      if (!passing.has(status) || code === 'IDEMPOTENCY_KEY_REUSED' || Date.now() > until)
        throw new Refused(call, status, code, JSON.stringify(body));
      count(this.model.refusals, `${code} (not yet)`);
      await sleep(pause);
    }
  }

  private note(request: Request): void {
    const service = serviceOf(request);
    const { method } = request;
    // Everything comes through the gateway; reporting takes no commands, so that its answers count.
    this.recoveries.answered('gateway');
    if (method === 'POST' || service === 'reporting') this.recoveries.answered(service);
    if (method === 'POST') count(this.model.accepted, service);
  }

  private async untilDefinite(request: Request, until: number): Promise<Answer> {
    for (let pause = 50; ; pause = Math.min(pause * 1.6, 1_500)) {
      const answer = await this.send(request).catch((error: unknown) => nameOf(error));
      if (typeof answer !== 'string' && !isIndefinite(answer)) return answer;
      const why = typeof answer === 'string' ? answer : `${answer.status} ${String(answer.body?.code ?? '')}`;
      if (Date.now() > until) throw new Unanswered(`${request.method} ${request.path} has no answer: ${why}`);
      count(this.model.retries, why === 'TimeoutError' ? `${why} of ${serviceOf(request)}` : why);
      await sleep(pause);
    }
  }

  private async send({ who, method, path, body, key }: Request): Promise<Answer> {
    const isForm = body instanceof FormData;
    const response = await fetch(`${this.base}${path}`, {
      method,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: {
        authorization: `Bearer ${await this.token(who)}`,
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
    if (response.status === 401) this.tokens.delete(who);
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, body: isJson && text ? (JSON.parse(text) as Body) : text };
  }

  private async token(who: Who): Promise<string> {
    const known = this.tokens.get(who);
    if (known && known.until > Date.now()) return known.token;
    const response = await fetch(`${this.base}/oidc/token`, {
      method: 'POST',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(`demo-${who}:demo`).toString('base64')}`,
      },
      body: 'grant_type=client_credentials&scope=decide',
    });
    if (!response.ok) throw new Error(`no token: ${response.status}`);
    const { access_token: token } = (await response.json()) as { access_token: string };
    this.tokens.set(who, { token, until: Date.now() + TOKEN_KEPT_MS });
    return token;
  }
}

function serviceOf({ path }: Request): Service {
  return services.find((one) => path.startsWith(`/api/${one}/`)) ?? 'gateway';
}

function deadline(): number {
  return Date.now() + PATIENCE_MS;
}

/** The command may have been carried out or not. A token is asked for anew after 401. */
function isIndefinite({ status }: Answer): boolean {
  return status >= 500 || [401, 408, 429].includes(status);
}

function nameOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? (name === 'Error' ? message : name);
}

function formOf(name: string, content: string, fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  const type = name.endsWith('.pdf') ? 'application/pdf' : 'application/xml';
  form.append('file', new Blob([content], { type }), name);
  return form;
}
