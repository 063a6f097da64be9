import { maxDay, minDay, type Day } from '@abonde/calendar';
import type { CloudEvent } from '@abonde/contracts';
import { InvalidMessage, type MessageContext, Waiting } from '@abonde/messaging';
import { Money, Rational } from '@abonde/money';
import { uuid } from '@abonde/platform';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { accruedInterest, stillToPost, type Accrued } from '../accruals/accrual';
import { AccruedLines } from '../accruals/accrued-lines.service';
import { Facts, type KnownPool } from '../facts/facts.service';
import { SYSTEM } from '../fund/fund-book.service';
import { Placement } from '../placements/placement.entity';
import { PlacementTerms } from '../placements/terms.service';
import { type Credit, Credits } from './credits.service';
import { bearsFrom, Restatements } from './restatements.service';
import { Settlements } from './settlement.service';

type Credited = CloudEvent<'abonde.treasury.interest-credited.v1'>;
type Reversed = CloudEvent<'abonde.treasury.interest-credit-reversed.v1'>;

/** Interest that the bank pays, or takes back. */
@Controller()
export class CreditsConsumer {
  constructor(
    private readonly facts: Facts,
    private readonly terms: PlacementTerms,
    private readonly accrued: AccruedLines,
    private readonly credits: Credits,
    private readonly restatements: Restatements,
    private readonly settlements: Settlements,
  ) {}

  @EventPattern('abonde.treasury.interest-credited.v1')
  async onCredited(@Payload() event: Credited, @Ctx() context: MessageContext): Promise<void> {
    const { tx } = context;
    const { transfer, valueDate } = datesOf(event);
    const placement = await this.placement(tx, event.data.placement);
    if (await this.credits.isKnown(tx, idOf(event)))
      throw new InvalidMessage(`The interest of match ${event.data.match} is already credited`);
    const credit = creditOf(event, valueDate);
    const known = await this.facts.pool(
      tx,
      placement.pool,
      minDay(credit.from, await this.terms.uncreditedFrom(tx, placement)),
    );
    const lines = await this.restatements.distribution(tx, credit, known, placement.pool);
    await this.credits.insert(tx, credit);
    await this.credits.replaceLines(tx, credit.id, lines);
    const accrued = await this.restart(tx, placement, known, credit.to);
    await this.settlements.settle(tx, {
      kind: 'interest-credited',
      reason: `Interest of ${placement.code} from ${credit.from} to ${credit.to}`,
      placement: placement.code,
      actor: SYSTEM,
      bearsFrom: bearsFrom(credit),
      cash: { transfer, net: credit.minor, tax: credit.tax },
      cause: event,
      transaction: credit.transaction,
      credit,
      lines,
      accrued,
      valueDate,
    });
    // Thresholds cumulate over credits in their order: one that comes late moves those after it.
    const text = `interest of ${placement.code} credited through ${credit.to}`;
    const figures = { placement: placement.code, day: credit.to };
    await this.facts.mark(tx, credit.to, { kind: 'CREDIT', text, figures }, placement.pool);
    context.arrived(`interest-credit:${credit.id}`);
  }

  @EventPattern('abonde.treasury.interest-credit-reversed.v1')
  async onReversed(@Payload() event: Reversed, @Ctx() { tx }: MessageContext): Promise<void> {
    const { transfer, valueDate } = datesOf(event);
    const placement = await this.placement(tx, event.data.placement);
    const credit = await this.credits.find(tx, idOf(event));
    if (!credit) throw new Waiting(`interest-credit:${idOf(event)}`);
    const lines = (await this.credits.lines(tx, credit.id)).map((line) => ({ ...line, minor: -line.minor }));
    await this.credits.markReversed(tx, credit.id);
    const known = await this.facts.pool(tx, placement.pool, await this.terms.uncreditedFrom(tx, placement));
    const accrued = await this.restart(tx, placement, known, credit.to);
    await this.settlements.settle(tx, {
      kind: 'interest-credit-reversed',
      reason: `Interest of ${placement.code} from ${credit.from} to ${credit.to}, taken back`,
      placement: placement.code,
      actor: SYSTEM,
      bearsFrom: bearsFrom({ to: credit.to, valueDate }),
      cash: { transfer, net: -credit.minor, tax: -credit.tax },
      reverses: credit.transaction,
      cause: event,
      credit,
      lines,
      accrued,
      valueDate,
    });
  }

  private async placement(tx: EntityManager, code: string): Promise<Placement> {
    const [known]: { pool: string }[] = await tx.query('SELECT pool FROM placements WHERE code = $1', [code]);
    if (!known) throw new Waiting(`placement:${code}`);
    await this.terms.lockPool(tx, known.pool);
    return tx.findOneByOrFail(Placement, { code });
  }

  /** Accrual starts again after the last period that is credited: what is accrued before it has become money. */
  private async restart(tx: EntityManager, placement: Placement, known: KnownPool, to: Day): Promise<Accrued[]> {
    const through = placement.accruedThrough === null ? to : maxDay(placement.accruedThrough, to);
    const from = await this.terms.uncreditedFrom(tx, placement);
    const target = accruedInterest(known.pool, await this.terms.of(tx, placement, from), from, through);
    const difference = stillToPost(target, await this.accrued.of(tx, placement.code));
    await this.accrued.add(tx, placement.code, difference);
    await tx.update(Placement, { id: placement.id }, { accruedThrough: through });
    return difference;
  }
}

function idOf({ data: { match, entry, placement } }: Pick<Credited | Reversed, 'data'>): string {
  return `${match}/${entry}/${placement}`;
}

function datesOf({ type, transfer, valuedate }: Credited | Reversed): { transfer: string; valueDate: Day } {
  if (!transfer || !valuedate) throw new InvalidMessage(`${type} moves money without its transfer and value date`);
  return { transfer, valueDate: valuedate };
}

function creditOf({ data, accountingdate }: Credited, valueDate: Day): Credit {
  const [net, tax, eur] = [Money.of(data.net), Money.of(data.tax), Money.of(data.eur)];
  return {
    id: idOf({ data }),
    placement: data.placement,
    entry: data.entry,
    from: data.from,
    to: data.to,
    valueDate,
    minor: eur.minor,
    tax: net.isZero() ? 0n : Rational.of(tax.minor * eur.minor, net.minor).round(),
    original: { gross: Money.of(data.gross), net },
    bookedOn: accountingdate ?? null,
    transaction: uuid(),
  };
}
