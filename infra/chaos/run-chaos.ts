import { randomInt } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Chaos } from './chaos';
import { faultsFound, printed } from './report';
import { ShakenPlatform } from './shaken-platform';

interface Options {
  minutes: number;
  seed: number;
  json?: string;
  /** The folder with logs and data, even when nothing was found. */
  keep: boolean;
  events?: 'kafka' | 'embedded';
  only?: string;
}

const usage =
  'npm run chaos -- [--minutes 3] [--seed N] [--json FILE] [--events kafka|embedded] [--only FAULT] [--keep]';

function optionsOf(args: string[]): Options {
  const text = { type: 'string' } as const;
  const keep = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args,
    options: { minutes: text, seed: text, json: text, events: text, only: text, keep },
  });
  const [minutes, seed] = [Number(values.minutes ?? 3), Number(values.seed ?? randomInt(2 ** 31))];
  const { events } = values;
  if (!(minutes > 0) || !Number.isInteger(seed) || (events && events !== 'kafka' && events !== 'embedded'))
    throw new Error(`Usage: ${usage}`);
  return {
    minutes,
    seed,
    keep: values.keep,
    ...(values.json && { json: values.json }),
    ...(events && { events: events as 'kafka' | 'embedded' }),
    ...(values.only && { only: values.only }),
  };
}

function say(sentence: string): void {
  console.log(sentence);
}

async function run({ minutes, seed, json, events, only, keep }: Options): Promise<boolean> {
  const build = join(__dirname, '../..');
  say(`Chaos: ${minutes} minutes, seed ${seed}`);
  const interrupted = onInterrupt();
  const platform = await ShakenPlatform.start({ build, progress: say, ...(events && { events }) });
  interrupted.stop = () => platform.stop();
  let isGood = false;
  try {
    const report = await new Chaos(platform, { minutes, seed, progress: say, ...(only && { only }) }).report();
    if (json) writeFileSync(json, JSON.stringify(report, undefined, 2));
    say(printed(report));
    isGood = faultsFound(report).length === 0;
  } finally {
    await platform.stop({ keepData: keep || !isGood });
    if (existsSync(platform.dataDir)) say(`Logs and data of the run are kept in ${platform.dataDir}`);
  }
  return isGood;
}

/** Ctrl-C leaves nothing running: what was started is stopped, and what is being started ends with this process. */
function onInterrupt(): { stop: () => Promise<void> } {
  const interrupted = { stop: (): Promise<void> => Promise.resolve() };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      say('Stopping…');
      void interrupted.stop().finally(() => process.exit(130));
    });
  return interrupted;
}

run(optionsOf(process.argv.slice(2))).then(
  (isGood) => process.exit(isGood ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
