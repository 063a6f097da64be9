import type { Page } from '@playwright/test';
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

interface Entered {
  code: string;
  place: string;
  purpose: string;
  photos: { caption: string }[];
}

async function writeMission(page: Page, place: string): Promise<void> {
  await page.getByLabel('Premier jour').fill('16/02/2026');
  await page.getByLabel('Dernier jour').fill('18/02/2026');
  await page.getByLabel('Lieux').fill(place);
  await page.getByLabel('Objet').fill('Suivi du chantier');
}

async function takePhoto(page: Page, caption: string): Promise<void> {
  await page.getByRole('button', { name: 'Ajouter une photo' }).click();
  await page.locator('input[type=file]').setInputFiles({ name: 'puits.png', mimeType: 'image/png', buffer: png });
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Légende').fill(caption);
  await dialog.getByRole('button', { name: 'Enregistrer la photo' }).click();
  await expect(dialog).toBeHidden();
}

/** Refusals and cuts are written on the console: these phones are not the one that may not complain. */
test.describe('a phone in the field', () => {
  let desk: ApiDesk;
  let page: Page;
  let place: string;
  const phone = { locale: 'fr-FR', viewport: { width: 390, height: 844 } };
  test.beforeEach(({ request }) => {
    desk = new ApiDesk(request);
    place = `Village ${ApiDesk.code('V')}`;
  });
  test.afterEach(() => page.context().close());

  const entered = async (): Promise<Entered[]> => {
    const { items } = await desk.get<{ items: Entered[] }>('auditor', '/api/disbursements/missions?limit=500');
    const mine = items.filter((mission) => mission.place === place);
    return Promise.all(mine.map(({ code }) => desk.get<Entered>('auditor', `/api/disbursements/missions/${code}`)));
  };

  test('keeps a mission and its photos without a connection, through a reload, and sends them when it is back', async ({
    browser,
    baseURL,
    stateOf,
  }) => {
    const context = await browser.newContext({
      ...phone,
      ...(baseURL && { baseURL }),
      storageState: await stateOf('project-officer'),
    });
    page = await context.newPage();
    await page.goto('/missions/nouvelle');
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.reload();
    await expect(page.getByLabel('Lieux')).toBeVisible();
    await context.setOffline(true);
    await writeMission(page, place);
    await takePhoto(page, 'Puits rouvert');
    await expect(page.getByText('Hors ligne', { exact: false }).first()).toBeVisible();
    await page.reload();
    await expect(page.getByLabel('Lieux')).toHaveValue(place);
    await expect(page.getByTestId('kept-photos').getByRole('img', { name: 'Puits rouvert' })).toBeVisible();
    await page.getByRole('button', { name: 'Enregistrer la mission' }).click();
    await expect(page.getByText('Pas de connexion', { exact: false })).toBeVisible();
    expect(await entered()).toEqual([]);
    await context.setOffline(false);
    await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible();
    await expect(page.getByRole('img', { name: 'Puits rouvert' })).toHaveAttribute('src', /\/photos\//);
    expect(await entered()).toMatchObject([{ photos: [{ caption: 'Puits rouvert' }] }]);

    await context.setOffline(true);
    await takePhoto(page, 'Margelle');
    await expect(page.getByTestId('kept-photos').getByRole('img', { name: 'Margelle' })).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByTestId('kept-photos')).toHaveCount(0);
    await expect(page.getByRole('img', { name: 'Margelle' })).toHaveAttribute('src', /\/photos\//);
    expect((await entered()).map(({ photos }) => photos.length)).toEqual([2]);
  });

  test('enters a mission and a photo once where answers are lost', async ({ browser, baseURL, stateOf }) => {
    const context = await browser.newContext({
      ...phone,
      ...(baseURL && { baseURL }),
      storageState: await stateOf('project-officer'),
    });
    page = await context.newPage();
    const lose = async (address: RegExp) => {
      await page.route(address, async (route) => {
        if (route.request().method() !== 'POST') return route.fallback();
        await route.fetch();
        await route.abort();
        await page.unroute(address);
      });
    };
    await page.goto('/missions/nouvelle');
    await writeMission(page, place);
    await lose(/disbursements\/missions$/);
    await page.getByRole('button', { name: 'Enregistrer la mission' }).click();
    await expect(page.getByText('Pas de connexion', { exact: false })).toBeVisible();
    await page.reload();
    await page.getByLabel('Objet').fill('Suivi du chantier, suite');
    await page.getByRole('button', { name: 'Enregistrer la mission' }).click();
    await expect(page.getByRole('heading', { level: 1, name: place })).toBeVisible();
    await lose(/missions\/[^/]+\/photos$/);
    await takePhoto(page, 'Puits');
    await expect(page.locator('img[alt="Puits"][src*="/photos/"]')).toBeVisible();
    await expect(page.getByTestId('kept-photos')).toHaveCount(0);
    expect(await entered()).toMatchObject([{ purpose: 'Suivi du chantier, suite', photos: [{ caption: 'Puits' }] }]);
  });

  test('shows what is kept to whoever wrote it only', async ({ browser, baseURL }) => {
    // Of nobody, or signing out would end the session that other tests go on with.
    const storageState = { cookies: [], origins: [] };
    const context = await browser.newContext({ ...phone, ...(baseURL && { baseURL }), storageState });
    page = await context.newPage();
    const become = async (person: string) => {
      await page.goto('/auth/login?returnTo=/missions/nouvelle');
      await page.locator(`button[value="demo-${person}"]`).click();
      await expect(page.getByLabel('Lieux')).toBeVisible();
    };
    await become('project-officer');
    await writeMission(page, place);
    await takePhoto(page, 'Puits');
    await page.goto('/auth/logout');
    await become('project-officer-2');
    await expect(page.getByLabel('Lieux')).toHaveValue('');
    await expect(page.getByText(/Un brouillon non envoyé/)).toHaveCount(0);
    await expect(page.getByTestId('kept-photos').getByRole('img')).toHaveCount(0);
    await page.goto('/auth/logout');
    await become('project-officer');
    await expect(page.getByLabel('Lieux')).toHaveValue(place);
    await page.getByRole('button', { name: 'Enregistrer la mission' }).click();
    await expect(page.getByRole('img', { name: 'Puits' })).toHaveAttribute('src', /\/photos\//);
    expect(await entered()).toMatchObject([{ photos: [{ caption: 'Puits' }] }]);
  });

  test('forgets what one person read when another comes in, though nobody signed out', async ({ browser, baseURL }) => {
    const storageState = { cookies: [], origins: [] };
    const context = await browser.newContext({ ...phone, ...(baseURL && { baseURL }), storageState });
    page = await context.newPage();
    const become = async (person: string) => {
      await page.goto('/auth/login?returnTo=/missions');
      await page.locator(`button[value="demo-${person}"]`).click();
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await expect(page.getByRole('heading', { level: 1, name: 'Missions' })).toBeVisible();
    };
    const kept = () =>
      page.evaluate(async () => {
        const requests = await (await caches.open('figures-1')).keys();
        return requests.map(({ url }) => new URL(url).pathname).filter((path) => /missions\/./.test(path));
      });
    await become('project-officer');
    await page
      .getByRole('link', { name: /Bénin|Cotonou|Lokossa|Phnom/ })
      .first()
      .click();
    await expect(page.getByRole('heading', { name: 'Constats' })).toBeVisible();
    await expect.poll(kept).toHaveLength(1);
    // The session ends by itself: its cookie is gone.
    await context.clearCookies();
    await become('project-officer-2');
    await expect.poll(kept).toEqual([]);
  });

  test('shows both texts where a colleague saved in the meantime, says who, and keeps what is chosen', async ({
    browser,
    baseURL,
    stateOf,
  }) => {
    const path = '/api/disbursements/missions';
    const { code } = await desk.post<Entered>('project-officer', path, {
      ...{ from: '2026-02-16', to: '2026-02-18', place, purpose: 'Suivi du chantier' },
      findings: [{ project: 'KH-SR-PROFERTIL', text: 'Digue tenue', progress: 40 }],
    });
    const context = await browser.newContext({
      ...phone,
      ...(baseURL && { baseURL }),
      storageState: await stateOf('project-officer'),
    });
    page = await context.newPage();
    await page.goto(`/missions/${code}/modifier`);
    await page.getByLabel('Objet').fill('Suivi et mesures');
    await desk.patch('project-officer-2', `${path}/${code}`, {
      purpose: 'Suivi et formation',
      findings: [{ project: 'KH-SR-PROFERTIL', text: 'Digue tenue', progress: 55 }],
    });
    await page.getByRole('button', { name: 'Enregistrer la mission' }).click();
    const conflict = page.getByTestId('conflict');
    await expect(conflict.getByRole('heading', { level: 2 })).toContainText('a enregistré cette mission');
    await expect(conflict.getByTestId('conflict-findings')).toContainText('Avancement physique : 55 %');
    await conflict.getByTestId('conflict-findings').getByRole('button', { name: 'Prendre l’enregistré' }).click();
    await conflict.getByRole('button', { name: 'Enregistrer avec ces choix' }).click();
    await expect(page.getByText('Suivi et mesures')).toBeVisible();
    await expect(page.getByText('Avancement physique : 55 %')).toBeVisible();
  });
});
