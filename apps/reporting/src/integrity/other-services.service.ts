import { DomainError, ENVIRONMENT, type Environment, type Refusal } from '@abonde/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Fault } from './seal-witness.service';

/** Books in the order money goes through them; each is the context of the service that keeps it. */
export const BOOKS = ['contributions', 'treasury', 'disbursements', 'emergency-fund'] as const;
export type BookName = (typeof BOOKS)[number];

export interface Verification {
  transactions: number;
  head: string;
  verified: boolean;
  firstBad: Fault | null;
  verifiedAt: string;
}
export interface Proof {
  hash: string;
  root: string;
}

/** A service's statement, as far as it is looked at here. */
export interface BookStatement {
  balances: unknown[];
}

const PORTS: Record<BookName, number> = {
  contributions: 3001,
  treasury: 3002,
  disbursements: 3003,
  'emergency-fund': 3004,
};
/** Milliseconds a service may take to verify its book. */
const PATIENCE = 20_000;

/** The other services, asked in the name of whoever asked us; only to check them, never to do our work. */
@Injectable()
export class OtherServices {
  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {}

  /** @returns undefined when the service doesn't answer or refuses */
  verify(book: BookName, authorization: string): Promise<Verification | undefined> {
    return this.get<Verification>(book, `/api/${book}/ledger/verify`, authorization);
  }

  proof(book: BookName, transaction: string, authorization: string): Promise<Proof | undefined> {
    return this.get<Proof>(book, `/api/${book}/ledger/transactions/${transaction}/proof`, authorization);
  }

  /** @throws {DomainError} the service's own refusal, or 503 when it doesn't answer */
  async statement(book: BookName, query: string, authorization: string): Promise<BookStatement> {
    const path = `/api/${book}/ledger/statement?${query}`;
    const answer = await this.ask(book, path, { authorization }).catch(() => undefined);
    const body: unknown = await answer?.json().catch(() => undefined);
    if (answer?.ok && body) return body as BookStatement;
    throw new DomainError((body as Refusal | undefined) ?? away(book));
  }

  /** Dead letters neither put back nor discarded, from the service's metrics. */
  async deadLetters(book: BookName): Promise<number | undefined> {
    const text = await this.fetch(book, '/metrics', {}).then(
      (answer) => answer?.text(),
      () => undefined,
    );
    const count = new RegExp(`^messaging_dead_letters\\{[^}]*service="${book}"[^}]*\\} (\\d+)`, 'm').exec(
      text ?? '',
    )?.[1];
    return count === undefined ? undefined : Number(count);
  }

  private async get<T>(book: BookName, path: string, authorization: string): Promise<T | undefined> {
    const answer = await this.fetch(book, path, { authorization }).catch(() => undefined);
    return answer?.json().then(
      (body) => body as T,
      () => undefined,
    );
  }

  private async fetch(book: BookName, path: string, headers: Record<string, string>): Promise<Response | undefined> {
    const answer = await this.ask(book, path, headers);
    return answer.ok ? answer : undefined;
  }

  private ask(book: BookName, path: string, headers: Record<string, string>): Promise<Response> {
    const variable = `${book.toUpperCase().replaceAll('-', '_')}_URL`;
    const base = this.environment[variable] || `http://127.0.0.1:${PORTS[book]}`;
    return fetch(`${base.replace(/\/$/, '')}${path}`, { headers, signal: AbortSignal.timeout(PATIENCE) });
  }
}

function away(service: BookName): Refusal {
  const detail = `${service} does not answer.`;
  return { code: 'SERVICE_UNAVAILABLE', status: 503, title: 'Service unavailable', detail, service };
}
