import { type Actor, isUuid, notFound } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ClaimDto } from './lines.dto';

interface ClaimRow {
  entry_id: string;
  actor: string;
  name: string;
  expires_at: Date;
}

/** How long a line stays somebody's without a word from her. */
const lasting = '45 seconds';

/** Who has which line open. It warns the others; what decides is who matches first. */
@Injectable()
export class EntryClaims {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes the line, or keeps it; another's stays hers until it expires unless `takeOver`. Gives who has it now. */
  async claim({ id: actor, name }: Actor, entry: string, takeOver: boolean): Promise<ClaimDto> {
    const [known]: unknown[] = isUuid(entry)
      ? await this.dataSource.query('SELECT FROM bank_entries WHERE id = $1', [entry])
      : [];
    if (!known) throw notFound('bank entry', entry);
    await this.dataSource.query(
      `INSERT INTO entry_claims (entry_id, actor, name, expires_at) VALUES ($1, $2, $3, now() + $4::interval)
       ON CONFLICT (entry_id) DO UPDATE SET actor = excluded.actor, name = excluded.name, expires_at = excluded.expires_at
        WHERE entry_claims.actor = excluded.actor OR entry_claims.expires_at < now() OR $5`,
      [entry, actor, name, lasting, takeOver],
    );
    const [row]: ClaimRow[] = await this.dataSource.query('SELECT * FROM entry_claims WHERE entry_id = $1', [entry]);
    if (!row) throw notFound('claim', entry);
    return claimDto(row, actor);
  }

  async leave({ id: actor }: Actor, entry: string): Promise<void> {
    if (!isUuid(entry)) throw notFound('bank entry', entry);
    await this.dataSource.query(
      'DELETE FROM entry_claims WHERE (entry_id = $1 AND actor = $2) OR expires_at < now() - interval $$1 hour$$',
      [entry, actor],
    );
  }

  /** Lines of a statement that somebody has open. */
  async of({ id: actor }: Actor, statement: string): Promise<ClaimDto[]> {
    const rows: ClaimRow[] = await this.dataSource.query(
      `SELECT c.* FROM statements s JOIN bank_entries e ON e.account_id = s.account_id AND e.statement_day BETWEEN s.from_day AND s.to_day
         JOIN entry_claims c ON c.entry_id = e.id WHERE s.id = $1 AND c.expires_at > now() ORDER BY c.entry_id`,
      [statement],
    );
    return rows.map((row) => claimDto(row, actor));
  }
}

function claimDto({ entry_id: entry, actor, name, expires_at: until }: ClaimRow, reader: string): ClaimDto {
  return { entry, name, initials: initialsOf(name), mine: actor === reader, until: new Date(until).toISOString() };
}

/** `Claire Fontaine` → `CF`. */
function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => /\p{L}/u.test(word));
  return words
    .map((word) => (/\p{L}/u.exec(word)?.[0] ?? '').toUpperCase())
    .slice(0, 2)
    .join('');
}
