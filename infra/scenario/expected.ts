import { addDays, type Day, maxDay } from '@abonde/calendar';
import { largestRemainder, Rational } from '@abonde/money';
import { poolOf } from './accounts';
import type { BankEntry, Statement } from './bank';
import { bookValue } from './exchange';
import { openingOf, type Plan, UNCONFIRMED_PROJECTS } from './plan';
import type { ReferenceAgreement } from './reference';

/** A change of one holding, in euro cents. */
interface Movement {
  holding: string;
  cents: bigint;
  valueOn: Day;
  bookedOn: Day;
}

const GENERAL = 'AIMF-GENERAL';
const FUND = 'emergency';

/**
 * What the platform must hold, computed from the plan alone: day after day, holding by holding, with no service, no
 * ledger and no closed formula. Holdings: `bank`, `bank:<account>` (at its value in euros), `envelope:<agreement>` (money free to use), `reserved:<agreement>`
 * (in an allocation still to be confirmed), `project:<project>:<agreement>` (attributed and not yet paid),
 * `due:<agreement>` (owed to the donor), `emergency` and `donations:<case>`.
 */
export class Expectation {
  private readonly movements: Movement[] = [];
  private readonly clauses: Map<string, string>;
  /** Currencies whose account bears the interest of each agreement's money. */
  private readonly pools: Map<string, string>;
  private readonly inProgress: Map<string, { from: Day; to: Day }>;

  constructor(private readonly plan: Plan) {
    const agreements = plan.reference.donors.flatMap(({ agreements: its }) => its);
    this.clauses = new Map(
      agreements.map((agreement: ReferenceAgreement) => [agreement.id, agreement.interest_clause]),
    );
    this.pools = new Map(agreements.map((agreement) => [agreement.id, poolOf(agreement)]));
    this.inProgress = new Map(
      plan.projects
        .filter(({ state }) => state === 'in progress' || state === 'closed')
        .map(({ id, period: [from, to], state }) => [id, { from, to: state === 'closed' ? to : '9999-12-31' }]),
    );
    for (const { id, period } of plan.programmes) this.inProgress.set(id, { from: period[0], to: '9999-12-31' });
    this.openings();
    this.allocationsAndTranches();
    for (const { account, statements } of this.plan.otherStatements) this.otherAccount(account.code, statements);
    for (const entry of this.bankEntries()) this.bankEntry(entry, 'bank', entry.amount.minor);
  }

  /** Balance of every holding at the end of a day, by accounting date. */
  at(day: Day): Map<string, bigint> {
    const balances = new Map<string, bigint>();
    for (const { holding, cents, bookedOn } of this.movements) {
      if (bookedOn <= day) balances.set(holding, (balances.get(holding) ?? 0n) + cents);
    }
    return balances;
  }

  private bankEntries(): BankEntry[] {
    return this.plan.statements.flatMap(({ entries }) => entries);
  }

  private move(holding: string, cents: bigint, valueOn: Day, bookedOn = valueOn): void {
    this.movements.push({ holding, cents, valueOn, bookedOn });
  }

  private openings(): void {
    const { reference, statements } = this.plan;
    const day = reference.horizon_from;
    this.move('bank', statements[0]?.opening.minor ?? 0n, day);
    this.move(`envelope:${GENERAL}`, openingOf(reference, 'AIMF-GENERAL').minor, day);
    this.move(FUND, openingOf(reference, 'emergency').minor, day);
  }

  private allocationsAndTranches(): void {
    for (const { project, agreement, amount, effectiveDate } of this.plan.allocations) {
      const held = UNCONFIRMED_PROJECTS.includes(project) ? `reserved:${agreement}` : `project:${project}:${agreement}`;
      this.move(`envelope:${agreement}`, -amount.minor, effectiveDate);
      this.move(held, amount.minor, effectiveDate);
    }
    for (const tranche of this.plan.tranches.filter(({ stage }) => stage === 'PAID')) {
      for (const [agreement, cents] of tranche.split)
        this.move(`project:${tranche.project}:${agreement}`, -cents, tranche.paidOn);
    }
  }

  /** What comes into a foreign account is worth the day's rate, what leaves it the average of what it holds: sold, it differs. */
  private otherAccount(code: string, statements: readonly Statement[]): void {
    let held = { amount: 0n, cents: 0n };
    for (const entry of statements.flatMap(({ entries }) => entries)) {
      const { minor } = entry.amount;
      const cents =
        minor < 0n
          ? -Rational.of(held.cents * -minor, held.amount).round()
          : bookValue(this.plan.reference, entry.amount, entry.bookedOn).minor;
      held = { amount: held.amount + minor, cents: held.cents + cents };
      this.bankEntry(entry, `bank:${code}`, cents);
      if (entry.purpose.kind === 'transfer')
        this.move(`envelope:${GENERAL}`, entry.purpose.arrives.minor + cents, entry.valueOn, entry.bookedOn);
    }
  }

