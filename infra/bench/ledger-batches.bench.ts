import { atLeast, type Bench, type BenchContext, median, type Row, toKnow } from './bench';
import { type BenchBook, openBenchBook, transactionOf } from './ledger/bench-book';
import { PlainLedger, randomMove } from './ledger/plain-ledger';
import { isTold, ownProcessorMs, ServerTime } from './processor-time';

const size = 1_000;
const rounds = 5;
const batchesOfARound = 20;

/** The library against plain set-based SQL: batches of a thousand, from this process, to the same database, turn by turn. */
export const ledgerBatches: Bench = {
  name: 'ledger-batches',
  async run(context: BenchContext): Promise<Row[]> {
    const book = await openBenchBook(await context.postgres(), 'batches');
    const plain = await PlainLedger.create(book.ownerUrl);
    try {
      return [...(await compare(context, book, plain, false)), ...(await compare(context, book, plain, true))];
    } finally {
      await plain.close();
      await book.drop();
    }
  },
};

async function compare(context: BenchContext, book: BenchBook, plain: PlainLedger, hot: boolean): Promise<Row[]> {
  const moves = () => Array.from({ length: size }, () => randomMove(hot));
  const ways = {
    plain: () => plain.post(moves()),
    together: () => postTogether(book, moves().map(transactionOf)),
    joined: () => book.dataSource.transaction((tx) => book.ledger.post(tx, moves().map(transactionOf))),
  };
  const server = isTold() ? await ServerTime.of(book.ownerUrl) : undefined;
  const worked = (): number => (server ? server.ms() + ownProcessorMs() : Number.NaN);
  const rates = { plain: [] as number[], together: [] as number[], joined: [] as number[] };
  const work = { plain: [] as number[], joined: [] as number[] };
  const workOf = async (way: keyof typeof work): Promise<void> => {
    const before = worked();
    rates[way].push(await rateOf(ways[way], 1));
    work[way].push((worked() - before) / (batchesOfARound * size));
  };
  for (const way of [ways.plain, ways.together, ways.joined]) await rateOf(way, 1);
  for (let round = 1; round <= rounds; round += 1) {
    await workOf('plain');
    rates.together.push(await rateOf(ways.together, 2));
    await workOf('joined');
    context.say(
      `   round ${round}: plain ${told(rates.plain)}, library ${told(rates.together)}, in a transaction ${told(rates.joined)}`,
    );
  }
  const limit = median(rates.plain);
  const where = hot ? ', one hot account' : '';
  const row = { unit: 'transactions/s', limit };
  return [
    (hot ? toKnow : atLeast.bind(undefined, 0.7))({
      ...row,
      name: `ledger library in batches${where}`,
      value: median(rates.together),
    }),
    toKnow({
      ...row,
      name: `ledger library, a batch in the caller's transaction${where}`,
      value: median(rates.joined),
    }),
    toKnow({
      name: `processor time of library and database${where}`,
      value: median(work.joined),
      unit: 'ms a transaction',
      limit: median(work.plain),
    }),
  ];
}

async function postTogether({ ledger }: BenchBook, transactions: ReturnType<typeof transactionOf>[]): Promise<void> {
  const outcomes = await ledger.postMany(transactions);
  const refused = outcomes.find(({ outcome }) => outcome !== 'POSTED');
  if (refused) throw new Error(`A move of the bench came out as ${refused.outcome}.`);
}

/** Transactions a second with that many batches on their way. */
async function rateOf(way: () => Promise<unknown>, atOnce: number): Promise<number> {
  let left = batchesOfARound;
  const started = performance.now();
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await way();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return (batchesOfARound * size) / ((performance.now() - started) / 1_000);
}

const told = (rates: number[]): string => Math.round(rates.at(-1) ?? 0).toString();
