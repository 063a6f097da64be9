import type { Service } from '../start/service-processes';

export type Book = Exclude<Service, 'gateway' | 'reporting'>;
export const books: readonly Book[] = ['contributions', 'treasury', 'disbursements', 'emergency-fund'];

/** A transaction that has to be in a book once, and what tells it from all others of its kind. */
export interface ExpectedTransaction {
  book: Book;
  kind: string;
  account: string;
  /** What it moves on the account, debit positive, in cents. */
  cents: bigint;
  reference?: string;
  agreement?: string;
  case?: string;
  project?: string;
  reverses?: string;
}

/** A business event that has to be in the log once. */
export interface ExpectedEvent {
  /** `contributions.donor-registered` */
  event: string;
  subject: string;
  data?: Readonly<Record<string, unknown>>;
}

export type Effect = (ExpectedTransaction | ExpectedEvent) & {
  /** What was accepted: `POST /api/contributions/donors`. */
  command: string;
};

/** What clients were told, kept beside the platform: every command accepted, and what must have come of it. */
export class Model {
  readonly effects: Effect[] = [];
  readonly accepted = new Map<Service, number>();
  /** Why commands were sent again: a status and a code, or what broke. */
  readonly retries = new Map<string, number>();
  readonly refusals = new Map<string, number>();
  /** What a desk did not expect to be told. */
  readonly surprises: string[] = [];
  daysTurned = 0;

  get acceptedInAll(): number {
    return total(this.accepted);
  }

  expect(command: string, ...effects: (ExpectedTransaction | ExpectedEvent)[]): void {
    for (const effect of effects) this.effects.push({ ...effect, command });
  }
}

export function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export function total(counts: ReadonlyMap<unknown, number>): number {
  return [...counts.values()].reduce((sum, some) => sum + some, 0);
}
