import type { TestService } from '@abonde/testing';
import { journal, lastPosition, startEmergencyFund, unsound } from '../fund/journal.testing';
import { openPlacement } from '../placements/open-placement.testing';
import { Others } from '../fund/others.testing';

interface Notice {
  kind: string;
  link: string;
}

describe('clauses', () => {
  let service: TestService;
  let others: Others;

  beforeAll(async () => {
    service = await startEmergencyFund();
    others = new Others(service);
    await service.setDay('2026-07-02');
    await others.agreement('RETURN', [{ from: '2020-01-01', kind: 'RETURN_TO_DONOR' }]);
    await others.agreement('CAPPED', [{ from: '2020-01-01', kind: 'THRESHOLD', threshold: '150.00' }]);
    await others.agreement('FREE');
    await others.running('P');
    for (const agreement of ['RETURN', 'CAPPED', 'FREE'])
      await others.projectMoney('P', agreement, '100000.00', '2025-12-31');
    await openPlacement(service, '1.00', '2026-01-01');
  }, 60_000);

  afterAll(() => service?.stop());

  it('owes the donor what its clause returns, and what goes above a threshold', async () => {
    await others.credited('300.00', { from: '2026-01-01', to: '2026-03-31' }, '2026-04-01');
    await others.credited('300.00', { from: '2026-04-01', to: '2026-06-30' }, '2026-07-01');
    const owed = (await journal(service)).filter(({ postings }) =>
      postings.some((posting) => posting.startsWith('clearing:contributions')),
    );
    expect(owed.map(({ postings }) => postings)).toEqual([
      [
        'clearing:contributions -100.00',
        'fund:emergency +100.00',
        'fund:transfer:contributions -100.00',
        'interest-income +100.00',
      ],
      // The fund's own cash, credited in April, takes its share of the second quarter.
      [
        'clearing:contributions -49.94',
        'fund:emergency +49.94',
        'fund:transfer:contributions -49.94',
        'interest-income +49.94',
      ],
      [
        'clearing:contributions -99.93',
        'fund:emergency +99.93',
        'fund:transfer:contributions -99.93',
        'interest-income +99.93',
      ],
    ]);
    const lines = (await service.published('abonde.emergency-fund.interest-distributed.v1')).map(({ data }) =>
      data.lines.map(({ agreement, disposition, amount }) => `${agreement} ${disposition} ${amount.amount}`).sort(),
    );
    expect(lines).toEqual([
      ['CAPPED EMERGENCY_FUND 100.00', 'FREE EMERGENCY_FUND 100.00', 'RETURN RETURN_TO_DONOR 100.00'],
      [
        'CAPPED EMERGENCY_FUND 50.00',
        'CAPPED RETURN_TO_DONOR 49.94',
        'FREE EMERGENCY_FUND 99.93',
        'RETURN RETURN_TO_DONOR 99.93',
        'null OWN 0.20',
      ],
    ]);
  });

  it('raises a shortfall when a clause amended with a past date takes back what was spent, and repays it first', async () => {
    const secretariat = service.http('secretariat');
    await secretariat.post('/cases', {
      code: 'CASE',
      city: 'Ville',
      country: 'MG',
      kind: 'FLOOD',
      occurredOn: '2026-07-01',
      needs: '…',
    });
    const { body: available } = await service.http('presidency').get('/availability');
    const { body: proposal } = await secretariat.post('/cases/CASE/proposals', {
      amount: available.available,
      purpose: '…',
      beneficiary: 'B',
    });
    await secretariat.post(`/proposals/${proposal.id}/signatures`, { version: 1 });
    await service.http('committee-presidency').post(`/proposals/${proposal.id}/signatures`, { version: 1 });
    const decision = await service
      .http({ roles: ['presidency'], acr: 'decide' })
      .post(`/proposals/${proposal.id}/decision`, { outcome: 'GRANTED' });
    expect(decision.status).toBe(200);

    await others.agreement('FREE', [{ from: '2020-01-01', kind: 'RETAIN_IN_AGREEMENT' }], 2);
    await service.http('finance-officer').post('/accruals', { through: '2026-06-30' });
    const lacking = (await service.http('presidency').get('/availability')).body;
    expect(lacking.shortfall.amount).toBe('199.93');
    expect([lacking.realised.amount, lacking.available.amount, lacking.committed.amount]).toEqual([
      '0.00',
      '0.00',
      available.available.amount,
    ]);
    expect(await service.published('abonde.emergency-fund.shortfall-raised.v1')).toMatchObject([
      { data: { account: 'fund:shortfall:emergency', amount: { amount: '100.00' } } },
      { data: { account: 'fund:shortfall:emergency', amount: { amount: '99.93' } } },
    ]);

    const alerted = async () =>
      (await service.http('finance-controller').get('/inbox')).body.items.map(({ kind, link }: Notice) => [kind, link]);
    expect(await alerted()).toContainEqual(['FUND_SHORT', '/urgence']);
    await others.opening('500.00', '2026-07-02');
    const repaid = (await service.http('presidency').get('/availability')).body;
    expect(repaid.shortfall.amount).toBe('0.00');
    expect(repaid.realised.amount).toBe('300.07');
    expect(await alerted()).not.toContainEqual(['FUND_SHORT', '/urgence']);
    expect(await service.published('abonde.emergency-fund.shortfall-cleared.v1')).toHaveLength(1);
    expect(await unsound(service)).toEqual([]);
  });

  it('never takes negative interest from the fund (10b)', async () => {
    const before = await lastPosition(service);
    const held = (await service.http('presidency').get('/availability')).body.realised;
    await others.credited('-12.50', { from: '2026-07-01', to: '2026-07-01' }, '2026-07-02');
    expect((await journal(service, before)).map(({ kind, postings }) => [kind, ...postings])).toEqual([
      ['interest-handed-over', 'fund:emergency -12.50', 'fund:transfer:contributions +12.50'],
      [
        'interest-credited',
        'clearing:treasury -12.50',
        'fund:emergency +12.50',
        'fund:money -12.50',
        'interest-charge +12.50',
      ],
    ]);
    expect((await service.http('presidency').get('/availability')).body.realised).toEqual(held);
  });

  describe('where it was decided that the fund bears negative interest', () => {
    const bearer = async () => (await service.http('auditor').get('/charge-policies')).body.bearer;
    const propose = (body: object) => service.http('finance-officer').post('/charge-policies', body);
    const wanted = { from: '2026-07-01', bearer: 'EMERGENCY_FUND', reason: 'Bureau du 30 juin 2026' };

    it.each([
      [{ bearer: 'DONORS' }, 400, 'VALIDATION_FAILED'],
      [{ from: '2026-02-30' }, 400, 'VALIDATION_FAILED'],
      [{ reason: '' }, 400, 'VALIDATION_FAILED'],
    ])('%p is no policy', async (fault, status, code) => {
      const answer = await propose({ ...wanted, ...fault });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    });

    it('a second person confirms it, and the next run takes from the fund what the general resources had borne', async () => {
      const { body: policy } = await propose(wanted);
      expect([policy.status, await bearer()]).toEqual(['PENDING', 'GENERAL']);
      const sameHand = service.http({ roles: ['finance-controller'], sub: 'test-finance-officer' });
      expect((await sameHand.post(`/charge-policies/${policy.id}/confirm`)).status).toBe(403);
      const confirm = () => service.http('finance-controller').post(`/charge-policies/${policy.id}/confirm`);
      expect((await confirm()).body.status).toBe('CONFIRMED');
      expect((await confirm()).body.code).toBe('ALREADY_CONFIRMED');
      expect(await bearer()).toBe('EMERGENCY_FUND');

      const before = await lastPosition(service);
      await service.http('finance-officer').post('/accruals', { through: '2026-07-02' });
      // The charge changes its bearer within one transaction; the fund then pays back what the general resources had borne.
      expect(
        (await journal(service, before)).flatMap(({ kind, postings }) =>
          kind === 'interest-handed-over' ? [postings] : [],
        ),
      ).toEqual([['fund:emergency +12.50', 'fund:transfer:contributions -12.50']]);
      const lines = (await service.published('abonde.emergency-fund.interest-distributed.v1')).at(-1)!.data.lines;
      expect(lines.map(({ agreement, disposition, amount }) => [agreement, disposition, amount.amount])).toEqual([
        [null, 'EMERGENCY_FUND', '-12.50'],
        ['AIMF-GENERAL', 'GENERAL', '12.50'],
      ]);
      expect(await unsound(service)).toEqual([]);
    });

    it('what the bank takes next comes out of it openly', async () => {
      const before = await lastPosition(service);
      await others.credited('-10.00', { from: '2026-07-02', to: '2026-07-02' }, '2026-07-02');
      const [credited, ...more] = await journal(service, before);
      expect(more).toEqual([]);
      expect(credited).toMatchObject({
        kind: 'interest-credited',
        postings: expect.arrayContaining(['fund:emergency +10.00', 'fund:money -10.00', 'interest-charge +10.00']),
      });
      expect(await unsound(service)).toEqual([]);
    });
  });
});