  /** @param cents value of the entry in the books */
  private bankEntry(entry: BankEntry, account: string, cents: bigint): void {
    const { amount, purpose, leftOpen, valueOn, bookedOn } = entry;
    this.move(account, cents, valueOn, bookedOn);
    if (leftOpen) return;
    const gross = cents + (entry.original?.fee.minor ?? 0n);
    if (purpose.kind === 'receipt') {
      this.move(`envelope:${purpose.agreement}`, gross, valueOn, bookedOn);
      if (entry.original) this.move(`envelope:${GENERAL}`, -entry.original.fee.minor, valueOn, bookedOn);
    }
    if (purpose.kind === 'charge') this.move(`envelope:${GENERAL}`, cents, valueOn, bookedOn);
    if (purpose.kind === 'aid') this.move(FUND, amount.minor, valueOn, bookedOn);
    if (purpose.kind === 'donation') this.move('donations:MG-TOAMASINA-2026', amount.minor, valueOn, bookedOn);
    if (purpose.kind === 'interest') this.interest(entry, cents, purpose.from, purpose.to);
  }

  /** Shares a credit over the end-of-day balances of its period (méthode des nombres), then lets each part go where its agreement's clause sends it. */
  private interest({ amount, valueOn, bookedOn }: BankEntry, credited: bigint, from: Day, to: Day): void {
    if (credited < 0n) return this.move(`envelope:${GENERAL}`, credited, valueOn, bookedOn);
    const nombres = new Map<string, bigint>();
    for (let day = from; day <= to; day = addDays(day, 1)) {
      for (const [holding, cents] of this.unitsOn(day, amount.currency)) {
        const key = `${holding}|${this.destination(holding, day)}`;
        nombres.set(key, (nombres.get(key) ?? 0n) + cents);
      }
    }
    const parts = [...nombres].map(([key, weight]) => ({ key, weight }));
    for (const [key, cents] of largestRemainder(credited, parts)) {
      this.move(key.split('|')[1] as string, cents, valueOn, bookedOn);
    }
  }

  /** What bears interest at the end of a day: the bank's own balance isn't a holding of anyone, and nobody owes for less than zero. */
  private unitsOn(day: Day, pool: string): [string, bigint][] {
    const units = new Map<string, bigint>();
    for (const { holding, cents, valueOn } of this.movements) {
      if (isBank(holding) || valueOn > day) continue;
      const unit = unitOf(holding);
      if ((this.pools.get(agreementOf(unit)) ?? 'EUR') !== pool) continue;
      units.set(unit, (units.get(unit) ?? 0n) + cents);
    }
    return [...units].filter(([, cents]) => cents > 0n);
  }

  private destination(holding: string, day: Day): string {
    if (holding === FUND) return FUND;
    const [kind, first] = holding.split(':') as [string, string];
    const agreement = agreementOf(holding);
    const clause = this.clauses.get(agreement);
    if (clause === 'RETAIN_IN_AGREEMENT') return `envelope:${agreement}`;
    if (clause === 'RETURN_TO_DONOR') return `due:${agreement}`;
    return kind === 'project' && this.isInProgress(first, day) ? FUND : `envelope:${GENERAL}`;
  }

  private isInProgress(project: string, day: Day): boolean {
    const during = this.inProgress.get(project);
    const started = during && maxDay(during.from, this.plan.reference.horizon_from);
    return started !== undefined && started <= day && day <= (during as { to: Day }).to;
  }
}

/** `bank`, the main account, and `bank:<account>`, the others, in euros. */
export function isBank(holding: string): boolean {
  return holding === 'bank' || holding.startsWith('bank:');
}

/** Whose money it is: the last part of the name; of the fund's own, the name itself. */
function agreementOf(holding: string): string {
  const [kind, first, second] = holding.split(':');
  return second ?? first ?? kind ?? holding;
}

/** Money that shares the interest together, whoever it will go to. */
function unitOf(holding: string): string {
  if (holding.startsWith('donations:')) return FUND;
  if (holding.startsWith('due:')) return `envelope:${GENERAL}`;
  return holding.replace(/^reserved:/, 'envelope:');
}
