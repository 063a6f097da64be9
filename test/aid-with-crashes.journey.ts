import { Money } from '@abonde/money';
import { type Body, eventually } from '@abonde/testing';
import { Bank } from '../infra/actors/bank';
import { city, eur } from '../infra/actors/registers';
import type { Service } from '../infra/start/service-processes';
import { PATIENCE } from './person';
import type { Platform } from './platform';
import { intact } from './settled';
import { TreasuryDesk } from './treasury-desk';

const MAIN = { code: 'MAIN-EUR', iban: 'FR7630006000011234567890189', bic: 'ABNDFRPPXXX', currency: 'EUR' };
const CASE = 'VU-LUGANVILLE-2026';
const FUND = '/api/emergency-fund';
const INTEREST = '2000.00';

/** From the bank's interest to an aid paid, reported and closed, while the services that carry it are ended under it. */
export function aidWithCrashes(running: () => Platform): void {
  let platform: Platform;
  let desk: TreasuryDesk;
  let proposal: Body;
  let granted: Money;

  /** Ends a service while something is asked of it, and asks again until it is answered: once. */
  const through = async <T>(service: Service, asked: Promise<T>): Promise<T> => {
    await platform.kill(service);
    platform.launch(service);
    const answer = await asked;
    await platform.untilReady(service);
    return answer;
  };
  const advance = (): Promise<Body> => platform.as('administrator').post('/api/clock', { advance: 'MONTH' });
  const availability = (): Promise<Body> => platform.as('presidency').get(`${FUND}/availability`);
  const lines = async (): Promise<Body[]> =>
    (await platform.as('auditor').get(`/api/reporting/ledger?book=emergency-fund&case=${CASE}&limit=500`)).items;

  beforeAll(async () => {
    platform = running();
    const account = await platform.as('auditor').get(`/api/treasury/accounts/${MAIN.code}`);
    desk = new TreasuryDesk(platform, new Bank(MAIN, Money.of(account.balance)));
    await city(platform, 'LUGANVILLE', 'Luganville', 'VU');
    await advance();
    await advance();
  }, 120_000);

  it('distributes what the bank credits once, the fund’s service ended while it does', async () => {
    const before = Money.of((await availability()).available);
    await desk.import('2026-05', []);
    await desk.import('2026-06', [{ amount: INTEREST, on: '2026-06-30', counterparty: 'BANQUE', text: 'INTERETS T2' }]);
    const [entry] = await desk.unmatched();
    const targets = [{ kind: 'interest', id: MAIN.code, amount: eur(INTEREST) }];
    const period = { from: '2026-04-01', to: '2026-06-30' };
    const officer = platform.as('finance-officer');
    const match = { entryId: entry.id, targets, period };
    await through(
      'emergency-fund',
      officer.insist((key) => officer.post('/api/treasury/matches', match, key)),
    );
    await eventually(async () => {
      const now = Money.of((await availability()).available);
      expect(now.minus(before).isPositive()).toBe(true);
      granted = now.minus(before);
    }, PATIENCE);
  });

  it('is opened, proposed, signed and decided once, each act asked while the service ends', async () => {
    const committee = platform.as('committee-presidency');
    const secretariat = platform.as('secretariat');
    const presidency = platform.as('presidency');
    const crisis = {
      code: CASE,
      city: 'Luganville',
      country: 'VU',
      kind: 'TROPICAL_CYCLONE',
      occurredOn: '2026-06-20',
    };
    const opening = presidency.insist((key) => presidency.post(`${FUND}/cases`, { ...crisis, needs: 'Abris' }, key));
    expect(await through('emergency-fund', opening)).toMatchObject({ code: CASE, calledOn: '2026-06-30' });
    const wanted = { amount: granted.toJSON(), purpose: 'Abris', beneficiary: 'LUGANVILLE', sign: true };
    proposal = await committee.insist((key) => committee.post(`${FUND}/cases/${CASE}/proposals`, wanted, key));
    const path = `${FUND}/proposals/${proposal.id}`;
    const signing = secretariat.insist((key) => secretariat.post(`${path}/signatures`, { version: 1 }, key));
    expect(await through('emergency-fund', signing)).toMatchObject({ missingSignatures: [] });
    const deciding = presidency.insist((key) =>
      presidency.post(`${path}/decision`, { outcome: 'GRANTED', version: 1 }, key),
    );
    const decided = await through('emergency-fund', deciding);
    expect(decided.decision).toMatchObject({ outcome: 'GRANTED', amount: granted.toJSON() });
    expect(await presidency.refused(`${path}/decision`, { outcome: 'GRANTED' })).toMatchObject({
      code: 'ALREADY_DECIDED',
    });
  });

  it('is paid once, treasury and the fund’s service ended on the way', async () => {
    const order = await through('treasury', desk.orderFor(CASE));
    expect(await desk.ordersFor(CASE)).toHaveLength(1);
    for (const who of ['finance-controller', 'finance-controller-2'] as const)
      await platform
        .as(who)
        .insist((key) => platform.as(who).post(`/api/treasury/payment-orders/${order.id}/approve`, {}, key));
    const officer = platform.as('finance-officer');
    const body = { accountId: MAIN.code, orderIds: [order.id], version: 'pain.001.001.09' };
    await officer.insist((key) => officer.post('/api/treasury/payment-files', body, key));
    await advance();
    const amount = granted.negated().amount;
    await desk.import('2026-07', [
      { amount, on: '2026-07-10', counterparty: 'VILLE DE LUGANVILLE', endToEndId: order.endToEndId },
    ]);
    await through(
      'emergency-fund',
      officer.insist((key) => desk.autoMatch(key)),
    );
    await eventually(async () => {
      const { clock } = await platform.as('auditor').get(`${FUND}/cases/${CASE}`);
      expect(clock.paid).toMatchObject({ on: '2026-07-10' });
    }, PATIENCE);
  });

  it('is reported, gives back what was not spent, and closes', async () => {
    const secretariat = platform.as('secretariat');
    const path = `${FUND}/cases/${CASE}`;
    const { document } = await secretariat.upload(`${path}/documents`, 'cr.pdf', '%PDF-1.4\n%%EOF', { kind: 'REPORT' });
    const spent = granted.minus(Money.eur('10.00')).toJSON();
    const reporting = secretariat.insist((key) => secretariat.post(`${path}/report`, { document, spent }, key));
    expect(await through('emergency-fund', reporting)).toMatchObject({ report: { spent, unspent: eur('10.00') } });
    expect(await secretariat.refused(`${path}/close`)).toMatchObject({ code: 'CASE_NOT_SETTLED' });
    await advance();
    await desk.import('2026-08', [
      { amount: '10.00', on: '2026-08-20', counterparty: CASE, text: 'RESTE NON DEPENSE' },
    ]);
    const [entry] = await desk.unmatched();
    const officer = platform.as('finance-officer');
    const suggestions: Body[] = await officer.get(`/api/treasury/entries/${entry.id}/suggestions`);
    const { targets } = suggestions.find((one) => one.targets[0].kind === 'recovery');
    const matching = officer.insist((key) =>
      officer.post('/api/treasury/matches', { entryId: entry.id, targets }, key),
    );
    await through('emergency-fund', matching);
    await eventually(() => secretariat.post(`${path}/close`), PATIENCE);
    const closed = await platform.as('auditor').get(path);
    expect(closed).toMatchObject({ stage: 'CLOSED', report: { returned: eur('10.00') } });
  });

  it('leaves one entry of each kind, and every book intact', async () => {
    await intact(platform);
    const kinds = new Map((await lines()).map(({ transaction, kind }) => [transaction as string, kind as string]));
    expect([...kinds.values()].sort()).toEqual(['aid-decided', 'aid-paid', 'aid-returned']);
  });
}
