import { randomUUID } from 'node:crypto';
import type { TestService } from '@abonde/testing';
import type { WrittenEntry } from '../statements/camt.fixture';
import { balance, bankEntry, eur, iban, openAccount, otherIban, startTreasury, upload } from '../treasury.fixture';

const controller = { roles: ['finance-controller' as const], sub: 'controller-1' };
const cic = { code: 'CIC', number: otherIban };

describe('boundary cases of what a bank does', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTreasury();
    await openAccount(service, 'CIC', otherIban, { openingDate: '2025-11-01', openingBalance: eur('0.00') });
  });
  afterAll(() => service.stop());

  const officer = () => service.http('finance-officer');
  const entry = (more: Partial<WrittenEntry>, account?: typeof cic) =>
    bankEntry(service, { amount: '100.00', bookingDate: '2026-02-03', ...more }, account);
  const suggestions = async (id: string) => (await officer().get(`/entries/${id}/suggestions`)).body;
  const match = (entryId: string, targets: unknown[], more: object = {}) =>
    officer().post('/matches', { entryId, targets, ...more });

  /** Orders that a payment file sent, one block of them. */
  async function emit(count: number, amount: bigint, block: string): Promise<string[]> {
    const file = randomUUID();
    await service.sql(
      `INSERT INTO payment_files (id, account_id, version, message_id, transfers, control_sum, content, sha256, emitted_on, created_by)
       SELECT $1, id, 'pain.001.001.09', $2, $3, '0', '', encode(sha256(''), 'hex'), '2026-02-01', 'test' FROM bank_accounts WHERE code = 'CIC'`,
      [file, block, count],
    );
    const rows = await service.sql<{ id: string }>(
      `INSERT INTO payment_orders (id, payment_request, kind, beneficiary, amount_minor, currency, due_on, instrument, project, tranche, involved, state,
         end_to_end_id, uetr, block, file_id)
       SELECT gen_random_uuid(), gen_random_uuid(), 'TRANCHE', 'CITY-' || at, $3, 'EUR', '2026-02-01', 'COOPERATION', 'P' || at, 'T' || at, '{}', 'EMITTED',
              $4 || '-' || at, gen_random_uuid(), $4, $1 FROM generate_series(1, $2::int) AS at RETURNING id`,
      [file, count, amount.toString(), block],
    );
    return rows.map(({ id }) => id);
  }

  it('interest credited on 31 December with value 1 January pays for the year that ends, in the books of the year that ends', async () => {
    const placement = {
      placement: 'LIVRET',
      account: 'CIC',
      pool: 'EUR',
      currency: 'EUR',
      dayCount: 'ACT/360' as const,
      capitalisation: 'QUARTERLY' as const,
      openedOn: '2020-01-01',
    };
    await service.handled(
      await service.publish('abonde.emergency-fund.placement-opened.v1', { key: 'LIVRET', data: placement }),
    );
    const id = await entry(
      { amount: '18.43', bookingDate: '2025-12-31', valueDate: '2026-01-01', remittance: ['INTERETS CREDITEURS'] },
      cic,
    );
    const [first] = await suggestions(id);
    expect(first.reasons).toEqual(expect.arrayContaining(['WORDING', 'PLACEMENT']));
    await match(id, first.targets);
    expect((await service.published('abonde.treasury.interest-credited.v1')).at(-1)).toMatchObject({
      accountingdate: '2025-12-31',
      valuedate: '2026-01-01',
      data: { placement: 'LIVRET', from: '2025-10-01', to: '2025-12-31', net: eur('18.43') },
    });
  });

  it('a batch debit for six tranches, detailed transfer by transfer, is proposed as the six and settles each', async () => {
    const orders = await emit(6, 5_000n, 'LOT6');
    const details = orders.map((_, at) => ({
      amount: '-50.00',
      endToEndId: `LOT6-${at + 1}`,
      counterparty: `CITY-${at + 1}`,
    }));
    const id = await entry({ amount: '-300.00', bookingDate: '2026-02-04', details }, cic);
    const [first] = await suggestions(id);
    expect(first.reasons).toEqual(expect.arrayContaining(['REFERENCE', 'SUM']));
    expect(new Set(first.targets.map((target: { id: string }) => target.id))).toEqual(new Set(orders));
    expect((await match(id, first.targets)).status).toBe(201);
    const settled = await service.published('abonde.treasury.payment-settled.v1');
    expect(settled.map(({ data }) => [data.order, data.eur.amount])).toEqual(
      expect.arrayContaining(orders.map((order) => [order, '50.00'])),
    );
  });

  it('a transfer returned a month later reopens its order, at its own dates', async () => {
    const [order] = await emit(1, 7_500n, 'RETOUR');
    const paid = await entry({ amount: '-75.00', bookingDate: '2026-02-05', endToEndId: 'RETOUR-1' }, cic);
    await match(paid, [{ kind: 'payment-order', id: order }]);
    const returned = await entry(
      { amount: '75.00', bookingDate: '2026-03-05', endToEndId: 'RETOUR-1', returnReason: 'AC04' },
      cic,
    );
    const [first] = await suggestions(returned);
    expect(first).toMatchObject({ targets: [{ kind: 'refund', id: order, amount: eur('75.00') }] });
    await match(returned, first.targets);
    const [event] = await service.published('abonde.treasury.payment-returned.v1');
    expect(event).toMatchObject({ accountingdate: '2026-03-05', data: { order, reason: 'AC04', eur: eur('75.00') } });
    expect((await officer().get(`/entries/${returned}/suggestions`)).body).toEqual([]);
  });

  it('two legitimate credits of the same amount on one day stay two, and nothing chooses between them', async () => {
    const twins = [1, 2].map(() => ({ amount: '64.00', bookingDate: '2026-03-06', structured: 'RF75AESN2025042' }));
    const balanceNow = (await officer().get('/accounts/BNP')).body.balance.amount;
    const statement = {
      account: iban,
      id: 'TWINS',
      opening: balanceNow,
      period: { from: '2026-03-06', to: '2026-03-06' },
      entries: twins,
    };
    const { body } = await upload(service, [statement]);
    expect(body.statements).toMatchObject([{ new: 2, duplicates: 0 }]);
    const data = {
      agreement: 'AESN-1',
      donor: 'AESN',
      instalment: randomUUID(),
      number: 1,
      dueOn: '2026-03-01',
      amount: eur('64.00'),
      reference: 'RF75AESN2025042',
    };
    await service.handled(await service.publish('abonde.contributions.instalment-called.v1', { key: 'AESN-1', data }));
    expect((await officer().post('/matches/auto', { account: 'BNP' })).body.matched).toBe(0);
    const { items } = (await officer().get(`/statements/${body.statements[0].id}/lines`)).body;
    expect(items.map(({ standing }: { standing: string }) => standing)).toEqual(['TO_REVIEW', 'TO_REVIEW']);
    expect((await match(items[0].id, items[0].proposal.targets)).status).toBe(201);
    expect(
      (await suggestions(items[1].id)).some(
        (one: { targets: { id: string }[] }) => one.targets[0]?.id === data.instalment,
      ),
    ).toBe(false);
  });

  it('a value date in a closed month is booked in the open one, with its own value date', async () => {
    for (const { id } of (await officer().get('/entries?status=unmatched&limit=500')).body.items)
      await match(id, [{ kind: 'unapplied', id: 'UNKNOWN' }]);
    for (const account of ['BNP', 'CIC']) {
      const closed = await service.http(controller).post(`/accounts/${account}/periods/2026-03/close`);
      expect(closed.status).toBe(200);
    }
    const late = await entry({
      amount: '-4.20',
      bookingDate: '2026-04-02',
      valueDate: '2026-03-30',
      remittance: ['FRAIS'],
    });
    const [first] = await suggestions(late);
    expect((await match(late, first.targets)).status).toBe(201);
    expect((await service.published('abonde.treasury.charge-classified.v1')).at(-1)).toMatchObject({
      accountingdate: '2026-04-02',
      valuedate: '2026-03-30',
    });
    expect(await balance(service, 'suspense:BNP')).toEqual(['0', '0']);
  });
});
