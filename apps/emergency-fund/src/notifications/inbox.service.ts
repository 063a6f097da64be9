import { type Actor, notFound } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { holderOf } from '../delegations/delegation';
import { DelegationsService } from '../delegations/delegations.service';
import { asking, linkOf, type NoticeKind } from './notice';
import type { InboxDto, InboxItemDto } from './notifications.dto';

interface Row {
  id: string;
  kind: NoticeKind;
  proposal: string | null;
  case_id: string | null;
  case_code: string | null;
  city: string | null;
  country: string | null;
  agreement: string | null;
  agreement_id: string | null;
  told_on: string;
  told_at: Date;
  read: boolean;
  asks: boolean;
}

/** Longest list an inbox shows; what waits comes first. */
const SHOWN = 50;

/** Things that wait for a person, and news not yet read: not a log. */
@Injectable()
export class InboxService {
  constructor(private readonly delegations: DelegationsService) {}

  async of(tx: EntityManager, actor: Actor): Promise<InboxDto> {
    const rows: Row[] = await tx.query(INBOX, [await this.audiencesOf(tx, actor), actor.id, asking]);
    const items = rows.map(itemOf);
    return {
      waiting: items.filter(({ asks }) => asks).length,
      unread: items.filter(({ read }) => !read).length,
      items: items.slice(0, SHOWN),
    };
  }

  /** @throws {DomainError} 404 `NOT_FOUND` when it isn't this person's */
  async read(tx: EntityManager, id: string, actor: Actor): Promise<InboxDto> {
    const rows: Row[] = await tx.query(INBOX, [await this.audiencesOf(tx, actor), actor.id, asking]);
    if (!rows.some((row) => row.id === id)) throw notFound('notice', id);
    await this.mark(tx, [id], actor);
    return this.of(tx, actor);
  }

  async readAll(tx: EntityManager, actor: Actor): Promise<InboxDto> {
    const rows: Row[] = await tx.query(INBOX, [await this.audiencesOf(tx, actor), actor.id, asking]);
    await this.mark(
      tx,
      rows.map(({ id }) => id),
      actor,
    );
    return this.of(tx, actor);
  }

  private async mark(tx: EntityManager, ids: string[], { id }: Actor): Promise<void> {
    await tx.query(
      'INSERT INTO notice_reads SELECT notice, $2, now() FROM unnest($1::uuid[]) AS notice ON CONFLICT DO NOTHING',
      [ids, id],
    );
  }

  /** A person's own roles and those held for somebody who is away. */
  private async audiencesOf(tx: EntityManager, actor: Actor): Promise<string[]> {
    const offices = await this.delegations.heldFor(tx, actor.id);
    return [...new Set([...actor.roles, ...offices.map((office) => holderOf[office])])];
  }
}

function itemOf(row: Row): InboxItemDto {
  return {
    id: row.id,
    kind: row.kind,
    asks: row.asks,
    read: row.read,
    case: row.case_code,
    city: row.city,
    country: row.country,
    agreement: row.agreement,
    link: linkOf({ proposal: row.proposal, caseId: row.case_id, agreement: row.agreement_id }),
    on: row.told_on,
    at: row.told_at.toISOString(),
  };
}

/** One line an act, even for who holds two roles; a request leaves when it is done, news when it is read. */
const INBOX = `
  WITH mine AS (
    SELECT DISTINCT ON (n.act) n.*, c.id AS case_id, c.city, c.country, c.state AS case_state, c.reported_on,
           pr.agreement, pr.agreement_id, pr.state AS promised_state,
           r.person IS NOT NULL AS read, n.kind = ANY($3) AS asks, p.state AS proposal_state, p.version AS current
      FROM notices n
      LEFT JOIN aid_cases c ON c.code = n.case_code
      LEFT JOIN proposals p ON p.id = n.proposal
      LEFT JOIN promised_reports pr ON pr.report = n.report
      LEFT JOIN notice_reads r ON r.notice = n.id AND r.person = $2
     WHERE n.audience = ANY($1)
       -- Who has signed, or whose proposal is already there, is no longer asked.
       AND NOT (n.kind IN ('SIGNATURE_ASKED', 'PROPOSALS_CALLED') AND EXISTS (
         SELECT FROM proposal_signatures s JOIN proposals sp ON sp.id = s.proposal
          WHERE sp.case_code = n.case_code AND upper(replace(n.audience, '-', '_')) = s.role
            AND (n.kind = 'PROPOSALS_CALLED' OR (s.proposal = n.proposal AND s.version = n.version))))
     ORDER BY n.act, n.audience
  )
  SELECT * FROM mine
   WHERE CASE kind
           WHEN 'PROPOSALS_CALLED' THEN case_state = 'OPEN'
           WHEN 'SIGNATURE_ASKED' THEN proposal_state = 'SUBMITTED' AND current = version
           WHEN 'DECISION_ASKED' THEN proposal_state = 'SUBMITTED' AND current = version
           WHEN 'PROPOSAL_RETURNED' THEN proposal_state = 'RETURNED' AND current = version
           WHEN 'PAYMENT_FAILED' THEN proposal_state = 'GRANTED'
             AND (SELECT state FROM aid_payments a WHERE a.proposal = mine.proposal ORDER BY a.payment_request DESC LIMIT 1)
                 IN ('REJECTED', 'CANCELLED', 'RETURNED')
           WHEN 'REPORT_DUE' THEN case_state = 'OPEN' AND reported_on IS NULL
             AND NOT EXISTS (SELECT FROM notices late WHERE late.case_code = mine.case_code AND late.kind = 'REPORT_OVERDUE')
           WHEN 'REPORT_OVERDUE' THEN case_state = 'OPEN' AND reported_on IS NULL
           WHEN 'DONOR_REPORT_DUE' THEN promised_state = 'DUE'
             AND NOT EXISTS (SELECT FROM notices late WHERE late.report = mine.report AND late.kind = 'DONOR_REPORT_OVERDUE')
           WHEN 'DONOR_REPORT_OVERDUE' THEN promised_state = 'DUE'
           WHEN 'FUND_SHORT' THEN EXISTS (
             SELECT FROM ledger.postings e JOIN ledger.accounts a ON a.id = e.account WHERE a.path LIKE 'fund:shortfall:%'
             GROUP BY a.id HAVING sum(e.eur) > 0)
           ELSE NOT read AND actor <> $2
         END
   ORDER BY asks DESC, told_at DESC, id`;
