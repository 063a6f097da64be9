import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, expect, type Page, test as base } from '@playwright/test';

export type DemonstrationRole =
  | 'finance-officer'
  | 'finance-controller'
  | 'finance-controller-2'
  | 'project-officer'
  | 'project-officer-2'
  | 'secretariat'
  | 'bureau-secretary'
  | 'committee-presidency'
  | 'presidency'
  | 'city'
  | 'donor'
  | 'auditor'
  | 'administrator';
type State = Awaited<ReturnType<BrowserContext['storageState']>>;

interface Watched {
  /** Everything that must not be: errors of the console and requests to anywhere else. */
  troubles: string[];
}

interface Fixtures extends Watched {
  role: DemonstrationRole;
}

interface WorkerFixtures {
  stateOf: (role: DemonstrationRole) => Promise<State>;
}

/** Signs in through the real page. */
export async function signIn(browser: Browser, baseURL: string, role: DemonstrationRole): Promise<State> {
  // Of nobody: a new context would otherwise take over the session of whoever the running test is, and end it.
  const storageState = { cookies: [], origins: [] };
  const context = await browser.newContext({ baseURL, locale: 'fr-FR', storageState });
  const page = await context.newPage();
  await page.goto('/auth/login?returnTo=/');
  await page.locator(`button[value="demo-${role}"]`).click();
  await page.waitForURL(`${baseURL}/`);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** A signed-in person, the Presidency unless said, whose pages may not complain nor ask anybody else anything. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  role: ['presidency', { option: true }],
  stateOf: [
    async ({ browser }, use, { project }) => {
      const known = new Map<DemonstrationRole, Promise<State>>();
      await use((role) => {
        const state = known.get(role) ?? signIn(browser, project.use.baseURL ?? '', role);
        known.set(role, state);
        return state;
      });
    },
    { scope: 'worker' },
  ],
  storageState: async ({ stateOf, role }, use) => use(await stateOf(role)),
  troubles: [
    async ({ page, browser, baseURL }, use, test) => {
      const troubles: string[] = [];
      watch(page, baseURL ?? '', troubles);
      await use(troubles);
      if (test.status !== test.expectedStatus) test.annotations.push(...(await lastWords(browser)));
      expect(troubles).toEqual([]);
    },
    { auto: true },
  ],
});

/** What each open page said when a test failed: elsewhere these lines may be all that is left of it. */
function lastWords(browser: Browser): Promise<{ type: string; description: string }[]> {
  const open = browser.contexts().flatMap((context) => context.pages());
  return Promise.all(open.map(async (page) => ({ type: 'page', description: await said(page).catch(String) })));
}

/** Address, heading and what is told in words, in one line. */
async function said(page: Page): Promise<string> {
  const words = page.locator('h1, [role=alert], [role=status], [role=dialog]');
  const texts = (await words.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
  const { pathname, search } = new URL(page.url());
  return [pathname + search, ...texts.filter((text) => text !== '')].join(' | ').slice(0, 400);
}

export { expect } from '@playwright/test';

function watch(page: Page, baseURL: string, troubles: string[]): void {
  page.on('console', (message) => {
    // Not the page's doing: an interface of this machine came or went, and the browser dropped what it was loading.
    if (message.text().includes('ERR_NETWORK_CHANGED')) return;
    if (message.type() === 'error') troubles.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(baseURL) && !/^(data|blob):/.test(url)) troubles.push(`asked ${url}`);
  });
}

/** Opens an address and waits until its figures are there. */
export async function open(page: Page, address: string): Promise<void> {
  const shown = address.startsWith('/flux') ? page.getByTestId('event').first() : page.getByTestId('kpi-received');
  await expect(async () => {
    await page.goto(address);
    await expect(shown).toBeVisible({ timeout: 8_000 });
  }).toPass();
}

/** Opens an address and waits for what tells that its page is there. */
export async function arrive(page: Page, address: string, testid: string): Promise<void> {
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByTestId(testid)).toBeVisible({ timeout: 8_000 });
  }).toPass();
}

export async function violations(page: Page): Promise<string[]> {
  // Only what is wrong is looked up, and no second page is opened: the same answer three times as fast without frames.
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ''}`).join(' | ')}`,
  );
}

/** Pixels by which the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** Screens on which pages are looked at; more of them in the full run. */
export const screens = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
  ...(process.env['FULL_TESTS'] === '1'
    ? [
        { name: 'laptop', width: 1280, height: 720 },
        { name: 'tablet', width: 768, height: 1024 },
        { name: 'small phone', width: 320, height: 568 },
      ]
    : []),
];

/** Themes in which a page is looked at on a screen: all of them in the full run, one on each screen in CI, else on phones. */
export function schemesOn(screen: string): ('light' | 'dark')[] {
  if (process.env['FULL_TESTS'] === '1') return ['light', 'dark'];
  if (screen === 'phone') return ['dark'];
  return process.env['CI_TESTS'] === '1' ? ['light'] : [];
}
