import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from './attempt';

export interface Launch {
  command: string;
  args: string[];
  /** Where both outputs go. */
  log: string;
  /** Where it is written down who runs, so that a process left behind by a crash is found again. */
  record: string;
  port: number;
  environment?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
  /** Asked until it says yes. */
  answers(port: number): Promise<boolean>;
  /** Seconds. */
  patience: number;
  /** What ends it at once; SIGKILL unless the program has processes of its own that must end with it. */
  crashSignal?: NodeJS.Signals;
}

export interface Running {
  port: number;
  stop(): Promise<void>;
  /** Ends it with no chance to finish anything, and waits until it is gone; not what an earlier start left running. */
  crash?(): Promise<void>;
}

interface RunRecord {
  pid: number;
  port: number;
  startedBy: number;
}

/** Seconds for an orderly end. */
const grace = 20;

/** Starts a program in a process group of its own, so that a Ctrl-C reaches it only through `stop`. @throws {Unavailable} */
export async function launch(options: Launch): Promise<Running> {
  const { command, args, log, record, port, environment, uid, gid, crashSignal = 'SIGKILL' } = options;
  const output = openSync(log, 'a');
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', output, output],
    env: environment ?? process.env,
    ...(uid !== undefined && { uid, gid }),
  });
  closeSync(output);
  const over = new AbortController();
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(new Unavailable(error.message)));
    child.once('exit', (code) => reject(new Unavailable(`it ended with status ${code}; see ${log}`)));
  });
  failed.catch(() => over.abort());
  const pid = child.pid ?? 0;
  const killAtExit = (): void => kill(pid, 'SIGTERM');
  process.once('exit', killAtExit);
  try {
    await Promise.race([failed, untilAnswers(options, over.signal)]);
  } catch (error) {
    await end(pid, child);
    throw error;
  }
  child.unref();
  writeFileSync(record, JSON.stringify({ pid, port, startedBy: process.pid } satisfies RunRecord));
  const stop = async (): Promise<void> => {
    process.off('exit', killAtExit);
    await end(pid, child);
    rmSync(record, { force: true });
  };
  const crash = async (): Promise<void> => {
    process.off('exit', killAtExit);
    await end(pid, child, crashSignal);
  };
  return { port, stop, crash };
}

/** What an earlier start left running, if it still answers. It is stopped at the end unless its own starter lives. */
export async function findRunning(
  record: string,
  answers: (port: number) => Promise<boolean>,
): Promise<Running | undefined> {
  const known = readRecord(record);
  if (!known || !isAlive(known.pid) || !(await answers(known.port))) return undefined;
  const orphan = !isAlive(known.startedBy);
  const stop = async (): Promise<void> => {
    if (!orphan) return;
    await end(known.pid);
    rmSync(record, { force: true });
  };
  return { port: known.port, stop };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs a program to its end. @throws {Unavailable} with the last line it said */
export async function runToEnd(
  command: string,
  args: string[],
  { seconds, env = process.env, ...options }: { seconds: number; env?: NodeJS.ProcessEnv; uid?: number; gid?: number },
): Promise<string> {
  const child = spawn(command, args, { ...options, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const timer = setTimeout(() => child.kill(), seconds * 1_000);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => reject(new Unavailable(`${command} does not run: ${error.message}`)));
    child.once('close', resolve);
  }).finally(() => clearTimeout(timer));
  if (code === 0) return output;
  const why = code === null ? `took more than ${seconds} s` : (output.trim().split('\n').at(-1) ?? `status ${code}`);
  throw new Unavailable(`${command} ${args[0] ?? ''} failed: ${why}`);
}

async function untilAnswers({ answers, port, patience }: Launch, over: AbortSignal): Promise<void> {
  const end = Date.now() + patience * 1_000;
  while (!over.aborted && !(await answers(port))) {
    if (Date.now() > end) throw new Unavailable(`it did not answer within ${patience} s`);
    await sleep(100);
  }
}

/** SIGINT is orderly. PostgreSQL: fast shutdown. A Java program: its shutdown hooks. */
async function end(pid: number, child?: ChildProcess, signal: NodeJS.Signals = 'SIGINT'): Promise<void> {
  kill(pid, signal);
  const deadline = Date.now() + grace * 1_000;
  while (child ? child.exitCode === null && child.signalCode === null : isAlive(pid)) {
    if (Date.now() > deadline) return kill(pid, 'SIGKILL');
    await sleep(50);
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    if (pid > 0) process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readRecord(record: string): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(record, 'utf8')) as RunRecord;
  } catch {
    return undefined;
  }
}
