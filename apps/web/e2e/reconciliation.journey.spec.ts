import { centsOnPage } from './amounts';
import { expect, overflow, schemesOn, test, violations } from './fixtures';
import { ApiDesk } from './api-desk';
import { PaymentDesk } from './payments.desk';
import { type BankLine, desk, openSheet } from './reconciliation';

test.use({ role: 'finance-officer' });
test.describe.configure({ timeout: 180_000 });

const charge: BankLine = { amount: '-12.50', day: '2026-01-20', party: 'BANQUE', label: 'FRAIS DE TENUE DE COMPTE' };
const unknown: BankLine = { amount: '30.00', day: '2026-01-25', label: 'VIREMENT RECU' };

test('a whole statement is reconciled by the keyboard alone, to the cent, and undone by one key', async ({ page }) => {
  const lines = [
    { amount: '250.00', day: '2026-01-10', quotes: 1, party: 'TRESORERIE' },
    { amount: '40.00', day: '2026-01-12', quotes: 2, party: 'TRESORERIE' },
    charge,
    unknown,
  ];
  const { statement } = await desk(page, ['250.00', '40.00'], lines);
  await openSheet(page, statement);
  const difference = page.getByTestId('difference');
  expect(centsOnPage(await difference.innerText())).toBe(-30_750n);

  await page.keyboard.press('s');
  await expect(page.getByTestId('safe-lines').locator('li')).toHaveCount(2);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('progress')).toContainText('2 sur 4 lignes');

  await expect(page.getByTestId('detail')).toContainText('FRAIS DE TENUE');
  await expect(page.getByTestId('proposal').first()).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByTestId('remaining')).toContainText('✓ 0,00');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('progress')).toContainText('3 sur 4 lignes');

  await expect(page.getByTestId('detail')).toContainText('VIREMENT RECU');
  await page.keyboard.press('/');
  await expect(page.getByTestId('target-search')).toBeFocused();
  await page.keyboard.type('inconnu');
  await expect(page.getByTestId('found-targets').getByRole('button')).toHaveCount(1);
  for (let tab = 0; tab < 8; tab += 1) {
    await page.keyboard.press('Tab');
    if (
      await page
        .getByTestId('found-targets')
        .getByRole('button')
        .evaluate((button) => button === document.activeElement)
    )
      break;
  }
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('allocation-row')).toHaveCount(1);
  await page.getByTestId('lines').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('progress')).toContainText('4 sur 4 lignes');
  await expect(difference).toContainText('✓ 0,00');
  await expect(page.getByTestId('all-done')).toContainText('Tout est rapproché');

  await page.keyboard.press('u');
  await expect(page.getByTestId('progress')).toContainText('3 sur 4 lignes', { timeout: 30_000 });
  await page.reload();
  await expect(page.getByTestId('progress')).toContainText('3 sur 4 lignes');
  await expect(page.getByTestId('line')).toHaveCount(1);
});

