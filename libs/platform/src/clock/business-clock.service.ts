import { type Day, isDay } from '@abonde/calendar';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError } from '../errors/domain-error';
import { SETTINGS, type Settings } from '../settings';

const calendarDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' });
const minute = 60_000;

/** The day the association is at: set in a demonstration, the calendar's in Paris otherwise. */
@Injectable()
export class BusinessClock {
  private read = { minute: Number.NaN, day: '' };

  constructor(
    private readonly dataSource: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async today(tx: EntityManager = this.dataSource.manager): Promise<Day> {
    if (this.settings.production) return this.calendarDay();
    const [row]: { day: string }[] = await tx.query('SELECT day::text AS day FROM business_day');
    return row?.day ?? this.settings.BUSINESS_DAY ?? this.calendarDay();
  }

  /**
   * The day a command takes effect: the one it names, else today.
   * @throws {DomainError} 422 `EFFECTIVE_DATE_IN_FUTURE` after today, 422 `INVALID_DATE` when it is no day
   */
  async effective(day?: Day, tx?: EntityManager): Promise<Day> {
    const today = await this.today(tx);
    if (day === undefined) return today;
    if (!isDay(day)) {
      throw new DomainError({ code: 'INVALID_DATE', status: 422, title: 'Not a day', detail: `${day} is no day.` });
    }
    if (day <= today) return day;
    throw new DomainError({
      code: 'EFFECTIVE_DATE_IN_FUTURE',
      status: 422,
      title: 'Effective date in the future',
      detail: `${day} is after the business day, ${today}.`,
      effectiveDate: day,
      businessDay: today,
    });
  }

  /** Takes a day from the event numbered `sequence`; an older event changes nothing. */
  async set(tx: EntityManager, day: Day, sequence: number): Promise<void> {
    await tx.query(
      `INSERT INTO business_day (day, sequence) VALUES ($1, $2)
       ON CONFLICT (singleton) DO UPDATE SET day = excluded.day, sequence = excluded.sequence
       WHERE business_day.sequence < excluded.sequence`,
      [day, sequence],
    );
  }

  /** Midnight falls on a whole minute everywhere, so that the calendar is read once a minute. */
  private calendarDay(): Day {
    const now = Date.now();
    const current = Math.floor(now / minute);
    if (this.read.minute !== current) this.read = { minute: current, day: calendarDay.format(now) };
    return this.read.day;
  }
}
