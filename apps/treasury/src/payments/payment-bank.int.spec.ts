import type { TestService } from '@abonde/testing';
import { balance, bankEntry, eur, iban, journal, startTreasury, upload } from '../treasury.fixture';
import { type PaymentDesk, paymentDesk, siemReap } from './payments.fixture';

describe('what the bank does with payments', () => {
  let service: TestService;
  let desk: PaymentDesk;
  beforeAll(async () => {
    service = await startTreasury();
    desk = paymentDesk(service);
    await desk.register(siemReap);
  });
  afterAll(() => service.stop());

  const autoMatch = async () => (await desk.officer().post('/matches/auto', {})).body;
  const last = async (kind: string) => (await journal(service, kind)).at(-1);

  async function emitted(
    orders: { id: string }[],
  ): Promise<{ id: string; messageId: string; ends: Map<string, string> }> {
    const { status, body } = await desk.emit(orders.map(({ id }) => id));
    expect(status).toBe(201);
    const pairs = (body.orders as { id: string; endToEndId: string }[]).map((one) => [one.id, one.endToEndId] as const);
    return { id: body.id, messageId: body.messageId, ends: new Map(pairs) };
  }

  it('is settled by the bank entry that names it; a second debit stays in suspense; the bank may return it', async () => {
    const { id, paymentRequest } = await desk.approved();
    const endToEndId = (await emitted([{ id }])).ends.get(id) ?? '';
    const entryId = await bankEntry(service, {
      ...{ amount: '-100.00', bookingDate: '2026-02-12', valueDate: '2026-02-13', endToEndId },
    });
    const [first] = (await desk.officer().get(`/entries/${entryId}/suggestions`)).body;
    expect(first).toMatchObject({ targets: [{ kind: 'payment-order', id, amount: eur('100.00') }] });
    expect(await autoMatch()).toMatchObject({ matched: 1, kinds: { 'payment-order': 1 } });
    expect(await desk.statusOf(id)).toBe('SETTLED');
    expect(await journal(service, 'payment-settled')).toEqual([
      ['suspense:BNP -10000 EUR -10000', 'clearing:disbursements 10000 EUR 10000'],
    ]);
    expect(await service.published('abonde.treasury.payment-settled.v1')).toMatchObject([
      {
        ...{
          subject: paymentRequest,
          transfer: expect.any(String),
          accountingdate: '2026-02-12',
          valuedate: '2026-02-13',
        },
        data: { paymentRequest, kind: 'TRANCHE', order: id, entry: entryId, account: 'BNP', eur: eur('100.00') },
      },
    ]);
    const again = await bankEntry(service, { amount: '-100.00', bookingDate: '2026-02-14', endToEndId });
    expect(await autoMatch()).toMatchObject({ matched: 0, secondDebits: [again] });
    expect(
      (await desk.officer().post('/matches', { entryId: again, targets: [{ kind: 'payment-order', id }] })).body.code,
    ).toBe('ORDER_ALREADY_SETTLED');
    const [settlement] = await service.sql<{ match_id: string }>('SELECT match_id FROM bank_entries WHERE id = $1', [
      entryId,
    ]);
    const returned = await bankEntry(service, {
      ...{ amount: '100.00', bookingDate: '2026-03-12', endToEndId, returnReason: 'AC04' },
    });
    const [back] = (await desk.officer().get(`/entries/${returned}/suggestions`)).body;
    expect(back.targets).toMatchObject([{ kind: 'refund', id }]);
    expect((await desk.officer().post('/matches', { entryId: returned, targets: back.targets })).status).toBe(201);
    expect(await journal(service, 'payment-returned')).toEqual([
      ['suspense:BNP 10000 EUR 10000', 'clearing:disbursements -10000 EUR -10000'],
    ]);
    expect(await service.published('abonde.treasury.payment-returned.v1')).toMatchObject([
      { data: { order: id, eur: eur('100.00'), reason: 'AC04' } },
    ]);
    expect((await desk.officer().post(`/matches/${settlement?.match_id}/undo`, {})).body).toMatchObject({
      ...{ code: 'MATCH_NOT_UNDOABLE', order: id, state: 'RETURNED' },
    });
    const order = await desk.read(id);
    expect(order).toMatchObject({ status: 'RETURNED', reopenable: false });
    expect(order.facts).toMatchObject([
      { what: 'SETTLED', entry: entryId, valueDate: '2026-02-13', amount: eur('100.00'), eur: eur('100.00') },
      { what: 'SECOND_DEBIT', entry: again, amount: eur('100.00'), eur: null, entries: null },
      { what: 'RETURNED', entry: returned, eur: eur('100.00'), reason: 'AC04' },
    ]);
    expect(await balance(service, 'suspense:BNP')).toEqual(['10000', '10000']);
    expect((await desk.timeline(id)).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['ORDERED', 'APPROVAL', 'EMITTED', 'SETTLED', 'SECOND_DEBIT', 'RETURNED']),
    );
    expect((await desk.officer().post(`/payment-orders/${id}/reopen`)).body.code).toBe('ORDER_ASKED_AGAIN_ELSEWHERE');
  });

  it('settled by the wrong debit, waits for the right one again: its requester takes the payment back and is told anew', async () => {
    const { id, paymentRequest } = await desk.approved({ amount: eur('77.00') });
    await emitted([{ id }]);
    const [wrong, right] = [
      await bankEntry(service, { amount: '-77.00', bookingDate: '2026-03-12', valueDate: '2026-03-10' }),
      await bankEntry(service, { amount: '-77.00', bookingDate: '2026-03-12', valueDate: '2026-03-11' }),
    ];
    const settle = (entryId: string) =>
      desk.officer().post('/matches', { entryId, targets: [{ kind: 'payment-order', id }] });
    const { body: made } = await settle(wrong);
    const before = await balance(service, 'clearing:disbursements');
    const undone = await desk.officer().post(`/matches/${made.id}/undo`, { reason: 'autre virement' });
    expect(undone.body).toMatchObject({ status: 'UNDONE' });
    expect(await desk.statusOf(id)).toBe('EMITTED');
    const taken = await balance(service, 'clearing:disbursements');
    expect(BigInt(taken[1]) - BigInt(before[1])).toBe(-7_700n);
    const back = (await service.published('abonde.treasury.payment-returned.v1')).at(-1);
    expect(back).toMatchObject({
      ...{ subject: paymentRequest, transfer: expect.any(String), valuedate: '2026-03-10' },
      data: { order: id, entry: wrong, eur: eur('77.00'), reason: 'MATCH_UNDONE: autre virement' },
    });
    expect((await settle(right)).status).toBe(201);
    expect((await service.published('abonde.treasury.payment-settled.v1')).at(-1)).toMatchObject({
      data: { order: id, entry: right, eur: eur('77.00') },
    });
    expect((await desk.timeline(id)).map(({ what }) => what)).toEqual(
      expect.arrayContaining(['EMITTED', 'SETTLEMENT_UNDONE', 'SETTLED']),
    );
  });

  it('its figures are the sum of the entries their links list', async () => {
    const { items } = (await desk.officer().get('/payment-orders?status=SETTLED,RETURNED')).body;
    const links = items.flatMap(({ facts }: { facts: { entries: string | null; eur: { amount: string } | null }[] }) =>
      facts.filter(({ entries }) => entries),
    );
    expect(links.length).toBeGreaterThan(0);
    for (const { entries, eur: value } of links) {
      const query = new URLSearchParams(entries.slice(entries.indexOf('?') + 1));
      const [sum] = await service.sql<{ eur: string }>(
        `SELECT sum(p.eur)::text AS eur FROM ledger.transactions t JOIN ledger.postings p ON p.transaction = t.position
           JOIN ledger.accounts a ON a.id = p.account WHERE t.id = $1 AND a.path LIKE 'clearing:%'`,
        [query.get('transaction')],
      );
      const cents = BigInt(sum?.eur ?? '0') * (query.get('side') === 'credit' ? -1n : 1n);
      expect(cents).toBe(BigInt(value.amount.replace('.', '')));
    }
    const { items: totals } = (await desk.officer().get('/payment-orders/totals')).body;
    const settled = totals.find(({ status }: { status: string }) => status === 'SETTLED');
    const kinds = new URLSearchParams(settled.entries.slice(settled.entries.indexOf('?') + 1)).get('kind')?.split(',');
    const [sum] = await service.sql<{ eur: string }>(
      `SELECT sum(p.eur)::text AS eur FROM ledger.transactions t JOIN ledger.postings p ON p.transaction = t.position
         JOIN ledger.accounts a ON a.id = p.account WHERE t.kind = ANY ($1) AND a.path LIKE 'clearing:%'`,
      [kinds],
    );
    expect(BigInt(sum?.eur ?? '0')).toBe(BigInt(settled.amount.amount.replace('.', '')));
  });

  it('a refund that came back is still owed: it is paid again under references of its own', async () => {
    const { id, paymentRequest } = await desk.approved(
      { kind: 'DONOR_REFUND', agreement: 'A1', tranche: undefined },
      'contributions',
    );
    const endToEndId = (await emitted([{ id }])).ends.get(id) ?? '';
    const reopen = (order: string) => desk.officer().post(`/payment-orders/${order}/reopen`);
    expect((await reopen(id)).body).toMatchObject({ code: 'ORDER_NOT_OPEN', state: 'EMITTED' });
    await bankEntry(service, { amount: '-100.00', bookingDate: '2026-03-13', endToEndId });
    await autoMatch();
    const entryId = await bankEntry(service, {
      amount: '100.00',
      bookingDate: '2026-03-14',
      endToEndId,
      returnReason: 'AC01',
    });
    await desk.officer().post('/matches', { entryId, targets: [{ kind: 'refund', id }] });
    expect(await desk.read(id)).toMatchObject({ status: 'RETURNED', reopenable: true });
    const answers = await Promise.all([reopen(id), reopen(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const again = answers.find(({ status }) => status === 201)?.body;
    expect(again).toMatchObject({ paymentRequest, attempt: 2, previous: id, status: 'ORDERED', approvals: [] });
    expect(again.endToEndId).not.toBe(endToEndId);
    expect(again.involved).toContain('test-finance-officer');
    expect((await desk.told(paymentRequest)).at(-1)).toEqual(['ordered', null]);
    expect((await desk.timeline(id)).map(({ what }) => what)).toContain('REOPENED');
    await desk.approve(again.id);
    const next = (await emitted([{ id: again.id }])).ends.get(again.id) ?? '';
    await bankEntry(service, { amount: '-100.00', bookingDate: '2026-03-15', endToEndId: next });
    expect(await autoMatch()).toMatchObject({ matched: 1 });
    expect([await desk.statusOf(id), await desk.statusOf(again.id)]).toEqual(['RETURNED', 'SETTLED']);
  });

  it('settles aid and refunds through their own books, and a batch in one debit', async () => {
    const before = await balance(service, 'suspense:BNP');
    const aid = await desk.approved(
      { kind: 'AID', case: 'MG-2026', instrument: 'EMERGENCY', amount: eur('60.00') },
      'emergency-fund',
    );
    const refund = await desk.approved(
      { kind: 'DONOR_REFUND', agreement: 'A1', amount: eur('40.00') },
      'contributions',
    );
    const { ends } = await emitted([aid, refund]);
    const details = [
      { amount: '-60.00', endToEndId: ends.get(aid.id) ?? '' },
      { amount: '-40.00', endToEndId: ends.get(refund.id) ?? '' },
    ];
    await bankEntry(service, { amount: '-100.00', bookingDate: '2026-03-16', details });
    expect((await autoMatch()).matched).toBe(1);
    const lines = (await journal(service, 'payment-settled')).slice(-2).flat();
    expect(lines.filter((line) => line.startsWith('clearing')).sort()).toEqual([
      'clearing:contributions 4000 EUR 4000',
      'clearing:emergency-fund 6000 EUR 6000',
    ]);
    expect(await balance(service, 'suspense:BNP')).toEqual(before);
  });

  it('recognises a file booked as one debit without details', async () => {
    const orders = [await desk.approved(), await desk.approved({ amount: eur('50.00') })];
    await emitted(orders);
    const [row] = await service.sql<{ block: string }>(
      'SELECT DISTINCT block FROM payment_orders WHERE id = ANY ($1)',
      [orders.map(({ id }) => id)],
    );
    const { balance: held } = (await desk.officer().get('/accounts/BNP')).body;
    const entry = { amount: '-150.00', bookingDate: '2026-03-17', batch: { paymentInformationId: row?.block ?? '' } };
    await upload(service, [
      { account: iban, opening: held.amount, period: { from: '2026-03-17', to: '2026-03-17' }, entries: [entry] },
    ]);
    expect(await autoMatch()).toMatchObject({ matched: 1 });
    expect(await Promise.all(orders.map(({ id }) => desk.statusOf(id)))).toEqual(['SETTLED', 'SETTLED']);
    expect(await last('payment-settled')).toHaveLength(2);
  });
});
