import { expect, overflow, test, violations } from './fixtures';

test.use({ role: 'project-officer' });

for (const { name, width, height, scheme } of [
  { name: 'desktop', width: 1440, height: 900, scheme: 'light' },
  { name: 'phone', width: 390, height: 844, scheme: 'dark' },
] as const) {
  test(`tranches on a ${name}, ${scheme}: no violation, nothing wider than the window`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    for (const [address, shown] of [
      ['/tranches?etape=PAID', 'tranches'],
      ['/tranches/KH-SR-PROFERTIL-T1', 'tranche-money'],
      ['/projets/KH-SR-PROFERTIL?onglet=financement', 'provenance'],
      ['/projets/KH-SR-PROFERTIL?onglet=tranches', 'project-tranches'],
      ['/projets/KH-SR-PROFERTIL?onglet=convention', 'agreement'],
      ['/projets/KH-SR-PROFERTIL?onglet=resultats', 'indicators'],
    ] as const) {
      await page.goto(address);
      await expect(page.getByTestId(shown)).toBeVisible();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await violations(page)).toEqual([]);
    }
  });
}
