import { expect, open, overflow, test, violations } from './fixtures';

for (const scheme of ['light', 'dark'] as const) {
  test(`the open drawer, ${scheme}: no violation`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await open(page, '/');
    await page.getByTestId('kpi-received').getByRole('button').first().click();
    await expect(page.getByTestId('entries-total')).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

for (const scheme of ['light', 'dark'] as const) {
  test(`the pages that say no, ${scheme}: no violation`, async ({ page, browser, baseURL }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto('/nulle-part');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    const visitor = await browser.newContext({
      ...(baseURL && { baseURL }),
      colorScheme: scheme,
      storageState: { cookies: [], origins: [] },
    });
    const welcome = await visitor.newPage();
    await welcome.goto('/');
    await expect(welcome.getByRole('button', { name: 'Se connecter' })).toBeVisible();
    expect(await violations(welcome)).toEqual([]);
    await visitor.close();
  });
}

test('nothing is wider than the window', { tag: '@ci' }, async ({ page }) => {
  for (const address of ['/', '/flux', '/public', '/nulle-part']) {
    for (const width of [1440, 768, 390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      if (address === '/nulle-part') await page.goto(address);
      else await open(page, address);
      expect(await overflow(page), `${address} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});

test('larger spacing of the text loses nothing', async ({ page }) => {
  await open(page, '/');
  await page.addStyleTag({
    content: '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }',
  });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});
