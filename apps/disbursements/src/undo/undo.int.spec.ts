import { randomUUID } from 'node:crypto';
import type { CloudEvent } from '@abonde/contracts';
import { Desk, eur } from '../testing/desk.fixture';

jest.setTimeout(60_000);

/** What the bank's entries had made of projects is taken back when a person undoes their match. */
describe('undone matches', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open();
  });
  afterAll(() => desk?.service.stop());

  const balances = async (project: string): Promise<Record<string, string>> => {
    const rows = await desk.service.sql<{ path: string; cents: string }>(
      `SELECT a.path, sum(p.eur)::text AS cents FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
        WHERE p.dimensions ->> 'project' = $1 AND a.path !~ 'transfer' GROUP BY 1 HAVING sum(p.eur) <> 0 ORDER BY 1`,
      [project],
    );
    return Object.fromEntries(rows.map(({ path, cents }) => [path, cents]));
  };
  const part = (kind: 'recovery' | 'payment-return', id: string, transfer: string) => ({
    ...{ kind, id, transfer, undoTransfer: randomUUID() },
  });
  async function ask(...parts: ReturnType<typeof part>[]): Promise<string> {
    const match = randomUUID();
    const data = { match, targetKind: parts[0]?.kind ?? '', reason: 'mauvaise ligne', parts };
    await desk.tell('abonde.treasury.match-undo-requested.v1', { key: match, data, valueDate: '2023-07-10' });
    return match;
  }
  const answers = async (match: string): Promise<unknown[]> =>
    (await desk.service.published())
      .filter(({ type, subject }) => subject === match && type.startsWith('abonde.disbursements.match-'))
      .map(({ type, data }) => [type.split('.')[2], (data as { obstacle?: string }).obstacle]);
  async function received(recovery: string, amount: string): Promise<string> {
    const transfer = randomUUID();
    const data = { recovery, entry: randomUUID(), match: randomUUID(), eur: eur(amount) };
    const dates = { valueDate: '2024-04-02', accountingDate: '2024-04-02' };
    await desk.tell('abonde.treasury.recovery-received.v1', { key: recovery, data, transfer, ...dates });
    return transfer;
  }
  const status = async (tranche: string): Promise<string> =>
    (await desk.service.sql<{ status: string }>('SELECT status FROM tranches WHERE code = $1', [tranche]))[0]?.status ??
    '';

  describe('of a payment that the bank gave back', () => {
    let paid: { tranche: string; paymentRequest: string };
    let before: Record<string, string>;
    beforeAll(async () => {
      await desk.running('U1');
      await desk.allocate('U1', [
        { agreement: 'SIAAP-1', amount: '600.00' },
        { agreement: 'AESN-1', amount: '200.00' },
      ]);
      paid = await desk.approved('U1', 1, '400.00');
      await desk.bank('payment-settled', paid.paymentRequest, '400.00', '2023-06-20');
      before = await balances('U1');
    });
    const returned = async (): Promise<string> => {
      const transfer = randomUUID();
      await desk.bank('payment-returned', paid.paymentRequest, '400.00', '2023-07-10', transfer);
      return transfer;
    };
    const shown = async () => {
      const { tranches } = await desk.as('auditor', 'GET', '/projects/U1');
      return tranches;
    };

    it('pays its tranche as it was, and it may be returned again', async () => {
      const seen = await shown();
      for (let time = 0; time < 2; time += 1) {
        const transfer = await returned();
        expect(await status(paid.tranche)).toBe('RETURNED');
        const match = await ask(part('payment-return', paid.paymentRequest, transfer));
        expect(await answers(match)).toEqual([['match-undone', undefined]]);
        expect([await status(paid.tranche), await balances('U1')]).toEqual(['PAID', before]);
      }
      expect(await shown()).toEqual(seen);
    });

    it('is refused while the tranche is asked again, and reserves its money once that was turned down', async () => {
      const transfer = await returned();
      await desk.as('finance-controller', 'POST', `/tranches/${paid.tranche}/approve`, { effectiveDate: '2023-07-11' });
      const again = await desk.lastRequest(paid.tranche);
      const asked = await balances('U1');
      const undoing = part('payment-return', paid.paymentRequest, transfer);
      expect(await answers(await ask(undoing))).toEqual([['match-undo-refused', 'ASKED_AGAIN']]);
      expect(await balances('U1')).toEqual(asked);
      await desk.fail('payment-rejected', again, '400.00');
      expect(await answers(await ask(undoing))).toEqual([['match-undone', undefined]]);
      expect([await status(paid.tranche), await balances('U1')]).toEqual(['PAID', before]);
    });

    it('says that the money is used where the project has it no more', async () => {
      const transfer = await returned();
      await desk.as('finance-controller', 'POST', `/tranches/${paid.tranche}/approve`, { effectiveDate: '2023-07-11' });
      await desk.fail('payment-rejected', await desk.lastRequest(paid.tranche), '400.00');
      await desk.approved('U1', 2, '700.00');
      const taken = await balances('U1');
      const match = await ask(part('payment-return', paid.paymentRequest, transfer));
      const [refused] = (await desk.service.published('abonde.disbursements.match-undo-refused.v1')).slice(-1);
      expect(refused?.data).toEqual({ match, obstacle: 'MONEY_USED', subject: 'U1', missing: eur('300.00') });
      expect(await balances('U1')).toEqual(taken);
    });
  });

  it('of a debit that settled the wrong payment leaves its tranche waiting for the right one, even once its project has ended', async () => {
    await desk.running('U2');
    await desk.allocate('U2', [{ agreement: 'SIAAP-1', amount: '400.00' }]);
    const { tranche, paymentRequest } = await desk.approved('U2', 1, '400.00');
    const waiting = await balances('U2');
    await desk.bank('payment-settled', paymentRequest, '400.00', '2023-06-20');
    const paid = await balances('U2');
    const data = {
      ...{ paymentRequest, kind: 'TRANCHE' as const, order: randomUUID(), entry: randomUUID(), match: randomUUID() },
      ...{ account: 'BANK', eur: eur('400.00'), reason: 'MATCH_UNDONE: autre', undone: true },
    };
    const dates = { transfer: randomUUID(), valueDate: '2023-06-20', accountingDate: '2023-06-20' };
    await desk.tell('abonde.treasury.payment-returned.v1', { key: paymentRequest, data, ...dates });
    expect([await status(tranche), await balances('U2')]).toEqual(['APPROVED', waiting]);
    await desk.bank('payment-settled', paymentRequest, '400.00', '2023-06-21');
    expect([await status(tranche), await balances('U2')]).toEqual(['PAID', paid]);
  });

  describe('of what a city gave back', () => {
    let recovery: string;
    let claimed: Record<string, string>;
    beforeAll(async () => {
      await desk.running('U3');
      await desk.allocate('U3', [
        { agreement: 'SIAAP-1', amount: '600000.00' },
        { agreement: 'AESN-1', amount: '200000.00' },
      ]);
      const { paymentRequest } = await desk.approved('U3', 1, '780000.00');
      await desk.bank('payment-settled', paymentRequest, '780000.00', '2023-06-20');
      await desk.move('U3', 'complete', { effectiveDate: '2024-01-31' });
      await desk.move('U3', 'close', { effectiveDate: '2024-02-29', finalCost: eur('950000.00') });
      const expected = await desk.service.published('abonde.disbursements.recovery-expected.v1');
      recovery = expected.find(({ data }) => data.project === 'U3')?.data.recovery ?? '';
      claimed = await balances('U3');
    });

    const recall = async (match: string): Promise<CloudEvent<'abonde.disbursements.release-recalled.v1'>> => {
      const recalls = await desk.service.published('abonde.disbursements.release-recalled.v1');
      return recalls.find(({ data }) => data.match === match)!;
    };
    const handBack = async (match: string): Promise<void> => {
      const { data, subject: key } = await recall(match);
      const dates = { transfer: randomUUID(), valueDate: '2024-04-02', accountingDate: '2024-04-02' };
      await desk.tell('abonde.contributions.release-handed-back.v1', { key, data, ...dates });
    };

    it('fetches the money from its envelopes and is owed again, as often as it is matched', async () => {
      for (let time = 0; time < 2; time += 1) {
        const transfer = await received(recovery, '20000.00');
        const undoing = part('recovery', recovery, transfer);
        const match = await ask(undoing);
        expect(await answers(match)).toEqual([]);
        expect((await recall(match)).data).toMatchObject({
          parts: [undoing],
          lines: expect.arrayContaining([
            { project: 'U3', agreement: 'SIAAP-1', amount: eur('15000.00') },
            { project: 'U3', agreement: 'AESN-1', amount: eur('5000.00') },
          ]),
        });
        await handBack(match);
        expect(await answers(match)).toEqual([['match-undone', undefined]]);
        expect(await balances('U3')).toEqual(claimed);
      }
      const moved = await desk.movements('U3');
      expect(moved.slice(-2).sort()).toEqual([
        'RECOVERED AESN-1 -5000.00 2024-04-02',
        'RECOVERED SIAAP-1 -15000.00 2024-04-02',
      ]);
    });

    it('stays where an envelope has the money no more, and says which one', async () => {
      const transfer = await received(recovery, '20000.00');
      const standing = await balances('U3');
      const match = await ask(part('recovery', recovery, transfer));
      const { subject: key } = await recall(match);
      const data = { match, project: 'U3', agreement: 'AESN-1', missing: eur('12.00') };
      await desk.tell('abonde.contributions.release-recall-refused.v1', { key, data });
      const [refused] = (await desk.service.published('abonde.disbursements.match-undo-refused.v1')).slice(-1);
      expect(refused?.data).toEqual({ match, obstacle: 'MONEY_ALLOCATED', subject: 'AESN-1', missing: eur('12.00') });
      expect(await balances('U3')).toEqual(standing);
    });
  });

  it('of the other services’ parts are none of its business', async () => {
    expect(await answers(await ask(part('recovery', randomUUID(), randomUUID())))).toEqual([]);
    expect(await desk.service.sql('SELECT * FROM dead_letter')).toEqual([]);
  });
});
