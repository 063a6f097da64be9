import { randomUUID } from 'node:crypto';
import type { TestService } from '@abonde/testing';
import { balance, bankEntry, eur, iban, journal, startTreasury, upload } from '../treasury.fixture';

const controller = { roles: ['finance-controller' as const], sub: 'controller-1', acr: 'decide' };
const second = { ...controller, sub: 'controller-2' };
const secretariat = { roles: ['secretariat' as const], sub: 'secretary', acr: 'decide' };

describe('payments', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startTreasury();
    await register({
      code: 'SIEM-REAP',
      name: 'Siem Reap',
      country: 'KH',
      account: '001234567',
      bic: 'ACLBKHPP',
      address: { town: 'Siem Reap' },
    });
  });
  afterEach(() => service.stop());

  const officer = () => service.http('finance-officer');

  async function register(body: Record<string, unknown>): Promise<void> {
    expect((await officer().post('/beneficiaries', body)).status).toBe(201);
    expect(
      (await service.http(controller).post(`/beneficiaries/${body['code'] as string}/confirm`)).body.confirmed,
    ).toBe(true);
  }

  type Requester = 'contributions' | 'disbursements' | 'emergency-fund';
  async function order(
    more: Record<string, unknown> = {},
    requester: Requester = 'disbursements',
  ): Promise<{ id: string; paymentRequest: string }> {
    const paymentRequest = randomUUID();
    const data = {
      paymentRequest,
      kind: 'TRANCHE' as const,
      beneficiary: 'Siem Reap',
      amount: eur('100.00'),
      dueOn: '2026-02-10',
      instrument: 'COOPERATION' as const,
      project: 'KH-SR',
      tranche: 'KH-SR-T1',
      involved: ['project-officer', 'controller-3'],
      ...more,
    };
    await service.handled(
      await service.publish(`abonde.${requester}.payment-requested.v1`, { key: paymentRequest, data }),
    );
    const { body } = await officer().get('/payment-orders?status=ORDERED&limit=500');
    return body.items.find((one: { paymentRequest: string }) => one.paymentRequest === paymentRequest);
  }

  async function approved(
    more: Record<string, unknown> = {},
    requester?: Requester,
  ): Promise<{ id: string; paymentRequest: string }> {
    const asked = await order(more, requester);
    await service.http(controller).post(`/payment-orders/${asked.id}/approve`);
    expect((await service.http(secretariat).post(`/payment-orders/${asked.id}/approve`)).body.status).toBe('APPROVED');
    return asked;
  }

  const emit = (orderIds: string[], version = 'pain.001.001.09') =>
    officer().post('/payment-files', { accountId: 'BNP', orderIds, version });
  const statusOf = async (id: string) => (await officer().get(`/payment-orders/${id}`)).body.status as string;
  const told = async (name: 'ordered' | 'approved' | 'emitted' | 'cancelled' | 'rejected') =>
    service.published(`abonde.treasury.payment-${name}.v1`);

  it('orders once, and is approved by two persons who had no part in it', async () => {
    const { id, paymentRequest } = await order();
    expect(await told('ordered')).toMatchObject([
      { subject: paymentRequest, data: { order: id, kind: 'TRANCHE', amount: eur('100.00'), file: null } },
    ]);
    const approve = (who: Parameters<TestService['http']>[0]) =>
      service.http(who).post(`/payment-orders/${id}/approve`);
    expect((await approve({ roles: ['finance-controller'], sub: 'controller-1' })).status).toBe(403);
    expect((await approve({ ...controller, sub: 'controller-3' })).body.code).toBe('APPROVER_INVOLVED');
    expect((await approve({ roles: ['finance-officer'], acr: 'decide' })).status).toBe(403);
    expect((await emit([id])).body.code).toBe('ORDER_NOT_OPEN');
    expect((await approve(controller)).body.status).toBe('ORDERED');
    expect((await approve(controller)).body.code).toBe('APPROVED_BY_SAME_PERSON');
    expect((await approve(second)).body).toMatchObject({
      status: 'APPROVED',
      approvals: [{ actor: 'controller-1' }, { actor: 'controller-2' }],
    });
    expect((await approve(secretariat)).body.code).toBe('ORDER_NOT_OPEN');
    expect(await told('approved')).toHaveLength(1);
  });

  it('is emitted once, in a file that adds up', async () => {
    await register({
      code: 'LIEGE',
      name: 'Ville de Liège',
      country: 'BE',
      iban: 'BE68 5390 0754 7034',
      bic: 'AXABBE22',
      address: 'Place du Marché 2, 4000 Liège',
    });
    const [one, two] = [
      await approved(),
      await approved({ beneficiary: 'LIEGE', amount: eur('0.20'), tranche: 'BE-T1' }),
    ];
    const { status, body } = await emit([one.id, two.id]);
    expect(status).toBe(201);
    expect(body.orders.map(({ id }: { id: string }) => id).sort()).toEqual([one.id, two.id].sort());
    const file = await service.http('finance-controller').get(`/payment-files/${body.id}/content`);
    expect(file.headers.get('content-type')).toContain('application/xml');
    for (const { endToEndId } of body.orders) expect(file.body).toContain(`<EndToEndId>${endToEndId}</EndToEndId>`);
    expect(file.body).toMatch(/pain\.001\.001\.09[\s\S]*<NbOfTxs>2<\/NbOfTxs>\s*<CtrlSum>100\.20<\/CtrlSum>/);
    expect(file.body).toContain('<IBAN>BE68539007547034</IBAN>');
    expect(file.body).toContain('<Id>001234567</Id>');
    expect(/<MsgId>(.*)<\/MsgId>/.exec(file.body)?.[1]?.length).toBeLessThanOrEqual(35);
    expect((await emit([one.id])).body.code).toBe('ORDER_NOT_OPEN');
    expect(await told('emitted')).toHaveLength(2);
    const both = await Promise.all([1, 2].map(async () => (await emit([(await approvedOnce()).id])).status));
    expect(both.sort()).toEqual([201, 409]);
  });

  let shared: Promise<{ id: string; paymentRequest: string }> | undefined;
  const approvedOnce = () => (shared ??= approved());

  it('waits for confirmed bank details', async () => {
    const { id } = await approved({ beneficiary: 'Lomé' });
    expect((await emit([id])).body).toMatchObject({ code: 'BENEFICIARY_NOT_CONFIRMED', status: 422 });
    const details = {
      code: 'LOME',
      name: 'Lomé',
      country: 'TG',
      iban: 'TG53TG0090604310346500400070',
      bic: 'ECOCTGTG',
      address: { town: 'Lomé' },
    };
    expect((await officer().post('/beneficiaries', details)).status).toBe(201);
    expect((await emit([id])).body.code).toBe('BENEFICIARY_NOT_CONFIRMED');
    expect(
      (
        await service
          .http({ roles: ['finance-officer', 'finance-controller'], sub: 'test-finance-officer' })
          .post('/beneficiaries/LOME/confirm')
      ).status,
    ).toBe(403);
    await service.http(controller).post('/beneficiaries/LOME/confirm');
    const { body } = await emit([id], 'pain.001.001.03');
    const content = (await officer().get(`/payment-files/${body.id}/content`)).body as string;
    expect(content).toMatch(/<Othr>\s*<Id>TG53TG0090604310346500400070<\/Id>/);
    expect(
      (await officer().post('/beneficiaries', { ...details, code: 'X', iban: 'FR7630006000011234567890188' })).body
        .code,
    ).toBe('INVALID_IBAN');
  });

  it('is cancelled until it is emitted, not after', async () => {
    const [early, late] = [await order(), await approved()];
    await emit([late.id]);
    for (const { paymentRequest } of [early, late]) {
      await service.handled(
        await service.publish('abonde.disbursements.payment-cancel-requested.v1', {
          key: paymentRequest,
          data: { paymentRequest, reason: 'project cancelled' },
        }),
      );
    }
    expect([await statusOf(early.id), await statusOf(late.id)]).toEqual(['CANCELLED', 'EMITTED']);
    expect(await told('cancelled')).toMatchObject([
      { subject: early.paymentRequest, data: { reason: 'project cancelled' } },
    ]);
    expect((await told('emitted')).map(({ data }) => data.reason)).toEqual([
      null,
      expect.stringContaining('CANCEL_REFUSED'),
    ]);
    expect((await service.http(controller).post(`/payment-orders/${early.id}/approve`)).body.code).toBe(
      'ORDER_NOT_OPEN',
    );
  });

  it('is either cancelled or emitted when both are asked at once', async () => {
    const { id, paymentRequest } = await approved();
    const cancelled = service.publish('abonde.disbursements.payment-cancel-requested.v1', {
      key: paymentRequest,
      data: { paymentRequest, reason: 'late' },
    });
    const [{ status }, event] = await Promise.all([emit([id]), cancelled]);
    await service.handled(event);
    const state = await statusOf(id);
    expect([status, state]).toEqual(status === 201 ? [201, 'EMITTED'] : [409, 'CANCELLED']);
    expect(await told('cancelled')).toHaveLength(state === 'CANCELLED' ? 1 : 0);
  });

  it('is rejected with a reason', async () => {
    const { id, paymentRequest } = await approved();
    await emit([id]);
    expect((await service.http(controller).post(`/payment-orders/${id}/reject`, { reason: 'AC01' })).body.status).toBe(
      'REJECTED',
    );
    expect(await told('rejected')).toMatchObject([{ subject: paymentRequest, data: { reason: 'AC01' } }]);
  });

  it('is settled by the bank entry that names it; a second debit stays in suspense; the bank may return it', async () => {
    const { id, paymentRequest } = await approved();
    const { body } = await emit([id]);
    const endToEndId = body.orders[0].endToEndId as string;
    const entryId = await bankEntry(service, {
      amount: '-100.00',
      bookingDate: '2026-02-12',
      valueDate: '2026-02-13',
      endToEndId,
    });
    const [first] = (await officer().get(`/entries/${entryId}/suggestions`)).body;
    expect(first).toMatchObject({ targets: [{ kind: 'payment-order', id, amount: eur('100.00') }] });
    expect((await officer().post('/matches/auto', {})).body).toMatchObject({
      matched: 1,
      kinds: { 'payment-order': 1 },
    });
    expect(await statusOf(id)).toBe('SETTLED');
    expect(await journal(service, 'payment-settled')).toEqual([
      ['suspense:BNP -10000 EUR -10000', 'clearing:disbursements 10000 EUR 10000'],
    ]);
    expect(await service.published('abonde.treasury.payment-settled.v1')).toMatchObject([
      {
        subject: paymentRequest,
        transfer: expect.any(String),
        accountingdate: '2026-02-12',
        valuedate: '2026-02-13',
        data: { paymentRequest, kind: 'TRANCHE', order: id, entry: entryId, account: 'BNP', eur: eur('100.00') },
      },
    ]);
    const again = await bankEntry(service, { amount: '-100.00', bookingDate: '2026-02-14', endToEndId });
    expect((await officer().post('/matches/auto', {})).body).toMatchObject({ matched: 0, secondDebits: [again] });
    expect(
      (await officer().post('/matches', { entryId: again, targets: [{ kind: 'payment-order', id }] })).body.code,
    ).toBe('ORDER_ALREADY_SETTLED');
    const settlement = await service.sql<{ match_id: string }>('SELECT match_id FROM bank_entries WHERE id = $1', [
      entryId,
    ]);
    expect((await officer().post(`/matches/${settlement[0]?.match_id}/undo`, {})).body.code).toBe('MATCH_NOT_UNDOABLE');
    const returned = await bankEntry(service, {
      amount: '100.00',
      bookingDate: '2026-03-12',
      endToEndId,
      returnReason: 'AC04',
    });
    const [back] = (await officer().get(`/entries/${returned}/suggestions`)).body;
    expect(back.targets).toMatchObject([{ kind: 'refund', id }]);
    expect((await officer().post('/matches', { entryId: returned, targets: back.targets })).status).toBe(201);
    expect(await journal(service, 'payment-returned')).toEqual([
      ['suspense:BNP 10000 EUR 10000', 'clearing:disbursements -10000 EUR -10000'],
    ]);
    expect(await service.published('abonde.treasury.payment-returned.v1')).toMatchObject([
      { data: { order: id, eur: eur('100.00'), reason: 'AC04' } },
    ]);
    expect(await statusOf(id)).toBe('RETURNED');
  });

  it('settles aid and refunds through their own books, and a batch in one debit', async () => {
    const aid = await approved(
      { kind: 'AID', case: 'MG-2026', instrument: 'EMERGENCY', amount: eur('60.00') },
      'emergency-fund',
    );
    const refund = await approved({ kind: 'DONOR_REFUND', agreement: 'A1', amount: eur('40.00') }, 'contributions');
    const { body } = await emit([aid.id, refund.id]);
    const details = (body.orders as { id: string; endToEndId: string }[]).map(({ id, endToEndId }) => ({
      amount: id === aid.id ? '-60.00' : '-40.00',
      endToEndId,
    }));
    await bankEntry(service, { amount: '-100.00', bookingDate: '2026-02-12', details });
    expect((await officer().post('/matches/auto', {})).body.matched).toBe(1);
    expect(
      (await journal(service, 'payment-settled'))
        .flat()
        .filter((line) => line.startsWith('clearing'))
        .sort(),
    ).toEqual(['clearing:contributions 4000 EUR 4000', 'clearing:emergency-fund 6000 EUR 6000']);
    expect(await balance(service, 'suspense:BNP')).toEqual(['0', '0']);
  });

  it('recognises a file booked as one debit without details', async () => {
    const orders = [await approved(), await approved({ amount: eur('50.00') })];
    await emit(orders.map(({ id }) => id));
    const [row] = await service.sql<{ block: string }>(
      'SELECT DISTINCT block FROM payment_orders WHERE block IS NOT NULL',
    );
    await upload(service, [
      {
        account: iban,
        opening: '1000.00',
        period: { from: '2026-02-12', to: '2026-02-12' },
        entries: [{ amount: '-150.00', bookingDate: '2026-02-12', batch: { paymentInformationId: row?.block ?? '' } }],
      },
    ]);
    expect((await officer().post('/matches/auto', {})).body).toMatchObject({ matched: 1 });
    expect(await Promise.all(orders.map(({ id }) => statusOf(id)))).toEqual(['SETTLED', 'SETTLED']);
  });
});
