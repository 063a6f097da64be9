import { gzipSync } from 'node:zlib';
import { expect, open, test } from './fixtures';

const KB = 1_024;

test('the first page needs at most 220 kB of script', async ({ page }) => {
  const scripts: Promise<Buffer>[] = [];
  page.on('response', (response) => response.request().resourceType() === 'script' && scripts.push(response.body()));
  await open(page, '/');
  const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).length);
  expect(sizes.reduce((total, size) => total + size, 0) / KB).toBeLessThan(220);
});

test('nothing jumps while the page loads', async ({ page }) => {
  await page.addInitScript(() => {
    const shifts = { total: 0 };
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) shifts.total += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await open(page, '/');
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(1_000);
  expect(await page.evaluate(() => (window as unknown as { shifts: { total: number } }).shifts.total)).toBeLessThan(
    0.02,
  );
});

test('while the figures are on their way, their shape is there', async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/api/reporting/overview*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/');
  await expect(page.locator('.mantine-Skeleton-root').first()).toBeVisible();
  release();
  await expect(page.getByTestId('kpi-received')).toBeVisible();
});

test('when the figures fail, the page says so and can try again', async ({ page, troubles }) => {
  let failing = true;
  const body = JSON.stringify({ code: 'INTERNAL_ERROR', title: 'Unexpected error', errorId: 'e-123' });
  await page.route('**/api/reporting/overview*', (route) =>
    failing ? route.fulfill({ status: 500, contentType: 'application/problem+json', body }) : route.continue(),
  );
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('e-123');
  failing = false;
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await expect(page.getByTestId('kpi-received')).toBeVisible();
  expect(troubles.splice(0).every((trouble) => trouble.includes('500'))).toBe(true);
});

test('a period without movement says what to do', async ({ page }) => {
  await page.goto('/?periode=2001');
  await expect(page.getByText('Aucun mouvement sur cette période')).toBeVisible();
});

test('the page has no inline script and loads its own font only', async ({ page }) => {
  const response = await page.goto('/');
  expect(response?.headers()['content-security-policy']).toContain("script-src 'self'");
  expect(await page.locator('script:not([src])').count()).toBe(0);
  const fonts = await page.evaluate(async () => {
    await document.fonts.ready;
    return performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.includes('.woff2'))
      .map(({ name }) => new URL(name).pathname);
  });
  expect(fonts.every((path) => path.includes('inter-latin'))).toBe(true);
});
