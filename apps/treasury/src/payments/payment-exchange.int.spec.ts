import type { TestService } from '@abonde/testing';
import type { WrittenEntry } from '../statements/camt.fixture';
import { balance, bankEntry, dollars, eur, openAccount, startTreasury } from '../treasury.fixture';
import { controller, type PaymentDesk, paymentDesk, siemReap } from './payments.fixture';

const usd = (amount: string) => ({ amount, currency: 'USD' });

/** Orders in euros, which their requesters book in euros, paid from an account in dollars. */
describe('payments from an account in another currency', () => {
  let service: TestService;
  let desk: PaymentDesk;
  beforeAll(async () => {
    service = await startTreasury();
    desk = paymentDesk(service);
    await desk.register(siemReap);
    await desk.officer().post('/exchange-rates', { currency: 'USD', day: '2026-01-01', rate: '1.25' });
    await openAccount(service, 'USD', dollars, { currency: 'USD', openingBalance: usd('10000.00') });
  });
  afterAll(() => service.stop());

  const entry = (more: WrittenEntry) => bankEntry(service, more, { code: 'USD', number: dollars, currency: 'USD' });
  const suggested = async (id: string) => (await desk.officer().get(`/entries/${id}/suggestions`)).body[0];
  const match = (entryId: string, targets: unknown) => desk.officer().post('/matches', { entryId, targets });

  async function emitted(amount: string): Promise<{ id: string; paymentRequest: string; endToEndId: string }> {
    const asked = await desk.approved({ amount: eur(amount) });
    const { status, body } = await desk.emit([asked.id], 'pain.001.001.09', { accountId: 'USD' });
    expect(status).toBe(201);
    const file = (await service.http(controller).get(`/payment-files/${body.id}/content`)).body as string;
    expect(file).toMatch(/<DbtrAcct>[\s\S]*<Ccy>USD<\/Ccy>/);
    expect(file).toContain(`<InstdAmt Ccy="EUR">${amount}</InstdAmt>`);
    expect(file).toContain('<Cd>NURG</Cd>');
    return { ...asked, endToEndId: body.orders[0].endToEndId };
  }

  async function told(type: 'payment-settled' | 'payment-returned', paymentRequest: string) {
    const events = await service.published(`abonde.treasury.${type}.v1`);
    return events.find(({ subject }) => subject === paymentRequest)?.data.eur;
  }
  const classified = async (entryId: string) =>
    (await service.published('abonde.treasury.charge-classified.v1'))
      .filter(({ subject }) => subject === entryId)
      .map(({ data }) => [data.kind, data.eur.amount]);

  it('settle what was ordered; what the bank’s rate adds is an exchange difference, its charge a charge', async () => {
    const { id, paymentRequest, endToEndId } = await emitted('1000.00');
    const clearing = await balance(service, 'clearing:disbursements');
    // 1,280 USD at the 0.80 EUR they are held for: 1,024 EUR, of which 8 EUR are the bank's charge.
    const entryId = await entry({
      ...{ amount: '-1290.00', bookingDate: '2026-02-12', endToEndId, charges: [usd('10.00')] },
      original: { amount: '1000.00', currency: 'EUR', rate: '1.28' },
    });
    expect(await desk.officer().post('/matches/auto', {})).toMatchObject({ body: { matched: 0 } });
    const first = await suggested(entryId);
    expect(first.reasons).toEqual(expect.arrayContaining(['REFERENCE', 'ORIGINAL_AMOUNT']));
    const targets = [
      { kind: 'payment-order', id, amount: eur('1000.00') },
      { kind: 'classification', id: 'CHARGE', amount: usd('10.00') },
    ];
    expect(first.targets).toMatchObject(targets);
    const { status, body } = await match(entryId, targets);
    expect([status, body.detail]).toEqual([201, undefined]);
    expect(body.targets).toContainEqual({ kind: 'classification', id: 'EXCHANGE', amount: eur('24.00') });
    expect(await desk.statusOf(id)).toBe('SETTLED');
    expect(await told('payment-settled', paymentRequest)).toEqual(eur('1000.00'));
    expect((await classified(entryId)).sort()).toEqual([
      ['CHARGE', '8.00'],
      ['EXCHANGE', '24.00'],
    ]);
    expect(await balance(service, 'suspense:USD')).toEqual(['0', '0']);
    const after = await balance(service, 'clearing:disbursements');
    expect(BigInt(after[1]) - BigInt(clearing[1])).toBe(100_000n);
  });

  it('come back for what was ordered, and the rate of that day is a difference too', async () => {
    const { id, paymentRequest, endToEndId } = await emitted('800.00');
    const paid = await entry({ amount: '-1000.00', bookingDate: '2026-02-16', endToEndId });
    expect((await suggested(paid)).targets).toMatchObject([{ kind: 'payment-order', id, amount: eur('800.00') }]);
    expect((await match(paid, [{ kind: 'payment-order', id, amount: eur('800.00') }])).status).toBe(201);
    // Held for 0.80 EUR each: nothing differs.
    expect(await classified(paid)).toEqual([]);
    const back = await entry({ amount: '990.00', bookingDate: '2026-03-02', endToEndId, returnReason: 'AC04' });
    expect((await suggested(back)).targets).toMatchObject([{ kind: 'refund', id, amount: eur('800.00') }]);
    expect((await match(back, [{ kind: 'refund', id, amount: eur('800.00') }])).status).toBe(201);
    expect(await desk.statusOf(id)).toBe('RETURNED');
    expect(await told('payment-returned', paymentRequest)).toEqual(eur('800.00'));
    expect(await classified(back)).toEqual([['EXCHANGE', '8.00']]);
    expect(await balance(service, 'suspense:USD')).toEqual(['0', '0']);
  });

  it('refuses another amount than the order’s', async () => {
    const { id, endToEndId } = await emitted('50.00');
    const entryId = await entry({ amount: '-64.00', bookingDate: '2026-03-05', endToEndId });
    expect((await match(entryId, [{ kind: 'payment-order', id, amount: eur('51.00') }])).body).toMatchObject({
      ...{ status: 422, code: 'ORDER_AMOUNT_DIFFERS', expected: eur('50.00'), difference: eur('1.00') },
    });
    expect(await desk.statusOf(id)).toBe('EMITTED');
  });

  it('from an account in euros, the bank’s charge in the same line is a charge', async () => {
    const asked = await desk.approved();
    const { body } = await desk.emit([asked.id]);
    const { endToEndId } = body.orders[0];
    const entryId = await bankEntry(service, { amount: '-100.90', bookingDate: '2026-03-06', endToEndId });
    const first = await suggested(entryId);
    expect(first).toMatchObject({
      targets: [
        { kind: 'payment-order', id: asked.id, amount: eur('100.00') },
        { kind: 'classification', id: 'CHARGE', amount: eur('0.90') },
      ],
    });
    const targets = first.targets.map(({ kind, id, amount }: Record<string, unknown>) => ({ kind, id, amount }));
    expect((await match(entryId, targets)).status).toBe(201);
    expect(await told('payment-settled', asked.paymentRequest)).toEqual(eur('100.00'));
    const back = await bankEntry(service, { amount: '99.00', bookingDate: '2026-03-20', endToEndId });
    expect((await suggested(back)).targets).toMatchObject([
      { kind: 'refund', id: asked.id, amount: eur('100.00') },
      { kind: 'classification', id: 'CHARGE', amount: eur('-1.00') },
    ]);
  });
});
