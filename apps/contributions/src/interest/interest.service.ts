import type { CloudEvent } from '@abonde/contracts';
import { debitCredit, Ledger, type NewPosting } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { about, Agreement } from '../agreements/agreement.entity';
import { Proposals } from '../allocations/proposals.service';
import { GENERAL } from '../donors/donor';
import { envelope, Envelopes, shortfall } from '../envelopes/envelopes.service';
import type { Movement } from '../envelopes/movement';
import type { Origin } from '../envelopes/origin';

type Distributed = CloudEvent<'abonde.emergency-fund.interest-distributed.v1'>;
type Line = Distributed['data']['lines'][number];

interface Effect {
  postings: NewPosting[];
  movements: Movement[];
  short: { key: string; amount: Money };
}

const TRANSFER = 'fund:transfer:emergency-fund';
const dueToDonor = ['RETURN_TO_DONOR', 'OFFSET_AGAINST_NEXT_PAYMENT', 'THRESHOLD'];

/** Interest that does not feed the emergency fund: kept in its agreement, owed to its donor, or general (28, 29). */
@Injectable()
export class Interest {
  constructor(
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly proposals: Proposals,
  ) {}

  async distribute(tx: EntityManager, event: Distributed, origin: Origin): Promise<void> {
    const lines = event.data.lines.filter(({ transfer, amount }) => transfer !== null && !Money.of(amount).isZero());
    for (const transfer of new Set(lines.map((line) => line.transfer as string))) {
      await this.book(
        tx,
        event,
        transfer,
        lines.filter((line) => line.transfer === transfer),
        origin,
      );
    }
    await this.proposals.fill(tx, origin);
  }

  private async book(
    tx: EntityManager,
    event: Distributed,
    transfer: string,
    lines: readonly Line[],
    origin: Origin,
  ): Promise<void> {
    const effects: Effect[] = [];
    for (const line of lines) effects.push(await this.effectOf(tx, line));
    const valueDate = event.valuedate ?? event.data.to;
    const posted = await this.envelopes.record(
      tx,
      {
        kind: 'interest-distributed',
        reason: `Intérêts ${event.data.placement}, ${event.data.from} – ${event.data.to}`,
        reference: event.data.credit,
        valueDate,
        transfer,
        ...(event.accountingdate && { accountingDate: await this.ledger.firstOpenDay(tx, event.accountingdate) }),
        metadata: { placement: event.data.placement, credit: event.data.credit },
        postings: effects.flatMap(({ postings }) => postings),
      },
      effects.flatMap(({ movements }) => movements),
      origin,
      'FACT',
    );
    if (posted.duplicate) return;
    for (const { short } of effects)
      await this.envelopes.raiseShortfall(tx, short.key, short.amount, 'Intérêts repris', origin);
  }

  private async effectOf(tx: EntityManager, line: Line): Promise<Effect> {
    const amount = Money.of(line.amount);
    const general = await this.envelopes.general(tx);
    const code = line.disposition === 'GENERAL' || line.agreement === null ? GENERAL : line.agreement;
    const agreement = code === GENERAL ? general : await tx.findOneByOrFail(Agreement, { code });
    const dimensions = {
      ...about(agreement),
      disposition: line.disposition,
      ...(line.project !== null && { project: line.project }),
    };
    if (!dueToDonor.includes(line.disposition)) {
      if (amount.isNegative()) return this.takenBack(tx, code, amount.negated(), dimensions);
      return {
        postings: debitCredit(TRANSFER, envelope(code), amount, dimensions),
        movements: [{ agreement: code, delta: amount.minor, cause: 'INTEREST' }],
        short: { key: code, amount: Money.zero() },
      };
    }
    return {
      postings: [
        ...debitCredit('clearing:emergency-fund', `payable-to-donor:${code}`, amount, dimensions),
        ...debitCredit(TRANSFER, `fund:due-to-donor:${code}`, amount, dimensions),
      ],
      movements: [{ agreement: GENERAL, delta: amount.minor, cause: 'INTEREST' }],
      short: { key: code, amount: Money.zero() },
    };
  }

  /** A restatement takes interest back as far as it is still there; the rest is missing. */
  private async takenBack(
    tx: EntityManager,
    code: string,
    amount: Money,
    dimensions: NewPosting['dimensions'],
  ): Promise<Effect> {
    const free = await this.envelopes.available(tx, code);
    const taken = free === null ? amount : amount.min(free);
    const short = amount.minus(taken);
    return {
      postings: [
        ...debitCredit(envelope(code), TRANSFER, taken, dimensions),
        ...debitCredit(shortfall(code), TRANSFER, short, dimensions),
      ],
      movements: taken.isZero() ? [] : [{ agreement: code, delta: -taken.minor, cause: 'INTEREST' }],
      short: { key: code, amount: short },
    };
  }
}
