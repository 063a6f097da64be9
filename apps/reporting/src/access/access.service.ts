import { type Actor, hasRole, notFound, readers } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { Visibility } from '../ledger/figure.query';
import type { LedgerFilter } from '../ledger/ledger-filter';
import { Registers } from '../registers/registers.service';

/** Something a reader names: nothing tells whether what is hidden exists. */
export type Subject = { donor: string } | { agreement: string } | { project: string };

/** What each reader may see: staff and the auditor everything, a donor its agreements' entries, a city its projects'. */
@Injectable()
export class Access {
  constructor(private readonly registers: Registers) {}

  async visible(actor: Actor): Promise<Visibility> {
    if (hasRole(actor, ...readers)) return 'everything';
    if (hasRole(actor, 'donor') && actor.donor) return { sql: 'e.donor = $1', params: [actor.donor] };
    if (hasRole(actor, 'city') && actor.city) {
      return {
        sql: 'e.project = ANY($1::text[])',
        params: [await this.registers.codesOf('project', 'city', actor.city)],
      };
    }
    return { sql: 'false', params: [] };
  }

  /** @throws {DomainError} 404 when the subject isn't the reader's */
  async require(actor: Actor, subject: Subject): Promise<void> {
    if (hasRole(actor, ...readers) || (await this.owns(actor, subject))) return;
    const [[kind, code]] = Object.entries(subject) as [[string, string]];
    throw notFound(kind, code);
  }

  /** @throws {DomainError} 404 when the filter names what isn't the reader's */
  async requireFilter(actor: Actor, { donor, agreement, project = [] }: LedgerFilter): Promise<void> {
    for (const code of named(donor)) await this.require(actor, { donor: code });
    for (const code of named(agreement)) await this.require(actor, { agreement: code });
    if (hasRole(actor, 'city')) for (const code of project) await this.require(actor, { project: code });
  }

  private async owns(actor: Actor, subject: Subject): Promise<boolean> {
    if ('project' in subject) {
      return (
        Boolean(actor.city) && (await this.registers.codesOf('project', 'city', actor.city!)).includes(subject.project)
      );
    }
    if (!actor.donor) return false;
    if ('donor' in subject) return subject.donor === actor.donor;
    return (await this.registers.codesOf('agreement', 'donor', actor.donor)).includes(subject.agreement);
  }
}

/** What a text of a filter names: one thing, or several with commas between them. */
const named = (text = '') => text.split(',').filter(Boolean);