test('a match being undone, undone and refused: each says so without a reload, in the reader’s language', async ({
  page,
}) => {
  const lines = [
    { amount: '250.00', day: '2026-01-10', quotes: 1, party: 'TRESORERIE' },
    { amount: '40.00', day: '2026-01-12', quotes: 2, party: 'TRESORERIE' },
    charge,
  ];
  const { statement, agreement, account } = await desk(page, ['250.00', '40.00'], lines);
  await openSheet(page, statement);
  // As fast as fingers go: the question is there, its button has no focus yet.
  await page.keyboard.press('s');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('progress')).toContainText('2 sur 3 lignes');
  await expect(page.getByTestId('proposal').first()).toBeVisible();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('progress')).toContainText('3 sur 3 lignes');

  const matched = (amount: string) => page.getByTestId('matched-line').filter({ hasText: amount });
  const undo = async (amount: string) => {
    const asked = page.waitForResponse((response) => response.url().endsWith('/undo'), { timeout: 20_000 });
    await matched(amount).getByRole('button', { name: 'Annuler' }).click();
    expect((await asked).status()).toBe(200);
  };
  await expect(matched('250,00')).toContainText('Confirmée');
  // Nobody else was to be asked about the charge; contributions gives the smaller receipt back.
  await undo('12,50');
  await expect(page.getByTestId('undone')).toContainText('Rapprochement annulé');
  await undo('40,00');
  await expect(page.getByTestId('line')).toHaveCount(2);
  await page.getByTestId('line').filter({ hasText: '40,00' }).click();
  await expect(page.getByTestId('undone')).toContainText('Par Camille Berthier');

  // The other one is on its way back to the donor: it is not free any more.
  const desks = new PaymentDesk(page.request);
  const city = ApiDesk.code('E2E-UNDO');
  await desks.beneficiary(city, 'Lomé (parcours)');
  const order = await desks.refund(city, '250.00', agreement);
  await undo('250,00');
  const refused = page.getByTestId('undo-refused');
  await expect(refused).toContainText('Annulation refusée.');
  await expect(refused).toContainText(`${agreement} n’a plus cet argent libre`);
  await expect(matched('250,00')).toContainText('Confirmée');
  expect(await violations(page)).toEqual([]);
  await page.evaluate(() => localStorage.setItem('language', 'en'));
  await page.reload();
  await expect(refused).toContainText('Undoing refused.');
  await page.evaluate(() => localStorage.setItem('language', 'fr'));

  // As long as nobody has answered.
  await page.route('**/lines?**', async (route) => {
    const answer = await route.fetch();
    const text = (await answer.text()).replaceAll('"CONFIRMED"', '"UNDO_REQUESTED"');
    await route.fulfill({ response: answer, body: text });
  });
  await page.reload();
  await expect(matched('250,00')).toContainText('En cours d’annulation');
  await expect(matched('250,00').getByRole('button', { name: 'Annuler' })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await page.unroute('**/lines?**');
  await page.goto(`/rapprochement/comptes/${account}`);
  await expect(page.getByTestId('items').filter({ hasText: 'en cours d’annulation' })).toContainText('Néant');
  await expect(page.getByTestId('items').filter({ hasText: 'sans explication (2)' })).toContainText('27,50');

  // Once the refund is refused, the money is free and the receipt may be undone.
  await desks.post('finance-controller-2', `/api/treasury/payment-orders/${order.id}/reject`, { reason: 'Parcours' });
  await openSheet(page, statement);
  await expect(async () => {
    if ((await matched('250,00').getByRole('button', { name: 'Annuler' }).count()) > 0) await undo('250,00');
    await expect(page.getByTestId('progress')).toContainText('0 sur 3 lignes', { timeout: 5_000 });
  }).toPass({ timeout: 30_000 });
});

test('a line is split over two instalments; a cent left blocks it and says so', async ({ page }) => {
  const { statement, donor } = await desk(
    page,
    ['148.00', '100.00', '7.00'],
    [{ amount: '248.00', day: '2026-01-11', party: 'TRESORERIE', label: 'DEUX ECHEANCES' }],
  );
  await openSheet(page, statement);
  await page.getByTestId('lines').focus();
  await page.keyboard.press('/');
  for (const [typed, shown] of [
    ['148,00', '148,00'],
    ['100', '100,00'],
  ] as const) {
    await page.getByTestId('target-search').fill(typed);
    await page
      .getByTestId('found-targets')
      .getByRole('button')
      .filter({ hasText: donor })
      .filter({ hasText: shown })
      .click();
    await page.getByTestId('lines').focus();
    if (shown === '148,00') await page.keyboard.press('/');
  }
  await expect(page.getByTestId('allocation-row')).toHaveCount(2);
  await expect(page.getByTestId('remaining')).toContainText('✓ 0,00');
  const second = page.getByTestId('allocation-row').nth(1).getByRole('textbox');
  await second.fill('99,99');
  await second.blur();
  await expect(page.getByTestId('remaining')).toContainText('0,01');
  const validate = page.getByRole('button', { name: 'Valider', exact: false }).last();
  await expect(validate).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('Il reste 0,01 € à ventiler.').first()).toBeAttached();
  await second.fill('100');
  await second.blur();
  await validate.dblclick();
  await expect(page.getByTestId('progress')).toContainText('1 sur 1 ligne');
  await expect(page.getByTestId('matched-line')).toHaveCount(1);
});

