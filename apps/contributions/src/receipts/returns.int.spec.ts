import type { CloudEvent } from '@abonde/contracts';
import { eur, Stage } from '../contributions.stage';

jest.setTimeout(60_000);

describe('a receipt that the bank takes back', () => {
  let stage: Stage;
  let instalments: { id: string }[];

  beforeAll(async () => {
    stage = await Stage.set();
    await stage.general();
    await stage.donor('SIAAP');
    await stage.agreement({
      code: 'SIAAP-1',
      donor: 'SIAAP',
      amount: eur('300.00'),
      earmark: { level: 'PROJECT', projects: ['P'] },
      instalments: ['60.00', '60.00', '180.00'].map((amount, at) => ({
        number: at + 1,
        amount: eur(amount),
        dueOn: '2020-02-01',
        condition: { kind: 'DATE' },
      })),
    });
    instalments = [];
    for (const number of [1, 2, 3]) {
      const path = `/agreements/SIAAP-1/instalments/${number}/call`;
      instalments.push((await stage.officer.post(path, { effectiveDate: '2020-01-15' })).body);
    }
  });
  afterAll(() => stage.stop());

  const target = (at: number, amount: string) => ({
    kind: 'instalment' as const,
    id: instalments[at]?.id ?? '',
    amount: eur(amount),
  });
  const takenBack = async (match: string, amount: string): Promise<CloudEvent> => {
    const data = { match, entry: crypto.randomUUID(), reason: 'Compte clos', eur: eur(amount) };
    const dates = { valueDate: '2020-03-01', accountingDate: '2020-03-01', transfer: crypto.randomUUID() };
    const event = await stage.service.publish('abonde.treasury.receipt-returned.v1', { key: match, data, ...dates });
    await stage.service.handled(event);
    return event;
  };
  const owed = async (at: number): Promise<string> => {
    const { body } = await stage.officer.get('/agreements/SIAAP-1');
    return body.instalments[at].outstanding.amount;
  };

  it('gives no more than its envelope holds, however many instalments it had settled', async () => {
    const match = await stage.receive({ eur: eur('120.00'), targets: [target(0, '60.00'), target(1, '60.00')] });
    await stage.attribute('P', { attributedTotal: eur('50.00') });
    for (const { id } of await stage.allocations('PROPOSED')) await stage.controller.post(`/allocations/${id}/confirm`);
    expect(await stage.envelope('SIAAP-1')).toBe('70.00');
    await takenBack(match, '120.00');
    expect(await stage.envelope('SIAAP-1')).toBe('0.00');
    expect(await stage.postings('receipt-returned')).toEqual(
      expect.arrayContaining([
        'fund:envelope:SIAAP-1 60.00',
        'fund:envelope:SIAAP-1 10.00',
        'fund:shortfall:SIAAP-1 50.00',
      ]),
    );
    await stage.receive({ eur: eur('120.00'), targets: [target(0, '60.00'), target(1, '60.00')] });
    expect(await stage.envelope('SIAAP-1')).toBe('70.00');
  });

  it('takes what was applied since from where it was applied, and leaves the money of other unknown payers alone', async () => {
    const unknown = { kind: 'unapplied' as const, id: 'UNKNOWN' };
    await stage.receive({ eur: eur('40.00'), targets: [{ ...unknown, amount: eur('40.00') }] });
    const match = await stage.receive({ eur: eur('100.00'), targets: [{ ...unknown, amount: eur('100.00') }] });
    const { items } = (await stage.officer.get('/unapplied')).body;
    const { id } = items.find((one: { match: string }) => one.match === match);
    const applied = { instalment: target(2, '').id, amount: eur('75.00'), effectiveDate: '2020-02-15' };
    await stage.apply(id, applied);
    expect([await owed(2), await stage.envelope('SIAAP-1')]).toEqual(['105.00', '145.00']);

    await takenBack(match, '100.00');
    expect([await owed(2), await stage.envelope('SIAAP-1')]).toEqual(['180.00', '70.00']);
    const [held] = await stage.service.sql<{ cents: string }>(
      `SELECT (-sum(p.eur))::text AS cents FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account WHERE a.path = 'fund:unapplied:UNKNOWN'`,
    );
    expect(held?.cents).toBe('4000');
    expect(await stage.broken()).toEqual([]);
    expect(await stage.deadLetters()).toEqual([]);
  });

  it('is missing to its donor where the bank takes more than came, until money of that donor repays it', async () => {
    await stage.donor('PARIS', 'CITY');
    const paid = (amount: string, donor = 'PARIS') =>
      stage.receive({ eur: eur(amount), targets: [{ kind: 'unapplied', id: donor, amount: eur(amount) }] });
    const waits = async () =>
      (await stage.officer.get('/unapplied')).body.items
        .filter(({ donor }: { donor: string }) => donor === 'PARIS')
        .map(({ remaining }: { remaining: { amount: string } }) => remaining.amount);
    const held = async (account: string) =>
      (
        await stage.service.sql<{ cents: string }>(
          `SELECT coalesce(sum(p.eur), 0)::text AS cents FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account WHERE a.path = $1`,
          [account],
        )
      )[0]?.cents;

    await takenBack(await paid('100.00'), '150.00');
    expect([await held('fund:shortfall:PARIS'), await held('fund:unapplied:PARIS'), await waits()]).toEqual([
      '5000',
      '0',
      [],
    ]);
    await paid('500.00', 'SIAAP');
    expect(await held('fund:shortfall:PARIS')).toBe('5000');
    await paid('30.00');
    expect(await stage.postings('shortfall-repaid')).toEqual([
      'fund:unapplied:PARIS 30.00',
      'fund:shortfall:PARIS -30.00',
    ]);
    await paid('70.00');
    expect([await held('fund:shortfall:PARIS'), await held('fund:unapplied:PARIS'), await waits()]).toEqual([
      '0',
      '-5000',
      ['50.00'],
    ]);
    const cleared = await stage.service.published('abonde.contributions.shortfall-cleared.v1');
    expect(cleared.slice(-2).map(({ data }) => data)).toMatchObject([
      { account: 'fund:shortfall:PARIS', amount: eur('30.00') },
      { account: 'fund:shortfall:PARIS', amount: eur('20.00') },
    ]);
    expect(await stage.broken()).toEqual([]);
    expect(await stage.deadLetters()).toEqual([]);
  });

  it('is repaid at once by what else of its donor waits', async () => {
    await takenBack(
      await stage.receive({ eur: eur('10.00'), targets: [{ kind: 'unapplied', id: 'PARIS', amount: eur('10.00') }] }),
      '25.00',
    );
    const { items } = (await stage.officer.get('/unapplied')).body;
    const left = items.filter(({ donor }: { donor: string }) => donor === 'PARIS');
    expect(left).toMatchObject([{ remaining: eur('35.00') }]);
    expect(await stage.broken()).toEqual([]);
  });
});
