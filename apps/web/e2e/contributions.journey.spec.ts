import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

test.use({ role: 'finance-officer' });
test.describe.configure({ mode: 'serial' });

/** A donor and an agreement of this run: nobody else's. */
const run = Date.now().toString(36).toUpperCase();
const donor = `VILLE-${run}`;
const agreement = `${donor}-2025`;

async function pickDay(page: Page, label: string | RegExp, text: string, nth = 0): Promise<void> {
  const field = page.getByLabel(label).nth(nth);
  await field.fill(text);
  await field.press('Tab');
}

test('the finance officer registers a donor, with its contact', async ({ page }) => {
  await page.goto('/bailleurs');
  await page.getByRole('button', { name: 'Nouveau bailleur' }).click();
  const form = page.getByRole('form', { name: 'Nouveau bailleur' });
  await form.getByRole('button', { name: 'Enregistrer le bailleur' }).click();
  await expect(form.getByText('À remplir.')).toBeVisible();
  await form.getByLabel('Nom').first().fill(`Ville d’essai ${run}`);
  await form.getByLabel('Code', { exact: true }).fill(donor);
  await form.getByLabel(/^Pays/).fill('FR');
  await form.getByRole('button', { name: 'Ajouter un contact' }).click();
  const contact = form.getByRole('group', { name: 'Contact 1' });
  await contact.getByLabel('Nom').fill('Service financier');
  await contact.getByLabel('Courriel').fill('finances@example.org');
  await form.getByRole('button', { name: 'Enregistrer le bailleur' }).click();
  await expect(page).toHaveURL(`/bailleurs/${donor}`);
  await page.getByRole('tab', { name: 'Fiche' }).click();
  await expect(page.getByTestId('contacts')).toContainText('finances@example.org');
});

test('then its agreement, as French people type amounts and days', async ({ page }) => {
  await page.goto('/contributions/nouvelle');
  await page.getByRole('button', { name: 'Enregistrer la convention' }).click();
  await expect(page.getByText('À remplir.').first()).toBeVisible();
  await page.getByLabel('Bailleur').selectOption(donor);
  await page.getByLabel('Code', { exact: true }).fill(agreement);
  await page.getByLabel('Montant').first().fill('80\u202f000,50 €');
  await pickDay(page, 'Signée le', '05/11/2025');
  await pickDay(page, 'Début', '05/11/2025');
  await pickDay(page, 'Fin', '31/12/2027');
  const first = page.getByRole('group', { name: 'Échéance n° 1' });
  await first.getByLabel('Montant').fill('50000');
  await first.getByLabel('Date d’échéance').fill('15/12/2025');
  await first.getByLabel('Date d’échéance').press('Tab');
  await page.getByRole('button', { name: 'Ajouter une échéance' }).click();
  const second = page.getByRole('group', { name: 'Échéance n° 2' });
  await second.getByLabel('Montant').fill('30 000,49');
  await second.getByLabel('Date d’échéance').fill('30/06/2026');
  await second.getByLabel('Date d’échéance').press('Tab');
  await second.getByLabel('Condition').selectOption('PERCENT_CONSUMED');
  await expect(page.getByTestId('left-to-share')).toContainText('0,01\u00a0€');
  await second.getByLabel('Montant').fill('30 000,50');
  await expect(page.getByTestId('left-to-share')).toContainText('0,00\u00a0€');
  await page.getByRole('button', { name: 'Enregistrer la convention' }).click();
  await expect(page).toHaveURL(`/contributions/${agreement}`);
  await expect(page.getByTestId('figure-pledged')).toContainText('80\u00a0000,50\u00a0€');
  await expect(page.getByTestId('clauses')).toContainText('5\u00a0nov.\u00a02025');
});

