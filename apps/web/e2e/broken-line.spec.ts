import type { Page } from '@playwright/test';

import { expect, test } from './fixtures';

/** The first of these answers never comes; the browser says so on its console. */
async function breakOnce(page: Page, address: string | RegExp): Promise<() => number> {
  let asked = 0;
  await page.route(address, async (route) => {
    asked += 1;
    if (asked === 1) await route.abort('connectionreset');
    else await route.fallback();
  });
  return () => asked;
}

test.describe('a line that breaks for a moment', () => {
  test.afterEach(({ troubles }) => {
    expect(troubles).toEqual(troubles.filter((trouble) => trouble.includes('ERR_CONNECTION_RESET')));
    troubles.length = 0;
  });

  test('while the app comes: the page is asked for again', async ({ page }) => {
    const asked = await breakOnce(page, /assets\/first-.*\.js/);
    await page.goto('/');
    await expect(page.getByTestId('kpi-received')).toBeVisible();
    expect(asked()).toBeGreaterThan(1);
  });

  test('while a page comes: its part is asked for again', async ({ page }) => {
    const asked = await breakOnce(page, /assets\/donors-.*\.js/);
    await page.goto('/bailleurs');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(asked()).toBeGreaterThan(1);
  });

  test('while figures come: they are asked for again', async ({ page }) => {
    const asked = await breakOnce(page, /api\/reporting\/overview/);
    await page.goto('/');
    await expect(page.getByTestId('kpi-received')).toBeVisible();
    expect(asked()).toBeGreaterThan(1);
  });
});
