import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from '@playwright/test';

import { type DemonstrationRole, expect, signIn, test, violations } from './fixtures';
import { PaymentDesk, rejection } from './payments.desk';

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** A page of another person, beside the one of the test. */
/** Who confirms their identity gets a new session, which ends the one before: each page here has its own. */
async function pageOf(browser: Browser, baseURL: string | undefined, state: State): Promise<Page> {
  const context = await browser.newContext({
    ...(baseURL && { baseURL }),
    locale: 'fr-FR',
    storageState: state,
  });
  return context.newPage();
}

/** Confirms who they are when the platform asks, and comes back to the question. */
async function confirmIdentity(page: Page, role: DemonstrationRole): Promise<void> {
  await page.getByRole('button', { name: 'Confirmer mon identité' }).click();
  await page.locator(`button[value="demo-${role}"]`).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

const row = (page: Page, name: string) => page.getByTestId('orders').getByRole('row').filter({ hasText: name });

test.describe('a payment, from the account to the bank and back', () => {
  test.use({ role: 'finance-officer' });

  test('new bank details wait for a second person; two others approve, each after confirming who they are', async ({
    page,
    browser,
    baseURL,
    request,
  }) => {
    test.setTimeout(300_000);
    const desk = new PaymentDesk(request);
    const code = PaymentDesk.code('JRN');
    const name = `Ville du parcours ${code}`;

    // The finance officer registers a beneficiary.
    await page.goto('/beneficiaires');
    await page.getByRole('button', { name: 'Enregistrer un bénéficiaire' }).click();
    await page.getByLabel('Nom').fill(name);
    await page.getByLabel('Code (facultatif)').fill(code);
    await page.getByRole('combobox', { name: 'Pays' }).fill('Togo');
    await page.getByRole('option', { name: 'Togo' }).click();
    await page.getByRole('textbox', { name: 'IBAN' }).fill('TG53 TG00 9060 4310 3465 0040 0070');
    await page.getByLabel('BIC de la banque').fill('ECOCTGTG');
    await page.getByRole('textbox', { name: /^Ville/ }).fill('Lomé');
    await page.getByRole('button', { name: 'Enregistrer le bénéficiaire' }).click();
    const beneficiary = page.getByTestId('beneficiary');
    await expect(beneficiary.getByText('Proposées, à confirmer')).toBeVisible();
    await expect(beneficiary.getByRole('button', { name: 'Confirmer les coordonnées' })).toHaveCount(0);

    // A controller confirms them, seeing the account in full.
    const controller = await pageOf(browser, baseURL, await signIn(browser, baseURL ?? '', 'finance-controller-2'));
    await controller.goto(`/beneficiaires?qui=${code}`);
    await controller.getByRole('button', { name: 'Confirmer les coordonnées' }).click();
    await expect(controller.getByRole('dialog')).toContainText('TG53TG0090604310346500400070');
    expect(await violations(controller)).toEqual([]);
    await controller.getByRole('button', { name: 'Confirmer TG53…0070' }).click();
    await expect(controller.getByTestId('beneficiary').getByText('Confirmées TG53…0070')).toBeVisible();

    // An order to them; who prepared it sees why it is not theirs to approve.
    const order = await desk.refund(code, '148.00');
    const first = await pageOf(browser, baseURL, await signIn(browser, baseURL ?? '', 'finance-controller'));
    await first.goto('/paiements');
    const own = row(first, name).getByRole('button', { name: 'Approuver 148,00 €' });
    await expect(own).toHaveAttribute('aria-disabled', 'true');
    await own.hover();
    await expect(first.getByRole('tooltip')).toHaveText('Second visa requis : vous avez préparé ce paiement.');

    // The details change: the order waits, and the visa says so.
    await desk.post('finance-officer', `/api/treasury/beneficiaries/${code}/bank-details`, {
      ...{ iban: 'TG53TG0090604310346500400070', bic: 'ECOCTGTGXXX', address: { town: 'Lomé' } },
    });
    await controller.goto('/paiements');
    await expect(row(controller, name)).toContainText('Coordonnées en cours de changement');
    await expect(row(controller, name).getByRole('button', { name: 'Approuver 148,00 €' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await desk.post('finance-controller', `/api/treasury/beneficiaries/${code}/confirm`);
    await controller.reload();
    await expect(row(controller, name)).toContainText('RIB modifié aujourd’hui');

    // Two persons approve it.
    await row(controller, name).getByRole('button', { name: 'Approuver 148,00 €' }).click();
    await confirmIdentity(controller, 'finance-controller-2');
    await controller.getByRole('dialog').getByRole('button', { name: 'Approuver 148,00 €' }).click();
    await expect(row(controller, name)).toContainText('1 visa sur 2');
    const secretariat = await pageOf(browser, baseURL, await signIn(browser, baseURL ?? '', 'secretariat'));
    await secretariat.setViewportSize({ width: 390, height: 844 });
    await secretariat.goto(`/paiements?approuver=${order.id}`);
    await expect(secretariat.getByRole('dialog')).toContainText('Solène Aubry');
    await confirmIdentity(secretariat, 'secretariat');
    await secretariat.getByRole('dialog').getByRole('button', { name: 'Approuver 148,00 €' }).click();
    await expect(secretariat.getByRole('dialog')).toHaveCount(0);
    await expect(secretariat.getByTestId('orders').getByText(name)).toHaveCount(0);

    // The finance officer puts it in a file.
    await page.goto('/paiements?vue=a-remettre');
    await page.getByRole('checkbox', { name: `Choisir le paiement à ${name}` }).check();
    await expect(page.getByTestId('chosen-sum')).toHaveText('148,00 €');
    await page.getByRole('button', { name: 'Mettre en fichier' }).click();
    await expect(page.getByRole('dialog').getByRole('radio', { name: 'pain.001.001.09' })).toBeChecked();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Émettre 148,00 €' }).click();
    const file = page.locator('[data-testid="file"][data-current]');
    await expect(file).toContainText('148,00 €');
    await expect(file).toContainText('(jamais)');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      file.getByRole('link', { name: /Télécharger/ }).click(),
    ]);
    const content = await readFile(await download.path(), 'utf8');
    expect(content).toContain(`<EndToEndId>${order.endToEndId}</EndToEndId>`);
    expect(content).toContain('<CtrlSum>148.00</CtrlSum>');
    await expect(file).toContainText('(1 fois)');

    // The bank turns it down: the report is imported, and its effect is seen.
    const [, messageId = ''] = /<MsgId>(.*)<\/MsgId>/.exec(content) ?? [];
    const report = rejection(messageId, `${messageId}-1`, order.endToEndId);
    const bytes = { name: 'pain002.xml', mimeType: 'application/xml', buffer: Buffer.from(report) };
    await page.getByRole('button', { name: 'Importer un retour (pain.002)' }).click();
    await page.getByRole('dialog').locator('input[type="file"]').setInputFiles(bytes);
    await page.getByRole('button', { name: 'Importer', exact: true }).click();
    await expect(page.getByRole('dialog').getByRole('status')).toHaveText('1 ordre mis à jour, 1 rejeté.');
    await expect(page.getByTestId('report-orders')).toContainText('Rejeté · AC04 Compte clos');
    await page.getByRole('button', { name: 'Fermer' }).last().click();
    await page.goto('/paiements?vue=rejetes');
    await expect(row(page, name)).toContainText('AC04 Compte clos');
    await row(page, name).getByRole('link', { name }).click();
    await expect(page.getByTestId('timeline').locator('li').last()).toContainText('La banque dit : Rejeté');
    await expect(page.getByTestId('timeline')).toContainText('par Solène Aubry');
    const refunds = await desk.get<{ items: { beneficiary: string; status: string }[] }>(
      'finance-officer',
      '/api/contributions/refunds?status=REJECTED&limit=500',
    );
    expect(refunds.items.filter(({ beneficiary: payee }) => payee === code)).toHaveLength(1);

    // Imported again, nothing changes.
    await page.goto('/paiements');
    await page.getByRole('button', { name: 'Importer un retour (pain.002)' }).click();
    await page.getByRole('dialog').locator('input[type="file"]').setInputFiles(bytes);
    await page.getByRole('button', { name: 'Importer', exact: true }).click();
    await expect(page.getByRole('dialog').getByRole('status')).toHaveText(
      'Ce retour avait déjà été importé : rien n’a changé.',
    );
    for (const other of [controller, first, secretariat]) await other.context().close();
  });

  test('a controller refuses a payment, with its reason', async ({ browser, baseURL, request }) => {
    const desk = new PaymentDesk(request);
    const code = PaymentDesk.code('REF');
    await desk.beneficiary(code, `Ville refusée ${code}`);
    const order = await desk.refund(code, '12.50');
    const controller = await pageOf(browser, baseURL, await signIn(browser, baseURL ?? '', 'finance-controller-2'));
    await controller.goto(`/paiements/${order.id}`);
    await controller.getByRole('button', { name: 'Refuser' }).click();
    await controller.getByRole('button', { name: 'Refuser 12,50 €' }).click();
    await expect(controller.getByText('Indiquez le motif.')).toBeVisible();
    await controller.getByLabel('Motif du refus').fill('Montant à revoir');
    expect(await violations(controller)).toEqual([]);
    await controller.getByRole('button', { name: 'Refuser 12,50 €' }).click();
    await expect(controller.getByTestId('timeline')).toContainText('Motif : Montant à revoir');
    await expect(controller.getByRole('button', { name: /^Approuver/ })).toHaveCount(0);
    await controller.context().close();
  });

  test('who read an older version of the details does not confirm the newer ones', async ({
    browser,
    baseURL,
    request,
  }) => {
    const desk = new PaymentDesk(request);
    const code = PaymentDesk.code('VER');
    await desk.beneficiary(code, `Ville relue ${code}`);
    const change = (bic: string) =>
      desk.post('finance-officer', `/api/treasury/beneficiaries/${code}/bank-details`, {
        ...{ iban: 'TG53TG0090604310346500400070', bic, address: { town: 'Lomé' } },
      });
    await change('ECOCTGTGXXX');
    const controller = await pageOf(browser, baseURL, await signIn(browser, baseURL ?? '', 'finance-controller-2'));
    await controller.goto(`/beneficiaires?qui=${code}`);
    await controller.getByRole('button', { name: 'Confirmer les coordonnées' }).click();
    await expect(controller.getByRole('dialog')).toContainText('ECOCTGTGXXX');
    await change('ORBKTGTG');
    await controller.getByRole('button', { name: 'Confirmer TG53…0070' }).click();
    await expect(controller.getByTestId('beneficiary')).toContainText('ORBKTGTG');
    const { items } = await desk.get<{ items: { act: string }[] }>(
      'auditor',
      `/api/treasury/beneficiaries/${code}/changes`,
    );
    expect(items.filter(({ act }) => act === 'CONFIRMED')).toHaveLength(1);
    await controller.context().close();
  });
});
