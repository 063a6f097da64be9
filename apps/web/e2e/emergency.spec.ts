import type { Page } from '@playwright/test';
import { expect, overflow, schemesOn, test, violations } from './fixtures';

const phone = { width: 390, height: 844 };
const sizes = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', ...phone },
];

async function openFund(page: Page): Promise<void> {
  await expect(async () => {
    await page.goto('/urgence');
    await expect(page.getByTestId('available')).toBeVisible({ timeout: 8_000 });
    await expect(page.getByTestId('clock')).toBeVisible({ timeout: 8_000 });
  }).toPass();
}

/** The demonstration's case that waits for the Presidency: read, never decided here. */
async function openSheet(page: Page): Promise<void> {
  await openFund(page);
  await page.getByTestId('to-decide-MG-TOAMASINA-2026').getByRole('link').click();
  await expect(page.getByTestId('proposed')).toBeVisible();
}

for (const { name, width, height } of sizes) {
  for (const colorScheme of schemesOn(name)) {
    test(`the emergency fund on a ${name}, ${colorScheme}: no violation, nothing too wide`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await openFund(page);
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await openSheet(page);
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.getByRole('link', { name: /Voir le dossier/ }).click();
      await expect(page.getByTestId('steps')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.goto('/urgence/dossiers/nouveau');
      await expect(page.getByRole('textbox', { name: /Ville/ })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });
  }
}

test.describe('as the administrator', () => {
  test.use({ role: 'administrator' });

  test('people, delegations and mails are there, and say what was not sent', async ({ page }) => {
    await page.setViewportSize(phone);
    await page.goto('/urgence/personnes');
    await expect(page.getByTestId('people')).toContainText('Hélène Fourcade');
    await expect(page.getByTestId('sending')).toHaveText(
      'Aucun serveur d’envoi n’est configuré : ces courriels n’ont pas quitté la plateforme.',
    );
    await page.getByRole('button', { name: 'Accorder une délégation' }).click();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
});

for (const [day, address] of [
  ['today', '/urgence'],
  ['on 31 December 2025', '/urgence?au=2025-12-31'],
] as const)
  test(`every figure of the fund ${day} opens entries that add up to it`, async ({ page }) => {
    await page.goto(address);
    const places = [
      page.getByTestId('available'),
      page.locator('.emergency-split > div'),
      page.getByTestId('earnings').locator('tbody tr').first().locator('td'),
      page.getByTestId('earnings').locator('tfoot td'),
    ];
    await expect(page.getByTestId('earnings')).toBeVisible();
    await expect(page.getByTestId('available')).toBeVisible();
    for (const place of places)
      for (const figure of await place.getByRole('button').all()) {
        const shown = await figure.textContent();
        await figure.click();
        await expect(page.getByTestId('entries-total')).toContainText(shown ?? '');
        await page.keyboard.press('Escape');
        await expect(page.getByTestId('entries-total')).toHaveCount(0);
      }
  });

test('the fund speaks English', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('language', 'en'));
  await openFund(page);
  await expect(page.getByRole('heading', { name: 'Emergency fund' })).toBeVisible();
  await expect(page.getByText('accrued, not credited')).toBeVisible();
  await expect(page.getByText(/Disponible|Dossiers/)).toHaveCount(0);
});

test('without a connection the sheet is read from what was kept, and says why nothing can be decided', async ({
  page,
  context,
  troubles,
}) => {
  await page.setViewportSize(phone);
  await openSheet(page);
  const address = page.url();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.reload();
  await expect(page.getByTestId('proposed')).toBeVisible();
  await expect(page.getByText('Pièces')).toBeVisible();
  await context.setOffline(true);
  await page.goto(address);
  await expect(page.getByTestId('proposed')).toContainText('50 000,00 €');
  await expect(page.getByTestId('offline')).toContainText('Hors ligne');
  await expect(page.getByTestId('grant')).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('Connexion requise pour décider.').first()).toBeVisible();
  await context.setOffline(false);
  await page.reload();
  await expect(page.getByTestId('offline')).toHaveCount(0);
  await expect(page.getByTestId('grant')).not.toHaveAttribute('aria-disabled', 'true');
  // What could not be reached meanwhile is the point of this test.
  troubles.splice(0);
});
