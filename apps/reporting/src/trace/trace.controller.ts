import { type Actor, Allow, CurrentActor, DomainError, hasRole, notFound, readers } from '@abonde/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.service';
import { Registers } from '../registers/registers.service';
import { TraceDto, TraceQuery } from './trace.dto';
import { type Trace, type TraceKind, Traces } from './trace.service';

const KINDS: readonly string[] = ['receipt', 'agreement', 'donor', 'project', 'tranche', 'case'] satisfies TraceKind[];

@ApiTags('trace')
@Controller()
export class TraceController {
  constructor(
    private readonly traces: Traces,
    private readonly registers: Registers,
    private readonly access: Access,
  ) {}

  /** Where the money of a receipt, agreement, donor, project, tranche or case came from and went. */
  @Get('trace')
  @Allow(...readers, 'donor', 'city')
  @ApiOkResponse({ type: TraceDto })
  async trace(@Query() { from }: TraceQuery, @CurrentActor() actor: Actor): Promise<Trace> {
    const [kind = '', id = ''] = from.split(/:(.*)/);
    if (!KINDS.includes(kind) || !id) throw unknownKind(from);
    return this.traces.from(kind as TraceKind, id, await this.limits(kind as TraceKind, id, actor));
  }

  /** A donor follows its own money everywhere; a city all the money of its projects. */
  private async limits(kind: TraceKind, id: string, actor: Actor): Promise<{ donor?: string }> {
    if (hasRole(actor, ...readers)) return {};
    if (hasRole(actor, 'city')) {
      const project =
        kind === 'tranche' ? (await this.registers.facet<{ project: string }>('tranche', id, 'state'))?.project : id;
      if (!['project', 'tranche'].includes(kind)) throw notFound(kind, id);
      await this.access.require(actor, { project: project ?? id });
      return {};
    }
    if (kind === 'donor') await this.access.require(actor, { donor: id });
    if (kind === 'agreement') await this.access.require(actor, { agreement: id });
    if (!actor.donor) throw notFound(kind, id);
    return { donor: actor.donor };
  }
}

function unknownKind(from: string): DomainError {
  return new DomainError({
    code: 'UNKNOWN_TRACE',
    status: 400,
    title: 'Nothing to trace',
    detail: `${from} is not {kind}:{id}.`,
    kinds: KINDS,
  });
}
