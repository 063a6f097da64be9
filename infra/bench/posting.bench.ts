import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ledger } from '@abonde/ledger';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { atLeast, atMost, type Bench, type BenchContext, median, none, type Row, toKnow } from './bench';
import { chart, fill } from './ledger/bench-book';
import { PlainLedger, type PlainLoad } from './ledger/plain-ledger';
import type { LoadResult, PostingLoad } from './load-generator';
import { isTold, processorMs, ServerTime } from './processor-time';
import { ServiceProcess } from './service-process';

const rounds = 3;
const seconds = 6;
const unit = 'transactions/s';

/** Medians of the rounds of both, and the processor time that one transaction took, in milliseconds. */
interface Measured {
  plain: number;
  plainWork: number;
  service: LoadResult[];
  serviceWork: number;
}

/** Posting straight to a service over HTTP, one entry a request, with everything on; against plain SQL from as many clients. */
export const posting: Bench = {
  name: 'posting',
  async run(context: BenchContext): Promise<Row[]> {
    const service = await ServiceProcess.start(context, 'contributions');
    const plain = await PlainLedger.create(service.database.ownerUrl);
    try {
      await openAccounts(service);
      await load(service, { clients: 64, seconds: 3, hot: false });
      const spread = await measure(context, service, plain, { clients: 64, hot: false });
      const hot = await measure(context, service, plain, { clients: 64, hot: true });
      const alone = await measure(context, service, plain, { clients: 1, hot: false });
      await settle(context, service);
      return rowsOf(spread, hot, alone);
    } finally {
      await plain.close();
      await service.stop();
    }
  },
};

function rowsOf(spread: Measured, hot: Measured, alone: Measured): Row[] {
  const of = ({ service }: Measured, figure: Exclude<keyof LoadResult, 'firstRefusal'>): number =>
    median(service.map((one) => one[figure]));
  const lost = [...spread.service, ...hot.service, ...alone.service];
  const total = (figure: Exclude<keyof LoadResult, 'firstRefusal'>): number =>
    lost.reduce((sum, one) => sum + one[figure], 0);
  return [
    atLeast(0.5, { name: 'post over HTTP, 64 clients', value: of(spread, 'rate'), unit, limit: spread.plain }),
    atLeast(2, { name: 'post over HTTP, 64 clients, one hot account', value: of(hot, 'rate'), unit, limit: hot.plain }),
    atMost(5, { name: 'p99 over p50, one hot account', value: of(hot, 'p99'), unit: 'ms', limit: of(hot, 'p50') }),
    none({ name: 'time-outs', value: total('timeouts'), unit: 'requests' }),
    none({ name: 'failed requests', value: total('failures'), unit: 'requests' }),
    toKnow({ name: 'p99 over p50, 64 clients', value: of(spread, 'p99'), unit: 'ms', limit: of(spread, 'p50') }),
    toKnow({
      name: 'processor time of service and database',
      value: spread.serviceWork,
      unit: 'ms a transaction',
      limit: spread.plainWork,
    }),
    toKnow({ name: 'post over HTTP, 1 client', value: of(alone, 'rate'), unit, limit: alone.plain }),
  ];
}

/** Plain SQL and the service take turns, so that a busy machine is busy for both. */
async function measure(
  context: BenchContext,
  service: ServiceProcess,
  plain: PlainLedger,
  { clients, hot }: { clients: number; hot: boolean },
): Promise<Measured> {
  const clock = await workClock(service);
  const limits: (PlainLoad & Worked)[] = [];
  const results: (LoadResult & Worked)[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const limit = await clock(() => plain.load({ clients, seconds, hot }));
    const result = await clock(() => load(service, { clients, seconds, hot }));
    limits.push(limit);
    results.push(result);
    const { rate, p50, p99 } = result;
    context.say(
      `   ${clients} clients${hot ? ', hot' : ''}: plain ${Math.round(limit.rate)}, HTTP ${Math.round(rate)}, p50 ${p50} ms, p99 ${p99} ms`,
    );
  }
  const plainRate = median(limits.map(({ rate }) => rate));
  if (plainRate === 0) throw new Error('Plain SQL posted nothing: the machine is too busy to measure anything.');
  const work = (of: Worked[]): number => median(of.map((one) => one.work));
  return { plain: plainRate, plainWork: work(limits), service: results, serviceWork: work(results) };
}

interface Worked {
  /** Milliseconds of processor time of the service and the database for one transaction. */
  work: number;
}

type WorkClock = <T extends { posted: number }>(work: () => Promise<T>) => Promise<T & Worked>;

async function workClock(service: ServiceProcess): Promise<WorkClock> {
  if (!isTold()) return async (work) => ({ ...(await work()), work: Number.NaN });
  const server = await ServerTime.of(service.database.ownerUrl);
  const now = (): number => server.ms() + processorMs(service.id);
  return async (work) => {
    const before = now();
    const done = await work();
    return { ...done, work: (now() - before) / done.posted };
  };
}

/** The load comes from a process of its own, as clients do. */
async function load(service: ServiceProcess, options: Omit<PostingLoad, 'url' | 'token'>): Promise<LoadResult> {
  const told: PostingLoad = { ...options, url: service.url, token: await service.token('integration') };
  const program = join(__dirname, 'load-generator.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(told)]);
  const result = JSON.parse(stdout) as LoadResult;
  if (result.firstRefusal !== null) throw new Error(`The service refused an entry: ${result.firstRefusal}`);
  return result;
}

async function openAccounts({ database }: ServiceProcess): Promise<void> {
  const dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  await fill(new Ledger({ book: 'contributions', chart }, dataSource));
  await dataSource.destroy();
}

/** What was posted is worth nothing until it is sealed, published and verified. */
async function settle(context: BenchContext, service: ServiceProcess): Promise<void> {
  const client = new Client({ connectionString: service.database.ownerUrl });
  await client.connect();
  const waiting = async (): Promise<{ unsealed: number; unsent: number }> => {
    const { rows } = await client.query<{ unsealed: number; unsent: number }>(
      'SELECT (SELECT count(*)::int FROM ledger.unsealed) AS unsealed, (SELECT count(*)::int FROM outbox WHERE sent_at IS NULL) AS unsent',
    );
    return rows[0] ?? { unsealed: 0, unsent: 0 };
  };
  const started = performance.now();
  const { unsealed, unsent } = await waiting();
  for (let left = unsealed + unsent; left > 0;) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = await waiting();
    left = now.unsealed + now.unsent;
  }
  await client.end();
  const took = ((performance.now() - started) / 1_000).toFixed(1);
  context.say(`   ${unsealed} to seal and ${unsent} to publish at the end of the load, done ${took} s later`);
  const answer = await fetch(`${service.url}/api/contributions/ledger/verify`, {
    headers: { authorization: `Bearer ${await service.token('auditor')}` },
  });
  const { verified, transactions } = (await answer.json()) as { verified?: boolean; transactions?: number };
  if (verified !== true) throw new Error('The book does not verify after the load.');
  context.say(`   the book of ${transactions} transactions verifies`);
}
