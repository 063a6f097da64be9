import { randomUUID } from 'node:crypto';
import type { TestService } from '@abonde/testing';
import { controller, paymentDesk, type PaymentDesk, siemReap } from '../payments/payments.fixture';
import { bankEntry, eur, journal, openAccount, otherIban, startTreasury } from '../treasury.fixture';

interface Asked {
  match: string;
  parts: { kind: string; id: string; transfer: string; undoTransfer: string }[];
}
interface Prepared {
  amount: string;
  targets: object[];
  more?: object;
}
type Book = 'contributions' | 'disbursements' | 'emergency-fund';

/** Every kind of match that can be made, undone: by the answer of the service that booked it, or at once. */
describe('undoing a match', () => {
  let service: TestService;
  let desk: PaymentDesk;
  let day = 1;

  beforeAll(async () => {
    service = await startTreasury();
    desk = paymentDesk(service);
    await desk.register(siemReap);
    await openAccount(service, 'CIC', otherIban);
    const donor = {
      name: 'SIAAP',
      kind: 'PUBLIC_SYNDICATE' as const,
      country: 'FR',
      payerAliases: [],
      iatiOrgId: null,
    };
    await tell('abonde.contributions.donor-registered.v1', 'SIAAP', { donor: 'SIAAP', ...donor });
    await tell('abonde.contributions.agreement-signed.v1', 'A-1', {
      ...{ agreement: 'A-1', version: 1, donor: 'SIAAP', donorName: 'SIAAP', instrument: 'COOPERATION' as const },
      ...{ amount: eur('5000.00'), signedOn: '2019-12-16', period: { from: '2020-01-01', to: '2026-12-31' } },
      ...{ earmark: { level: 'NONE' as const }, countsAs: 'FUND' as const, pool: 'EUR', interestClauses: [] },
    });
    await tell('abonde.emergency-fund.placement-opened.v1', 'LIVRET', {
      ...{ placement: 'LIVRET', account: 'BNP', pool: 'EUR', currency: 'EUR', dayCount: 'ACT/360' as const },
      ...{ capitalisation: 'QUARTERLY' as const, openedOn: '2020-01-01' },
    });
  }, 60_000);
  afterAll(() => service?.stop());

  const tell = async (type: Parameters<TestService['publish']>[0], key: string, data: object, more: object = {}) =>
    service.handled(await service.publish(type, { key, data, ...more } as never));
  const officer = () => service.http('finance-officer');
  const credit = (amount: string, more: object = {}) => {
    day += 1;
    const bookingDate = `2026-0${1 + Math.floor(day / 28)}-${String(1 + (day % 28)).padStart(2, '0')}`;
    return bankEntry(service, { amount, bookingDate, ...more });
  };
  const match = (entryId: string, targets: object[], more: object = {}) =>
    officer().post('/matches', { entryId, targets, ...more });
  const undo = (id: string) => officer().post(`/matches/${id}/undo`, { reason: 'mauvaise ligne' });
  const read = async (id: string) => (await officer().get(`/matches/${id}`)).body;
  /** The entry as people see it on its statement. */
  const line = async (entryId: string) => {
    const { statement } = (await officer().get(`/entries/${entryId}`)).body;
    const { items } = (await officer().get(`/statements/${statement}/lines`)).body;
    return items.find(({ id }: { id: string }) => id === entryId);
  };
  const beingUndone = async (): Promise<string[]> =>
    (await officer().get('/accounts/BNP/reconciliation')).body.beingUndone.map(({ id }: { id: string }) => id);
  const lastTold = async (type: 'abonde.treasury.match-undone.v1' | 'abonde.treasury.match-kept.v1') =>
    (await service.published(type)).at(-1)?.data;
  const balances = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      (
        await service.sql<{ path: string; eur: string }>(
          `SELECT a.path, sum(p.eur)::text AS eur FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
            WHERE a.path ~ '^(suspense|clearing|internal|conversion)' GROUP BY 1 HAVING sum(p.eur) <> 0 ORDER BY 1`,
        )
      ).map(({ path, eur: value }) => [path, value]),
    );
  const expectations = () =>
    service.sql('SELECT kind, reference_id, matched_minor::text FROM expectations ORDER BY kind, reference_id');
  const orders = () => service.sql('SELECT id, state FROM payment_orders ORDER BY id');
  const asked = async (): Promise<Asked> => {
    const [last] = (await service.published('abonde.treasury.match-undo-requested.v1')).slice(-1);
    return last!.data as Asked;
  };
  /** What the services say of the match that is being undone. */
  const answer = async (book: Book, id: string, receipt: boolean) =>
    receipt
      ? tell('abonde.contributions.receipt-reversed.v1', 'A-1', { agreement: 'A-1', match: id, shortfall: null })
      : tell(`abonde.${book}.match-undone.v1`, id, { match: id });
  const refuse = async (book: Book, id: string, receipt: boolean) =>
    receipt
      ? tell('abonde.contributions.receipt-reversal-refused.v1', 'A-1', {
          ...{ agreement: 'A-1', match: id, reason: 'MONEY_ALLOCATED', toRelease: eur('5.00') },
        })
      : tell(`abonde.${book}.match-undo-refused.v1`, id, {
          ...{ match: id, obstacle: 'MONEY_ALLOCATED', subject: 'A-1', missing: eur('5.00') },
        });

  async function instalment(amount: string): Promise<object> {
    const id = randomUUID();
    const called = {
      instalment: id,
      number: 1,
      dueOn: '2026-02-01',
      amount: eur(amount),
      reference: 'RF92SIAAP2025T1',
    };
    await tell('abonde.contributions.instalment-called.v1', 'A-1', { agreement: 'A-1', donor: 'SIAAP', ...called });
    return { kind: 'instalment', id, amount: eur(amount) };
  }
  async function recovery(amount: string, of: { project: string } | { case: string }): Promise<object> {
    const id = randomUUID();
    const book = 'case' in of ? 'emergency-fund' : 'disbursements';
    const data = { recovery: id, ...of, amount: eur(amount), dueOn: '2026-02-01' };
    await tell(`abonde.${book}.recovery-expected.v1`, id, data);
    return { kind: 'recovery', id, amount: eur(amount) };
  }
  async function emitted(more: object, requester: Parameters<PaymentDesk['order']>[1]): Promise<string> {
    const { id } = await desk.approved(more as Record<string, unknown>, requester);
    expect((await desk.emit([id])).status).toBe(201);
    return id;
  }
  async function settled(more: object, requester: Parameters<PaymentDesk['order']>[1]): Promise<string> {
    const id = await emitted(more, requester);
    expect((await match(await credit('-100.00'), [{ kind: 'payment-order', id }])).status).toBe(201);
    return id;
  }

  const tranche = { tranche: 'KH-SR-T1' };
  const aid = { kind: 'AID', case: 'MG-1', instrument: 'EMERGENCY', project: undefined, tranche: undefined };
  const refund = { kind: 'DONOR_REFUND', agreement: 'A-1', tranche: undefined };
  const kinds: [string, Book | null, () => Promise<Prepared>][] = [
    ['an instalment', 'contributions', async () => ({ amount: '60.00', targets: [await instalment('60.00')] })],
    ['a donation', 'contributions', async () => ({ amount: '40.00', targets: [{ kind: 'donation', id: 'A-1' }] })],
    [
      'an unknown payer',
      'contributions',
      async () => ({ amount: '9.00', targets: [{ kind: 'unapplied', id: 'UNKNOWN' }] }),
    ],
    [
      'a receipt that the bank took back',
      'contributions',
      async () => {
        const { body } = await match(await credit('70.00'), [await instalment('70.00')]);
        return { amount: '-70.00', targets: [{ kind: 'refund', id: body.id }] };
      },
    ],
    [
      'what a city owed a project',
      'disbursements',
      async () => ({ amount: '80.00', targets: [await recovery('80.00', { project: 'P1' })] }),
    ],
    [
      'unspent aid',
      'emergency-fund',
      async () => ({ amount: '30.00', targets: [await recovery('30.00', { case: 'MG-1' })] }),
    ],
    [
      'a tranche paid',
      null,
      async () => ({
        amount: '-100.00',
        targets: [{ kind: 'payment-order', id: await emitted(tranche, 'disbursements') }],
      }),
    ],
    [
      'an aid paid',
      null,
      async () => ({
        amount: '-100.00',
        targets: [{ kind: 'payment-order', id: await emitted(aid, 'emergency-fund') }],
      }),
    ],
    [
      'a refund paid',
      null,
      async () => ({
        amount: '-100.00',
        targets: [{ kind: 'payment-order', id: await emitted(refund, 'contributions') }],
      }),
    ],
    [
      'a tranche returned',
      'disbursements',
      async () => ({ amount: '100.00', targets: [{ kind: 'refund', id: await settled(tranche, 'disbursements') }] }),
    ],
    [
      'an aid returned',
      'emergency-fund',
      async () => ({ amount: '100.00', targets: [{ kind: 'refund', id: await settled(aid, 'emergency-fund') }] }),
    ],
    [
      'a refund returned',
      'contributions',
      async () => ({ amount: '100.00', targets: [{ kind: 'refund', id: await settled(refund, 'contributions') }] }),
    ],
    [
      'interest',
      null,
      async () => ({
        amount: '12.00',
        targets: [{ kind: 'interest', id: 'LIVRET' }],
        more: { period: { from: '2026-01-01', to: '2026-01-31' } },
      }),
    ],
    [
      'one leg of a transfer',
      null,
      async () => ({ amount: '-15.00', targets: [{ kind: 'internal-transfer', id: 'CIC' }] }),
    ],
    [
      'both legs of a transfer',
      null,
      async () => {
        const other = await bankEntry(
          service,
          { amount: '25.00', bookingDate: '2026-02-03' },
          { code: 'CIC', number: otherIban },
        );
        return { amount: '-25.00', targets: [{ kind: 'internal-transfer', id: other }] };
      },
    ],
    ['a charge', null, async () => ({ amount: '-3.00', targets: [{ kind: 'classification', id: 'CHARGE' }] })],
    [
      'an exchange difference',
      null,
      async () => ({ amount: '-2.00', targets: [{ kind: 'classification', id: 'EXCHANGE' }] }),
    ],
    ['another income', null, async () => ({ amount: '4.00', targets: [{ kind: 'classification', id: 'OTHER' }] })],
  ];

  it.each(kinds)(
    'gives %s back to suspense, as if it had never been matched, and it is matched again',
    async (_, book, prepare) => {
      const { amount, targets, more } = await prepare();
      const entryId = await credit(amount);
      const before = [await balances(), await expectations(), await orders()];
      const { status, body } = await match(entryId, targets, more);
      expect([status, body.code]).toEqual([201, undefined]);
      const matched = [await balances(), await expectations(), await orders()];
      const receipt = ['instalment', 'donation', 'unapplied'].includes(body.targets[0].kind);
      if (book) {
        expect((await undo(body.id)).body.status).toBe('UNDO_REQUESTED');
        expect((await undo(body.id)).body.code).toBe('MATCH_NOT_OPEN');
        const request = await asked();
        expect(request).toMatchObject({ match: body.id, parts: [{ transfer: expect.any(String) }] });
        expect(await beingUndone()).toEqual([entryId]);
        expect(await line(entryId)).toMatchObject({ match: { status: 'UNDO_REQUESTED' }, undone: null });
        await refuse(book, body.id, receipt);
        const undoRefused = { obstacle: 'MONEY_ALLOCATED', subject: 'A-1', missing: eur('5.00') };
        expect(await read(body.id)).toMatchObject({ status: body.status, undoRefused });
        expect(await line(entryId)).toMatchObject({ match: { status: body.status, undoRefused } });
        expect(await beingUndone()).toEqual([]);
        expect(await lastTold('abonde.treasury.match-kept.v1')).toEqual({
          ...{ match: body.id, account: 'BNP' },
          ...undoRefused,
        });
        expect([await balances(), await expectations(), await orders()]).toEqual(matched);
        expect((await undo(body.id)).body.status).toBe('UNDO_REQUESTED');
        const [{ undoTransfer }] = (await asked()).parts as [Asked['parts'][number]];
        await answer(book, body.id, receipt);
        const [reversal] = await service.sql<{ transfer: string }>(
          `SELECT transfer FROM ledger.transactions WHERE reverses IS NOT NULL ORDER BY position DESC LIMIT 1`,
        );
        expect(reversal?.transfer).toBe(undoTransfer);
      } else expect((await undo(body.id)).body.status).toBe('UNDONE');
      expect(await read(body.id)).toMatchObject({ status: 'UNDONE', undoRefused: null });
      const told = { match: body.id, account: 'BNP', reason: 'mauvaise ligne' };
      expect(await lastTold('abonde.treasury.match-undone.v1')).toEqual(told);
      expect(await line(entryId)).toMatchObject({
        ...{ match: null, undone: { by: 'test-finance-officer', reason: 'mauvaise ligne', at: expect.any(String) } },
      });
      expect([await balances(), await expectations(), await orders()]).toEqual(before);
      expect((await undo(body.id)).body.code).toBe('MATCH_NOT_OPEN');
      const again = await match(entryId, targets, more);
      expect([again.status, again.body.code]).toEqual([201, undefined]);
      expect([await balances(), await expectations(), await orders()]).toEqual(matched);
      expect((await line(entryId)).undone).toBeNull();
    },
  );

  it('asks one service after the other, and tells those that agreed again where a later one refuses', async () => {
    const targets = [
      await recovery('20.00', { project: 'P1' }),
      await recovery('10.00', { case: 'MG-1' }),
      await instalment('50.00'),
    ];
    const entryId = await credit('80.00');
    const before = [await balances(), await expectations()];
    const { body } = await match(entryId, targets);
    const matched = [await balances(), await expectations()];
    await undo(body.id);
    expect((await asked()).parts.map(({ kind }) => kind)).toEqual(['recovery']);
    await answer('emergency-fund', body.id, false);
    await answer('disbursements', body.id, false);
    expect((await asked()).parts.map(({ kind }) => kind)).toEqual(['instalment']);
    await refuse('contributions', body.id, true);
    expect([await balances(), await expectations()]).toEqual(matched);
    const told = await service.published('abonde.treasury.recovery-received.v1');
    expect(
      told
        .slice(-2)
        .map(({ data }) => data.eur.amount)
        .sort(),
    ).toEqual(['10.00', '20.00']);
    expect(new Set(told.map(({ transfer }) => transfer)).size).toBe(told.length);
    await undo(body.id);
    await answer('emergency-fund', body.id, false);
    await answer('disbursements', body.id, false);
    await answer('contributions', body.id, true);
    expect([await balances(), await expectations()]).toEqual(before);
  });

  it('says what stands in the way and what is undone first', async () => {
    const receipt = (await match(await credit('33.00'), [await instalment('33.00')])).body;
    const returned = (await match(await credit('-33.00'), [{ kind: 'refund', id: receipt.id }])).body;
    expect((await undo(receipt.id)).body).toMatchObject({
      ...{ code: 'MATCH_NOT_UNDOABLE', obstacle: 'RECEIPT_RETURNED', standing: returned.id },
    });
    const order = await emitted(refund, 'contributions');
    const paid = (await match(await credit('-100.00'), [{ kind: 'payment-order', id: order }])).body;
    const back = (await match(await credit('100.00'), [{ kind: 'refund', id: order }])).body;
    expect((await undo(paid.id)).body).toMatchObject({ obstacle: 'ORDER_WENT_ON', order, standing: back.id });
    const next = (await officer().post(`/payment-orders/${order}/reopen`)).body.id;
    expect((await undo(back.id)).body).toMatchObject({ obstacle: 'ORDER_PAID_AGAIN', order, next });
    const turnedDown = await service
      .http(controller)
      .post(`/payment-orders/${next}/reject`, { reason: 'retour mal lu' });
    expect(turnedDown.status).toBe(200);
    expect((await undo(back.id)).body.status).toBe('UNDO_REQUESTED');
    expect((await officer().post(`/payment-orders/${order}/reopen`)).body.code).toBe('ORDER_NOT_OPEN');
    await answer('contributions', back.id, false);
    expect((await desk.timeline(order)).map(({ what }) => what)).toContain('RETURN_UNDONE');
    expect((await undo(paid.id)).body.status).toBe('UNDONE');
    expect((await journal(service, 'payment-return-undone')).length).toBeGreaterThan(0);
  });
});
