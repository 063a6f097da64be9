import type { Body, TestService } from '@abonde/testing';
import { balance, dollars, openAccount, startTreasury, upload } from '../treasury.fixture';
import type { WrittenStatement } from '../statements/camt.fixture';

let service: TestService;
beforeAll(async () => (service = await startTreasury()));
afterAll(() => service?.stop());

const officer = () => service.http('finance-officer');
const controller = () => service.http('finance-controller');
const asked = { currency: 'USD', day: '2026-01-01' };
const enter = (rate: string, more: object = {}, who = officer()) =>
  who.post('/exchange-rates', { ...asked, rate, source: 'ECB', ...more });
const inForce = async (): Promise<Body> => (await officer().get('/exchange-rates')).body.items[0];
const acts = async (): Promise<string[]> =>
  (await officer().get('/exchange-rates/acts')).body.items.map(
    ({ act, formerRate, rate, reason, byName }: Body) => `${act} ${formerRate} → ${rate} (${reason}) by ${byName}`,
  );

const statement = (number: string, month: string, opening: string): WrittenStatement => ({
  account: dollars,
  currency: 'USD',
  id: number,
  number,
  period: { from: `2026-${month}-01`, to: `2026-${month}-28` },
  opening,
  entries: [{ amount: '100.00', bookingDate: `2026-${month}-10` }],
});

it('takes a first rate at once, and the same again for nothing', async () => {
  await openAccount(service, 'USD-1', dollars, {
    currency: 'USD',
    openingBalance: { amount: '0.00', currency: 'USD' },
    openingRate: '1.25',
    bic: undefined,
  });
  expect(await enter('1.25')).toMatchObject({ status: 201, body: { rate: '1.25', correction: null } });
  expect(await enter('1.250')).toMatchObject({ status: 201, body: { rate: '1.25', correction: null } });
  expect(await acts()).toEqual(['ENTERED null → 1.25 (null) by test-finance-officer']);
  expect((await upload(service, [statement('1', '01', '0.00')])).status).toBe(201);
  expect(await balance(service, 'bank:USD-1')).toEqual(['10000', '8000']);
});

it('lets nobody type over a rate that is known: a correction says why, and waits', async () => {
  expect((await enter('1.00')).body).toMatchObject({
    code: 'REASON_REQUIRED',
    field: 'reason',
    rate: '1.25',
    source: 'ECB',
  });
  expect((await enter('1.00', { reason: '' })).body.code).toBe('VALIDATION_FAILED');
  const { status, body } = await enter('1.00', { reason: 'Chiffres intervertis' });
  expect([status, body.rate, body.correction]).toEqual([
    201,
    '1.25',
    expect.objectContaining({ rate: '1.00', reason: 'Chiffres intervertis', askedByName: 'test-finance-officer' }),
  ]);
  expect((await enter('1.10', { reason: 'Autre' })).body.code).toBe('CORRECTION_PENDING');
  expect(await inForce()).toMatchObject({ rate: '1.25', correction: { rate: '1.00' } });
});

it('puts a correction in force by another person’s yes; what is booked stays, what comes takes it', async () => {
  const { id } = (await inForce()).correction;
  const confirm = (who = controller()) => who.post(`/exchange-rates/corrections/${id}/confirm`, {});
  const { body: own } = await confirm(service.http({ roles: ['finance-controller'], sub: 'test-finance-officer' }));
  expect(own.code).toBe('SAME_PERSON');
  expect((await confirm(officer())).body.code).toBe('FORBIDDEN');
  expect(await inForce()).toMatchObject({ rate: '1.25' });
  expect((await confirm()).status).toBe(204);
  expect((await confirm()).body).toMatchObject({ code: 'ALREADY_DECIDED', decision: 'CORRECTED' });
  expect(await inForce()).toMatchObject({ rate: '1.00', correction: null });
  expect(await balance(service, 'bank:USD-1')).toEqual(['10000', '8000']);
  expect((await upload(service, [statement('2', '02', '100.00')])).status).toBe(201);
  expect(await balance(service, 'bank:USD-1')).toEqual(['20000', '18000']);
});

