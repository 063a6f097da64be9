import { addDays, addMonths, type Day } from '@abonde/calendar';
import { Outbox } from '@abonde/messaging';
import {
  BusinessClock,
  type Command,
  DomainError,
  SETTINGS,
  type Settings,
  systemCommand,
  UnitOfWork,
} from '@abonde/platform';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ClockDto, Step } from './clock.dto';

/** Any number: processes that set the day take turns on it. */
const lock = 7_226_634;

/** The demonstration's business day: set here, told to every service. */
@Injectable()
export class DemonstrationClock implements OnApplicationBootstrap {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly outbox: Outbox,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The first start tells the first day. */
  async onApplicationBootstrap(): Promise<void> {
    const { production, BUSINESS_DAY: first } = this.settings;
    if (production || !first) return;
    await this.unitOfWork.run(systemCommand('gateway'), async (tx) => {
      await takeTurn(tx);
      const set: unknown[] = await tx.query('SELECT FROM business_day');
      if (set.length === 0) await this.tell(tx, first);
    });
  }

  async read(): Promise<ClockDto> {
    return { day: await this.clock.today(), demonstration: !this.settings.production };
  }

  /** @throws {DomainError} 403 `NOT_A_DEMONSTRATION` in production */
  async advance(command: Command, step: Step): Promise<ClockDto> {
    if (this.settings.production) {
      throw new DomainError({
        code: 'NOT_A_DEMONSTRATION',
        status: 403,
        title: 'Not a demonstration',
        detail: 'In production the business day is the calendar’s.',
      });
    }
    return this.unitOfWork.run(command, async (tx) => {
      await takeTurn(tx);
      const today = await this.clock.today(tx);
      const day = step === 'DAY' ? addDays(today, 1) : addMonths(today, 1);
      await this.tell(tx, day, command.correlationId);
      return { day, demonstration: true };
    });
  }

  private async tell(tx: EntityManager, day: Day, correlationId?: string): Promise<void> {
    const event = await this.outbox.add(tx, 'abonde.platform.business-day-set.v1', {
      key: 'clock',
      data: { day },
      ...(correlationId && { correlationId }),
    });
    await this.clock.set(tx, day, event.sequence);
  }
}

async function takeTurn(tx: EntityManager): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [lock]);
}
