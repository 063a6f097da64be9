import { checkVersion, type Command, forbidden, notFound, UnitOfWork, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Candidate } from '../matching/suggestions';
import { classifications } from '../matching/target';
import { type MatchRule, phraseOf, proposalsOf, type RuledEntry, RuleRefused, type RuleTerms } from './match-rule';
import type { NewRuleDto, RuleDto, RuleTermsDto } from './match-rules.dto';

interface RuleRow extends MatchRule {
  place: number;
  created_by: string;
  created_by_name: string;
  confirmed_by_name: string | null;
  used: number;
  version: number;
}

const ruleSelect = `
  SELECT r.id, r.place, r.phrase, r.direction, r.account, r.kind, r.target_id AS "targetId", r.mode, r.enabled, r.confirmed_by IS NOT NULL AS confirmed,
         r.created_by, r.created_by_name, r.confirmed_by_name, r.version, (SELECT count(*)::int FROM matches m WHERE m.rule_id = r.id AND m.state <> 'UNDONE') AS used
    FROM match_rules r`;

/** Tables that know what a rule names. */
const known: Record<string, string> = {
  donation: 'SELECT FROM known_agreements WHERE agreement = $1',
  unapplied: 'SELECT FROM known_donors WHERE donor = $1',
  interest: 'SELECT FROM known_placements WHERE placement = $1',
  'internal-transfer': 'SELECT FROM bank_accounts WHERE code = $1',
};

