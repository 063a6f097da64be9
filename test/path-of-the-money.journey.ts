import { Money } from '@abonde/money';
import { type Body, eventually } from '@abonde/testing';
import { Bank } from '../infra/actors/bank';
import { EventStream } from './event-stream';
import { PATIENCE } from './person';
import type { Platform } from './platform';
import {
  agreement,
  appraise,
  call,
  city,
  donor,
  dossier,
  eur,
  holdSession,
  plan,
  signAndStart,
  SIEM_REAP_IBAN,
} from '../infra/actors/registers';
import { caughtUp, intact } from './settled';
import { TreasuryDesk } from './treasury-desk';

const PROJECT = 'KH-SR-EAU';
const TRANCHE = `${PROJECT}-T1`;
const CASE = 'MG-TOAMASINA-2026';
const projectPath = `/api/disbursements/projects/${PROJECT}`;
const MAIN = { code: 'MAIN-EUR', iban: 'FR7630006000011234567890189', bic: 'ABNDFRPPXXX', currency: 'EUR' };

/** Kinds of transactions that this path leaves in each book. */
const STEPS = {
  contributions: [
    'agreement-signed',
    'instalment-called',
    'bank-account-opened',
    'receipt-matched',
    'charge-classified',
    'allocation-proposed',
    'allocation-confirmed',
    'interest-distributed',
  ],
  treasury: [
    'bank-account-opened',
    'bank-entry-booked',
    'receipt-matched',
    'charge-classified',
    'payment-settled',
    'interest-credited',
  ],
  disbursements: ['subsidy-engaged', 'subsidy-attributed', 'allocation-received', 'tranche-approved', 'tranche-paid'],
  'emergency-fund': ['interest-accrued', 'interest-credited', 'interest-handed-over', 'aid-decided', 'aid-paid'],
};

