import { type Day, daysBetween } from '@abonde/calendar';
import { Money } from '@abonde/money';
import {
  BusinessClock,
  type Command,
  decodeCursor,
  DomainError,
  isUuid,
  notFound,
  type Page,
  paged,
  UnitOfWork,
  uuid,
} from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { findAgreement } from '../agreements/agreement.entity';
import { Donors } from '../donors/donors.service';
import { Instalment } from '../instalments/instalment.entity';
import { letter } from '../instalments/letter.pdf';
import { highestLevel, reminderText } from './reminder-text';
import { Reminder } from './reminder.entity';
import type { DraftReminderDto, ReminderDto, RemindersQuery, SendReminderDto } from './reminders.dto';

/** Reminders to donors that are late: the text is drafted, a person sends it and records that it went. */
@Injectable()
export class Reminders {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly donors: Donors,
  ) {}

  async list({ instalment, agreement, state, limit, cursor }: RemindersQuery): Promise<Page<ReminderDto>> {
    const after = decodeCursor(cursor)?.[0] ?? null;
    const rows: ReminderDto[] = await this.dataSource.query(
      `${selected} WHERE ($1::uuid IS NULL OR r.instalment = $1) AND ($2::text IS NULL OR i.agreement = $2)
          AND ($3::text IS NULL OR r.state = $3) AND ($4::uuid IS NULL OR r.id > $4) ORDER BY r.id LIMIT $5`,
      [instalment ?? null, agreement ?? null, state ?? null, after, limit + 1],
    );
    return paged(rows, limit, ({ id }) => [id]);
  }

  /** One draft at a time: asking again writes it anew, for the day it is. @throws {DomainError} 422 `NOT_OVERDUE` */
  draft({ instalment: id, lang, channel }: DraftReminderDto, command: Command): Promise<ReminderDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const instalment = await tx.findOne(Instalment, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!instalment) throw notFound('instalment', id);
      const today = await this.clock.today(tx);
      checkOverdue(instalment, today);
      const sent = await tx.find(Reminder, { where: { instalment: id, state: 'SENT' }, order: { sentOn: 'DESC' } });
      const level = Math.min(sent.length + 1, highestLevel);
      await tx.update(Reminder, { instalment: id, state: 'DRAFT' }, { state: 'DISCARDED' });
      const reminder = {
        id: uuid(),
        instalment: id,
        level,
        channel,
        language: lang,
        ...reminderText(level, lang, {
          agreement: instalment.agreement,
          instalment: instalment.number,
          outstanding: Money.minor(instalment.outstanding, instalment.currency),
          dueOn: instalment.dueOn,
          calledOn: instalment.calledOn as Day,
          daysLate: daysBetween(instalment.dueOn, today),
          reference: instalment.reference ?? '',
          remindedOn: sent[0]?.sentOn ?? null,
        }),
        state: 'DRAFT' as const,
        draftedOn: today,
        draftedBy: command.actor.id,
      };
      await tx.insert(Reminder, reminder);
      return this.read(tx, reminder.id);
    });
  }

  /** Records that it went: on which day, to whom, in which words. */
  send(id: string, { effectiveDate, to, body }: SendReminderDto, command: Command): Promise<ReminderDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const reminder = await this.drafted(tx, id);
      if (reminder.channel === 'EMAIL' && to === undefined) throw recipientMissing();
      const sentOn = await this.clock.effective(effectiveDate, tx);
      const sent = { state: 'SENT' as const, sentOn, sentBy: command.actor.id, sentTo: to ?? null };
      await tx.update(Reminder, { id }, { ...sent, ...(body !== undefined && { body }) });
      return this.read(tx, id);
    });
  }

  discard(id: string, command: Command): Promise<ReminderDto> {
    return this.unitOfWork.run(command, async (tx) => {
      await this.drafted(tx, id);
      await tx.update(Reminder, { id }, { state: 'DISCARDED' });
      return this.read(tx, id);
    });
  }

  /** The reminder on the association's paper. */
  async letter(id: string): Promise<{ name: string; bytes: Buffer }> {
    const { manager } = this.dataSource;
    const { agreement, subject, body, language, draftedOn, sentOn, level } = await this.read(manager, id);
    const { donor } = await findAgreement(manager, agreement);
    const { name: addressee } = await this.donors.find(donor, manager);
    const reference = `${agreement}-${level}`;
    const bytes = await letter({
      language,
      addressee,
      date: sentOn ?? draftedOn,
      title: subject,
      reference,
      lines: [],
      body: body.split('\n\n'),
    });
    return { name: `${language === 'fr' ? 'relance' : 'reminder'}-${reference}.pdf`, bytes };
  }

  private async drafted(tx: EntityManager, id: string): Promise<Reminder> {
    const reminder = isUuid(id)
      ? await tx.findOne(Reminder, { where: { id }, lock: { mode: 'pessimistic_write' } })
      : null;
    if (!reminder) throw notFound('reminder', id);
    if (reminder.state === 'DRAFT') return reminder;
    throw new DomainError({
      code: 'NOT_A_DRAFT',
      status: 409,
      title: 'No draft any more',
      detail: `This reminder is ${reminder.state}.`,
      state: reminder.state,
    });
  }

  private async read(tx: EntityManager, id: string): Promise<ReminderDto> {
    const [row]: ReminderDto[] = isUuid(id) ? await tx.query(`${selected} WHERE r.id = $1`, [id]) : [];
    if (!row) throw notFound('reminder', id);
    return row;
  }
}

const selected = `SELECT r.id, r.instalment, i.agreement, i.number, r.level, r.channel, r.language, r.subject, r.body, r.state,
  r.drafted_on AS "draftedOn", r.drafted_by AS "draftedBy", r.sent_on AS "sentOn", r.sent_by AS "sentBy", r.sent_to AS "sentTo"
  FROM reminder r JOIN instalment i ON i.id = r.instalment`;

function checkOverdue({ state, outstanding, dueOn, currency, number, agreement }: Instalment, today: Day): void {
  if (state === 'CALLED' && outstanding > 0n && dueOn < today) return;
  throw new DomainError({
    code: 'NOT_OVERDUE',
    status: 422,
    title: 'Nothing to remind of',
    detail: `Instalment ${number} of ${agreement} is due on ${dueOn} and owes ${Money.minor(outstanding, currency)}.`,
    dueOn,
    outstanding: Money.minor(outstanding, currency),
    state,
  });
}

function recipientMissing(): DomainError {
  return new DomainError({
    code: 'RECIPIENT_MISSING',
    status: 422,
    title: 'Nobody to send it to',
    detail: 'An e-mail says which address it went to.',
    field: 'to',
  });
}
