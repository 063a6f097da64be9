import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudEvent } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { eventually } from '@abonde/testing';
import { PATIENCE } from './person';
import { Replicas } from './replicas';

jest.setTimeout(600_000);

const OPENED = 'abonde.treasury.bank-account-opened.v1';
const REGISTERED = 'abonde.contributions.donor-registered.v1';
/** After a crash a consumer's partitions stay with it for its session, ten seconds. */
const RECOVERY = 120_000;

type Outcome = 'committed' | 'undone';
/** The long run ends every process in every way. */
const full = process.env['FULL_TESTS'] === '1';
const restarts: ('SIGTERM' | 'SIGKILL')[][] = full ? [['SIGTERM'], ['SIGKILL']] : [['SIGTERM', 'SIGKILL']];

/** Several processes of one service at once, ended at every point: nothing lost, nothing twice. */
describe('replicas of a service', () => {
  let replicas: Replicas;
  const donors: string[] = [];
  const accounts: Money[] = [];

  /** A command: one row, one event. */
  const register = async (): Promise<void> => {
    const code = `D-${donors.length + 1}`;
    donors.push(code);
    await replicas.insist('/donors', { code, name: code, kind: 'WATER_AGENCY', country: 'FR', payerAliases: [] });
  };
  /** A fact from another service: one transaction in the book, one movement, two events in answer. */
  const open = async (): Promise<void> => {
    const account = `A-${accounts.length + 1}`;
    const amount = Money.minor(BigInt(accounts.length + 1));
    accounts.push(amount);
    const opening = amount.toJSON();
    const data = { account, name: account, currency: 'EUR', opening, openingEur: opening, openingDate: '2026-01-15' };
    await replicas.producer.publish(OPENED, {
      key: account,
      data,
      transfer: randomUUID(),
      accountingDate: '2026-01-15',
      valueDate: '2026-01-15',
    });
  };
  /** Each event once, however often the log has it, in the order in which they came. */
  const told = (topic: string, type?: string): CloudEvent[] => {
    const events = replicas.published.get(topic) ?? [];
    const first = new Map(events.map((event) => [event.id, event]).reverse() as [string, CloudEvent][]);
    const wanted = [...first.values()].reverse();
    return type ? wanted.filter((event) => event.type === type) : wanted;
  };
  const copies = (): number =>
    (replicas.published.get('abonde.contributions') ?? []).filter(({ type }) => type === REGISTERED).length;

  const nothingLostNothingTwice = async (): Promise<void> => {
    await eventually(async () => {
      expect(await replicas.count('outbox WHERE sent_at IS NULL')).toBe(0);
      expect(told('abonde.contributions', REGISTERED)).toHaveLength(donors.length);
      expect(told('abonde.contributions', 'abonde.contributions.money-moved.v1')).toHaveLength(accounts.length);
      expect(told('abonde.ledger')).toHaveLength(await replicas.count('ledger.transactions'));
    }, RECOVERY);
    expect(await replicas.count('donor')).toBe(donors.length);
    expect(await replicas.count(`ledger.transactions WHERE kind = 'bank-account-opened'`)).toBe(accounts.length);
    const { rows } = await replicas.owner.query<{ sum: string }>(
      `SELECT coalesce(-sum(p.amount), 0) AS sum FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account
       WHERE a.path = 'fund:envelope:AIMF-GENERAL'`,
    );
    expect(Money.minor(BigInt(rows[0]?.sum ?? 0)).amount).toBe(Money.sum(accounts).amount);
    expect(await replicas.count('dead_letter')).toBe(0);
    for (const topic of replicas.published.keys()) {
      const keys = new Map<string, number[]>();
      for (const { subject, sequence } of told(topic)) keys.set(subject, [...(keys.get(subject) ?? []), sequence]);
      for (const [key, sequences] of keys) expect([key, sequences]).toEqual([key, sequences.map((_, at) => at + 1)]);
    }
    expect(await replicas.verify()).toMatchObject({ verified: true, firstBad: null });
  };

  beforeAll(async () => {
    replicas = await Replicas.start(3);
    await replicas.insist('/donors', { code: 'AIMF', name: 'AIMF', kind: 'INTERNAL', country: 'FR', payerAliases: [] });
    donors.push('AIMF');
    await replicas.insist('/agreements', {
      code: 'AIMF-GENERAL',
      donor: 'AIMF',
      instrument: 'COOPERATION',
      amount: Money.eur('1000000.00').toJSON(),
      signedOn: '2026-01-02',
      effectiveDate: '2026-01-02',
      period: { from: '2026-01-01', to: '2028-12-31' },
      countsAs: 'FUND',
      earmark: { level: 'NONE' },
      interestClauses: [{ from: '2026-01-01', kind: 'EMERGENCY_FUND' }],
      pool: 'EUR',
      instalments: [],
    });
  }, 300_000);
  afterAll(() => replicas?.stop(), 60_000);

  it('another one publishes as soon as the owner is killed, again and again', async () => {
    for (let round = 0; round < 3; round += 1) {
      const owner = await replicas.relayOwner();
      await replicas.end(owner, 'SIGKILL');
      await register();
      await eventually(
        () => expect(told('abonde.contributions').map(({ subject }) => subject)).toContain(donors.at(-1)),
        PATIENCE,
      );
      expect(await replicas.relayOwner(replicas.all.filter((at) => at !== owner))).not.toBe(owner);
      replicas.launch(owner);
      await replicas.untilReady(owner);
    }
    await nothingLostNothingTwice();
  });

  it('another one publishes when the owner hangs, and its return does no harm', async () => {
    const owner = await replicas.relayOwner();
    const others = replicas.all.filter((at) => at !== owner);
    replicas.freeze(owner, 'SIGSTOP');
    const successor = await replicas.relayOwner(others);
    await Promise.all([register(), register()]);
    await open();
    await eventually(
      () => expect(told('abonde.contributions').map(({ subject }) => subject)).toContain(donors.at(-1)),
      PATIENCE,
    );
    replicas.freeze(owner, 'SIGCONT');
    await replicas.untilReady(owner);
    await eventually(async () => expect(await replicas.relayOwner()).toBe(successor), PATIENCE);
    await nothingLostNothingTwice();
  });

  it.each(restarts)('a rolling restart under load loses and doubles nothing (%s)', async (...signals) => {
    const over = new AbortController();
    const loads = [register, open].map(async (work) => {
      while (!over.signal.aborted) {
        await work();
        await sleep(400);
      }
    });
    try {
      for (const at of replicas.all) {
        await replicas.end(at, signals[at % signals.length] ?? 'SIGKILL');
        replicas.launch(at);
        await replicas.untilReady(at);
      }
    } finally {
      over.abort();
      await Promise.all(loads);
    }
    expect(donors.length).toBeGreaterThan(10);
    expect(accounts.length).toBeGreaterThan(10);
    await nothingLostNothingTwice();
  });

  const atCommit = (table: string): string =>
    `CREATE CONSTRAINT TRIGGER parked AFTER INSERT ON ${table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW`;
  const onUpdate = (table: string): string => `CREATE TRIGGER parked BEFORE UPDATE ON ${table} FOR EACH ROW`;
  /** Every process dies at once; then the transaction in which one of them was goes one way or the other. */
  const crashAt = async (
    trigger: string,
    outcome: 'committed' | 'undone',
    work: () => Promise<void>,
  ): Promise<void> => {
    let working = Promise.resolve();
    await replicas.parked(trigger, async (waiting) => {
      working = work();
      const pid = await waiting();
      await Promise.all(replicas.all.map((at) => replicas.end(at, 'SIGKILL')));
      if (outcome === 'undone') await replicas.undo(pid);
    });
    for (const at of replicas.all) replicas.launch(at);
    await Promise.all(replicas.all.map((at) => replicas.untilReady(at)));
    await working;
    await nothingLostNothingTwice();
  };

  const points: [point: string, trigger: string, work: () => Promise<void>, outcome: Outcome][] = [
    ['at the commit of a command', atCommit('outbox'), register, 'committed'],
    ['between an effect and the commit of its place in the log', atCommit('inbox'), open, 'committed'],
    ['between the acknowledgement of the log and the mark', onUpdate('outbox'), register, 'undone'],
    ['while a block is sealed', 'CREATE TRIGGER parked BEFORE INSERT ON ledger.blocks FOR EACH ROW', open, 'undone'],
  ];
  const other = (outcome: Outcome): Outcome => (outcome === 'committed' ? 'undone' : 'committed');
  const crashes = points.flatMap(([point, trigger, work, outcome]) =>
    (full ? [outcome, other(outcome)] : [outcome]).map((one) => [point, one, trigger, work] as const),
  );

  it.each(crashes)('all of them killed %s, which is then %s', async (point, outcome, trigger, work) => {
    const twiceBefore = copies() - donors.length;
    await crashAt(trigger, outcome, work);
    // The log has what was not marked twice; whoever reads it knows it by its id.
    if (point.endsWith('the mark') && outcome === 'undone')
      expect(copies() - donors.length).toBeGreaterThan(twiceBefore);
  });
});