test('two lines of one payer that pay one instalment are proposed together; a paper stays with its line', async ({
  page,
}) => {
  const payer = { party: '{payer}', label: 'ACOMPTE' };
  const { statement } = await desk(
    page,
    ['310.00'],
    [
      { ...payer, amount: '200.00', day: '2026-01-11' },
      { ...payer, amount: '110.00', day: '2026-01-12' },
    ],
  );
  // The call may reach treasury a moment after the statement.
  await expect(async () => {
    await openSheet(page, statement);
    await expect(page.getByTestId('gathered').first()).toContainText('110,00', { timeout: 5_000 });
  }).toPass({ timeout: 30_000 });
  const letter = { name: 'courrier.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') };
  await page.getByTestId('attachments').locator('input[type=file]').setInputFiles(letter);
  await expect(page.getByTestId('attachment')).toContainText('courrier.pdf');
  expect(await violations(page)).toEqual([]);
  await page.getByTestId('lines').focus();
  await page.keyboard.press('Space');
  await expect(page.getByTestId('together')).toContainText('2 lignes rapprochées ensemble');
  await expect(page.getByTestId('remaining')).toContainText('✓ 0,00');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('progress')).toContainText('2 sur 2 lignes');
  await expect(page.getByTestId('matched').getByTestId('attachment')).toHaveCount(1);
  await page.keyboard.press('u');
  await expect(page.getByTestId('progress')).toContainText('0 sur 2 lignes', { timeout: 30_000 });
});

test('charges taken on the way are filled by a button, never typed', async ({ page }) => {
  const { statement, donor } = await desk(
    page,
    ['500.00'],
    [{ amount: '490.00', day: '2026-01-11', label: 'VIREMENT INTERNATIONAL' }],
  );
  await openSheet(page, statement);
  await page.keyboard.press('/');
  await page.getByTestId('target-search').fill('500,00');
  await page
    .getByTestId('found-targets')
    .getByRole('button')
    .filter({ hasText: donor })
    .filter({ hasText: '500,00' })
    .click();
  await page.getByTestId('fill-charges').click();
  await expect(page.getByTestId('remaining')).toContainText('✓ 0,00');
  await page.getByTestId('lines').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('progress')).toContainText('1 sur 1 ligne');
});

test('who has a line shows to the others, and a stale validation says who was first', async ({
  page,
  browser,
  baseURL,
  stateOf,
  troubles,
}) => {
  const { statement, account } = await desk(page, ['10.00'], [charge, unknown]);
  await openSheet(page, statement);
  await expect(page.getByTestId('detail')).toContainText('FRAIS DE TENUE');
  const other = await browser.newContext({
    ...(baseURL && { baseURL }),
    storageState: await stateOf('finance-controller'),
    locale: 'fr-FR',
  });
  const colleague = await other.newPage();
  await openSheet(colleague, statement);
  await expect(colleague.locator('.initials').first()).toContainText('CB', { timeout: 15_000 });
  await expect(colleague.getByTestId('claimed')).toContainText('Camille Berthier');
  await other.close();

  await expect(page.getByTestId('proposal').first()).toBeVisible();
  await page.keyboard.press('Space');
  await page.route('**/lines?**', (route) => route.abort('aborted'));
  const api = new ApiDesk(page.request);
  const { items } = await api.get<{ items: { id: string; amount: { amount: string } }[] }>(
    'finance-officer',
    `/api/treasury/entries?account=${account}`,
  );
  const taken = items.find(({ amount }) => amount.amount === '-12.50');
  const matched = { entryId: taken?.id, targets: [{ kind: 'classification', id: 'OTHER' }] };
  await api.post('finance-officer', '/api/treasury/matches', matched);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('conflict')).toContainText('Camille Berthier a déjà rapproché cette ligne');
  // The refusal is what this is about: the browser notes it, nothing else.
  expect(troubles).toEqual([expect.stringContaining('409')]);
  troubles.length = 0;
  await page.unroute('**/lines?**');
});

