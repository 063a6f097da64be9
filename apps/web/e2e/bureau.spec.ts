import type { Page } from '@playwright/test';
import { expect, overflow, test, violations } from './fixtures';

test.use({ role: 'bureau-secretary' });

const views = [
  { address: '/bureau', shown: 'sessions' },
  { address: '/bureau/BUREAU-2026-04-28', shown: 'running-total' },
  { address: '/bureau/BUREAU-2026-04-28?presentation=1', shown: 'running-total' },
  { address: '/missions', shown: 'missions' },
  { address: '/projets/KH-SR-PROFERTIL?onglet=resultats', shown: 'indicators' },
];

async function arrive(page: Page, address: string, shown: string): Promise<void> {
  await expect(async () => {
    await page.goto(address);
    await expect(page.getByTestId(shown)).toBeVisible({ timeout: 8_000 });
  }).toPass();
}

for (const { name, width, height, scheme } of [
  { name: 'desktop', width: 1440, height: 900, scheme: 'light' },
  { name: 'phone', width: 390, height: 844, scheme: 'dark' },
] as const) {
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

test('the missions of the association are there whole', async ({ page }) => {
  await arrive(page, '/missions/BJ-2025-09', 'as-of');
  await expect(page.getByRole('heading', { level: 1, name: 'Cotonou, Lokossa' })).toBeVisible();
  for (const project of ['Cotonou – pôle numérique', 'Lokossa – électrification solaire', 'Bénin – écoles durables'])
    await expect(page.getByRole('link', { name: project })).toBeVisible();
});
