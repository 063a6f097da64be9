import { randomUUID } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { type DemonstrationRole, expect, test } from './fixtures';

test.setTimeout(120_000);

/** Gifts in kind: no cash moves, and the reversal leaves the book as it was. */
const [USE, RESOURCE] = ['in-kind-use', 'in-kind-resource'];

async function typeLine(page: Page, number: number, account: string, side: 'Débit' | 'Crédit'): Promise<void> {
  const field = page.getByRole('combobox', { name: `Compte de la ligne ${number}` });
  await field.fill(account);
  await page.getByRole('option', { name: account, exact: true }).click();
  await page.getByLabel(`${side} de la ligne ${number}`).fill('12,34');
  await page.getByRole('combobox', { name: `instrument de la ligne ${number}` }).click();
  await page.getByRole('listbox', { name: 'instrument' }).getByRole('option').first().click();
}

test('an officer types an entry, a controller approves it; taken back, it leads to its reversal', async ({
  browser,
  baseURL,
  stateOf,
}) => {
  const signedIn = async (by: Browser, role: DemonstrationRole): Promise<Page> => {
    const look = { locale: 'fr-FR', viewport: { width: 1440, height: 900 } };
    return (await by.newContext({ ...look, ...(baseURL && { baseURL }), storageState: await stateOf(role) })).newPage();
  };
  const officer = await signedIn(browser, 'finance-officer');
  const controller = await signedIn(browser, 'finance-controller');
  const reason = `Don en nature mal saisi ${randomUUID().slice(0, 8)}`;

  await officer.goto('/regularisations?onglet=operations');
  await officer.getByTestId('prepare').click();
  const form = officer.getByTestId('new-entry');
  await form.getByLabel('Motif').fill(reason);
  await form.getByLabel('Pièce justificative').fill('OD-ESSAI');
  await typeLine(officer, 1, USE as string, 'Débit');
  await expect(form.getByRole('button', { name: 'Préparer l’opération' })).toHaveAttribute('aria-disabled', 'true');
  await typeLine(officer, 2, RESOURCE as string, 'Crédit');
  await form.getByRole('button', { name: 'Préparer l’opération' }).click();
  await officer.getByRole('link', { name: reason }).click();
  await expect(officer.getByTestId('journal-entry')).toContainText('pas encore comptabilisée');
  await expect(officer.getByTestId('approve')).toHaveAttribute('aria-disabled', 'true');
  await expect(officer.getByTestId('entry-line')).toHaveCount(2);

  await controller.goto(new URL(officer.url()).pathname);
  await expect(controller.getByTestId('journal-entry')).toContainText('Préparée parCamille Berthier');
  await controller.getByTestId('approve').click();
  await controller.getByRole('dialog').getByRole('button', { name: 'Approuver' }).click();
  await expect(controller.getByTestId('journal-entry')).toContainText('Approuvée parvous');

  await officer.reload();
  await officer.getByTestId('reverse').click();
  await officer.getByRole('dialog').getByLabel('Pourquoi elle est annulée').fill('Saisie en double');
  await officer.getByRole('dialog').getByRole('button', { name: 'Contre-passer' }).click();
  await expect(officer.getByTestId('reverse')).toHaveAttribute('aria-disabled', 'true');
  await officer.getByRole('link', { name: /Saisie en double/ }).click();
  await expect(officer.getByRole('heading', { level: 1 })).toHaveText('Saisie en double');

  await controller.goto('/regularisations?onglet=operations');
  await controller.getByRole('row').filter({ hasText: 'Saisie en double' }).getByRole('link').first().click();
  await controller.getByTestId('approve').click();
  await controller.getByRole('dialog').getByRole('button', { name: 'Approuver' }).click();
  await controller.getByRole('link', { name: new RegExp(reason) }).click();
  await expect(controller.getByText('Contre-passée', { exact: true })).toBeVisible();

  await controller.goto('/?ecritures=book%3Dcontributions%26account%3Din-kind-use');
  await controller.getByTestId('entry').getByRole('link', { name: reason }).click();
  await expect(controller.getByRole('heading', { level: 1 })).toHaveText(reason);
  await Promise.all([officer, controller].map((page) => page.context().close()));
});
