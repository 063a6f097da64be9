// Brings a checkout to the point where it can run: the right Node, dependencies as locked, everything built.
// Plain JavaScript without dependencies, since it runs before any is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** What is installed and built belongs to the checkout, wherever a start keeps its data. */
const stamps = join(root, '.data/stamps');
const NEEDED_MEGABYTES = 1500;

/** A sentence for whoever started the program; it ends without a stack trace. */
export class StartProblem extends Error {}

export function say(text) {
  process.stdout.write(`${text}\n`);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19) || major >= 25) {
    throw new StartProblem(
      `Node ${process.versions.node} cannot run Abonde: install Node 20.19 or later (up to 24), then start again.`,
    );
  }
}

function checkDisk() {
  const { bavail, bsize } = statfsSync(root);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < NEEDED_MEGABYTES) {
    throw new StartProblem(
      `Only ${free} MB are free on this disk; Abonde needs about ${NEEDED_MEGABYTES} MB. Free some space, then start again.`,
    );
  }
}

function run(command, args, what) {
  const started = Date.now();
  say(`  ${what}…`);
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
  if (result.status !== 0) {
    const output = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim().split('\n').slice(-25).join('\n');
    throw new StartProblem(`${what} failed (${command} ${args.join(' ')}):\n${output}\n${result.error?.message ?? ''}`);
  }
  say(`  ${what}: done in ${Math.round((Date.now() - started) / 1000)} s`);
}

function digestOf(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (!statSync(path).isDirectory()) {
      hash.update(path.slice(root.length)).update(readFileSync(path));
      return;
    }
    for (const name of readdirSync(path).sort())
      if (!['node_modules', 'dist', 'fixture'].includes(name)) visit(join(path, name));
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest('hex');
}

/** Does the work unless it was done for the same input and its product is still there. */
function once(name, inputs, product, work) {
  const stamp = join(stamps, name);
  const digest = digestOf(inputs);
  if (existsSync(join(root, product)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  work();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, digest);
}

/** Installs and builds what is missing or out of date. */
export function prepare({ web = true } = {}) {
  checkNode();
  checkDisk();
  // A linked folder is another checkout's: installing would empty it under what runs there.
  if (!lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    once('install', ['package.json', 'package-lock.json'], 'node_modules/.package-lock.json', () =>
      run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'Installing dependencies'),
    );
  once('build', ['apps', 'libs', 'infra', '.swcrc', 'package-lock.json'], 'dist/apps/gateway/src/main.js', () =>
    run('npm', ['run', '--silent', 'build:services'], 'Building the services'),
  );
  if (web) {
    once('web', ['apps/web', 'package-lock.json'], 'apps/web/dist/index.html', () =>
      run('npm', ['run', '--silent', 'build:web'], 'Building the web app'),
    );
  }
}

/** Runs a program; a `StartProblem` is printed as its sentence and nothing else. */
export async function main(program) {
  try {
    await program();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    process.stderr.write(
      `\n${error.name === 'StartProblem' || error instanceof StartProblem ? error.message : error.stack}\n`,
    );
    process.exitCode = 1;
  }
}
