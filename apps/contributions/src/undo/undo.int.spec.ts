import { eur, Stage } from '../contributions.stage';

jest.setTimeout(60_000);

/** What the bank gave or took back is as if it had not, once a person undoes the match of its entry. */
describe('undone matches of returns', () => {
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
      managementFeeRate: '10',
      earmark: { level: 'PROJECT', projects: ['P'] },
      instalments: ['60.00', '60.00', '180.00'].map((amount, at) => ({
        ...{ number: at + 1, amount: eur(amount), dueOn: '2020-02-01', condition: { kind: 'DATE' } },
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
    ...{ kind: 'instalment' as const, id: instalments[at]?.id ?? '', amount: eur(amount) },
  });
  const dates = { valueDate: '2020-03-01', accountingDate: '2020-03-01' };
  async function takenBack(match: string, amount: string): Promise<string> {
    const transfer = crypto.randomUUID();
    const data = { match, entry: crypto.randomUUID(), reason: 'AC04', eur: eur(amount) };
    const event = { key: match, data, transfer, ...dates };
    await stage.service.handled(await stage.service.publish('abonde.treasury.receipt-returned.v1', event));
    return transfer;
  }
  async function undo(kind: 'receipt-return' | 'payment-return', id: string, transfer: string): Promise<unknown> {
    const match = crypto.randomUUID();
    const parts = [{ kind, id, transfer, undoTransfer: crypto.randomUUID() }];
    const data = { match, targetKind: kind, reason: 'mauvaise ligne', parts };
    const request = { key: match, data, ...dates };
    await stage.service.handled(await stage.service.publish('abonde.treasury.match-undo-requested.v1', request));
    const answer = (await stage.service.published()).find(
      ({ subject, type }) => subject === match && type.startsWith('abonde.contributions.match-'),
    );
    const { obstacle, subject, missing } = (answer?.data ?? {}) as Record<string, unknown>;
    return answer?.type.includes('refused') ? [obstacle, subject, missing] : (answer?.type.split('.')[2] ?? 'nothing');
  }
  const balances = async (): Promise<Record<string, string>> => {
    const rows = await stage.service.sql<{ path: string; cents: string }>(
      `SELECT a.path, sum(p.eur)::text AS cents FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
        GROUP BY 1 HAVING sum(p.eur) <> 0 ORDER BY 1`,
    );
    return Object.fromEntries(rows.map(({ path, cents }) => [path, cents]));
  };
  const standing = async () => {
    const { body } = await stage.officer.get('/agreements/SIAAP-1');
    const { items } = (await stage.officer.get('/unapplied')).body;
    const waiting = items.map(({ remaining }: { remaining: unknown }) => remaining);
    const owed = body.instalments.map(({ outstanding, state }: Record<string, unknown>) => [outstanding, state]);
    return { balances: await balances(), owed, waiting };
  };

  it('a receipt returned: its money is here again, and what it had paid is paid', async () => {
    const match = await stage.receive({ eur: eur('130.00'), targets: [target(0, '60.00'), target(1, '70.00')] });
    const before = await standing();
    expect(before.waiting).toEqual([eur('10.00')]);
    for (let time = 0; time < 2; time += 1) {
      const transfer = await takenBack(match, '130.00');
      expect(await standing()).not.toEqual(before);
      expect(await undo('receipt-return', match, transfer)).toBe('match-undone');
      expect(await standing()).toEqual(before);
    }
  });

  it('a receipt returned whose instalment was paid by another since: says so, and changes nothing', async () => {
    const match = await stage.receive({ eur: eur('180.00'), targets: [target(2, '180.00')] });
    const transfer = await takenBack(match, '180.00');
    const other = await stage.receive({ eur: eur('100.00'), targets: [target(2, '100.00')] });
    const before = await standing();
    expect(await undo('receipt-return', match, transfer)).toEqual(['SETTLED_OTHERWISE', 'SIAAP-1', eur('100.00')]);
    expect(await standing()).toEqual(before);
    const data = { match: other, targetKind: 'instalment', reason: 'autre échéance' };
    const request = { key: other, data, transfer: crypto.randomUUID(), ...dates };
    await stage.service.handled(await stage.service.publish('abonde.treasury.match-undo-requested.v1', request));
    expect(await undo('receipt-return', match, transfer)).toBe('match-undone');
    expect((await standing()).owed[2]).toEqual([eur('0.00'), 'SETTLED']);
  });

  it('a receipt returned beyond what was free: a shortfall that income repaid gives that income back', async () => {
    await stage.donor('AESN');
    await stage.agreement({
      code: 'AESN-1',
      donor: 'AESN',
      amount: eur('200.00'),
      earmark: { level: 'PROJECT', projects: ['Q'] },
    });
    const { id } = await stage.call('AESN-1');
    const part = (amount: string) => [{ kind: 'instalment' as const, id, amount: eur(amount) }];
    const match = await stage.receive({ eur: eur('80.00'), targets: part('80.00') });
    await stage.attribute('Q', { attributedTotal: eur('50.00') });
    for (const { id: allocation } of await stage.allocations('PROPOSED'))
      await stage.controller.post(`/allocations/${allocation}/confirm`);
    expect(await stage.envelope('AESN-1')).toBe('30.00');
    const transfer = await takenBack(match, '80.00');
    expect(await balances()).toMatchObject({ 'fund:shortfall:AESN-1': '5000' });
    await stage.receive({ eur: eur('70.00'), targets: part('70.00') });
    expect(await stage.envelope('AESN-1')).toBe('20.00');
    expect(await undo('receipt-return', match, transfer)).toBe('match-undone');
    expect(await stage.envelope('AESN-1')).toBe('100.00');
    expect(await balances()).not.toHaveProperty(['fund:shortfall:AESN-1']);
  });

  it('a refund returned: it is paid, as it was; given up since, only while its envelope has the money', async () => {
    const wanted = {
      agreement: 'AESN-1',
      amount: eur('20.00'),
      beneficiary: 'AESN',
      reason: 'Solde',
      effectiveDate: '2020-02-20',
    };
    const { body: refund, status } = await stage.officer.post('/refunds', wanted);
    expect(status).toBe(201);
    expect((await stage.controller.post(`/refunds/${refund.id}/confirm`)).status).toBe(200);
    const bank = async (what: 'settled' | 'returned'): Promise<string> => {
      const transfer = crypto.randomUUID();
      const data = {
        ...{ paymentRequest: refund.id as string, kind: 'DONOR_REFUND' as const, order: crypto.randomUUID() },
        ...{ entry: crypto.randomUUID(), match: crypto.randomUUID(), account: 'BNP', eur: eur('20.00'), reason: null },
      };
      const event = { key: refund.id as string, data, transfer, ...dates };
      await stage.service.handled(await stage.service.publish(`abonde.treasury.payment-${what}.v1`, event));
      return transfer;
    };
    await bank('settled');
    const paid = await balances();
    const first = await bank('returned');
    expect(await undo('payment-return', refund.id, first)).toBe('match-undone');
    expect(await balances()).toEqual(paid);
    const second = await bank('returned');
    const data = {
      ...{ paymentRequest: refund.id as string, kind: 'DONOR_REFUND' as const, order: crypto.randomUUID() },
      ...{ amount: eur('20.00'), file: null, reason: 'abandon' },
    };
    const rejected = { key: refund.id as string, data };
    await stage.service.handled(await stage.service.publish('abonde.treasury.payment-rejected.v1', rejected));
    expect(await stage.envelope('AESN-1')).toBe('100.00');
    const { body: other } = await stage.officer.post('/refunds', { ...wanted, amount: eur('85.00') });
    expect((await stage.controller.post(`/refunds/${other.id}/confirm`)).status).toBe(200);
    const standing = await balances();
    expect(await undo('payment-return', refund.id, second)).toEqual(['MONEY_ALLOCATED', 'AESN-1', eur('5.00')]);
    expect(await balances()).toEqual(standing);
    const given = { ...data, paymentRequest: other.id as string, amount: eur('85.00') };
    const dropped = { key: other.id as string, data: given };
    await stage.service.handled(await stage.service.publish('abonde.treasury.payment-rejected.v1', dropped));
    expect(await undo('payment-return', refund.id, second)).toBe('match-undone');
    expect(await balances()).toEqual(paid);
    expect((await stage.officer.get('/refunds')).body.items).toContainEqual(
      expect.objectContaining({ id: refund.id, status: 'PAID', paid: eur('20.00') }),
    );
  });

  const undoReceipt = async (match: string, targetKind: string): Promise<void> => {
    const data = { match, targetKind, reason: 'mauvaise ligne' };
    const request = { key: match, data, transfer: crypto.randomUUID(), ...dates };
    await stage.service.handled(await stage.service.publish('abonde.treasury.match-undo-requested.v1', request));
  };
  const answered = async (match: string): Promise<unknown[]> =>
    (await stage.service.published())
      .filter(({ type, data }) => /receipt-revers/.test(type) && (data as { match?: string }).match === match)
      .map(({ type, data }) => [type.split('.')[2], (data as { reason?: string }).reason]);

  it('money of an unknown payer applied since: it is taken back from where it was applied', async () => {
    const before = await standing();
    const unknown = { kind: 'unapplied' as const, id: 'UNKNOWN', amount: eur('25.00') };
    const match = await stage.receive({ eur: eur('25.00'), targets: [unknown] });
    const { items } = (await stage.officer.get('/unapplied')).body;
    const { id } = items.find((one: { match: string }) => one.match === match);
    const { body: agreement } = await stage.officer.get('/agreements/AESN-1');
    const applied = { instalment: agreement.instalments[0].id, amount: eur('15.00'), effectiveDate: '2020-02-15' };
    await stage.apply(id, applied);
    expect(await standing()).not.toEqual(before);
    await undoReceipt(match, 'unapplied');
    expect((await answered(match)).at(0)).toEqual(['receipt-reversed', undefined]);
    expect(await standing()).toEqual(before);
    const { body: again } = await stage.officer.get('/agreements/AESN-1');
    expect(again.instalments[0].outstanding).toEqual(agreement.instalments[0].outstanding);
  });

  it('a donation to an appeal: called back from the emergency fund, unless an aid took it', async () => {
    await stage.donor('CITOYENS', 'OTHER');
    await stage.agreement({
      ...{ code: 'APPEL-1', donor: 'CITOYENS', instrument: 'EMERGENCY', amount: eur('500.00') },
      earmark: { level: 'EVENT', case: 'MG-1' },
    });
    const before = await balances();
    const donation = { kind: 'donation' as const, id: 'APPEL-1', amount: eur('90.00') };
    const match = await stage.receive({ eur: eur('90.00'), targets: [donation] });
    const given = await balances();
    const recalled = async () => {
      await undoReceipt(match, 'donation');
      const [recall] = (await stage.service.published('abonde.contributions.donation-recalled.v1')).slice(-1);
      expect(recall?.data.lines).toMatchObject([{ case: 'MG-1', agreement: 'APPEL-1', amount: eur('90.00') }]);
      return recall!.data;
    };
    const answer = async (type: 'donation-handed-back' | 'donation-recall-refused', data: object) =>
      stage.service.handled(
        await stage.service.publish(`abonde.emergency-fund.${type}.v1`, { key: 'MG-1', data } as never),
      );
    await answer('donation-recall-refused', { ...(await recalled()), missing: eur('30.00') });
    expect([await answered(match), await balances()]).toEqual([
      [['receipt-reversal-refused', 'DONATION_FORWARDED']],
      given,
    ]);
    await answer('donation-handed-back', await recalled());
    expect((await answered(match)).at(-1)).toEqual(['receipt-reversed', undefined]);
    expect(await balances()).toEqual(before);
  });

  it('a recovery: its money goes back to the project, or the envelope says what it lacks', async () => {
    const recall = async (amount: string): Promise<unknown> => {
      const match = crypto.randomUUID();
      const lines = [{ project: 'Q', agreement: 'AESN-1', amount: eur(amount) }];
      const event = { key: 'Q', data: { match, reason: 'mauvaise ligne', parts: [], lines }, valueDate: '2020-03-01' };
      await stage.service.handled(await stage.service.publish('abonde.disbursements.release-recalled.v1', event));
      const answer = (await stage.service.published()).find(
        ({ type, data }) => /release-(handed|recall-)/.test(type) && (data as { match?: string }).match === match,
      );
      return answer?.type.includes('refused') ? (answer.data as { missing: unknown }).missing : answer?.transfer;
    };
    const free = Number(await stage.envelope('AESN-1'));
    expect(await recall(`${free + 5}.00`)).toEqual(eur('5.00'));
    expect(await recall('7.00')).toEqual(expect.any(String));
    expect(Number(await stage.envelope('AESN-1'))).toBe(free - 7);
    expect(await stage.postings('release-recalled')).toEqual([
      'fund:envelope:AESN-1 7.00',
      'fund:transfer:disbursements -7.00',
    ]);
    expect(await stage.broken()).toEqual([]);
    expect(await stage.deadLetters()).toEqual([]);
  });
});
