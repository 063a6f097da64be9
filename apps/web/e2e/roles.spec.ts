import { expect, open, test } from './fixtures';

for (const role of ['city', 'donor'] as const) {
  test.describe(`a ${role}`, () => {
    test.use({ role });

    test('reads what is published, without entries', async ({ page }) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await open(page, '/');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Les fonds en chiffres');
      await expect(page.getByTestId('sankey')).toBeVisible();
      await expect(page.getByTestId('kpi-received').getByRole('button')).toHaveCount(0);
      await expect(page.getByRole('link', { name: 'Flux en direct' })).toHaveCount(0);
      await expect(page.getByRole('heading', { name: 'À faire' })).toHaveCount(0);
      expect(asked.filter((path) => path.startsWith('/api/reporting/'))).toEqual([]);
    });

    test('is told that the live stream is reserved', async ({ page }) => {
      await page.goto('/flux');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Accès réservé');
      await expect(page.getByTestId('event')).toHaveCount(0);
    });

    test('is refused by the platform too', async ({ page }) => {
      for (const path of ['overview', 'stream', 'events']) {
        expect((await page.request.get(`/api/reporting/${path}`)).status(), path).toBe(403);
      }
    });
  });
}

test.describe('anybody', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('reads the public page without signing in', async ({ page }) => {
    await open(page, '/public');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Les fonds en chiffres');
    await expect(page.getByRole('heading', { name: 'Projets votés' })).toBeVisible();
    await page.getByLabel('Période').first().selectOption('2024');
    await expect(page.getByTestId('as-of')).toContainText('Exercice 2024');
  });
});

test.describe('a visitor', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test('is asked to sign in, and comes back to the page that was asked for', async ({ page }) => {
    await page.goto('/flux?domaine=treasury');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByRole('button', { name: /Hélène Fourcade/ }).click();
    await expect(page).toHaveURL(/\/flux\?domaine=treasury$/);
    await expect(page.getByTestId('event').first()).toBeVisible();
  });
});

test('an address that does not exist says so and leads home', async ({ page }) => {
  await page.goto('/nulle-part');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Cette page n’existe pas.');
  await page.getByRole('link', { name: 'Aller à la vue d’ensemble' }).click();
  await expect(page.getByTestId('kpi-received')).toBeVisible();
});

test('signing out leads back to the welcome page', async ({ browser, baseURL, troubles }) => {
  const context = await browser.newContext({ ...(baseURL && { baseURL }), storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto('/auth/login?returnTo=/');
  await page.getByRole('button', { name: /Hélène Fourcade/ }).click();
  await page.getByRole('button', { name: 'Compte de Hélène Fourcade' }).click();
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page.getByRole('button', { name: 'Se connecter' })).toBeVisible();
  expect(troubles).toEqual([]);
  await context.close();
});