/** One euro's whole way: from a donor's signature to a city, and from a bank's interest to a city struck by a cyclone. */
export function pathOfTheMoney(running: () => Platform): void {
  let platform: Platform;
  let stream: EventStream;
  const bank = new Bank(MAIN, Money.eur('10000.00'));
  const references: Record<string, string> = {};
  let desk: TreasuryDesk;
  let orderOfTranche: Body;
  let orderOfAid: Body;
  let interest: Money;
  let proposal: Body;

  const figure = async (code: string, name: string): Promise<string> =>
    (await platform.as('auditor').get(`/api/contributions/agreements/${code}`)).figures[name].value.amount;

  const emit = async (order: Body): Promise<string> => {
    const body = { accountId: MAIN.code, orderIds: [order.id], version: 'pain.001.001.09' };
    const { id, orders } = await platform.as('finance-officer').post('/api/treasury/payment-files', body);
    expect(orders).toEqual([{ id: order.id, endToEndId: order.endToEndId }]);
    return platform.as('finance-officer').get(`/api/treasury/payment-files/${id}/content`);
  };

  beforeAll(async () => {
    platform = running();
    desk = new TreasuryDesk(platform, bank);
    stream = await EventStream.open(platform.base, await platform.as('auditor').token());
  });

  afterAll(() => stream?.close());

  it('registers a donor, signs an agreement and calls its instalment', async () => {
    await desk.open();
    await donor(platform, 'SIAAP', 'PUBLIC_SYNDICATE');
    await donor(platform, 'AESN');
    await agreement(platform, {
      code: 'SIAAP-2026',
      donor: 'SIAAP',
      amount: eur('300000.00'),
      earmark: { level: 'PROJECT', projects: [PROJECT] },
    });
    await agreement(platform, {
      code: 'AESN-2026',
      donor: 'AESN',
      amount: eur('100000.00'),
      earmark: { level: 'THEME', themes: ['WATER_SANITATION'] },
      interestClauses: [{ from: '2026-01-01', kind: 'RETAIN_IN_AGREEMENT' }],
    });
    for (const code of ['SIAAP-2026', 'AESN-2026']) references[code] = await call(platform, code);
    expect(references['SIAAP-2026']).toMatch(/^RF\d\d/);
    await eventually(async () => expect(await figure('AIMF-GENERAL', 'free')).toBe('10000.00'), PATIENCE);
  });

  it('imports the bank’s statement once and matches what quotes a reference', async () => {
    const credits = [
      {
        amount: '300000.00',
        on: '2026-01-12',
        counterparty: 'DRFIP ILE DE FRANCE',
        text: `MANDAT 4711 ${references['SIAAP-2026']}`,
      },
      { amount: '100000.00', on: '2026-01-15', counterparty: 'AGENCE DE L EAU', text: String(references['AESN-2026']) },
      { amount: '-12.00', on: '2026-01-30', counterparty: 'BANQUE', text: 'FRAIS DE TENUE DE COMPTE' },
    ];
    const file = bank.statement('2026-01', credits);
    const first = await desk.importFile('2026-01', file);
    expect(first.statements).toMatchObject([{ account: MAIN.code, entries: 3, new: 3, duplicates: 0 }]);
    const again = await desk.importFile('2026-01', file);
    expect(again.statements).toMatchObject([{ new: 0, duplicates: 3 }]);
    await desk.matchUntilConfirmed(2);
    const [charge] = await desk.unmatched();
    const targets = [{ kind: 'classification', id: 'CHARGE', amount: eur('12.00') }];
    await platform.as('finance-officer').post('/api/treasury/matches', { entryId: charge.id, targets });
    await desk.matchUntilConfirmed(3);
  });

  it('raises the envelope of each agreement by what was received', async () => {
    expect([await figure('SIAAP-2026', 'received'), await figure('SIAAP-2026', 'free')]).toEqual([
      '300000.00',
      '300000.00',
    ]);
    expect([await figure('AESN-2026', 'received'), await figure('AESN-2026', 'free')]).toEqual([
      '100000.00',
      '100000.00',
    ]);
    await eventually(async () => expect(await figure('AIMF-GENERAL', 'free')).toBe('9988.00'), PATIENCE);
  });

  it('refuses a cent above 80 % and takes exactly 80 %', async () => {
    await city(platform, 'SIEM-REAP', 'Siem Reap', 'KH');
    const fund: [string, string][] = [
      ['SIAAP', '270000.01'],
      ['AESN', '90000.00'],
    ];
    await dossier(platform, PROJECT, { city: 'Siem Reap', total: '450000.00', fund, own: '89999.99' });
    const refusal = await platform
      .as('project-officer')
      .refused(`${projectPath}/submit`, { effectiveDate: '2026-01-20' });
    expect(refusal).toMatchObject({
      status: 422,
      code: 'FUND_SHARE_ABOVE_CEILING',
      ceiling: eur('360000.00'),
      fundShare: eur('360000.01'),
      excess: eur('0.01'),
    });
    const financingPlan = plan(
      'Siem Reap',
      '450000.00',
      [
        ['SIAAP', '270000.00'],
        ['AESN', '90000.00'],
      ],
      '90000.00',
    );
    await platform.as('project-officer').patch(projectPath, { financingPlan, reason: 'Part du Fonds ramenée à 80 %' });
    await appraise(platform, PROJECT);
  });

  it('has the Bureau vote, and proposes the money of two agreements', async () => {
    await holdSession(platform, 'BUREAU-2026-02', [{ project: PROJECT, amount: '360000.00' }]);
    await signAndStart(platform, PROJECT);
    const proposed = await eventually(async () => {
      const { items } = await platform
        .as('finance-controller')
        .get(`/api/contributions/allocations?status=PROPOSED&project=${PROJECT}`);
      expect(items).toHaveLength(1);
      return items[0];
    }, PATIENCE);
    expect(proposed.lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ agreement: 'SIAAP-2026', amount: eur('270000.00') }),
        expect.objectContaining({ agreement: 'AESN-2026', amount: eur('90000.00') }),
      ]),
    );
    const lines = proposed.lines.map(({ agreement: code, amount }: Body) => ({ agreement: code, amount }));
    const path = `/api/contributions/allocations/${proposed.id}`;
    await platform.as('finance-controller').post(`${path}/adjust`, { lines, reason: 'Relue, sans changement' });
    expect(await platform.as('finance-controller').refused(`${path}/confirm`)).toMatchObject({ status: 403 });
    const confirmed = await platform.as('finance-controller-2').post(`${path}/confirm`);
    expect(confirmed).toMatchObject({ status: 'CONFIRMED', confirmedBy: 'demo-finance-controller-2' });
    expect(await figure('SIAAP-2026', 'free')).toBe('30000.00');
  });

  it('has a tranche requested, certified and approved by three persons', async () => {
    await platform
      .as('project-officer')
      .post(`${projectPath}/tranches`, { number: 1, amount: eur('100000.01'), conditions: [] });
    const path = `/api/disbursements/tranches/${TRANCHE}`;
    await platform.as('city').post(`${path}/request`, { effectiveDate: '2026-02-10' });
    await platform.as('project-officer').post(`${path}/certify`, { effectiveDate: '2026-02-12' });
    const approved = await platform
      .as('finance-controller')
      .postOnce(`${path}/approve`, { effectiveDate: '2026-02-16' });
    expect(approved).toMatchObject({ status: 'APPROVED' });
    expect(Money.sum(approved.split.map(({ amount }: Body) => Money.of(amount))).amount).toBe('100000.01');
    orderOfTranche = await desk.orderFor(TRANCHE);
  });

  it('has its payment approved by two others and written into a bank file', async () => {
    const path = `/api/treasury/payment-orders/${orderOfTranche.id}/approve`;
    const withoutStepUp = platform.as('finance-controller-2', { stepUp: false });
    expect(await withoutStepUp.refused(path)).toMatchObject({ status: 403 });
    expect(await platform.as('finance-controller').refused(path)).toMatchObject({
      status: 403,
      code: 'APPROVER_INVOLVED',
    });
    await platform.as('finance-controller-2').post(path);
    expect(await platform.as('finance-controller-2').refused(path)).toMatchObject({
      status: 403,
      code: 'APPROVED_BY_SAME_PERSON',
    });
    expect(await platform.as('secretariat').post(path)).toMatchObject({ status: 'APPROVED' });
    const file = await emit(orderOfTranche);
    expect(file).toContain('urn:iso:std:iso:20022:tech:xsd:pain.001.001.09');
    for (const part of [orderOfTranche.endToEndId, SIEM_REAP_IBAN, MAIN.iban, '100000.01'])
      expect(file).toContain(part);
  });

  it('is paid when the bank says so', async () => {
    await desk.import('2026-02', [
      {
        amount: '-100000.01',
        on: '2026-02-20',
        counterparty: 'VILLE DE SIEM REAP',
        endToEndId: orderOfTranche.endToEndId,
      },
    ]);
    await desk.matchUntilConfirmed(4);
    await eventually(async () => {
      expect(await platform.as('city').get(`/api/disbursements/tranches/${TRANCHE}`)).toMatchObject({ status: 'PAID' });
      expect(await figure('SIAAP-2026', 'disbursed')).toBe('75000.01');
    }, PATIENCE);
  });

  it('accrues the interest of the quarter once', async () => {
    const officer = platform.as('finance-officer');
    const path = '/api/emergency-fund/placements';
    await officer.postOnce(path, {
      code: MAIN.code,
      account: MAIN.code,
      pool: 'EUR',
      currency: 'EUR',
      dayCount: 'ACT/360',
      capitalisation: 'QUARTERLY',
      openedOn: '2026-01-01',
    });
    const rate = await officer.post(`${path}/${MAIN.code}/rates`, { from: '2026-01-01', rate: '3.00' });
    expect(await officer.refused(`${path}/${MAIN.code}/rates/${rate.id}/confirm`)).toMatchObject({ status: 403 });
    await platform.as('finance-controller').post(`${path}/${MAIN.code}/rates/${rate.id}/confirm`);
    await caughtUp(platform);
    const run = await officer.post('/api/emergency-fund/accruals', { through: '2026-03-31' });
    expect(run.changed).toBe(true);
    expect((await officer.post('/api/emergency-fund/accruals', { through: '2026-03-31' })).changed).toBe(false);
    interest = Money.of(run.placements[0].total);
    const { items } = await officer.get(`/api/emergency-fund/accruals?from=2026-01-01&to=2026-03-31&limit=200`);
    expect(Money.sum(items.map(({ amount }: Body) => Money.of(amount))).amount).toBe(interest.amount);
    const availability = await platform.as('presidency').get(`/api/emergency-fund/availability`);
    expect([availability.available.amount, Money.of(availability.accrued).isPositive()]).toEqual(['0.00', true]);
  });

  it('makes available what the bank really credits, by the clause of each agreement', async () => {
    const credited = interest.plus(Money.eur('0.37'));
    await desk.import('2026-03', [
      { amount: credited.amount, on: '2026-03-31', counterparty: 'BANQUE', text: 'INTERETS T1' },
    ]);
    const [entry] = await desk.unmatched();
    const targets = [{ kind: 'interest', id: MAIN.code, amount: credited.toJSON() }];
    const period = { from: '2026-01-01', to: '2026-03-31' };
    await platform.as('finance-officer').post('/api/treasury/matches', { entryId: entry.id, targets, period });
    const realised = await eventually(async () => {
      const { available } = await platform.as('presidency').get('/api/emergency-fund/availability');
      expect(Money.of(available).isPositive()).toBe(true);
      return Money.of(available);
    }, PATIENCE);
    await caughtUp(platform);
    const general = Money.eur(await figure('AIMF-GENERAL', 'free')).minus(Money.eur('9988.00'));
    const retained = Money.eur(await figure('AESN-2026', 'free')).minus(Money.eur('10000.00'));
    expect([general, retained].map((part) => part.isPositive())).toEqual([true, true]);
    expect(realised.plus(general).plus(retained).amount).toBe(credited.amount);
  });

  it('grants aid on two signatures and the Presidency’s decision, never more than is available', async () => {
    const { day } = await platform.as('administrator').post('/api/clock', { advance: 'MONTH' });
    expect(day).toBe('2026-04-30');
    await eventually(async () => {
      const { accrued } = await platform.as('presidency').get('/api/emergency-fund/availability');
      expect(Money.of(accrued).isPositive()).toBe(true);
    }, PATIENCE);
    await city(platform, 'TOAMASINA', 'Toamasina', 'MG');
    const committee = platform.as('committee-presidency');
    await committee.post('/api/emergency-fund/cases', {
      code: CASE,
      city: 'Toamasina',
      country: 'MG',
      kind: 'TROPICAL_CYCLONE',
      occurredOn: '2026-04-11',
      glide: null,
      needs: 'Abris et eau potable',
      effectiveDate: '2026-04-12',
    });
    const { available } = await platform.as('presidency').get(`/api/emergency-fund/availability?case=${CASE}`);
    const amount = Money.of(available);
    const wanted = { purpose: 'Premiers secours', beneficiary: 'TOAMASINA', effectiveDate: '2026-04-13' };
    const tooMuch = await committee.post(`/api/emergency-fund/cases/${CASE}/proposals`, {
      ...wanted,
      amount: amount.plus(Money.eur('0.01')),
    });
    const decide = (body: Body, who = platform.as('presidency')): Promise<Body> =>
      who.refused(`/api/emergency-fund/proposals/${tooMuch.id}/decision`, {
        outcome: 'GRANTED',
        reason: 'Accord',
        ...body,
      });
    await sign(tooMuch, 'committee-presidency');
    expect(await decide({})).toMatchObject({ status: 409, code: 'SIGNATURES_MISSING' });
    await sign(tooMuch, 'secretariat');
    expect(await decide({}, platform.as('presidency', { stepUp: false }))).toMatchObject({ status: 403 });
    expect(await decide({})).toMatchObject({ status: 409, code: 'INSUFFICIENT_FUNDS', available: amount.toJSON() });
    proposal = await platform.as('presidency').post(`/api/emergency-fund/proposals/${tooMuch.id}/decision`, {
      outcome: 'GRANTED',
      amount: amount.toJSON(),
      reason: 'Accord, dans la limite du disponible',
      effectiveDate: '2026-04-15',
    });
    const after = await platform.as('presidency').get(`/api/emergency-fund/availability?case=${CASE}`);
    expect([after.available.amount, after.committed.amount]).toEqual(['0.00', amount.amount]);
    orderOfAid = await desk.orderFor(CASE);
    expect(orderOfAid.amount).toEqual(amount.toJSON());
  });

  const sign = (signed: Body, who: 'committee-presidency' | 'secretariat'): Promise<Body> =>
    platform.as(who).post(`/api/emergency-fund/proposals/${signed.id}/signatures`, {
      version: signed.version,
      effectiveDate: '2026-04-14',
    });

  it('pays the aid and says which projects’ interest paid for it', async () => {
    for (const who of ['finance-controller', 'finance-controller-2'] as const) {
      await platform.as(who).post(`/api/treasury/payment-orders/${orderOfAid.id}/approve`);
    }
    expect(await emit(orderOfAid)).toContain(orderOfAid.endToEndId);
    const debit = Money.of(orderOfAid.amount).negated().amount;
    await desk.import('2026-04', [
      { amount: debit, on: '2026-04-20', counterparty: 'VILLE DE TOAMASINA', endToEndId: orderOfAid.endToEndId },
    ]);
    await desk.matchUntilConfirmed(6);
    await eventually(async () => {
      const { paid, committed } = await platform.as('presidency').get('/api/emergency-fund/availability');
      expect([paid.amount, committed.amount]).toEqual([orderOfAid.amount.amount, '0.00']);
    }, PATIENCE);
    const lineage = await platform.as('presidency').get(`/api/emergency-fund/cases/${CASE}/lineage`);
    expect(lineage.total).toEqual(orderOfAid.amount);
    expect(lineage.lines.map(({ project, agreement: code }: Body) => [project, code])).toContainEqual([
      PROJECT,
      'SIAAP-2026',
    ]);
    expect(proposal.id).toBeDefined();
  });

  it('shows every step in the consolidated ledger', async () => {
    await caughtUp(platform);
    const auditor = platform.as('auditor');
    for (const [book, kinds] of Object.entries(STEPS)) {
      const { items } = await auditor.get(`/api/reporting/ledger?book=${book}&limit=500`);
      expect([...new Set<string>(items.map(({ kind }: Body) => kind))].sort()).toEqual([...kinds].sort());
    }
    const bankLine = await auditor.get(`/api/reporting/ledger?account=bank:${MAIN.code}&limit=500`);
    expect(bankLine.total.eur.amount).toBe(bank.balance.amount);
  });

  it('publishes figures that are the sums of the entries they link to', async () => {
    const auditor = platform.as('auditor');
    const overview = await auditor.get('/api/reporting/overview');
    const { received, emergencyFund: fund } = overview;
    const sums: { value: Body; entries: string }[] = [
      ...['received', 'attributed', 'allocated', 'disbursed', 'justified', 'suspense'].map((name) => overview[name]),
      { value: received.expected, entries: received.expectedEntries },
      { value: fund.available, entries: fund.entries },
      { value: fund.accrued, entries: fund.accruedEntries },
      ...overview.flows,
      ...overview.months.flatMap((month: Body) => [month.received, month.disbursed]),
      ...overview.projects.flatMap((one: Body) => [one.attributed, one.allocated, one.disbursed]),
    ];
    expect(received.value.amount).toBe('400000.00');
    for (const { value, entries } of sums) {
      const page = await auditor.get(`${entries}&limit=500`);
      const sum = Money.sum(page.items.map(({ eur: amount }: Body) => Money.of(amount)));
      expect({ entries, ...sum.toJSON() }).toEqual({ entries, ...value });
    }
  });

  it('told it all on the live stream, each event once, and resumes where a reader left', async () => {
    const { seen } = stream;
    const positions = seen.map(({ id }) => Number(id.split('-')[1]));
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(new Set(seen.map(({ event }) => event.id)).size).toBe(seen.length);
    const topics = new Set(seen.map(({ type }) => type.split('.').slice(0, 2).join('.')));
    const all = ['contributions', 'treasury', 'disbursements', 'emergency-fund', 'ledger', 'platform'];
    expect([...topics].sort()).toEqual(all.map((name) => `abonde.${name}`).sort());
    const [left, rest] = [seen.slice(0, 20), seen.slice(20)];
    const resumed = await EventStream.open(platform.base, await platform.as('auditor').token(), left.at(-1)?.id);
    try {
      await eventually(() => expect(resumed.seen.map(({ id }) => id)).toEqual(rest.map(({ id }) => id)), PATIENCE);
    } finally {
      resumed.close();
    }
  });

  it('leaves every book verified, nothing in flight and not a cent of difference', async () => {
    await intact(platform);
  });
}
