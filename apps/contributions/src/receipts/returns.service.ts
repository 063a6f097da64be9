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
import { DonorShortfalls } from './donor-shortfalls.service';
import { type Application, Applications } from './applications.service';
import { Drawn } from './drawn';
import { agreementsOf, ReceiptBooks } from './receipt-books.service';
import { ownerless, posting } from './receipt.postings';
import { ReceiptPart, Unapplied } from './receipt.entity';
import type { ReturnMemo } from './return-memo';

type Returned = CloudEvent<'abonde.treasury.receipt-returned.v1'>;

const part = (whole: bigint, of: bigint, by: bigint) => (by === 0n ? 0n : Rational.of(whole * of, by).round());

/** A return under way. */
interface Going {
  match: string;
  day: string;
  drawn: Drawn;
  undoing: ReturnMemo;
}

interface ReturnEffect {
  agreement: string | null;
  /** Whose money is missing when the envelope no longer holds it. */
  key: string;
  postings: NewPosting[];
  movements: Movement[];
  short: Money;
}

/** Receipts that the bank takes back: a fact, whatever has become of the money (25). */
@Injectable()
export class Returns {
  constructor(
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly receipts: ReceiptBooks,
    private readonly applications: Applications,
    private readonly shortfalls: DonorShortfalls,
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
    const valueDate = dateOf(event);
    const undoing: ReturnMemo = { owed: [], waiting: [] };
    const going = { match: receipt.match, day: valueDate, drawn: new Drawn(), undoing };
    for (const one of parts)
      effects.push(...(await this.partReturned(tx, one, Money.minor(back.get(one.id) ?? 0n), going)));
    const posted = await this.envelopes.record(
      tx,
      {
        kind: 'receipt-returned',
        reason: event.data.reason,
        reference: event.data.match,
        valueDate,
        transfer: transferOf(event),
        ...(event.accountingdate && { accountingDate: await this.ledger.firstOpenDay(tx, event.accountingdate) }),
        metadata: { match: event.data.match, entry: event.data.entry, ...undoing },
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
    for (const donor of new Set(effects.flatMap(({ agreement, key }) => (agreement === null ? key : []))))
      await this.shortfalls.repay(tx, donor, { valueDate, accountingDate: posted.accountingDate }, origin);
    const touched = new Set([...agreementsOf(parts), ...effects.flatMap(({ agreement }) => agreement ?? [])]);
    const shorts = new Map(
      [...touched].map((agreement) => [
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
  private async partReturned(
    tx: EntityManager,
    one: ReceiptPart,
    amount: Money,
    going: Going,
  ): Promise<ReturnEffect[]> {
    one.returned += amount.minor;
    const agreement = one.agreement === null ? null : await tx.findOneByOrFail(Agreement, { code: one.agreement });
    const nobody = agreement ? Money.minor(part(one.excess, amount.minor, one.money)) : amount;
    return [
      ...(agreement ? [await this.ownReturned(tx, one, agreement, amount.minus(nobody), going)] : []),
      ...(nobody.isZero() ? [] : await this.unownedReturned(tx, one, nobody, going)),
    ];
  }

  private async ownReturned(
    tx: EntityManager,
    one: ReceiptPart,
    agreement: Agreement,
    amount: Money,
    going: Going,
  ): Promise<ReturnEffect> {
    const { drawn } = going;
    const dimensions = about(agreement);
    const fee = Money.minor(part(one.managementFee, amount.minor, one.money - one.excess));
    const { postings, movements, short } = await this.fromEnvelope(tx, agreement, amount, fee, drawn);
    return {
      agreement: agreement.code,
      key: agreement.code,
      short,
      postings: [
        ...(await this.claimsBack(tx, one, agreement, amount, going)),
        ...posting('fund:money', amount.negated(), dimensions),
        ...postings,
        ...(fee.isZero() ? [] : posting(envelope(GENERAL), fee, about(await this.envelopes.general(tx)))),
        ...posting(shortfall(agreement.code), short, dimensions),
      ],
      movements: [
        ...movements,
        { agreement: agreement.code, delta: fee.minor, cause: 'FEE' },
        ...(fee.isZero() ? [] : [{ agreement: GENERAL, delta: -fee.minor, cause: 'FEE' as const }]),
      ],
    };
  }

  /** Takes what is free; the management fee that comes back is free too. */
  private async fromEnvelope(
    tx: EntityManager,
    agreement: Agreement,
    amount: Money,
    fee: Money,
    drawn: Drawn,
  ): Promise<Pick<ReturnEffect, 'postings' | 'movements' | 'short'>> {
    const account = envelope(agreement.code);
    const held = await this.envelopes.available(tx, agreement.code);
    const free = held && drawn.left(account, held).plus(fee).max(Money.zero());
    const taken = free === null ? amount : amount.min(free);
    drawn.take(account, taken.minus(fee));
    return {
      short: amount.minus(taken),
      postings: posting(account, taken.minus(fee), about(agreement)),
      movements: [{ agreement: agreement.code, delta: -taken.minor, cause: 'RETURNED' }],
    };
  }

  /** What still waits for an owner goes first, then what was applied since, from where it was applied. */
  private async unownedReturned(
    tx: EntityManager,
    one: ReceiptPart,
    amount: Money,
    going: Going,
  ): Promise<ReturnEffect[]> {
    const waiting = await this.takeWaiting(tx, going, one.donor, amount);
    const effects: ReturnEffect[] = [];
    let rest = amount.minus(waiting);
    for (const application of await this.applications.of(tx, going.match, one.donor)) {
      const back = rest.min(going.drawn.left(application.id, application.amount));
      if (!back.isPositive()) continue;
      going.drawn.take(application.id, back);
      rest = rest.minus(back);
      effects.push(await this.appliedReturned(tx, one, application, back, going));
    }
    if (waiting.isZero() && rest.isZero()) return effects;
    return [await this.waitingReturned(tx, one, { waiting, beyond: rest }, going.drawn), ...effects];
  }

  private async takeWaiting(
    tx: EntityManager,
    { match, undoing }: Going,
    donor: string,
    amount: Money,
  ): Promise<Money> {
    let taken = Money.zero();
    for (const row of await tx.find(Unapplied, { where: { match, donor }, order: { id: 'ASC' } })) {
      const one = amount.minus(taken).min(Money.minor(row.remaining));
      row.remaining -= one.minor;
      undoing.waiting.push({ unapplied: row.id, minor: one.minor.toString() });
      taken = taken.plus(one);
      await tx.save(row);
    }
    return taken;
  }

  private async appliedReturned(
    tx: EntityManager,
    { donor }: ReceiptPart,
    { agreement: code, instalment }: Application,
    amount: Money,
    going: Going,
  ): Promise<ReturnEffect> {
    const { drawn } = going;
    const agreement = await tx.findOneByOrFail(Agreement, { code });
    const cash = ownerless(donor, await this.envelopes.general(tx));
    await this.owed(tx, instalment, { amount, booked: amount }, going);
    const { postings, movements, short } = await this.fromEnvelope(tx, agreement, amount, Money.zero(), drawn);
    return {
      agreement: code,
      key: code,
      short,
      movements,
      postings: [
        ...posting(`receivable:${code}`, amount, about(agreement)),
        ...posting('clearing:treasury', amount.negated(), cash),
        ...posting('fund:money', amount.negated(), cash),
        ...postings,
        ...posting(shortfall(code), short, about(agreement)),
      ],
    };
  }

  /** What went beyond this receipt is missing: what else waits there came from other receipts. */
  private async waitingReturned(
    tx: EntityManager,
    one: ReceiptPart,
    { waiting, beyond }: { waiting: Money; beyond: Money },
    drawn: Drawn,
  ): Promise<ReturnEffect> {
    const amount = waiting.plus(beyond);
    const dimensions = ownerless(one.donor, await this.envelopes.general(tx));
    const account = `fund:unapplied:${one.donor}`;
    const held = (await this.ledger.lock(tx, [account])).get(account) ?? Money.zero();
    const taken = waiting.min(drawn.left(account, held));
    drawn.take(account, taken);
    return {
      agreement: null,
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
    going: Going,
  ): Promise<NewPosting[]> {
    if (!agreement) return [];
    const dimensions = about(agreement);
    const clearing = posting('clearing:treasury', amount.negated(), dimensions);
    if (one.instalment === null) return [...posting(`income:${agreement.code}`, amount, dimensions), ...clearing];
    const account = `receivable:${agreement.code}`;
    if (one.currency === 'EUR') {
      await this.owed(tx, one.instalment, { amount, booked: amount }, going);
      return [...posting(account, amount, dimensions), ...clearing];
    }
    const foreign = Money.minor(part(one.applied, amount.minor, one.money - one.excess), one.currency);
    await this.owed(tx, one.instalment, { amount: foreign, booked: amount }, going);
    return [
      { account, amount: foreign, eur: amount, dimensions },
      { account: `conversion:${one.currency}`, amount: foreign.negated(), eur: Money.zero(), dimensions },
      ...clearing,
    ];
  }

  /** An instalment is owed again; what undoes the return needs to know how much of it. */
  private async owed(
    tx: EntityManager,
    instalment: string,
    { amount, booked }: { amount: Money; booked: Money },
    { day, undoing }: Going,
  ): Promise<void> {
    await this.receipts.owedAgain(tx, instalment, amount.minor, booked.minor, day, 'RETURNED');
    undoing.owed.push({ instalment, minor: amount.minor.toString(), booked: booked.minor.toString() });
  }
}
