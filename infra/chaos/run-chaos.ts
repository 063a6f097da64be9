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
  events?: 'kafka' | 'embedded';
}

const usage = 'npm run chaos -- [--minutes 3] [--seed N] [--json FILE] [--events kafka|embedded]';

function optionsOf(args: string[]): Options {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { minutes: text, seed: text, json: text, events: text } });
  const [minutes, seed] = [Number(values.minutes ?? 3), Number(values.seed ?? randomInt(2 ** 31))];
  const { events } = values;
  if (!(minutes > 0) || !Number.isInteger(seed) || (events && events !== 'kafka' && events !== 'embedded'))
    throw new Error(`Usage: ${usage}`);
  return {
    minutes,
    seed,
    ...(values.json && { json: values.json }),
    ...(events && { events: events as 'kafka' | 'embedded' }),
  };
}

function say(sentence: string): void {
  console.log(sentence);
}

async function run({ minutes, seed, json, events }: Options): Promise<boolean> {
  const build = join(__dirname, '../..');
  say(`Chaos: ${minutes} minutes, seed ${seed}`);
  const platform = await ShakenPlatform.start({ build, progress: say, ...(events && { events }) });
  endWith(platform);
  let isGood = false;
  try {
    const report = await new Chaos(platform, { minutes, seed, progress: say }).report();
    if (json) writeFileSync(json, JSON.stringify(report, undefined, 2));
    say(printed(report));
    isGood = faultsFound(report).length === 0;
  } finally {
    await platform.stop({ keepData: !isGood });
    if (!isGood && existsSync(platform.dataDir)) say(`Logs and data of the run are kept in ${platform.dataDir}`);
  }
  return isGood;
}

/** Ctrl-C leaves nothing running. */
function endWith(platform: ShakenPlatform): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      say('Stopping…');
      void platform.stop().finally(() => process.exit(130));
    });
}

run(optionsOf(process.argv.slice(2))).then(
  (isGood) => process.exit(isGood ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
