import type { CityAgreement } from '../projects/agreement/agreement-api';
import type { Project } from '../projects/projects-api';
import type { Tranche } from '../tranches/tranches-api';
import { tasksOf } from './tasks';

const project = (change: Partial<Project>) =>
  ({ code: 'P', state: 'IN_PROGRESS', openRequests: 0, missing: [], ...change }) as Project;
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const tranche = (status: Tranche['status'], justified = '0.00') =>
  ({ project: 'P', status, amount: eur('100.00'), justified: eur(justified) }) as Tranche;
const signed = [
  { party: 'CITY', signatory: 'x', signedOn: '2026-01-01', document: null },
] as CityAgreement['signatures'];
const agreement = (state: CityAgreement['state'], change: Partial<CityAgreement> = {}) =>
  ({ project: 'P', state, signatures: [], amendments: [], ...change }) as unknown as CityAgreement;
const amended = (status: string, signatures: object[]) =>
  [{ number: 2, status, signatures }] as unknown as CityAgreement['amendments'];

it.each<[string, Partial<Parameters<typeof tasksOf>[0]>, string[]]>([
  [
    'a change to answer',
    { projects: [project({ state: 'DRAFT', openRequests: 1, missing: ['schedule'] })] },
    ['answer'],
  ],
  ['a dossier to finish', { projects: [project({ state: 'DRAFT', missing: ['schedule'] })] }, ['finish']],
  ['a dossier to submit', { projects: [project({ state: 'DRAFT' })] }, ['submit']],
  ['a dossier with the secretariat', { projects: [project({ state: 'SUBMITTED' })] }, []],
  ['an agreement to sign', { agreements: [agreement('TO_SIGN')] }, ['sign']],
  ['an agreement it signed', { agreements: [agreement('TO_SIGN', { signatures: signed })] }, []],
  ['an old agreement whose signatories are not known', { agreements: [agreement('SIGNED')] }, []],
  ['an amendment to sign', { agreements: [agreement('SIGNED', { amendments: amended('PREPARED', []) })] }, ['sign']],
  ['an amendment it signed', { agreements: [agreement('SIGNED', { amendments: amended('PREPARED', signed) })] }, []],
  ['an amendment withdrawn', { agreements: [agreement('SIGNED', { amendments: amended('WITHDRAWN', []) })] }, []],
  ['a tranche to ask for', { tranches: [tranche('PLANNED')] }, ['request']],
  [
    'a tranche of a suspended project',
    { projects: [project({ state: 'SUSPENDED' })], tranches: [tranche('PLANNED')] },
    [],
  ],
  ['a tranche on its way', { tranches: [tranche('REQUESTED'), tranche('APPROVED')] }, []],
  ['a tranche to account for', { tranches: [tranche('PAID', '99.99')] }, ['justify']],
  ['a tranche accounted for', { tranches: [tranche('PAID', '100.00')] }, []],
  ['what is another project’s', { projects: [project({ code: 'Q' })], tranches: [tranche('PAID')] }, []],
])('%s', (_, space, kinds) => {
  const tasks = tasksOf({ projects: [project({})], tranches: [], agreements: [], ...space });
  expect(tasks.map(({ kind }) => kind)).toEqual(kinds);
});
