import type { CloudEvent } from '@abonde/contracts';
import { debitCredit, Ledger } from '@abonde/ledger';
import { tryUndo } from '@abonde/match-undo';
import { InvalidMessage, type MessageContext, Outbox, Waiting } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { donationsOf, EMERGENCY, TO_CONTRIBUTIONS } from '../chart';
import { FundBook, INSTRUMENT, SYSTEM } from './fund-book.service';

type Recall = CloudEvent<'abonde.contributions.donation-recalled.v1'>;

/** Money that contributions hands over: the fund's part of the opening balances, and donations to an appeal. */
@Controller()
export class DonationsConsumer {
  constructor(
    private readonly book: FundBook,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  @EventPattern('abonde.contributions.emergency-fund-opened.v1')
  async onOpened(
    @Payload() event: CloudEvent<'abonde.contributions.emergency-fund-opened.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    const reason = `Opening balance of the emergency fund, from ${event.data.agreement}`;
    await this.receive(event, tx, 'emergency-fund-opened', reason, EMERGENCY, { agreement: event.data.agreement });
    await this.book.repay(tx, { valueDate: event.valuedate!, reason, actor: SYSTEM, cause: event });
  }

  @EventPattern('abonde.contributions.donation-forwarded.v1')
  async onDonation(
    @Payload() event: CloudEvent<'abonde.contributions.donation-forwarded.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    const { tx } = context;
    const { case: aidCase, agreement } = event.data;
    const [known]: unknown[] = await tx.query('SELECT 1 FROM aid_cases WHERE code = $1', [aidCase]);
    if (!known) throw new Waiting(`case:${aidCase}`);
    const reason = `Donation to the appeal ${aidCase}, from ${agreement}`;
    await this.receive(event, tx, 'donation-received', reason, donationsOf(aidCase), { agreement, case: aidCase });
    context.arrived(`transfer:${event.transfer}`);
  }

  /** A person undoes the receipts that brought them: donations go back as long as no aid took them. */
  @EventPattern('abonde.contributions.donation-recalled.v1')
  async onRecalled(
    @Payload() event: CloudEvent<'abonde.contributions.donation-recalled.v1'>,
    @Ctx() { tx, key }: MessageContext,
  ): Promise<void> {
    const { data } = event;
    const refused = await tryUndo(tx, async (inner) => {
      for (const line of data.lines) await this.handBack(inner, line, event);
    });
    if (refused)
      await this.outbox.add(tx, 'abonde.emergency-fund.donation-recall-refused.v1', {
        ...{ key, cause: event, data: { ...data, missing: (refused.missing ?? Money.zero()).toJSON() } },
      });
    else await this.outbox.add(tx, 'abonde.emergency-fund.donation-handed-back.v1', { key, cause: event, data });
  }

  private async handBack(
    tx: MessageContext['tx'],
    { transfer, backTransfer }: Recall['data']['lines'][number],
    event: Recall,
  ): Promise<void> {
    const [received] = await this.ledger.find(tx, { transfer });
    if (!received) throw new Waiting(`transfer:${transfer}`);
    const { kind, valueDate } = received;
    const reason = event.data.reason || 'Receipt undone';
    await this.book.reverse(tx, received.id, {
      ...{ kind, transfer: backTransfer, valueDate, reason, actor: SYSTEM, cause: event },
    });
  }

  private async receive(
    event:
      | CloudEvent<'abonde.contributions.emergency-fund-opened.v1'>
      | CloudEvent<'abonde.contributions.donation-forwarded.v1'>,
    tx: MessageContext['tx'],
    kind: string,
    reason: string,
    account: string,
    dimensions: { agreement: string; case?: string },
  ): Promise<void> {
    const { transfer, valuedate } = event;
    if (!transfer || !valuedate)
      throw new InvalidMessage(`${event.type} moves money without its transfer and value date`);
    const amount = Money.of(event.data.amount);
    const dims = { ...INSTRUMENT, ...dimensions };
    const postings = amount.isNegative()
      ? debitCredit(account, TO_CONTRIBUTIONS, amount.negated(), dims)
      : debitCredit(TO_CONTRIBUTIONS, account, amount, dims);
    await this.book.post(
      tx,
      [{ kind, reason, valueDate: valuedate, transfer, actor: SYSTEM, postings }],
      valuedate,
      event,
    );
  }
}
