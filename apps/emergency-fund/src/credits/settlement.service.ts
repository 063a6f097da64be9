import type { Day } from '@abonde/calendar';
import { debitCredit, type Dimensions, type NewPosting, type NewTransaction } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { GENERAL_AGREEMENT, sumOf, type Accrued } from '../accruals/accrual';
import { isOwedToDonor, staysInFund, type Distributed } from '../accruals/distribution';
import { EMERGENCY, SHORTFALL, TO_CONTRIBUTIONS } from '../chart';
import { FundBook, INSTRUMENT, type Occasion } from '../fund/fund-book.service';

/** What reached or left the bank, in cents. */
export interface Cash {
  transfer: string;
  net: bigint;
  tax: bigint;
}

/** What a credit changes in the book: when it comes, when it is restated, when the bank takes it back. */
export interface Settlement extends Occasion {
  kind: 'interest-credited' | 'interest-restated' | 'interest-credit-reversed';
  placement: string;
  credit: { id: string; entry: string; from: Day; to: Day };
  /** Differences, line by line, from what was distributed before. */
  lines: readonly Distributed[];
  /** Differences in what is accrued and not yet credited. */
  accrued: readonly Accrued[];
  cash: Cash | null;
  /** Id of the transaction of the credit, so that it can be named when it is reversed. */
  transaction?: string;
  reverses?: string;
  /** Interest bears interest from this day on, never within its own period. */
  bearsFrom: Day;
}

/**
 * Posts the distribution of interest. The fund receives the whole; each line that isn't the fund's leaves it for
 * contributions under a transfer of its own, with the income it stands for where the donor is owed it.
 */
@Injectable()
export class Settlements {
  constructor(
    private readonly book: FundBook,
    private readonly outbox: Outbox,
  ) {}

  async settle(tx: EntityManager, settlement: Settlement): Promise<void> {
    const leaving = settlement.lines.filter((line) => !staysInFund(line)).map((line) => ({ line, transfer: uuid() }));
    const main = mainTransaction(settlement);
    const transactions = inOrderOfFloors([
      ...(main.postings.length > 0 ? [{ transaction: main, brings: sumOf(settlement.lines) }] : []),
      ...leaving.map(({ line, transfer }) => ({
        transaction: handedOver(settlement, line, transfer),
        brings: -line.minor,
      })),
    ]);
    const taken = -sumOf(settlement.lines.filter(staysInFund));
    const covering = taken > 0n ? await this.book.cover(tx, EMERGENCY, SHORTFALL, Money.minor(taken), settlement) : [];
    await this.book.post(tx, [...covering, ...transactions], settlement.bearsFrom, settlement.cause);
    if (taken < 0n) await this.book.repay(tx, settlement);
    await this.tell(tx, settlement, leaving);
  }

  private async tell(
    tx: EntityManager,
    settlement: Settlement,
    leaving: { line: Distributed; transfer: string }[],
  ): Promise<void> {
    if (settlement.lines.length === 0) return;
    const transfers = new Map(leaving.map(({ line, transfer }) => [line, transfer]));
    const { placement, credit, valueDate, cause, bearsFrom } = settlement;
    const { id: event } = await this.outbox.add(tx, 'abonde.emergency-fund.interest-distributed.v1', {
      key: placement,
      data: {
        placement,
        credit: credit.entry,
        from: credit.from,
        to: credit.to,
        lines: settlement.lines.map((line) => ({
          project: line.project,
          agreement: line.agreement,
          disposition: line.disposition,
          amount: Money.minor(line.minor).toJSON(),
          transfer: transfers.get(line) ?? null,
        })),
      },
      valueDate,
      ...(cause && { cause, ...(cause.accountingdate && { accountingDate: cause.accountingdate }) }),
    });
    await tx.query('INSERT INTO interest_distributions (event, credit, bears_from) VALUES ($1, $2, $3)', [
      event,
      credit.id,
      bearsFrom,
    ]);
  }
}

