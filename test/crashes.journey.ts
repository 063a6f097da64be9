import { Money } from '@abonde/money';
import { type Body, eventually } from '@abonde/testing';
import { Bank } from '../infra/actors/bank';
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
  signAndStart,
} from '../infra/actors/registers';
import { caughtUp, intact } from './settled';
import { TreasuryDesk } from './treasury-desk';

const DONOR = 'BOURRASQUE';
const ACCOUNT = { code: 'BURST-EUR', iban: 'FR1420041010050500013M02606', bic: 'ABNDFRPPXXX', currency: 'EUR' };
/** Of its own: money that arrives late would change the interest of everybody else's. */
const POOL = 'BURST';
/** Two services are killed in each. */
const ROUNDS = 5;
const rounds = Array.from({ length: ROUNDS }, (_, at) => at + 1);

/** Whatever ends a process, whenever: nothing lost, nothing twice. */
export function crashes(running: () => Platform): void {
  let platform: Platform;
  let desk: TreasuryDesk;
  let day: string;
  const references = new Map<string, string>();

  const codes = (from: number, to: number): string[] =>
    Array.from({ length: to - from + 1 }, (_, at) => `B${String(from + at).padStart(2, '0')}`);
  /** Different for each, so that a payment on the wrong agreement shows. */
  const amountOf = (code: string): string => `${1_000 + Number(code.slice(1))}.${code.slice(1)}`;
  const figures = async (code: string): Promise<Record<string, string>> => {
    const { figures: all } = await platform.as('auditor').get(`/api/contributions/agreements/${code}`);
    return Object.fromEntries(Object.entries<Body>(all).map(([name, { value }]) => [name, value.amount]));
  };
  const credits = (called: string[], month: string, number = 1): Parameters<Bank['statement']>[1] =>
    called.map((code) => ({
      amount: amountOf(code),
      on: `${month}-10`,
      counterparty: DONOR,
      text: String(references.get(`${code}#${number}`)),
    }));
  const sign = (code: string, key?: string): Promise<void> => {
    const instalment = (number: number): Body => ({
      number,
      amount: eur(amountOf(code)),
      dueOn: '2026-02-01',
      condition: { kind: 'DATE' },
    });
    const amount = Money.eur(amountOf(code))
      .plus(Money.eur(amountOf(code)))
      .toJSON();
    return agreement(
      platform,
      {
        code,
        donor: DONOR,
        amount,
        instalments: [instalment(1), instalment(2)],
        pool: POOL,
        earmark: { level: 'PROJECT', projects: [projectOf(code)] },
      },
      key,
    );
  };
  const callInto = async (code: string, number: number, key?: string): Promise<void> => {
    references.set(`${code}#${number}`, await call(platform, code, number, key));
  };
  const projectOf = (code: string): string => `KH-KAMPOT-${code}`;

  beforeAll(async () => {
    platform = running();
    desk = new TreasuryDesk(platform, new Bank(ACCOUNT, Money.zero()));
    ({ day } = await platform.as('auditor').get('/api/clock'));
    await desk.open();
    await donor(platform, DONOR);
    await city(platform, 'KAMPOT', 'Kampot', 'KH');
    for (const code of codes(1, 6)) {
      await sign(code);
      await callInto(code, 1);
      await callInto(code, 2);
    }
  }, 60_000);

  /** Nothing lost and nothing twice on the way of these events: each key's sequence has no gap and no repetition. */
  const factsOf = async (key: string, context = 'contributions'): Promise<string[]> => {
    const { items } = await platform.as('auditor').get(`/api/reporting/events?limit=200&topics=${context}`);
    const events = items.map(({ event }: Body) => event).filter(({ subject }: Body) => subject === key);
    events.sort((a: Body, b: Body) => a.sequence - b.sequence);
    expect(events.map(({ sequence }: Body) => sequence)).toEqual(events.map((_: Body, at: number) => at + 1));
    return events.map(({ type }: Body) => type.split('.')[2]);
  };

  const transactions = async (filter: string): Promise<number> => {
    const { items } = await platform.as('auditor').get(`/api/reporting/ledger?${filter}&limit=500`);
    return new Set(items.map(({ transaction }: Body) => transaction)).size;
  };

  it('contributions dies while receipts arrive and agreements are signed', async () => {
    await desk.import('2026-01', credits(codes(1, 6), '2026-01'));
    await eventually(async () => {
      await desk.autoMatch();
      expect(await desk.unmatched()).toEqual([]);
    }, PATIENCE);
    const officer = platform.as('finance-officer');
    const commands = codes(7, 12).map(async (code) => {
      await officer.insist((key) => sign(code, key));
      await officer.insist((key) => callInto(code, 1, key));
    });
    await Promise.race(commands);
    await platform.kill('contributions');
    platform.launch('contributions');
    await Promise.all(commands);
    for (const code of codes(7, 12)) expect(await figures(code)).toMatchObject({ called: amountOf(code) });
  });

  it('treasury dies while it imports a statement', async () => {
    const file = desk.bank.statement('2026-02', credits(codes(7, 12), '2026-02'));
    const officer = platform.as('finance-officer');
    const importing = officer.insist((key) => desk.importFile('2026-02', file, key));
    await Promise.race([importing, officer.get('/api/treasury/accounts')]);
    await platform.kill('treasury');
    platform.launch('treasury');
    const { statements } = await importing;
    expect(statements).toMatchObject([{ entries: 6, closing: desk.bank.balance.toJSON() }]);
    await desk.matchUntilConfirmed(12);
    for (const code of codes(1, 12))
      expect(await figures(code)).toMatchObject({ received: amountOf(code), free: amountOf(code) });
    const account = await platform.as('auditor').get(`/api/treasury/accounts/${ACCOUNT.code}`);
    expect(account.balance).toEqual(desk.bank.balance.toJSON());
  });

  it('disbursements dies while allocations arrive and tranches are approved', async () => {
    const voted = codes(1, 4);
    for (const code of voted) {
      const total = Money.eur(amountOf(code)).plus(Money.eur('1000.00')).amount;
      await dossier(platform, projectOf(code), {
        city: 'Kampot',
        total,
        fund: [[DONOR, amountOf(code)]],
        own: '1000.00',
      });
      await appraise(platform, projectOf(code));
    }
    await holdSession(
      platform,
      'BUREAU-BURST',
      voted.map((code) => ({ project: projectOf(code), amount: amountOf(code) })),
    );
    for (const code of voted) await signAndStart(platform, projectOf(code));
    const proposals = await eventually(async () => {
      const { items } = await platform
        .as('finance-controller')
        .get('/api/contributions/allocations?status=PROPOSED&limit=200');
      const its = items.filter(({ project }: Body) => voted.map(projectOf).includes(project));
      expect(its).toHaveLength(voted.length);
      return its as Body[];
    }, PATIENCE);
    const confirmations = proposals.map(({ id }) =>
      platform.as('finance-controller').post(`/api/contributions/allocations/${id}/confirm`),
    );
    const tranches = voted.map((code) => trancheOf(projectOf(code), amountOf(code)));
    await Promise.race(tranches);
    await platform.kill('disbursements');
    platform.launch('disbursements');
    await Promise.all([...confirmations, ...tranches]);
    for (const code of voted) {
      await eventually(async () => {
        const { figures: all } = await platform.as('auditor').get(`/api/disbursements/projects/${projectOf(code)}`);
        expect(all.allocated.value.amount).toBe(amountOf(code));
      }, PATIENCE);
      const orders = await eventually(async () => {
        const found = await desk.ordersFor(`${projectOf(code)}-T1`);
        expect(found.length).toBeGreaterThan(0);
        return found;
      }, PATIENCE);
      expect(orders.map(({ amount }) => amount)).toEqual([eur(amountOf(code))]);
      expect(await figures(code)).toMatchObject({ allocated: amountOf(code), free: '0.00' });
    }
  });

  /** A tranche of all that is attributed, each step sent until it is answered. */
  const trancheOf = async (project: string, amount: string): Promise<void> => {
    const steps: [Parameters<Platform['as']>[0], string, Body][] = [
      [
        'project-officer',
        `/api/disbursements/projects/${project}/tranches`,
        { number: 1, amount: eur(amount), conditions: [] },
      ],
      ['project-officer', `/api/disbursements/tranches/${project}-T1/request`, { effectiveDate: '2026-02-10' }],
      ['project-officer-2', `/api/disbursements/tranches/${project}-T1/certify`, { effectiveDate: '2026-02-11' }],
      ['finance-controller-2', `/api/disbursements/tranches/${project}-T1/approve`, { effectiveDate: '2026-02-12' }],
    ];
    for (const [who, path, body] of steps)
      await platform.as(who).insist((key) => platform.as(who).post(path, body, key));
  };

  it('the others go on without a service, which catches up before it is ready', async () => {
    await platform.kill('contributions');
    await desk.import('2026-03', credits(codes(1, 6), '2026-03', 2));
    expect(await desk.autoMatch()).toMatchObject({ matched: 6 });
    const auditor = platform.as('auditor');
    await expect(figures('B01')).rejects.toThrow('SERVICE_UNAVAILABLE');
    await eventually(async () => {
      const { clearing, books } = await auditor.get('/api/reporting/integrity');
      const pair = clearing.find((one: Body) => one.pair === 'treasury-contributions');
      expect([pair.inFlight.length, pair.difference.amount]).toEqual([6, '0.00']);
      expect(books.find(({ book }: Body) => book === 'contributions').verified).toBe(false);
    }, PATIENCE);
    await eventually(async () => {
      const { status, services } = await auditor.get('/api/health');
      expect([status, services.contributions.status, services.disbursements.status]).toEqual([
        'degraded',
        'down',
        'ok',
      ]);
    }, PATIENCE);
    platform.launch('contributions');
    await platform.untilReady('contributions');
    for (const code of codes(1, 6))
      expect((await figures(code)).received).toBe(Money.eur(amountOf(code)).plus(Money.eur(amountOf(code))).amount);
    await desk.matchUntilConfirmed(18);
  });

  it('what is committed and not yet published when the process dies is published once', async () => {
    await platform.kill('contributions');
    await platform.superuser('contributions', async (database) => {
      // Whoever holds this lock publishes: as long as it is ours, the service commits and tells nobody.
      await database.query(`SELECT pg_advisory_lock(hashtext('abonde-relay'))`);
      platform.launch('contributions');
      await platform.as('finance-officer').insist((key) => sign('B20', key));
      await callInto('B20', 1);
      const { rows } = await database.query('SELECT count(*)::int AS unsent FROM outbox WHERE sent_at IS NULL');
      expect(rows[0].unsent).toBeGreaterThan(0);
      await platform.kill('contributions');
    });
    expect(await transactions('book=contributions&agreement=B20')).toBe(0);
    platform.launch('contributions');
    await eventually(async () => expect(await transactions('book=contributions&agreement=B20')).toBe(2), PATIENCE);
    await eventually(
      async () =>
        expect(await factsOf('B20')).toEqual([
          'agreement-signed',
          'schedule-changed',
          'instalment-called',
          'schedule-changed',
        ]),
      PATIENCE,
    );
    expect(await transactions('book=contributions&agreement=B20')).toBe(2);
  });

  it('processes killed right after they answered, again and again, have told each of their events once', async () => {
    const officer = platform.as('finance-officer');
    const instalments = rounds.map((number) => ({
      number,
      amount: eur('100.00'),
      dueOn: '2026-02-01',
      condition: { kind: 'DATE' },
    }));
    await officer.insist((key) =>
      agreement(platform, { code: 'B30', donor: DONOR, pool: POOL, amount: eur(`${ROUNDS}00.00`), instalments }, key),
    );
    for (const round of rounds) {
      const commands = {
        contributions: officer.insist((key) => callInto('B30', round, key)),
        treasury: officer.insist((key) => openAccount(`K${round}`, key)),
      };
      await Promise.all(
        (['contributions', 'treasury'] as const).map(async (service) => {
          await commands[service];
          await platform.kill(service);
          platform.launch(service);
        }),
      );
    }
    await eventually(async () => {
      expect(await transactions('book=contributions&kind=instalment-called&agreement=B30')).toBe(ROUNDS);
      for (const round of rounds) expect(await transactions(`book=treasury&account=bank:K${round}`)).toBe(1);
    }, PATIENCE);
    expect(await factsOf('B30')).toEqual([
      ...['agreement-signed', 'schedule-changed'],
      ...rounds.flatMap(() => ['instalment-called', 'schedule-changed']),
    ]);
    for (const round of rounds) expect(await factsOf(`K${round}`, 'treasury')).toEqual(['bank-account-opened']);
  });

  const openAccount = (code: string, key: string): Promise<Body> =>
    platform.as('finance-officer').post(
      '/api/treasury/accounts',
      {
        code,
        name: code,
        otherId: code,
        bic: ACCOUNT.bic,
        currency: 'EUR',
        openingDate: day,
        openingBalance: eur('10.00'),
      },
      key,
    );

  it('what was published and not yet noted when the process dies is published again, and counts once', async () => {
    const before = await figures('B01');
    const counted = await transactions('book=contributions&agreement=B01');
    await platform.superuser('contributions', async (database) => {
      await database.query('UPDATE outbox SET sent_at = NULL');
      await eventually(async () => {
        const { rows } = await database.query('SELECT count(*)::int AS unsent FROM outbox WHERE sent_at IS NULL');
        expect(rows[0].unsent).toBe(0);
      }, PATIENCE);
    });
    await caughtUp(platform);
    expect([await figures('B01'), await transactions('book=contributions&agreement=B01')]).toEqual([before, counted]);
    expect(await factsOf('B30')).toHaveLength(2 * (ROUNDS + 1));
  });

  it('leaves the books as if nobody had died', async () => {
    const twice = (code: string): string => Money.eur(amountOf(code)).plus(Money.eur(amountOf(code))).amount;
    for (const code of codes(1, 6)) expect((await figures(code)).received).toBe(twice(code));
    for (const code of codes(7, 12)) expect((await figures(code)).received).toBe(amountOf(code));
    for (const code of codes(1, 12)) {
      expect(await transactions(`book=contributions&kind=receipt-matched&agreement=${code}`)).toBe(
        Number(code.slice(1)) > 6 ? 1 : 2,
      );
    }
    await intact(platform);
  });
}
