import { nextTargetDay, type Day } from '@abonde/calendar';
import { type Actor, BusinessClock, DomainError, forbidden, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Facts } from '../facts/facts.service';
import { earliestBreak } from './maturity';
import { Placement, PlacementBreak } from './placement.entity';
import type { AskBreakDto, BreakDto } from './breaks.dto';

/** A deposit that ends before its maturity: asked by one person, confirmed by another. */
@Injectable()
export class PlacementBreaks {
  constructor(
    private readonly clock: BusinessClock,
    private readonly facts: Facts,
  ) {}

  /** @throws {DomainError} NOT_A_DEPOSIT, BREAK_ALREADY_ASKED, NO_BREAK_RATE, NOTICE_TOO_SHORT, BREAK_OUTSIDE_TERM */
  async ask(tx: EntityManager, placement: Placement, wanted: AskBreakDto, actor: Actor): Promise<BreakDto> {
    const { code } = placement;
    if (await tx.findOneBy(PlacementBreak, { placement: code }))
      throw refused('BREAK_ALREADY_ASKED', 409, `The break of ${code} is already asked for.`);
    const noticeOn = wanted.noticeOn ?? (await this.clock.today(tx));
    const asked: PlacementBreak = {
      id: uuid(),
      placement: code,
      noticeOn,
      endsOn: endOf(placement, noticeOn, wanted.endsOn),
      rate: rateOf(placement, wanted.rate),
      reason: wanted.reason,
      askedBy: actor.id,
      confirmedBy: null,
      confirmedAt: null,
    };
    await tx.insert(PlacementBreak, asked);
    return breakView(asked);
  }

  /** From now on the deposit ends on that day, at the reduced rate since it began; the next run restates what accrued. */
  async confirm(tx: EntityManager, placement: Placement, actor: Actor): Promise<BreakDto> {
    const asked = await tx.findOne(PlacementBreak, {
      where: { placement: placement.code },
      lock: { mode: 'pessimistic_write' },
    });
    if (!asked) throw notFound('break', placement.code);
    if (asked.confirmedBy !== null) throw refused('ALREADY_CONFIRMED', 409, 'This break is already confirmed.');
    if (asked.askedBy === actor.id) throw forbidden('Whoever asked for a break does not confirm it.');
    const confirmed: PlacementBreak = { ...asked, confirmedBy: actor.id, confirmedAt: new Date() };
    await tx.save(PlacementBreak, confirmed);
    await tx.update(Placement, { id: placement.id }, { maturesOn: asked.endsOn });
    const { endsOn: day, rate, reason } = asked;
    const cause = {
      kind: 'BREAK',
      text: `${placement.code} broken on ${day} at ${rate} %: ${reason}`,
      figures: { placement: placement.code, day, rate, reason },
    } as const;
    await this.facts.mark(tx, placement.openedOn, cause, placement.pool);
    return breakView(confirmed);
  }
}

function endOf({ principal, maturesOn, openedOn, noticeDays }: Placement, noticeOn: Day, wanted?: Day): Day {
  if (principal === null || maturesOn === null)
    throw refused('NOT_A_DEPOSIT', 422, 'Only a term deposit with a maturity can be broken.');
  const earliest = earliestBreak(noticeOn, noticeDays ?? 0);
  const endsOn = nextTargetDay(wanted ?? earliest);
  if (endsOn < earliest)
    throw refused('NOTICE_TOO_SHORT', 422, `After notice on ${noticeOn} it may end on ${earliest} at the earliest.`, {
      noticeDays,
      earliest,
      given: endsOn,
    });
  if (endsOn <= openedOn || endsOn >= maturesOn)
    throw refused('BREAK_OUTSIDE_TERM', 422, `A break lies after ${openedOn} and before ${maturesOn}.`, {
      openedOn,
      maturesOn,
      given: endsOn,
    });
  return endsOn;
}

function rateOf({ breakRate }: Placement, wanted: string | undefined): string {
  const rate = wanted ?? breakRate;
  if (rate === null)
    throw refused('NO_BREAK_RATE', 422, 'The terms name no reduced rate: say which one the bank applies.', {
      field: 'rate',
    });
  return rate;
}

export function breakView({ noticeOn, endsOn, rate, reason, askedBy, confirmedBy }: PlacementBreak): BreakDto {
  const status = confirmedBy === null ? 'PENDING' : 'CONFIRMED';
  return { noticeOn, endsOn, rate, reason, askedBy, status };
}

function refused(code: string, status: 409 | 422, detail: string, figures: object = {}): DomainError {
  return new DomainError({ code, status, title: 'This break is not possible', detail, ...figures });
}
