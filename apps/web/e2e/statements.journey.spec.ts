import { expect, test } from './fixtures';
import { drop, mt940File, openStatements, table } from './statements.fixture';

/** A German account number with its check digits: each run has an account of its own. */
function ownIban(): string {
  const number = String(Date.now()).padStart(18, '0');
  const check = 98n - (BigInt(`${number}131400`) % 97n);
  return `DE${String(check).padStart(2, '0')}${number}`;
}

test.use({ role: 'finance-officer' });

test('a finance officer imports a month, then a table whose columns are named once', async ({ page }) => {
  const iban = ownIban();
  const code = `E2E-${iban.slice(-10)}`;
  await openStatements(page);
  const opened = await page.evaluate(
    async ([account, number]) => {
      const response = await fetch('/api/treasury/accounts', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({
          code: account,
          name: `Compte d’essai ${account}`,
          iban: number,
          currency: 'EUR',
          openingDate: '2026-01-01',
          openingBalance: { amount: '0.00', currency: 'EUR' },
        }),
      });
      return response.status;
    },
    [code, iban] as const,
  );
  expect(opened).toBe(201);
  await openStatements(page, `?compte=${code}`);

  await test.step('the same file twice adds nothing', async () => {
    await drop(page, mt940File(iban));
    const file = page.getByTestId('file').first();
    await expect(file).toContainText(`Compte d’essai ${code}`);
    await file.getByRole('button', { name: 'Importer' }).click();
    await expect(file.getByTestId('file-result')).toContainText('2 lignes nouvelles');
    await expect(page.getByTestId('statements').locator('tbody tr')).toHaveCount(1);
    await drop(page, mt940File(iban));
    const again = page.getByTestId('file').nth(1);
    await again.getByRole('button', { name: 'Importer' }).click();
    await expect(again.getByTestId('file-result')).toContainText('0 ligne nouvelle · 2 lignes déjà connues');
    await expect(again).toContainText('Déjà importé');
    await page.getByRole('button', { name: 'Retirer les fichiers traités' }).click();
    await expect(page.getByTestId('file')).toHaveCount(0);
  });

  await test.step('the columns of a table are named once', async () => {
    await drop(page, table);
    const file = page.getByTestId('file').first();
    const mapping = page.getByTestId('column-mapping');
    await expect(mapping).toContainText('Proposé d’après le fichier');
    await expect(file).toContainText('Choisissez d’abord le compte');
    await mapping.getByLabel('Compte de ce tableau').selectOption(code);
    await mapping.getByLabel('Colonne Donneur').selectOption('counterparty');
    await expect(mapping).toContainText('Essai, pas encore enregistré.');
    await mapping.getByRole('button', { name: 'Enregistrer pour ce compte' }).click();
    await expect(mapping).toContainText('Lu comme enregistré pour ce compte.');
    await file.getByText('Voir les 2 lignes').click();
    await expect(file.getByTestId('preview-entries')).toContainText('COMMUNE DE NAMUR');
    await file.getByRole('button', { name: 'Importer' }).click();
    await expect(file.getByTestId('file-result')).toContainText('2 lignes nouvelles');
    await expect(page.getByTestId('statements').locator('tbody tr')).toHaveCount(2);
    await drop(page, table);
    const next = page.getByTestId('file').nth(1);
    await next.getByLabel('Compte de ce tableau').selectOption(code);
    await expect(next).toContainText('Lu comme enregistré pour ce compte.');
  });
});
