// Every check of the project, from a fresh clone on a fresh machine: `npm test`. As CI does, with journeys in a
// browser, processes ended under load, three minutes of chaos and every page on every screen: `npm test -- --ci`. With all the
// long ones: `npm run test:full`.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { main, prepare, root, say, StartProblem } from '../setup/prepare.mjs';
import { chromium } from './chromium.mjs';
import { jestFailures, playwrightFailures, playwrightSecondAttempts } from './failures.mjs';

const full = process.argv.includes('--full');
const ci = full || process.argv.includes('--ci');
/** What tests ask how far they are to go. */
const extent = { FULL_TESTS: full ? '1' : '', CI_TESTS: ci ? '1' : '' };
const results = join(root, '.data/test-results');
const demonstrationData = join(root, '.data/test-demonstration');
const READY_WITHIN_MS = 10 * 60_000;
let passed = 0;
let failed = 0;
/** What failed and why, said again at the end: a log is read from there. */
const failures = [];
/** Journeys that passed at their second attempt only: to be looked into, nothing to stop for. */
const secondAttempts = [];

function count(label, ok, counts = { passed: ok ? 1 : 0, failed: ok ? 0 : 1 }, why = []) {
  passed += counts.passed;
  failed += counts.failed;
  if (!ok) failures.push(label, ...why);
  say(`${ok ? 'ok  ' : 'FAIL'} ${label}`);
}

/** Runs a program to its end with its output shown; answers whether it ended well. */
function run(label, command, args, env = {}) {
  say(`\n── ${label}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  say(`   ${Math.round((Date.now() - started) / 1000)} s`);
  return status === 0;
}

/** Two side by side, as long as one alone would leave a core idle; each tells what it has to say at its end. */
async function checks() {
  const lanes = [['lint'], ['format', 'types', 'boundaries', 'unused', 'docs']];
  await Promise.all(
    lanes.map(async (lane) => {
      for (const check of lane) await runCheck(`check:${check}`);
    }),
  );
}

async function runCheck(name) {
  const started = Date.now();
  const child = spawn('npm', ['run', '--silent', name], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const [status] = await once(child, 'close');
  say(`\n── ${name}\n${output.trimEnd()}\n   ${Math.round((Date.now() - started) / 1000)} s`);
  count(name, status === 0);
}

function unitAndIntegration() {
  const output = join(results, 'jest.json');
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const ok = run('rules, slices and journeys', process.execPath, [jest, '--json', `--outputFile=${output}`], extent);
  if (!existsSync(output)) return count('jest ended without a result', false);
  const report = JSON.parse(readFileSync(output, 'utf8'));
  const bad = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const counts = { passed: report.numPassedTests, failed: bad || (ok ? 0 : 1) };
  count('rules, slices and journeys', ok, counts, jestFailures(report));
}

/** Everything is killed, cut off and slowed while it works; the report says whether anything was lost or doubled. */
function chaos() {
  const program = join(root, 'dist/infra/chaos/run-chaos.js');
  const args = ['--enable-source-maps', program, '--minutes', '3', '--json', join(results, 'chaos.json')];
  count('three minutes of chaos', run('three minutes of chaos', process.execPath, args));
}

function list(title, lines) {
  if (lines.length > 0) say(`\n${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}

async function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The demonstration, started by the README's command on a port and data of its own. */
async function startDemonstration(port) {
  rmSync(demonstrationData, { recursive: true, force: true });
  const child = spawn(process.execPath, [join(root, 'infra/start/start.mjs'), '--fresh'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: demonstrationData },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The demonstration was not ready in time')), READY_WITHIN_MS);
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk);
      if (!String(chunk).includes(`http://127.0.0.1:${port}`)) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', (code) => reject(new Error(`The demonstration ended with status ${code}`)));
  });
  try {
    await ready;
  } catch (error) {
    await stop(child);
    throw error;
  }
  return child;
}

async function stop(child) {
  if (child.exitCode !== null) return;
  child.removeAllListeners('exit');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await ended;
}

async function demonstration() {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  let child;
  try {
    child = await startDemonstration(port);
  } catch (error) {
    return count(`npm start: ${error.message}`, false);
  }
  count('npm start', true);
  try {
    count(
      'scenario check',
      run('scenario check', process.execPath, [join(root, 'dist/infra/scenario/run-check.js')], { GATEWAY_URL: base }),
    );
    browser(base);
  } finally {
    await stop(child);
  }
}

function browser(base) {
  const output = join(results, 'playwright.json');
  const playwright = join(root, 'node_modules/@playwright/test/cli.js');
  const ok = run(
    'web app in a browser',
    process.execPath,
    [playwright, 'test', '--config', 'apps/web/playwright.config.ts'],
    {
      BASE_URL: base,
      CHROMIUM: chromium(),
      PLAYWRIGHT_JSON_OUTPUT_NAME: output,
      ...extent,
    },
  );
  if (!existsSync(output)) return count('web app ended without a result', false);
  const report = JSON.parse(readFileSync(output, 'utf8'));
  const { expected, unexpected, flaky } = report.stats;
  const counts = { passed: expected + flaky, failed: unexpected || (ok ? 0 : 1) };
  secondAttempts.push(...playwrightSecondAttempts(report));
  count('web app in a browser', ok, counts, playwrightFailures(report));
}

await main(async () => {
  prepare();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  await checks();
  unitAndIntegration();
  if (ci) chaos();
  await demonstration();
  list('Passed at the second attempt only', secondAttempts);
  list('Failed', failures);
  say(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}).catch((error) => {
  if (!(error instanceof StartProblem)) throw error;
});
