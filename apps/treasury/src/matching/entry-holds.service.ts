import { type Command, DomainError, UnitOfWork } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { lockEntry } from './entry-row.store';
import type { HoldDto, HoldRequestDto } from './lines.dto';

/** Lines that wait for somebody: why, and for whom. */
@Injectable()
export class EntryHolds {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Again: another reason or person. @throws {DomainError} 409 `ENTRY_ALREADY_MATCHED` */
  hold(command: Command, id: string, { reason, assignee }: HoldRequestDto): Promise<HoldDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const entry = await lockEntry(tx, id);
      if (entry.match_id) {
        const detail = 'The entry is matched: nothing waits any more.';
        throw new DomainError({
          code: 'ENTRY_ALREADY_MATCHED',
          status: 409,
          title: 'Already matched',
          detail,
          match: entry.match_id,
        });
      }
      const [row]: { held_at: Date }[] = await tx.query(
        `INSERT INTO entry_holds (entry_id, reason, assignee, held_by, held_by_name) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (entry_id) DO UPDATE SET reason = excluded.reason, assignee = excluded.assignee, held_by = excluded.held_by,
           held_by_name = excluded.held_by_name, held_at = now() RETURNING held_at`,
        [id, reason, assignee ?? null, command.actor.id, command.actor.name],
      );
      return {
        reason,
        assignee: assignee ?? null,
        by: command.actor.name,
        at: new Date(row?.held_at ?? 0).toISOString(),
      };
    });
  }

  release(command: Command, id: string): Promise<{ entry: string }> {
    return this.unitOfWork.run(command, async (tx) => {
      await lockEntry(tx, id);
      await tx.query('DELETE FROM entry_holds WHERE entry_id = $1', [id]);
      return { entry: id };
    });
  }
}
