import { eventually } from '@abonde/testing';
import { atMost, type Bench, type BenchContext, type Row } from './bench';
import { type BenchedService, startBenchedService } from './benched-service';
import { fillLog, stored, summed } from './rebuild.bench';
import { postingsOf } from './sealed-log';

const shares = 10;
const sizes = { small: 10_000, large: 1_000_000 };
const patience = 3_600_000;
const warmUps = 3;
const tries = 15;

/** What a person asks for; the period lies in the middle of what happened. */
const questions = {
  'donor statement of a year': '/donors/DONOR-1/statement?from=2021-01-01&to=2021-12-31',
  'trial balance as of a date': '/trial-balance?asOf=2021-06-15',
  'trace of an agreement': '/trace?from=agreement:DONOR-1-A1',
};

/** Whether reports stay as fast as the journal grows: the same donors, agreements and years, a hundred times the postings. */
export const reportsBench: Bench = {
  name: 'reports',
  async run(context) {
    const small = await answered(context, sizes.small);
    const large = await answered(context, sizes.large);
    return Object.keys(questions).map((question): Row => {
      const name = `${question}, ${sizes.large} postings against ${sizes.small}`;
      return atMost(2, { name, value: large.get(question) ?? NaN, unit: 'ms', limit: small.get(question) ?? NaN });
    });
  },
};

/** @returns milliseconds of each question, the median */
async function answered(context: BenchContext, postings: number): Promise<Map<string, number>> {
  const service = await startBenchedService(context, 'reporting', { BUSINESS_DAY: '2026-06-30' });
  try {
    const rounds = Math.ceil(postings / postingsOf({ shares }));
    const events = await fillLog(service.eventLog, { rounds, shares });
    await eventually(async () => (await stored(service)) >= events && (await summed(service)), patience);
    const times = new Map<string, number>();
    for (const [question, path] of Object.entries(questions)) times.set(question, await median(service, path));
    context.say(`${postings} postings: ${[...times].map(([name, ms]) => `${name} ${ms.toFixed(1)} ms`).join(', ')}`);
    return times;
  } finally {
    await service.stop();
  }
}

async function median(service: BenchedService, path: string): Promise<number> {
  const times: number[] = [];
  for (let attempt = 0; attempt < warmUps + tries; attempt += 1) {
    const started = performance.now();
    const { status } = await service.http('auditor').get(path);
    if (status !== 200) throw new Error(`${path} answered ${status}.`);
    if (attempt >= warmUps) times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(tries / 2)] ?? NaN;
}
