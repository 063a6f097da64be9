import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { getJson } from './amounts';
import { expect, test } from './fixtures';

test.setTimeout(180_000);
test.describe.configure({ mode: 'serial' });

interface Funding {
  project: string;
  open: boolean;
  title: string;
  lines: { agreement: string; amount: { amount: string } }[];
}
interface Release {
  id: string;
  status: 'REQUESTED' | 'RELEASED' | 'REFUSED';
}
interface Allocation {
  id: string;
  project: string;
  status: string;
  total: { amount: string };
  lines: { agreement: string }[];
}

interface Agreement {
  code: string;
  figures: { free: { value: { amount: string } } };
}

const PROPOSED = '/api/contributions/allocations?status=PROPOSED&limit=200';
/** Left to whoever tries the demonstration. */
const NOT_OURS = 'BJ-ANCB-ECOLES';

async function as(
  browser: Browser,
  baseURL: string | undefined,
  state: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<Page> {
  const context = await browser.newContext({
    ...(baseURL && { baseURL }),
    storageState: state,
    locale: 'fr-FR',
    viewport: { width: 1440, height: 900 },
  });
  return context.newPage();
}

/** As a script of the finance officer: what doesn't come from a page comes with a token. */
async function post(page: Page, path: string, data: object): Promise<unknown> {
  const signedIn = await page.request.post('/oidc/token', {
    form: { grant_type: 'client_credentials' },
    headers: { authorization: `Basic ${Buffer.from('demo-finance-officer:demo').toString('base64')}` },
  });
  const { access_token: token } = (await signedIn.json()) as { access_token: string };
  const answer = await page.request.post(path, {
    data,
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

/** Brings about a proposal of 100 € by asking as much back from a project that has it free, or takes up one left open. */
async function proposal(page: Page): Promise<Allocation> {
  const { items: open } = await getJson<{ items: Allocation[] }>(page, PROPOSED);
  const left = open.find(({ project, total }) => project !== NOT_OURS && total.amount === '100.00');
  if (left) return left;
  const { items } = await getJson<{ items: Funding[] }>(page, '/api/contributions/fundings?limit=200');
  for (const { project, open: goesOn, lines } of items.filter((one) => one.project !== NOT_OURS).reverse()) {
    const [line] = lines.filter(({ amount }) => Number(amount.amount) >= 100);
    if (!goesOn || !line) continue;
    const asked = (await post(page, '/api/contributions/releases', {
      project,
      agreement: line.agreement,
      amount: { amount: '100.00', currency: 'EUR' },
      reason: 'Essai de réaffectation',
    })) as Release;
    if ((await answerTo(page, project, asked.id)) === 'REFUSED') continue;
    const found = await expectProposal(page, project);
    if (found) return found;
  }
  throw new Error('No project has 100 € that no tranche takes');
}

async function answerTo(page: Page, project: string, id: string): Promise<Release['status']> {
  const read = async () =>
    (await getJson<{ items: Release[] }>(page, `/api/contributions/releases?project=${project}`)).items.find(
      (release) => release.id === id,
    )?.status ?? 'REQUESTED';
  await expect.poll(read, { timeout: 30_000 }).not.toBe('REQUESTED');
  return read();
}

async function expectProposal(page: Page, project: string): Promise<Allocation | undefined> {
  const { items } = await getJson<{ items: Allocation[] }>(page, `${PROPOSED}&project=${project}`);
  return items[0];
}

test('a controller adjusts within the rules, and another one confirms', async ({ browser, baseURL, stateOf }) => {
  const officer = await as(browser, baseURL, await stateOf('finance-officer'));
  const controller = await as(browser, baseURL, await stateOf('finance-controller'));
  const second = await as(browser, baseURL, await stateOf('finance-controller-2'));
  const { id, project, lines } = await proposal(officer);
  const agreement = lines[0]?.agreement ?? '';

  await controller.goto('/imputations');
  const card = controller.getByTestId(`proposal-${project}`);
  await expect(card.getByTestId('confirm')).toContainText('Confirmer 100,00 €');
  await card.getByTestId('adjust').click();
  const field = controller.getByTestId(`amount-${agreement}`);
  await field.fill('100,01');
  await controller.getByRole('button', { name: 'Proposer ces lignes' }).click();
  // Too much for the need, or more than the envelope has left: either way the refusal names the cent.
  await expect(controller.getByTestId('refusal')).toContainText(/(il manque 0,01\s€|0,01\s€ de trop)/);

  await field.fill('100');
  await controller.getByLabel('Pourquoi cet ajustement').fill('Répartition vérifiée');
  await controller.getByRole('button', { name: 'Proposer ces lignes' }).click();
  await expect(controller.getByTestId('act').filter({ hasText: 'Ajustée' }).last()).toContainText(
    'Répartition vérifiée',
  );
  const own = controller.getByTestId('confirm');
  await expect(own).toHaveAttribute('aria-disabled', 'true');
  await expect(controller.getByText('une autre personne doit la confirmer').first()).toBeAttached();

  await second.goto(`/imputations/${id}`);
  await second.getByTestId('confirm').click();
  await second
    .getByRole('dialog')
    .getByRole('button', { name: /Confirmer 100,00/ })
    .click();
  await expect(second.getByTestId('act').filter({ hasText: 'Confirmée' })).toContainText('par vous');
  await officer.goto(`/imputations/${id}`);
  await expect(officer.getByTestId('act').filter({ hasText: 'Confirmée' })).toContainText('par Solène Aubry');
  await expect(officer.getByTestId('act').filter({ hasText: 'Ajustée' }).last()).toContainText('par Idriss Lemoine');
  await Promise.all([officer, controller, second].map((page) => page.context().close()));
});

test('a finance officer prepares a refund, and a controller confirms it', async ({ browser, baseURL, stateOf }) => {
  const officer = await as(browser, baseURL, await stateOf('finance-officer'));
  const controller = await as(browser, baseURL, await stateOf('finance-controller'));
  const reason = `Reliquat ${randomUUID().slice(0, 8)}`;

  const { items } = await getJson<{ items: Agreement[] }>(officer, '/api/contributions/agreements?limit=500');
  const free = items.find(({ code, figures }) => code !== 'AIMF-GENERAL' && Number(figures.free.value.amount) >= 1);

  await officer.goto('/regularisations');
  await officer.getByTestId('prepare').click();
  const dialog = officer.getByRole('dialog');
  await dialog.getByTestId('agreement').click();
  await officer.getByRole('option', { name: new RegExp(`^${free?.code} `) }).click();
  await dialog.getByTestId('amount').fill('9 999 999 999');
  await dialog.getByTestId('beneficiary').click();
  await officer.getByRole('listbox', { name: 'Payé à' }).getByRole('option').first().click();
  await dialog.getByTestId('reason').fill(reason);
  await dialog.getByRole('button', { name: 'Préparer', exact: true }).click();
  await expect(officer.getByText(/Il n’y a que .* de disponible/)).toBeVisible();

  await dialog.getByTestId('amount').fill('1');
  await dialog.getByRole('button', { name: 'Préparer', exact: true }).click();
  const prepared = officer.getByRole('row').filter({ hasText: reason });
  await expect(prepared).toContainText('préparé par vous');
  await expect(prepared.getByTestId('confirm')).toHaveAttribute('aria-disabled', 'true');

  await controller.goto('/regularisations');
  const row = controller.getByRole('row').filter({ hasText: reason });
  await row.getByTestId('confirm').click();
  await controller
    .getByRole('dialog')
    .getByRole('button', { name: /Rembourser 1,00/ })
    .click();
  await expect(row).toContainText('Paiement demandé');
  await row.locator('button.figure').click();
  await expect(controller.getByTestId('entries-total')).toContainText('1,00');
  await Promise.all([officer, controller].map((page) => page.context().close()));
});
