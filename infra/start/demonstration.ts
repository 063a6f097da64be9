import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  dropServiceDatabase,
  startEventLog,
  type StartedEventLog,
  startPostgres,
  type StartedPostgres,
} from '@abonde/backing-services';
import { Listr } from 'listr2';
import { loadScenario } from '../scenario/load/load';
import { planScenario } from '../scenario/plan';
import { readReference } from '../scenario/reference';
import { claimDataDir, requireFreePort, StartProblem } from './preconditions';
import { ServiceProcesses, services } from './service-processes';

interface Options {
  dataDir: string;
  port: number;
  fresh: boolean;
  events?: 'kafka' | 'embedded';
}

interface Context {
  postgres: StartedPostgres;
  eventLog: StartedEventLog;
}

const DEFAULT_PORT = 3000;

function optionsOf(args: string[]): Options {
  const events = args.find((arg) => arg.startsWith('--events='))?.slice('--events='.length);
  if (events && events !== 'kafka' && events !== 'embedded')
    throw new StartProblem(`--events takes kafka or embedded, not ${events}.`);
  const unknown = args.find((arg) => arg !== '--fresh' && !arg.startsWith('--events='));
  if (unknown)
    throw new StartProblem(
      `${unknown} is not an option of npm start: --fresh starts over, --events=kafka or --events=embedded chooses the event log.`,
    );
  return {
    dataDir: process.env['DATA_DIR'] ?? join(process.cwd(), '.data'),
    port: Number(process.env['PORT'] ?? DEFAULT_PORT),
    fresh: args.includes('--fresh'),
    ...(events && { events: events as 'kafka' | 'embedded' }),
  };
}

/** Starts the whole platform with the demonstration's data and runs until it is told to stop. */
export async function startDemonstration(args: string[]): Promise<void> {
  const options = optionsOf(args);
  const release = claimDataDir(options.dataDir);
  const stops: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= stopAll(stops).finally(release));
  const interrupted = onInterrupt(stop);
  try {
    await requireFreePort(options.port);
    if (options.fresh) forget(options.dataDir);
    const base = await start(options, stops);
    announce(base);
    await interrupted;
  } finally {
    await stop();
  }
}

async function start(options: Options, stops: (() => Promise<void>)[]): Promise<string> {
  const { dataDir, port, fresh } = options;
  const base = `http://127.0.0.1:${port}`;
  const processes = new ServiceProcesses({ dataDir, port });
  const tasks = new Listr<Context>(
    [
      {
        title: 'PostgreSQL',
        task: async (context, task) => {
          context.postgres = await startPostgres({
            dataDir,
            purpose: 'run',
            progress: (sentence) => (task.title = sentence),
          });
          stops.unshift(context.postgres.stop);
          if (fresh)
            for (const service of [...services, 'events']) await dropServiceDatabase(context.postgres.url, service);
        },
      },
      {
        title: 'Event log',
        task: async (context, task) => {
          const choice = chosenEvents(options);
          context.eventLog = await startEventLog({
            dataDir,
            purpose: 'run',
            postgresUrl: context.postgres.url,
            ...(choice && { choice }),
            progress: (sentence) => (task.title = sentence),
          });
          stops.unshift(context.eventLog.stop);
          rememberEvents(dataDir, context.eventLog);
        },
      },
      {
        title: 'Services',
        task: async ({ postgres, eventLog }, task) => {
          stops.unshift(() => processes.stop());
          await processes.start(postgres.url, eventLog.setting, (sentence) => (task.title = sentence));
        },
      },
      {
        title: 'Demonstration data',
        skip: () => existsSync(loadedMarker(dataDir)) && 'Demonstration data: loaded before',
        task: async (_context, task) => {
          const started = Date.now();
          await loadScenario(
            base,
            planScenario(readReference()),
            (done, of, what) => (task.title = `Demonstration data: ${done}/${of} (${what})`),
          );
          task.title = `Demonstration data: loaded in ${Math.round((Date.now() - started) / 1000)} s`;
          writeFileSync(loadedMarker(dataDir), new Date().toISOString());
        },
      },
    ],
    { concurrent: false, rendererOptions: { collapseSubtasks: false }, fallbackRenderer: 'simple' },
  );
  await tasks.run();
  return base;
}

const loadedMarker = (dataDir: string): string => join(dataDir, 'demonstration-loaded');
const eventsMarker = (dataDir: string): string => join(dataDir, 'event-log');

/** Data made with one event log isn't known to the other. */
function chosenEvents({ dataDir, events }: Options): 'kafka' | 'embedded' | undefined {
  const before = existsSync(eventsMarker(dataDir))
    ? (readFileSync(eventsMarker(dataDir), 'utf8') as 'kafka' | 'embedded')
    : undefined;
  if (before && events && before !== events) {
    throw new StartProblem(
      `The data here was made with the event log “${before}”. Start with --fresh --events=${events} to start over with the other.`,
    );
  }
  return before ?? events;
}

function rememberEvents(dataDir: string, { how }: StartedEventLog): void {
  writeFileSync(eventsMarker(dataDir), how === 'embedded' ? 'embedded' : 'kafka');
}

/** Everything of earlier runs but what was downloaded and built. */
function forget(dataDir: string): void {
  for (const name of ['postgres', 'kafka/data', 'documents', 'gateway', 'logs', 'demonstration-loaded', 'event-log']) {
    rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  mkdirSync(dataDir, { recursive: true });
}

async function stopAll(stops: (() => Promise<void>)[]): Promise<void> {
  for (const stop of stops) await stop().catch((error: unknown) => console.error(error));
}

/** Resolves once the program is asked to end. */
function onInterrupt(stop: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        console.log('\nStopping…');
        void stop().then(() => {
          console.log('Stopped. The data is kept; npm start continues with it, npm start -- --fresh starts over.');
          resolve();
          process.exit(0);
        });
      });
    }
  });
}

function announce(base: string): void {
  console.log(`
Abonde is ready: ${base}

  Sign in as anyone: the sign-in page lists a fictitious person for each role.
    Présidence              decides the aid for Toamasina
    Contrôle financier      confirms an allocation, approves a tranche
    Finances                reconciles February's statement
    Audit                   reads everything, verifies the books
  Scripts: POST ${base}/oidc/token, client demo-<role>, secret demo (see ${base}/api/docs)

  Ctrl-C stops everything; the data is kept.
`);
}
