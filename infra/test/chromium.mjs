// The browser of the web tests: the system's Chromium, installed from Debian's packages when it isn't there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say, StartProblem } from '../setup/prepare.mjs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

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

/** Path of Chromium. */
export function chromium() {
  const named = process.env.CHROMIUM ?? places.find((path) => existsSync(path));
  if (named) return named;
  say('  Installing Chromium…');
  if (!apt('update') || !apt('install', '-y', '--no-install-recommends', 'chromium') || !existsSync(places[0])) {
    throw new StartProblem(
      'The web tests need Chromium: install the package chromium, or name a browser in CHROMIUM, then run npm test again.',
    );
  }
  return places[0];
}
