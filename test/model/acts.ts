import { Money } from '@abonde/money';
import fc from 'fast-check';
import { eur } from '../../infra/actors/registers';
import { type BankDesk, type Line, officer } from './bank-desk';
import { type Books, type ServiceName, serviceNames } from './books';
import { type Cast, people } from './stage';

const acts = [
  ...['receive', 'receive', 'receive', 'receiveTwo', 'receiveUnknown', 'charge', 'explain', 'undo', 'takeBack'],
  ...['apply', 'allocate', 'allocate', 'reject', 'release', 'tranche', 'tranche', 'pay', 'pay', 'pay', 'bounce'],
  ...[
    'rejectOrder',
    'approveAgain',
    'refund',
    'cancel',
    'close',
    'recover',
    'accrue',
    'credit',
    'aid',
    'aid',
    'givenUp',
    'pause',
    'pause',
  ],
] as const;

/** What somebody does, or what goes wrong, on the way of the money. */
export interface Act {
  what: string;
  /** Which of those there are. */
  pick: number;
  /** How much of what there is, in percent; above 100 it is too much. */
  share: number;
  /** A service whose connections are cut meanwhile, after so many milliseconds. */
  cut: { service: ServiceName; after: number } | null;
}

const troubles = ['holdBack', 'holdBack', 'letGo', 'letGo', 'redeliver'] as const;

export const actsOfAll: fc.Arbitrary<Act> = fc.record({
  what: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom<string>(...acts) },
    { weight: 1, arbitrary: fc.constantFrom<string>(...troubles) },
  ),
  pick: fc.nat(1_000),
  share: fc.oneof(fc.constant(100), fc.integer({ min: 1, max: 100 }), fc.integer({ min: 101, max: 130 })),
  cut: fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.record({ service: fc.constantFrom(...serviceNames), after: fc.nat(40) }) },
  ),
});

/** Everybody at work on one run's cast, with the whole books behind them. */
export class Work {
  constructor(
    private readonly books: Books,
    private readonly bank: BankDesk,
    private readonly cast: Cast,
  ) {}

  /** What every run starts from: money of both donors received and allocated, a tranche approved on each project. */
  async begin(): Promise<void> {
    for (const pick of [0, 1, 3, 4]) await this.receive([pick], 100);
    await this.books.settled();
    for (const pick of this.cast.projects.keys()) await this.decideAllocation(pick, 'confirm');
    await this.books.settled();
    for (const pick of this.cast.projects.keys()) await this.tranche(pick, 50);
    await this.credit(100);
  }

  async perform({ what, pick, share, cut }: Act): Promise<void> {
    const running = this.act(what, pick, share);
    if (cut) {
      await new Promise((resolve) => setTimeout(resolve, cut.after));
      await this.books.cut(cut.service);
    }
    await running;
  }

  /** Cities pay back what was claimed from them; then interest is up to date, so that nothing restates it by itself soon. */
  async end(): Promise<void> {
    await this.books.settled();
    for (const claim of await this.claims()) await this.recoverOne(claim);
    await this.books.settled();
    await this.books.succeed(officer, '/api/emergency-fund/accruals', { through: '2026-06-30' });
    await this.books.settled();
  }

  private async act(what: string, pick: number, share: number): Promise<boolean> {
    switch (what) {
      case 'receive':
        return this.receive([pick], share);
      case 'receiveTwo':
        return this.receive([pick, pick + 1], share);
      case 'receiveUnknown':
        return this.receiveUnknown(share);
      case 'charge':
        return this.write({ what: 'CHARGE', cents: -BigInt(share), whose: 'AIMF' }, [['classification', 'CHARGE']]);
      case 'explain':
        return this.explain(pick);
      case 'undo':
        return this.undo(pick);
      case 'takeBack':
        return this.takeBack(pick);
      case 'apply':
        return this.apply(pick, share);
      case 'allocate':
        return this.decideAllocation(pick, 'confirm');
      case 'reject':
        return this.decideAllocation(pick, 'reject');
      case 'release':
        return this.release(pick, share);
      case 'tranche':
        return this.tranche(pick, share);
      case 'approveAgain':
        return this.approveAgain(pick);
      case 'pay':
        return this.pay(pick);
      case 'bounce':
        return this.bounce(pick);
      case 'rejectOrder':
        return this.rejectOrder(pick);
      case 'refund':
        return this.refund(pick, share);
      case 'cancel':
        return this.cancel(pick);
      case 'close':
        return this.close(pick, share);
      case 'recover':
        return this.recover(pick);
      case 'accrue':
        return this.ask(officer, '/api/emergency-fund/accruals', { through: '2026-06-30' });
      case 'credit':
        return this.credit(share);
      case 'aid':
        return this.aid(share);
      case 'pause':
        return this.pause();
      case 'givenUp':
        return this.giveUpAid();
      default:
        return this.trouble(what, pick);
    }
  }

