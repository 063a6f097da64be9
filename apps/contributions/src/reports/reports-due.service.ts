import { type Day, daysBetween, isDay } from '@abonde/calendar';
import { Outbox } from '@abonde/messaging';
import {
  type Actor,
  BusinessClock,
  checkVersion,
  type Command,
  decodeCursor,
  DomainError,
  FileStore,
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
import { confinedTo } from '../donors/donors.service';
import { ReportDue, type ReportState } from './report-due.entity';
import { tellReports } from './reports.publisher';
import type { AnswerReportDto, PlannedReportDto, ReportDto, ReportsQuery, SendReportDto } from './reports.dto';

type Row = Omit<ReportDto, 'daysLate'>;

const columns = `r.id, r.agreement, a.donor, d.name AS "donorName", r.kind, r.due_on AS "dueOn", r.state, r.sent_on AS "sentOn",
  r.sent_by AS "sentBy", r.document, r.accepted_on AS "acceptedOn", r.note, r.version`;

/** The reports agreements promise their donors: what is due, what was sent, what was accepted. */
@Injectable()
export class ReportsDue {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly files: FileStore,
    private readonly outbox: Outbox,
  ) {}

  async list(query: ReportsQuery, actor: Actor): Promise<Page<ReportDto>> {
    const today = await this.clock.today();
    const [day = null, id = null] = decodeCursor(query.cursor) ?? [];
    const rows: Row[] = await this.dataSource.query(
      `SELECT ${columns} FROM report_due r JOIN agreement a ON a.code = r.agreement JOIN donor d ON d.code = a.donor
        WHERE ($1::int IS NULL OR (r.due_on <= $2::date + $1::int AND r.state = 'DUE'))
          AND ($3::text IS NULL OR r.state = $3) AND ($4::text IS NULL OR r.agreement = $4)
          AND ($5::text IS NULL OR a.donor = $5) AND ($6::text IS NULL OR a.donor = $6)
          AND ($7::date IS NULL OR (r.due_on, r.id) > ($7::date, $8::uuid))
        ORDER BY r.due_on, r.id LIMIT $9`,
      [
        query.within ?? null,
        today,
        query.state ?? null,
        query.agreement ?? null,
        query.donor ?? null,
        confinedTo(actor) ?? null,
        day,
        id,
        query.limit + 1,
      ],
    );
    return paged(
      rows,
      query.limit,
      (row) => [row.dueOn, row.id],
      (row) => withLateness(row, today),
    );
  }

  /** Adds what an agreement promises; what is planned already stays as it is. */
  async plan(
    tx: EntityManager,
    agreement: string,
    reports: readonly PlannedReportDto[],
    correlationId: string,
  ): Promise<void> {
    const wrong = reports.findIndex(({ dueOn }) => !isDay(dueOn));
    if (wrong >= 0) {
      throw new DomainError({
        code: 'INVALID_DATE',
        status: 422,
        title: 'Not a day',
        detail: `${reports[wrong]?.dueOn} is no day.`,
        field: `reports.${wrong}.dueOn`,
      });
    }
    for (const { kind, dueOn } of reports) {
      await tx
        .createQueryBuilder()
        .insert()
        .into(ReportDue)
        .values({ id: uuid(), agreement, kind, dueOn, state: 'DUE', version: 1 })
        .orIgnore()
        .execute();
    }
    if (reports.length > 0) await tellReports(tx, this.outbox, agreement, correlationId);
  }

  add(reference: string, report: PlannedReportDto, command: Command): Promise<ReportDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const { code } = await findAgreement(tx, reference);
      await this.plan(tx, code, [report], command.correlationId);
      const { id } = await tx.findOneByOrFail(ReportDue, { agreement: code, ...report });
      return this.read(tx, id);
    });
  }

  send(id: string, body: SendReportDto, expected: number | undefined, command: Command): Promise<ReportDto> {
    return this.change(id, ['DUE'], expected, command, async (tx, day) => {
      const { document } = await this.files.get(body.document, tx);
      return { state: 'SENT', sentOn: day, sentBy: command.actor.id, document, note: null };
    })(body.effectiveDate);
  }

  accept(id: string, body: AnswerReportDto, expected: number | undefined, command: Command): Promise<ReportDto> {
    return this.change(id, ['SENT'], expected, command, (_, day) =>
      Promise.resolve({ state: 'ACCEPTED', acceptedOn: day, recordedBy: command.actor.id, note: body.note ?? null }),
    )(body.effectiveDate);
  }

  /** The donor asks for another one: it is due again. */
  refuse(id: string, body: AnswerReportDto, expected: number | undefined, command: Command): Promise<ReportDto> {
    return this.change(id, ['SENT'], expected, command, () =>
      Promise.resolve({ state: 'DUE', recordedBy: command.actor.id, note: body.note ?? null }),
    )(body.effectiveDate);
  }

  private change(
    id: string,
    from: readonly ReportState[],
    expected: number | undefined,
    command: Command,
    changed: (tx: EntityManager, day: Day) => Promise<Partial<ReportDue>>,
  ): (effectiveDate: string | undefined) => Promise<ReportDto> {
    return (effectiveDate) =>
      this.unitOfWork.run(command, async (tx) => {
        const report = isUuid(id)
          ? await tx.findOne(ReportDue, { where: { id }, lock: { mode: 'pessimistic_write' } })
          : null;
        if (!report) throw notFound('report', id);
        checkVersion(expected, report.version);
        if (!from.includes(report.state)) throw wrongState(report, from);
        const day = await this.clock.effective(effectiveDate, tx);
        await tx.save(ReportDue, { ...report, ...(await changed(tx, day)), version: report.version + 1 });
        await tellReports(tx, this.outbox, report.agreement, command.correlationId);
        return this.read(tx, id);
      });
  }

  private async read(tx: EntityManager, id: string): Promise<ReportDto> {
    const [row]: Row[] = await tx.query(
      `SELECT ${columns} FROM report_due r JOIN agreement a ON a.code = r.agreement JOIN donor d ON d.code = a.donor WHERE r.id = $1`,
      [id],
    );
    return withLateness(row as Row, await this.clock.today(tx));
  }
}

function withLateness(row: Row, today: Day): ReportDto {
  return { ...row, daysLate: daysBetween(row.dueOn, row.state === 'DUE' ? today : (row.sentOn ?? today)) };
}

function wrongState({ state, kind, dueOn }: ReportDue, from: readonly ReportState[]): DomainError {
  return new DomainError({
    code: 'WRONG_REPORT_STATE',
    status: 409,
    title: 'Not at this stage',
    detail: `The ${kind.toLowerCase()} report due on ${dueOn} is ${state}; this is done while it is ${from.join(' or ')}.`,
    state,
  });
}