test('a line waits for somebody, although an answer is lost on the way, and comes back', async ({ page, troubles }) => {
  const { statement } = await desk(page, ['10.00'], [unknown]);
  await openSheet(page, statement);
  await page.keyboard.press('h');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Mettre en attente' }).click();
  await expect(dialog.getByText('Indiquez le motif.')).toBeVisible();
  await dialog.getByLabel('Motif').fill('Payeur à identifier');
  await dialog.getByLabel('Confié à').fill('Amina Diop');
  const keys: (string | undefined)[] = [];
  await page.route('**/hold', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.fallback();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await dialog.getByRole('button', { name: 'Mettre en attente' }).click();
  await expect(page.getByTestId('held')).toContainText('Payeur à identifier');
  expect(keys).toEqual([keys[0], keys[0]]);
  expect(troubles).toEqual([expect.stringContaining('ERR_CONNECTION_RESET')]);
  troubles.length = 0;
  await expect(page.getByTestId('line')).toContainText('En attente');
  await page.getByRole('button', { name: 'Reprendre' }).click();
  await expect(page.getByTestId('line')).toContainText('Sans proposition');
});

test('the month is closed at zero by a controller, and reopened by two of them', async ({
  page,
  browser,
  baseURL,
  stateOf,
}) => {
  const { statement, account } = await desk(page, ['10.00'], [{ ...charge, amount: '12.50', label: 'AVOIR' }]);
  const api = new ApiDesk(page.request);
  const lines = await api.get<{ items: { id: string }[] }>(
    'finance-officer',
    `/api/treasury/statements/${statement}/lines`,
  );
  const targets = [{ kind: 'unapplied', id: account }];
  const other = await browser.newContext({
    ...(baseURL && { baseURL }),
    storageState: await stateOf('finance-controller'),
    locale: 'fr-FR',
  });
  const controller = await other.newPage();
  await openSheet(controller, statement);
  const close = controller.getByRole('button', { name: 'Clôturer janvier 2026' });
  await expect(close).toHaveAttribute('aria-disabled', 'true');
  await api.post('finance-officer', '/api/treasury/matches', { entryId: lines.items[0]?.id, targets });
  await expect(controller.getByTestId('difference')).toContainText('✓ 0,00', { timeout: 20_000 });
  await close.click();
  await controller.getByRole('dialog').getByRole('button', { name: 'Clôturer janvier 2026' }).click();
  await expect(controller.getByTestId('month-closed')).toContainText('est clôturé');

  await controller.goto(`/rapprochement/comptes/${account}`);
  await expect(controller.getByTestId('unexplained')).toContainText('✓ 0,00');
  const january = controller.getByTestId('month').filter({ hasText: 'janvier 2026' });
  await january.getByRole('button', { name: 'Demander la réouverture' }).click();
  await controller.getByRole('dialog').getByLabel('Motif').fill('Avoir mal imputé');
  await controller.getByRole('dialog').getByRole('button', { name: 'Demander la réouverture' }).click();
  await expect(january.getByTestId('reopening')).toContainText('Avoir mal imputé');
  await expect(january.getByRole('button', { name: 'Accorder la réouverture' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  const reason = { reason: 'Avoir mal imputé' };
  const granted = await api.post('finance-controller-2', '/api/treasury/periods/2026-01/reopen', reason);
  expect(granted).toMatchObject({ status: 'REOPENED' });
  await controller.reload();
  await expect(january).toContainText('Ouvert');
  await other.close();
});

test('a rule is tried on the past before it is saved', async ({ page }) => {
  const label = `ABONNEMENT ${Date.now().toString(36).replace(/\d/g, 'X').toUpperCase()}`;
  const { statement } = await desk(page, ['10.00'], [{ ...charge, party: 'EDITEUR', label }]);
  await openSheet(page, statement);
  await page.getByRole('button', { name: 'Règle à partir de cette ligne' }).click();
  await page.getByTestId('rule-phrase').fill(label);
  await expect(page.getByRole('button', { name: 'Enregistrer la règle' })).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Essayer sur le passé' }).click();
  await expect(page.getByTestId('rule-trial')).toContainText('Elle aurait parlé de 1 ligne du passé.');
  await page.getByRole('button', { name: 'Enregistrer la règle' }).click();
  await expect(page.getByTestId('proposal').first()).toContainText('règle');
  await page.goto('/rapprochement/regles');
  const rule = page.getByTestId('rule').filter({ hasText: label });
  await expect(rule).toContainText('Propose');
  await rule.getByRole('switch').click({ force: true });
  await expect(rule).toHaveAttribute('data-off', 'true');
});

for (const [size, width, height] of [
  ['desktop', 1440, 900],
  ['phone', 390, 844],
] as const) {
  for (const scheme of schemesOn(size)) {
    test(`pages of reconciliation on a ${size}, ${scheme}: no violation, nothing wider than the window`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      const { statement, account } = await desk(
        page,
        ['250.00'],
        [{ amount: '250.00', day: '2026-01-10', quotes: 1, party: 'TRESORERIE' }, charge],
      );
      await openSheet(page, statement);
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.getByTestId('line').first().click();
      await expect(page.getByTestId('proposal').first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.goto(`/rapprochement/comptes/${account}`);
      await expect(page.getByTestId('account-figures')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.goto('/rapprochement/regles');
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  }
}
