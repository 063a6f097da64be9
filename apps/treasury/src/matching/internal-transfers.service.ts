import { Ledger, type NewTransaction } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { isUuid, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service';
import { conversion, type Line, type Valued } from '../accounts/bank-postings';
import { type EntryRow, lockEntries, valuedOf } from './entry-row.store';
import type { MatchRequest } from './match-plan.builder';
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
      throw new MatchRefused('MATCH_DOES_NOT_ADD_UP', 422, 'The match does not add up', 'An internal transfer takes the whole entry.', {
        expected: valuedOf(entry).amount.abs(), stated: target.amount,
      });
    }
    const other = isUuid(target.id) ? await this.counterpart(tx, entry, target.id) : undefined;
    if (other) return this.both(tx, request, target, other);
    const account = await this.accounts.get(target.id, tx);
    if (account.code === entry.account) throw refused('INTERNAL_TRANSFER_TO_ITSELF', 'A transfer goes to another account.');
    if (entry.currency !== 'EUR' || account.currency !== 'EUR') {
      throw refused('COUNTERPART_ENTRY_REQUIRED', 'In a foreign currency both entries are matched together: the difference in value is known then.');
    }
    const lines = passing(entry.account, valuedOf(entry));
    return planWith(request, [entry.id], target, account.code, lines, Money.zero());
  }

  private async counterpart(tx: EntityManager, entry: EntryRow, id: string): Promise<EntryRow | undefined> {
    const [other] = await lockEntries(tx, [id]);
    if (!other) return undefined;
    if (other.match_id) throw new MatchRefused('ENTRY_ALREADY_MATCHED', 409, 'Already matched', 'The other entry is already matched.', { entry: id, match: other.match_id });
    if (other.account === entry.account) throw refused('INTERNAL_TRANSFER_TO_ITSELF', 'A transfer goes to another account.');
    const [left, right] = [valuedOf(entry), valuedOf(other)];
    if (left.amount.isNegative() === right.amount.isNegative()) throw refused('WRONG_DIRECTION', 'One entry leaves an account, the other comes in.');
    if (entry.currency === other.currency && !left.amount.plus(right.amount).isZero()) {
      throw new MatchRefused('MATCH_DOES_NOT_ADD_UP', 422, 'The match does not add up', 'Both entries are of the same amount.', {
        expected: left.amount.negated(), stated: right.amount, difference: left.amount.plus(right.amount),
      });
    }
    return other;
  }

  private async both(tx: EntityManager, request: MatchRequest, target: Target, other: EntryRow): Promise<MatchPlan> {
    const { entry } = request;
    const [left, right] = [valuedOf(entry), valuedOf(other)];
    await this.ledger.open(tx, `internal-transfers:${entry.currency}`, { currency: entry.currency });
    await this.ledger.open(tx, `internal-transfers:${other.currency}`, { currency: other.currency });
    const lines = [...passing(entry.account, left), ...passing(other.account, right), ...meeting(left, right)];
    return planWith(request, [entry.id, other.id], target, other.account, lines, left.eur.plus(right.eur));
  }
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
  const crossing = difference.isZero() ? [] : [{ account: 'clearing:contributions', amount: difference.negated(), eur: difference.negated() }];
  if (left.amount.currency === right.amount.currency) {
    const rest = difference.isZero() ? [] : [{ account: `internal-transfers:${left.amount.currency}`, amount: Money.zero(left.amount.currency), eur: difference }];
    return [...rest, ...crossing];
  }
  const back = [left, right].map(({ amount, eur }) => ({ account: `internal-transfers:${amount.currency}`, amount, eur }));
  return [...back, ...[left, right].flatMap(({ amount }) => conversion(amount)), ...crossing];
}

/** `gain`: what the two entries are worth together, EUR; positive when more came in than left. */
function planWith(request: MatchRequest, entries: string[], target: Target, account: string, postings: Line[], gain: Money): MatchPlan {
  const { entry, matchedBy, note, automatic } = request;
  const [match, id] = [uuid(), uuid()];
  const transfer = gain.isZero() ? null : uuid();
  const dates = { accountingDate: entry.accounting_date, valueDate: entry.value_date };
  const transaction: NewTransaction = {
    id, kind: 'internal-transfer', reason: `Internal transfer between ${entry.account} and ${account}`, ...dates, ...(transfer && { transfer }),
    actor: matchedBy, metadata: { match, entry: entry.id }, postings,
  };
  const data = {
    entry: entry.id, match, account: entry.account, kind: 'EXCHANGE' as const, eur: gain.negated().toJSON(), rate: null, reason: note ?? 'Exchange difference of an internal transfer',
  };
  return {
    id: match, account: entry.account, entries, state: 'CONFIRMED', automatic, note, matchedBy, charges: null, exchangeDifference: null,
    transactions: [transaction],
    targets: [{
      id: uuid(), match_id: match, entry_id: entry.id, kind: 'internal-transfer', target_id: account, amount_minor: target.amount.minor.toString(),
      currency: target.amount.currency, eur_minor: gain.minor.toString(), transaction_id: id, transfer, details: {},
    }],
    expectations: [], orders: [], returned: [],
    events: transfer ? [told({ type: 'abonde.treasury.charge-classified.v1', key: entry.id, data, transfer, ...dates, ...(request.correlationId && { correlationId: request.correlationId }) })] : [],
  };
}

function refused(code: string, detail: string): MatchRefused {
  return new MatchRefused(code, 422, 'Not an internal transfer', detail);
}
