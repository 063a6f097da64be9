import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** A sentence for whoever started the program: what is in the way, and what to do. */
export class StartProblem extends Error {
  override readonly name = 'StartProblem';
}

/** @throws {StartProblem} when another start runs on the same data; answers what gives the data up */
export function claimDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const lock = join(dataDir, 'running.pid');
  const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : undefined;
  if (owner && owner !== process.pid && isRunning(owner)) {
    throw new StartProblem(
      `Abonde already runs here (process ${owner}). Use it, or stop it with Ctrl-C in its window, then start again.`,
    );
  }
  writeFileSync(lock, String(process.pid));
  return () => rmSync(lock, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** @throws {StartProblem} when somebody else listens there */
export async function requireFreePort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', ({ code }: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 100} npm start`;
      const refused = `Port ${port} cannot be opened (${code}). Choose another one: PORT=3100 npm start`;
      reject(new StartProblem(code === 'EADDRINUSE' ? taken : refused));
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}