it('keeps what was declined too, by a controller or by whoever asked, and nothing of it is ever changed', async () => {
  await enter('2.00', { reason: 'Essai' });
  const decline = async (who = officer()) =>
    who.post(`/exchange-rates/corrections/${(await inForce()).correction.id}/decline`, { reason: 'Pas publié' });
  expect((await decline(service.http({ roles: ['finance-officer'], sub: 'somebody' }))).body.code).toBe('NOT_YOURS');
  expect((await decline()).status).toBe(204);
  await enter('3.00', { reason: 'Encore' });
  expect((await decline(controller())).status).toBe(204);
  expect(await inForce()).toMatchObject({ rate: '1.00', correction: null });
  expect((await acts()).slice(0, 4)).toEqual([
    'CORRECTION_DECLINED 1.00 → 3.00 (Pas publié) by test-finance-controller',
    'CORRECTION_ASKED 1.00 → 3.00 (Encore) by test-finance-officer',
    'CORRECTION_DECLINED 1.00 → 2.00 (Pas publié) by test-finance-officer',
    'CORRECTION_ASKED 1.00 → 2.00 (Essai) by test-finance-officer',
  ]);
  await expect(service.sql(`UPDATE exchange_rate_acts SET rate = '9'`)).rejects.toThrow('never changed');
  await expect(service.sql('DELETE FROM exchange_rate_acts')).rejects.toThrow('never changed');
});

it('tells the history of one rate, page by page', async () => {
  const page = async (more: string) =>
    (await officer().get(`/exchange-rates/acts?currency=USD&day=2026-01-01&limit=4${more}`)).body;
  const first = await page('');
  const second = await page(`&cursor=${first.nextCursor}`);
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([4, 3, null]);
  expect((await officer().get('/exchange-rates/acts?currency=CHF')).body.items).toEqual([]);
});

it('tells a long history in its order, the latest first, and none of it twice', async () => {
  const days = Array.from({ length: 12 }, (_, at) => `2025-01-${String(at + 1).padStart(2, '0')}`);
  for (const day of days) await enter('0.95', { currency: 'GBP', day });
  const read: string[] = [];
  for (let cursor = ''; ;) {
    const page = (await officer().get(`/exchange-rates/acts?currency=GBP&limit=5${cursor && `&cursor=${cursor}`}`))
      .body;
    read.push(...page.items.map(({ day }: Body) => day));
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  expect(read).toEqual(days.reverse());
});

it.each([
  ['XOF', 'RATE_IS_FIXED', '655.957'],
  ['XAF', 'RATE_IS_FIXED', '655.957'],
  ['KMF', 'RATE_IS_FIXED', '491.96775'],
  ['EUR', 'RATE_IS_FIXED', '1'],
  ['ZZZ', 'UNKNOWN_CURRENCY', undefined],
])('takes no rate of %s, nor as an account opens: %s', async (currency, code, parity) => {
  const { status, body } = await enter('600', { currency });
  expect([status, body.code, body.field, body.parity]).toEqual([422, code, 'currency', parity]);
  expect((await officer().get(`/exchange-rates/acts?currency=${currency}`)).body.items).toEqual([]);
  if (parity === undefined) return;
  const opened = await officer().post('/accounts', {
    code: `${currency}-9`,
    name: `${currency}-9`,
    ...(currency === 'EUR' ? { iban: 'FR7630006000011234567890189' } : { otherId: `OTHER-${currency}` }),
    bic: 'AGRIFRPP',
    currency,
    openingDate: '2026-01-01',
    openingBalance: { amount: '1000', currency },
    openingRate: '600',
  });
  expect([opened.status, opened.body.code, opened.body.field]).toEqual([422, code, 'openingRate']);
});

it('takes what a fixed parity is', async () => {
  expect((await enter('655.957', { currency: 'XOF' })).body).toMatchObject({ currency: 'XOF', rate: '655.957' });
});

it.each(['nothing', '0198a000-0000-7000-8000-000000000000'])('knows no correction %s', async (id) => {
  expect((await controller().post(`/exchange-rates/corrections/${id}/confirm`, {})).status).toBe(404);
});
