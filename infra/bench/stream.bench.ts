import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dropServiceDatabase, freePort } from '@abonde/backing-services';
import { eventually } from '@abonde/testing';
import { ServiceProcesses, services } from '../start/service-processes';
import { atMost, type Bench, type BenchContext, type Row } from './bench';
import type { Arrival, ReaderAnswer, ReaderRequest } from './stream-reader';

const perSecond = 100;
const warmUpSeconds = 5;
const seconds = 30;
const arrivesWithin = 30_000;
/** Milliseconds: what a person takes for at once. */
const limits = { p50: 30, p99: 150 };

/** From the posting in a service to the event in a browser: outbox, Kafka, reporting, stream, gateway. All six services run. */
export const streamBench: Bench = {
  name: 'stream',
  async run(context) {
    const [name, port] = [`bench-${randomBytes(4).toString('hex')}`, await freePort()];
    const [postgres, brokers] = [await context.postgres(), await context.kafka()];
    const dataDir = mkdtempSync(join(tmpdir(), 'abonde-stream-'));
    const processes = new ServiceProcesses({ dataDir, port, databases: `${name}-`, settings: { LOG_LEVEL: 'warn' } });
    const reader = fork(join(__dirname, 'stream-reader.js'));
    try {
      await processes.start(postgres, `kafka:${brokers}/${name}`, (sentence) => context.say(sentence));
      return await measured(context, `http://127.0.0.1:${port}`, processes.urlOf('contributions'), reader);
    } finally {
      reader.kill();
      await processes.stop();
      for (const service of services) await dropServiceDatabase(postgres, `${name}-${service}`);
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

async function measured(context: BenchContext, gateway: string, service: string, reader: ChildProcess): Promise<Row[]> {
  const url = `${gateway}/api/reporting/stream`;
  const opened = once(reader, 'message');
  ask(reader, { ask: 'read', url, token: await tokenOf(gateway, 'auditor') });
  await opened;
  const token = await tokenOf(gateway, 'integration');
  await postSteadily(service, token, 'warm-up', warmUpSeconds);
  const posted = await postSteadily(service, token, 'bench', seconds);
  const waits = await eventually(async () => {
    const waited = (await arrivalsOf(reader)).filter(({ reason }) => reason === 'bench').map((one) => one.waited);
    return waited.length >= posted
      ? waited
      : Promise.reject(new Error(`${waited.length} of ${posted} events arrived.`));
  }, arrivesWithin);
  waits.sort((a, b) => a - b);
  context.say(`${posted} events: last at ${waits.at(-1)?.toFixed(0)} ms`);
  return (['p50', 'p99'] as const).map((rank) => row(rank, waits));
}

function row(rank: keyof typeof limits, waits: number[]): Row {
  const value = waits[Math.floor((waits.length * Number(rank.slice(1))) / 100)] ?? NaN;
  const name = `commit to browser at ${perSecond} events/s, ${rank}`;
  return atMost(1, { name, value, unit: 'ms', limit: limits[rank] });
}

/** One entry every ten milliseconds, whether the earlier ones are answered or not. @returns how many were posted */
async function postSteadily(service: string, token: string, reason: string, duration: number): Promise<number> {
  const posts: Promise<void>[] = [];
  const started = performance.now();
  for (let at = 0; at < duration * perSecond; at += 1) {
    const wait = started + (at * 1_000) / perSecond - performance.now();
    if (wait > 0) await pause(wait);
    posts.push(post(service, token, reason));
  }
  await Promise.all(posts);
  return posts.length;
}

async function post(service: string, token: string, reason: string): Promise<void> {
  const dimensions = { instrument: 'COOPERATION' };
  const posting = (account: string, amount: string) => ({ account, amount, currency: 'EUR', dimensions });
  const body = { reason, postings: [posting('exchange-loss', '1.00'), posting('exchange-gain', '-1.00')] };
  const response = await fetch(`${service}/api/contributions/journal-entries`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomBytes(16).toString('hex'),
    },
    body: JSON.stringify(body),
  });
  const answer = await response.text();
  if (response.status !== 201) throw new Error(`An entry was refused: ${answer}`);
}

async function tokenOf(gateway: string, role: string): Promise<string> {
  const response = await fetch(`${gateway}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`demo-${role}:demo`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (!token) throw new Error(`No token for ${role}: status ${response.status}.`);
  return token;
}

async function arrivalsOf(reader: ChildProcess): Promise<Arrival[]> {
  const answered = once(reader, 'message') as Promise<[ReaderAnswer]>;
  ask(reader, { ask: 'arrivals' });
  const [answer] = await answered;
  return 'arrivals' in answer ? answer.arrivals : [];
}

function ask(reader: ChildProcess, request: ReaderRequest): void {
  reader.send(request);
}
