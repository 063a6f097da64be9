import { Money } from '@abonde/money';
import type { TypedEvent } from '@abonde/messaging';
import type { PaymentOrderRow } from '../payments/payment-order.entity';
import type { UndoneMatch, UndoneTarget } from './match-undoing.store';
import { told } from './match-writer.service';

/** What the other books are told of an undone target: the same fact the other way round. Others have been asked before. */
export function reversalOf(
  match: UndoneMatch,
  target: UndoneTarget,
  order: PaymentOrderRow | undefined,
): TypedEvent | undefined {
  const { kind, details } = target;
  if (kind === 'payment-order' && order) return unsettled(match, target, order);
  if (kind === 'interest') return interestReversed(match, target);
  if (kind === 'classification' || (kind === 'internal-transfer' && details.classification))
    return unclassified(match, target);
  return undefined;
}

/** What was taken back by one service is told to it anew where another one refuses. */
export function toldAgain(match: UndoneMatch, target: UndoneTarget, order: PaymentOrderRow | undefined): TypedEvent {
  if (order) {
    const data = { ...payment(match, target, order), reason: 'UNDOING_REFUSED' };
    return told({ type: 'abonde.treasury.payment-returned.v1', key: order.paymentRequest, data });
  }
  const { target_id: recovery, entry_id: entry } = target;
  const data = { recovery, entry, match: match.id, eur: valueOf(target).toJSON() };
  return told({ type: 'abonde.treasury.recovery-received.v1', key: recovery, data });
}

/** The requester takes its payment back; the debit that settles it is still to be found. */
function unsettled(match: UndoneMatch, target: UndoneTarget, order: PaymentOrderRow): TypedEvent {
  const reason = `MATCH_UNDONE: ${match.undo_reason || 'another debit settles it'}`;
  const data = { ...payment(match, target, order), reason, undone: true };
  return told({ type: 'abonde.treasury.payment-returned.v1', key: order.paymentRequest, data });
}

function payment(match: UndoneMatch, target: UndoneTarget, { id, paymentRequest, kind }: PaymentOrderRow) {
  const { entry_id: entry, account } = target;
  return { paymentRequest, kind, order: id, entry, match: match.id, account, eur: valueOf(target).abs().toJSON() };
}

function unclassified(match: UndoneMatch, target: UndoneTarget): TypedEvent {
  const { details, target_id, entry_id: entry, account } = target;
  const kind = (details.classification ?? target_id) as 'CHARGE' | 'EXCHANGE' | 'OTHER';
  const reason = match.undo_reason || 'Match undone';
  const data = { entry, match: match.id, account, kind, eur: valueOf(target).toJSON(), rate: null, reason };
  return told({ type: 'abonde.treasury.charge-classified.v1', key: entry, data });
}

function interestReversed(match: UndoneMatch, target: UndoneTarget): TypedEvent {
  const { target_id: placement, account, entry_id: entry, value_date, details, currency, minor } = target;
  const { from = value_date, to = value_date, tax = Money.zero(currency).toJSON() } = details;
  const eur = valueOf(target);
  const net = Money.minor(eur.isNegative() ? -BigInt(minor) : BigInt(minor), currency);
  const gross = net.plus(Money.of(tax)).toJSON();
  const data = {
    ...{ placement, account, entry, match: match.id, from, to },
    ...{ gross, tax, net: net.toJSON(), eur: eur.toJSON() },
  };
  return told({ type: 'abonde.treasury.interest-credit-reversed.v1', key: placement, data });
}

function valueOf({ eur_minor }: UndoneTarget): Money {
  return Money.minor(BigInt(eur_minor));
}
