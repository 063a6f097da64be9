import { expect, test } from './fixtures';
import { minorOf, minorSum } from './placements.fixture';

test.describe('a finance controller', () => {
  test.use({ role: 'finance-controller' });

  test('reads each cent of accrued interest, and the lines add up to what is accrued', async ({ page }) => {
    await page.goto('/placements/MAIN-EUR');
    const explained = page.getByTestId('explained');
    const amounts = explained.locator('tbody td:last-child .num');
    await expect(amounts.first()).toBeVisible();
    const lines = await amounts.allTextContents();
    const accrued = await page.getByTestId('terms').getByRole('button').first().textContent();
    expect(minorSum(lines)).toBe(minorOf(accrued ?? ''));
  });

  test('opens the entries of each line, of the whole and of a base', { tag: '@ci' }, async ({ page }) => {
    await page.goto('/placements/MAIN-EUR');
    const accrued = page.getByTestId('accrued-lines');
    const explained = page.getByTestId('explained').locator('tbody');
    await expect(accrued.locator('tbody tr').first()).toBeVisible();
    await expect(explained.getByRole('button').first()).toBeVisible();
    const figures = [
      ...(await accrued.getByRole('button').all()),
      explained.getByRole('button').first(),
      explained.getByRole('button').last(),
    ];
    // Each of dozens of lines is opened and closed.
    test.setTimeout(figures.length * 5_000);
    for (const figure of figures) {
      const shown = await figure.textContent();
      if (!/€/.test(shown ?? '')) continue;
      await figure.click();
      await expect(page.getByTestId('entries-total')).toContainText(shown ?? '');
      await page.keyboard.press('Escape');
      await expect(page.getByTestId('entries-total')).toHaveCount(0);
    }
  });

  test('exports the explanation as a table and as a document', async ({ page }) => {
    await page.goto('/placements/MAIN-EUR');
    const csv = page.getByRole('link', { name: 'Exporter en CSV' });
    await expect(csv).toBeVisible();
    for (const [name, type] of [
      ['Exporter en CSV', 'text/csv'],
      ['Exporter en PDF', 'application/pdf'],
    ] as const) {
      const address = await page.getByRole('link', { name }).getAttribute('href');
      const answer = await page.request.get(address ?? '');
      expect([answer.status(), answer.headers()['content-type']?.split(';')[0]]).toEqual([200, type]);
    }
  });

  test('opens the distribution of a credit, shared to the cent', async ({ page }) => {
    await page.goto('/placements/MAIN-EUR');
    const credits = page.getByTestId('credits');
    const row = credits.locator('tbody tr').first();
    await row.getByRole('button', { name: /Voir la répartition/ }).click();
    await expect(page).toHaveURL(/versement=/);
    const shares = page.getByTestId('distribution').locator('tbody td:last-child .num');
    await expect(shares.first()).toBeVisible();
    const credited = await row.locator('td').nth(2).textContent();
    expect(minorSum(await shares.allTextContents())).toBe(minorOf(credited ?? ''));
  });

  test('reads why a credit is not what was expected, in parts that add up and open onto entries', async ({ page }) => {
    await page.goto('/placements');
    const credits = page.getByTestId('credits');
    await expect(credits).toContainText('Chaque écart est expliqué');
    await credits
      .getByRole('row', { name: /MAIN-EUR/ })
      .first()
      .getByRole('button', { name: /Voir la répartition/ })
      .click();
    const steps = page.getByTestId('variance').locator('tbody tr');
    const amounts = await steps.locator('td:last-child .num').allTextContents();
    expect(amounts.length).toBeGreaterThan(2);
    expect(minorSum(amounts.slice(0, -1))).toBe(minorOf(amounts.at(-1) ?? ''));
    for (const figure of await steps.locator('dd').getByRole('button').all()) {
      const shown = await figure.textContent();
      await figure.click();
      await expect(page.getByTestId('entries-total')).toContainText(shown ?? '');
      await page.keyboard.press('Escape');
      await expect(page.getByTestId('entries-total')).toHaveCount(0);
    }
  });

  test('may not propose a rate, and is told why', async ({ page }) => {
    await page.goto('/placements/MAIN-EUR');
    const act = page.getByRole('button', { name: 'Proposer le taux' });
    await expect(act).toHaveAttribute('aria-disabled', 'true');
    await expect(act).toHaveAccessibleDescription(/qui propose un taux ne le confirme pas/);
  });
});

test.describe('the Presidency', () => {
  test('goes through the projection with the keyboard, and follows a path of rates', async ({ page }) => {
    await page.goto('/urgence/projection');
    const chart = page.getByRole('slider');
    await expect(page.getByTestId('projection-month')).toHaveText('février 2028');
    await chart.focus();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByTestId('projection-month')).toHaveText('janvier 2028');
    await page.keyboard.press('Home');
    await expect(page.getByTestId('projection-month')).toHaveText('Aujourd’hui');
    await page.getByLabel('Trajectoire de taux').fill('2026-04:1,75 2026-10:1,50');
    await page.getByRole('button', { name: 'Projeter cette trajectoire' }).click();
    await expect(page).toHaveURL(/trajectoire=2026-04/);
    await page.getByRole('button', { name: 'Voir en tableau' }).click();
    await expect(page.getByTestId('projection').locator('tbody tr')).toHaveCount(24);
    const last = page.getByTestId('projection').locator('tbody tr').last().locator('td');
    // The table of the flat course may still stand while the new one is computed.
    await expect(async () => {
      const [flat, , , forward] = (await last.allTextContents()).slice(1).map(minorOf);
      expect(forward).not.toBe(flat);
    }).toPass({ timeout: 10_000 });
  });

  test('follows an aid back to where its money came from', async ({ page }) => {
    await page.goto('/urgence/provenance');
    const aid = page.getByRole('link', { name: /Beyrouth/ });
    await aid.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/aide=LB-BEYROUTH-2020/);
    await expect(page.getByRole('heading', { level: 2 })).toHaveText('Aide\u00a0: Beyrouth');
    await page.getByRole('button', { name: 'Voir en tableau' }).click();
    await expect(page.getByTestId('lineage').locator('tbody tr')).toHaveCount(1);
    await expect(page.getByTestId('lineage')).toContainText('Solde d’ouverture');
  });

  test('reads it in English', async ({ page }) => {
    await page.goto('/urgence/projection');
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Projection of the emergency fund');
    await page.getByRole('button', { name: 'Français' }).click();
  });
});
