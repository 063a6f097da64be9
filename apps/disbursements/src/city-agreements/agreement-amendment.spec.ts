import type { ProjectState } from '@abonde/contracts';
import { Money } from '@abonde/money';
import {
  type AgreementChanges,
  agreementState,
  checkAmendment,
  checkSigned,
  checkSigning,
  engagedAfter,
} from './agreement-amendment';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

it.each([
  ['APPRAISED', null, 'NONE'],
  ['VOTED', null, 'TO_SIGN'],
  ['CANCELLED', null, 'NONE'],
  ['AGREEMENT_SIGNED', '2023-05-05', 'SIGNED'],
  ['IN_PROGRESS', '2023-05-05', 'SIGNED'],
  ['SUSPENDED', '2023-05-05', 'SUSPENDED'],
  ['CANCELLED', '2023-05-05', 'CANCELLED'],
  ['CLOSED', '2023-05-05', 'CLOSED'],
] as const)('an agreement of a project that is %s, signed %s, is %s', (state, signedOn, expected) => {
  expect(agreementState({ state, opensAt: 'VOTED' }, signedOn)).toBe(expected);
});

describe('an amendment', () => {
  const facts = {
    ...{ project: 'P', state: 'IN_PROGRESS' as ProjectState, attributed: Money.eur('800.00') },
    ...{ open: null as number | null, attributedBy: 'BUREAU' as const },
  };

  it.each([
    ['before the signature', { scope: 'x' }, { state: 'VOTED' }, 'AGREEMENT_NOT_IN_FORCE'],
    ['of a closed project', { scope: 'x' }, { state: 'CLOSED' }, 'AGREEMENT_NOT_IN_FORCE'],
    ['of a programme', { scope: 'x' }, { attributedBy: 'PROGRAMME' }, 'AGREEMENT_OF_PROGRAMME'],
    ['beside another one', { scope: 'x' }, { open: 1 }, 'AMENDMENT_OPEN'],
    ['of nothing', {}, {}, 'NOTHING_AMENDED'],
    ['that ends before it begins', { period: { from: '2024-02-01', to: '2024-01-31' } }, {}, 'PERIOD_REVERSED'],
    ['that attributes as much', { attributed: eur('800.00') }, {}, 'INCREASE_NEEDS_A_VOTE'],
    ['that attributes more', { attributed: eur('800.01') }, {}, 'INCREASE_NEEDS_A_VOTE'],
    ['that attributes less than nothing', { attributed: eur('-0.01') }, {}, 'INCREASE_NEEDS_A_VOTE'],
  ])('%s is refused', (_, changes, change, code) => {
    expect(() => checkAmendment(changes as AgreementChanges, { ...facts, ...(change as object) })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it.each([['IN_PROGRESS'], ['SUSPENDED'], ['COMPLETED'], ['AGREEMENT_SIGNED']] as const)(
    'is taken while %s',
    (state) => {
      expect(() => checkAmendment({ attributed: eur('799.99') }, { ...facts, state })).not.toThrow();
    },
  );

  it('is in force once both parties signed', () => {
    expect(() => checkSigned('P', 1, ['CITY', 'ASSOCIATION'])).not.toThrow();
    expect(() => checkSigned('P', 1, ['CITY'])).toThrow(
      expect.objectContaining({ code: 'SIGNATURES_MISSING', figures: { missing: ['ASSOCIATION'] } }),
    );
  });
});

const plan = (fund: string) => ({
  total: eur('1000.00'),
  sources: [{ kind: 'FUND' as const, name: 'SIAAP', amount: eur(fund), inKind: false }],
});

it.each([
  ['without another plan', {}, '700.00'],
  ['with a plan that still covers it', { financingPlan: plan('750.00') }, '700.00'],
  ['with a smaller plan', { financingPlan: plan('650.00') }, '650.00'],
  ['never below what is attributed', { financingPlan: plan('400.00') }, '500.00'],
  ['nor below what stays attributed', { financingPlan: plan('400.00'), attributed: eur('300.00') }, '400.00'],
] as const)('what stays engaged, %s', (_, changes, expected) => {
  const before = { engagedTotal: Money.eur('700.00'), attributedTotal: Money.eur('500.00') };
  expect(engagedAfter(changes as unknown as AgreementChanges, before)).toEqual(Money.eur(expected));
});

it.each([
  ['nothing to sign', { open: false }, 'NOTHING_TO_SIGN'],
  ['who signed already', { signed: ['CITY'] }, 'ALREADY_SIGNED'],
  ['tomorrow', { signedOn: '2024-06-02' }, 'SIGNED_IN_FUTURE'],
])('no signature: %s', (_, change, code) => {
  const signing = {
    project: 'P',
    party: 'CITY' as const,
    signedOn: '2024-06-01',
    signed: [],
    today: '2024-06-01',
    open: true,
  };
  expect(() => checkSigning({ ...signing, ...(change as object) })).toThrow(expect.objectContaining({ code }));
});