  /** Long enough for most of what is on its way; what stands still goes on standing still. */
  private async pause(): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return true;
  }

  private async trouble(what: string, pick: number): Promise<boolean> {
    const service = of([...serviceNames], pick);
    const topic = service && of(await this.books.topicsOf(service), pick >> 3);
    if (what === 'letGo') await this.books.letGo();
    else if (service && topic && what === 'holdBack') await this.books.holdBack(service, topic);
    else if (service && topic) await this.books.redeliver(service, topic);
    return true;
  }

  private async receive(picks: number[], share: number): Promise<boolean> {
    const parts = picks.flatMap((pick) => {
      const instalment = of(this.cast.instalments, pick);
      return instalment ? [{ instalment, amount: part(instalment.amount, share) }] : [];
    });
    const [first] = parts;
    if (!first) return false;
    return this.write(
      {
        what: 'RECEIPT',
        cents: Money.sum(parts.map(({ amount }) => amount)).minor,
        whose: parts.map(({ instalment, amount }) => `${instalment.donor} ${amount.minor}`).join(),
      },
      parts.map(({ instalment, amount }) => ['instalment', instalment.id, amount] as const),
    );
  }

  private receiveUnknown(share: number): Promise<boolean> {
    const line = { what: 'RECEIPT' as const, cents: BigInt(share), whose: `UNKNOWN ${share}` };
    return this.write(line, [['unapplied', 'UNKNOWN']]);
  }

  private async explain(pick: number): Promise<boolean> {
    const explained = await this.bank.explained();
    const line = of(
      this.bank.lines.filter((one) => !explained.some((other) => other.line === one)),
      pick,
    );
    return line ? this.bank.explain(line) : false;
  }

  private async undo(pick: number): Promise<boolean> {
    const found = of(await this.bank.explained(), pick);
    return found ? this.ask(officer, `/api/treasury/matches/${found.line.match}/undo`, { reason: 'Erreur' }) : false;
  }

  /** The bank takes a receipt back. */
  private async takeBack(pick: number): Promise<boolean> {
    const receipts = (await this.bank.explained()).filter(({ line }) => line.what === 'RECEIPT');
    const receipt = of(receipts, pick)?.line;
    if (!receipt?.match) return false;
    const line = { what: 'RECEIPT_RETURN' as const, cents: -receipt.cents, whose: receipt.whose };
    return this.write(line, [['refund', receipt.match, Money.minor(receipt.cents)]]);
  }

  private async apply(pick: number, share: number): Promise<boolean> {
    const { items } = await this.books.read('/api/contributions/unapplied?limit=200');
    const row = of<{ id: string; remaining: { amount: string } }>(items, pick);
    const instalment = of(this.cast.instalments, pick);
    if (!row || !instalment) return false;
    const body = { instalment: instalment.id, amount: part(row.remaining.amount, share).toJSON() };
    const prepared = await this.books.ask(officer, `/api/contributions/unapplied/${row.id}/apply`, body);
    if (prepared.status >= 300) return false;
    return this.ask(people.controller, `/api/contributions/unapplied/applications/${prepared.body.id}/confirm`);
  }

  private async decideAllocation(pick: number, decision: 'confirm' | 'reject'): Promise<boolean> {
    const project = of(this.cast.projects, pick);
    const { items } = await this.books.read(`/api/contributions/allocations?status=PROPOSED&project=${project}`);
    const found = of<{ id: string }>(items, pick);
    if (!found) return false;
    const body = decision === 'reject' ? { reason: 'À revoir' } : {};
    return this.ask(people.controller, `/api/contributions/allocations/${found.id}/${decision}`, body);
  }

  private release(pick: number, share: number): Promise<boolean> {
    const [project, agreement] = [of(this.cast.projects, pick), of(this.cast.agreements, pick >> 1)];
    const body = { project, agreement, amount: part('200.00', share).toJSON(), reason: 'Réimputation' };
    return this.ask(officer, '/api/contributions/releases', body);
  }

  private async tranche(pick: number, share: number): Promise<boolean> {
    const project = of(this.cast.projects, pick);
    const { figures } = await this.books.read(`/api/disbursements/projects/${project}`);
    const amount = part(figures.free.value.amount, share);
    if (!amount.isPositive()) return false;
    const { items } = await this.books.read(`/api/disbursements/projects/${project}/tranches`);
    const { projectOfficer, certifier } = people;
    const plan = { number: items.length + 1, amount: amount.toJSON(), conditions: [] };
    const planned = await this.books.ask(projectOfficer, `/api/disbursements/projects/${project}/tranches`, plan);
    if (planned.status >= 300) return false;
    const path = `/api/disbursements/tranches/${planned.body.code}`;
    if (!(await this.ask(projectOfficer, `${path}/request`, { effectiveDate: '2026-03-01' }))) return false;
    if (!(await this.ask(certifier, `${path}/certify`, { effectiveDate: '2026-03-02' }))) return false;
    return this.ask(people.controller, `${path}/approve`, { effectiveDate: '2026-03-03' });
  }

  private async approveAgain(pick: number): Promise<boolean> {
    const { items } = await this.books.read(`/api/disbursements/projects/${of(this.cast.projects, pick)}/tranches`);
    const open = items.filter(({ status }: { status: string }) => ['CERTIFIED', 'RETURNED'].includes(status));
    const tranche = of<{ code: string }>(open, pick >> 1);
    if (!tranche) return false;
    return this.ask(people.controller, `/api/disbursements/tranches/${tranche.code}/approve`, {});
  }

  private async orders(states: string): Promise<Order[]> {
    const { items } = await this.books.read(`/api/treasury/payment-orders?status=${states}&limit=200`);
    return items;
  }

  /** Approved by two, put into a file, and paid by the bank. */
  private async pay(pick: number): Promise<boolean> {
    const order = of(await this.orders('ORDERED,APPROVED,EMITTED'), pick);
    if (!order) return false;
    const path = `/api/treasury/payment-orders/${order.id}/approve`;
    for (const who of [people.otherController, people.thirdController]) await this.ask(who, path);
    const file = { accountId: this.bank.account, orderIds: [order.id] };
    await this.ask(officer, '/api/treasury/payment-files', file);
    const line = { what: 'PAYMENT' as const, cents: -Money.of(order.amount).minor, whose: payee(order) };
    return this.write(line, [['payment-order', order.id, Money.of(order.amount)]]);
  }

  private async bounce(pick: number): Promise<boolean> {
    const order = of(await this.orders('SETTLED'), pick);
    if (!order) return false;
    const line = { what: 'PAYMENT_RETURN' as const, cents: Money.of(order.amount).minor, whose: payee(order) };
    return this.write(line, [['payment-order', order.id, Money.of(order.amount)]]);
  }

  private async rejectOrder(pick: number): Promise<boolean> {
    const order = of(await this.orders('ORDERED,APPROVED,EMITTED'), pick);
    const path = `/api/treasury/payment-orders/${order?.id}/reject`;
    return order ? this.ask(people.controller, path, { reason: 'AC04' }) : false;
  }

  private async refund(pick: number, share: number): Promise<boolean> {
    const agreement = of(this.cast.agreements, pick);
    const { figures } = await this.books.read(`/api/contributions/agreements/${agreement}`);
    const amount = part(figures.free.value.amount, share);
    if (!amount.isPositive()) return false;
    const body = { agreement, amount: amount.toJSON(), beneficiary: 'SIEM-REAP', reason: 'Solde rendu' };
    const prepared = await this.books.ask(officer, '/api/contributions/refunds', body);
    if (prepared.status >= 300) return false;
    return this.ask(people.controller, `/api/contributions/refunds/${prepared.body.id}/confirm`);
  }

  private cancel(pick: number): Promise<boolean> {
    // Not always: a run whose projects are all gone has nothing left to pay.
    if (pick % 3 > 0) return Promise.resolve(false);
    const path = `/api/disbursements/projects/${of(this.cast.projects, pick)}/cancel`;
    return this.ask(people.secretariat, path, { reason: 'Abandonné', effectiveDate: '2026-06-01' });
  }

  private async close(pick: number, share: number): Promise<boolean> {
    if (pick % 3 > 0) return false;
    const path = `/api/disbursements/projects/${of(this.cast.projects, pick)}`;
    await this.ask(people.secretariat, `${path}/complete`, { effectiveDate: '2026-06-02' });
    const finalCost = part('600.00', share).toJSON();
    return this.ask(people.secretariat, `${path}/close`, { finalCost, effectiveDate: '2026-06-03' });
  }

  private async recover(pick: number): Promise<boolean> {
    const claim = of(await this.claims(), pick);
    return claim ? this.recoverOne(claim) : false;
  }

  private async claims(): Promise<Claim[]> {
    return this.books.of('disbursements').sql<Claim>(
      `SELECT r.id, (r.amount - r.received)::text AS minor, p.code AS project FROM recoveries r JOIN projects p ON p.id = r.project_id
        WHERE r.received < r.amount`,
    );
  }

  private recoverOne({ id, minor, project }: Claim): Promise<boolean> {
    const amount = Money.minor(BigInt(minor));
    return this.write({ what: 'RECOVERY', cents: amount.minor, whose: project }, [['recovery', id, amount]]);
  }

  private credit(share: number): Promise<boolean> {
    const line = { what: 'INTEREST' as const, cents: BigInt(share), whose: 'FUND' };
    return this.write(line, [['interest', this.bank.account]], {
      period: { from: '2026-01-01', to: '2026-03-31' },
    });
  }

  private async aid(share: number): Promise<boolean> {
    const { available } = await this.books.read(`/api/emergency-fund/availability?case=${this.cast.case}`);
    const amount = part(available.amount, share);
    if (!amount.isPositive()) return false;
    const wanted = { amount: amount.toJSON(), purpose: 'Abris', beneficiary: 'SIEM-REAP', effectiveDate: '2026-06-05' };
    const path = `/api/emergency-fund/cases/${this.cast.case}/proposals`;
    const { status, body } = await this.books.ask(people.committee, path, wanted);
    if (status >= 300) return false;
    for (const who of [people.committee, people.secretariat]) {
      const signature = { version: body.version, effectiveDate: '2026-06-06' };
      await this.ask(who, `/api/emergency-fund/proposals/${body.id}/signatures`, signature);
    }
    const decision = { outcome: 'GRANTED', reason: 'Accord', effectiveDate: '2026-06-07' };
    return this.ask(people.presidency, `/api/emergency-fund/proposals/${body.id}/decision`, decision);
  }

  private async giveUpAid(): Promise<boolean> {
    const { proposals = [] } = await this.books.read(`/api/emergency-fund/cases/${this.cast.case}`);
    const granted = proposals.find(({ state }: { state: string }) => state === 'GRANTED');
    if (!granted) return false;
    const path = `/api/emergency-fund/proposals/${granted.id}/cancel`;
    return this.ask(people.presidency, path, { reason: 'Impossible à payer', effectiveDate: '2026-06-20' });
  }

  private async ask(...call: Parameters<Books['ask']>): Promise<boolean> {
    return (await this.books.ask(...call)).status < 300;
  }

  private async write(
    line: Pick<Line, 'what' | 'cents' | 'whose'>,
    targets: readonly (readonly [kind: string, id: string, amount?: Money])[],
    more: Record<string, unknown> = {},
  ): Promise<boolean> {
    const whole = Money.minor(line.cents).abs();
    const written = await this.bank.write({
      ...line,
      targets: targets.map(([kind, id, amount = whole]) => ({ kind, id, amount: eur(amount.amount) })),
      more,
    });
    return written.match !== undefined;
  }
}

interface Claim {
  id: string;
  minor: string;
  project: string;
}

interface Order {
  id: string;
  amount: { amount: string; currency: string };
  project: string | null;
  case: string | null;
  agreement: string | null;
}

const payee = ({ project, case: code, agreement }: Order): string => project ?? code ?? `refund ${agreement}`;

function of<T>(all: readonly T[], pick: number): T | undefined {
  return all[pick % Math.max(all.length, 1)];
}

function part(amount: string, percent: number): Money {
  return Money.minor((Money.eur(amount).minor * BigInt(percent)) / 100n);
}
