import { randomUUID } from 'node:crypto';
import { type Book, type EventData, type EventType, topicOf } from '@abonde/contracts';
import { blockRoot, genesis, sealHash } from '@abonde/ledger';
import { envelope, type NewEvent, type OutgoingMessage } from '@abonde/messaging';
import { Money } from '@abonde/money';

type Sealed = EventData<'abonde.ledger.transaction-sealed.v1'>;
type Postings = Sealed['transaction']['postings'];
type Transaction = Pick<Sealed['transaction'], 'kind' | 'postings'> & { day: string; transfer?: string };

const donors = Array.from({ length: 10 }, (_, at) => `DONOR-${at + 1}`);
const agreements = donors.flatMap((donor) => [1, 2].map((number) => ({ donor, agreement: `${donor}-A${number}` })));
const projects = Array.from({ length: 100 }, (_, at) => `PROJECT-${at + 1}`);
const instrument = 'COOPERATION';
/** Transactions of a sealed block. */
const block = 100;
const years = 10;

export interface LogSize {
  /** A receipt in two books with its two events, and an allocation in two books. */
  rounds: number;
  /** Agreements that share an allocation. */
  shares: number;
}

/** Postings of a round. */
export function postingsOf({ shares }: Pick<LogSize, 'shares'>): number {
  return 6 + 4 * shares;
}

/**
 * The log of a fund in which the same things happen again and again over ten years, in batches. What is sealed is chained as a
 * real book is.
 */
export function* sealedLog({ rounds, shares }: LogSize): Generator<OutgoingMessage[]> {
  const writer = new LogWriter();
  yield names(writer);
  for (let at = 0; at < rounds; at += 1) {
    const day = dayOf(at, rounds);
    receive(writer, at, day);
    allocate(writer, at, day, shares);
    if (writer.waiting >= 1_000) yield writer.take();
  }
  yield writer.finish();
}

function receive(writer: LogWriter, at: number, day: string): void {
  const { donor, agreement } = nth(agreements, at);
  const [amount, match, transfer] = [Money.minor(BigInt(100_000 + (at % 977))), randomUUID(), randomUUID()];
  const dimensions = { instrument, donor, agreement };
  writer.tell('abonde.treasury.receipt-matched.v1', receiptMatched(match, transfer, amount, agreement));
  writer.tell('abonde.contributions.money-received.v1', moneyReceived(agreement, amount));
  const arrived = pair('suspense:BNP', 'clearing:contributions', amount, dimensions);
  const recorded = [
    ...pair('clearing:treasury', `receivable:${agreement}`, amount, dimensions),
    ...pair('fund:money', `fund:envelope:${agreement}`, amount, dimensions),
  ];
  writer.seal('treasury', { kind: 'receipt-matched', day, transfer, postings: arrived });
  writer.seal('contributions', { kind: 'receipt-recorded', day, transfer, postings: recorded });
}

function allocate(writer: LogWriter, at: number, day: string, shares: number): void {
  const [project, transfer] = [nth(projects, at), randomUUID()];
  const parts = Array.from({ length: shares }, (_, part) => nth(agreements, at + part));
  const amount = Money.minor(20_000n);
  const lines = (debit: (agreement: string) => string, credit: (agreement: string) => string) =>
    parts.flatMap(({ donor, agreement }) =>
      pair(debit(agreement), credit(agreement), amount, { instrument, donor, agreement, project }),
    );
  const sent = lines(
    (agreement) => `fund:envelope:${agreement}`,
    () => 'fund:transfer:disbursements',
  );
  const received = lines(
    () => 'fund:transfer:contributions',
    (agreement) => `fund:allocation:${project}:${agreement}`,
  );
  writer.seal('contributions', { kind: 'allocation-confirmed', day, transfer, postings: sent });
  writer.seal('disbursements', { kind: 'allocation-received', day, transfer, postings: received });
}

function nth<Item>(items: readonly Item[], at: number): Item {
  return items[at % items.length] as Item;
}

