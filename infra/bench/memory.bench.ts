import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dropServiceDatabase, freePort } from '@abonde/backing-services';
import { ServiceProcesses, services } from '../start/service-processes';
import { atMost, type Bench, type BenchContext, type Row, toKnow } from './bench';
import { processorMs } from './processor-time';

/** What starting leaves to be done, then the time that is measured. */
const settleMs = 15_000;
const idleMs = 20_000;
const databases = 'bench_memory_';

/** All services as `npm start` starts them, without data and at rest. */
export const memory: Bench = {
  name: 'memory',
  async run(context: BenchContext): Promise<Row[]> {
    const adminUrl = await context.postgres();
    const dataDir = mkdtempSync(join(tmpdir(), 'abonde-bench-memory-'));
    const processes = new ServiceProcesses({ dataDir, port: await freePort(), databases });
    const forget = async (): Promise<void> => {
      for (const service of services) await dropServiceDatabase(adminUrl, `${databases}${service}`);
    };
    try {
      await forget();
      await processes.start(adminUrl, `kafka:${await context.kafka()}/bench-${Date.now()}`, () => undefined);
      const ids = [...processes.ids()];
      const busy = (): number => ids.reduce((sum, [, id]) => sum + processorMs(id), 0);
      await pause(settleMs);
      const before = busy();
      await pause(idleMs);
      const worked = (busy() - before) / (idleMs / 1_000);
      const held = ids.map(([service, id]) => ({ service, megabytes: megabytesOf(id) }));
      context.say(`   ${held.map(({ service, megabytes }) => `${service} ${Math.round(megabytes)} MB`).join(', ')}`);
      const value = held.reduce((sum, { megabytes }) => sum + megabytes, 0);
      return [
        atMost(1, { name: "all services' memory, idle", value, unit: 'MB', limit: 1_024 }),
        toKnow({ name: "all services' work, idle", value: worked, unit: 'ms of a core a second', limit: 1_000 }),
      ];
    } finally {
      await processes.stop();
      await forget();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

/** Proportional set size where the system tells it: pages that processes share count once. Else the resident set. */
function megabytesOf(id: number): number {
  const kilobytes = figureOf(`/proc/${id}/smaps_rollup`, 'Pss') ?? figureOf(`/proc/${id}/status`, 'VmRSS');
  if (kilobytes === undefined) throw new Error('This system does not tell the memory of a process under /proc.');
  return kilobytes / 1_024;
}

function figureOf(file: string, name: string): number | undefined {
  try {
    const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes);
  } catch {
    return undefined;
  }
}
