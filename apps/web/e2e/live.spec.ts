import type { Page } from '@playwright/test';
import { cents, centsOnPage, overviewOf } from './amounts';
import { expect, open, test } from './fixtures';

const WITHIN = { timeout: 2_000 };

async function integrationToken(page: Page): Promise<string> {
  const response = await page.request.post('/oidc/token', {
    form: { grant_type: 'client_credentials' },
    headers: { authorization: `Basic ${Buffer.from('demo-integration:demo').toString('base64')}` },
  });
  expect(response.status()).toBe(200);
  return ((await response.json()) as { access_token: string }).access_token;
}

/** Interest accrued, as the accounting integration enters it. */
async function accrue(page: Page, amount: string, reason: string): Promise<void> {
  const opposite = amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
  const dimensions = { instrument: 'EMERGENCY', placement: 'MAIN-EUR' };
  const response = await page.request.post('/api/emergency-fund/journal-entries', {
    headers: { authorization: `Bearer ${await integrationToken(page)}`, 'idempotency-key': `web:${reason}` },
    data: {
      reason,
      postings: [
        { account: 'accrued-interest:MAIN-EUR', amount, currency: 'EUR', dimensions },
        { account: 'interest-income', amount: opposite, currency: 'EUR', dimensions },
      ],
    },
  });
  expect(response.status(), await response.text()).toBe(201);
}

/** Enters an amount, looks, and takes it back whatever was seen; answers the words of the entry. */
async function whileAccrued(page: Page, look: (reason: string) => Promise<void>): Promise<string> {
  const reason = `Contrôle ${Date.now()}`;
  await accrue(page, '12.34', reason);
  try {
    await look(reason);
  } finally {
    await accrue(page, '-12.34', `${reason} repris`);
  }
  return reason;
}

async function whenLive(page: Page): Promise<void> {
  await expect(page.getByTestId('live-chip')).toHaveAttribute('data-state', 'live');
}

test('what is posted changes the figure within two seconds, without a reload', async ({ page }) => {
  await open(page, '/');
  await whenLive(page);
  const accrued = page.getByTestId('kpi-available').getByRole('button').nth(1);
  const before = centsOnPage(await accrued.innerText());
  expect(before).toBe(cents((await overviewOf(page)).emergencyFund.accrued.amount));
  await whileAccrued(page, async () => {
    await expect.poll(async () => centsOnPage(await accrued.innerText()), WITHIN).toBe(before + 1234n);
    await expect(page.getByTestId('announcement')).toContainText('Chiffres mis à jour');
  });
  await expect.poll(async () => centsOnPage(await accrued.innerText())).toBe(before);
});

test('what is posted shows in the stream within two seconds', async ({ page }) => {
  await open(page, '/flux');
  await whenLive(page);
  await whileAccrued(page, (reason) =>
    expect(page.getByTestId('event').filter({ hasText: reason })).toBeVisible(WITHIN),
  );
});

test('what is posted waits while the reader is in the list, and comes when asked for', async ({ page }) => {
  await open(page, '/flux?domaine=ledger');
  await whenLive(page);
  await page.getByTestId('event').nth(2).hover();
  const [first] = await page.getByTestId('event').allInnerTexts();
  await whileAccrued(page, async (reason) => {
    await expect(page.getByTestId('waiting')).toContainText('nouveauté');
    expect((await page.getByTestId('event').allInnerTexts())[0]).toBe(first);
    await page.getByTestId('waiting').click();
    await expect(page.getByTestId('event').filter({ hasText: reason })).toBeVisible();
  });
});

test('tabs share one connection, and the next one takes over', async ({ page, context }) => {
  await open(page, '/');
  await whenLive(page);
  const streams: string[] = [];
  const second = await context.newPage();
  second.on('request', (request) => request.url().includes('/api/reporting/stream') && streams.push(request.url()));
  await open(second, '/flux');
  await whenLive(second);
  const posted = await whileAccrued(second, async (reason) => {
    await expect(second.getByTestId('event').filter({ hasText: reason })).toBeVisible();
    expect(streams).toEqual([]);
    await page.close();
    await expect.poll(() => streams.length).toBe(1);
  });
  await expect(second.getByTestId('event').filter({ hasText: `${posted} repris` })).toBeVisible();
});

test('after ten seconds without the platform, the page says since when', async ({ page, troubles }) => {
  await page.route('**/api/reporting/stream', (route) => route.abort());
  await open(page, '/');
  const chip = page.getByTestId('live-chip');
  await expect(chip).toHaveAttribute('data-state', 'reconnecting');
  await expect(chip).toContainText(/Hors ligne depuis \d\d:\d\d/, { timeout: 15_000 });
  await page.unroute('**/api/reporting/stream');
  await page.getByRole('button', { name: 'Recharger' }).click();
  await whenLive(page);
  expect(troubles.splice(0).every((trouble) => trouble.includes('/api/reporting/stream'))).toBe(true);
});

test('it goes on from the last event heard; what can’t be told again is read afresh', async ({ page }) => {
  const asked: (string | undefined)[] = [];
  const answers = [
    'id: 1-41\nevent: abonde.ledger.transaction-sealed.v1\ndata: {}\n\n',
    'id: 2-7\nevent: reset\ndata: {}\n\n',
  ];
  await page.route('**/api/reporting/stream', async (route) => {
    asked.push(route.request().headers()['last-event-id']);
    await route.fulfill({ contentType: 'text/event-stream', body: answers[asked.length - 1] ?? ':ok\n\n' });
  });
  await open(page, '/');
  await expect(page.getByTestId('reset-banner')).toContainText('tout a été relu');
  await expect.poll(() => asked.slice(0, 3)).toEqual([undefined, '1-41', '2-7']);
});
