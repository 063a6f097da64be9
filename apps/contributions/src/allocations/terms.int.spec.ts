import { eur, Stage } from '../contributions.stage';

jest.setTimeout(60_000);

describe('the terms of agreements, from their register to an allocation', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
    await stage.general();
    await stage.donor('AESN', 'WATER_AGENCY');
    await stage.donor('PARIS', 'CITY');
    const project = { level: 'PROJECT', projects: ['P'] };
    await signed('RATE', { donor: 'AESN', earmark: project, aidRate: '50' });
    await signed('WINDOW', { eligibility: { from: '2020-01-01', to: '2024-06-30' } });
    await signed('OVER', { eligibility: { from: '2020-01-01', to: '2020-02-29' } });
    await signed('ELSEWHERE', { restrictions: { excludedCountries: ['KH'] } });
  });
  afterAll(() => stage.stop());

  /** An agreement of 100 €, all of it here. */
  async function signed(code: string, terms: Record<string, unknown>): Promise<void> {
    await stage.agreement({ code, donor: 'PARIS', amount: eur('100.00'), earmark: { level: 'NONE' }, ...terms });
    const { id } = await stage.call(code);
    await stage.receive({ eur: eur('100.00'), targets: [{ kind: 'instalment', id, amount: eur('100.00') }] });
  }
  const proposal = async () => {
    const [found] = await stage.allocations('PROPOSED');
    return (await stage.officer.get(`/allocations/${found?.id}`)).body;
  };
  const withheld = async () => {
    const [wait] = await stage.allocations('AWAITING_FUNDS');
    const { items } = (await stage.officer.get(`/allocations/${wait?.id}/withheld`)).body;
    return items.map(({ agreement, rule, amount }: { agreement: string; rule: string; amount: { amount: string } }) => [
      agreement,
      rule,
      amount.amount,
    ]);
  };

  it('bound what is proposed, and each line says until when and up to what', async () => {
    await stage.attribute('P', { attributedTotal: eur('300.00'), planTotal: eur('120.00'), session: null });
    const { lines } = await proposal();
    expect(
      lines.map(({ agreement, amount, reason }: Record<string, { amount: string; params: object }>) => ({
        agreement,
        amount: amount?.amount,
        ...reason?.params,
      })),
    ).toMatchObject([
      { agreement: 'RATE', amount: '60.00', limit: 'AID_RATE', window: 'OPEN', until: '2026-12-31' },
      { agreement: 'WINDOW', amount: '100.00', limit: 'ALL_FREE', window: 'ELIGIBLE', until: '2024-06-30' },
    ]);
    expect(lines[1].reason.fr).toContain('dépenses éligibles du 01/01/2020 au 30/06/2024');
  });

  it('say which rule keeps which money from a project that waits', async () => {
    expect(await stage.allocations('AWAITING_FUNDS')).toMatchObject([{ project: 'P', missing: eur('140.00') }]);
    expect(await withheld()).toEqual([
      ['ELSEWHERE', 'COUNTRY_EXCLUDED', '100.00'],
      ['OVER', 'OUTSIDE_ELIGIBILITY_WINDOW', '100.00'],
      ['RATE', 'AID_RATE', '40.00'],
    ]);
  });

  it('refuse lines of a person that pass them, with the days and the figures', async () => {
    const { id } = await proposal();
    const { status, body } = await stage.officer.post(`/allocations/${id}/adjust`, {
      lines: [
        { agreement: 'RATE', amount: eur('60.01') },
        { agreement: 'OVER', amount: eur('1.00') },
      ],
    });
    expect([status, body.code]).toEqual([422, 'AID_RATE_EXCEEDED']);
    expect(body.violations).toMatchObject([
      { code: 'AID_RATE_EXCEEDED', cap: '50', available: eur('60.00'), excess: eur('0.01') },
      { code: 'OUTSIDE_ELIGIBILITY_WINDOW', eligibility: { from: '2020-01-01', to: '2020-02-29' } },
    ]);
  });

  it('are tested again when a proposal is confirmed', async () => {
    const { id } = await proposal();
    const amended = await stage.officer.post('/agreements/WINDOW/amendments', {
      reason: 'Fenêtre raccourcie',
      eligibility: { from: '2020-01-01', to: '2020-02-29' },
    });
    expect(amended.status).toBe(201);
    const { status, body } = await stage.controller.post(`/allocations/${id}/confirm`, {});
    expect([status, body.code, body.agreement]).toEqual([422, 'OUTSIDE_ELIGIBILITY_WINDOW', 'WINDOW']);
    await stage.controller.post(`/allocations/${id}/reject`, { reason: 'Fenêtre close' });
    await stage.officer.post('/allocations', { project: 'P' });
    expect((await proposal()).lines).toMatchObject([{ agreement: 'RATE', amount: eur('60.00') }]);
    expect(await stage.allocations('AWAITING_FUNDS')).toMatchObject([{ missing: eur('240.00') }]);
  });

  it('let a balance that is kept serve after the end as soon as they say so', async () => {
    await stage.officer.post('/agreements/OVER/amendments', { reason: 'Solde gardé', unspentClause: 'KEEP' });
    const kept = (await stage.allocations('PROPOSED')).find(({ lines }) => lines[0]?.agreement === 'OVER');
    const { lines } = (await stage.officer.get(`/allocations/${kept?.id}`)).body;
    expect(lines).toMatchObject([{ amount: eur('100.00'), reason: { params: { window: 'KEPT' } } }]);
  });

  it('follow the period when it is amended, as long as their window was never set apart', async () => {
    const period = { from: '2020-01-01', to: '2028-12-31' };
    const { body } = await stage.officer.post('/agreements/RATE/amendments', { reason: 'Prolongée', period });
    expect([body.period, body.eligibility]).toEqual([period, period]);
    expect((await stage.officer.get('/agreements/WINDOW')).body.eligibility.to).toBe('2020-02-29');
  });

  it('leave both layers balanced', async () => {
    expect(await stage.broken()).toEqual([]);
    expect(await stage.deadLetters()).toEqual([]);
  });
});