test('calls the first instalment, gets the letter and records that it went', async ({ page }) => {
  await page.goto(`/contributions/${agreement}`);
  const second = page.getByTestId('instalment-2');
  await expect(second).toContainText('L’échéance 1 n’est pas encore appelée.');
  await expect(second.getByRole('button', { name: 'Appeler' })).toHaveAttribute('aria-disabled', 'true');
  const first = page.getByTestId('instalment-1');
  await first.getByRole('button', { name: 'Appeler' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Date de l’appel').fill('20/11/2025');
  await dialog.getByLabel('Date de l’appel').press('Tab');
  await dialog.getByRole('button', { name: /^Appeler 50/ }).click();
  await expect(first).toContainText('en retard de 67');
  await expect(first).toContainText(/RF\d\d/);
  const letter = page.waitForEvent('download');
  await first.getByRole('link', { name: 'Lettre' }).click();
  expect((await letter).suggestedFilename()).toMatch(/^RF.*-fr\.pdf$/);
  await first.getByRole('button', { name: /Autres actes/ }).click();
  await page.getByRole('menuitem', { name: 'Noter l’envoi' }).click();
  await expect(dialog.getByLabel('Adresse électronique')).toHaveValue('finances@example.org');
  await dialog.getByRole('button', { name: 'Noter l’envoi' }).click();
  await expect(first).toContainText('lettre envoyée le 20/02/2026 à finances@example.org');
  await expect(second).toContainText('consommés sur');
});

test('finds it late in the ageing and sends a reminder', async ({ page }) => {
  await page.goto('/contributions?vue=retards');
  await page.getByLabel('Ancienneté').selectOption('D61_90');
  const row = page.getByTestId('ageing').getByRole('row').filter({ hasText: agreement });
  await expect(row).toContainText('50\u00a0000,00\u00a0€');
  await row.getByRole('button', { name: 'Relancer' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Préparer le texte' }).click();
  await expect(dialog.getByLabel('Texte de la relance 1')).toHaveValue(/50\u00a0000,00\u00a0€ restent dus/);
  await expect(dialog.getByLabel('Destinataire')).toHaveValue('finances@example.org');
  await dialog.getByRole('button', { name: 'Noter l’envoi' }).click();
  await expect(dialog).toBeHidden();
  await expect(row).toContainText('1, le 20/02/2026');
});

test('records an amendment, whose difference stays in the versions', async ({ page, troubles }) => {
  await page.goto(`/contributions/${agreement}`);
  await page.getByRole('button', { name: 'Enregistrer un avenant' }).click();
  await expect(page).toHaveURL(`/contributions/${agreement}/avenant`);
  await page.getByLabel('Motif').fill('Complément voté par le conseil');
  await page.getByLabel('Montant').first().fill('90000');
  await page.getByRole('button', { name: 'Enregistrer l’avenant' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Les échéances font' })).toBeVisible();
  // The browser notes the refusal that was asked for.
  expect(troubles.splice(0)).toEqual([expect.stringContaining('422')]);
  await page.getByRole('group', { name: 'Échéance n° 2' }).getByLabel('Montant').fill('40000');
  await page.getByLabel('Variation des lignes de budget').fill('12,5');
  await page.getByRole('button', { name: 'Enregistrer l’avenant' }).click();
  await expect(page).toHaveURL(`/contributions/${agreement}`);
  await expect(page.getByTestId('figure-pledged')).toContainText('90\u00a0000,00\u00a0€');
  await page.getByRole('tab', { name: 'Versions' }).click();
  const versions = page.getByTestId('versions');
  await expect(versions).toContainText('Version 2 – Complément voté par le conseil');
  await expect(versions).toContainText('80\u00a0000,50\u00a0€');
  await expect(versions).toContainText('12,5\u00a0%');
});

test('withdraws the call, and the instalment is expected again', async ({ page }) => {
  await page.goto(`/contributions/${agreement}`);
  const first = page.getByTestId('instalment-1');
  await first.getByRole('button', { name: /Autres actes/ }).click();
  await page.getByRole('menuitem', { name: 'Retirer l’appel' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Retirer l’appel' }).click();
  await expect(dialog.getByText('Indiquez le motif.')).toBeVisible();
  await dialog.getByLabel('Motif').fill('Appel d’essai');
  await dialog.getByRole('button', { name: 'Retirer l’appel' }).click();
  await expect(first).toContainText('attendue');
  await expect(page.getByTestId('figure-called')).toContainText('0,00\u00a0€');
});
