import { existsSync, readFileSync } from 'node:fs';
import { Client } from 'pg';

/** Linux counts the time of processes in hundredths of a second. */
const tickMs = 10;

/** Whether this system tells the processor time of processes. */
export const isTold = (): boolean => existsSync('/proc/self/stat');

/** Milliseconds of processor time since the process started. */
export function processorMs(id: number): number {
  const fields = statusOf(id);
  return (Number(fields[11]) + Number(fields[12])) * tickMs;
}

/** Of this process. */
export function ownProcessorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** The processes of a PostgreSQL on this machine, those that have ended included. */
export class ServerTime {
  private constructor(private readonly postmaster: number) {}

  static async of(url: string): Promise<ServerTime> {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ id: number }>('SELECT pg_backend_pid() AS id');
    const parent = Number(statusOf(rows[0]?.id ?? 0)[1]);
    await client.end();
    return new ServerTime(parent);
  }

  /** Milliseconds of processor time since it started. */
  ms(): number {
    const fields = statusOf(this.postmaster);
    const ended = (Number(fields[13]) + Number(fields[14])) * tickMs;
    const children = readFileSync(`/proc/${this.postmaster}/task/${this.postmaster}/children`, 'utf8')
      .trim()
      .split(' ');
    return ended + processorMs(this.postmaster) + children.reduce((sum, id) => sum + msOfMaybeEnded(Number(id)), 0);
  }
}

/** A process may end between the list and the look; the next look finds it among the ended. */
function msOfMaybeEnded(id: number): number {
  try {
    return processorMs(id);
  } catch {
    return 0;
  }
}

/** Fields of /proc/<id>/stat after the name, which may hold spaces: state, parent, … */
function statusOf(id: number): string[] {
  const status = readFileSync(`/proc/${id}/stat`, 'utf8');
  return status.slice(status.lastIndexOf(')') + 2).split(' ');
}