function dayOf(at: number, rounds: number): string {
  const days = Math.floor((at / rounds) * years * 365);
  return new Date(Date.UTC(2016, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
}

function pair(debit: string, credit: string, amount: Money, dimensions: Record<string, string>): Postings {
  return ([debit, credit] as const).map((account, at) => {
    const eur = (at === 0 ? amount : amount.negated()).toJSON();
    const layer = account.startsWith('fund:') ? 'FUND' : 'GENERAL';
    return { account, pcg: null, layer, amount: eur, eur, dimensions, original: null };
  });
}

function receiptMatched(match: string, transfer: string, amount: Money, agreement: string) {
  const eur = amount.toJSON();
  const targets = [{ kind: 'donation' as const, id: agreement, amount: eur }];
  const data = { match, entry: randomUUID(), account: 'BNP', eur, original: eur, charges: null, targets };
  return { key: match, transfer, data };
}

function moneyReceived(agreement: string, amount: Money) {
  const data = { agreement, movement: randomUUID(), delta: amount.toJSON(), cause: 'RECEIVED' as const };
  return { key: agreement, data };
}

/** Donors, agreements and projects by name. */
function names(writer: LogWriter): OutgoingMessage[] {
  for (const donor of donors) {
    const data = { donor, name: donor, kind: 'CITY' as const, country: 'FR', payerAliases: [], iatiOrgId: null };
    writer.tell('abonde.contributions.donor-registered.v1', { key: donor, data });
  }
  for (const { donor, agreement } of agreements) {
    const data = {
      ...{ agreement, version: 1, donor, donorName: donor, instrument: 'COOPERATION' as const, signedOn: '2016-01-01' },
      ...{ amount: Money.eur('1000000.00').toJSON(), period: { from: '2016-01-01', to: '2027-12-31' } },
      ...{ earmark: { level: 'NONE' as const }, countsAs: 'FUND' as const, pool: 'EUR', interestClauses: [] },
    };
    writer.tell('abonde.contributions.agreement-signed.v1', { key: agreement, data });
  }
  return writer.take();
}

/** Puts events in the order of their keys, and transactions in the chain of their book. */
class LogWriter {
  private messages: OutgoingMessage[] = [];
  private readonly sequences = new Map<string, number>();
  private readonly chains = new Map<Book, { number: number; block: number; root: string; open: Sealed[] }>();

  get waiting(): number {
    return this.messages.length;
  }

  tell<Type extends EventType>(type: Type, event: NewEvent<Type>): void {
    const topic = topicOf(type);
    const place = `${topic} ${event.key}`;
    const sequence = (this.sequences.get(place) ?? 0) + 1;
    this.sequences.set(place, sequence);
    const content = envelope(topic.replace('abonde.', ''), { type, ...event });
    this.messages.push({ topic, key: event.key, value: JSON.stringify({ ...content, sequence }) });
  }

  seal(book: Book, { kind, day, transfer, postings }: Transaction): void {
    const chain = this.chains.get(book) ?? { number: 0, block: 0, root: genesis, open: [] };
    this.chains.set(book, chain);
    chain.number += 1;
    const { number } = chain;
    const transaction = {
      ...{ id: randomUUID(), kind, reason: kind, reference: null, accountingDate: day, valueDate: day },
      ...{ postedAt: `${day}T08:00:00.000000Z`, transfer: transfer ?? null, reverses: null, actor: 'system:bench' },
      ...{ metadata: {}, postings },
    };
    const hash = sealHash({ book, number, transaction });
    chain.open.push({ book, number, hash, block: chain.block + 1, root: '', previousRoot: chain.root, transaction });
    if (chain.open.length >= block) this.close(book);
  }

  take(): OutgoingMessage[] {
    const taken = this.messages;
    this.messages = [];
    return taken;
  }

  finish(): OutgoingMessage[] {
    for (const book of this.chains.keys()) this.close(book);
    return this.take();
  }

  private close(book: Book): void {
    const chain = this.chains.get(book);
    if (!chain || chain.open.length === 0) return;
    const root = blockRoot(
      chain.root,
      chain.open.map(({ hash }) => hash),
    );
    for (const data of chain.open) {
      const { accountingDate, valueDate, transfer } = data.transaction;
      const dates = { accountingDate, valueDate, ...(transfer && { transfer }) };
      this.tell('abonde.ledger.transaction-sealed.v1', { key: book, data: { ...data, root }, ...dates });
    }
    Object.assign(chain, { block: chain.block + 1, root, open: [] });
  }
}
