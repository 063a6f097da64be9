import type { CloudEvent } from '@abonde/contracts';
import { debitCredit, Ledger, type NewPosting } from '@abonde/ledger';
import { largestRemainder, Money, Rational } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { about, Agreement } from '../agreements/agreement.entity';
import { GENERAL } from '../donors/donor';
import { envelope, Envelopes, shortfall } from '../envelopes/envelopes.service';
import type { Movement } from '../envelopes/movement';
import { dateOf, type Origin, transferOf } from '../envelopes/origin';
import { agreementsOf, ReceiptBooks } from './receipt-books.service';
import { ownerless, posting } from './receipt.postings';
import { Receipt, ReceiptPart, Unapplied } from './receipt.entity';

type Returned = CloudEvent<'abonde.treasury.receipt-returned.v1'>;

const part = (whole: bigint, of: bigint, by: bigint) => (by === 0n ? 0n : Rational.of(whole * of, by).round());

interface ReturnEffect {
  /** Whose money is missing when the envelope no longer holds it. */
  key: string;
  postings: NewPosting[];
  movements: Movement[];
  short: Money;
}

const nothing = (key: string): ReturnEffect => ({ key, postings: [], movements: [], short: Money.zero() });

/** Receipts that the bank takes back: a fact, whatever has become of the money (25). */
@Injectable()
export class Returns {
  constructor(
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly receipts: ReceiptBooks,
  ) {}

  async returned(tx: EntityManager, event: Returned, origin: Origin): Promise<void> {
    const receipt = await this.receipts.find(tx, event.data.match);
    if ((await this.ledger.find(tx, { transfer: transferOf(event) })).length > 0) return;
    const parts = await tx.find(ReceiptPart, { where: { receipt: receipt.id }, order: { id: 'ASC' } });
    const back = largestRemainder(
      Money.of(event.data.eur).minor,
      parts.map(({ id, money, returned: already }) => ({ key: id, weight: money - already })),
    );
    const effects: ReturnEffect[] = [];
    for (const one of parts)
      effects.push(await this.partReturned(tx, one, Money.minor(back.get(one.id) ?? 0n), dateOf(event)));
    const valueDate = dateOf(event);
    const posted = await this.envelopes.record(
      tx,
      {
        kind: 'receipt-returned',
        reason: event.data.reason,
        reference: event.data.match,
        valueDate,
        transfer: transferOf(event),
        ...(event.accountingdate && { accountingDate: await this.ledger.firstOpenDay(tx, event.accountingdate) }),
        metadata: { match: event.data.match, entry: event.data.entry },
        postings: effects.flatMap(({ postings }) => postings),
      },
      effects.flatMap(({ movements }) => movements),
      origin,
      'FACT',
    );
    receipt.returned += Money.of(event.data.eur).minor;
    receipt.state = 'RETURNED';
    await tx.save([receipt, ...parts]);
    for (const { key, short } of effects)
      await this.envelopes.raiseShortfall(tx, key, short, event.data.reason, origin);
    const shorts = new Map(
      agreementsOf(parts).map((agreement) => [
        agreement,
        Money.sum(effects.filter(({ key }) => key === agreement).map(({ short }) => short)),
      ]),
    );
    await this.receipts.tellReversed(
      tx,
      receipt.match,
      shorts,
      { valueDate, accountingDate: posted.accountingDate },
      origin,
    );
  }

  /** One part of a return: what is free leaves its envelope, the rest is missing and alerts. */
  private async partReturned(tx: EntityManager, one: ReceiptPart, amount: Money, day: string): Promise<ReturnEffect> {
    one.returned += amount.minor;
    const agreement = one.agreement === null ? null : await tx.findOneByOrFail(Agreement, { code: one.agreement });
    const nobody = agreement ? Money.minor(part(one.excess, amount.minor, one.money)) : amount;
    const own = agreement ? await this.ownReturned(tx, one, agreement, amount.minus(nobody), day) : nothing(one.donor);
    const unowned = nobody.isZero() ? nothing(one.donor) : await this.unownedReturned(tx, one, nobody);
    return {
      key: own.key,
      postings: [...own.postings, ...unowned.postings],
      movements: [...own.movements, ...unowned.movements],
      short: own.short.plus(unowned.short),
    };
  }

  private async ownReturned(
    tx: EntityManager,
    one: ReceiptPart,
    agreement: Agreement,
    amount: Money,
    day: string,
  ): Promise<ReturnEffect> {
    const dimensions = about(agreement);
    const fee = Money.minor(part(one.managementFee, amount.minor, one.money - one.excess));
    const free = await this.envelopes.available(tx, agreement.code);
    const taken = free === null ? amount : amount.min(free.plus(fee).max(Money.zero()));
    const short = amount.minus(taken);
    return {
      key: agreement.code,
      short,
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
      key: one.donor,
      short: amount.minus(taken),
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
  private async claimsBack(
    tx: EntityManager,
    one: ReceiptPart,
    agreement: Agreement | null,
    amount: Money,
    day: string,
  ): Promise<NewPosting[]> {
    if (!agreement) return [];
    const dimensions = about(agreement);
    const clearing = posting('clearing:treasury', amount.negated(), dimensions);
    if (one.instalment === null) return [...posting(`income:${agreement.code}`, amount, dimensions), ...clearing];
    const account = `receivable:${agreement.code}`;
    if (one.currency === 'EUR') {
      await this.receipts.owedAgain(tx, one.instalment, amount.minor, amount.minor, day, 'RETURNED');
      return [...posting(account, amount, dimensions), ...clearing];
    }
    const foreign = Money.minor(part(one.applied, amount.minor, one.money - one.excess), one.currency);
    await this.receipts.owedAgain(tx, one.instalment, foreign.minor, amount.minor, day, 'RETURNED');
    return [
      { account, amount: foreign, eur: amount, dimensions },
      { account: `conversion:${one.currency}`, amount: foreign.negated(), eur: Money.zero(), dimensions },
      ...clearing,
    ];
  }
}
