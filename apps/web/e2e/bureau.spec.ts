import { arrive, expect, test } from './fixtures';

test.use({ role: 'bureau-secretary' });

test('the missions of the association are there whole', async ({ page }) => {
  await arrive(page, '/missions/BJ-2025-09', 'as-of');
  await expect(page.getByRole('heading', { level: 1, name: 'Cotonou, Lokossa' })).toBeVisible();
  for (const project of ['Cotonou – pôle numérique', 'Lokossa – électrification solaire', 'Bénin – écoles durables'])
    await expect(page.getByRole('link', { name: project })).toBeVisible();
});
