import { defineConfig } from '@playwright/test';

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const { CI_TESTS, FULL_TESTS } = process.env;
/** What takes minutes is for CI: the rest is there to be run often. */
const often = CI_TESTS !== '1' && FULL_TESTS !== '1';

const pages = {
  name: 'pages',
  testIgnore: ['live.spec.ts', 'emergency-phone.spec.ts', '*.journey.spec.ts'],
  fullyParallel: true,
};
/** A second attempt tells what is broken from what the machine did meanwhile; whatever needs it is named at the end. */
const retries = 1;
// One after the other: each is several people and services already, and waits for what the platform does behind the page.
const journeys = { name: 'journeys', testMatch: '*.journey.spec.ts', dependencies: ['pages'], workers: 1, retries };
const live = {
  name: 'live',
  testMatch: ['live.spec.ts', 'emergency-phone.spec.ts'],
  dependencies: ['journeys'],
  workers: 1,
  retries,
};

/** Needs a running platform with the demonstration (`BASE_URL`) and a browser (`CHROMIUM`). */
export default defineConfig({
  testDir: 'e2e',
  outputDir: '../../.data/test-results/web',
  workers: 2,
  timeout: 60_000,
  // Says that something comes at all, on two cores shared with every service; how soon is for live.spec.ts and the bench.
  expect: { timeout: 20_000 },
  forbidOnly: true,
  ...(often && { grepInvert: /@ci/ }),
  reporter: [['list'], ['json']],
  // What posts entries runs after the rest: it would change figures under the others; what is timed runs alone.
  projects: often ? [pages] : [pages, journeys, live],
  use: {
    baseURL: process.env['BASE_URL'] ?? 'http://127.0.0.1:3000',
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    contextOptions: { reducedMotion: 'reduce' },
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args },
    // Tracing slows every test down: TRACE=1 asks for it.
    screenshot: 'only-on-failure',
    trace: process.env['TRACE'] ? 'on' : 'off',
  },
});
