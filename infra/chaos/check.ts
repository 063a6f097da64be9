import { type Book, type Effect, type ExpectedEvent, type ExpectedTransaction } from './model';

export interface FoundPosting {
  account: string;
  cents: bigint;
  agreement?: string;
  project?: string;
  case?: string;
}

/** A transaction of the consolidated ledger. */
export interface FoundTransaction {
  book: Book;
  number: number;
  id: string;
  kind: string;
  reference: string | null;
  reverses: string | null;
  postings: FoundPosting[];
}

/** A business event as reporting read it from the log. */
export interface FoundEvent {
  /** `contributions.donor-registered` */
  event: string;
  subject: string;
  sequence: number;
  data: Readonly<Record<string, unknown>>;
}

export interface Findings {
  expected: number;
  found: number;
  lost: string[];
  doubled: string[];
  /** There once, with another amount than was accepted. */
  wrong: string[];
  /** Transactions that no accepted command asked for. */
  unasked: string[];
  /** Events whose sequence has a gap or a repetition under their key. */
  disordered: string[];
}

interface Told {
  effects: readonly Effect[];
  /** Kinds that follow from the business day, not from a command. */
  derivedKinds: readonly string[];
}

/** Whether each accepted command has left exactly its effect, and nothing else is there. */
export function check(
  { effects, derivedKinds }: Told,
  transactions: readonly FoundTransaction[],
  events: readonly FoundEvent[],
): Findings {
  const findings: Findings = {
    expected: effects.length,
    found: 0,
    lost: [],
    doubled: [],
    wrong: [],
    unasked: [],
    disordered: [],
  };
  const byKind = grouped(transactions, ({ book, kind }) => `${book} ${kind}`);
  const bySubject = grouped(events, ({ event, subject }) => `${event} ${subject}`);
  const claimed = new Set<FoundTransaction>();
  for (const effect of effects) {
    if ('event' in effect) {
      judge(findings, effect, carrying(bySubject.get(`${effect.event} ${effect.subject}`) ?? [], effect));
      continue;
    }
    const found = matching(byKind.get(`${effect.book} ${effect.kind}`) ?? [], effect);
    for (const transaction of found) claimed.add(transaction);
    judge(findings, effect, found, (transaction) => moved(transaction, effect) === effect.cents);
  }
  findings.unasked = transactions
    .filter((one) => !claimed.has(one) && !derivedKinds.includes(one.kind))
    .map(nameOfTransaction);
  findings.disordered = disordered(events);
  return findings;
}

function judge<Found>(
  findings: Findings,
  effect: Effect,
  found: readonly Found[],
  isExact: (one: Found) => boolean = () => true,
): void {
  const [first] = found;
  const name = nameOfEffect(effect);
  if (first === undefined) findings.lost.push(name);
  else if (found.length > 1) findings.doubled.push(`${name}, ${found.length} times`);
  else if (!isExact(first)) findings.wrong.push(name);
  else findings.found += 1;
}

function matching(candidates: readonly FoundTransaction[], effect: ExpectedTransaction): FoundTransaction[] {
  return candidates.filter(
    (one) =>
      (effect.reference === undefined || one.reference === effect.reference) &&
      one.reverses === (effect.reverses ?? null) &&
      one.postings.some((posting) => isAbout(posting, effect)),
  );
}

function moved({ postings }: FoundTransaction, effect: ExpectedTransaction): bigint {
  return postings.filter((posting) => isAbout(posting, effect)).reduce((sum, { cents }) => sum + cents, 0n);
}

function isAbout(posting: FoundPosting, effect: ExpectedTransaction): boolean {
  return (
    posting.account === effect.account &&
    (effect.agreement === undefined || posting.agreement === effect.agreement) &&
    (effect.project === undefined || posting.project === effect.project) &&
    (effect.case === undefined || posting.case === effect.case)
  );
}

function carrying(candidates: readonly FoundEvent[], { data = {} }: ExpectedEvent): FoundEvent[] {
  return candidates.filter((one) => Object.entries(data).every(([name, value]) => one.data[name] === value));
}

/** `sequence` is the version of what the event is about: each key has each number once, from one upwards. */
function disordered(events: readonly FoundEvent[]): string[] {
  const byKey = grouped(events, ({ event, subject }) => `${event.split('.')[0]} ${subject}`);
  return [...byKey].flatMap(([key, its]) => {
    const numbers = its.map(({ sequence }) => sequence).sort((a, b) => a - b);
    return numbers.every((number, at) => number === at + 1) ? [] : [`${key}: ${numbers.join(' ')}`];
  });
}

function nameOfEffect(effect: Effect): string {
  const { command, ...what } = effect;
  if ('event' in what) return `${what.event} of ${what.subject} ${JSON.stringify(what.data ?? {})} (${command})`;
  const { book, kind, account, cents, ...of } = what;
  return `${book} ${kind} ${cents} cents on ${account} ${JSON.stringify(of)} (${command})`;
}

function nameOfTransaction({ book, number, kind, reference, id }: FoundTransaction): string {
  return `${book} ${number} ${kind} ${reference ?? ''} ${id}`;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
