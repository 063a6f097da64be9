import type { Browser, Page } from '@playwright/test';
import { ApiDesk } from './api-desk';
import { written } from './dossiers.desk';
import { type DemonstrationRole, expect, test } from './fixtures';

type StateOf = (role: DemonstrationRole) => Promise<NonNullable<Parameters<Browser['newContext']>[0]>['storageState']>;

const pdf = { name: 'demande.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') };

async function pageOf(browser: Browser, stateOf: StateOf, role: DemonstrationRole, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: 'fr-FR', storageState: await stateOf(role) });
  return context.newPage();
}

async function saved(page: Page): Promise<void> {
  await expect(page.getByTestId('save-line')).toHaveAttribute('data-state', 'saved');
}

async function field(page: Page, section: string, label: string | RegExp, text: string): Promise<void> {
  await page.getByTestId(`section-${section}`).getByLabel(label).last().fill(text);
}

async function makeMove(page: Page, move: string): Promise<void> {
  await page.getByTestId(`move-${move}`).first().click();
}

test('a city writes its dossier from the first word and submits it', async ({ browser, stateOf, baseURL }) => {
  test.setTimeout(180_000);
  const title = `Puits de quartier ${Date.now()}`;
  const city = await pageOf(browser, stateOf, 'city', baseURL ?? '');
  await city.goto('/mon-espace');
  await city.getByRole('button', { name: 'Ouvrir un dossier' }).click();
  await city.getByRole('button', { name: 'Ouvrir le dossier' }).click();
  await expect(city.getByText('Donnez un titre au projet.')).toBeVisible();
  await city.getByLabel('Titre du projet').fill(title);
  await city.getByRole('dialog').getByRole('combobox', { name: 'Thème' }).click();
  await city.getByRole('option', { name: 'Eau et assainissement' }).click();
  await city.getByRole('button', { name: 'Ouvrir le dossier' }).click();
  await expect(city).toHaveURL(/onglet=dossier/);

  for (const part of ['Contexte', 'Objectifs', 'Activités', 'Pérennité'])
    await field(city, 'narrative', part, `${part} du projet`);
  await saved(city);
  await expect(city.getByTestId('checklist').locator('li').first()).toHaveAttribute('data-met', 'true');

  await fillPlan(city);
  await fillRest(city);
  await city.getByTestId('section-documents').locator('input[type=file]').setInputFiles(pdf);
  await expect(city.getByTestId('section-documents').getByRole('link', { name: /demande.pdf/ })).toBeVisible();
  await expect(city.getByTestId('checklist')).toContainText('Le dossier est complet.');
  await makeMove(city, 'submit');
  await city.getByRole('dialog').getByRole('button', { name: 'Soumettre le dossier' }).click();
  await expect(city.getByText('Reçu', { exact: true }).first()).toBeVisible();
  await city.context().close();
});

