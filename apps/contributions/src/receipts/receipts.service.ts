import type { CloudEvent } from '@abonde/contracts';
import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money, type MoneyJson, Rational } from '@abonde/money';
import { isUuid, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Agreement } from '../agreements/agreement.entity';
import { decimal } from '../agreements/rates';
import { Proposals } from '../allocations/proposals.service';
import { UNKNOWN_DONOR } from '../donors/donor';
import { Envelopes } from '../envelopes/envelopes.service';
import { dateOf, type Origin, trace, transferOf } from '../envelopes/origin';
import { tellSchedule } from '../instalments/expectations.publisher';
import { Instalment } from '../instalments/instalment.entity';
import { DonorShortfalls } from './donor-shortfalls.service';
import { Donations } from './donations.service';
import { ReceiptBooks } from './receipt-books.service';
import { type AppliedPart, generalEffect, needsGeneral, ownEffect } from './receipt.postings';
import { Receipt, ReceiptPart, Unapplied } from './receipt.entity';
import { managementFee, type Settlement, settle, type Target } from './settlement';

type Matched = CloudEvent<'abonde.treasury.receipt-matched.v1'>;

/** What the targets of a match are here: only what this service knows, and only if it is still expected. */
interface Known {
  instalments: Map<string, Instalment>;
  agreements: Map<string, Agreement>;
}

/** Books what treasury matched: a fact, whatever state the expectation is in (5 to 9, 30). */
@Injectable()
export class Receipts {
  constructor(
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly outbox: Outbox,
    private readonly donations: Donations,
    private readonly shortfalls: DonorShortfalls,
    private readonly proposals: Proposals,
    private readonly books: ReceiptBooks,
  ) {}

  async book(tx: EntityManager, event: Matched, origin: Origin): Promise<void> {
    const { data } = event;
    if (await tx.existsBy(Receipt, { match: data.match })) return;
    const known = await this.known(tx, data.targets);
    const nobody = { kind: 'unapplied' as const, id: UNKNOWN_DONOR, amount: data.eur };
    const targets = (data.targets.length > 0 ? data.targets : [nobody]).map((target) => recognised(target, known));
    const settlement = settle(
      {
        eur: Money.of(data.eur),
        original: Money.of(data.original),
        charges: data.charges && Money.of(data.charges),
        targets,
      },
      new Map(
        [...known.instalments].map(([id, instalment]) => [
          id,
          {
            outstanding: Money.minor(instalment.outstanding, instalment.currency),
            booked: Money.minor(instalment.booked),
          },
        ]),
      ),
    );
    const parts = settlement.parts.map((part): AppliedPart => {
      const instalment = known.instalments.get(part.id) ?? null;
      const agreement =
        known.agreements.get(instalment?.agreement ?? (part.kind === 'donation' ? part.id : '')) ?? null;
      const kept = part.money.plus(part.fee).minus(part.excess);
      const fee = agreement && !agreement.internal ? managementFee(kept, agreement.managementFeeRate) : Money.zero();
      return { part, donor: agreement?.donor ?? part.id, agreement, instalment, managementFee: fee };
    });
    const transaction = await this.post(tx, event, parts, origin);
    if (!transaction) return;
    await this.keep(tx, event, transaction, settlement, parts);
    await this.answer(tx, event, parts, origin);
    await this.donations.forward(tx, { match: data.match, valueDate: dateOf(event) }, origin);
    await this.proposals.fill(tx, origin);
  }

