// The browser of the web tests: the system's Chromium, installed from Debian's packages when it isn't there. Its build without
// windows is preferred: the same engine, a fifth faster.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say, StartProblem } from '../setup/prepare.mjs';

const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

function apt(...args) {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const [command, ...rest] = [...sudo, 'apt-get', '-o', 'DPkg::Lock::Timeout=300', ...args];
  return (
    spawnSync(command, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  );
}

const found = () => process.env.CHROMIUM ?? places.find((path) => existsSync(path));

/** Path of Chromium. */
export function chromium() {
  if (found()) return found();
  say('  Installing Chromium…');
  apt('update');
  for (const name of ['chromium-headless-shell', 'chromium'])
    if (apt('install', '-y', '--no-install-recommends', name) && found()) return found();
  throw new StartProblem(
    'The web tests need Chromium: install the package chromium, or name a browser in CHROMIUM, then run npm test again.',
  );
}
