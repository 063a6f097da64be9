import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { minorOf, minorSum } from './placements.fixture';

/** A placement on an account of its own in the pool in euros, bearing on what the account holds. */
async function openPlacement(page: Page): Promise<string> {
  const code = `E2E-${Date.now()}`;
  await page.goto('/placements');
  const status = await page.evaluate(
    async (name) =>
      (
        await fetch('/api/treasury/accounts', {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
          body: JSON.stringify({
            code: name,
            name,
            otherId: name,
            currency: 'EUR',
            openingDate: '2026-02-02',
            openingBalance: { amount: '100000.00', currency: 'EUR' },
          }),
        })
      ).status,
    code,
  );
  expect(status).toBe(201);
  await page.getByRole('button', { name: 'Ouvrir le placement' }).click();
  const open = page.getByRole('button', { name: 'Ouvrir le placement' });
  await expect(page).toHaveURL(/\/placements\/nouveau$/);
  await open.click();
  await expect(page.getByText('À remplir').first()).toBeVisible();
  await page.getByLabel('Compte', { exact: true }).selectOption({ label: `${code} (EUR)` });
  await page.getByLabel('Ouvert le').fill('02/02/2026');
  await open.click();
  await expect(page).toHaveURL(new RegExp(`/placements/${code}$`));
  return code;
}

async function propose(page: Page, code: string, from: string, rate: string): Promise<void> {
  await page.goto(`/placements/${code}`);
  const form = page.getByTestId('propose-rate');
  await form.getByLabel('Premier jour').fill(from);
  await form.getByLabel('Taux annuel, en pour cent').fill(rate);
  await form.getByRole('button', { name: 'Proposer le taux' }).click();
  await expect(page.getByText('Taux proposé')).toBeVisible();
  await expect(page.getByTestId('rates')).toContainText('À confirmer');
}

async function confirm(page: Page, code: string, rate: string): Promise<void> {
  await page.goto(`/placements/${code}`);
  await page
    .getByTestId('pending-rates')
    .getByRole('button', { name: `Confirmer ${rate}` })
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(code);
  await dialog.getByRole('button', { name: `Confirmer ${rate}` }).click();
  await expect(page.getByText('Taux confirmé')).toBeVisible();
}

async function accrue(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Calculer les intérêts' }).click();
  await expect(page.getByText(/Intérêts calculés au/)).toBeVisible();
}

test('a rate is proposed by one, confirmed by another; what had accrued is restated and explained', async ({
  browser,
  stateOf,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const as = async (role: 'finance-officer' | 'finance-controller') =>
    (
      await browser.newContext({ storageState: await stateOf(role), baseURL: baseURL ?? '', locale: 'fr-FR' })
    ).newPage();
  const [officer, controller] = [await as('finance-officer'), await as('finance-controller')];
  const code = await openPlacement(officer);
  await propose(officer, code, '02/02/2026', '0,02');
  await confirm(controller, code, '0,02\u00a0%');
  await accrue(controller);
  const accrued = controller.getByTestId('terms').getByRole('button').first();
  await expect(accrued).not.toHaveText(/^0,00/);
  const before = minorOf((await accrued.textContent()) ?? '');

  await test.step('a lower rate from a past day', async () => {
    await propose(officer, code, '10/02/2026', '0,01');
    await confirm(controller, code, '0,01\u00a0%');
    await accrue(controller);
    const restated = controller.getByTestId('restatements');
    await expect(restated).toContainText(`Taux de 0,01 % sur ${code} à partir du 10 févr. 2026`);
    await expect.poll(async () => minorOf((await accrued.textContent()) ?? '') < before).toBe(true);
  });

  await test.step('explained line by line, to the cent', async () => {
    // The sum and its lines are two answers: one may still be on its way.
    await expect(async () => {
      const amounts = await controller.getByTestId('explained').locator('tbody td:last-child .num').allTextContents();
      expect(minorSum(amounts)).toBe(minorOf((await accrued.textContent()) ?? ''));
    }).toPass();
  });

  await test.step('again, nothing changes', async () => {
    await controller.reload();
    await controller.getByRole('button', { name: 'Calculer les intérêts' }).click();
    await expect(controller.getByText('Rien n’a changé')).toBeVisible();
  });
});