/** The secretariat comments, asks for changes, declares complete and appraises; the city answers and submits again. */
test('a dossier from its submission to its appraisal', async ({ browser, stateOf, request: asked, baseURL }) => {
  test.setTimeout(180_000);
  const desk = new ApiDesk(asked);
  const title = `Puits de quartier ${Date.now()}`;
  const code = await written(desk, title);
  await desk.post('city', `/api/disbursements/projects/${code}/submit`);
  const address = `/projets/${code}?onglet=dossier`;

  const secretariat = await pageOf(browser, stateOf, 'secretariat', baseURL ?? '');
  await secretariat.goto(address);
  const narrative = secretariat.getByTestId('section-narrative');
  await narrative.getByRole('button', { name: /Écrire/ }).click();
  await narrative.getByLabel(/Écrire/).fill('Très clair.');
  await narrative.getByRole('button', { name: 'Envoyer' }).click();
  await expect(narrative.getByText('Très clair.')).toBeVisible();
  await makeMove(secretariat, 'request-changes');
  const asking = secretariat.getByRole('dialog');
  await asking.getByRole('button', { name: 'Ajouter une demande' }).click();
  await asking.getByLabel('Demande', { exact: true }).fill('Précisez le calendrier');
  await asking.getByRole('button', { name: 'Demander des changements' }).click();
  await expect(asking.getByText(/motif/i).first()).toBeVisible();
  await asking.getByLabel('Motif').fill('Calendrier');
  await asking.getByRole('button', { name: 'Demander des changements' }).click();
  await expect(asking).toBeHidden();

  const city = await pageOf(browser, stateOf, 'city', baseURL ?? '');
  await city.goto('/mon-espace');
  await city
    .getByTestId('space-todo')
    .getByRole('link', { name: new RegExp(title) })
    .click();
  await expect(city.getByTestId('move-submit').first()).toHaveAttribute('aria-disabled', 'true');
  const request = city.getByTestId('change-request');
  await request.getByRole('button', { name: 'Répondre' }).click();
  await request.getByLabel('Répondre').fill('C’est précisé');
  await request.getByRole('button', { name: 'Envoyer' }).click();
  await expect(request.getByText('Répondu')).toBeVisible();
  await makeMove(city, 'submit');
  await city.getByRole('dialog').getByRole('button', { name: 'Soumettre le dossier' }).click();
  await expect(city.getByText('Le dossier est au secrétariat')).toBeVisible();

  await secretariat.goto(address);
  await makeMove(secretariat, 'declare-complete');
  await secretariat.getByRole('dialog').getByRole('button', { name: 'Déclarer complet' }).click();
  await expect(secretariat.getByTestId('change-request').getByText('Réglé')).toBeVisible();
  await makeMove(secretariat, 'appraise');
  const appraisal = secretariat.getByRole('dialog');
  await appraisal.getByRole('button', { name: 'Instruire' }).click();
  await expect(appraisal.getByText('Écrivez la note d’instruction.')).toBeVisible();
  await appraisal.getByLabel('Note d’instruction').fill('Favorable');
  await appraisal.getByLabel(/aucun conflit/).check();
  await appraisal.getByRole('button', { name: 'Instruire' }).click();
  await expect(appraisal).toBeHidden();
  await secretariat.getByRole('tab', { name: 'Historique' }).click();
  await expect(secretariat.getByTestId('history')).toContainText('Complet → Instruit');
  await expect(secretariat.getByTestId('history')).toContainText('Brouillon → Reçu');
  for (const page of [city, secretariat]) await page.context().close();
});

/** The bar refuses 80,01 % with the exact ceiling and accepts 80,00 %. */
async function fillPlan(city: Page): Promise<void> {
  const plan = city.getByTestId('section-plan');
  await plan.getByLabel('Coût total du projet').fill('100000');
  await plan.getByRole('button', { name: 'Ajouter une source' }).click();
  await field(city, 'plan', 'Nom', 'AIMF');
  await field(city, 'plan', 'Montant', '80000,01');
  await expect(plan.getByTestId('plan-bar')).toHaveAttribute('data-refused', 'true');
  await expect(plan.getByTestId('plan-verdict')).toContainText('80 000,00');
  await expect(plan.getByTestId('plan-verdict')).toContainText('0,01');
  await field(city, 'plan', 'Montant', '80 000,00 €');
  await expect(plan.getByTestId('plan-bar')).not.toHaveAttribute('data-refused', 'true');
  await expect(plan.getByTestId('plan-verdict')).toContainText('80,00');
  await plan.getByRole('button', { name: 'Ajouter une source' }).click();
  await field(city, 'plan', 'Nom', 'Budget municipal');
  await field(city, 'plan', 'Montant', '20000');
  await saved(city);
}

async function fillRest(city: Page): Promise<void> {
  const budget = city.getByTestId('section-budget');
  await budget.getByRole('button', { name: 'Ajouter un poste' }).click();
  await field(city, 'budget', 'Poste', 'Travaux');
  await field(city, 'budget', 'Euros', '100000');
  const results = city.getByTestId('section-results');
  await results.getByRole('combobox', { name: 'Marqueur de genre' }).click();
  await city.getByRole('option', { name: /objectif significatif/ }).click();
  await results.getByRole('button', { name: 'Ajouter un effet' }).click();
  await field(city, 'results', 'Effet attendu', 'Eau pour tous');
  await field(city, 'results', 'Indicateur', 'Foyers');
  await field(city, 'results', 'Départ', '0');
  await field(city, 'results', 'Cible', '500');
  await field(city, 'schedule', 'Début', '01/01/2027');
  await field(city, 'schedule', 'Fin', '31/12/2028');
  await city.keyboard.press('Tab');
  await saved(city);
}
