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
  await officer.goto(`/projets/${project}?onglet=dossier`);
  // What both signed is read in the dossier, and leads to where it is amended.
  const budget = officer.getByTestId('section-budget');
  await expect(budget.getByLabel('Poste')).toHaveAttribute('readonly', '');
  await budget.getByRole('link', { name: 'un avenant le change' }).click();
  await expect(officer.getByTestId('agreement')).toContainText('signée');
  await officer.getByRole('button', { name: 'Préparer un avenant' }).click();
  const form = officer.getByRole('dialog');
  const prepare = form.getByRole('button', { name: 'Préparer un avenant' });
  const fill = (name: string, value: string, at = 0) => form.getByLabel(name, { exact: true }).nth(at).fill(value);
  await expect(prepare).toHaveAttribute('aria-disabled', 'true');
  await form.getByRole('textbox', { name: 'Motif' }).fill('Chantier réduit');
  await form.getByRole('textbox', { name: 'Subvention qui reste attribuée' }).fill('9 000');
  await prepare.click();
  await expect(officer.getByText('8\u00a0000,00\u00a0€ sont attribués', { exact: false })).toBeVisible();
  await form.getByRole('textbox', { name: 'Subvention qui reste attribuée' }).fill('6 000');

  // One cent above the ceiling of the smaller cost is refused before anything is sent; so is a budget that is not its total.
  await form.getByRole('button', { name: 'Changer le plan de financement et le budget' }).click();
  await fill('Coût total du projet', '7 500');
  await fill('Montant', '6 000,01');
  await fill('Montant', '1 499,99', 1);
  await expect(form.getByTestId('plan-verdict')).toContainText('soit 0,01\u00a0€ de trop');
  await expect(prepare).toHaveAttribute('aria-disabled', 'true');
  await fill('Montant', '6 000');
  await fill('Montant', '1 500', 1);
  await expect(
    form.getByText('Le budget et le coût total diffèrent de 2\u00a0500,00\u00a0€', { exact: false }),
  ).toBeVisible();
  await fill('Euros', '7 500');
  await expect(form.getByTestId('amended')).toContainText('7\u00a0500,00\u00a0€');
  expect(await violations(officer)).toEqual([]);
  await officer.setViewportSize({ width: 390, height: 844 });
  // The frame takes a moment to become a phone's.
  await expect.poll(() => overflow(officer)).toBeLessThanOrEqual(0);
  await prepare.click();
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
  await expect(secretariat.getByTestId('plan-verdict')).toContainText(/80\s% de 7\s500,00\s€/);
});
