import type { CloudEvent } from '@abonde/contracts';
import { debitCredit, Ledger, type NewPosting } from '@abonde/ledger';
import { Outbox, Waiting } from '@abonde/messaging';
import { largestRemainder, Money, Rational } from '@abonde/money';
import { uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { about, Agreement } from '../agreements/agreement.entity';
import { GENERAL } from '../donors/donor';
import { envelope, Envelopes, shortfall } from '../envelopes/envelopes.service';
import { dateOf, type Origin, trace, transferOf } from '../envelopes/origin';
import type { Movement } from '../envelopes/movement';
import { MovementRow } from '../envelopes/movement.entity';
import { Instalment, SettlementRow } from '../instalments/instalment.entity';
import { ownerless, posting } from './receipt.postings';
import { Receipt, ReceiptPart, Unapplied } from './receipt.entity';

type Returned = CloudEvent<'abonde.treasury.receipt-returned.v1'>;
type UndoRequested = CloudEvent<'abonde.treasury.match-undo-requested.v1'>;

/** Why a match cannot be undone, and how much must come back to which envelope first. */
interface Obstacle {
  agreement: string;
  reason: string;
  toRelease: Money;
}

const part = (whole: bigint, of: bigint, by: bigint) => (by === 0n ? 0n : Rational.of(whole * of, by).round());

interface ReturnEffect {
  /** Whose money is missing when the envelope no longer holds it. */
  key: string;
  postings: NewPosting[];
  movements: Movement[];
  short: Money;
}

const nothing = (key: string): ReturnEffect => ({ key, postings: [], movements: [], short: Money.zero() });

/** Takes receipts back: at the bank's word, always (25); at a person's request, as long as the money is still free. */
@Injectable()
export class Reversals {
  constructor(
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly outbox: Outbox,
  ) {}

  async undo(tx: EntityManager, event: UndoRequested, origin: Origin): Promise<void> {
    const { match, reason } = event.data;
    const receipt = await this.receipt(tx, match);
    if (receipt.state === 'UNDONE') return;
    const parts = await tx.findBy(ReceiptPart, { receipt: receipt.id });
    const obstacle = receipt.state === 'RETURNED' ? returned(parts) : await this.obstacle(tx, receipt, parts);
    if (obstacle) {
      const data = { ...obstacle, match, toRelease: obstacle.toRelease.toJSON() };
      await this.outbox.add(tx, 'abonde.contributions.receipt-reversal-refused.v1', { key: obstacle.agreement, data, ...trace(origin) });
      return;
    }
    const transfer = event.transfer ?? uuid();
    const posted = await this.ledger.reverse(tx, receipt.transaction, { kind: 'match-undone', reason, actor: origin.actor, transfer });
    await this.restore(tx, receipt, parts);
    await this.envelopes.tell(tx, { ...posted, valueDate: receipt.valueDate }, await this.opposite(tx, receipt.transaction), origin);
    const dates = { transfer, accountingDate: posted.accountingDate, valueDate: receipt.valueDate };
    await this.tellReversed(tx, match, new Map(agreementsOf(parts).map((agreement) => [agreement, null])), dates, origin);
  }

  async returned(tx: EntityManager, event: Returned, origin: Origin): Promise<void> {
    const receipt = await this.receipt(tx, event.data.match);
    const parts = await tx.find(ReceiptPart, { where: { receipt: receipt.id }, order: { id: 'ASC' } });
    const back = largestRemainder(Money.of(event.data.eur).minor, parts.map(({ id, money, returned: already }) => ({ key: id, weight: money - already })));
    const effects: ReturnEffect[] = [];
    for (const one of parts) effects.push(await this.partReturned(tx, one, Money.minor(back.get(one.id) ?? 0n), dateOf(event)));
    const valueDate = dateOf(event);
    const posted = await this.envelopes.record(tx, {
      kind: 'receipt-returned', reason: event.data.reason, reference: event.data.match, valueDate, transfer: transferOf(event),
      ...(event.accountingdate && { accountingDate: await this.ledger.firstOpenDay(tx, event.accountingdate) }),
      metadata: { match: event.data.match, entry: event.data.entry }, postings: effects.flatMap(({ postings }) => postings),
    }, effects.flatMap(({ movements }) => movements), origin, 'FACT');
    if (posted.duplicate) return;
    receipt.returned += Money.of(event.data.eur).minor;
    receipt.state = 'RETURNED';
    await tx.save([receipt, ...parts]);
    for (const { key, short } of effects) await this.envelopes.raiseShortfall(tx, key, short, event.data.reason, origin);
    const shorts = new Map(agreementsOf(parts).map((agreement) => [agreement, Money.sum(effects.filter(({ key }) => key === agreement).map(({ short }) => short))]));
    await this.tellReversed(tx, receipt.match, shorts, { valueDate, accountingDate: posted.accountingDate }, origin);
  }

  private async receipt(tx: EntityManager, match: string): Promise<Receipt> {
    const receipt = await tx.findOne(Receipt, { where: { match }, lock: { mode: 'pessimistic_write' } });
    if (!receipt) throw new Waiting(`match:${match}`);
    return receipt;
  }

  /** The first reason why the money of a match is no longer all there. */
  private async obstacle(tx: EntityManager, receipt: Receipt, parts: readonly ReceiptPart[]): Promise<Obstacle | undefined> {
    const forwarded = parts.find((one) => one.forwarded !== null);
    if (forwarded) {
      return { agreement: forwarded.agreement ?? GENERAL, reason: 'DONATION_FORWARDED', toRelease: Money.minor(forwarded.money) };
    }
    const applied = (await tx.findBy(Unapplied, { match: receipt.match })).find(({ amount, remaining }) => amount !== remaining);
    if (applied) return { agreement: applied.agreement ?? GENERAL, reason: 'ALREADY_APPLIED', toRelease: Money.minor(applied.amount - applied.remaining) };
    const needed = new Map<string, bigint>();
    for (const { agreement, delta, cause } of await tx.findBy(MovementRow, { transaction: receipt.transaction })) {
      if (cause !== 'UNAPPLIED') needed.set(agreement, (needed.get(agreement) ?? 0n) + delta);
    }
    for (const [agreement, amount] of [...needed].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const free = await this.envelopes.available(tx, agreement);
      if (free && free.minor < amount) return { agreement, reason: 'MONEY_ALLOCATED', toRelease: Money.minor(amount).minus(free) };
    }
    return undefined;
  }

  private async opposite(tx: EntityManager, transaction: string): Promise<Movement[]> {
    const rows = await tx.findBy(MovementRow, { transaction });
    return rows.map(({ agreement, delta, cause }) => ({ agreement, delta: -delta, cause }));
  }

  private async restore(tx: EntityManager, receipt: Receipt, parts: readonly ReceiptPart[]): Promise<void> {
    receipt.state = 'UNDONE';
    await tx.save(receipt);
    await tx.update(Unapplied, { match: receipt.match }, { remaining: 0n });
    for (const { instalment, applied, booked } of parts) {
      if (instalment !== null && applied !== 0n) await this.owedAgain(tx, instalment, applied, booked, receipt.valueDate, 'UNDONE');
    }
  }

  private async owedAgain(tx: EntityManager, id: string, amount: bigint, booked: bigint, onDay: string, cause: 'UNDONE' | 'RETURNED'): Promise<void> {
    const instalment = await tx.findOneOrFail(Instalment, { where: { id }, lock: { mode: 'pessimistic_write' } });
    instalment.outstanding += amount;
    instalment.booked += booked;
    instalment.state = 'CALLED';
    await tx.save(instalment);
    await tx.insert(SettlementRow, { id: uuid(), instalment: id, amount, onDay, cause });
  }

  /** One part of a return: what is free leaves its envelope, the rest is missing and alerts. */
  private async partReturned(tx: EntityManager, one: ReceiptPart, amount: Money, day: string): Promise<ReturnEffect> {
    one.returned += amount.minor;
    const agreement = one.agreement === null ? null : await tx.findOneByOrFail(Agreement, { code: one.agreement });
    const nobody = agreement ? Money.minor(part(one.excess, amount.minor, one.money)) : amount;
    const own = agreement ? await this.ownReturned(tx, one, agreement, amount.minus(nobody), day) : nothing(one.donor);
    const unowned = nobody.isZero() ? nothing(one.donor) : await this.unownedReturned(tx, one, nobody);
    return {
      key: own.key, postings: [...own.postings, ...unowned.postings], movements: [...own.movements, ...unowned.movements],
      short: own.short.plus(unowned.short),
    };
  }

  private async ownReturned(tx: EntityManager, one: ReceiptPart, agreement: Agreement, amount: Money, day: string): Promise<ReturnEffect> {
    const dimensions = about(agreement);
    const fee = Money.minor(part(one.managementFee, amount.minor, one.money - one.excess));
    const free = await this.envelopes.available(tx, agreement.code);
    const taken = free === null ? amount : amount.min(free.plus(fee).max(Money.zero()));
    const short = amount.minus(taken);
    return {
      key: agreement.code, short,
      postings: [
        ...(await this.claimsBack(tx, one, agreement, amount, day)),
        ...posting('fund:money', amount.negated(), dimensions),
        ...posting(envelope(agreement.code), taken.minus(fee), dimensions),
        ...(fee.isZero() ? [] : posting(envelope(GENERAL), fee, about(await this.envelopes.general(tx)))),
        ...posting(shortfall(agreement.code), short, dimensions),
      ],
      movements: [
        { agreement: agreement.code, delta: -taken.minor, cause: 'RETURNED' },
        { agreement: agreement.code, delta: fee.minor, cause: 'FEE' },
        ...(fee.isZero() ? [] : [{ agreement: GENERAL, delta: -fee.minor, cause: 'FEE' as const }]),
      ],
    };
  }

  private async unownedReturned(tx: EntityManager, one: ReceiptPart, amount: Money): Promise<ReturnEffect> {
    const dimensions = ownerless(one.donor, await this.envelopes.general(tx));
    const account = `fund:unapplied:${one.donor}`;
    const held = (await this.ledger.lock(tx, [account])).get(account) ?? Money.zero();
    const taken = amount.min(held);
    const { match } = await tx.findOneByOrFail(Receipt, { id: one.receipt });
    await tx.update(Unapplied, { match, donor: one.donor }, { remaining: 0n });
    return {
      key: one.donor, short: amount.minus(taken),
      postings: [
        ...debitCredit(`unapplied:${one.donor}`, 'clearing:treasury', amount, dimensions),
        ...posting('fund:money', amount.negated(), dimensions),
        ...posting(account, taken, dimensions),
        ...posting(shortfall(one.donor), amount.minus(taken), dimensions),
      ],
      movements: [{ agreement: GENERAL, delta: -taken.minor, cause: 'UNAPPLIED' }],
    };
  }

  /** Receivable → clearing at the value returned; a donation takes its income back. */
  private async claimsBack(tx: EntityManager, one: ReceiptPart, agreement: Agreement | null, amount: Money, day: string): Promise<NewPosting[]> {
    if (!agreement) return [];
    const dimensions = about(agreement);
    const clearing = posting('clearing:treasury', amount.negated(), dimensions);
    if (one.instalment === null) return [...posting(`income:${agreement.code}`, amount, dimensions), ...clearing];
    const account = `receivable:${agreement.code}`;
    if (one.currency === 'EUR') {
      await this.owedAgain(tx, one.instalment, amount.minor, amount.minor, day, 'RETURNED');
      return [...posting(account, amount, dimensions), ...clearing];
    }
    const foreign = Money.minor(part(one.applied, amount.minor, one.money - one.excess), one.currency);
    await this.owedAgain(tx, one.instalment, foreign.minor, amount.minor, day, 'RETURNED');
    return [
      { account, amount: foreign, eur: amount, dimensions },
      { account: `conversion:${one.currency}`, amount: foreign.negated(), eur: Money.zero(), dimensions },
      ...clearing,
    ];
  }

  private async tellReversed(
    tx: EntityManager, match: string, shorts: ReadonlyMap<string, Money | null>,
    dates: { transfer?: string; valueDate: string; accountingDate: string }, origin: Origin,
  ): Promise<void> {
    for (const [agreement, short] of shorts) {
      const data = { agreement, match, shortfall: short === null || short.isZero() ? null : short.toJSON() };
      await this.outbox.add(tx, 'abonde.contributions.receipt-reversed.v1', { key: agreement, data, ...dates, ...trace(origin) });
    }
  }
}

const returned = (parts: readonly ReceiptPart[]): Obstacle => ({
  agreement: agreementsOf(parts)[0] ?? GENERAL, reason: 'RETURNED_BY_BANK', toRelease: Money.zero(),
});

/** Agreements a receipt touched; the association's own resources stand for what is nobody's. */
function agreementsOf(parts: readonly ReceiptPart[]): string[] {
  const codes = [...new Set(parts.flatMap(({ agreement }) => agreement ?? []))];
  return codes.length > 0 ? codes : [GENERAL];
}
