import { randomUUID } from 'node:crypto';
import autocannon, { type Request } from 'autocannon';
import { accountOf, dimensionsOf } from './ledger/bench-book';
import { randomMove } from './ledger/plain-ledger';

/** What the program is told, as its only argument. */
export interface PostingLoad {
  url: string;
  token: string;
  clients: number;
  seconds: number;
  hot: boolean;
}

/** What it answers on its standard output; durations in milliseconds. */
export interface LoadResult {
  /** Answers 2xx a second. */
  rate: number;
  posted: number;
  p50: number;
  p99: number;
  timeouts: number;
  /** Connections that failed, and answers other than 2xx. */
  failures: number;
  /** What the service said to the first request it refused. */
  firstRefusal: string | null;
}

/** Each request is a new entry with a key of its own. */
function entry(request: Request, { token, hot }: PostingLoad): Request {
  const { debited, credited, amount } = randomMove(hot);
  const euros = `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
  const body = {
    reason: 'Bench move',
    postings: [
      { account: accountOf(debited), amount: euros, currency: 'EUR', dimensions: dimensionsOf(debited) },
      {
        account: accountOf(credited),
        amount: `-${euros}`,
        currency: 'EUR',
        dimensions: dimensionsOf(credited),
      },
    ],
  };
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  };
  return { ...request, headers, body: JSON.stringify(body) };
}

async function main(): Promise<void> {
  const load = JSON.parse(process.argv[2] ?? '') as PostingLoad;
  let firstRefusal: string | null = null;
  const onResponse = (status: number, body: string): void => {
    if (status >= 300) firstRefusal ??= body;
  };
  const result = await autocannon({
    url: load.url,
    connections: load.clients,
    duration: load.seconds,
    timeout: 10,
    requests: [
      {
        method: 'POST',
        path: '/api/contributions/journal-entries',
        setupRequest: (request) => entry(request, load),
        onResponse,
      },
    ],
  });
  const told: LoadResult = {
    rate: result['2xx'] / result.duration,
    posted: result['2xx'],
    p50: result.latency.p50,
    p99: result.latency.p99,
    timeouts: result.timeouts,
    failures: result.errors - result.timeouts + result.non2xx,
    firstRefusal,
  };
  process.stdout.write(JSON.stringify(told));
}

void main();
