import { ApiDesk } from './api-desk';
import { appraised } from './dossiers.desk';
import { expect, test } from './fixtures';

test.use({ role: 'bureau-secretary' });

/** A city with a seat at the Bureau; answers its name. */
async function seated(desk: ApiDesk): Promise<string> {
  const code = ApiDesk.code('SIEGE');
  const seats = [{ from: '2020-01-01' }];
  await desk.post('secretariat', '/api/disbursements/cities', { code, name: `Ville ${code}`, country: 'TG', seats });
  return `Ville ${code}`;
}

test('a session from its agenda to its minutes', async ({ page, request, troubles }) => {
  test.setTimeout(120_000);
  // There is one session a day: runs on the same data take different ones.
  const day = String(2 + Math.floor(Math.random() * 18)).padStart(2, '0');
  const desk = new ApiDesk(request);
  const [first, second] = [await appraised(desk, 'Lavoirs du marché'), await appraised(desk, 'Bornes-fontaines')];
  const cities = [await seated(desk), await seated(desk)];
  await page.goto('/bureau');
  await page.getByRole('button', { name: 'Préparer une séance' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Préparer une séance' }).click();
  await expect(dialog.getByText('À remplir.')).toHaveCount(2);
  await dialog.getByLabel('Date').fill(`${day}/02/2026`);
  await dialog.getByLabel('Lieu').fill(`Séance d’essai ${first}`);
  await dialog.getByRole('button', { name: 'Préparer une séance' }).click();
  await expect(page.getByText('Rien à l’ordre du jour')).toBeVisible();

  for (const code of [first, second]) {
    await page.getByRole('button', { name: 'Inscrire un projet' }).click();
    await dialog.getByRole('combobox', { name: 'Projet instruit ou en cours' }).fill(code);
    await page.getByRole('option', { name: new RegExp(code) }).click();
    await dialog.getByLabel('Montant proposé à l’attribution').fill('50 000');
    await dialog.getByLabel('Avis du secrétariat permanent').fill('Favorable');
    await dialog.getByRole('button', { name: 'Inscrire à l’ordre du jour' }).click();
    await expect(page.getByTestId(`item-${code}`)).toContainText('50 000,00 €');
  }
  await expect(page.getByTestId('running-total')).toContainText('100 000,00 €');
  await expect(page.getByRole('button', { name: 'Clore la séance' })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('2 projets n’ont pas de vote')).toBeVisible();

  await page.getByRole('button', { name: 'Relever les présences' }).click();
  await dialog.getByRole('combobox', { name: 'Villes membres du Bureau' }).click();
  for (const city of cities) await page.getByRole('option', { name: city }).click();
  // Leaves the list, which would cover the button.
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Enregistrer les présences' }).click();
  await expect(page.getByTestId('attendance')).toContainText('2 membres présents');

  await page.getByRole('button', { name: 'Adopter en bloc 2 propositions' }).click();
  await dialog.getByRole('button', { name: 'Adopter en bloc 2 propositions' }).click();
  await expect(page.getByTestId(`item-${second}`)).toContainText('approuvé');
  await page.getByTestId(`item-${second}`).getByRole('button', { name: 'Annuler le vote' }).click();
  await expect(page.getByTestId(`item-${second}`)).toContainText('à voter');
  await page.getByTestId(`item-${second}`).getByRole('button', { name: 'Enregistrer le vote' }).click();
  await dialog.getByLabel('Contre').fill('3');
  await dialog.getByRole('button', { name: 'Enregistrer le vote' }).click();
  await expect(page.getByText(/voix pour 2 membres qui peuvent voter/)).toBeVisible();
  // The browser notes the refusal that was asked for.
  for (const trouble of troubles.splice(0)) expect(trouble).toContain('422');
  await dialog.getByRole('combobox', { name: 'Décision' }).click();
  await page.getByRole('option', { name: 'ajourné' }).click();
  await dialog.getByLabel('Contre').fill('0');
  await dialog.getByRole('button', { name: 'Enregistrer le vote' }).click();
  await expect(page.getByTestId(`item-${second}`)).toContainText('ajourné');
  // The refusal is taken back with the next try: it would lie over the last act of the page.
  await expect(page.getByText(/voix pour 2 membres qui peuvent voter/)).toBeHidden();

  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Clore la séance' }).click();
  await dialog.getByRole('button', { name: 'Clore la séance' }).click();
  await expect(page.getByText('close', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Clore la séance' })).toHaveCount(0);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Procès-verbal (PDF)' }).click();
  expect((await download).suggestedFilename()).toMatch(/^proces-verbal-/);
});