/** What the platform learnt about labels: ordered rules that propose, or match by themselves once two persons agreed. */
@Injectable()
export class MatchRulesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async list(): Promise<RuleDto[]> {
    const rows: RuleRow[] = await this.dataSource.query(`${ruleSelect} ORDER BY r.place, r.id`);
    return rows.map(ruleDto);
  }

  /** The rules that speak, for any number of entries. */
  async inForce(): Promise<{ candidatesFor(entry: RuledEntry): (Candidate & { label: string })[] }> {
    const rules: MatchRule[] = await this.dataSource.query(`${ruleSelect} WHERE r.enabled ORDER BY r.place, r.id`);
    return { candidatesFor: (entry) => proposalsOf(rules, entry) };
  }

  /** @throws {RuleRefused} 422 `RULE_PHRASE_TOO_SHORT`, 404 `UNKNOWN_TARGET`, 409 `RULE_EXISTS` */
  create(command: Command, request: NewRuleDto): Promise<RuleDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const terms = await this.checked(tx, request);
      await tx.query('LOCK TABLE match_rules IN SHARE ROW EXCLUSIVE MODE');
      await this.refuseTwin(tx, terms, null);
      const id = uuid();
      const { actor } = command;
      await tx.query(
        `INSERT INTO match_rules (id, place, phrase, direction, account, kind, target_id, mode, enabled, created_by, created_by_name)
         SELECT $1, coalesce(max(place), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM match_rules`,
        [id, ...valuesOf(terms), request.mode, request.enabled ?? true, actor.id, actor.name],
      );
      return this.read(tx, id);
    });
  }

  /** Other words or another target ask for a new confirmation; whoever changed them doesn't confirm. */
  amend(command: Command, id: string, request: NewRuleDto, version: number | undefined): Promise<RuleDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const before = await this.lock(tx, id);
      checkVersion(version, before.version);
      const terms = await this.checked(tx, request);
      await this.refuseTwin(tx, terms, id);
      const same = JSON.stringify(valuesOf(terms)) === JSON.stringify(valuesOf(before)) && before.mode === request.mode;
      const { actor } = command;
      await tx.query(
        `UPDATE match_rules SET phrase = $2, direction = $3, account = $4, kind = $5, target_id = $6, mode = $7, enabled = $8, version = version + 1,
           created_by = CASE WHEN $9 THEN created_by ELSE $10 END, created_by_name = CASE WHEN $9 THEN created_by_name ELSE $11 END,
           confirmed_by = CASE WHEN $9 THEN confirmed_by END, confirmed_by_name = CASE WHEN $9 THEN confirmed_by_name END WHERE id = $1`,
        [id, ...valuesOf(terms), request.mode, request.enabled ?? before.enabled, same, actor.id, actor.name],
      );
      return this.read(tx, id);
    });
  }

  /** @throws {DomainError} 403 to whoever wrote it */
  confirm(command: Command, id: string): Promise<RuleDto> {
    return this.unitOfWork.run(command, async (tx) => {
      const rule = await this.lock(tx, id);
      if (rule.created_by === command.actor.id)
        throw forbidden('A rule is confirmed by another person than its author.', { rule: id });
      if (rule.confirmed)
        throw new RuleRefused('RULE_CONFIRMED', 409, 'Already confirmed', 'The rule is confirmed.', { rule: id });
      await tx.query(
        'UPDATE match_rules SET confirmed_by = $2, confirmed_by_name = $3, version = version + 1 WHERE id = $1',
        [id, command.actor.id, command.actor.name],
      );
      return this.read(tx, id);
    });
  }

  /** @throws {RuleRefused} 409 `RULES_CHANGED` when the ids aren't those of all rules */
  reorder(command: Command, ids: readonly string[]): Promise<RuleDto[]> {
    return this.unitOfWork.run(command, async (tx) => {
      await tx.query('LOCK TABLE match_rules IN SHARE ROW EXCLUSIVE MODE');
      const rows: { id: string }[] = await tx.query('SELECT id FROM match_rules');
      const all = new Set(rows.map(({ id }) => id));
      if (ids.length !== all.size || new Set(ids).size !== all.size || ids.some((id) => !all.has(id)))
        throw new RuleRefused(
          'RULES_CHANGED',
          409,
          'The rules changed',
          'Give every rule once, as the list has them now.',
        );
      await tx.query(
        'UPDATE match_rules r SET place = o.place FROM unnest($1::uuid[]) WITH ORDINALITY AS o (id, place) WHERE r.id = o.id',
        [ids],
      );
      const ordered: RuleRow[] = await tx.query(`${ruleSelect} ORDER BY r.place, r.id`);
      return ordered.map(ruleDto);
    });
  }

  private async checked(tx: EntityManager, given: RuleTermsDto): Promise<RuleTerms> {
    const { kind, targetId, account = null, direction } = given;
    const query = known[kind];
    const found = query
      ? ((await tx.query(query, [targetId])) as unknown[]).length > 0
      : classifications.some((name) => name === targetId);
    if (!found) throw unknown(kind, targetId, 'targetId');
    if (
      account !== null &&
      ((await tx.query('SELECT FROM bank_accounts WHERE code = $1', [account])) as unknown[]).length === 0
    )
      throw unknown('account', account, 'account');
    return { phrase: phraseOf(given.phrase), direction, account, kind, targetId };
  }

  private async refuseTwin(
    tx: EntityManager,
    { phrase, direction, account }: RuleTerms,
    own: string | null,
  ): Promise<void> {
    const [twin]: { id: string }[] = await tx.query(
      `SELECT id FROM match_rules WHERE phrase = $1 AND direction = $2 AND coalesce(account, '') = coalesce($3, '') AND id IS DISTINCT FROM $4::uuid`,
      [phrase, direction, account, own],
    );
    if (twin)
      throw new RuleRefused('RULE_EXISTS', 409, 'The rule exists', `A rule looks for ${phrase} already.`, {
        rule: twin.id,
        phrase,
      });
  }

  private async lock(tx: EntityManager, id: string): Promise<RuleRow> {
    await tx.query('SELECT FROM match_rules WHERE id = $1 FOR UPDATE', [id]);
    return this.row(tx, id);
  }

  private async row(tx: EntityManager, id: string): Promise<RuleRow> {
    const [row]: RuleRow[] = await tx.query(`${ruleSelect} WHERE r.id = $1`, [id]);
    if (!row) throw notFound('rule', id);
    return row;
  }

  private async read(tx: EntityManager, id: string): Promise<RuleDto> {
    return ruleDto(await this.row(tx, id));
  }
}

function valuesOf({ phrase, direction, account, kind, targetId }: RuleTerms): (string | null)[] {
  return [phrase, direction, account, kind, targetId];
}

function unknown(kind: string, id: string, field: string): RuleRefused {
  return new RuleRefused('UNKNOWN_TARGET', 404, 'Unknown target', `No ${kind} has the id or code ${id}.`, {
    kind,
    id,
    field,
  });
}

function ruleDto({
  created_by: _,
  created_by_name: createdBy,
  confirmed_by_name: confirmedBy,
  ...rule
}: RuleRow): RuleDto {
  return { ...rule, createdBy, confirmedBy };
}
