import { type Day, yearOf } from '@abonde/calendar';
import { debitCredit, Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { BusinessClock, type Command, UnitOfWork } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, MoreThan } from 'typeorm';
import { about, Agreement } from '../agreements/agreement.entity';
import { Instalment } from './instalment.entity';
import type { RecogniseDto, RecognisedDto, RecognitionDto } from './instalments.dto';

/** Income called ahead of its year (PCA, 487): recognised on the first day of the year the instalment is due in. */
@Injectable()
export class DeferredIncome {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly ledger: Ledger,
  ) {}

  /** What was recognised stays so: asking again posts nothing. */
  recognise({ through }: RecogniseDto, command: Command): Promise<RecognitionDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const day = await this.clock.effective(through, tx);
      const waiting = await tx.find(Instalment, {
        where: { deferred: MoreThan(0n) },
        order: { agreement: 'ASC', number: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      const begun = waiting.filter(({ dueOn }) => yearOf(dueOn) <= yearOf(day));
      const agreements = await tx.findBy(Agreement, { code: In(begun.map(({ agreement }) => agreement)) });
      const byCode = new Map(agreements.map((agreement) => [agreement.code, agreement]));
      const items: RecognisedDto[] = [];
      for (const instalment of begun)
        items.push(await this.release(tx, byCode.get(instalment.agreement) as Agreement, instalment, command.actor.id));
      return { items, total: Money.sum(items.map(({ amount }) => Money.of(amount))).toJSON() };
    });
  }

  private async release(
    tx: EntityManager,
    agreement: Agreement,
    instalment: Instalment,
    actor: string,
  ): Promise<RecognisedDto> {
    const { code } = agreement;
    const amount = Money.minor(instalment.deferred);
    const on: Day = `${yearOf(instalment.dueOn)}-01-01`;
    await this.ledger.post(tx, {
      kind: 'deferred-income-recognised',
      reason: `Produit de l’exercice ${yearOf(on)}, ${code} n° ${instalment.number}`,
      reference: instalment.reference ?? code,
      valueDate: on,
      actor,
      metadata: { instalment: instalment.id },
      postings: debitCredit(`deferred-income:${code}`, `income:${code}`, amount, about(agreement)),
    });
    instalment.deferred = 0n;
    await tx.save(instalment);
    return { agreement: code, number: instalment.number, amount: amount.toJSON(), on };
  }
}
