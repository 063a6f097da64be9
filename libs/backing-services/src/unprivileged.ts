import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { runToEnd } from './local-process';
import { Unavailable } from './attempt';

export interface Identity {
  uid?: number;
  gid?: number;
}

/** PostgreSQL refuses to run as root: then another user of the machine is taken, or made. @throws {Unavailable} */
export async function unprivileged(): Promise<Identity> {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const identity = await lookUp(name);
    if (identity) return identity;
  }
  await runToEnd('useradd', ['--system', '--no-create-home', 'postgres'], { seconds: 10 });
  const made = await lookUp('postgres');
  if (!made) throw new Unavailable('PostgreSQL does not run as root and no other user could be made');
  return made;
}

async function lookUp(name: string): Promise<Identity | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((option) => runToEnd('id', [option, name], { seconds: 5 })));
    return { uid: Number(uid), gid: Number(gid) };
  } catch {
    return undefined;
  }
}

/** Whether every folder above lets that user pass. */
export function reachable(path: string, { uid }: Identity): boolean {
  const folder = resolve(path);
  if (uid === undefined) return true;
  const parent = dirname(folder);
  if (!existsSync(folder)) return reachable(parent, { uid });
  const { mode, uid: owner } = statSync(folder);
  const passes = (mode & 0o001) !== 0 || (owner === uid && (mode & 0o100) !== 0);
  return passes && (parent === folder || reachable(parent, { uid }));
}

/** The folder itself, or a stable one in its stead where that user can't go (a checkout in root's home). */
export function reachablePlace(path: string, identity: Identity): string {
  if (reachable(path, identity)) return path;
  return join('/var/tmp', `abonde-${createHash('sha256').update(resolve(path)).digest('hex').slice(0, 12)}`);
}
