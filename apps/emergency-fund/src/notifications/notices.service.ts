import type { Day } from '@abonde/calendar';
import { BusinessClock, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DelegationsService } from '../delegations/delegations.service';
import { PeopleService } from '../people/people.service';
import type { AidPerson } from '../people/person.entity';
import { audiences, linkOf, type NoticeKind, officeOf } from './notice';

export interface Told {
  kind: NoticeKind;
  /** None where the fund itself is meant. */
  case?: { id: string; code: string };
  /** What tells this act from every other of its kind: `proposal:version`; the case alone by default. */
  of?: string;
  proposal?: { id: string; version: number };
  /** A report promised to a donor, with the id of its agreement. */
  report?: { id: string; agreement: string };
  /** Who did it: not told. */
  actor: string;
}

/** Tells people of an act, in the transaction of the act: what is committed is told, once to each person. */
@Injectable()
export class NoticesService {
  constructor(
    private readonly people: PeopleService,
    private readonly delegations: DelegationsService,
    private readonly clock: BusinessClock,
  ) {}

  /** The same act told again changes nothing. */
  async tell(tx: EntityManager, { kind, case: aidCase, of, proposal, report, actor }: Told): Promise<void> {
    const act = [kind, aidCase?.code, of ?? (proposal ? `${proposal.id}:${proposal.version}` : undefined)]
      .filter((part) => part !== undefined)
      .join(' ');
    const day = await this.clock.today(tx);
    for (const audience of audiences[kind]) {
      const inserted: unknown[] = await tx.query(
        `INSERT INTO notices (id, act, audience, kind, case_code, proposal, version, actor, told_on, report, told_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now()) ON CONFLICT (act, audience) DO NOTHING RETURNING id`,
        [
          uuid(),
          act,
          audience,
          kind,
          aidCase?.code ?? null,
          proposal?.id ?? null,
          proposal?.version ?? null,
          actor,
          day,
          report?.id ?? null,
        ],
      );
      if (inserted.length === 0) continue;
      const link = linkOf({
        proposal: proposal?.id ?? null,
        caseId: aidCase?.id ?? null,
        agreement: report?.agreement ?? null,
      });
      await this.queue(tx, await this.reachedBy(tx, audience), { act, kind, link, actor });
    }
  }

  private async reachedBy(tx: EntityManager, audience: (typeof audiences)[NoticeKind][number]): Promise<AidPerson[]> {
    const holders = await this.people.withRole(tx, audience);
    const office = officeOf[audience];
    const standIns = office ? await this.delegations.standIns(tx, office) : [];
    const others = standIns.filter((id) => !holders.some((person) => person.id === id));
    return [...holders, ...(await this.people.activeOf(tx, others))];
  }

  private async queue(
    tx: EntityManager,
    people: readonly AidPerson[],
    { act, kind, link, actor }: { act: string; kind: NoticeKind; link: string; actor: string },
  ): Promise<void> {
    for (const { id, email, language } of people) {
      if (email === null || id === actor) continue;
      await tx.query(
        `INSERT INTO mails (id, act, person, address, language, kind, link, queued_at, next_attempt_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, now(), now()) ON CONFLICT (act, person) DO NOTHING`,
        [uuid(), act, id, email, language, kind, link],
      );
    }
  }

  /** The roles that were told of an act: what a receipt shows. */
  async toldOf(tx: EntityManager, proposal: string, version: number, kinds: readonly NoticeKind[]): Promise<string[]> {
    const rows: { audience: string }[] = await tx.query(
      'SELECT DISTINCT audience FROM notices WHERE proposal = $1 AND version = $2 AND kind = ANY($3) ORDER BY audience',
      [proposal, version, kinds],
    );
    return rows.map(({ audience }) => audience);
  }

  /** Reports that are due within `remindFrom` or late: each is reminded once before its date and once after. */
  async remindReports(tx: EntityManager, today: Day, remindFrom: Day): Promise<void> {
    const due: { id: string; code: string; report_due_on: Day }[] = await tx.query(
      `SELECT id, code, report_due_on FROM aid_cases
        WHERE state = 'OPEN' AND reported_on IS NULL AND report_due_on <= $1 ORDER BY code`,
      [remindFrom],
    );
    for (const { id, code, report_due_on: on } of due) {
      const kind = on < today ? 'REPORT_OVERDUE' : 'REPORT_DUE';
      await this.tell(tx, { kind, case: { id, code }, of: on, actor: 'system:emergency-fund' });
    }
  }
}
