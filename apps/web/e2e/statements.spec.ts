import { expect, overflow, schemesOn, test, violations } from './fixtures';
import { drop, mt940File, openStatements, picture, table } from './statements.fixture';

/** Fictitious, of no account here. */
const stranger = 'DE89370400440532013000';

test.describe('a finance officer', () => {
  test.use({ role: 'finance-officer' });

  test('reads statements of three formats, account by account', async ({ page }) => {
    await openStatements(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Rapprochement bancaire');
    await page.getByLabel('Compte', { exact: true }).selectOption('USD');
    await expect(page).toHaveURL(/compte=USD/);
    const rows = page.getByTestId('statements').locator('tbody tr');
    await expect(rows.first()).toContainText('MT940');
    await expect(rows.first().getByRole('link')).toHaveAttribute('href', /^\/rapprochement\/[0-9a-f-]{36}$/);
    await page.getByLabel('Compte', { exact: true }).selectOption('XOF');
    await expect(rows.first()).toContainText('CFONB 120');
    await page.getByLabel('État').selectOption('CLOSED');
    await expect(page.getByRole('status').filter({ hasText: 'Aucun relevé' })).toBeVisible();
  });

  test('opens the entries that a closing balance is the sum of', async ({ page }) => {
    await openStatements(page, '?compte=MAIN-EUR');
    const closing = page.getByTestId('statements').locator('tbody tr').first().getByRole('button');
    const amount = await closing.textContent();
    await closing.click();
    await expect(page.getByTestId('entries-total')).toContainText(amount ?? '?');
  });

  test('looks at files before anything is stored', async ({ page, troubles }) => {
    await openStatements(page);
    await drop(page, mt940File(stranger), mt940File(stranger, 'C260131EUR0,01'), picture);
    const files = page.getByTestId('file');
    await expect(files).toHaveCount(3);
    await expect(files.nth(0)).toContainText('Le relevé tombe juste');
    await expect(files.nth(0)).toContainText('compte inconnu ici');
    await files.nth(0).getByText('Voir les 2 lignes').click();
    await expect(files.nth(0).getByTestId('preview-entries')).toContainText('VILLE DE LIEGE');
    await expect(files.nth(1)).toContainText('Écart');
    await expect(files.nth(1)).toContainText('0,01');
    await expect(files.nth(1)).toContainText('ne s’importe pas');
    await expect(files.nth(2).getByRole('alert')).toContainText('n’est pas un relevé');
    await files.nth(0).getByRole('button', { name: 'Importer' }).click();
    await expect(files.nth(0).getByRole('alert')).toContainText('finissant par 3000');
    await page.getByRole('button', { name: 'Écarter scan.pdf' }).click();
    await expect(files).toHaveCount(2);
    // The browser notes the refusals that were asked for.
    for (const trouble of troubles.splice(0)) expect(trouble).toContain('422');
  });

  for (const [size, width, height] of [
    ['desktop', 1440, 900],
    ['phone', 390, 844],
  ] as const) {
    for (const scheme of schemesOn(size)) {
      test(`has no violation on a ${size}, ${scheme}`, async ({ page }) => {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await openStatements(page);
        await drop(page, mt940File(stranger), table);
        await expect(page.getByTestId('preview-statement')).toHaveCount(2);
        await page.getByText('Voir les 2 lignes').first().click();
        expect(await violations(page)).toEqual([]);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      });
    }
  }

  test('reads the page in English', async ({ page }) => {
    await page.addInitScript(() => localStorage.setItem('language', 'en'));
    await openStatements(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bank reconciliation');
    await drop(page, table);
    await expect(page.getByTestId('column-mapping')).toContainText('Proposed from the file');
  });
});

test.describe('an auditor', () => {
  test.use({ role: 'auditor' });

  test('reads statements, and is told who imports them', async ({ page }) => {
    await openStatements(page);
    await expect(page.getByText('L’import est réservé aux finances')).toBeVisible();
    await expect(page.getByTestId('drop')).toHaveCount(0);
  });
});

test.describe('a city', () => {
  test.use({ role: 'city' });

  test('has no page of bank statements', async ({ page }) => {
    await page.goto('/rapprochement');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Accès réservé');
    expect((await page.request.get('/api/treasury/statements')).status()).toBe(403);
  });
});
