import { randomUUID } from 'node:crypto';
import type { Body, TestService } from '@abonde/testing';
import type { WrittenEntry } from '../statements/camt.fixture';
import { balance, bankEntry, dollars, eur, journal, openAccount, startTreasury } from '../treasury.fixture';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const agreement = {
  agreement: 'SIAAP-2020-SR',
  version: 1,
  donor: 'SIAAP',
  donorName: 'SIAAP',
  instrument: 'COOPERATION' as const,
  amount: eur('1050000.00'),
  signedOn: '2019-12-16',
  period: { from: '2020-01-01', to: '2026-12-31' },
  earmark: { level: 'NONE' as const },
  countsAs: 'FUND' as const,
  pool: 'EUR',
  interestClauses: [],
};

describe('matching', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await startTreasury();
    const donor = {
      donor: 'SIAAP',
      name: 'SIAAP',
      kind: 'PUBLIC_SYNDICATE' as const,
      country: 'FR',
      payerAliases: ['DRFIP ILE DE FRANCE ET PARIS'],
      iatiOrgId: null,
    };
    await service.handled(
      await service.publish('abonde.contributions.donor-registered.v1', { key: 'SIAAP', data: donor }),
    );
    await service.handled(
      await service.publish('abonde.contributions.agreement-signed.v1', { key: agreement.agreement, data: agreement }),
    );
  });
  afterEach(() => service.stop());

  const officer = () => service.http('finance-officer');

  async function call(
    amount = eur('315000.00'),
    reference = 'RF92SIAAP2025T1',
    more: Record<string, unknown> = {},
  ): Promise<string> {
    const instalment = randomUUID();
    const data = {
      agreement: 'SIAAP-2020-SR',
      donor: 'SIAAP',
      instalment,
      number: 1,
      dueOn: '2026-02-01',
      amount,
      reference,
      ...more,
    };
    await service.handled(
      await service.publish('abonde.contributions.instalment-called.v1', { key: 'SIAAP-2020-SR', data }),
    );
    return instalment;
  }

  const entry = (more: Partial<WrittenEntry> = {}, account?: { code: string; number: string; currency?: string }) =>
    bankEntry(service, { amount: '315000.00', bookingDate: '2026-02-03', ...more }, account);
  const match = (entryId: string, targets: unknown[], more: object = {}) =>
    officer().post('/matches', { entryId, targets, ...more });
  const statusOf = async (id: string) => (await officer().get(`/matches/${id}`)).body.status as string;

  it('sends a receipt to contributions and shows it as confirmed on its answer', async () => {
    const instalment = await call();
    const entryId = await entry({
      valueDate: '2026-02-04',
      structured: 'RF92SIAAP2025T1',
      counterparty: 'DRFIP ILE DE FRANCE ET PARIS',
    });
    const [first] = (await officer().get(`/entries/${entryId}/suggestions`)).body;
    expect(first).toMatchObject({
      score: 100,
      targets: [{ kind: 'instalment', id: instalment, amount: eur('315000.00') }],
    });
    const { status, body } = await match(entryId, first.targets);
    expect([status, body.status]).toEqual([201, 'SENT']);
    expect(await journal(service, 'receipt-matched')).toEqual([
      ['suspense:BNP 31500000 EUR 31500000', 'clearing:contributions -31500000 EUR -31500000'],
    ]);
    const [event] = await service.published('abonde.treasury.receipt-matched.v1');
    expect(event).toMatchObject({
      subject: body.id,
      transfer: expect.any(String),
      accountingdate: '2026-02-03',
      valuedate: '2026-02-04',
      data: {
        match: body.id,
        entry: entryId,
        account: 'BNP',
        eur: eur('315000.00'),
        original: eur('315000.00'),
        charges: null,
        targets: [{ kind: 'instalment', id: instalment, amount: eur('315000.00') }],
      },
    });
    expect((await match(entryId, first.targets)).body.code).toBe('ENTRY_ALREADY_MATCHED');
    expect((await officer().get('/entries?status=unmatched')).body.items).toEqual([]);
    const recorded = {
      agreement: 'SIAAP-2020-SR',
      receipt: randomUUID(),
      match: body.id as string,
      instalments: [],
      original: eur('315000.00'),
      eur: eur('315000.00'),
      rate: null,
      fee: null,
      exchangeDifference: null,
    };
    await service.handled(
      await service.publish('abonde.contributions.receipt-recorded.v1', { key: 'SIAAP-2020-SR', data: recorded }),
    );
    expect(await statusOf(body.id)).toBe('CONFIRMED');
    expect(await balance(service, 'suspense:BNP')).toEqual(['0', '0']);
  });

  it('undoes a receipt when contributions agrees, under its transfer, and not when it refuses', async () => {
    const instalment = await call();
    const entryId = await entry();
    const { body } = await match(entryId, [{ kind: 'instalment', id: instalment, amount: eur('315000.00') }]);
    expect((await officer().post(`/matches/${body.id}/undo`, { reason: 'wrong donor' })).body.status).toBe(
      'UNDO_REQUESTED',
    );
    expect(await service.published('abonde.treasury.match-undo-requested.v1')).toMatchObject([
      { data: { match: body.id, targetKind: 'instalment', reason: 'wrong donor' } },
    ]);
    const refusal = {
      agreement: 'SIAAP-2020-SR',
      match: body.id as string,
      reason: 'ALLOCATED',
      toRelease: eur('5.00'),
    };
    await service.handled(
      await service.publish('abonde.contributions.receipt-reversal-refused.v1', {
        key: 'SIAAP-2020-SR',
        data: refusal,
      }),
    );
    expect(await statusOf(body.id)).toBe('SENT');
    await officer().post(`/matches/${body.id}/undo`, {});
    const transfer = randomUUID();
    await service.handled(
      await service.publish('abonde.contributions.receipt-reversed.v1', {
        key: 'SIAAP-2020-SR',
        transfer,
        data: { agreement: 'SIAAP-2020-SR', match: body.id, shortfall: null },
      }),
    );
    expect(await statusOf(body.id)).toBe('UNDONE');
    const [reversal] = await service.sql(
      'SELECT transfer, reverses IS NOT NULL AS reverses, accounting_date::text FROM ledger.transactions WHERE kind = $1',
      ['match-undone'],
    );
    expect(reversal).toEqual({ transfer, reverses: true, accounting_date: '2026-02-03' });
    expect(await balance(service, 'suspense:BNP')).toEqual(['-31500000', '-31500000']);
    expect((await match(entryId, [{ kind: 'instalment', id: instalment }])).status).toBe(201);
  });

  it('covers two agreements, an over-payment and charges with one credit', async () => {
    const [one, two] = [
      await call(eur('200.00'), 'RF75AESN2025042'),
      await call(eur('100.00'), 'RF20GATES0002', { number: 2 }),
    ];
    const entryId = await entry({ amount: '340.00' });
    const targets = [
      { kind: 'instalment', id: one, amount: eur('200.00') },
      { kind: 'instalment', id: two, amount: eur('100.00') },
      { kind: 'unapplied', id: 'SIAAP', amount: eur('50.00') },
    ];
    expect((await match(entryId, targets)).body).toMatchObject({
      code: 'MATCH_DOES_NOT_ADD_UP',
      difference: eur('10.00'),
    });
    expect((await match(entryId, targets, { charges: eur('10.00') })).status).toBe(201);
    expect(await journal(service, 'receipt-matched')).toEqual([
      ['suspense:BNP 34000 EUR 34000', 'clearing:contributions -34000 EUR -34000'],
    ]);
    expect(await service.published('abonde.treasury.receipt-matched.v1')).toMatchObject([
      { data: { eur: eur('340.00'), charges: eur('10.00'), targets } },
    ]);
  });

  it('a receipt in dollars crosses at its value, with the conversion account', async () => {
    await officer().post('/exchange-rates', { currency: 'USD', day: '2026-01-01', rate: '1.25' });
    await openAccount(service, 'USD-1', dollars, { currency: 'USD', openingBalance: usd('0.00') });
    const instalment = await call(usd('100.00'));
    const entryId = await entry({ amount: '100.00' }, { code: 'USD-1', number: dollars, currency: 'USD' });
    expect((await match(entryId, [{ kind: 'instalment', id: instalment, amount: usd('100.00') }])).status).toBe(201);
    expect(await journal(service, 'receipt-matched')).toEqual([
      ['suspense:USD-1 10000 USD 8000', 'clearing:contributions -8000 EUR -8000', 'conversion:USD -10000 USD 0'],
    ]);
    expect(await service.published('abonde.treasury.receipt-matched.v1')).toMatchObject([
      { data: { eur: eur('80.00'), original: usd('100.00') } },
    ]);
  });

  it('a dollar instalment paid into a euro account keeps what the payer sent', async () => {
    const instalment = await call(usd('1045333.33'));
    const entryId = await entry({
      amount: '960000.00',
      original: { amount: '1045333.33', currency: 'USD', rate: '1.0889' },
      counterparty: 'SIAAP',
    });
    const [first] = (await officer().get(`/entries/${entryId}/suggestions`)).body;
    expect(first.reasons).toContain('ORIGINAL_AMOUNT');
    expect((await match(entryId, first.targets, { charges: usd('25.00') })).status).toBe(201);
    expect(await service.published('abonde.treasury.receipt-matched.v1')).toMatchObject([
      {
        data: {
          eur: eur('960000.00'),
          original: usd('1045333.33'),
          charges: usd('25.00'),
          targets: [{ id: instalment, amount: usd('1045333.33') }],
        },
      },
    ]);
  });

  it('classifies a bank charge, and undoes it at once', async () => {
    const entryId = await entry({ amount: '-12.50', remittance: ['FRAIS DE TENUE DE COMPTE'] });
    const [first] = (await officer().get(`/entries/${entryId}/suggestions`)).body;
    expect(first.targets).toMatchObject([{ kind: 'classification', id: 'CHARGE', amount: eur('12.50') }]);
    const { body } = await match(entryId, first.targets);
    expect(body.status).toBe('CONFIRMED');
    expect(await journal(service, 'charge-classified')).toEqual([
      ['suspense:BNP -1250 EUR -1250', 'clearing:contributions 1250 EUR 1250'],
    ]);
    expect((await officer().post(`/matches/${body.id}/undo`, { reason: 'no' })).body.status).toBe('UNDONE');
    const events = await service.published('abonde.treasury.charge-classified.v1');
    expect(events.map(({ data }) => [data.kind, data.eur.amount])).toEqual([
      ['CHARGE', '12.50'],
      ['CHARGE', '-12.50'],
    ]);
    expect(new Set(events.map(({ transfer }) => transfer)).size).toBe(2);
    expect(await balance(service, 'clearing:contributions')).toEqual(['-100000', '-100000']);
  });

  it('takes back a receipt that the bank returned', async () => {
    const instalment = await call();
    const receipt = (await match(await entry(), [{ kind: 'instalment', id: instalment }])).body;
    const returned = await entry({
      amount: '-315000.00',
      bookingDate: '2026-03-03',
      reversal: true,
      returnReason: 'AC04',
    });
    const [first] = (await officer().get(`/entries/${returned}/suggestions`)).body;
    expect(first.targets).toMatchObject([{ kind: 'refund', id: receipt.id }]);
    expect((await match(returned, first.targets)).body.status).toBe('CONFIRMED');
    expect(await journal(service, 'receipt-returned')).toEqual([
      ['suspense:BNP -31500000 EUR -31500000', 'clearing:contributions 31500000 EUR 31500000'],
    ]);
    expect(await service.published('abonde.treasury.receipt-returned.v1')).toMatchObject([
      { subject: receipt.id, data: { match: receipt.id, entry: returned, reason: 'AC04', eur: eur('315000.00') } },
    ]);
    expect((await officer().post(`/matches/${receipt.id}/undo`, {})).body.code).toBe('MATCH_NOT_UNDOABLE');
  });

  it('knows a returned receipt by what both name, among others of the same amount', async () => {
    const reference = 'RF20GATES0002';
    const receive = async (written: object) => {
      const [instalment, entryId] = [await call(eur('77.00')), await entry({ amount: '77.00', ...written })];
      return (await match(entryId, [{ kind: 'instalment', id: instalment }])).body.id;
    };
    const named = await receive({ counterparty: 'VILLE DE LIEGE', remittance: [`MANDAT 12 ${reference}`] });
    await receive({ counterparty: 'VILLE DE LIEGE', remittance: ['MANDAT 13'] });
    await receive({ counterparty: 'AGENCE DE L EAU', remittance: ['MANDAT 14'] });
    const returned = await entry({
      amount: '-77.00',
      counterparty: 'VILLE DE LIEGE',
      remittance: [`REJET MANDAT 12 ${reference}`],
      returnReason: 'AC04',
    });
    const found = (await officer().get(`/entries/${returned}/suggestions`)).body;
    expect(found.map(({ score, reasons }: Body) => [score, reasons])).toEqual([
      [100, ['REFERENCE', 'PAYER', 'AMOUNT']],
      [40, ['PAYER', 'AMOUNT']],
      [25, ['AMOUNT']],
    ]);
    expect(found[0].targets).toMatchObject([{ kind: 'refund', id: named }]);
  });

  it('refuses unknown, cancelled and misfitting targets', async () => {
    const entryId = await entry();
    const cases: [object, string][] = [
      [{ kind: 'instalment', id: randomUUID() }, 'UNKNOWN_TARGET'],
      [{ kind: 'donation', id: 'NOWHERE' }, 'UNKNOWN_TARGET'],
      [{ kind: 'classification', id: 'GIFT' }, 'UNKNOWN_TARGET'],
      [{ kind: 'payment-order', id: randomUUID() }, 'UNKNOWN_TARGET'],
      [{ kind: 'internal-transfer', id: 'BNP' }, 'INTERNAL_TRANSFER_TO_ITSELF'],
    ];
    for (const [target, code] of cases) expect((await match(entryId, [target])).body.code).toBe(code);
    const instalment = await call();
    expect((await match(entryId, [{ kind: 'instalment', id: instalment, amount: usd('315000.00') }])).body.code).toBe(
      'WRONG_CURRENCY',
    );
    const cancelled = {
      agreement: 'SIAAP-2020-SR',
      donor: 'SIAAP',
      instalment,
      number: 1,
      dueOn: '2026-02-01',
      amount: eur('315000.00'),
      reference: '',
    };
    await service.handled(
      await service.publish('abonde.contributions.instalment-cancelled.v1', { key: 'SIAAP-2020-SR', data: cancelled }),
    );
    expect((await match(entryId, [{ kind: 'instalment', id: instalment }])).body.code).toBe('TARGET_CANCELLED');
    expect((await match(entryId, [{ kind: 'donation', id: 'SIAAP-2020-SR' }])).status).toBe(201);
  });

  it('matches by itself only what is exact and unique', async () => {
    const exact = await call(eur('10.00'), 'RF92SIAAP2025T1');
    await call(eur('20.00'), 'RF75AESN2025042', { number: 2 });
    await call(eur('30.00'), 'RF20GATES0002', { number: 3 });
    const right = await entry({ amount: '10.00', remittance: ['MANDAT 12 RF92 SIAA P202 5T1'] });
    await entry({ amount: '20.00', bookingDate: '2026-02-04', structured: 'RF75AESN2025042' });
    await entry({ amount: '20.00', bookingDate: '2026-02-05', structured: 'RF75AESN2025042' });
    await entry({ amount: '29.99', bookingDate: '2026-02-06', structured: 'RF20GATES0002' });
    await entry({ amount: '30.00', bookingDate: '2026-02-07', counterparty: 'SIAAP' });
    const { body } = await officer().post('/matches/auto', { account: 'BNP' });
    expect(body).toMatchObject({ matched: 1, kinds: { instalment: 1 } });
    expect(await service.published('abonde.treasury.receipt-matched.v1')).toMatchObject([
      { data: { entry: right, targets: [{ id: exact }] } },
    ]);
    expect((await officer().post('/matches/auto', {})).body.matched).toBe(0);
    expect((await officer().get('/entries?status=unmatched&account=BNP')).body.items).toHaveLength(4);
  });

  it('keeps money of an unknown payer, and counts what waits', async () => {
    const entryId = await entry({ amount: '5.00' });
    expect((await service.http('administrator').get('/metrics')).body).toContain(
      'treasury_unmatched_entries{account="BNP"} 1',
    );
    expect((await match(entryId, [{ kind: 'unapplied', id: 'NOBODY' }])).body.code).toBe('UNKNOWN_TARGET');
    expect((await match(entryId, [{ kind: 'unapplied', id: 'UNKNOWN' }])).status).toBe(201);
    expect(await service.published('abonde.treasury.receipt-matched.v1')).toMatchObject([
      { data: { targets: [{ kind: 'unapplied', id: 'UNKNOWN' }] } },
    ]);
  });
});
