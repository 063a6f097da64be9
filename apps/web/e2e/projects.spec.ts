import { arrive, expect, test } from './fixtures';

const PROFERTIL = '/projets/KH-SR-PROFERTIL';

test.describe('of the secretariat', () => {
  test.use({ role: 'secretariat' });

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

  test('on a phone the table keeps what was attributed in view', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await arrive(page, '/projets?vue=table', 'projects-table');
    const amount = page.getByTestId('projects-table').locator('tbody [data-kept]').first();
    const { x = 0, width = 999 } = (await amount.boundingBox()) ?? {};
    expect(x + width).toBeLessThanOrEqual(390);
    await expect(amount).toContainText('€');
  });

  test('each figure of the project opens the entries that make it', async ({ page }) => {
    await arrive(page, PROFERTIL, 'project-money');
    const figures = page.getByTestId('project-money').getByRole('button');
    // Engaged, attributed, allocated, paid, justified, exchange difference.
    await expect(figures).toHaveCount(6);
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

  test('sees its own dossiers and nobody else’s', async ({ page }) => {
    await arrive(page, '/mon-espace', 'space-dossiers');
    const dossiers = page.getByTestId('space-dossiers');
    await expect(dossiers.getByRole('link', { name: /PROFERTIL/ })).toBeVisible();
    await expect(dossiers).not.toContainText('Cotonou');
    // What waits for it comes first: here, a tranche to ask for.
    await expect(
      page.getByRole('region', { name: 'À faire' }).getByRole('link', { name: /PROFERTIL/ }),
    ).toHaveAttribute('href', '/tranches/KH-SR-PROFERTIL-T3');
    const others = await page.request.get('/api/disbursements/projects/BJ-COT-NUM');
    expect(others.status()).toBe(403);
    await page.goto('/projets');
    await expect(page.getByTestId('board')).toHaveCount(0);
  });
});
