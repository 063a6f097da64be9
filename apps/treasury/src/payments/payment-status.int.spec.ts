import type { TestService } from '@abonde/testing';
import { bankEntry, eur, startTreasury } from '../treasury.fixture';
import { writeStatusReport, type WrittenReport } from './payment-status.fixture';
import { type PaymentDesk, paymentDesk, siemReap } from './payments.fixture';

describe('status reports', () => {
  let service: TestService;
  let desk: PaymentDesk;
  beforeAll(async () => {
    service = await startTreasury();
    desk = paymentDesk(service);
    await desk.register(siemReap);
  });
  afterAll(() => service.stop());

  const autoMatch = async () => (await desk.officer().post('/matches/auto', {})).body;

  async function emitted(
    orders: { id: string }[],
  ): Promise<{ id: string; messageId: string; ends: Map<string, string> }> {
    const { status, body } = await desk.emit(orders.map(({ id }) => id));
    expect(status).toBe(201);
    const pairs = (body.orders as { id: string; endToEndId: string }[]).map((one) => [one.id, one.endToEndId] as const);
    return { id: body.id, messageId: body.messageId, ends: new Map(pairs) };
  }

  async function sent(amounts = ['100.00', '50.00', '25.00']) {
    const orders = [];
    for (const amount of amounts) orders.push(await desk.approved({ amount: eur(amount) }));
    const file = await emitted(orders);
    const [row] = await service.sql<{ block: string }>('SELECT block FROM payment_orders WHERE id = $1', [
      orders[0]?.id,
    ]);
    const ends = orders.map(({ id }) => file.ends.get(id) ?? '');
    return { ...file, orders, block: row?.block ?? '', ends };
  }
  const send = (report: WrittenReport) => desk.report(writeStatusReport(report));

  it.each(['03', '10'] as const)(
    'in version %s tells what became of each transfer; a rejected one is told to whoever asked',
    async (version) => {
      const { messageId, block, orders, ends, id } = await sent();
      const [good, bad, silent] = orders;
      const report: WrittenReport = {
        ...{ version, messageId: `R-${version}`, originalMessageId: messageId, status: 'PART' },
        blocks: [
          {
            ...{ id: block, status: 'PART' },
            transactions: [
              { endToEndId: ends[0] ?? '', status: 'ACSP' },
              {
                endToEndId: ends[1] ?? '',
                status: 'RJCT',
                reasons: [{ code: 'AC04', text: 'Compte de M. Untel clos' }],
              },
            ],
          },
        ],
      };
      const { status, body } = await send(report);
      expect(status).toBe(201);
      expect(body).toMatchObject({
        ...{ file: id, originalMessageId: messageId, format: `pain.002.001.${version}`, changed: 2, rejected: 1 },
        groupStatus: 'PART',
      });
      expect(await desk.read(good?.id ?? '')).toMatchObject({
        status: 'EMITTED',
        bank: { status: 'ACSP', reasons: [] },
      });
      expect(await desk.read(bad?.id ?? '')).toMatchObject({
        ...{ status: 'REJECTED', reason: 'AC04 Compte de M. Untel clos' },
        bank: { status: 'RJCT', reasons: [{ code: 'AC04', text: 'Compte de M. Untel clos' }] },
      });
      expect(await desk.read(silent?.id ?? '')).toMatchObject({ status: 'EMITTED', bank: null });
      expect((await desk.told(bad?.paymentRequest ?? '')).at(-1)).toEqual(['rejected', 'AC04']);
      expect((await desk.timeline(bad?.id ?? '')).at(-1)).toMatchObject({ what: 'BANK_STATUS', detail: 'RJCT' });
      expect(JSON.stringify(await service.published())).not.toContain('Untel');

      const before = await service.sql('SELECT id, version FROM payment_orders ORDER BY id');
      const events = (await service.published()).length;
      const again = await send(report);
      expect([again.status, again.body.id, again.body.changed]).toEqual([200, body.id, 0]);
      expect(await service.sql('SELECT id, version FROM payment_orders ORDER BY id')).toEqual(before);
      expect(await service.published()).toHaveLength(events);
    },
  );

  it('of a whole message or block count for all its transfers; what says less than is known changes nothing', async () => {
    const { messageId, block, orders, ends } = await sent();
    const of = async () => Promise.all(orders.map(async ({ id }) => (await desk.read(id)).bank?.status));
    expect((await send({ originalMessageId: messageId, status: 'ACCP' })).body).toMatchObject({
      changed: 3,
      rejected: 0,
    });
    expect(await of()).toEqual(['ACCP', 'ACCP', 'ACCP']);
    await send({
      originalMessageId: messageId,
      blocks: [{ id: block, transactions: [{ endToEndId: ends[0] ?? '', status: 'ACSC' }] }],
    });
    await send({ originalMessageId: messageId, messageId: 'LATE', status: 'PDNG' });
    expect(await of()).toEqual(['ACSC', 'PDNG', 'PDNG']);
    expect(await desk.statusOf(orders[0]?.id ?? '')).toBe('EMITTED');
    const rejected = await send({
      originalMessageId: messageId,
      blocks: [{ id: block, status: 'RJCT', reasons: [{ code: 'AM05' }] }],
    });
    expect(rejected.body).toMatchObject({ changed: 3, rejected: 3 });
    expect(await Promise.all(orders.map(({ id }) => desk.statusOf(id)))).toEqual(['REJECTED', 'REJECTED', 'REJECTED']);
  });

  it('of an order the bank has debited is kept, and the debit stays the fact', async () => {
    const { messageId, block, orders, ends } = await sent(['10.00']);
    await bankEntry(service, { amount: '-10.00', bookingDate: '2026-03-18', endToEndId: ends[0] ?? '' });
    await autoMatch();
    const transactions = [{ endToEndId: ends[0] ?? '', status: 'RJCT', reasons: [{ code: 'AC04' }] }];
    await send({ originalMessageId: messageId, blocks: [{ id: block, transactions }] });
    expect(await desk.read(orders[0]?.id ?? '')).toMatchObject({ status: 'SETTLED', bank: { status: 'RJCT' } });
    expect((await desk.told(orders[0]?.paymentRequest ?? '')).map(([name]) => name)).not.toContain('rejected');
  });

  it('of what isn’t ours is refused by name, and changes nothing', async () => {
    const { messageId, block, orders, ends } = await sent(['10.00']);
    const good = { endToEndId: ends[0] ?? '', status: 'RJCT' };
    const refused = async (report: WrittenReport) => {
      const { status, body } = await send(report);
      expect(await desk.read(orders[0]?.id ?? '')).toMatchObject({ status: 'EMITTED', bank: null });
      return [status, body.code, body.endToEndId ?? body.block ?? body.originalMessageId];
    };
    expect(await refused({ originalMessageId: 'NOBODY' })).toEqual([422, 'UNKNOWN_PAYMENT_FILE', 'NOBODY']);
    expect(
      await refused({
        originalMessageId: messageId,
        blocks: [{ id: block, transactions: [good, { endToEndId: 'E?', status: 'ACSP' }] }],
      }),
    ).toEqual([422, 'UNKNOWN_PAYMENT_ORDER', 'E?']);
    expect(
      await refused({
        originalMessageId: messageId,
        blocks: [
          { id: block, transactions: [good] },
          { id: 'B?', status: 'ACSP' },
        ],
      }),
    ).toEqual([422, 'UNKNOWN_PAYMENT_BLOCK', 'B?']);
    const report = (content: string) => desk.report(content);
    expect((await report('<Document/>')).body).toMatchObject({ status: 422, code: 'UNSUPPORTED_FORMAT' });
    const bomb = writeStatusReport({ originalMessageId: messageId }).replace('?>', '?><!DOCTYPE d [<!ENTITY a "b">]>');
    expect((await report(bomb)).body).toMatchObject({
      status: 422,
      code: 'MALFORMED_STATUS_REPORT',
      where: expect.stringContaining('line 1'),
    });
    expect((await desk.officer().post('/payment-status-reports', {})).body.code).toBe('FILE_MISSING');
    const form = new FormData();
    form.append('file', new Blob(['x']), 'x.xml');
    expect((await service.http('finance-controller').post('/payment-status-reports', form)).status).toBe(403);
  });
});