  private async known(tx: EntityManager, targets: Matched['data']['targets']): Promise<Known> {
    const ids = targets.filter(({ kind, id }) => kind === 'instalment' && isUuid(id)).map(({ id }) => id);
    const rows = await tx.find(Instalment, {
      where: { id: In(ids) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const codes = [
      ...rows.map(({ agreement }) => agreement),
      ...targets.filter(({ kind }) => kind === 'donation').map(({ id }) => id),
    ];
    const agreements = await tx.findBy(Agreement, { code: In(codes) });
    return {
      instalments: new Map(rows.map((row) => [row.id, row])),
      agreements: new Map(agreements.map((agreement) => [agreement.code, agreement])),
    };
  }

  private async post(
    tx: EntityManager,
    event: Matched,
    parts: readonly AppliedPart[],
    origin: Origin,
  ): Promise<{ id: string } | undefined> {
    const general = parts.some(needsGeneral) ? await this.envelopes.general(tx) : undefined;
    const shared = general ? parts.map((part) => generalEffect(part, general)) : [];
    const effects = [...parts.map(ownEffect), ...shared];
    const references = parts.flatMap(({ instalment }) => instalment?.reference ?? []);
    const recorded = await this.envelopes.record(
      tx,
      {
        kind: 'receipt-matched',
        reason: 'Encaissement rapproché',
        reference: references.join(' ') || event.data.match,
        valueDate: dateOf(event),
        transfer: transferOf(event),
        metadata: { match: event.data.match, entry: event.data.entry },
        ...(event.accountingdate && { accountingDate: await this.ledger.firstOpenDay(tx, event.accountingdate) }),
        postings: effects.flatMap(({ postings }) => postings),
      },
      effects.flatMap(({ movements }) => movements),
      origin,
      'FACT',
    );
    return recorded.duplicate ? undefined : recorded;
  }

  private async keep(
    tx: EntityManager,
    event: Matched,
    { id: transaction }: { id: string },
    settlement: Settlement,
    parts: readonly AppliedPart[],
  ): Promise<void> {
    const { match, entry, eur, original } = event.data;
    const [receipt, valueDate] = [uuid(), dateOf(event)];
    await tx.insert(Receipt, {
      id: receipt,
      match,
      entry,
      transaction,
      valueDate,
      eur: Money.of(eur).minor,
      original,
      fee: settlement.fee.minor,
      state: 'RECORDED',
    });
    for (const { part, donor, agreement, instalment, managementFee: fee } of parts) {
      await tx.insert(ReceiptPart, {
        id: uuid(),
        receipt,
        kind: part.kind,
        donor,
        agreement: agreement?.code ?? null,
        instalment: instalment?.id ?? null,
        currency: part.applied.currency,
        applied: part.applied.minor,
        booked: part.booked.minor,
        money: part.money.minor,
        fee: part.fee.minor,
        exchange: part.exchange.minor,
        excess: part.excess.minor,
        managementFee: fee.minor,
      });
      if (instalment) await this.books.settled(tx, instalment, part.applied, part.booked, valueDate);
    }
  }

  /** Confirms the match to treasury: one answer an agreement, and what is nobody's yet. */
  private async answer(
    tx: EntityManager,
    event: Matched,
    parts: readonly AppliedPart[],
    origin: Origin,
  ): Promise<void> {
    const { match, original, eur, charges } = event.data;
    const agreements = [...new Set(parts.flatMap(({ agreement }) => agreement ?? []))];
    for (const { code } of agreements) {
      const own = parts.filter(({ agreement }) => agreement?.code === code);
      const difference = Money.sum(own.map(({ part }) => part.exchange));
      const fee = Money.sum(own.map(({ part }) => part.fee));
      const data = {
        agreement: code,
        receipt: uuid(),
        match,
        original,
        eur: Money.sum(own.map(({ part }) => part.money)).toJSON(),
        rate: rateOf(original, eur),
        instalments: own.flatMap(({ instalment, part }) =>
          instalment
            ? [{ instalment: instalment.id, amount: part.applied.toJSON(), settled: instalment.state === 'SETTLED' }]
            : [],
        ),
        fee: charges && fee.toJSON(),
        exchangeDifference: difference.isZero() ? null : difference.toJSON(),
      };
      await this.outbox.add(tx, 'abonde.contributions.receipt-recorded.v1', { key: code, data, ...trace(origin) });
      await tellSchedule(tx, this.outbox, code, trace(origin));
    }
    for (const { part, donor, agreement } of parts)
      await this.setAside(tx, event, donor, agreement, part.excess, origin);
  }

  private async setAside(
    tx: EntityManager,
    event: Matched,
    donor: string,
    agreement: Agreement | null,
    amount: Money,
    origin: Origin,
  ): Promise<void> {
    if (amount.isZero()) return;
    const { match } = event.data;
    const reason = agreement ? 'OVER_PAYMENT' : 'NOT_EXPECTED';
    await tx.insert(Unapplied, {
      id: uuid(),
      match,
      donor,
      agreement: agreement?.code ?? null,
      amount: amount.minor,
      remaining: amount.minor,
      reason,
      valueDate: dateOf(event),
    });
    const data = { match, donor, agreement: agreement?.code ?? null, reason, amount: amount.toJSON() };
    await this.outbox.add(tx, 'abonde.contributions.receipt-unapplied.v1', { key: match, data, ...trace(origin) });
    await this.shortfalls.repay(tx, donor, { valueDate: dateOf(event) }, origin);
  }
}

/** A target this service does not know is nobody's money for now. */
function recognised({ kind, id, amount }: Matched['data']['targets'][number], known: Known): Target {
  const money = Money.of(amount);
  if (kind === 'instalment' && known.instalments.has(id)) return { kind, id, amount: money };
  if (kind === 'donation' && known.agreements.has(id)) return { kind, id, amount: money };
  return { kind: 'unapplied', id: kind === 'unapplied' ? id : UNKNOWN_DONOR, amount: money };
}

/** EUR for one unit of what the payer sent, as the bank gave it. */
function rateOf(original: MoneyJson, eur: MoneyJson): string | null {
  if (original.currency === 'EUR') return null;
  const sent = Rational.parse(original.amount);
  return sent.isZero() ? null : decimal(Rational.parse(eur.amount).over(sent));
}
