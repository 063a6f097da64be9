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
    return this.unitOfWork.run(command, async (tx) => {
      const entry = await lockEntry(tx, request.entryId);
      if (entry.match_id) {
        throw new MatchRefused('ENTRY_ALREADY_MATCHED', 409, 'Already matched', 'The entry is already matched.', {
          entry: entry.id,
          match: entry.match_id,
        });
      }
      const plan = await this.plan(tx, entry, request, command);
      await this.writer.write(tx, [plan]);
      for (const returned of plan.returned) await answerReturned(tx, returned);
      return this.read(tx, plan.id);
    });
  }

  async get(id: string): Promise<MatchDto> {
    return this.read(this.dataSource.manager, id);
  }

  async list({ status, limit, cursor }: MatchesQuery): Promise<Page<MatchDto>> {
    const [at = null, id = null] = decodeCursor(cursor) ?? [];
    const rows: MatchRow[] = await this.dataSource.query(
      `${matchSelect} WHERE ($1::text IS NULL OR m.state = $1) AND ($2::timestamptz IS NULL OR (m.matched_at, m.id) < ($2::timestamptz, $3::uuid))
        ORDER BY m.matched_at DESC, m.id DESC LIMIT $4`,
      [status ?? null, at, id, limit + 1],
    );
    return paged(rows, limit, (row) => [row.cursor_at, row.id], matchDto);
  }

  private async plan(
    tx: EntityManager,
    entry: EntryRow,
    request: MatchRequestDto,
    command: Command,
  ): Promise<MatchPlan> {
    const targets = request.targets.map((target): Target => ({
      ...target,
      amount: target.amount ? Money.of(target.amount) : valuedOf(entry).amount.abs(),
    }));
    const matching: MatchRequest = {
      entry,
      matchedBy: command.actor.id,
      automatic: false,
      charges: request.charges ? Money.of(request.charges) : null,
      exchangeDifference: request.exchangeDifference ? Money.of(request.exchangeDifference) : null,
      note: request.reason ?? null,
      correlationId: command.correlationId,
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
  SELECT m.id, m.state AS status, m.account, m.automatic, m.charges, m.note, m.matched_by AS "matchedBy", m.matched_at AS "matchedAt",
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
