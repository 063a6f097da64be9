import { Money } from '@abonde/money';
import { type Command, decodeCursor, isUuid, notFound, type Page, paged, UnitOfWork } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type EntryRow, lockEntry, valuedOf } from './entry-row.store';
import { InternalTransfers } from './internal-transfers.service';
import { legsOf } from './legs';
import { type MatchPlan, MatchWriter } from './match-writer.service';
import type { MatchRequest } from './crossings.builder';
import { planOf } from './match-plan.builder';
import type { MatchDto, MatchesQuery, MatchRequestDto } from './matches.dto';
import { rememberPayers } from './payer-accounts.store';
import { answerReturned } from './returned-receipts.store';
import { MatchRefused, type Target } from './target';
import { TargetsService } from './targets.service';

interface MatchRow extends Omit<MatchDto, 'targets'> {
  cursor_at: string;
  targets: { kind: string; id: string; minor: string; currency: string }[];
}

/** Explains bank entries by what the other services expect. */
@Injectable()
export class MatchesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly targets: TargetsService,
    private readonly transfers: InternalTransfers,
    private readonly writer: MatchWriter,
  ) {}

  /** @throws {MatchRefused} */
  match(command: Command, request: MatchRequestDto): Promise<MatchDto> {
    return this.unitOfWork.run(command, (tx) => this.matchOne(tx, command, request));
  }

  /** One entry, in the caller's transaction; `act` when others are matched with it. @throws {MatchRefused} */
  async matchOne(tx: EntityManager, command: Command, request: MatchRequestDto, act?: string): Promise<MatchDto> {
    const entry = await lockEntry(tx, request.entryId);
    if (entry.match_id) throw await this.alreadyMatched(tx, entry);
    const plan = await this.plan(tx, entry, request, command, act);
    await this.writer.write(tx, [plan]);
    for (const returned of plan.returned) await answerReturned(tx, returned);
    await rememberPayers(tx, plan.id);
    return this.read(tx, plan.id);
  }

  async get(id: string): Promise<MatchDto> {
    return this.read(this.dataSource.manager, id);
  }

  async list({ status, statement, account, limit, cursor }: MatchesQuery): Promise<Page<MatchDto>> {
    const [at = null, id = null] = decodeCursor(cursor) ?? [];
    const rows: MatchRow[] = await this.dataSource.query(
      `${matchSelect} WHERE ($1::text IS NULL OR m.state = $1) AND ($2::timestamptz IS NULL OR (m.matched_at, m.id) < ($2::timestamptz, $3::uuid))
          AND ($5::uuid IS NULL OR m.id IN (SELECT e.match_id FROM statements s JOIN bank_entries e ON e.account_id = s.account_id AND e.statement_day BETWEEN s.from_day AND s.to_day WHERE s.id = $5)) AND ($6::text IS NULL OR m.account = $6)
        ORDER BY m.matched_at DESC, m.id DESC LIMIT $4`,
      [status ?? null, at, id, limit + 1, statement ?? null, account ?? null],
    );
    return paged(rows, limit, (row) => [row.cursor_at, row.id], matchDto);
  }

  private async alreadyMatched(tx: EntityManager, entry: EntryRow): Promise<MatchRefused> {
    const { matchedByName, matchedAt } = await this.read(tx, entry.match_id ?? '');
    const detail = `${matchedByName} matched the entry.`;
    const figures = { entry: entry.id, match: entry.match_id, matchedBy: matchedByName, matchedAt };
    return new MatchRefused('ENTRY_ALREADY_MATCHED', 409, 'Already matched', detail, figures);
  }

  private async plan(
    tx: EntityManager,
    entry: EntryRow,
    request: MatchRequestDto,
    { actor, correlationId }: Command,
    act?: string,
  ): Promise<MatchPlan> {
    const targets = request.targets.map((target): Target => ({
      ...target,
      amount: target.amount ? Money.of(target.amount) : valuedOf(entry).amount.abs(),
    }));
    const matching: MatchRequest = {
      entry,
      matchedBy: actor.id,
      matchedByName: actor.name,
      automatic: false,
      charges: request.charges ? Money.of(request.charges) : null,
      exchangeDifference: request.exchangeDifference ? Money.of(request.exchangeDifference) : null,
      note: request.reason ?? null,
      correlationId,
      ...(act && { act }),
      ...(request.rule && { rule: request.rule }),
    };
    const [first] = targets;
    if (first?.kind === 'internal-transfer' && targets.length === 1) return this.transfers.plan(tx, matching, first);
    const interest = { period: request.period ?? null, tax: request.tax ? Money.of(request.tax) : null };
    const resolved = await this.targets.resolve(tx, entry, targets, interest);
    return planOf(matching, legsOf(valuedOf(entry), resolved, matching));
  }

  private async read(tx: EntityManager, id: string): Promise<MatchDto> {
    const [row]: MatchRow[] = isUuid(id) ? await tx.query(`${matchSelect} WHERE m.id = $1`, [id]) : [];
    if (!row) throw notFound('match', id);
    return matchDto(row);
  }
}

const matchSelect = `
  SELECT m.id, m.state AS status, m.account, m.automatic, m.charges, m.exchange_difference AS "exchangeDifference", m.note, m.act, m.undo_refusal AS "undoRefused",
         m.matched_by AS "matchedBy", coalesce(m.matched_by_name, m.matched_by) AS "matchedByName", m.matched_at AS "matchedAt",
         m.matched_at::text AS cursor_at, t.entry_id AS "entryId", t.targets
    FROM matches m
    CROSS JOIN LATERAL (SELECT (array_agg(entry_id ORDER BY id))[1] AS entry_id,
      jsonb_agg(jsonb_build_object('kind', kind, 'id', target_id, 'minor', amount_minor::text, 'currency', currency) ORDER BY id) AS targets
      FROM match_targets WHERE match_id = m.id) t`;

function matchDto({ cursor_at: _, targets, ...row }: MatchRow): MatchDto {
  return {
    ...row,
    matchedAt: new Date(row.matchedAt).toISOString(),
    targets: targets.map(({ kind, id, minor, currency }) => ({
      kind,
      id,
      amount: Money.minor(BigInt(minor), currency).toJSON(),
    })),
  };
}
