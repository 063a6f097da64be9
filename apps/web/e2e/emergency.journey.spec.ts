import type { Browser, Page } from '@playwright/test';
import { ApiDesk } from './api-desk';
import { type DemonstrationRole, expect, overflow, signIn, test, violations } from './fixtures';

const city = `Ville d’essai ${Date.now() % 1_000_000}`;
const phone = { width: 390, height: 844 };

test.describe.configure({ mode: 'serial' });

test.describe('an aid on a phone, by the three who make it', () => {
  let sheet = '';
  let dossier = '';

  async function as(
    browser: Browser,
    baseURL: string,
    stateOf: (role: DemonstrationRole) => Promise<object>,
    role: DemonstrationRole,
  ): Promise<Page> {
    const storageState = (await stateOf(role)) as never;
    const context = await browser.newContext({
      baseURL,
      storageState,
      locale: 'fr-FR',
      viewport: phone,
      reducedMotion: 'reduce',
    });
    return context.newPage();
  }

  test('the Presidency opens the case and calls for both proposals in one tap', async ({ page, troubles }) => {
    await page.setViewportSize(phone);
    await page.goto('/urgence/dossiers/nouveau');
    const act = page.getByRole('button', { name: 'Ouvrir et demander les deux propositions' });
    await act.click();
    await expect(page.getByText('À remplir.').first()).toBeVisible();
    await page.getByRole('textbox', { name: /Ville/ }).fill(city);
    await page.getByRole('textbox', { name: /Besoins/ }).fill('Abris et eau potable');
    await page.getByRole('textbox', { name: /GLIDE/ }).fill('EQ-2026-000011-MDG');
    await act.click();
    await expect(page.getByText('Ce numéro GLIDE n’est pas celui d’une telle crise')).toBeVisible();
    // The refused number is said by the console too.
    expect(troubles.splice(0).every((trouble) => trouble.includes('422'))).toBe(true);
    await page.getByRole('textbox', { name: /GLIDE/ }).fill('TC-2026-000011-MDG');
    await act.click();
    await expect(page.getByRole('heading', { name: city })).toBeVisible();
    dossier = new URL(page.url()).pathname;
    expect(dossier).toMatch(/dossiers\/[0-9a-f-]{36}$/);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  test('the committee is told, proposes and signs; one proposal is not enough to grant', async ({
    page,
    browser,
    baseURL,
    stateOf,
  }) => {
    const committee = await as(browser, baseURL ?? '', stateOf, 'committee-presidency');
    await committee.goto('/urgence');
    await committee.getByRole('button', { name: /À faire et nouvelles/ }).click();
    await committee.getByRole('link', { name: new RegExp(`proposition est demandée — ${city}`) }).click();
    await expect(committee).toHaveURL(new RegExp(`${dossier}$`));
    await committee.getByRole('button', { name: 'Proposer une aide' }).click();
    await committee.getByRole('textbox', { name: /Montant/ }).fill('100,50');
    await committee.getByRole('textbox', { name: /Usage/ }).fill('Premiers secours');
    await committee.getByRole('button', { name: 'Proposer et signer' }).click();
    await committee.getByRole('link', { name: 'Lire la proposition' }).click();
    await expect(committee.getByTestId('proposed')).toContainText('100,50 €');
    sheet = new URL(committee.url()).pathname;
    expect(await violations(committee)).toEqual([]);
    await committee.context().close();

    await page.setViewportSize(phone);
    await page.goto(sheet);
    await expect(page.getByTestId('grant')).toHaveAttribute('aria-disabled', 'true');
    await expect(page.getByTestId('decide')).toContainText('Il manque la signature : Secrétariat permanent.');
    expect(await violations(page)).toEqual([]);
  });

  test('the secretariat signs the same version', async ({ browser, baseURL, stateOf }) => {
    const secretariat = await as(browser, baseURL ?? '', stateOf, 'secretariat');
    await secretariat.goto(sheet);
    await secretariat.getByRole('button', { name: 'Signer la proposition' }).click();
    await secretariat.getByRole('button', { name: 'Signer pour : Secrétariat permanent' }).click();
    await expect(secretariat.getByTestId('signatures')).toContainText('Deux propositions concordantes');
    await secretariat.context().close();
  });

  test('the Presidency can’t refuse without a reason, then grants in two taps, signed in again between', async ({
    page,
  }) => {
    await page.setViewportSize(phone);
    await page.goto(sheet);
    await expect(page.getByTestId('grant')).not.toHaveAttribute('aria-disabled', 'true');
    await page.getByRole('button', { name: 'Refuser', exact: true }).click();
    await confirmIdentity(page);
    await page.getByRole('button', { name: 'Refuser l’aide' }).click();
    const reason = page.getByRole('textbox', { name: /Motif/ });
    await expect(reason).toHaveAccessibleDescription('Indiquez le motif.');
    await expect(reason).toBeFocused();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Annuler' }).click();

    await page.getByTestId('grant').click();
    await page.getByRole('button', { name: 'Accorder 100,50 €' }).click();
    const receipt = page.getByTestId('receipt');
    await expect(receipt).toContainText(/Décision FU-\d{4}-\d{3}/);
    await expect(receipt).toContainText('Aide accordée');
    await expect(receipt).toContainText('Ont été prévenus');
    await expect(receipt).toContainText('Les Finances préparent l’ordre de paiement');
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const letter = await page.request.get(
      (await receipt.getByRole('link', { name: 'Français (PDF)' }).getAttribute('href')) ?? '',
    );
    expect([letter.status(), letter.headers()['content-type']]).toEqual([200, 'application/pdf']);
  });

  test('a payment that fails is asked for again by the secretariat', async ({ browser, baseURL, stateOf, request }) => {
    await rejectOrder(new ApiDesk(request), sheet);
    const secretariat = await as(browser, baseURL ?? '', stateOf, 'secretariat');
    await secretariat.goto(dossier);
    const failed = secretariat.getByTestId('failed-payment');
    await expect(failed).toContainText('Versement rejeté par la banque');
    await expect(failed).toContainText('RIB inconnu');
    await expect(failed).toContainText('100,50 €');
    expect(await violations(secretariat)).toEqual([]);
    expect(await overflow(secretariat)).toBeLessThanOrEqual(0);
    await failed.getByRole('button', { name: 'Verser de nouveau' }).click();
    await secretariat.getByRole('dialog').getByRole('textbox').fill('TOAMASINA');
    await secretariat.getByRole('dialog').getByRole('button', { name: 'Verser de nouveau' }).click();
    await expect(failed).toHaveCount(0);
    await secretariat.context().close();
  });

  test('a payment that fails once more is given up by the Presidency', async ({ browser, baseURL, request }) => {
    await rejectOrder(new ApiDesk(request), sheet);
    // Confirming who she is began a new session: the one kept from before is over.
    const page = await as(browser, baseURL ?? '', (role) => signIn(browser, baseURL ?? '', role), 'presidency');
    await page.goto(sheet);
    await page.getByTestId('failed-payment').getByRole('button', { name: 'Abandonner l’aide' }).click();
    await confirmIdentity(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /Motif/ }).fill('La ville renonce');
    await dialog.getByRole('button', { name: 'Abandonner l’aide' }).click();
    await expect(page.getByTestId('receipt')).toContainText('Aide abandonnée');
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});

interface Asked {
  payments: { paymentRequest: string; state: string }[];
}

/** A controller turns down the order that pays an aid, as the bank would. */
async function rejectOrder(desk: ApiDesk, sheet: string): Promise<void> {
  const proposal = `/api/emergency-fund/proposals/${sheet.split('/').at(-1)}`;
  const asked = async () => (await desk.get<Asked>('auditor', proposal)).payments.at(-1);
  const paymentRequest = (await asked())?.paymentRequest;
  const order = await ApiDesk.until(async () => {
    const { items } = await desk.get<{ items: { id: string; paymentRequest: string }[] }>(
      'finance-controller',
      '/api/treasury/payment-orders?status=ORDERED&limit=100',
    );
    return items.find((one) => one.paymentRequest === paymentRequest);
  });
  await desk.post('finance-controller', `/api/treasury/payment-orders/${order.id}/reject`, { reason: 'RIB inconnu' });
  await ApiDesk.until(async () => ((await asked())?.state === 'REJECTED' ? true : undefined));
}

/** The provider's own page: the person who is expected confirms. */
async function confirmIdentity(page: Page): Promise<void> {
  await page.locator('button[value="demo-presidency"]').click();
  await page.waitForURL(/\/urgence\/propositions\//);
}
