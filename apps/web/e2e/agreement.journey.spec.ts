import type { Page } from '@playwright/test';
import { ApiDesk } from './api-desk';
import { running } from './dossiers.desk';
import { expect, overflow, test, violations } from './fixtures';

async function sign(page: Page, party: string, signatory: string): Promise<void> {
  const amendment = page.getByTestId('amendment-1');
  await amendment.getByRole('button', { name: `Signature : ${party}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Nom et fonction du signataire' }).fill(signatory);
  const day = dialog.getByRole('textbox', { name: 'Signée le' });
  await day.fill('20/02/2026');
  // Leaves the field, whose calendar covers the button.
  await day.press('Tab');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(amendment).toContainText(signatory);
}

test('an amendment is prepared by an officer, signed by both, and put in force by the secretariat', async ({
  browser,
  stateOf,
  request,
  baseURL,
}) => {
  test.setTimeout(240_000);
  const pageOf = async (role: Parameters<typeof stateOf>[0]): Promise<Page> => {
    const context = await browser.newContext({
      ...(baseURL && { baseURL }),
      locale: 'fr-FR',
      storageState: await stateOf(role),
    });
    return context.newPage();
  };
  const project = await running(new ApiDesk(request), 'Fontaines publiques', 10);
  const address = `/projets/${project}?onglet=convention`;

  const officer = await pageOf('project-officer');
  await officer.goto(address);
  await expect(officer.getByTestId('agreement')).toContainText('signée');
  await officer.getByRole('button', { name: 'Préparer un avenant' }).click();
  const form = officer.getByRole('dialog');
  await form.getByRole('textbox', { name: 'Motif' }).fill('Chantier réduit');
  await form.getByRole('textbox', { name: 'Subvention qui reste attribuée' }).fill('9 000');
  await form.getByRole('button', { name: 'Préparer un avenant' }).click();
  await expect(officer.getByText('8\u00a0000,00\u00a0€ sont attribués', { exact: false })).toBeVisible();
  await form.getByRole('textbox', { name: 'Subvention qui reste attribuée' }).fill('6 000');
  await form.getByRole('button', { name: 'Préparer un avenant' }).click();
  await expect(officer.getByTestId('amendment-1')).toContainText('6\u00a0000,00\u00a0€');

  const city = await pageOf('city');
  await city.setViewportSize({ width: 390, height: 844 });
  await city.goto(address);
  await sign(city, 'La ville', 'Le Gouverneur');
  expect(await overflow(city)).toBeLessThanOrEqual(0);
  expect(await violations(city)).toEqual([]);

  const secretariat = await pageOf('secretariat');
  await secretariat.goto(address);
  await expect(secretariat.getByText('Les deux parties doivent l’avoir signé.')).toBeVisible();
  await sign(secretariat, 'L’association', 'La Présidence');
  await secretariat.getByRole('button', { name: 'Mettre en vigueur' }).click();
  await secretariat.getByRole('dialog').getByRole('button', { name: 'Mettre en vigueur' }).click();
  await expect(secretariat.getByTestId('amendment-1')).toContainText('en vigueur');
  await secretariat.goto(`/projets/${project}`);
  await expect(secretariat.getByTestId('project-money')).toContainText('6\u00a0000,00\u00a0€');
});
