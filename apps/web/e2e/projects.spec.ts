import type { Page } from '@playwright/test';
import { expect, overflow, schemesOn, test, violations } from './fixtures';

const PROFERTIL = '/projets/KH-SR-PROFERTIL';

const views = [
  { address: '/projets', shown: 'board' },
  { address: '/projets?vue=table', shown: 'projects-table' },
  { address: '/projets?vue=map', shown: 'projects-map' },
  { address: PROFERTIL, shown: 'plan-bar' },
  { address: `${PROFERTIL}?onglet=dossier`, shown: 'checklist' },
  { address: `${PROFERTIL}?onglet=historique`, shown: 'history' },
  { address: '/membres', shown: 'members-table' },
  { address: '/programmes', shown: 'programmes-table' },
  { address: '/programmes/GOV-SERVICES', shown: 'programme-approval' },
];
const sizes = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
];

async function arrive(page: Page, address: string, shown: string): Promise<void> {
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByTestId(shown)).toBeVisible({ timeout: 8_000 });
  }).toPass();
}

test.describe('of the secretariat', () => {
  test.use({ role: 'secretariat' });

  for (const { name, width, height } of sizes) {
    for (const scheme of schemesOn(name)) {
      for (const { address, shown } of views) {
        test(`${address} on a ${name}, ${scheme}: no violation, nothing wider than the window`, async ({ page }) => {
          await page.setViewportSize({ width, height });
          await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
          await arrive(page, address, shown);
          expect(await overflow(page)).toBeLessThanOrEqual(0);
          expect(await violations(page)).toEqual([]);
        });
      }
    }
  }

  test('the filters are in the address, and the file holds what is on screen', async ({ page }) => {
    await arrive(page, '/projets?vue=table&pays=TN', 'projects-table');
    await expect(page.getByTestId('projects-count')).toHaveText('2 projets');
    await page.getByRole('searchbox').or(page.getByLabel('Chercher un titre, une ville, un code')).fill('bab jedid');
    await expect(page.getByTestId('projects-count')).toHaveText('1 projet');
    await expect(page).toHaveURL(/recherche=bab/);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Exporter en CSV' }).click();
    expect((await download).suggestedFilename()).toBe('projets.csv');
    await page.reload();
    await expect(page.getByTestId('projects-count')).toHaveText('1 projet');
    await page.getByRole('button', { name: 'Effacer les filtres' }).click();
    await expect(page.getByTestId('projects-count')).not.toHaveText('1 projet');
  });

  test('each figure of the project opens the entries that make it', async ({ page }) => {
    await arrive(page, PROFERTIL, 'project-money');
    const figures = page.getByTestId('project-money').getByRole('button');
    // Attributed, allocated, paid, justified, exchange difference.
    await expect(figures).toHaveCount(5);
    for (const figure of await figures.all()) {
      const said = (await figure.textContent()) ?? '';
      await figure.click();
      await expect(page.getByTestId('entries-total')).toContainText(said);
      await page.keyboard.press('Escape');
    }
  });

  test('the project sheet is a PDF', async ({ page }) => {
    await arrive(page, PROFERTIL, 'plan-bar');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Fiche projet (PDF)' }).click();
    expect((await download).suggestedFilename()).toBe('KH-SR-PROFERTIL-fr.pdf');
  });

  test('phases lead to each other', async ({ page }) => {
    await arrive(page, '/projets/LA-VTE-GBV2', 'plan-bar');
    await page.getByRole('link', { name: /volet 1/ }).click();
    await expect(page).toHaveURL(/LA-VTE-GBV1/);
    await expect(page.getByRole('link', { name: /volet 2/ })).toBeVisible();
  });

  test('in English nothing stays French', async ({ page }) => {
    await arrive(page, PROFERTIL, 'plan-bar');
    await page
      .getByRole('button', { name: /English|EN/ })
      .first()
      .click();
    await expect(page.getByRole('tab', { name: 'History' })).toBeVisible();
    await expect(page.getByText('Financing plan')).toBeVisible();
    await expect(page.getByTestId('plan-verdict')).toContainText('The ceiling is');
    await page
      .getByRole('button', { name: /Français|FR/ })
      .first()
      .click();
  });
});

test.describe('of a city', () => {
  test.use({ role: 'city' });

  for (const { name, width, height } of sizes) {
    for (const scheme of schemesOn(name)) {
      test(`its space on a ${name}, ${scheme}: no violation`, async ({ page }) => {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await arrive(page, '/mon-espace', 'space-dossiers');
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        expect(await violations(page)).toEqual([]);
      });
    }
  }

  test('sees its own dossiers and nobody else’s', async ({ page }) => {
    await arrive(page, '/mon-espace', 'space-dossiers');
    await expect(page.getByRole('link', { name: /PROFERTIL/ })).toBeVisible();
    await expect(page.getByTestId('space-dossiers')).not.toContainText('Cotonou');
    const others = await page.request.get('/api/disbursements/projects/BJ-COT-NUM');
    expect(others.status()).toBe(403);
    await page.goto('/projets');
    await expect(page.getByTestId('board')).toHaveCount(0);
  });
});