function headOf({ kind, reason, valueDate, actor, credit, bearsFrom }: Settlement): Omit<NewTransaction, 'postings'> {
  return { kind, reason, valueDate, actor, reference: credit.entry, metadata: { credit: credit.id, bearsFrom } };
}

/** Money in, what was accrued out, the rest to income, and each line into the fund under its own dimensions. */
function mainTransaction(settlement: Settlement): NewTransaction {
  const { lines, accrued, cash, placement, reverses, transaction } = settlement;
  const postings: NewPosting[] = [
    ...posting('clearing:treasury', cash?.net ?? 0n, { placement }),
    ...posting('tax-on-interest', cash?.tax ?? 0n, { placement }),
    ...accrued.flatMap((line) => posting(`accrued-interest:${placement}`, line.minor, dimensionsOf(line, placement))),
    ...incomeOf(settlement),
    ...posting('fund:money', cash?.net ?? 0n, { placement }),
    ...lines.flatMap((line) => posting(EMERGENCY, -line.minor, dimensionsOf(line, placement))),
  ];
  return {
    ...headOf(settlement),
    ...(transaction && { id: transaction }),
    ...(cash && { transfer: cash.transfer }),
    ...(reverses && { reverses }),
    postings,
  };
}

/** Income and charges by line: what was credited, less what had been taken in when it accrued. */
function incomeOf({ lines, accrued, cash, placement }: Settlement): NewPosting[] {
  const taxed: Accrued[] = cash?.tax
    ? [
        {
          key: '',
          project: null,
          agreement: GENERAL_AGREEMENT,
          disposition: 'GENERAL',
          isCharge: false,
          minor: cash.tax,
        },
      ]
    : [];
  const sums = new Map<string, { account: string; dimensions: Dimensions; minor: bigint }>();
  for (const line of [...lines, ...accrued, ...taxed]) {
    const account = line.isCharge ? 'interest-charge' : 'interest-income';
    const dimensions = dimensionsOf(line, placement);
    const key = JSON.stringify([account, dimensions]);
    const known = sums.get(key) ?? { account, dimensions, minor: 0n };
    known.minor -= line.minor;
    sums.set(key, known);
  }
  return [...sums.values()].flatMap(({ account, dimensions, minor }) => posting(account, minor, dimensions));
}

/** A line that goes back to contributions; negative when contributions gives it back. */
function handedOver(settlement: Settlement, line: Distributed, transfer: string): NewTransaction {
  const dimensions = { ...INSTRUMENT, ...dimensionsOf(line, settlement.placement) };
  const amount = Money.minor(line.minor);
  return {
    ...headOf(settlement),
    kind: 'interest-handed-over',
    transfer,
    postings: [
      ...(isOwedToDonor(line) ? debitCredit('interest-income', 'clearing:contributions', amount, dimensions) : []),
      ...debitCredit(EMERGENCY, TO_CONTRIBUTIONS, amount, dimensions),
    ],
  };
}

/** What brings money into the fund is posted before what takes it out. */
function inOrderOfFloors(planned: { transaction: NewTransaction; brings: bigint }[]): NewTransaction[] {
  return [...planned.filter(({ brings }) => brings >= 0n), ...planned.filter(({ brings }) => brings < 0n)].map(
    ({ transaction }) => transaction,
  );
}

export function dimensionsOf(
  line: { project: string | null; agreement: string | null; disposition: string },
  placement: string,
): Dimensions {
  return {
    placement,
    disposition: line.disposition,
    ...(line.project !== null && { project: line.project }),
    ...(line.agreement !== null && { agreement: line.agreement }),
  };
}

function posting(account: string, minor: bigint, dimensions: Dimensions): NewPosting[] {
  return minor === 0n ? [] : [{ account, amount: Money.minor(minor), dimensions: { ...INSTRUMENT, ...dimensions } }];
}
