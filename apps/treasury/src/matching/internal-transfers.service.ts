import { Ledger, type NewTransaction } from '@abonde/ledger';
import type { Money } from '@abonde/money';
import { isUuid, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service';
import { conversion, type Line, type Valued } from '../accounts/bank-postings';
import { type EntryRow, lockEntries, valuedOf } from './entry-row.store';
import type { MatchRequest } from './crossings.builder';
import { type MatchPlan, told } from './match-writer.service';
import { MatchRefused, type Target } from './target';

/** Money moved between the association's own accounts: transfers, term deposits, conversions. */
@Injectable()
export class InternalTransfers {
  constructor(
    private readonly accounts: AccountsService,
    private readonly ledger: Ledger,
  ) {}

  /**
   * With the other entry, both are explained at once; with the other account only, this leg waits for its counterpart.
   * @throws {MatchRefused}
   */
  async plan(tx: EntityManager, request: MatchRequest, target: Target): Promise<MatchPlan> {
    const { entry } = request;
    if (!valuedOf(entry).amount.abs().equals(target.amount)) {
      throw new MatchRefused(
        'MATCH_DOES_NOT_ADD_UP',
        422,
        'The match does not add up',
        'An internal transfer takes the whole entry.',
        {
          expected: valuedOf(entry).amount.abs(),
          stated: target.amount,
        },
      );
    }
    const other = isUuid(target.id) ? await this.counterpart(tx, entry, target.id) : undefined;
    if (other) return this.both(tx, request, target, other);
    const account = await this.accounts.get(target.id, tx);
    if (account.code === entry.account)
      throw refused('INTERNAL_TRANSFER_TO_ITSELF', 'A transfer goes to another account.');
    if (entry.currency !== 'EUR' || account.currency !== 'EUR') {
      throw refused(
        'COUNTERPART_ENTRY_REQUIRED',
        'In a foreign currency both entries are matched together: the difference in value is known then.',
      );
    }
    return planWith(request, target, account.code, [legOf(entry)], []);
  }

  private async counterpart(tx: EntityManager, entry: EntryRow, id: string): Promise<EntryRow | undefined> {
    const [other] = await lockEntries(tx, [id]);
    if (!other) return undefined;
    if (other.match_id)
      throw new MatchRefused('ENTRY_ALREADY_MATCHED', 409, 'Already matched', 'The other entry is already matched.', {
        entry: id,
        match: other.match_id,
      });
    if (other.account === entry.account)
      throw refused('INTERNAL_TRANSFER_TO_ITSELF', 'A transfer goes to another account.');
    const [left, right] = [valuedOf(entry), valuedOf(other)];
    if (left.amount.isNegative() === right.amount.isNegative())
      throw refused('WRONG_DIRECTION', 'One entry leaves an account, the other comes in.');
    if (entry.currency === other.currency && !left.amount.plus(right.amount).isZero()) {
      throw new MatchRefused(
        'MATCH_DOES_NOT_ADD_UP',
        422,
        'The match does not add up',
        'Both entries are of the same amount.',
        {
          expected: left.amount.negated(),
          stated: right.amount,
          difference: left.amount.plus(right.amount),
        },
      );
    }
    return other;
  }

  private async both(tx: EntityManager, request: MatchRequest, target: Target, other: EntryRow): Promise<MatchPlan> {
    const { entry } = request;
    const [left, right] = [valuedOf(entry), valuedOf(other)];
    await this.ledger.open(tx, `internal-transfers:${entry.currency}`, { currency: entry.currency });
    await this.ledger.open(tx, `internal-transfers:${other.currency}`, { currency: other.currency });
    return planWith(request, target, other.account, [legOf(entry), legOf(other)], meeting(left, right));
  }
}

/** One entry of a transfer: it leaves suspense at its own dates, whenever its counterpart comes. */
interface TransferLeg {
  entry: EntryRow;
  lines: Line[];
}

function legOf(entry: EntryRow): TransferLeg {
  return { entry, lines: passing(entry.account, valuedOf(entry)) };
}

/** Out of suspense, into the account between. */
function passing(account: string, { amount, eur }: Valued): Line[] {
  return [
    { account: `suspense:${account}`, amount, eur },
    { account: `internal-transfers:${amount.currency}`, amount: amount.negated(), eur: eur.negated() },
  ];
}

/** Once both legs are there nothing stays between: amounts are converted, the difference in value crosses to contributions. */
function meeting(left: Valued, right: Valued): Line[] {
  const difference = left.eur.plus(right.eur);
  const exchanged = left.amount.currency !== right.amount.currency;
  if (difference.isZero() && !exchanged) return [];
  const back = [left, right].map(({ amount, eur }) => ({
    account: `internal-transfers:${amount.currency}`,
    amount,
    eur,
  }));
  const converted = exchanged ? [left, right].flatMap(({ amount }) => conversion(amount)) : [];
  const crossing = { account: 'clearing:contributions', amount: difference.negated(), eur: difference.negated() };
  return [...back, ...converted, ...(difference.isZero() ? [] : [crossing])];
}

function planWith(request: MatchRequest, target: Target, account: string, legs: TransferLeg[], met: Line[]): MatchPlan {
  const { entry, matchedBy, matchedByName, note, automatic, act, rule } = request;
  const plan: MatchPlan = {
    id: uuid(),
    account: entry.account,
    entries: legs.map((leg) => leg.entry.id),
    state: 'CONFIRMED',
    automatic,
    note,
    matchedBy,
    matchedByName,
    act: act ?? null,
    rule: rule ?? null,
    charges: null,
    exchangeDifference: null,
    transactions: [],
    targets: [],
    expectations: [],
    orders: [],
    returned: [],
    events: [],
  };
  for (const leg of legs) add(plan, target, account, leg, null);
  const last = legs.reduce((later, leg) => (leg.entry.accounting_date > later.entry.accounting_date ? leg : later));
  if (met.length > 0) addMeeting(plan, request, target, account, { entry: last.entry, lines: met });
  return plan;
}

function add(
  plan: MatchPlan,
  target: Target,
  account: string,
  { entry, lines }: TransferLeg,
  crossing: { transfer: string; eur: Money } | null,
): void {
  const id = uuid();
  const transaction: NewTransaction = {
    id,
    kind: 'internal-transfer',
    reason: `Internal transfer between ${plan.account} and ${account}`,
    valueDate: entry.value_date,
    accountingDate: entry.accounting_date,
    ...(crossing && { transfer: crossing.transfer }),
    actor: plan.matchedBy,
    metadata: { match: plan.id, entry: entry.id },
    postings: lines,
  };
  plan.transactions.push(transaction);
  plan.targets.push({
    id: uuid(),
    match_id: plan.id,
    entry_id: entry.id,
    kind: 'internal-transfer',
    target_id: account,
    amount_minor: target.amount.minor.toString(),
    currency: target.amount.currency,
    eur_minor: (crossing?.eur ?? valuedOf(entry).eur).minor.toString(),
    transaction_id: id,
    transfer: crossing?.transfer ?? null,
    details: crossing ? { classification: 'EXCHANGE' } : {},
  });
}

/** A difference in value is an exchange gain or loss, which contributions bears. */
function addMeeting(plan: MatchPlan, request: MatchRequest, target: Target, account: string, leg: TransferLeg): void {
  const crossed = leg.lines.find((line) => line.account === 'clearing:contributions');
  const transfer = uuid();
  add(plan, target, account, leg, crossed ? { transfer, eur: crossed.eur.negated() } : null);
  if (!crossed) return;
  plan.events.push(
    told({
      type: 'abonde.treasury.charge-classified.v1',
      key: leg.entry.id,
      transfer,
      accountingDate: leg.entry.accounting_date,
      valueDate: leg.entry.value_date,
      ...(request.correlationId && { correlationId: request.correlationId }),
      data: {
        entry: leg.entry.id,
        match: plan.id,
        account: leg.entry.account,
        kind: 'EXCHANGE',
        eur: crossed.eur.toJSON(),
        rate: null,
        reason: plan.note ?? 'Exchange difference of an internal transfer',
      },
    }),
  );
}

function refused(code: string, detail: string): MatchRefused {
  return new MatchRefused(code, 422, 'Not an internal transfer', detail);
}
