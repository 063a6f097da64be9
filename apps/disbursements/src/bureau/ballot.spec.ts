import { Money } from '@abonde/money';
import { type Ballot, checkBallot, impliedEngagement, type VotedProject } from './ballot';

const eur = (amount: string) => Money.eur(amount);
const project: VotedProject = {
  project: 'KH-SR-PROFERTIL',
  city: 'SIEM-REAP',
  instrument: 'COOPERATION',
  plan: {
    total: eur('3500000').toJSON(),
    sources: [
      { kind: 'FUND', name: 'SIAAP', amount: eur('2800000').toJSON(), inKind: false },
      { kind: 'CITY', name: 'terrain', amount: eur('700000').toJSON(), inKind: true },
    ],
  },
  cofinancing: null,
  engagedSoFar: Money.zero(),
  attributedSoFar: Money.zero(),
};
const ballot = (change: Partial<Ballot>): Ballot => ({
  outcome: 'APPROVED',
  engaged: eur('2800000'),
  attributed: eur('1680000'),
  for: 12,
  against: 0,
  abstentions: 1,
  voters: [],
  ...change,
});

describe('a ballot', () => {
  it('may engage the whole Fund’s part and attribute some of it', () => {
    expect(() => checkBallot(ballot({}), project)).not.toThrow();
  });

  it('attributes an earlier engagement in a follow-up', () => {
    const running = { ...project, engagedSoFar: eur('2800000'), attributedSoFar: eur('1680000') };
    expect(() => checkBallot(ballot({ engaged: Money.zero(), attributed: eur('1120000') }), running)).not.toThrow();
    expect(() => checkBallot(ballot({ engaged: Money.zero(), attributed: eur('1120000.01') }), running)).toThrow(
      expect.objectContaining({ code: 'FUND_SHARE_ABOVE_CEILING' }),
    );
  });

  it.each([
    [
      'attributes more than it engages',
      ballot({ engaged: eur('100'), attributed: eur('100.01') }),
      'ATTRIBUTED_ABOVE_ENGAGED',
    ],
    ['engages beyond the Fund’s part', ballot({ engaged: eur('2800000.01') }), 'ENGAGED_ABOVE_FUND_SHARE'],
    [
      'attributes beyond 80 %',
      ballot({ engaged: eur('2900000'), attributed: eur('2800000.01') }),
      'FUND_SHARE_ABOVE_CEILING',
    ],
    ['approves nothing', ballot({ engaged: Money.zero(), attributed: Money.zero() }), 'VOTE_WITHOUT_AMOUNT'],
    ['grants while rejecting', ballot({ outcome: 'REJECTED' }), 'AMOUNT_WITHOUT_APPROVAL'],
    ['was lost', ballot({ for: 3, against: 4 }), 'VOTE_NOT_CARRIED'],
    ['has nobody for it', ballot({ for: 0, against: 0, abstentions: 5 }), 'VOTE_NOT_CARRIED'],
    ['counts the voice of its own city', ballot({ voters: ['PARIS', 'SIEM-REAP'] }), 'OWN_CITY_VOTE'],
  ])('is refused when it %s', (_, refused, code) => {
    expect(() => checkBallot(refused, project)).toThrow(expect.objectContaining({ code }));
  });

  it('tests the plan again as it stands', () => {
    const amended = { ...project, plan: { ...project.plan, total: eur('3499999.99').toJSON() } };
    expect(() => checkBallot(ballot({}), amended)).toThrow(
      expect.objectContaining({ code: 'FUND_SHARE_ABOVE_CEILING' }),
    );
  });
});

it('implies the engagement an attribution needs', () => {
  const before = { engagedSoFar: eur('100'), attributedSoFar: eur('60') };
  expect(impliedEngagement(eur('30'), before)).toEqual(Money.zero());
  expect(impliedEngagement(eur('50'), before)).toEqual(eur('10'));
});
