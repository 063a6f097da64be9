import type { CloudEvent } from '@abonde/contracts';
import { debitCredit, Ledger } from '@abonde/ledger';
import { InvalidMessage, type MessageContext, Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type EntityManager, In } from 'typeorm';
import { EMERGENCY } from '../chart';
import { FundBook, INSTRUMENT, SYSTEM } from '../fund/fund-book.service';
import { AidPayment } from './payment.entity';
import { AidRecovery } from './recovery.entity';
import { givenBack, type Source } from './proposal';
import { Proposal } from './proposal.entity';

type Received = CloudEvent<'abonde.treasury.recovery-received.v1'>;

/** Money that a city did not spend and gives back (#33): to the accounts that what was paid was taken from, in the same proportions. */
@Controller()
export class RecoveriesConsumer {
  constructor(
    private readonly ledger: Ledger,
    private readonly book: FundBook,
    private readonly outbox: Outbox,
  ) {}

  @EventPattern('abonde.treasury.recovery-received.v1')
  async onReceived(@Payload() event: Received, @Ctx() context: MessageContext): Promise<void> {
    const { recovery } = event.data;
    const { tx } = context;
    const expected = await tx.findOne(AidRecovery, { where: { recovery }, lock: { mode: 'pessimistic_write' } });
    // A project's: disbursements sees to it.
    if (!expected) return;
    const { case: code } = expected;
    const { transfer, valuedate } = event;
    if (!transfer || !valuedate)
      throw new InvalidMessage(`${event.type} moves money without its transfer and value date`);
    context.arrived(`transfer:${transfer}`);
    if ((await this.ledger.find(tx, { transfer })).length > 0) return;
    const amount = Money.of(event.data.eur);
    const on = { valueDate: valuedate, reason: `Unspent aid of ${code} given back`, actor: SYSTEM, cause: event };
    const back = givenBack(amount.minor, await this.sources(tx, expected));
    const dimensions = { ...INSTRUMENT, case: code };
    const postings = [
      ...debitCredit('clearing:treasury', `aid-expense:${code}`, amount, dimensions),
      ...back.flatMap(({ account, minor }) => debitCredit('fund:money', account, Money.minor(minor), dimensions)),
    ];
    const { reason, actor, valueDate } = on;
    const entry = { kind: 'aid-returned', reason, reference: recovery, valueDate, actor, transfer, postings };
    await this.book.post(tx, [entry], valueDate, event);
    if (back.some(({ account }) => account === EMERGENCY)) await this.book.repay(tx, on);
    const receivedMinor = (BigInt(expected.receivedMinor) + amount.minor).toString();
    await tx.update(AidRecovery, { recovery }, { receivedMinor });
    const data = { case: code, amount: amount.toJSON(), returnedOn: valueDate };
    await this.outbox.add(tx, 'abonde.emergency-fund.aid-returned.v1', { key: code, data, valueDate, cause: event });
  }

  /**
   * What the aids of the case that were paid took from each account, less what came back of it before; the fund's own where
   * nothing is left of that. An aid that was not paid, or that the bank returned, has nothing to get back.
   */
  private async sources(tx: EntityManager, { case: code, recovery }: AidRecovery): Promise<Source[]> {
    const paid = await tx.findBy(AidPayment, { case: code, state: 'SETTLED' });
    const aids = await tx.findBy(Proposal, { id: In(paid.map(({ proposal }) => proposal)) });
    const sums = new Map<string, bigint>();
    for (const { account, minor } of aids.flatMap(({ sources }) => sources ?? []))
      sums.set(account, (sums.get(account) ?? 0n) + BigInt(minor));
    for (const { postings } of await this.ledger.find(tx, { reference: recovery }))
      for (const { account, eur } of postings)
        if (sums.has(account)) sums.set(account, (sums.get(account) ?? 0n) + eur.minor);
    const left = [...sums].map(([account, minor]) => ({ account, minor })).filter(({ minor }) => minor > 0n);
    return left.length > 0 ? left : [{ account: EMERGENCY, minor: 1n }];
  }
}
