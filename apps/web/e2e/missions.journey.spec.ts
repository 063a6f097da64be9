import { ApiDesk } from './api-desk';
import { expect, test } from './fixtures';

test.use({ role: 'project-officer', viewport: { width: 390, height: 844 } });

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('a mission written on a phone: its draft survives, its report is given, its recommendation followed up', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const place = `Marché ${ApiDesk.code('M')}`;
  await page.goto('/missions/nouvelle');
  await page.getByLabel('Premier jour').fill('16/02/2026');
  await page.getByLabel('Dernier jour').fill('18/02/2026');
  await page.getByLabel('Lieux').fill(place);
  await page.getByLabel('Objet').fill('Suivi du chantier');
  await page.reload();
  await expect(page.getByText(/Un brouillon non envoyé/)).toBeVisible();
  await expect(page.getByLabel('Lieux')).toHaveValue(place);

  await page.getByRole('button', { name: 'Ajouter un projet vu' }).click();
  await page.getByRole('combobox', { name: 'Projet' }).fill('Lokossa');
  await page.getByRole('option', { name: /Lokossa/ }).click();
  await page.getByLabel('Ce qui a été constaté').fill('Panneaux posés sur trois écoles.');
  await page.getByLabel('Avancement physique (%)').fill('60');
  await page.getByRole('button', { name: 'Ajouter une recommandation' }).click();
  await page.getByRole('textbox', { name: 'Recommandation' }).fill('Former deux techniciens de plus');
  // A line that is begun is neither sent without its end nor lost.
  await page.getByRole('button', { name: 'Enregistrer la mission' }).click();
  await expect(page.getByText('Des lignes commencées ne sont pas finies', { exact: false })).toBeVisible();
  await page.getByLabel('Suivie par').fill('Lokossa');
  await page.getByLabel('Pour le').fill('31/03/2026');

  // Taken in the field, a picture waits on the phone until the mission is saved.
  await page.getByRole('button', { name: 'Ajouter une photo' }).click();
  const dialog = page.getByRole('dialog');
  await page.locator('input[type=file]').setInputFiles({ name: 'puits.png', mimeType: 'image/png', buffer: png });
  await dialog.getByLabel('Légende').fill('Puits rouvert');
  await dialog.getByRole('button', { name: 'Enregistrer la photo' }).click();
  await expect(page.getByTestId('kept-photos').getByRole('img', { name: 'Puits rouvert' })).toBeVisible();
  await page.reload();
  await expect(page.getByTestId('kept-photos').getByRole('img', { name: 'Puits rouvert' })).toBeVisible();
  await page.getByRole('button', { name: 'Enregistrer la mission' }).click();
  await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible();
  await expect(page.getByRole('img', { name: 'Puits rouvert' })).toHaveAttribute('src', /\/photos\//);
  await expect(page.getByTestId('kept-photos')).toHaveCount(0);
  await expect(page.getByText('Avancement physique : 60 %')).toBeVisible();

  await page.getByRole('button', { name: 'Ajouter une photo' }).click();
  await page.locator('input[type=file]').setInputFiles({ name: 'toit.png', mimeType: 'image/png', buffer: png });
  await dialog.getByLabel('Légende').fill('Toit de l’école');
  await dialog.getByRole('button', { name: 'Enregistrer la photo' }).click();
  await expect(page.getByRole('img', { name: 'Toit de l’école' })).toBeVisible();

  await page.getByRole('button', { name: 'Remettre le rapport' }).click();
  await dialog.getByRole('button', { name: 'Remettre le rapport' }).click();
  await expect(page.getByText('rapport remis', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Suivre' }).click();
  await dialog.getByRole('combobox', { name: 'État' }).click();
  await page.getByRole('option', { name: 'faite' }).click();
  await dialog.getByRole('button', { name: 'Enregistrer le suivi' }).click();
  await expect(dialog.getByText('Dites ce qui a été fait, ou pourquoi rien ne le sera.')).toBeVisible();
  await dialog.getByRole('textbox', { name: /Ce qui a été fait/ }).fill('Formés en mars');
  await dialog.getByRole('button', { name: 'Enregistrer le suivi' }).click();
  await expect(page.getByTestId('recommendation-1')).toContainText('faite');
});
