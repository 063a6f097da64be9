import { addDays } from '@abonde/calendar';
import { debitCredit, type NewTransaction, Sealer, Verifier } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { atMost, type Bench, type BenchContext, median, type Row } from './bench';
import { accountOf, type BenchBook, chart, dimensionsOf, openBenchBook } from './ledger/bench-book';
import { accounts, randomMove } from './ledger/plain-ledger';

const postingsOf = { small: 10_000, large: 1_000_000 };
const size = 1_000;
const rounds = 7;
const firstDay = '2024-01-01';
const days = 730;
const halfWay = addDays(firstDay, days / 2);
const options = { book: 'contributions', chart } as const;

/** What a hundred times more history costs. Both books are there from the start and measured turn by turn. */
export const ledgerGrowth: Bench = {
  name: 'ledger-growth',
  async run(context: BenchContext): Promise<Row[]> {
    const adminUrl = await context.postgres();
    const small = await openBenchBook(adminUrl, 'small');
    const large = await openBenchBook(adminUrl, 'large');
    try {
      await grow(small, postingsOf.small);
      context.say(`   growing the large book to ${postingsOf.large} postings…`);
      await grow(large, postingsOf.large);
      return await compare(context, small, large);
    } finally {
      await small.drop();
      await large.drop();
    }
  },
};

interface Work {
  name: string;
  unit: string;
  /** Duration in milliseconds of what `unit` says. */
  cost: (book: BenchBook) => Promise<number>;
}

const works: Work[] = [
  { name: 'post', unit: 'ms a batch', cost: (book) => timed(() => book.ledger.postMany(batch())) },
  {
    name: 'balance, account with a floor',
    unit: 'ms',
    cost: ({ ledger }) => timed(() => ledger.balance(anyEnvelope())),
  },
  {
    name: 'balance, busy account without a floor',
    unit: 'ms',
    cost: ({ ledger }) => timed(() => ledger.balance('fund:money')),
  },
  {
    name: 'balance as of an accounting date',
    unit: 'ms',
    cost: ({ ledger }) => timed(() => ledger.balance('fund:money', { asOf: halfWay })),
  },
  {
    name: 'balance as of a value date',
    unit: 'ms',
    cost: ({ ledger }) => timed(() => ledger.balance('fund:money', { asOf: halfWay, basis: 'VALUE' })),
  },
  {
    name: 'all balances as of a date',
    unit: 'ms',
    cost: ({ ledger }) => timed(() => ledger.balances('fund:envelope:*', { asOf: halfWay })),
  },
];

async function compare(context: BenchContext, small: BenchBook, large: BenchBook): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, unit, cost } of works) {
    const costs = { small: [] as number[], large: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      costs.small.push(await cost(small));
      costs.large.push(await cost(large));
    }
    rows.push(grown(name, unit, median(costs.small), median(costs.large)));
    context.say(`   ${name}: ${median(costs.small).toFixed(2)} ms, then ${median(costs.large).toFixed(2)} ms`);
  }
  await Promise.all([seal(small), seal(large)]);
  rows.push(grown('verify', 'ms a transaction', await verifyCost(small), await verifyCost(large)));
  return rows;
}

function grown(name: string, unit: string, limit: number, value: number): Row {
  return atMost(2, { name: `${name}: 1 million postings against 10 thousand`, value, unit, limit });
}

async function grow(book: BenchBook, postings: number): Promise<void> {
  let left = Math.ceil((postings / 2 - accounts) / size);
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const outcomes = await book.ledger.postMany(batch());
      if (outcomes.some(({ outcome }) => outcome !== 'POSTED')) throw new Error('A move of the bench was not posted.');
    }
  };
  await Promise.all([worker(), worker()]);
  await seal(book);
}

/** As the relay does, without publishing; then the snapshots that a service takes in the background. */
async function seal({ dataSource }: BenchBook): Promise<void> {
  const sealer = new Sealer(options);
  for (let sealed = 1; sealed > 0;) sealed = (await dataSource.transaction((tx) => sealer.seal(tx))).length;
  for (let more = true; more;) {
    const [row]: { taken: boolean }[] = await dataSource.query('SELECT ledger.take_snapshot() AS taken');
    more = row?.taken ?? false;
  }
}

async function verifyCost({ dataSource }: BenchBook): Promise<number> {
  const verifier = new Verifier(options, dataSource);
  const started = performance.now();
  const { verified, transactions } = await verifier.verify();
  if (!verified) throw new Error('The book of the bench does not verify.');
  return (performance.now() - started) / transactions;
}

/** Half of the moves between envelopes, half with the one account that everything passes through; two years of days. */
function batch(): NewTransaction[] {
  return Array.from({ length: size }, (_, at) => {
    const { debited, credited, amount } = randomMove(false);
    const from = at % 2 === 0 ? 'fund:money' : accountOf(debited);
    const valueDate = addDays(firstDay, Math.floor(Math.random() * days));
    const postings = debitCredit(from, accountOf(credited), Money.minor(BigInt(amount)), dimensionsOf(credited));
    return { kind: 'bench-move', reason: 'Bench move', valueDate, actor: 'system:bench', postings };
  });
}

const anyEnvelope = (): string => accountOf(randomMove(false).debited);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
