import type { Browser, Page } from '@playwright/test';
import { ApiDesk } from './api-desk';
import { running } from './dossiers.desk';
import { type DemonstrationRole, expect, test } from './fixtures';

type StateOf = (role: DemonstrationRole) => Promise<NonNullable<Parameters<Browser['newContext']>[0]>['storageState']>;

async function pageOf(browser: Browser, stateOf: StateOf, role: DemonstrationRole, baseURL = ''): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: 'fr-FR', storageState: await stateOf(role) });
  return context.newPage();
}

const piece = { name: 'demande.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') };

test('a tranche is planned, asked for by the city, certified and approved, each by another person', async ({
  browser,
  stateOf,
  request,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const project = await running(new ApiDesk(request), 'Latrines scolaires', 20);
  const officer = await pageOf(browser, stateOf, 'project-officer', baseURL);
  await officer.goto(`/projets/${project}?onglet=tranches`);
  await officer.getByRole('button', { name: 'Prévoir une tranche' }).click();
  const plan = officer.getByRole('dialog');
  await plan.getByLabel('Montant').fill('16 000,01');
  await plan.getByRole('button', { name: 'Prévoir la tranche' }).click();
  await expect(plan.getByText('retirez 0,01\u00a0€', { exact: false })).toBeVisible();
  await plan.getByLabel('Montant').fill('6 400');
  await plan.getByLabel('À constater avant (facultatif)').fill('Terrain borné');
  await plan.getByRole('button', { name: 'Prévoir la tranche' }).click();
  await expect(officer.getByTestId('project-tranches')).toContainText('6\u00a0400,00');

  const city = await pageOf(browser, stateOf, 'city', baseURL);
  await city.goto(`/tranches/${project}-T1`);
  await city.getByRole('button', { name: 'Demander la tranche' }).click();
  await city.locator('input[type=file]').setInputFiles(piece);
  await city.getByRole('dialog').getByRole('button', { name: 'Demander la tranche' }).click();
  await expect(city.getByText('demandée', { exact: true })).toBeVisible();

  const certifier = await pageOf(browser, stateOf, 'project-officer-2', baseURL);
  await certifier.goto(`/tranches/${project}-T1`);
  await certifier.getByRole('button', { name: 'Certifier' }).click();
  await certifier.getByRole('dialog').getByLabel('Terrain borné').check();
  await certifier.getByRole('dialog').getByRole('button', { name: 'Certifier' }).click();
  await expect(certifier.getByText('certifiée', { exact: true })).toBeVisible();

  await expect(certifier.getByTestId('tranche-conditions')).toContainText('remplie');

  const controller = await pageOf(browser, stateOf, 'finance-controller-2', baseURL);
  await controller.goto(`/tranches/${project}-T1`);
  await controller.getByRole('button', { name: /^Approuver/ }).click();
  await controller
    .getByRole('dialog')
    .getByRole('button', { name: /^Approuver/ })
    .click();
  await expect(controller.getByText('approuvée', { exact: true })).toBeVisible();
  await expect(controller.getByTestId('tranche-money')).toContainText('AIMF-GENERAL');
});
