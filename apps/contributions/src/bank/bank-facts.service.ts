import type { CloudEvent } from '@abonde/contracts';
import { debitCredit, Ledger, type NewPosting } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { about } from '../agreements/agreement.entity';
import { Proposals } from '../allocations/proposals.service';
import { GENERAL } from '../donors/donor';
import { envelope, Envelopes } from '../envelopes/envelopes.service';
import type { MovementCause } from '../envelopes/movement';
import { dateOf, type Origin, transferOf } from '../envelopes/origin';

type Opened = CloudEvent<'abonde.treasury.bank-account-opened.v1'>;
type Classified = CloudEvent<'abonde.treasury.charge-classified.v1'>;

/** What the bank did that concerns the association's own resources: openings, charges, exchange (1, 10, 11). */
@Injectable()
export class BankFacts {
  constructor(
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly proposals: Proposals,
  ) {}

  async opened(tx: EntityManager, event: Opened, origin: Origin): Promise<void> {
    const amount = Money.of(event.data.openingEur);
    if (amount.isZero()) return;
    const dimensions = about(await this.envelopes.general(tx));
    const postings = [
      ...debitCredit('clearing:treasury', 'opening', amount, dimensions),
      ...debitCredit('fund:money', envelope(GENERAL), amount, dimensions),
    ];
    await this.post(
      tx,
      event,
      {
        kind: 'bank-account-opened',
        reason: `Solde d’ouverture ${event.data.account}`,
        reference: event.data.account,
        postings,
      },
      { delta: amount, cause: 'OPENING' },
      origin,
    );
  }

  /** A cost leaves the association's own resources; a negative one is an income of theirs. */
  async classified(tx: EntityManager, event: Classified, origin: Origin): Promise<void> {
    const cost = Money.of(event.data.eur);
    if (cost.isZero()) return;
    const dimensions = about(await this.envelopes.general(tx));
    const { kind } = event.data;
    const postings: NewPosting[] = [
      ...debitCredit(accountOf(kind, cost), 'clearing:treasury', cost, dimensions),
      ...debitCredit(envelope(GENERAL), 'fund:money', cost, dimensions),
    ];
    const cause: MovementCause =
      kind === 'EXCHANGE' ? 'EXCHANGE' : kind === 'OTHER' && cost.isNegative() ? 'RECEIVED' : 'CHARGE';
    await this.post(
      tx,
      event,
      { kind: 'charge-classified', reason: event.data.reason, reference: event.data.entry, postings },
      { delta: cost.negated(), cause },
      origin,
    );
  }

  private async post(
    tx: EntityManager,
    event: Opened | Classified,
    head: { kind: string; reason: string; reference: string; postings: NewPosting[] },
    { delta, cause }: { delta: Money; cause: MovementCause },
    origin: Origin,
  ): Promise<void> {
    await this.envelopes.record(
      tx,
      {
        ...head,
        valueDate: dateOf(event),
        transfer: transferOf(event),
        ...(event.accountingdate && { accountingDate: await this.ledger.firstOpenDay(tx, event.accountingdate) }),
      },
      [{ agreement: GENERAL, delta: delta.minor, cause }],
      origin,
      'FACT',
    );
    if (delta.isPositive()) await this.proposals.fill(tx, origin);
  }
}

function accountOf(kind: Classified['data']['kind'], cost: Money): string {
  if (kind === 'EXCHANGE') return cost.isNegative() ? 'exchange-gain' : 'exchange-loss';
  return kind === 'OTHER' && cost.isNegative() ? `income:${GENERAL}` : 'bank-charges';
}
