import { type Actor, Allow, CurrentActor, notSupported, readers } from '@abonde/platform';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.service';
import { DonorStatementDto, StatementQuery } from './statement.dto';
import { type DonorStatement, DonorStatements } from './statement.service';

@ApiTags('donors')
@Controller()
export class DonorsController {
  constructor(
    private readonly statements: DonorStatements,
    private readonly access: Access,
  ) {}

  /** What a donor's money did over a period; `donor` is its code. */
  @Get('donors/:donor/statement')
  @Allow(...readers, 'donor')
  @ApiOkResponse({ type: DonorStatementDto })
  async statement(
    @Param('donor') donor: string,
    @Query() query: StatementQuery,
    @CurrentActor() actor: Actor,
  ): Promise<DonorStatement> {
    await this.access.require(actor, { donor });
    if ((query.format ?? 'json') !== 'json') notSupported(`A statement as ${query.format}`);
    return this.statements.read(donor, query);
  }
}
