import { eur, Stage } from '../contributions.stage';

jest.setTimeout(60_000);

describe('projects of one session', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
    await stage.general();
    await stage.donor('PARIS', 'CITY');
    await stage.agreement({ code: 'PARIS-1', donor: 'PARIS', amount: eur('500.00'), earmark: { level: 'NONE' } });
    const { id } = await stage.call('PARIS-1');
    await stage.receive({ eur: eur('500.00'), targets: [{ kind: 'instalment', id, amount: eur('500.00') }] });
    await stage.receive({
      eur: eur('500.00'),
      targets: [{ kind: 'donation', id: 'AIMF-GENERAL', amount: eur('500.00') }],
    });
  });
  afterAll(() => stage.stop());

  const lines = async () =>
    Object.fromEntries(
      (await stage.allocations('PROPOSED')).map(({ project, lines: own }) => [
        project,
        own.map(({ agreement, amount }) => `${agreement} ${amount.amount}`),
      ]),
    );

  it('are solved together when one of them would otherwise go short', async () => {
    await stage.attribute('FIRST', { attributedTotal: eur('500.00') });
    expect(await lines()).toEqual({ FIRST: ['PARIS-1 500.00'] });
    await stage.attribute('SECOND', {
      attributedTotal: eur('500.00'),
      fundSources: [{ source: 'PARIS', amount: eur('500.00') }],
    });
    expect(await lines()).toEqual({ FIRST: ['AIMF-GENERAL 500.00'], SECOND: ['PARIS-1 500.00'] });
    expect(await stage.allocations('AWAITING_FUNDS')).toEqual([]);
    expect(await stage.allocations('REJECTED')).toMatchObject([{ project: 'FIRST' }]);
  });

  it('leave another session’s proposals alone', async () => {
    await stage.attribute('LATER', {
      session: 'BUREAU-2',
      attributedTotal: eur('10.00'),
      fundSources: [{ source: 'PARIS', amount: eur('10.00') }],
    });
    expect(await lines()).toEqual({ FIRST: ['AIMF-GENERAL 500.00'], SECOND: ['PARIS-1 500.00'] });
    expect(await stage.allocations('AWAITING_FUNDS')).toMatchObject([{ project: 'LATER', missing: eur('10.00') }]);
  });

  it('propose again within what is left when an attribution is reduced', async () => {
    const reduced = await stage.service.publish('abonde.disbursements.attribution-reduced.v1', {
      key: 'SECOND',
      data: { project: 'SECOND', attributedTotal: eur('480.00'), reason: 'coût moindre' },
    });
    await stage.service.handled(reduced);
    expect((await lines()).SECOND).toEqual(['PARIS-1 480.00']);
  });

  it('keeps both layers balanced', async () => {
    expect(await stage.broken()).toEqual([]);
    expect(await stage.deadLetters()).toEqual([]);
  });
});
