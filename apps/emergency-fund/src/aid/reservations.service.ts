import type { Day } from '@abonde/calendar';
import { debitCredit, Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { aidOf, donationsOf, EMERGENCY, SHORTFALL } from '../chart';
import { available } from '../fund/availability.service';
import { INSTRUMENT } from '../fund/fund-book.service';
import { FundInsufficient } from './aid.errors';
import { type Source, takenFrom } from './proposal';
import type { Proposal, StoredSource } from './proposal.entity';

/** Why money is put aside, and since when. */
export interface Reserving {
  kind: 'aid-decided' | 'aid-reserved-again';
  reason: string;
  valueDate: Day;
  actor: string;
}

/** Puts aside what an aid is to cost (#31): under lock, so that what one decision takes the next no longer sees. */
@Injectable()
export class AidReservations {
  constructor(private readonly ledger: Ledger) {}

  /** @throws {FundInsufficient} 409 with what is available for the case */
  async reserve(
    tx: EntityManager,
    { id, version, case: aidCase }: Proposal,
    amount: Money,
    reserving: Reserving,
  ): Promise<{ sources: StoredSource[]; transaction: string }> {
    const sources = await this.sources(tx, aidCase, amount);
    const dimensions = { ...INSTRUMENT, case: aidCase };
    const [posted] = await this.ledger.post(tx, {
      ...reserving,
      reference: id,
      metadata: { proposal: id, version },
      postings: [
        ...debitCredit(`commitment-contra:${aidCase}`, `commitment:${aidCase}`, amount, dimensions),
        ...sources.flatMap(({ account, minor }) =>
          debitCredit(account, aidOf(aidCase), Money.minor(minor), dimensions),
        ),
      ],
    });
    return {
      sources: sources.map(({ account, minor }) => ({ account, minor: minor.toString() })),
      transaction: posted!.id,
    };
  }

  private async sources(tx: EntityManager, aidCase: string, amount: Money): Promise<Source[]> {
    const donations = donationsOf(aidCase);
    const locked = await this.ledger.lock(tx, [donations, EMERGENCY, SHORTFALL]);
    const held = (account: string): Money => locked.get(account) ?? Money.zero();
    const free = available(held(EMERGENCY), held(donations), held(SHORTFALL));
    if (amount.compare(free) > 0) {
      throw new FundInsufficient(amount, free, {
        realised: held(EMERGENCY),
        donations: held(donations),
        shortfall: held(SHORTFALL),
      });
    }
    return takenFrom(
      amount.minor,
      { account: donations, minor: held(donations).minor },
      { account: EMERGENCY, minor: held(EMERGENCY).minor },
    );
  }
}
