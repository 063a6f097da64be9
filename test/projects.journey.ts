import { Money } from '@abonde/money';
import { type Body, eventually } from '@abonde/testing';
import { Bank } from '../infra/actors/bank';
import {
  agreement,
  appraise,
  call,
  city,
  donor,
  dossier,
  eur,
  holdSession,
  signAndStart,
} from '../infra/actors/registers';
import { PATIENCE } from './person';
import type { Platform } from './platform';
import { intact } from './settled';
import { TreasuryDesk } from './treasury-desk';

const DONOR = 'KEP-AGENCE';
/** Of its own, so that its money bears nobody else's interest. */
const POOL = 'KEP';
const ACCOUNT = { code: 'KEP-EUR', iban: 'FR7630004000031234567890143', bic: 'ABNDFRPPXXX', currency: 'EUR' };
const [CLOSED, CANCELLED, OVERPAID] = ['KH-KEP-CLOS', 'KH-KEP-ANNULE', 'KH-KEP-TROP'] as const;
const PROJECTS = [CLOSED, CANCELLED, OVERPAID];
const SUBSIDY = '80000.00';
const TRANCHE = '60000.00';

/** Three projects from their draft to their end: closed at its cost, cancelled midway, closed and overpaid. */
export function projectsToTheirEnd(running: () => Platform): void {
  let platform: Platform;
  let desk: TreasuryDesk;
  const orders = new Map<string, Body>();

  const projectPath = (code: string): string => `/api/disbursements/projects/${code}`;
  const agreementOf = (project: string): string => `${project}-A`;
  const project = (code: string): Promise<Body> => platform.as('auditor').get(projectPath(code));
  const figures = async (code: string): Promise<Record<string, string>> => {
    const { figures: all } = await project(code);
    return Object.fromEntries(Object.entries<Body>(all).map(([name, { value }]) => [name, value.amount]));
  };
  const free = async (code: string): Promise<string> =>
    (await platform.as('auditor').get(`/api/contributions/agreements/${agreementOf(code)}`)).figures.free.value.amount;
  const move = (code: string, step: string, body: Body): Promise<Body> =>
    platform.as('secretariat').post(`${projectPath(code)}/${step}`, body);

  beforeAll(async () => {
    platform = running();
    desk = new TreasuryDesk(platform, new Bank(ACCOUNT, Money.zero()));
    await desk.open();
    await donor(platform, DONOR);
    await city(platform, 'KEP', 'Kep', 'KH');
  }, 60_000);

  it('finances each by an agreement of its own, from the call to the bank', async () => {
    const credits = [];
    for (const code of PROJECTS) {
      const earmark = { level: 'PROJECT', projects: [code] };
      await agreement(platform, { code: agreementOf(code), donor: DONOR, amount: eur(SUBSIDY), pool: POOL, earmark });
      const text = await call(platform, agreementOf(code));
      credits.push({ amount: SUBSIDY, on: '2026-01-20', counterparty: DONOR, text });
    }
    await desk.import('2026-01', credits);
    await desk.matchUntilConfirmed(PROJECTS.length);
  });

  it('leads them from a draft to the vote, the signature and their money', async () => {
    for (const code of PROJECTS) {
      await dossier(platform, code, { city: 'Kep', total: '100000.00', fund: [[DONOR, SUBSIDY]], own: '20000.00' });
      await appraise(platform, code);
    }
    await holdSession(
      platform,
      'BUREAU-KEP',
      PROJECTS.map((code) => ({ project: code, amount: SUBSIDY })),
    );
    for (const code of PROJECTS) await signAndStart(platform, code);
    for (const code of PROJECTS) await confirmAllocation(code);
    await eventually(
      async () => expect(await Promise.all(PROJECTS.map(figures))).toEqual(PROJECTS.map(() => allocated)),
      PATIENCE,
    );
  });
  const allocated = expect.objectContaining({ attributed: SUBSIDY, allocated: SUBSIDY, free: SUBSIDY });

  const confirmAllocation = (code: string): Promise<Body> =>
    eventually(async () => {
      const path = '/api/contributions/allocations';
      const { items } = await platform.as('finance-controller').get(`${path}?status=PROPOSED&project=${code}`);
      expect(items).toHaveLength(1);
      return platform.as('finance-controller').post(`${path}/${items[0].id}/confirm`);
    }, PATIENCE);

  it('pays each a tranche, and has its expenses justified', async () => {
    for (const code of PROJECTS) orders.set(code, await orderTranche(code));
    const body = { accountId: ACCOUNT.code, orderIds: [...orders.values()].map(({ id }) => id) };
    await platform.as('finance-officer').post('/api/treasury/payment-files', { ...body, version: 'pain.001.001.09' });
    const debits = PROJECTS.map((code) => ({
      ...{ amount: `-${TRANCHE}`, on: '2026-02-20', counterparty: 'VILLE DE KEP' },
      endToEndId: orders.get(code)?.endToEndId,
    }));
    await desk.import('2026-02', debits);
    await desk.matchUntilConfirmed(2 * PROJECTS.length);
    for (const code of PROJECTS) {
      const line = { budgetLine: 'Travaux', date: '2026-03-10', amount: eur(TRANCHE), document: `FAC-${code}` };
      const justify = { lines: [line], effectiveDate: '2026-03-15' };
      await eventually(
        () => platform.as('project-officer').post(`/api/disbursements/tranches/${code}-T1/justifications`, justify),
        PATIENCE,
      );
      expect(await figures(code)).toMatchObject({ paid: TRANCHE, justified: TRANCHE, free: '20000.00' });
    }
  });

  const orderTranche = async (code: string): Promise<Body> => {
    const tranche = `/api/disbursements/tranches/${code}-T1`;
    await platform.as('project-officer').post(`${projectPath(code)}/tranches`, { number: 1, amount: eur(TRANCHE) });
    await platform.as('project-officer-2').post(`${tranche}/request`, { effectiveDate: '2026-02-10' });
    await platform.as('project-officer').post(`${tranche}/certify`, { effectiveDate: '2026-02-11' });
    await platform.as('finance-controller').post(`${tranche}/approve`, { effectiveDate: '2026-02-12' });
    const order = await desk.orderFor(`${code}-T1`);
    for (const who of ['finance-controller-2', 'secretariat'] as const)
      await platform.as(who).post(`/api/treasury/payment-orders/${order.id}/approve`);
    return order;
  };

  it('closes one at a lower cost: what is unspent goes back to its envelope', async () => {
    await move(CLOSED, 'complete', { effectiveDate: '2026-03-31' });
    expect(await move(CLOSED, 'close', { effectiveDate: '2026-04-15', finalCost: eur('75000.00') })).toMatchObject({
      state: 'CLOSED',
      finalCost: eur('75000.00'),
    });
    await eventually(async () => expect(await free(CLOSED)).toBe('20000.00'), PATIENCE);
    expect(await figures(CLOSED)).toMatchObject({
      attributed: SUBSIDY,
      allocated: TRANCHE,
      paid: TRANCHE,
      free: '0.00',
    });
  });

  it('cancels one midway: its next tranche ends with it, and the rest goes back', async () => {
    const path = `/api/disbursements/tranches/${CANCELLED}-T2`;
    await platform
      .as('project-officer')
      .post(`${projectPath(CANCELLED)}/tranches`, { number: 2, amount: eur('20000.00') });
    await platform.as('project-officer-2').post(`${path}/request`, { effectiveDate: '2026-04-01' });
    expect(await platform.as('secretariat').refused(`${projectPath(CANCELLED)}/cancel`)).toMatchObject({
      code: 'REASON_MISSING',
    });
    await move(CANCELLED, 'cancel', { effectiveDate: '2026-04-15', reason: 'La ville renonce' });
    expect(await platform.as('auditor').get(path)).toMatchObject({ status: 'CANCELLED', reason: 'La ville renonce' });
    expect(await platform.as('project-officer').refused(`${path}/certify`)).toMatchObject({ code: 'ILLEGAL_MOVE' });
    await eventually(async () => expect(await free(CANCELLED)).toBe('20000.00'), PATIENCE);
    expect(await project(CANCELLED)).toMatchObject({ state: 'CANCELLED', moves: [] });
  });

  it('claims what another was paid beyond its real cost, and takes it back when the bank says so', async () => {
    await move(OVERPAID, 'complete', { effectiveDate: '2026-03-31' });
    await move(OVERPAID, 'close', { effectiveDate: '2026-04-15', finalCost: eur('70000.00') });
    await desk.import('2026-03', []);
    await desk.import('2026-04', [
      { amount: '4000.00', on: '2026-04-28', counterparty: 'VILLE DE KEP', text: `TROP PERCU ${OVERPAID}` },
    ]);
    const [entry] = await desk.unmatched();
    const officer = platform.as('finance-officer');
    const { targets } = await eventually(async () => {
      const suggestions: Body[] = await officer.get(`/api/treasury/entries/${entry.id}/suggestions`);
      const recovery = suggestions.find((one) => one.targets[0].kind === 'recovery');
      expect(recovery).toBeDefined();
      return recovery as Body;
    }, PATIENCE);
    await officer.post('/api/treasury/matches', { entryId: entry.id, targets });
    await eventually(async () => expect(await free(OVERPAID)).toBe('24000.00'), PATIENCE);
    expect(await figures(OVERPAID)).toMatchObject({ paid: '56000.00', free: '0.00' });
  });

  it('leaves a history that says who moved what and why, and every book intact', async () => {
    for (const [code, last] of [
      [CLOSED, 'CLOSED'],
      [CANCELLED, 'CANCELLED'],
      [OVERPAID, 'CLOSED'],
    ] as const) {
      const { history } = await project(code);
      const moves = history.filter(({ kind }: Body) => kind === 'MOVE').map(({ to }: Body) => to);
      expect([moves[0], moves.at(-1)]).toEqual(['DRAFT', last]);
      expect(moves).toEqual(expect.arrayContaining(['SUBMITTED', 'COMPLETE', 'APPRAISED', 'TABLED', 'VOTED']));
    }
    await intact(platform);
  });
}
