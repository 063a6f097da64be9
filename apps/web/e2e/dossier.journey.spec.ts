import type { Page, Route } from '@playwright/test';
import { ApiDesk } from './api-desk';
import { written } from './dossiers.desk';
import { expect, test } from './fixtures';

interface Kept {
  title: string;
  state: string;
  narrative: Record<string, string>;
}

const context = (page: Page) => page.getByTestId('section-narrative').getByLabel('Contexte');
const pathOf = (code: string) => `/api/disbursements/projects/${code}`;

async function openDossier(page: Page, code: string): Promise<void> {
  await page.goto(`/projets/${code}?onglet=dossier`);
  await expect(context(page)).toBeVisible();
}

async function expectSavedAlone(page: Page): Promise<void> {
  await expect(page.getByTestId('save-line')).toHaveAttribute('data-state', 'saved');
  await expect(page.getByTestId('save-conflict')).toHaveCount(0);
}

/** Holds the answers to a question on the project until they are let go; the services have answered it at once. */
async function hold(page: Page, code: string, method: 'GET' | 'PATCH') {
  let free: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (free = resolve));
  let seen: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (seen = resolve));
  const handler = async (route: Route) => {
    if (route.request().method() !== method) return route.fallback();
    const response = await route.fetch();
    seen();
    await held;
    await route.fulfill({ response }).catch(() => undefined);
  };
  await page.route(`**${pathOf(code)}`, handler);
  return {
    asked,
    release: async () => {
      await page.unroute(`**${pathOf(code)}`, handler);
      free();
    },
  };
}

/** Whoever writes alone is never told of somebody else, whatever comes late. */
test.describe('a dossier written alone', () => {
  let desk: ApiDesk;
  let code: string;
  // Of its own: answers that are lost and refusals that are mended are written on the console.
  let page: Page;
  test.beforeEach(async ({ request, browser, baseURL, stateOf }) => {
    const storageState = await stateOf('project-officer');
    page = await (await browser.newContext({ ...(baseURL && { baseURL }), locale: 'fr-FR', storageState })).newPage();
    desk = new ApiDesk(request);
    code = await written(desk, `Écrit seul ${Date.now()}`);
    await openDossier(page, code);
  });
  test.afterEach(() => page.context().close());

  test('keeps what is typed while a save is under way', async () => {
    const saving = await hold(page, code, 'PATCH');
    await context(page).fill('Première phrase.');
    await saving.asked;
    await context(page).fill('Première phrase. Seconde phrase.');
    await page.getByTestId('section-location').getByLabel('Bénéficiaire').fill('Régie des eaux');
    await saving.release();
    await expectSavedAlone(page);
    await expect(context(page)).toHaveValue('Première phrase. Seconde phrase.');
    expect(await desk.get('auditor', pathOf(code))).toMatchObject({
      narrative: { context: 'Première phrase. Seconde phrase.' },
      beneficiary: 'Régie des eaux',
    });
  });

  test('does not go back to what was read before the save', async () => {
    const reading = await hold(page, code, 'GET');
    const narrative = page.getByTestId('section-narrative');
    await narrative.getByRole('button', { name: /Écrire/ }).click();
    await narrative.getByLabel(/Écrire/).fill('À revoir');
    await narrative.getByRole('button', { name: 'Envoyer' }).click();
    await reading.asked;
    await context(page).fill('');
    await expect(page.getByTestId('save-line')).toHaveAttribute('data-state', 'saved');
    await reading.release();
    await expect(page.getByTestId('checklist').locator('li').first()).toHaveAttribute('data-met', 'false');
    await context(page).fill('Le quartier n’a pas d’eau.');
    await expectSavedAlone(page);
    await expect(page.getByTestId('checklist').locator('li').first()).toHaveAttribute('data-met', 'true');
    await expect(context(page)).toHaveValue('Le quartier n’a pas d’eau.');
  });

  test('goes on after an answer that was lost, documents and comments meanwhile', async () => {
    let lost = 0;
    await page.route(`**${pathOf(code)}`, async (route) => {
      if (route.request().method() !== 'PATCH' || lost > 0) return route.fallback();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await context(page).fill('Le quartier n’a pas d’eau.');
    await page
      .getByTestId('section-documents')
      .locator('input[type=file]')
      .setInputFiles({ name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') });
    await expect(page.getByTestId('section-documents').getByRole('link', { name: /plan.pdf/ })).toBeVisible();
    await expectSavedAlone(page);
    expect(lost).toBe(1);
    const { narrative } = await desk.get<Kept>('auditor', pathOf(code));
    expect(narrative['context']).toBe('Le quartier n’a pas d’eau.');
  });

  test('is whole when it is submitted at once, and goes on after a move made elsewhere', async () => {
    await context(page).fill('Écrit juste avant d’envoyer.');
    await page.getByTestId('move-submit').first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Soumettre le dossier' }).click();
    await expect(page.getByText('Reçu', { exact: true }).first()).toBeVisible();
    expect(await desk.get('auditor', pathOf(code))).toMatchObject({
      state: 'SUBMITTED',
      narrative: { context: 'Écrit juste avant d’envoyer.' },
    });
    const saving = await hold(page, code, 'PATCH');
    await context(page).fill('Précisé ensuite.');
    await desk.post('secretariat', `${pathOf(code)}/declare-complete`);
    await saving.asked;
    await saving.release();
    await expectSavedAlone(page);
    expect(await desk.get('auditor', pathOf(code))).toMatchObject({
      state: 'COMPLETE',
      narrative: { context: 'Précisé ensuite.' },
    });
  });

  test('says who else wrote, and in the same part only', async () => {
    const other = (data: object) => desk.patch('project-officer-2', pathOf(code), data);
    await other({ beneficiary: 'Régie des eaux' });
    await context(page).fill('Le mien');
    await expectSavedAlone(page);
    await other({ narrative: { context: 'Le sien', objectives: 'o', activities: 'a', sustainability: 's' } });
    await context(page).fill('Le mien encore');
    const conflict = page.getByTestId('save-conflict');
    await expect(conflict).toContainText('Théo Marchal');
    await conflict.getByRole('button', { name: 'Garder la mienne' }).click();
    await expectSavedAlone(page);
    const kept = await desk.get<Kept & { beneficiary: string }>('auditor', pathOf(code));
    expect([kept.narrative['context'], kept.beneficiary]).toEqual(['Le mien encore', 'Régie des eaux']);
  });
});
