import { expect, overflow, schemesOn, screens, test, violations } from './fixtures';
import { PaymentDesk } from './payments.desk';

test.describe('a finance officer', () => {
  test.use({ role: 'finance-officer' });

  for (const { name, width, height } of screens) {
    for (const scheme of schemesOn(name)) {
      test(`one payment on a ${name}, ${scheme}: no violation`, async ({ page, request }) => {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await page.goto(`/paiements/${await settledOrder(request)}`);
        await expect(page.getByTestId('timeline').getByText('Débité par la banque')).toBeVisible();
        expect(await violations(page)).toEqual([]);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      });

      test(`the forms on a ${name}, ${scheme}: no violation`, async ({ page }) => {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await page.goto('/beneficiaires');
        await page.getByRole('button', { name: 'Enregistrer un bénéficiaire' }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await page.getByRole('button', { name: 'Enregistrer le bénéficiaire' }).click();
        await expect(page.getByText('À remplir.').first()).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await page.goto('/paiements');
        await page.getByRole('button', { name: 'Importer un retour (pain.002)' }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        expect(await violations(page)).toEqual([]);
      });
    }
  }

  test('a settled amount opens its entries, whose sum is that amount', async ({ page, request }) => {
    await page.goto(`/paiements/${await settledOrder(request)}`);
    const amount = page.getByRole('region', { name: 'Ordre' }).locator('.figure');
    const text = (await amount.textContent()) ?? '';
    await amount.click();
    await expect(page.getByTestId('entries-total')).toContainText(text);
  });

  test('speaks English, without a French word left', async ({ page }) => {
    await page.goto('/paiements');
    await page.getByRole('button', { name: 'English' }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Payments');
    await expect(page.getByRole('tab', { name: /To approve/ })).toBeVisible();
    await page.goto('/beneficiaires');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Beneficiaries');
    await expect(page.getByText(/[éèàç]tre|Confirmé|Chercher/)).toHaveCount(0);
    await page.getByRole('button', { name: 'Français' }).first().click();
  });

  test('a refused account number is told beside its field', async ({ page, troubles }) => {
    await page.goto('/beneficiaires');
    await page.getByRole('button', { name: 'Enregistrer un bénéficiaire' }).click();
    await page.getByLabel('Nom').fill('Ville d’essai');
    await page.getByRole('combobox', { name: 'Pays' }).fill('France');
    await page.getByRole('option', { name: 'France' }).click();
    await page.getByRole('textbox', { name: 'IBAN' }).fill('FR7630006000011234567890188');
    await page.getByRole('textbox', { name: /^Ville/ }).fill('Paris');
    await page.getByRole('button', { name: 'Enregistrer le bénéficiaire' }).click();
    await expect(page.getByText('La longueur ou la clé de l’IBAN est fausse.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'IBAN' })).toHaveAttribute('aria-invalid', 'true');
    // The browser notes the refusal that was asked for.
    for (const trouble of troubles.splice(0)) expect(trouble).toContain('422');
  });
});

test('the Presidency reads payments, not bank details', async ({ page, request }) => {
  await page.goto(`/paiements/${await settledOrder(request)}`);
  await expect(page.getByTestId('timeline')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Ordre de paiement (PDF)' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Approuver/ })).toHaveCount(0);
  await page.goto('/beneficiaires');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Accès réservé');
});

async function settledOrder(request: ConstructorParameters<typeof PaymentDesk>[0]): Promise<string> {
  const desk = new PaymentDesk(request);
  const { items } = await desk.get<{ items: { id: string }[] }>(
    'finance-officer',
    '/api/treasury/payment-orders?status=SETTLED&limit=1',
  );
  return items[0]?.id ?? '';
}
