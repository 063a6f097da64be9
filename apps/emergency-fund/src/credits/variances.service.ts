import { addDays, epochDay, type Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Terms } from '../accruals/accrual';
import { sumOfAll } from '../accruals/bearing';
import type { Pool } from '../accruals/pool';
import type { Timeline } from '../accruals/timeline';
import { type BankBalance, BankBalances } from '../facts/bank-balances.service';
import { Facts, FUND_POOL } from '../facts/facts.service';
import { entriesOf } from '../fund/ledger-link';
import { ownMoney } from '../placements/own-money';
import { Placement } from '../placements/placement.entity';
import type { VarianceFigureDto, VariancePartDto } from './credits.dto';
import type { Credit } from './credits.service';
import { type Gap, type VariancePart, varianceParts } from './variance';

/** All money of one pool: who owns it, and on which accounts it should lie. */
interface Held {
  pool: Pool;
  agreements: readonly string[];
  accounts: readonly BankBalance[];
}

/** What the credits of one placement are compared with. */
export interface Compared {
  placement: Placement;
  terms: Terms;
  account: BankBalance;
  pools: ReadonlyMap<string, Held>;
  /** By account: what placements on it bear on by themselves. */
  borne: ReadonlyMap<string, Timeline<bigint>>;
}

/** Takes the difference between expected and credited interest apart: what lies elsewhere, what an exchange rate did, the bank. */
@Injectable()
export class Variances {
  constructor(
    private readonly facts: Facts,
    private readonly balances: BankBalances,
  ) {}

  /**
   * What there is to compare the credits of a placement with, from a day on; nothing for a fixed sum, or as long as the
   * balance of an account isn't known.
   */
  async compared(tx: EntityManager, placement: Placement, terms: Terms, from: Day): Promise<Compared | undefined> {
    const balances = await this.balances.all(tx, from);
    const account = balances.find((balance) => balance.account === placement.account);
    if (placement.bearsOn === 'DEPOSIT' || !account?.isTold || balances.some(({ isComplete }) => !isComplete))
      return undefined;
    const placements = await tx.find(Placement, { order: { code: 'ASC' } });
    const names = placement.pool === FUND_POOL ? await this.facts.poolNames(tx) : [placement.pool];
    const pools = new Map<string, Held>();
    for (const name of names) {
      const { pool, clauses } = await this.facts.pool(tx, name, from);
      const accounts = balances.filter((balance) => poolOf(balance, placements) === name);
      pools.set(name, { pool, agreements: [...clauses.keys()].sort(), accounts });
    }
    return { placement, terms, account, pools, borne: borneBy(placements, balances) };
  }

  parts(compared: Compared, { from, to, minor, tax, original }: Credit): VariancePart[] {
    const { placement, terms, account, pools } = compared;
    const credited = minor + tax;
    return varianceParts({
      pool: pools.get(placement.pool)!.pool,
      ...{ terms, from, to, account, credited },
      gross: original?.gross.minor ?? credited,
      gaps: gapsOf(compared),
      restCause: placement.pool === FUND_POOL ? 'UNIDENTIFIED' : 'OTHER_POOL',
    });
  }

  view({ cause, code, minor }: VariancePart, compared: Compared, to: Day): VariancePartDto {
    return { cause, code, amount: Money.minor(minor).toJSON(), figures: figuresOf(cause, code, compared, to) };
  }
}

/** The pool that the money of an account belongs to; where nothing bears interest it is the association's own. */
function poolOf({ account }: BankBalance, placements: readonly Placement[]): string {
  return placements.find((placement) => placement.account === account)?.pool ?? FUND_POOL;
}

function borneBy(placements: readonly Placement[], balances: readonly BankBalance[]): Map<string, Timeline<bigint>> {
  return new Map(
    balances.map(({ account, worth }) => {
      const onAccount = placements.filter((placement) => placement.account === account);
      return [account, sumOfAll(onAccount.flatMap((one) => ownMoney(one, onAccount, worth) ?? []))];
    }),
  );
}

/** A placement that bears on what its account holds has none: other accounts and pools take nothing from it. */
function gapsOf({ placement, account, pools, borne }: Compared): Gap[] {
  if (placement.bearsOn === 'ACCOUNT') return [];
  const elsewhere = pools.get(placement.pool)!.accounts.filter((other) => other !== account);
  return [
    ...elsewhere.map((other): Gap => {
      const free = other.worth.with(borne.get(other.account)!, (held, bears) => held - bears);
      return { cause: 'OTHER_ACCOUNT', code: other.account, held: free.map((held) => -held) };
    }),
    ...[...pools]
      .filter(([name]) => name !== placement.pool)
      .map(([name, { pool, accounts }]): Gap => {
        const held = accounts.reduce<Timeline<bigint>>(
          (rest, { worth }) => rest.with(worth, (minor, lies) => minor - lies),
          pool.total(),
        );
        return { cause: 'OTHER_POOL', code: name, held };
      }),
  ];
}

/** What a part was computed from, at the end of the last day: each figure opens onto its entries. */
function figuresOf(
  cause: VariancePart['cause'],
  code: string | null,
  { placement, account, pools }: Compared,
  to: Day,
): VarianceFigureDto[] {
  if (cause === 'OTHER_POOL') return poolFigures(pools.get(code ?? placement.pool)!, to);
  const all = [...pools.values()].flatMap(({ accounts }) => accounts);
  const other = cause === 'OTHER_ACCOUNT' ? all.find((balance) => balance.account === code) : undefined;
  if (other) return [accountFigure(other, to)];
  return cause === 'BANK' ? [accountFigure(account, to)] : [];
}

function accountFigure({ account, name, currency, held }: BankBalance, to: Day): VarianceFigureDto {
  return {
    what: 'ACCOUNT',
    name,
    amount: Money.minor(held.at(epochDay(to)), currency).toJSON(),
    entries: entriesOf({ book: 'treasury', account: `bank:${account}`, to, basis: 'value' }),
  };
}

function poolFigures({ pool, agreements, accounts }: Held, to: Day): VarianceFigureDto[] {
  const held = pool.holdings(epochDay(to), epochDay(addDays(to, 1)));
  const sum = (isOfProject: boolean): bigint =>
    held.filter(({ project }) => (project !== null) === isOfProject).reduce((total, { minor }) => total + minor, 0n);
  const figure = (what: 'PROJECTS' | 'ENVELOPES', book: string, account: string): VarianceFigureDto => ({
    what,
    name: null,
    amount: Money.minor(sum(what === 'PROJECTS')).toJSON(),
    entries: entriesOf({ book, account, agreement: agreements.join(','), to, basis: 'value', side: 'credit' }),
  });
  return [
    figure('PROJECTS', 'disbursements', 'fund:allocation:*,fund:tranche:*'),
    figure('ENVELOPES', 'contributions', 'fund:envelope:*,fund:reserved:*'),
    ...accounts.map((account) => accountFigure(account, to)),
  ];
}
