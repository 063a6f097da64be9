import { eur, Stage } from '../contributions.stage';

jest.setTimeout(60_000);

/** What two people, or a person and the bank, do at the same time: either order ends in books that are right. */
describe('races about receipts', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
    await stage.general();
    await stage.donor('BM', 'MULTILATERAL');
    for (const code of ['BM-1', 'BM-2', 'BM-3'])
      await stage.agreement({ code, donor: 'BM', amount: eur('300.00'), earmark: { level: 'NONE' } });
  });
  afterAll(() => stage.stop());

  const undo = async (match: string, transfer: string = crypto.randomUUID()): Promise<void> => {
    const event = await stage.service.publish('abonde.treasury.match-undo-requested.v1', {
      key: match,
      data: { match, targetKind: 'instalment', reason: 'Erreur' },
      transfer,
    });
    await stage.service.handled(event);
  };
  const period = async (month: string, what: 'closed' | 'reopened'): Promise<void> => {
    const data = { month, accounts: [] };
    await stage.service.handled(await stage.service.publish(`abonde.treasury.period-${what}.v1`, { key: month, data }));
  };

  it('an instalment given up while its money is matched: the money waits for an owner, and is applied later', async () => {
    const { id } = await stage.call('BM-1');
    const { id: elsewhere } = await stage.call('BM-2');
    const prepared = await stage.officer.post('/write-offs', { instalment: id, reason: 'Irrécouvrable' });
    await stage.controller.post(`/write-offs/${prepared.body.id}/confirm`, {});
    const match = await stage.receive({
      eur: eur('300.00'),
      targets: [{ kind: 'instalment', id, amount: eur('300.00') }],
    });
    expect(await stage.postings('receipt-matched')).toEqual([
      'clearing:treasury 300.00',
      'unapplied:BM -300.00',
      'fund:money 300.00',
      'fund:unapplied:BM -300.00',
    ]);
    const told = await stage.service.published('abonde.contributions.receipt-unapplied.v1');
    expect(told.filter(({ data }) => data.match === match)).toMatchObject([{ data: { amount: eur('300.00') } }]);
    const { items } = (await stage.officer.get('/unapplied')).body;
    const waiting = items.find((one: { match: string }) => one.match === match);
    const body = { instalment: elsewhere, amount: eur('300.00'), effectiveDate: '2026-02-20' };
    await stage.apply(waiting.id, body);
    expect([await stage.envelope('BM-1'), await stage.envelope('BM-2')]).toEqual(['0.00', '300.00']);
  });

  it('a match undone after its period closed: reversed in the open month, at the value date of the original', async () => {
    const { id } = await stage.call('BM-3');
    const receive = (): Promise<string> =>
      stage.receive({ eur: eur('300.00'), targets: [{ kind: 'instalment', id, amount: eur('300.00') }] });
    const early = await receive();
    await undo(early);
    const late = await receive();
    await period('2020-02', 'closed');
    const transfer = crypto.randomUUID();
    await undo(late, transfer);
    // A person asked twice, or the request came again under another id: there is nothing left to undo.
    await undo(late, transfer);
    const rows = await stage.service.sql(
      `SELECT accounting_date::text AS accounted, value_date::text AS valued FROM ledger.transactions
        WHERE kind = 'match-undone' ORDER BY position`,
    );
    expect(rows).toEqual([
      { accounted: '2020-02-10', valued: '2020-02-10' },
      { accounted: '2020-03-01', valued: '2020-02-10' },
    ]);
    const [, reversed] = await stage.service.published('abonde.contributions.receipt-reversed.v1');
    expect(reversed).toMatchObject({ transfer, accountingdate: '2020-03-01', valuedate: '2020-02-10' });
    expect(await stage.envelope('BM-3')).toBe('0.00');
    await period('2020-02', 'reopened');
    expect(await stage.broken()).toEqual([]);
  });
});
